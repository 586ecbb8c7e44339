"""A series as one HTML page: the chart, then every value with its words, file and page."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.audit.numbers import with_percent
from pipeline.audit.page_style import STYLE
from pipeline.graph.cards import day
from pipeline.graph.xmltext import escape
from pipeline.listing import Column, Value, flat, worded
from pipeline.messages import heading, say
from pipeline.series.chart import PANELS, chart
from pipeline.series.series import SERIES_COLUMNS, Series, series_listing

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_OWN = """
.chuoi { display: block; max-width: 100%; height: auto; }
.drawn { border: 1px solid var(--line); border-radius: 8px; overflow: auto; margin: 1rem 0; }
.clash td { font-weight: 600; } td:nth-last-child(3) { white-space: nowrap; }
"""
_SHOWN = ("period", "value", "qualifier", "conflict", "document", "date", "words", "page")


def page(found: Sequence[Series], title: str, lang: str) -> str:
    """The page of some series with its words in "vi" or "en"."""
    clashes = sum(point.conflict for one in found for point in one.points)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}{_OWN}</style>\n</head>\n<body>\n<main>",
        f"<h1>{escape(title)}</h1>",
    ]
    if clashes:
        parts.append(f'<p class="quiet">{escape(say("series_conflicts", lang, count=clashes))}</p>')
    if len(found) > PANELS:
        parts.append(f'<p class="quiet">{escape(say("series_more", lang, count=len(found) - PANELS))}</p>')
    if found:
        parts.append(f'<figure class="drawn">\n{chart(found, lang)}</figure>')
        parts += [line for one in found for line in _table(one, lang)]
    else:
        parts.append(f"<p>{escape(say('statistics_none', lang))}</p>")
    parts.append("</main>\n</body>\n</html>")
    return "\n".join(parts) + "\n"


def _table(one: Series, lang: str) -> list[str]:
    listing = series_listing([one], lang)
    shown = [
        (index, column)
        for index, column in enumerate(SERIES_COLUMNS)
        if column.name in _SHOWN and any(row[index] is not None for row in listing.rows)
    ]
    heads = "".join(
        f'<th scope="col"{_numeric(column)}>{escape(heading(column.name, lang))}</th>' for _, column in shown
    )
    conflict = [column.name for column in SERIES_COLUMNS].index("conflict")
    rows = [
        _row([(row[at], column) for at, column in shown], bool(row[conflict]), one.unit, lang)
        for row in listing.rows
    ]
    return [
        f'<h2>{escape(one.indicator)}</h2>\n<p class="quiet">{escape(_about(one, lang))}</p>',
        f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>',
        *rows,
        "</tbody></table></div>",
    ]


def _about(one: Series, lang: str) -> str:
    unit = say("series_unit", lang, unit=one.unit) if one.unit else ""
    return " · ".join(part for part in (one.issuer or one.place or "", unit) if part)


def _row(cells: Sequence[tuple[Value, Column]], clash: bool, unit: str | None, lang: str) -> str:
    inside = (
        f"<td{_numeric(column)}>{escape(_cell(cell, column, unit, lang))}</td>" for cell, column in cells
    )
    return f"<tr{' class=clash' if clash else ''}>{''.join(inside)}</tr>"


def _numeric(column: Column) -> str:
    return ' class="n"' if column.name in ("value", "page") else ""


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _cell(value: Value, column: Column, unit: str | None, lang: str) -> str:
    plain = flat(worded(value, column, lang))
    if column.name == "value":
        return with_percent(plain, unit)
    if column.name == "date":
        return day(_text(plain), lang)
    if column.name == "conflict" and plain:
        return say("series_contradicts", lang)  # many fonts have no ≠
    return "" if plain is None else str(plain)
