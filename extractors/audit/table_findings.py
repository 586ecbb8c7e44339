"""Says which figure of a table is wrong: the one that two failing sums share and one correction mends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from extractors.audit.relations import RULE
from extractors.audit.sheet import Sheet
from extractors.audit.wording import severity
from extractors.figures.numerals import vietnamese
from extractors.model import Check, Finding, Statistic
from extractors.rulebook import Rulebook

_MOST_PAIRED = 200
"""Failing sums of one table that are compared with each other."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A check of a table; `lenient` where another reading is left, `signs` how its figures count in it.

    The signs stand in the order of `Check.figures`: the total first, with −1.
    """

    check: Check
    lenient: bool = False
    signs: tuple[int, ...] = field(default=())


def table_findings(sheet: Sheet, failing: Sequence[Trial], rules: Rulebook) -> Iterator[Finding]:
    """One finding for each wrong figure that can be told, else one for each sum that fails."""
    told: set[int] = set()
    for one, other in combinations(range(min(len(failing), _MOST_PAIRED)), 2):
        if one in told or other in told:
            continue
        shared = _shared(failing[one], failing[other])
        if shared is not None:
            told |= {one, other}
            yield _located(sheet, failing[one], failing[other], *shared, rules)
    for number, trial in enumerate(failing):
        if number not in told:
            yield _of_sum(sheet, trial, rules)


def _shared(one: Trial, other: Trial) -> tuple[int, Decimal] | None:
    """The figure that both sums have, and what must be added to it for both to come out."""
    wanted = _corrections(one)
    for index, off in _corrections(other).items():
        if wanted.get(index) == off:
            return index, off
    return None


def _corrections(trial: Trial) -> dict[int, Decimal]:
    """For each figure of a failing sum what must be added to it for the sum to come out."""
    left, right = trial.check.left, trial.check.right
    if left is None or right is None or not trial.signs:
        return {}
    off = (left.low + left.high - right.low - right.high) / 2
    return {index: -off * sign for index, sign in zip(trial.check.figures, trial.signs, strict=True)}


def _located(
    sheet: Sheet, one: Trial, other: Trial, index: int, correction: Decimal, rules: Rulebook
) -> Finding:
    figure, scale = sheet.figures[index], sheet.scale(index)
    values = {
        "expression": f"{one.check.expression}; {other.check.expression}",
        "computed": vietnamese((figure.value + correction) / scale),
        "printed": vietnamese(figure.value / scale),
        "difference": vietnamese(abs(correction) / scale),
    }
    glued = note_behind(figure.value, figure.value + correction)
    loud = severity(RULE, rules, glued or (one.lenient and other.lenient))
    return Finding(RULE, loud, row_start(sheet, figure), figure.end, values, one.check)


def _of_sum(sheet: Sheet, trial: Trial, rules: Rulebook) -> Finding:
    """The total that does not come out, with what its parts make."""
    check = trial.check
    figure, scale = sheet.figures[check.figures[0]], sheet.scale(check.figures[0])
    assert check.left is not None
    middle = (check.left.low + check.left.high) / 2
    values = {
        "expression": check.expression,
        "computed": vietnamese(_rounded(middle / scale, figure.step / scale)),
        "printed": vietnamese(figure.value / scale),
        "difference": vietnamese(_rounded(abs(middle - figure.value) / scale, figure.step / scale)),
    }
    loud = severity(RULE, rules, trial.lenient or note_behind(figure.value, middle))
    return Finding(RULE, loud, row_start(sheet, figure), figure.end, values, check)


def note_behind(printed: Decimal, computed: Decimal) -> bool:
    """Whether a number is the right one and a digit or two behind it: the mark of a note, raised on paper."""
    if printed != int(printed) or computed != int(computed) or computed <= 0:
        return False
    return any(0 < printed - computed * power < power for power in (10, 100))


def row_start(sheet: Sheet, figure: Statistic) -> int:
    """Where the row of a figure begins: its label tells a reader more than the figure alone."""
    if figure.cell is None:
        return figure.start
    table, row, _ = figure.cell
    cells = sheet.document.tables[table].cells
    starts = [c.start for c in cells if c.row == row and c.end > c.start and c.start <= figure.start]
    return min(starts, default=figure.start)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    """A value at one digit more than is printed."""
    return value.quantize(step / 10) if 0 < step <= 1 else value
