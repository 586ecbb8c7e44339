"""`heading_numbering`: headings of one level that skip or repeat a number."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.audit.wording import severity
from extractors.model import Block, BlockKind, Document, Finding
from extractors.rulebook import Rulebook

_LABEL = regex.compile(r"[IVXL]{1,6}|\d{1,2}")
_END = ("Nơi nhận", "PHỤ LỤC", "Phụ lục")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_JUMP = 3
"""A label further on than this belongs to another text: an annex, a quotation."""


def heading_numbers(document: Document, rules: Rulebook) -> Iterator[Finding]:
    """A finding for every heading in roman or plain figures whose number does not follow the one before it.

    Every labelled block counts, but only a heading is told of; a number that starts over is no fault, and
    plain figures that begin after 1 may go on from a table. What stands below the signature is left out:
    forms and annexes print parts of other texts.
    """
    last: dict[tuple[str, ...], tuple[int, str]] = {}
    for block in document.blocks:
        if document.text.startswith(_END, block.start):
            return
        value = _value(document, block)
        if value is None:
            continue
        parent, label = block.section[:-1], block.section[-1]
        roman = label[0] in _ROMAN
        place = (*parent, "I" if roman else "1")
        number, before = last.get(place, (0, ""))
        last[place] = value, label
        fits = value in (1, number + 1) or not 0 <= value - number <= _JUMP
        if not fits and block.kind is BlockKind.HEADING and (before or (roman and not parent)):
            yield _finding(block, label, before, rules)


def _value(document: Document, block: Block) -> int | None:
    """The number of a block that begins with its own label in roman or plain figures, None for others."""
    label = block.section[-1] if block.section else ""
    if not label or not document.text.startswith(label, block.start):
        return None
    follows = document.text[block.start + len(label) : block.start + len(label) + 1]
    if follows.isalnum() or not _LABEL.fullmatch(label):
        return None
    return int(label) if label.isdigit() else _roman(label)


def _roman(label: str) -> int:
    values = [_ROMAN[letter] for letter in label]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def _finding(block: Block, label: str, before: str, rules: Rulebook) -> Finding:
    values = {"label": label, "before": before or "–"}
    return Finding("heading_numbering", severity("heading_numbering", rules), block.start, block.end, values)
