"""Finds the document that an attached one hangs on: "(Ban hành kèm theo Quyết định số …)" under its title."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.header_words import header_words
from extractors.model import Document, Header, Reference, ReferenceKind
from extractors.rulebook import Rulebook

_HEAD_LINES = 40
_ALSO_CARRIED = {"Quy định"}
"""Of the types that carry others those that are attached themselves: the Party issues rules as such."""
_LINE = regex.compile(r"[^\n]+")
_ATTACHED = regex.compile(
    r"(?:^[\s(\[*_–-]*|\(\s*)(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\s+", regex.I | regex.M
)
_OTHER = regex.compile(
    r"(?:sửa\s+đổi|bổ\s+sung|điều\s+chỉnh|thay\s+thế|bãi\s+bỏ|đính\s+chính)\b"
    r"|(?:tổ\s+chức\s+)?(?:thực\s+hiện|triển\s+khai|thi\s+hành|phổ\s+biến|quán\s+triệt|hướng\s+dẫn)\b",
    regex.I,
)
"""A title that begins so may name the carrier of another document: that which it changes or carries out."""


def find_carrier(
    document: Document, header: Header, references: Sequence[Reference], rules: Rulebook
) -> int | None:
    """The index of the reference to the document that this one is attached to (NĐ 30/2020, PL I).

    None for a document with a number of its own, for an annex or a form, which are no documents, and where
    the line under the title leaves the number blank.
    """
    carriers = {row["type"] for row in rules.tables["carriers"]}
    if header.number or header.symbol or header.type is None or header.type in carriers - _ALSO_CARRIED:
        return None
    if header.subject and _OTHER.match(header.subject):
        return None
    at = _attached_at(document.text, rules)
    for index, reference in enumerate(references):
        if reference.start == at and reference.kind is ReferenceKind.NUMBERED:
            return index if reference.type in carriers else None
    return None


def _attached_at(text: str, rules: Rulebook) -> int | None:
    """Where the carrier is named above the first sentence: on a line of its own or in brackets."""
    opening = header_words(rules).text_start
    for count, line in enumerate(_LINE.finditer(text)):
        if count == _HEAD_LINES or (count and opening.match(text, line.start())):
            return None
        if found := _ATTACHED.search(text, line.start(), line.end()):
            return int(found.end())
    return None
