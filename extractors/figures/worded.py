"""Finds small counts written as words: "hai doanh nghiệp", "mười hai xã"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractors.figures.drafts import FigureDraft
from extractors.figures.number_words import words_value
from extractors.figures.units import UnitReader

_UNITS = "một|hai|ba|bốn|lăm|sáu|bảy|tám|chín"
_COUNT = regex.compile(
    rf"(?<!\p{{L}})(?:[Mm]ười(?:\s(?:{_UNITS}))?|[Hh]ai\smươi|[Hh]ai|[Bb]a|[Bb]ốn|[Ss]áu|[Bb]ảy"
    rf"|[Tt]ám|[Cc]hín)(?=\s\p{{Ll}})"
)
_OF_MANY = regex.compile(
    r"(?:một trong|trong|mỗi|từng|cả|thứ|lần|loại|cấp|nhóm|hạng|mức|tầng|tháng|năm|giữa)\s+$", regex.I
)
_FIGURES_OF_SPEECH = frozenset(
    (
        "bên",
        "phía",
        "chiều",
        "mặt",
        "bước",
        "lần",
        "điểm nghẽn",
        "trụ cột",
        "đột phá",
        "trọng tâm",
        "mục tiêu kép",
    )
)
_ONE = Decimal(1)


def worded_counts(text: str, start: int, end: int, units: UnitReader) -> Iterator[FigureDraft]:
    """The counts in words between two offsets that a known noun follows; "một" counts nothing."""
    for found in _COUNT.finditer(text, start, end):
        unit = units.match(text, found.end(), end)
        if unit is None or unit.kind != "thing" or unit.text.lower() in _FIGURES_OF_SPEECH:
            continue
        value = words_value(found[0])
        if value is None or _OF_MANY.search(text, max(start, found.start() - 16), found.start()):
            continue
        yield FigureDraft(
            found.start(), found.end(), unit.end, Decimal(value), _ONE, unit.text, unit.measure, unit.kind
        )
