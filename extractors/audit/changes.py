"""Tries a printed change against the earlier value that the text gives with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractors.audit import intervals
from extractors.audit.sheet import Sheet
from extractors.audit.wording import severity
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
_RIGHT_BEHIND = regex.compile(r"\s*,?\s*(?:vượt|tăng|giảm|hụt)\s*")
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
        for index, figure in enumerate(sheet.figures[:-1]):
            if figure.change is None or figure.range or sheet.kind(index) != "percent" or figure.qualifier:
                continue
            earlier = sheet.figures[index + 1]
            if not _EARLIER.fullmatch(sheet.text, figure.end, earlier.start):
                continue
            present = self._present(sheet, index, index + 1)
            if present is not None:
                yield self._try(sheet, present, index, index + 1)

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
            if sheet.measure(index) == sheet.measure(earlier) and figure.change is None and not figure.range:
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
        stated = Interval(signed - figure.step, signed + figure.step)
        points = sheet.kind(present) == "percent"
        relative = _relative(now, then)
        made = [relative] if relative else []
        if points:
            made.insert(0, intervals.difference(now, then))
        holds = any(intervals.meet(interval, stated) for interval in made)
        verdict = Verdict.HOLDS if holds else Verdict.FAILS if made else Verdict.CANNOT_TELL
        shown = sheet.shown((present, *figures[2:]))[0]
        how = f"{shown} − {words}" if points else f"({shown} − {words}) / {words}"
        expression = f"{how} {'=' if holds else '≠'} {'+' if signed >= 0 else '−'}{vietnamese(abs(signed))}%"
        start, end = sheet.figures[present].start, sheet.figures[figures[-1]].end
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
            "computed": f"{vietnamese(middle.quantize(figure.step / 10))}%",
            "printed": sheet.text[figure.start : figure.end],
        }
        lenient = sheet.hedged(check.figures)
        return Finding(RULE, severity(RULE, self._rules, lenient), check.start, check.end, values, check)


def _relative(now: Interval, then: Interval) -> Interval | None:
    """The change in percent of the earlier value, None where that may be nothing."""
    ratio = intervals.percentage(now, then)
    return None if ratio is None else Interval(ratio.low - _HUNDRED, ratio.high - _HUNDRED)
