"""Tries printed percentages against the part and the whole that the text gives them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractors.audit import intervals
from extractors.audit.printed_percent import PrintedPercent, percent_printed_for
from extractors.audit.sheet import Sheet
from extractors.audit.wording import EQUATION_SIGNS, severity
from extractors.figures.numerals import vietnamese
from extractors.figures.wholes import FARTHEST, PARTS_NEAR, SENTENCE_END
from extractors.model import Check, Finding, Interval, Qualifier, Verdict
from extractors.patterns import either
from extractors.rulebook import Rulebook

RULE, RATIO = "percentage", "ratio"
_RATE = regex.compile(r"(?<!\p{L})(?:tỷ|tỉ)\s+(?:lệ|trọng)(?!\p{L})|lấp đầy", regex.I)
_MARK = regex.compile("[,;:.()]")
_NEAR_MISS = Decimal("0.1")
"""Share by which a rate may miss two figures that only their place joins to it, and still mean them."""
_BEHIND = regex.compile(r"[^;:.()\n]{0,60}\(\s*(?:\p{L}+\s+){0,4}")
"""From a percentage to the whole in the bracket behind it: "đạt 55% kế hoạch năm (150 tỷ đồng)"."""
_HUNDRED = Decimal(100)
_Whole = tuple[Interval, Decimal, int | None]
"""What a percentage may be of: its interval, its value, and its index where it is printed as a figure."""


class PercentageAuditor:
    """Tries percentages; what their whole is called stands in `rules/whole_words.tsv`."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        rows = rules.tables["whole_words"]
        self._plan = _words(row["words"] for row in rows if row["kind"] == "plan")
        self._given = _words(row["words"] for row in rows if row["kind"] == "given")
        self._intake = _words(row["words"] for row in rows if row["kind"] == "intake")

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """Every percentage and every fraction of things that can be tried."""
        starts = [figure.start for figure in sheet.figures]
        for index, figure in enumerate(sheet.figures):
            if "/" in figure.text and figure.of is not None and sheet.kind(index) == "thing":
                yield from self._fraction(sheet, index)
            if figure.percent is not None:
                yield from self._of_count(sheet, index)
            elif sheet.kind(index) == "percent" and figure.range is None and figure.change is None:
                yield from self._rate(sheet, index, starts)

    def _of_count(self, sheet: Sheet, index: int) -> Iterator[tuple[Check, Finding | None]]:
        """A percentage printed for a count: of its whole, else of the like figures shortly before it."""
        figure = sheet.figures[index]
        percent = percent_printed_for(sheet.text, figure)
        if percent is None:
            return
        after = sheet.text[percent.end : percent.end + 24]
        planned = self._plan.match(after) is not None
        behind = self._behind(sheet, index, percent) if planned else None
        wholes = [behind] if behind else self._wholes(sheet, index)
        if not wholes:
            return
        for hedged in (False, True) if figure.qualifier else (False,):
            fitting = next((w for w in wholes if _agrees(sheet, index, w, percent, hedged)), None)
            if fitting is not None:
                yield self._check(sheet, index, fitting, percent, Verdict.HOLDS), None
                return
        named = behind or self._committed(sheet, index, wholes, planned)
        if named is None:
            return
        if named[1] == 0:
            yield self._check(sheet, index, named, percent, Verdict.CANNOT_TELL), None
            return
        check = self._check(sheet, index, named, percent, Verdict.FAILS)
        yield check, self._finding(sheet, index, named, percent, check)

    def _wholes(self, sheet: Sheet, index: int) -> list[_Whole]:
        """What the percentage may be of, the likeliest first: the figure's own whole, then earlier ones."""
        figure = sheet.figures[index]
        found: list[_Whole] = []
        measure = sheet.measure(index)
        earlier = [i for i in range(max(0, index - 14), index) if sheet.measure(i) == measure]
        earlier = [
            i for i in earlier if figure.start - sheet.figures[i].end < 900 and not sheet.figures[i].range
        ]
        if figure.of is not None:
            named = None if "/" in figure.text else self._named(sheet, index)
            if named is not None:
                found.append((sheet.interval(named, hedged=False), figure.of, named))
            else:
                counted = "/" in figure.text or sheet.kind(index) == "thing"
                step = figure.step if counted else _last_digit(figure.of)
                found.append((intervals.printed(figure.of, step, sheet.counted(index)), figure.of, None))
        for i in reversed(earlier):
            value = sheet.figures[i].value
            if all(value != other for _, other, _ in found):
                found.append((sheet.interval(i, hedged=False), value, i))
        return found

    def _behind(self, sheet: Sheet, index: int, percent: PrintedPercent) -> _Whole | None:
        """The whole that stands in the bracket behind a percentage and what it is of."""
        place = next(
            (i for i in range(index + 1, len(sheet.figures)) if sheet.figures[i].start >= percent.end), None
        )
        if place is None or sheet.measure(place) != sheet.measure(index) or sheet.figures[place].range:
            return None
        if not _BEHIND.fullmatch(sheet.text, percent.end, sheet.figures[place].start):
            return None
        return sheet.interval(place, hedged=False), sheet.figures[place].value, place

    def _named(self, sheet: Sheet, index: int) -> int | None:
        """The figure that prints the whole of another: "400 hộ" for "300 hộ nghèo"; the like ones first."""
        figure, measure = sheet.figures[index], sheet.measure(index)
        printing = [
            i
            for i in range(index - 1, max(-1, index - 15), -1)
            if sheet.figures[i].value == figure.of and sheet.kind(i) == sheet.kind(index)
        ]
        return next((i for i in printing if sheet.measure(i) == measure), next(iter(printing), None))

    def _committed(self, sheet: Sheet, index: int, wholes: Sequence[_Whole], planned: bool) -> _Whole | None:
        """The whole that the text itself names, so that a misfit is a contradiction; None where none is.

        A percentage of a plan is of what the text calls planned, never of what was merely taken in.
        """
        figure = sheet.figures[index]
        if figure.of is not None and (not planned or "/" in figure.text):
            return wholes[0]
        for whole in wholes:
            named = whole[2]
            if named is None or whole[1] < figure.value:
                continue
            if SENTENCE_END.search(sheet.text, sheet.figures[named].end, figure.start):
                return None
            start = sheet.figures[named].start
            before = sheet.text[max(0, start - 40) : start]
            if self._given.search(_MARK.split(before)[-1]):
                return whole
            if not planned and self._intake.search(sheet.text, max(0, start - 40), start):
                return whole
        return None

    def _rate(
        self, sheet: Sheet, index: int, starts: Sequence[int]
    ) -> Iterator[tuple[Check, Finding | None]]:
        """A rate that stands by itself ("tỷ lệ lấp đầy đạt 29%") behind the part and the whole it is of."""
        figure = sheet.figures[index]
        percent = PrintedPercent(figure.value, figure.step, figure.start, figure.end, figure.qualifier)
        first = bisect_left(starts, figure.start - FARTHEST)
        near = [i for i in range(first, index) if sheet.kind(i) != "percent" and not sheet.figures[i].range]
        if not near or not _RATE.search(sheet.text, sheet.figures[near[-1]].end, figure.start):
            return
        near = [i for i in near if not SENTENCE_END.search(sheet.text, sheet.figures[i].end, figure.start)]
        parts = list(reversed(near[-PARTS_NEAR:]))
        pairs = [(p, w) for p in parts for w in near if p != w and sheet.measure(p) == sheet.measure(w)]
        for part, whole in pairs[:12]:
            target = (sheet.interval(whole, hedged=False), sheet.figures[whole].value, whole)
            if percent.bound and not _narrowly(sheet, part, target, percent):
                continue
            if _agrees(sheet, part, target, percent):
                yield self._check(sheet, part, target, percent, Verdict.HOLDS), None
                return
            if percent.bound and part == near[-1]:
                check = self._check(sheet, part, target, percent, Verdict.FAILS)
                yield check, self._finding(sheet, part, target, percent, check)
                return
        if near:
            yield from self._contradicted(sheet, near[-1], percent, pairs)

    def _contradicted(
        self, sheet: Sheet, part: int, percent: PrintedPercent, pairs: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[Check, Finding | None]]:
        """A rate that narrowly misses the part right before it and the whole of that part."""
        whole = next(
            (w for p, w in pairs if p == part and sheet.figures[w].value == sheet.figures[part].of), None
        )
        if whole is None:
            return
        target = (sheet.interval(whole, hedged=False), sheet.figures[whole].value, whole)
        if not _narrowly(sheet, part, target, percent):
            return
        check = self._check(sheet, part, target, percent, Verdict.FAILS)
        yield check, self._finding(sheet, part, target, percent, check)

    def _fraction(self, sheet: Sheet, index: int) -> Iterator[tuple[Check, Finding | None]]:
        """The part of "59/76 hộ" is not larger than its whole, unless it is measured against a plan."""
        figure = sheet.figures[index]
        assert figure.of is not None
        if figure.value <= figure.of or self._plan.match(sheet.text[figure.end : figure.end + 24]):
            return
        if figure.percent is not None and figure.percent > _HUNDRED:
            return
        part, whole = vietnamese(figure.value), vietnamese(figure.of)
        check = Check(
            RATIO, Verdict.FAILS, f"{part} > {whole}", figure.start, figure.end, sheet.interval(index),
            intervals.exact(figure.of), (index,), {"part": figure.value, "total": figure.of, "holds": False},
        )  # fmt: skip
        values = {"part": part, "whole": whole}
        yield check, Finding(RATIO, severity(RATIO, self._rules), figure.start, figure.end, values, check)

    def _check(
        self,
        sheet: Sheet,
        index: int,
        whole: _Whole,
        percent: PrintedPercent,
        verdict: Verdict,
    ) -> Check:
        figure = sheet.figures[index]
        made = intervals.percentage(sheet.interval(index, hedged=False), whole[0])
        sign = EQUATION_SIGNS[verdict]
        scale = sheet.scale(index)
        part, total = vietnamese(figure.value / scale), vietnamese(whole[1] / scale)
        expression = f"{part} / {total} {sign} {vietnamese(percent.value)}%"
        start = min(figure.start, sheet.figures[whole[2]].start if whole[2] is not None else figure.start)
        figures = (index,) if whole[2] is None else (whole[2], index)
        values = {"part": figure.value, "total": whole[1], "percent": percent.value}
        held = {**values, "holds": verdict is Verdict.HOLDS}
        start, end = min(start, percent.start), max(figure.end, percent.end)
        return Check(RULE, verdict, expression, start, end, made, percent.interval, figures, held)

    def _finding(
        self,
        sheet: Sheet,
        index: int,
        whole: _Whole,
        percent: PrintedPercent,
        check: Check,
    ) -> Finding:
        computed = _computed(sheet, index, whole[0])
        values = {
            "expression": check.expression,
            "computed": vietnamese((computed or Decimal(0)).quantize(percent.step / 10)),
            "printed": vietnamese(percent.value),
        }
        # 86,05 is what 86,047 was rounded to before it became 86,1: careless, hardly wrong
        near = computed is not None and abs(computed - percent.value) < percent.step
        twice = near and not percent.bound
        lenient = twice or percent.qualifier is Qualifier.ABOUT or sheet.hedged(check.figures)
        figure = sheet.figures[index]
        start, end = min(figure.start, percent.start), max(figure.end, percent.end)
        return Finding(RULE, severity(RULE, self._rules, lenient), start, end, values, check)


def _agrees(sheet: Sheet, index: int, whole: _Whole, percent: PrintedPercent, hedged: bool = False) -> bool:
    part = sheet.interval(index, hedged)
    if hedged:
        # "hơn 100" has no end, but a percentage is told of something near it
        around = intervals.hedged(sheet.interval(index, hedged=False), Qualifier.ABOUT)
        part = Interval(max(part.low, around.low), min(part.high, around.high))
    made = intervals.percentage(part, whole[0])
    return made is not None and intervals.meet(made, percent.interval)


def _narrowly(sheet: Sheet, part: int, whole: _Whole, percent: PrintedPercent) -> bool:
    """Whether two figures make a percentage that is close to the printed one, or one slip away from it."""
    computed = _computed(sheet, part, whole[0])
    if computed is None:
        return False
    return abs(computed - percent.value) <= percent.value * _NEAR_MISS or percent.misprinted(computed)


def _computed(sheet: Sheet, index: int, whole: Interval) -> Decimal | None:
    middle = (whole.low + whole.high) / 2
    return sheet.figures[index].value / middle * _HUNDRED if middle > 0 else None


def _last_digit(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _words(words: Iterator[str]) -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?<!\p{{L}})(?:{either(words)})(?!\p{{L}})", regex.I)
