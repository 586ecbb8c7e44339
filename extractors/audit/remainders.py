"""Tries what is left over: "tiếp nhận 100 hồ sơ, đã giải quyết 80 hồ sơ, còn lại 20 hồ sơ"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.audit import intervals
from extractors.audit.sheet import Sheet
from extractors.audit.sums import worked_out
from extractors.audit.wording import severity
from extractors.figures.numerals import vietnamese
from extractors.model import Check, Finding, Verdict
from extractors.rulebook import Rulebook

RULE = "parts_sum"
_LEFT = regex.compile(r"(?<!\p{L})(?:số\s+)?còn(?P<all>\s+lại)?(?:\s+(?:là|có))?\s*$", regex.I)
_BARRIER = regex.compile(
    r"[;\n]|[.!?](?=\s+\p{Lu})|(?<!\p{L})(?:trong đó|gồm|riêng|cộng dồn)(?!\p{L})", regex.I
)
"""What ends the words in which a rest is told of one whole."""
_MOST_DONE = 3
"""Figures between a whole and its rest."""


class RemainderAuditor:
    """Adds what was done and what is left up to the whole, where both stand in one sentence."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """Every rest of a fraction, and every "còn lại" behind a whole and what was done of it."""
        divided = {part for breakdown in sheet.breakdowns for part in breakdown.parts}
        for index, figure in enumerate(sheet.figures):
            if index == 0 or index in divided or figure.range or figure.change or figure.qualifier:
                continue
            left = _LEFT.search(sheet.text, max(0, figure.start - 20), figure.start)
            if left is None:
                continue
            if _behind_fraction(sheet, index):
                yield self._try(sheet, None, (index - 1, index))
            elif left["all"] and (told := _told_before(sheet, index)):
                whole, *done = told
                check, finding = self._try(sheet, whole, (*done, index))
                # of several figures between, any may be of something else
                if finding is None or len(done) == 1:
                    yield check, finding

    def _try(self, sheet: Sheet, whole: int | None, parts: tuple[int, ...]) -> tuple[Check, Finding | None]:
        """Add parts up to the figure `whole`, or where that is None to the whole of the first of them."""
        first = sheet.figures[parts[0]]
        total = first.of if whole is None else sheet.figures[whole].value
        assert total is not None
        indexes = parts if whole is None else (whole, *parts)
        right = (
            sheet.interval(whole)
            if whole is not None
            else intervals.printed(total, first.step, sheet.counted(parts[0]))
        )
        left = intervals.total(sheet.interval(part) for part in parts)
        holds = intervals.meet(left, right)
        scale = sheet.common_scale(indexes)
        values = tuple(sheet.figures[part].value for part in parts)
        shown = " + ".join(vietnamese(value / scale) for value in values)
        expression = f"{shown} {'=' if holds else '≠'} {vietnamese(total / scale)}"
        start, end = sheet.figures[indexes[0]].start, sheet.figures[parts[-1]].end
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        held = {"total": total, "parts": values, "holds": holds}
        check = Check(RULE, verdict, expression, start, end, left, right, indexes, held)
        if holds:
            return check, None
        computed, off = worked_out(sheet, check)
        printed = vietnamese(total / scale)
        said = {"expression": expression, "computed": computed, "printed": printed, "difference": off}
        loud = severity(RULE, self._rules, lenient=True)
        return check, Finding(RULE, loud, start, end, said, check)


def _behind_fraction(sheet: Sheet, index: int) -> bool:
    """Whether the figure before is a fraction of the same things in the same words."""
    done = sheet.figures[index - 1]
    if "/" not in done.text or done.of is None or done.qualifier or done.of < done.value:
        return False
    alike = sheet.measure(index) == sheet.measure(index - 1)
    return alike and _BARRIER.search(sheet.text, done.end, sheet.figures[index].start) is None


def _told_before(sheet: Sheet, index: int) -> list[int]:
    """The whole and what was done of it, in the order of the text; nothing where more is told."""
    found: list[int] = []
    for place in range(index - 1, max(-1, index - 8), -1):
        figure = sheet.figures[place]
        if _BARRIER.search(sheet.text, figure.end, sheet.figures[index].start):
            break
        if sheet.measure(place) != sheet.measure(index):
            continue
        if figure.range or figure.change or figure.qualifier or "/" in figure.text:
            return []
        found.insert(0, place)
    if not 2 <= len(found) <= _MOST_DONE + 1:
        return []
    whole = max(sheet.figures[place].value for place in found)
    return found if sheet.figures[found[0]].value == whole else []
