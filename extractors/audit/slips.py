"""Tells whether one slip of the pen would explain why a sum does not come out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_TEN = Decimal(10)
_FEWEST_DIGITS = 4
"""Significant digits below which almost any difference looks like a slip."""


def explained(parts: Sequence[Decimal], total: Decimal) -> bool:
    """Whether one digit, two neighbours exchanged, or a lost decimal mark explains the difference."""
    off = sum(parts, Decimal(0)) - total
    if off == 0 or significant(total) < _FEWEST_DIGITS:
        return False
    if _one_digit(off) or _exchanged(off):
        return True
    return any(_mark_lost(value, off) for value in (*parts, -total))


def significant(value: Decimal) -> int:
    """Digits of a number without zeros at its ends: 5.373.400.000 has five."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits)


def _one_digit(off: Decimal) -> bool:
    return significant(off) == 1


def _exchanged(off: Decimal) -> bool:
    """Neighbouring digits a and b exchanged are off by nine times their difference: 9, 18, … 81."""
    digits = int("".join(map(str, off.as_tuple().digits)).strip("0") or 0)
    return digits % 9 == 0 and digits <= 81


def _mark_lost(value: Decimal, off: Decimal) -> bool:
    """Whether `value` ten, a hundred or a thousand times smaller or larger takes the difference away."""
    for power in (1, 2, 3):
        scaled = _TEN**power
        if value - off in (value / scaled, value * scaled):
            return True
    return False
