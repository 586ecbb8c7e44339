"""One indicator: its values over periods as a chart and as a table, each with its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline.errors import UnknownReferenceError
from pipeline.listing import Listing
from pipeline.registry import Registry
from pipeline.series.chart import chart, shown
from pipeline.series.figures import FigureFilter, figures
from pipeline.series.periods import period_name
from pipeline.series.series import Point, Reading, Series, series, series_listing
from pipeline.web.asking import (
    LANG,
    Paging,
    Routes,
    address,
    argument,
    document_address,
    file,
    page,
    page_number,
    wanted_format,
)

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

PATH = "/chi-tieu/xem"
_MOST = 2000
"""Figures of an indicator that a page looks at; more are to be narrowed down."""
_PANELS, _EACH, _ALONE = 5, 30, 100
"""Series on a page, values that it shows of each, and of one that stands alone."""
_OPTIONS = 15
_GROUPED = """SELECT {column}, count(*) FROM statistics s JOIN files f ON f.id = s.file_id
LEFT JOIN documents d ON d.id = f.document_id
WHERE s.indicator = :indicator AND f.status = 'registered' AND f.copy_of IS NULL{rest}
GROUP BY 1 ORDER BY 2 DESC, 1"""
_ISSUER = "coalesce(d.issuer, f.issuer)"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the indicator as the registry has it, and "" or an issuer and a unit."""

    indicator: str
    issuer: str
    unit: str

    @property
    def arguments(self) -> dict[str, str]:
        """The arguments of the address."""
        return {"ten": self.indicator, "co-quan": self.issuer, "don-vi": self.unit}

    @property
    def filter(self) -> FigureFilter:
        """The same as a question to the registry."""
        return FigureFilter(
            names=(self.indicator,), issuers=(self.issuer,) if self.issuer else None, unit=self.unit or None
        )


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, and how many figures it leaves."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Found:
    """The series, the filters, how many figures there are, and whether not all of them were looked at."""

    told: Sequence[Series]
    facets: Mapping[str, Sequence[Option]]
    figures: int
    more: bool


def address_of(indicator: str, **other: object) -> str:
    """Where the values of an indicator are shown."""
    return address(PATH, {"ten": indicator, **other})


async def one_indicator(datasette: Site, request: Request) -> Response:
    """The page, or all values as a file."""
    wanted = Asked(argument(request, "ten"), argument(request, "co-quan"), argument(request, "don-vi"))
    number = page_number(request)
    if format_ := wanted_format(request):
        return await file(
            await datasette.ask(lambda registry: _listing(registry, wanted)), format_, "chi-tieu"
        )
    found = await datasette.ask(lambda registry: look(registry, wanted))
    parts = found.told[(number - 1) * _PANELS : number * _PANELS]
    each = _ALONE if len(found.told) == 1 else _EACH
    cut = [clipped(one, each) for one in parts]
    return await page(
        datasette,
        request,
        "vt_series.html",
        wanted=wanted,
        found=found,
        cut=[(one, whole.readings - one.readings) for one, whole in zip(cut, parts, strict=True)],
        drawing=Markup(chart(cut, LANG, _link)) if cut else "",
        conflicts=sum(point.conflict for one in found.told for point in one.points),
        paging=Paging(PATH, wanted.arguments, number, len(found.told), _PANELS),
        most=_MOST,
        period_name=lambda point: period_name(point.first, point.last, LANG),
        worded=lambda reading, unit: shown(reading, unit, LANG),
    )


def look(registry: Registry, wanted: Asked) -> Found:
    """The series of an indicator with the filters that apply.

    Raises:
        UnknownReferenceError: the registry has no such indicator.
    """
    listed = figures(registry, wanted.filter, _MOST + 1)
    facets = {
        "co-quan": _options(registry, wanted, _ISSUER, "AND (:unit = '' OR fold(s.unit) = fold(:unit))"),
        "don-vi": _options(registry, wanted, "s.unit", f"AND (:issuer = '' OR {_ISSUER} = :issuer)"),
    }
    if not listed.rows and not facets["co-quan"] and not _known(registry, wanted):
        raise UnknownReferenceError(
            f'The registry has no indicator "{wanted.indicator}".',
            f"Sổ không có chỉ tiêu nào tên “{wanted.indicator}”; hãy tìm trong danh sách chỉ tiêu.",
        )
    kept = Listing(listed.columns, listed.rows[:_MOST])
    return Found(series(kept), facets, len(kept.rows), len(listed.rows) > _MOST)


def _known(registry: Registry, wanted: Asked) -> bool:
    return bool(registry.query("SELECT 1 FROM statistics WHERE indicator = ? LIMIT 1", (wanted.indicator,)))


def _options(registry: Registry, wanted: Asked, column: str, rest: str) -> list[Option]:
    values = {"indicator": wanted.indicator, "unit": wanted.unit, "issuer": wanted.issuer}
    rows: list[Any] = registry.query(_GROUPED.format(column=column, rest=f" {rest}"), values)
    named = [Option(row[0], row[0], row[1]) for row in rows if row[0] is not None]
    return named[:_OPTIONS]


def clipped(one: Series, most: int) -> Series:
    """A series with at most so many values, those of the latest periods; what contradicts stays together."""
    kept: list[Point] = []
    room = most
    for point in reversed(one.points):
        if kept and len(point.readings) > room:
            break
        kept.append(replace(point, readings=point.readings[: max(room, 1)]))
        room -= len(point.readings)
    return replace(one, points=tuple(reversed(kept)))


def _link(reading: Reading) -> str | None:
    return document_address(reading.document_id) if reading.document_id else None


def _listing(registry: Registry, wanted: Asked) -> Listing:
    """Every value of the indicator."""
    return series_listing(series(figures(registry, wanted.filter)), LANG)


ROUTES: Routes = ((rf"^{PATH}$", one_indicator),)
