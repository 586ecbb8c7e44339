"""What stands on a document's card, and how high the card is."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.graph.measure import wrap
from pipeline.graph.model import Document
from pipeline.graph.neighbourhood import Ending
from pipeline.graph.picture import Line
from pipeline.messages import say

CARD, FOCUS = 276.0, 290.0
"""Widths of a card, and of that in the middle."""
PADDING = 10.0
_SHORTENED = (
    ("Ủy ban nhân dân", "UBND"),
    ("Uỷ ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban Thường vụ Quốc hội", "UBTVQH"),
    ("thành phố", "TP"),
)


@dataclass(frozen=True, slots=True)
class Face:
    """The lines of a card, placed from its own corner, and the height that they need."""

    lines: tuple[Line, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    size: float
    rows: int
    bold: bool = False
    muted: bool = False
    struck: bool = False
    above: float = 0
    aside: float = 0


def face(document: Document, middle: str, ended: Ending | None, lang: str, aside: float = 0) -> Face:
    """The text of a card: what the document is called, its date and issuer, its subject in the middle.

    What the document in the middle ended needs no words: the edge between them says it. `aside` is room that
    the name leaves free at the right.
    """
    focus = document.id == middle
    known = [part for part in (day(document.date, lang), short_issuer(document.issuer)) if part]
    size, rows = (15, 3) if focus else (13, 2)
    parts = [_Part(document.label, size, rows, bold=True, struck=ended is not None, aside=aside)]
    if focus:
        parts += [_Part(text, 12, 3, muted=True, above=2) for text in known]
        parts += [_Part(document.subject, 12, 5, above=5)] if document.subject else []
        state = say("graph_files", lang, count=document.held) if document.held else say("graph_cited", lang)
        parts.append(_Part(state, 11, 2, muted=True, above=5))
    elif known:
        parts.append(_Part(" · ".join(known), 11, 2, muted=True, above=1))
    if ended and ended.document != middle:
        parts.append(_Part(ended_by(ended, lang), 11, 2 if focus else 1, above=1))
    return _set(parts, FOCUS if focus else CARD)


def _set(parts: list[_Part], wide: float) -> Face:
    lines: list[Line] = []
    y = PADDING - 2
    for part in parts:
        y += part.above
        room = wide - 2 * PADDING - part.aside
        for text in wrap(part.text, part.size, room, part.rows, bold=part.bold):
            lines.append(Line(text, PADDING, y + part.size, part.size, part.bold, part.muted, part.struck))
            y += round(part.size * 1.32)
    return Face(tuple(lines), y + PADDING)


def ended_by(ended: Ending, lang: str) -> str:
    """What ended a document, in words."""
    return say(f"graph_{ended.relation}", lang, by=ended.by)


def day(date: str | None, lang: str) -> str:
    """A date as people write it: 03/02/2025, 02/2025 or 2025 in Vietnamese, ISO in English."""
    return "/".join(reversed((date or "").split("-"))) if lang == "vi" else date or ""


def short_issuer(issuer: str | None) -> str:
    """An issuer with the abbreviations that everyone uses: "UBND tỉnh Hòa An"."""
    short = issuer or ""
    for long, abbreviation in _SHORTENED:
        short = short.replace(long, abbreviation)
    return short


def whole(document: Document, ended: Ending | None, lang: str) -> str:
    """Everything that a card stands for, for who points at it."""
    known = (document.label, day(document.date, lang), document.issuer, document.subject)
    parts = [part for part in known if part] + ([ended_by(ended, lang)] if ended else [])
    return "\n".join([*parts, document.id])
