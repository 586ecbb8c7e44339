"""Says which figure of a table is wrong: the one that two failing sums share and one correction mends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.audit.cell_names import CellNames
from extractors.audit.relations import RULE
from extractors.audit.sheet import Sheet
from extractors.audit.table_ratios import RULE as RATIO
from extractors.audit.wording import severity
from extractors.figures.grids import Grid
from extractors.figures.numerals import vietnamese
from extractors.model import Check, Finding
from extractors.rulebook import Rulebook

_HUNDREDTH = Decimal("0.01")
_SINGLE = {"told": "tính ra", "told_en": "this makes"}
_BOTH = {"told": "hai phép cộng đều ra", "told_en": "two sums both come out with"}
_CROSSED = {"told": "hàng và cột đều ra", "told_en": "row and column both come out with"}
"""How the right figure is known, in Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A check of a table; `lenient` where another reading is left, `signs` how its figures count in it.

    The signs stand in the order of `Check.figures`: the total first, with −1.
    """

    check: Check
    lenient: bool = False
    signs: tuple[int, ...] = field(default=())


def table_findings(sheet: Sheet, grid: Grid, failing: Sequence[Trial], rules: Rulebook) -> Iterator[Finding]:
    """One finding for each wrong figure that can be told, else one for each sum or ratio that fails."""
    places = CellNames(sheet, grid)
    told: set[int] = set()
    for one, other, index, off in _paired([_corrections(trial) for trial in failing]):
        told |= {one, other}
        yield _located(places, failing[one], failing[other], index, off, rules)
    for number, trial in enumerate(failing):
        if number not in told:
            made = _of_ratio if trial.check.rule == RATIO else _of_sum
            yield made(places, trial, rules)


def _paired(corrections: Sequence[Mapping[int, Decimal]]) -> Iterator[tuple[int, int, int, Decimal]]:
    """Failing sums two by two with the figure that both have and what must be added to it for both."""
    holding: dict[tuple[int, Decimal], list[int]] = {}
    for number, wanted in enumerate(corrections):
        for key in wanted.items():
            holding.setdefault(key, []).append(number)
    told: set[int] = set()
    for number, wanted in enumerate(corrections):
        if number in told:
            continue
        sharing = {key: [n for n in holding[key] if n > number and n not in told] for key in wanted.items()}
        first = {key: others[0] for key, others in sharing.items() if others}
        if first:
            best = min(first, key=lambda key: first[key])
            told |= {number, first[best]}
            yield number, first[best], *best


def _corrections(trial: Trial) -> dict[int, Decimal]:
    """For each figure of a failing sum what must be added to it for the sum to come out."""
    left, right = trial.check.left, trial.check.right
    if left is None or right is None or not trial.signs:
        return {}
    off = (left.low + left.high - right.low - right.high) / 2
    return {index: -off * sign for index, sign in zip(trial.check.figures, trial.signs, strict=True)}


def _located(
    places: CellNames, one: Trial, other: Trial, index: int, correction: Decimal, rules: Rulebook
) -> Finding:
    sheet = places.sheet
    figure, scale = sheet.figures[index], sheet.scale(index)
    along = [_goes_along_a_row(sheet, trial) for trial in (one, other)]
    first, second = (other, one) if along == [False, True] else (one, other)
    values = {
        **places.of(figure),
        **(_CROSSED if along[0] != along[1] else _BOTH),
        "expression": f"{first.check.expression}; {second.check.expression}",
        "computed": vietnamese((figure.value + correction) / scale),
        "printed": vietnamese(figure.value / scale),
        "difference": vietnamese(abs(correction) / scale),
    }
    glued = note_behind(figure.value, figure.value + correction)
    loud = severity(RULE, rules, glued or (one.lenient and other.lenient))
    return Finding(RULE, loud, places.row_start(figure), figure.end, values, one.check)


def _goes_along_a_row(sheet: Sheet, trial: Trial) -> bool:
    """Whether all figures of a sum stand in one row."""
    cells = [sheet.figures[index].cell or () for index in trial.check.figures]
    return len({cell[:2] for cell in cells}) == 1


def _of_sum(places: CellNames, trial: Trial, rules: Rulebook) -> Finding:
    """The total that does not come out, with what its parts make."""
    check, sheet = trial.check, places.sheet
    figure, scale = sheet.figures[check.figures[0]], sheet.scale(check.figures[0])
    assert check.left is not None
    middle = (check.left.low + check.left.high) / 2
    values = {
        **places.of(figure),
        **_SINGLE,
        "expression": check.expression,
        "computed": vietnamese(_rounded(middle / scale, figure.step / scale)),
        "printed": vietnamese(figure.value / scale),
        "difference": vietnamese(_rounded(abs(middle - figure.value) / scale, figure.step / scale)),
    }
    loud = severity(RULE, rules, trial.lenient or note_behind(figure.value, middle))
    return Finding(RULE, loud, places.row_start(figure), figure.end, values, check)


def _of_ratio(places: CellNames, trial: Trial, rules: Rulebook) -> Finding:
    """The rate that does not come out, with what its part and its whole make."""
    check = trial.check
    figure = places.sheet.figures[check.figures[0]]
    assert check.left is not None
    middle = (check.left.low + check.left.high) / 2
    sign = "%" if check.expression.endswith("%") else ""
    computed = (middle if sign else middle / 100).quantize(min(figure.step / 10, _HUNDREDTH))
    values = {
        **places.of(figure),
        "expression": check.expression,
        "computed": vietnamese(computed) + sign,
        "printed": vietnamese(figure.value) + sign,
    }
    loud = severity(RATIO, rules, trial.lenient)
    return Finding(RATIO, loud, places.row_start(figure), figure.end, values, check)


def note_behind(printed: Decimal, computed: Decimal) -> bool:
    """Whether a number is the right one and a digit or two behind it: the mark of a note, raised on paper."""
    if printed != int(printed) or computed != int(computed) or computed <= 0:
        return False
    return any(0 < printed - computed * power < power for power in (10, 100))


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    """A value at one digit more than is printed."""
    return value.quantize(step / 10) if 0 < step <= 1 else value
