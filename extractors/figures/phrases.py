"""Tells what a figure counts, where and for which time, from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from extractors.figures.drafts import FigureDraft
from extractors.figures.passages import Passage
from extractors.header_period import report_period
from extractors.model import Header
from extractors.rulebook import Rulebook

_WORDS_OF_INDICATOR, _WORDS_OF_TAIL = 12, 6
_NEXT = regex.compile(r"\s+(\p{L}+)")
_MARK = regex.compile(r"[;,(\[]\s*|(?<=\p{L})\.\s+|\s[-–]\s")
_TIME = regex.compile(
    r"(?:(?:tính\s+)?(?:từ|đến|kể từ)\s+)?(?:hết\s+)?(?:ngày\s+)?\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
    r"|(?:trong\s+|đến\s+|từ\s+)?(?:hết\s+)?(?:năm|tháng|quý|giai đoạn|thời kỳ)\s+(?:[\dIVX]+)"
    r"(?:\s*[-–/]\s*\d+)*"
    r"|trong (?:năm|kỳ|tháng|quý)|(?:lũy|luỹ) kế(?: đến nay)?|đến nay|hiện nay|hiện",
    regex.I,
)
_TRAILING = frozenset(
    ("là", "đạt", "với", "có", "được", "còn", "chỉ", "thì", "cho", "lên", "thành", "tổng", "số")
)
_LEADING = frozenset(
    ("là", "với", "và", "có", "thì", "trong", "đó", "gồm", "còn", "tại", "ở", "đến", "nay", "hiện")
)
_SPACES = regex.compile(r"\s+")
_PLACE = regex.compile(
    r"(?<!\p{L})(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s+(?:\p{Lu}[\p{L}'-]*\s?){1,4}"
)
_TIMED = regex.compile(r"năm|tháng|quý|giai đoạn|cùng kỳ|nhiệm kỳ", regex.I)
_PART_OF_YEAR = regex.compile(r"\d\s+tháng|quý", regex.I)
_LAST_YEAR = regex.compile(r"cùng kỳ|năm trước|năm ngoái", regex.I)


class PhraseReader:
    """Reads indicators with the function words and hedges of one rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        hedges = {row["words"].lower() for row in rules.tables["hedges"]}
        self._stops = frozenset(row["word"] for row in rules.tables["function_words"])
        self._trailing = frozenset(word for phrase in hedges for word in phrase.split()) | _TRAILING

    def indicator(self, passage: Passage, figure: FigureDraft, floor: int) -> str | None:
        """What the figure counts, its part after a dot: "hồ sơ · trước hạn"; None where no words tell."""
        before = _after_mark(passage.text[floor : figure.start])
        label = before.rstrip(" :–-")
        left = self._trim(_TIME.sub(" ", label))
        if figure.kind == "thing":
            tail = self._tail(passage, figure)
            subject = " ".join([(figure.unit or "").lower(), *tail][:_WORDS_OF_INDICATOR])
            return f"{subject} · {' '.join(left)}" if left else subject
        if left:
            return " ".join(left)
        tail = self._tail(passage, figure)
        return " ".join(tail) or None

    def _trim(self, words: str) -> list[str]:
        kept = _SPACES.sub(" ", words).strip(" :.-–").lower().split()
        while kept and kept[-1] in self._trailing:
            kept.pop()
        while kept and kept[0].rstrip(":") in _LEADING:
            kept.pop(0)
        return list(kept[-_WORDS_OF_INDICATOR:])

    def _tail(self, passage: Passage, figure: FigureDraft) -> list[str]:
        """The words behind the unit that go on naming what is counted."""
        if figure.bare:
            return []
        words: list[str] = []
        position = figure.end
        while len(words) < _WORDS_OF_TAIL and (found := _NEXT.match(passage.text, position, passage.end)):
            if found[1].lower() in self._stops:
                break
            words.append(found[1].lower())
            position = found.end()
        return words


def stated_place(passage: Passage, figure: FigureDraft, floor: int) -> str | None:
    """The place named in the words of the figure itself."""
    found = _PLACE.search(passage.text, floor, figure.start)
    return " ".join(found[0].split()) if found else None


def home_place(header: Header) -> str | None:
    """The place for which the document's issuer speaks: "tỉnh Lào Cai"."""
    found = _PLACE.search(header.issuer or "")
    return " ".join(found[0].split()) if found else None


@lru_cache(maxsize=4096)
def _period_of(words: str, own: tuple[str, str] | None) -> tuple[str, str] | None:
    found = report_period(words) or _with_year(words, own)
    if found and _LAST_YEAR.search(words) and found == own:
        return None
    return found


def _with_year(words: str, own: tuple[str, str] | None) -> tuple[str, str] | None:
    """A part of the document's own year that is named without it: "9 tháng", "quý III"."""
    if own is None or not _PART_OF_YEAR.search(words):
        return None
    return report_period(f"{words} năm {own[1][:4]}")


def stated_period(
    passage: Passage, figure: FigureDraft, floor: int, own: tuple[str, str] | None
) -> tuple[str, str] | None:
    """The window named in the figure's own clause, else in its sentence up to it, else the document's."""
    for start in (floor, passage.sentence(figure.start)[0]):
        words = passage.text[start : figure.start]
        if len(words) < 400 and _TIMED.search(words):
            if _LAST_YEAR.search(words[-60:]):
                return None
            found = _period_of(words, own)
            if found:
                return found
    return own


def floors(passage: Passage, figures: Sequence[FigureDraft]) -> list[int]:
    """Where the own words of each figure may begin: behind the figure before it and the sentence's start."""
    found: list[int] = []
    behind = passage.start
    for figure in figures:
        found.append(max(behind, passage.sentence(figure.start)[0]))
        behind = max(figure.end, figure.percent_end)
    return found


def _after_mark(words: str) -> str:
    """The words behind the last mark, unless nothing but a colon's label stands there."""
    pieces = _MARK.split(words.rstrip(" :–-"))
    return pieces[-1] if pieces else ""


@lru_cache(maxsize=4)
def phrase_reader(rules: Rulebook) -> PhraseReader:
    """The reader made with `rules`."""
    return PhraseReader(rules)
