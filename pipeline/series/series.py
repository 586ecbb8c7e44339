"""An indicator's values over periods; what contradicts stands side by side and is never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from pipeline.listing import Column, Listing, Value
from pipeline.series.periods import period_name

_OPEN = {"over": (False, True), "at_least": (False, True), "under": (True, False), "at_most": (True, False)}
"""Whether a hedge leaves the lower and the upper end open."""
_EXACT = Context(prec=500)  # figures may have thirty digits and more


@dataclass(frozen=True, slots=True)
class Reading:
    """One printed value: exact text, the worth of its last digit, hedge, and where it stands."""

    value: Decimal
    step: Decimal
    qualifier: str | None
    words: str
    document: str
    date: str | None
    file: str
    page: int | None
    document_id: str | None = None

    def contradicts(self, other: Reading) -> bool:
        """Whether no one value can be printed both ways; "khoảng" contradicts nothing."""
        if "about" in (self.qualifier, other.qualifier):
            return False
        (low, high), (other_low, other_high) = self._ends(), other._ends()
        return low > other_high or other_low > high

    def _ends(self) -> tuple[Decimal, Decimal]:
        """What may be meant: half the last digit either way, a count exactly, open where hedged."""
        below, above = _OPEN.get(self.qualifier or "", (False, False))
        half = self.step / 2 if self.step != 1 else Decimal(0)
        low, high = _EXACT.subtract(self.value, half), _EXACT.add(self.value, half)
        return (Decimal("-Infinity") if below else low, Decimal("Infinity") if above else high)


@dataclass(frozen=True, slots=True)
class Point:
    """The values of one period, in the order of their documents."""

    first: str | None
    last: str | None
    readings: tuple[Reading, ...]

    @property
    def values(self) -> int:
        """How many different values there are."""
        return len({reading.value for reading in self.readings})

    @property
    def conflict(self) -> bool:
        """Whether two of the values contradict each other; of values without a period nobody can tell."""
        return bool(self.first and self.last) and any(
            one.contradicts(other)
            for index, one in enumerate(self.readings)
            for other in self.readings[index + 1 :]
        )


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator in one unit and place over periods, the earliest first.

    Where the text tells no place but the issuer's own it is the issuer's alone: a department does
    not count what its province does.
    """

    indicator: str
    unit: str | None
    place: str | None
    issuer: str | None
    points: tuple[Point, ...]

    @property
    def readings(self) -> int:
        """How many values were printed."""
        return sum(len(point.readings) for point in self.points)

    @property
    def rank(self) -> int:
        """0 where values contradict each other, 1 where there are several periods, else 2."""
        if any(point.conflict for point in self.points):
            return 0
        return 1 if len(self.points) > 1 else 2


def series(figures: Listing) -> list[Series]:
    """The series of the figures of a listing; changes and ends of ranges are no values.

    Those with values that contradict each other come first, then those of several periods, each in the order
    of the listing.
    """
    groups: dict[tuple[str, str | None, str | None, str | None], list[Mapping[str, Value]]] = {}
    for row in figures.records():
        if row["indicator"] and row["change"] is None and row["range_end"] is None:
            place = _text(row["place"])
            key = (str(row["indicator"]), _text(row["unit"]), place, _speaker(place, _text(row["issuer"])))
            groups.setdefault(key, []).append(row)
    found = [Series(*key, _points(rows)) for key, rows in groups.items()]
    return sorted(found, key=lambda one: one.rank)


def _speaker(place: str | None, issuer: str | None) -> str | None:
    """The issuer, where no place but its own tells what is counted; figures without a place take its own."""
    return None if place and place.casefold() not in (issuer or place).casefold() else issuer


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _points(rows: Iterable[Mapping[str, Value]]) -> tuple[Point, ...]:
    periods: defaultdict[tuple[str, str], list[Reading]] = defaultdict(list)
    for row in rows:
        periods[str(row["period_from"] or ""), str(row["period_to"] or "")].append(_reading(row))
    # what has no period comes last
    ordered = sorted(periods.items(), key=lambda item: (not item[0][1], item[0][1], item[0][0]))
    return tuple(
        Point(first or None, last or None, tuple(sorted(readings, key=_by_document)))
        for (first, last), readings in ordered
    )


def _reading(row: Mapping[str, Any]) -> Reading:
    step = Decimal(str(row["step"])) if row["step"] is not None else Decimal(0)
    return Reading(
        Decimal(row["value_text"]), step, row["qualifier"], row["words"], row["document"], row["date"],
        row["file"], row["page"], row["document_id"],
    )  # fmt: skip


def _by_document(reading: Reading) -> tuple[str, str, int, Decimal]:
    return reading.date or "", reading.file, reading.page or 0, reading.value


SERIES_COLUMNS = (
    Column("indicator"),
    Column("place"),
    Column("issuer"),
    Column("period"),
    Column("value", kind="number"),
    Column("unit"),
    Column("qualifier", coded=True),
    Column("conflict"),
    Column("document", identity=True),
    Column("date", kind="day"),
    Column("words"),
    Column("page"),
    Column("file", screen=False),
    Column("period_from", screen=False),
    Column("period_to", screen=False),
    Column("value_text", screen=False),
    Column("document_id", screen=False),
)
CONFLICT = "≠"


def series_listing(found: Sequence[Series], lang: str) -> Listing:
    """One row a printed value, by indicator and period; "≠" where the values of a period contradict."""
    rows = [
        (
            one.indicator, one.place, one.issuer, period_name(point.first, point.last, lang),
            _plain(reading.value), one.unit, reading.qualifier, CONFLICT if point.conflict else None,
            reading.document, reading.date, reading.words, reading.page, reading.file, point.first,
            point.last, format(reading.value, "f"), reading.document_id,
        )
        for one in found
        for point in one.points
        for reading in point.readings
    ]  # fmt: skip
    return Listing(SERIES_COLUMNS, rows)


def _plain(value: Decimal) -> int | float | None:
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    near = float(value)
    return near if near not in (float("inf"), float("-inf")) else None
