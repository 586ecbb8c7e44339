"""Draws the values of indicators over periods as bars in SVG, which needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.numbers import with_percent
from pipeline.graph.measure import cut, width
from pipeline.graph.svg import INK, MUTED, PAPER
from pipeline.graph.xmltext import escape
from pipeline.messages import say, value
from pipeline.series.periods import period_name
from pipeline.series.series import CONFLICT, Point, Reading, Series

FONT = "'Segoe UI', 'Noto Sans', Roboto, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
WIDTH = 860
PANELS = 12
"""Series that are drawn; more than these nobody looks through."""
BAR, CLASH, LINE = "#2F6DA8", "#B54708", "#98A1AE"
_MARGIN, _LABELS, _ROW, _BAR_HEIGHT, _GAP = 24.0, 212.0, 40.0, 16.0, 12.0
_HEAD = 58.0
_BARS = WIDTH - 2 * _MARGIN - _LABELS - 150  # the rest holds the value beside the longest bar

DARK = """
.chuoi .paper { fill: #14181E; } .chuoi .ink { fill: #E7EAEF; } .chuoi .muted { fill: #A9B2BE; }
.chuoi .line { stroke: #6B7583; } .chuoi .bar { fill: #6FA8DC; } .chuoi .clash { fill: #F0A35E; }
.chuoi .stripe { stroke: #14181E; } .chuoi .alarm { fill: #F0A35E; }
"""
"""Style rules of a chart on a dark page."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Turns a value into a length: zero lies at `zero` pixels, the widest spread fills the room."""

    zero: float
    unit: float

    @classmethod
    def of(cls, one: Series) -> _Scale:
        values = [float(r.value) for point in one.points for r in point.readings]
        low, high = min(0.0, *values), max(0.0, *values)
        spread = high - low or 1.0
        return cls(-low / spread * _BARS, _BARS / spread)


Link = Callable[[Reading], str | None]


def chart(found: Sequence[Series], lang: str, link: Link | None = None) -> str:
    """The series as one SVG document; colours are attributes, so that a page's style may change them.

    With `link`, which tells where a click on a value leads, it is part of a page that has DARK in a style
    sheet; without, a document of its own.
    """
    drawn = found[:PANELS]
    body: list[str] = []
    y = _MARGIN
    for one in drawn:
        panel, high = _panel(one, y, lang, link)
        body += panel
        y += high
    y += _MARGIN / 2
    if any(point.conflict for one in drawn for point in one.points):
        body.append(_text(_MARGIN, y, say("series_legend", lang), 12, "muted", MUTED))
        y += 20
    if len(found) > PANELS:
        more = say("series_more", lang, count=len(found) - PANELS)
        body.append(_text(_MARGIN, y, more, 12, "muted", MUTED))
        y += 20
    high = y + _MARGIN / 2
    title, description = _words(drawn, lang)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chuoi" role="{"group" if link else "img"}" '
        f'lang="{lang}" '
        f'aria-labelledby="chart-title chart-description" width="{WIDTH}" '
        f'height="{_n(high)}" viewBox="0 0 {WIDTH} {_n(high)}" font-family="{FONT}">',
        f'<title id="chart-title">{escape(title)}</title>',
        f'<desc id="chart-description">{escape(description)}</desc>',
        "" if link else f"<style>@media screen and (prefers-color-scheme: dark) {{{DARK}}}</style>",
        _pattern(),
        f'<rect class="paper" width="{WIDTH}" height="{_n(high)}" fill="{PAPER}"/>',
        *body,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _words(found: Sequence[Series], lang: str) -> tuple[str, str]:
    """Title and description: what the picture says to those who do not see it."""
    names = "; ".join(dict.fromkeys(one.indicator for one in found))
    return say("series_title", lang, indicator=names), " ".join(_told(one, lang) for one in found)


def _told(one: Series, lang: str) -> str:
    points = "; ".join(
        f"{period_name(point.first, point.last, lang)}: "
        + f" {CONFLICT if point.conflict else ','} ".join(
            with_percent(reading.value, one.unit) for reading in point.readings
        )
        for point in one.points
    )
    return f"{one.indicator} ({one.unit or ''}): {points}."


def _pattern() -> str:
    return (
        f'<defs><pattern id="clash" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="clash" width="7" height="7" fill="{CLASH}"/>'
        f'<path class="stripe" d="M0 0V7" stroke="{PAPER}" stroke-width="3"/></pattern></defs>'
    )


def _panel(one: Series, y: float, lang: str, link: Link | None) -> tuple[list[str], float]:
    """The bars of one series from `y` downwards, and how high they are."""
    scale = _Scale.of(one)
    name = cut(one.indicator, 16, WIDTH - 2 * _MARGIN, bold=True)
    parts = [_text(_MARGIN, y + 16, name, 16, "ink", INK, bold=True)]
    unit = say("series_unit", lang, unit=one.unit) if one.unit else ""
    about = [one.issuer or one.place or "", unit, _count(one, lang)]
    parts.append(_text(_MARGIN, y + 35, " · ".join(part for part in about if part), 12, "muted", MUTED))
    top = y = y + _HEAD
    if one.readings == 1:  # a bar shows a length beside others; alone it would fill the room and say nothing
        (point,) = one.points
        return [*parts, *_alone(point, one, y, lang, link)], _HEAD + _ROW
    for point in one.points:
        drawn, high = _point(point, y, scale, (one.unit, lang), link)
        parts += drawn
        y += high + _GAP
    return parts, y - top + _HEAD + 14


def _count(one: Series, lang: str) -> str:
    documents = len({reading.file for point in one.points for reading in point.readings})
    return say(
        "series_counts", lang, values=one.readings, periods=len(one.points), documents=documents
    )


def _alone(point: Point, one: Series, y: float, lang: str, link: Link | None) -> Iterator[str]:
    """The only value of a series, in words."""
    (reading,) = point.readings
    period = period_name(point.first, point.last, lang)
    yield from _opened(reading, link)
    yield _text(_MARGIN, y + 8, f"{period}: {shown(reading, one.unit, lang)}", 13, "ink", INK, bold=True)
    source = cut(_source(reading, lang), 11.5, WIDTH - 2 * _MARGIN)
    yield _text(_MARGIN, y + 25, source, 11.5, "muted", MUTED)
    yield from _closed(reading, link)


def _opened(reading: Reading, link: Link | None) -> Iterator[str]:
    """The beginning of the link of a value, if it has one."""
    if link and (to := link(reading)):
        yield f'<a href="{escape(to)}"><title>{escape(f"{reading.words} · {reading.document}")}</title>'


def _closed(reading: Reading, link: Link | None) -> Iterator[str]:
    if link and link(reading):
        yield "</a>"


def _point(
    point: Point, y: float, scale: _Scale, worded: tuple[str | None, str], link: Link | None
) -> tuple[list[str], float]:
    """The bars of one period; `worded` are the unit and the language."""
    unit, lang = worded
    names = list(_lines(period_name(point.first, point.last, lang), 13, bold=True))
    parts = [
        _text(_MARGIN, y + 13 + 16 * at, name, 13, "ink", INK, bold=True) for at, name in enumerate(names)
    ]
    below = y + 14 + 16 * len(names)
    said = list(_lines(say("series_conflict", lang, count=point.values), 11.5)) if point.conflict else []
    parts += [_text(_MARGIN, below + 14 * at, line, 11.5, "alarm", CLASH) for at, line in enumerate(said)]
    for index, reading in enumerate(point.readings):
        parts += _opened(reading, link)
        parts += _bar(reading, point.conflict, y + index * _ROW, scale, unit, lang)
        parts += _closed(reading, link)
    return parts, max(len(point.readings) * _ROW, 16 * len(names) + 14 * len(said))


def _lines(said: str, size: float, bold: bool = False) -> Iterator[str]:
    """Words beside the bars in as many lines as they need: a period without its year would mislead."""
    line: list[str] = []
    for word in said.split():
        if line and width(" ".join([*line, word]), size, bold=bold) > _LABELS - 12:
            yield " ".join(line)
            line = []
        line.append(word)
    yield " ".join(line)


def shown(reading: Reading, unit: str | None, lang: str) -> str:
    """A value with its hedge."""
    hedge = f"{value(reading.qualifier, lang)} " if reading.qualifier else ""
    return f"{hedge}{with_percent(reading.value, unit)}"


def _source(reading: Reading, lang: str) -> str:
    page = say("on_page", lang, page=reading.page) if reading.page is not None else ""
    return f"{reading.document}{page}"


def _bar(
    reading: Reading, clash: bool, y: float, scale: _Scale, unit: str | None, lang: str
) -> Iterator[str]:
    """A bar with its value beside it and its document beneath; striped where values contradict."""
    length = float(reading.value) * scale.unit
    start = _MARGIN + _LABELS + scale.zero + min(0.0, length)
    fill, kind = ("url(#clash)", "clashing") if clash else (BAR, "bar")
    wide = max(abs(length), 1.5)
    yield (
        f'<rect class="{kind}" x="{_n(start)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(_BAR_HEIGHT)}" '
        f'rx="2" fill="{fill}"><title>{escape(f"{reading.words} · {reading.document}")}</title></rect>'
    )
    told = shown(reading, unit, lang)
    axis = _MARGIN + _LABELS + scale.zero
    yield (
        f'<path class="line" d="M{_n(axis)} {_n(y - 3)}v{_n(_BAR_HEIGHT + 6)}" stroke="{LINE}" '
        'stroke-width="1.5"/>'
    )
    yield _text(start + wide + 7, y + 13, told, 13, "ink", INK, bold=True)
    source = cut(_source(reading, lang), 11.5, WIDTH - 2 * _MARGIN - _LABELS)
    yield _text(_MARGIN + _LABELS, y + 30, source, 11.5, "muted", MUTED)


def _text(
    x: float, y: float, words: str, size: float, kind: str, colour: str, *, bold: bool = False
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour}"{weight}>'
        f"{escape(words)}</text>"
    )


def _n(measure: float | Decimal) -> str:
    return f"{measure:.1f}".removesuffix(".0")
