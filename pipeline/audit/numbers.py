"""Writes numbers and intervals the way Vietnamese documents do: 44.333 and 12,5."""

from __future__ import annotations

from decimal import Context, Decimal, InvalidOperation

MINUS = "−"


def number(value: Decimal | float | int | str | None) -> str:
    """A value with dots between groups of three digits and a comma before decimals; "" for None."""
    if value is None:
        return ""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return "∞" if exact > 0 else f"{MINUS}∞"
    whole, _, decimals = format(exact.copy_abs(), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    decimals = decimals.rstrip("0")
    return f"{MINUS if exact < 0 else ''}{grouped}{',' if decimals else ''}{decimals}"


def with_percent(value: Decimal | float | int | str | None, unit: str | None) -> str:
    """A value, with its sign where it is a percentage: a bare 85 might be anything."""
    shown = number(value)
    return f"{shown}%" if shown and unit == "%" else shown


_DECIMALS = 4
_DIGITS = 4  # of a value so small that four decimals would leave nothing of it
_EXACT = Context(prec=400)  # figures may have thirty digits and more


def rounded(value: Decimal | float | str) -> Decimal:
    """A value as people read it: of its decimals four, of a very small one its first four digits."""
    exact = Decimal(str(value))
    if not exact.is_finite() or not exact:
        return exact
    decimals = max(_DECIMALS, _DIGITS - 1 - exact.adjusted())
    if exact.as_tuple().exponent >= -decimals:  # type: ignore[operator]
        return exact
    return exact.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def interval(ends: list[str] | None) -> str:
    """An interval given by the exact text of its ends: "44.333", "44.332,5 – 44.333,5", "≥ 30".

    An end with more decimals than anybody reads is rounded.
    """
    if not ends:
        return ""
    low, high = rounded(ends[0]), rounded(ends[1])
    if low == high:
        return number(low)
    if not low.is_finite():
        return f"≤ {number(high)}" if high.is_finite() else f"{MINUS}∞ – ∞"
    return f"{number(low)} – {number(high)}" if high.is_finite() else f"≥ {number(low)}"
