"""Tells where and when a figure counts, from the words of its sentence and the document's own."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.dates import iso_date
from extractors.figures.drafts import FigureDraft
from extractors.figures.passages import Passage
from extractors.header_period import report_period
from extractors.model import Header

_PLACE = regex.compile(
    r"(?<!\p{L})(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s+(?:\p{Lu}[\p{L}'-]*\s?){1,4}"
)
_TIMED = regex.compile(r"ngày|năm|tháng|quý|giai đoạn|cùng kỳ|nhiệm kỳ", regex.I)
_PART_OF_YEAR = regex.compile(r"(?:\d|ba|sáu|chín)\s+tháng|quý", regex.I)
_AS_OF = regex.compile(r"đến\s+(?:hết\s+)?ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})", regex.I)
_SINCE = regex.compile(r"(?<!\p{L})từ\s+ngày\s+\d", regex.I)
_LATER = regex.compile(
    r"[^;,.:()\d\n]{0,40}?(?<!\p{L})((?:vào|trong|đến(?: hết)?)\s+(?:năm|tháng|quý)\s[\dIVX/]+)", regex.I
)
_LAST_YEAR = regex.compile(r"cùng kỳ|năm trước|năm ngoái", regex.I)
_COMPARED = regex.compile(r"so\s+(?:với\s+)?[^,;()]*(?:\([^()]*\))?", regex.I)
_FARTHEST = 400
"""Characters of a sentence in which a figure's time is looked for."""


def stated_place(passage: Passage, figure: FigureDraft, floor: int) -> str | None:
    """The place named in the words of the figure itself."""
    found = _PLACE.search(passage.text, floor, figure.start)
    return " ".join(found[0].split()) if found else None


def home_place(header: Header) -> str | None:
    """The place for which the document's issuer speaks: "tỉnh Lào Cai"."""
    found = _PLACE.search(header.issuer or "")
    return " ".join(found[0].split()) if found else None


def stated_period(
    passage: Passage, figure: FigureDraft, floor: int, own: tuple[str, str] | None
) -> tuple[str, str] | None:
    """The window named in the figure's own clause, else in its sentence up to it, else the document's.

    "đến ngày 30/6/2025" is that day alone; what is compared with ("so với năm 2024") says nothing of it, but
    the earlier value in brackets behind those words has no window that is told.
    """
    behind = _LATER.match(passage.text, figure.end, passage.end)
    if behind is not None and (later := _window(behind[1], own)) is not None:
        return later
    clause = max(passage.sentence(figure.start)[0], passage.text.rfind(";", passage.start, figure.start) + 1)
    for start in (floor, clause):
        words = passage.text[start : figure.start]
        if len(words) > _FARTHEST or not _TIMED.search(words):
            continue
        if start == floor and _LAST_YEAR.search(words):
            return None
        found = _window(words if start == floor else _COMPARED.sub(" ", words), own)
        if found:
            return found
    return own


@lru_cache(maxsize=4096)
def _window(words: str, own: tuple[str, str] | None) -> tuple[str, str] | None:
    days = _AS_OF.findall(words)
    if days and not _SINCE.search(words):
        day = iso_date(days[-1][2], days[-1][1], days[-1][0])
        return (day, day) if day else None
    found = report_period(words)
    if found is None and own is not None and _PART_OF_YEAR.search(words):
        return report_period(f"{words} năm {own[1][:4]}")
    return found
