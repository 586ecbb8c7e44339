"""Writes the value of a spreadsheet's cell as an office here prints it: dd/mm/yyyy, 1.234,5, 12,5%."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_PLACES = re.compile(r"\.([0#?]+)")
_MOST_PLACES = 10


def printed(value: object, number_format: str | None) -> str:
    """The value in the cell's format; of a format's parts only percent, grouping and places are followed."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        day = f"{value:%d/%m/%Y}"
        return day if value.time() == dt.time() else f"{day} {value:%H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float | Decimal):
        return _number(value, number_format or "General")
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _number(value: float | Decimal, number_format: str) -> str:
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    plan = _QUOTED.sub("", number_format.split(";")[0])
    percent = "%" in plan
    if percent:
        exact *= 100
    places = _PLACES.search(plan)
    fixed = places is not None or re.search("[0#]", plan) is not None
    wanted = len(places[1].replace("?", "0")) if places is not None else 0
    least = places[1].count("0") if places is not None else 0
    written = _written(exact, wanted if fixed else _MOST_PLACES, least if fixed else 0)
    whole, _, rest = written.partition(".")
    if "#,#" in plan or "0,0" in plan:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return whole + (f",{rest}" if rest else "") + ("%" if percent else "")


def _written(value: Decimal, places: int, least: int) -> str:
    """The number with at most `places` and at least `least` decimal places."""
    step = Decimal(1).scaleb(-min(places, _MOST_PLACES))
    try:
        rounded = value.quantize(step, ROUND_HALF_UP)
    except InvalidOperation:
        return f"{value:f}"
    whole, _, rest = f"{rounded:f}".partition(".")
    rest = rest.rstrip("0").ljust(least, "0")
    return f"{whole}.{rest}" if rest else whole
