"""Finds the figures of a text: numbers with a unit that are no date, label, symbol or name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

import regex

from extractors.figures.completion import attach_percents, fill_bare
from extractors.figures.contexts import ContextReader, context_reader, words_before
from extractors.figures.drafts import FigureDraft
from extractors.figures.masks import Mask
from extractors.figures.numerals import TOKEN, Numeral, read_numeral
from extractors.figures.units import Unit, UnitReader, unit_reader
from extractors.figures.worded import worded_counts
from extractors.model import BlockKind, Document, RangeEnd, Reference
from extractors.rulebook import Rulebook

_SLASHED = regex.compile(r"\s?/\s?(?=\d)")
_GLUED = regex.compile(
    r"(?:hơn|trên|gần|khoảng|đạt|ước|là|có|với|được|tổng|số|quá|tăng|giảm|gồm|cho|từ|đến)$"
)
_PER_MANY = regex.compile(r"(?:\s\p{L}+){0,2}\s?/\s?(?:01|10+|1\.000|10\.000|100\.000|1000)(?!\d)\s*")
_RANGE = regex.compile(r"\s*(?:[-–÷]|đến|tới)\s*(?=\d)")
_SMALLER = regex.compile(r"\s(?=\d)")
"""Between the parts of one sum: "01 tỷ 500 triệu đồng"."""
_SEPARATOR = regex.compile(r"\s*(?:[,;]|và|đến|hoặc|[-–])\s*")
_BLOCK_LABEL = regex.compile(
    r"[-+•*\s]*(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+\s+(?=\p{Lu})"
    r"|\[\d+\]|\(\d+\)|[1-9]\d?\s(?=\p{Lu}\p{Ll}))"
)
_UNIT_NOTE = regex.compile(r"\(?(?:Đơn vị(?: tính)?|ĐVT|đvt)\s*:", regex.I)
_BRACKETED = regex.compile(r"\s?(?:\[\d+\]|\(\d\))")
_NUMBERED = regex.compile(r"\d{1,2}\.\d{1,2}")
_LONGEST_LABEL = 5
"""Digits from which a number is no label."""
_PLACES = frozenset(("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường"))
_QUANTITY = frozenset(
    ("có", "gồm", "với", "được", "cho", "tổng", "đối", "cả", "đủ", "thêm", "là", "đạt", "hơn", "gần", "trên")
    + ("khoảng", "qua", "trí", "cử", "lập", "mở", "cấp", "chức", "hành", "gia", "nhận", "lý", "quyết", "tra")
    + ("hồi", "hiện", "còn", "số", "lên", "từ")
)
"""Words before a number of one digit that show that a noun unknown to the tables is counted."""


@dataclass(slots=True)
class Found:
    """The figures of a text, its bare numbers (start, end, start of block) and digits that make no number."""

    figures: list[FigureDraft] = field(default_factory=list)
    bare: list[tuple[int, int, int]] = field(default_factory=list)
    malformed: list[tuple[int, int]] = field(default_factory=list)


class FigureFinder:
    """Finds figures with the units, labels and hedges of one rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self.units: UnitReader = unit_reader(rules)
        self._contexts: ContextReader = context_reader(rules)

    def find(self, document: Document, references: Iterable[Reference]) -> Found:
        """The figures of the running text in its order; tables are read elsewhere."""
        found = Found()
        mask = Mask(document.text, references)
        for block in document.blocks:
            if block.kind is not BlockKind.CELL and block.end > block.start:
                self._find_in(document.text, block.start, block.end, mask, found)
        found.figures.sort(key=lambda figure: figure.start)
        complete = fill_bare(document.text, found.figures, found.bare, self.units)
        found.figures = attach_percents(document.text, complete)
        return found

    def _find_in(self, text: str, start: int, end: int, mask: Mask, found: Found) -> None:
        """Find the figures between two offsets, the span of one block."""
        if _UNIT_NOTE.match(text, start, end):
            return
        opening = _BLOCK_LABEL.match(text, start, end)
        at, covered, label = (opening.end() if opening else start), -1, -1
        while (token := TOKEN.search(text, at, end)) is not None:
            at = token.end()
            if mask.covers(token.start()):
                at = covered = max(at, mask.end(token.start()))
                continue
            words = words_before(text, token.start(), start)
            if self._goes_on(text, token, covered, label, end) or self._is_label(text, token, words, end):
                label = at
                continue
            made = self._figure(text, token, words, start, end, found)
            if made:
                found.figures += made
                at = max(at, made[-1].end)
        found.figures += worded_counts(text, start, end, self.units)

    def _goes_on(self, text: str, token: regex.Match[str], covered: int, label: int, end: int) -> bool:
        """Whether a number goes on with a row of labels ("khoản 1, 3") or of dates ("năm 2024, 2025")."""
        behind = max(covered, label)
        if behind < 0 or not _SEPARATOR.fullmatch(text, behind, token.start()):
            return False
        unit = self.units.match(text, token.end(), end)
        if unit is None:
            return True
        return unit.text[0].isupper() or (behind == label and unit.kind == "thing")

    def _is_label(self, text: str, token: regex.Match[str], words: Sequence[str], end: int) -> bool:
        """Whether the number is part of a name or labels something: "IC18", "5G", "khoản 2", "số 14"."""
        start = token.start()
        before, after = text[start - 1 : start], text[token.end() : token.end() + 1]
        if before and (before.isalpha() or before in "_²³"):
            if not _GLUED.search(text, max(0, start - 7), start):
                return True
        elif before in ("/", "-", "–", ".") and text[start - 2 : start - 1].isalpha():
            return True
        if after.isalpha() and self.units.match(text, token.end(), end) is None:
            return True
        if not self._contexts.labelled(words):
            return False
        # what is grouped, broken, followed by a measure, or by a unit behind a colon was counted
        unit = self.units.match(text, token.end(), end)
        small = len(token[0]) < _LONGEST_LABEL and token[0].isdigit()
        if unit is None or not (small or _NUMBERED.fullmatch(token[0])):
            return bool(token[0].isdigit())
        return unit.kind in ("thing", "time") and not text[max(0, start - 2) : start].rstrip().endswith(":")

    def _figure(
        self, text: str, token: regex.Match[str], words: Sequence[str], start: int, end: int, found: Found
    ) -> list[FigureDraft]:
        """The figure at a number, two for a range; none where no unit tells that something is counted."""
        first = read_numeral(token[0])
        behind = _BRACKETED.match(text, token.end(), end)
        number_end = behind.end() if behind else token.end()
        second = self._second(text, number_end, end)
        if second is not None:
            return self._pair(text, token, first, second, words, start, end)
        unit = self._unit(text, token, number_end, words, end)
        if unit is None:
            if self.units.match(text, number_end, end) is None:
                found.bare.append((token.start(), token.end(), start))
            return []
        if first is None:
            if unit.kind != "percent" and unit.text and "." in token[0]:
                found.malformed.append((token.start(), unit.end))
            return []
        draft = _draft(token.start(), token.end(), first, unit)
        if first.whole and unit.kind == "money":
            self._add_smaller(text, draft, unit, end)
        self._read_rate(text, draft, end)
        fraction = self._split_fraction(text, unit, end)
        if fraction is not None:
            draft.denominator, draft.end = fraction
        self._read_context(text, draft, words)
        following = self._range_behind(text, draft, unit, end)
        return [draft, following] if following else [draft]

    def _second(self, text: str, at: int, end: int) -> tuple[str, regex.Match[str]] | None:
        """The number behind a slash ("59/76 hộ") or a sign of range ("5 - 7 triệu"), with that sign."""
        for sign, pattern in (("/", _SLASHED), ("-", _RANGE)):
            joint = pattern.match(text, at, end)
            number = TOKEN.match(text, joint.end(), end) if joint else None
            if number is not None:
                return sign, number
        return None

    def _pair(
        self,
        text: str,
        token: regex.Match[str],
        first: Numeral | None,
        second: tuple[str, regex.Match[str]],
        words: Sequence[str],
        start: int,
        end: int,
    ) -> list[FigureDraft]:
        sign, number = second
        other = read_numeral(number[0])
        unit = self.units.match(text, number.end(), end)
        if first is None or other is None or unit is None or unit.kind == "time":
            return []
        if sign == "/":
            if not _is_fraction(token[0], number[0], unit, text[token.end() : number.start()]):
                return []
            draft = _draft(token.start(), number.end(), first, unit)
            draft.denominator = other.value * unit.scale
            self._read_context(text, draft, words)
            return [draft]
        if other.value < first.value:
            return []
        low = _draft(token.start(), token.end(), first, unit)
        high = _draft(number.start(), number.end(), other, unit)
        low.end, low.range, high.range = token.end(), RangeEnd.LOW, RangeEnd.HIGH
        self._read_context(text, low, words)
        high.qualifier, high.change = low.qualifier, low.change
        return [low, high]

    def _add_smaller(self, text: str, draft: FigureDraft, unit: Unit, end: int) -> None:
        """Add the smaller parts of a sum to its largest: "01 tỷ 500 triệu đồng" is one figure."""
        while not text.endswith(unit.measure, draft.number_end, unit.end) and (
            joint := _SMALLER.match(text, unit.end, end)
        ):
            number = TOKEN.match(text, joint.end(), end)
            part = read_numeral(number[0]) if number else None
            smaller = self.units.match(text, number.end(), end) if number else None
            if number is None or part is None or smaller is None or smaller.measure != unit.measure:
                return
            if part.value * smaller.scale >= unit.scale:
                return
            draft.value += part.value * smaller.scale
            draft.step = part.step * smaller.scale
            draft.number_end, draft.end, unit = number.end(), smaller.end, smaller

    def _read_rate(self, text: str, draft: FigureDraft, end: int) -> None:
        """Take what a figure is told for into its unit: "107 trẻ trai/100 trẻ gái", "23 ca/1.000 phụ nữ"."""
        joint = _PER_MANY.match(text, draft.end, end)
        noun = self.units.match(text, joint.end(), end) if joint else None
        if joint is None or noun is None or noun.measure == draft.measure or noun.kind in ("money", "time"):
            return
        words = text[draft.number_end : noun.end]
        draft.unit, draft.end = " ".join(words.split()), noun.end
        draft.measure = f"{draft.measure} {' '.join(joint[0].split())} {noun.measure}"

    def _split_fraction(self, text: str, unit: Unit, end: int) -> tuple[Decimal, int] | None:
        """The whole behind a unit and a slash: "5.817,196 tỷ đồng/5.937,440 tỷ đồng"."""
        joint = regex.match(r"\s?(?:\[\d+\])?\s?/\s?(?=\d)", text[unit.end : unit.end + 8])
        number = TOKEN.match(text, unit.end + joint.end(), end) if joint else None
        whole = read_numeral(number[0]) if number else None
        if number is None or whole is None:
            return None
        other = self.units.match(text, number.end(), end)
        if other is None or other.measure != unit.measure:
            return None
        return whole.value * other.scale, other.end

    def _range_behind(self, text: str, low: FigureDraft, unit: Unit, end: int) -> FigureDraft | None:
        """The upper end of "75% - 80%", "từ 15 triệu đồng đến 20 triệu đồng"."""
        joint = _RANGE.match(text, low.end, end)
        number = TOKEN.match(text, joint.end(), end) if joint else None
        value = read_numeral(number[0]) if number else None
        other = self.units.match(text, number.end(), end) if number else None
        if number is None or value is None or other is None or other.measure != unit.measure:
            return None
        high = _draft(number.start(), number.end(), value, other)
        if high.value <= low.value:
            return None
        low.range, high.range = RangeEnd.LOW, RangeEnd.HIGH
        high.qualifier, high.change = low.qualifier, low.change
        return high

    def _unit(
        self, text: str, token: regex.Match[str], at: int, words: Sequence[str], end: int
    ) -> Unit | None:
        """The unit of a number; for a noun unknown to the tables, the number itself must look counted."""
        unit = self.units.match(text, at, end)
        if unit is not None:
            named = self._contexts.perhaps_labelled(words) and _is_name(text, unit, token[0], at)
            return None if unit.kind == "time" or named else unit
        if self._contexts.perhaps_labelled(words) or text[at : at + 1] not in (" ", "\u00a0"):
            return None
        padded = len(token[0]) == 2 and token[0][0] == "0"
        counted = words and words[-1] in _QUANTITY and not _is_year(token[0])
        if padded or counted or self._contexts.hedge(words, text, end) is not None:
            return self.units.noun(text, at, end)
        return None

    def _read_context(self, text: str, draft: FigureDraft, words: Sequence[str]) -> None:
        draft.qualifier = self._contexts.hedge(words, text, draft.end)
        if text[draft.start - 1 : draft.start] in ("≥", "≤", ">", "<", "~"):
            words = [*words[:-1], text[draft.start - 1]]
            draft.qualifier = self._contexts.hedge(words, text, draft.end)
        if draft.kind != "thing" or (words and words[-1] in ("tăng", "giảm", "thêm")):
            draft.change = self._contexts.change(words)


