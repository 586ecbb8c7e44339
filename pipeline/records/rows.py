"""Turns what only a record needs into rows: repairs, digits of long figures."""

from __future__ import annotations

import json
from decimal import Decimal
from math import isfinite
from typing import Any

from extractors.model import Document, Statistic
from pipeline.record import plain


def repair_rows(document: Document) -> list[tuple[Any, ...]]:
    """The rows of a document's repairs, without the file's id."""
    return [
        (ordinal, repair.start, repair.end, document.page_at(repair.start), repair.found, repair.reason)
        for ordinal, repair in enumerate(document.repairs)
    ]


def exact_digits(figure: Statistic) -> str | None:
    """The numbers of a figure that a REAL would round to others, as JSON holds all their digits."""
    numbers = (("step", figure.step), ("percent", figure.percent), ("of", figure.of))
    long = {name: format(value, "f") for name, value in numbers if value is not None and _rounded(value)}
    return json.dumps(long) if long else None


def from_real(near: float) -> Decimal:
    """The number that SQLite holds as a REAL, with the digits of which it was made where it has them."""
    return Decimal(near) if near.is_integer() else Decimal(str(near))


def _rounded(value: Decimal) -> bool:
    """Whether a record would print another number if it had only the REAL."""
    near = float(value)
    if not isfinite(near):
        return True
    ours, theirs = plain(from_real(near)), plain(value)
    return ours != theirs or type(ours) is not type(theirs)
