"""Tries a printed change against the earlier value that the text gives with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractors.audit import intervals
from extractors.audit.sheet import Sheet
from extractors.audit.wording import EQUATION_SIGNS, severity
from extractors.figures.numerals import vietnamese
from extractors.model import Change, Check, Finding, Interval, Verdict
from extractors.rulebook import Rulebook

RULE = "change"
_EARLIER = regex.compile(
    r"\s*(?:%\s*)?(?:điểm(?:\s+(?:%|phần trăm))?\s*)?(?:so\s+(?:với\s+)?)?"
    r"(?:cùng kỳ|năm trước|năm ngoái|kỳ trước|tháng trước|quý trước|năm\s+\d{4})(?:\s+năm\s+\d{4})?"
    r"(?:\s+(?:năm\s+)?(?:trước|ngoái|\d{4}))?\s*\(\s*(?:là|đạt|chỉ|khoảng)?\s*(?:\p{L}+\s+){0,4}$",
    regex.I,
)
"""The words between a change and the earlier value in brackets behind it."""
_ROSE = regex.compile(r"\s*(?:lên(?:\s+(?:thành|tới|đến))?|xuống(?:\s+còn)?|còn)\s*")
"""Between the earlier and the present value of "từ 400 hộ xuống còn 320 hộ"."""
_FROM = regex.compile(r"(?<!\p{L})từ\s*$", regex.I)
_RIGHT_BEHIND = regex.compile(r"\s*[,(]?\s*(?:tức\s+)?(?:vượt|tăng|giảm|hụt)\s*")
_HUNDRED = Decimal(100)
_REACH = 220
"""Characters before a change in which the value that changed stands."""


class ChangeAuditor:
    """Tries "tăng 20% so với cùng kỳ (100 tỷ đồng)": relative for amounts, points for percentages."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """Every change whose earlier and present values are both printed."""
        for index in range(1, len(sheet.figures)):
            yield from self._against_plan(sheet, index)
            yield from self._from_to(sheet, index)
        for index, figure in enumerate(sheet.figures[:-1]):
            if figure.change is None or figure.range or figure.qualifier:
                continue
            earlier = sheet.figures[index + 1]
            if sheet.kind(index) != "percent" and sheet.measure(index) != sheet.measure(index + 1):
                continue
            if not _EARLIER.fullmatch(sheet.text, figure.end, earlier.start):
                continue
            present = self._present(sheet, index, index + 1)
            if present is not None:
                yield self._try(sheet, present, index, index + 1)

    def _from_to(self, sheet: Sheet, index: int) -> Iterator[tuple[Check, Finding | None]]:
        """Read "từ 400 hộ xuống còn 320 hộ, giảm 20%": the earlier value stands before the present one."""
        if index < 2 or sheet.measure(index - 2) != sheet.measure(index - 1):
            return
        then, now, figure = sheet.figures[index - 2 : index + 1]
        if figure.change is None or figure.qualifier or then.range or now.range:
            return
        if sheet.kind(index) != "percent" and sheet.measure(index) != sheet.measure(index - 1):
            return
        if (
            _FROM.search(sheet.text, max(0, then.start - 8), then.start)
            and _ROSE.fullmatch(sheet.text, then.end, now.start)
            and _RIGHT_BEHIND.fullmatch(sheet.text, now.end, figure.start)
        ):
            yield self._try(sheet, index - 1, index, index - 2)

    def _against_plan(self, sheet: Sheet, index: int) -> Iterator[tuple[Check, Finding | None]]:
        """A fraction and by how much its part exceeds the whole: "12.375/10.200 triệu đồng, vượt 21,3%"."""
        figure, fraction = sheet.figures[index], sheet.figures[index - 1]
        if figure.change is None or sheet.kind(index) != "percent" or "/" not in fraction.text:
            return
        if (
            fraction.of is None
            or figure.qualifier
            or not _RIGHT_BEHIND.fullmatch(sheet.text, fraction.end, figure.start)
        ):
            return
        plan = intervals.printed(fraction.of, fraction.step, sheet.counted(index - 1))
        words = vietnamese(fraction.of / sheet.scale(index - 1))
        yield self._judge(sheet, (index - 1, index), plan, words)

    def _present(self, sheet: Sheet, change: int, earlier: int) -> int | None:
        """The value that changed: the nearest figure before it of the earlier value's measure."""
        start = sheet.figures[change].start
        for index in range(change - 1, max(-1, change - 8), -1):
            figure = sheet.figures[index]
            between = sheet.text[figure.end : start]
            if start - figure.end > _REACH or ";" in between or "\n" in between or ". " in between:
                return None
            if _alike(sheet, index, earlier) and figure.change is None and not figure.range:
                return index
        return None

    def _try(self, sheet: Sheet, present: int, change: int, earlier: int) -> tuple[Check, Finding | None]:
        then = sheet.interval(earlier, hedged=False)
        return self._judge(sheet, (present, change, earlier), then, sheet.shown((present, earlier))[1])

    def _judge(
        self, sheet: Sheet, figures: tuple[int, ...], then: Interval, words: str
    ) -> tuple[Check, Finding | None]:
        """Compare a value and its change with what it was before, given as an interval and in words."""
        present, change = figures[:2]
        now, figure = sheet.interval(present, hedged=False), sheet.figures[change]
        signed = figure.value if figure.change is Change.UP else -figure.value
        relative = _relative(now, then)
        amount = sheet.kind(change) != "percent"
        points = amount or sheet.kind(present) == "percent"
        made = [relative] if relative and not amount else []
        if points:
            made.insert(0, intervals.difference(now, then))
        stated = _signed(
            sheet.interval(change) if amount else intervals.cut(figure.value, figure.step), signed
        )
        holds = any(intervals.meet(interval, stated) for interval in made)
        verdict = Verdict.HOLDS if holds else Verdict.FAILS if made else Verdict.CANNOT_TELL
        shown = sheet.shown((present, *figures[2:]))[0]
        how = f"{shown} − {words}" if points else f"({shown} − {words}) / {words}"
        told = sheet.shown((present, change))[1] if amount else f"{vietnamese(abs(signed))}%"
        expression = f"{how} {EQUATION_SIGNS[verdict]} {'+' if signed >= 0 else '−'}{told}"
        start = min(sheet.figures[index].start for index in figures)
        end = max(sheet.figures[index].end for index in figures)
        values = {
            "value": sheet.figures[present].value,
            "earlier": (then.low + then.high) / 2,
            "change": signed,
            "holds": holds,
        }
        left = made[0] if made else None
        check = Check(RULE, verdict, expression, start, end, left, stated, figures, values)
        return check, self._finding(sheet, check, change) if verdict is Verdict.FAILS else None

    def _finding(self, sheet: Sheet, check: Check, change: int) -> Finding:
        figure = sheet.figures[change]
        assert check.left is not None
        middle = (check.left.low + check.left.high) / 2
        values = {
            "expression": check.expression,
            "computed": _worked_out(sheet, middle, change),
            "printed": sheet.text[figure.start : figure.end],
        }
        lenient = abs(abs(middle) - figure.value) < figure.step or sheet.hedged(check.figures)
        return Finding(RULE, severity(RULE, self._rules, lenient), check.start, check.end, values, check)


def _alike(sheet: Sheet, one: int, other: int) -> bool:
    """Whether two figures count the same: "210 hộ nghèo" and, said again in short, "250 hộ"."""
    long, short = sheet.measure(one), sheet.measure(other)
    return long == short or (sheet.kind(one) == "thing" and long.startswith(f"{short} "))


def _signed(interval: Interval, signed: Decimal) -> Interval:
    return interval if signed >= 0 else Interval(-interval.high, -interval.low)


def _worked_out(sheet: Sheet, value: Decimal, change: int) -> str:
    """The change as it should read, with its sign."""
    figure, sign = sheet.figures[change], "−" if value < 0 else "+"
    if sheet.kind(change) != "percent":
        return f"{sign}{vietnamese(abs(value) / sheet.scale(change))}"
    return f"{sign}{vietnamese(abs(value).quantize(figure.step / 10))}%"


def _relative(now: Interval, then: Interval) -> Interval | None:
    """The change in percent of the earlier value, None where that may be nothing."""
    ratio = intervals.percentage(now, then)
    return None if ratio is None else Interval(ratio.low - _HUNDRED, ratio.high - _HUNDRED)
