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
_HUNDRED = Decimal(100)
_REACH = 220
"""Characters before a change in which the value that changed stands."""


class ChangeAuditor:
    """Tries "tăng 20% so với cùng kỳ (100 tỷ đồng)": relative for amounts, points for percentages."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """Every change whose earlier and present values are both printed."""
        for index, figure in enumerate(sheet.figures[:-1]):
            if figure.change is None or figure.range or sheet.kind(index) != "percent" or figure.qualifier:
                continue
            earlier = sheet.figures[index + 1]
            if not _EARLIER.fullmatch(sheet.text, figure.end, earlier.start):
                continue
            present = self._present(sheet, index, index + 1)
            if present is not None:
                yield self._try(sheet, present, index, index + 1)

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
        now, then = sheet.interval(present, hedged=False), sheet.interval(earlier, hedged=False)
        figure = sheet.figures[change]
        signed = figure.value if figure.change is Change.UP else -figure.value
        stated = Interval(signed - figure.step, signed + figure.step)
        points = sheet.kind(present) == "percent"
        relative = _relative(now, then)
        made = [relative] if relative else []
        if points:
            made.insert(0, intervals.difference(now, then))
        holds = any(intervals.meet(interval, stated) for interval in made)
        verdict = Verdict.HOLDS if holds else Verdict.FAILS if made else Verdict.CANNOT_TELL
        sign = "=" if holds else "≠"
        shown_now, shown_then = sheet.shown((present, earlier))
        how = f"{shown_now} − {shown_then}" if points else f"({shown_now} − {shown_then}) / {shown_then}"
        expression = f"{how} {sign} {'+' if signed >= 0 else '−'}{vietnamese(abs(signed))}%"
        start, end = sheet.figures[present].start, sheet.figures[earlier].end
        values = {
            "value": sheet.figures[present].value, "earlier": sheet.figures[earlier].value, "change": signed,
            "holds": holds,
        }  # fmt: skip
        check = Check(
            RULE,
            verdict,
            expression,
            start,
            end,
            made[0] if made else None,
            stated,
            (present, change, earlier),
            values,
        )
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