def _draft(start: int, number_end: int, number: Numeral, unit: Unit) -> FigureDraft:
    return FigureDraft(
        start, number_end, unit.end, number.value * unit.scale, number.step * unit.scale,
        unit.text, unit.measure, unit.kind,
    )  # fmt: skip


def _is_fraction(first: str, second: str, unit: Unit, joint: str) -> bool:
    """Whether "59/76" counts part of a whole; a small one without a counted noun is a figure of speech."""
    if unit.kind == "percent":
        return False
    small = len(first) == 1 and len(second) == 1 and not first.startswith("0")
    return not (small and unit.kind == "thing" and first == "1")


def _is_name(text: str, unit: Unit, number: str, at: int) -> bool:
    """Whether a number behind a word like "nhóm" names one: a place or a verb follows, or touches it."""
    if unit.verbal:
        return not number.startswith("0")
    place = unit.text.lower() in _PLACES
    named = place and (unit.text[0].isupper() or text[unit.end : unit.end + 2].strip()[:1].isupper())
    return named or (unit.kind == "thing" and text[at : at + 1] not in (" ", "\u00a0"))


def _is_year(token: str) -> bool:
    return len(token) == 4 and token[:2] in ("19", "20")


@lru_cache(maxsize=4)
def figure_finder(rules: Rulebook) -> FigureFinder:
    """The finder made with `rules`."""
    return FigureFinder(rules)
