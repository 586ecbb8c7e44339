"""Small charts as inline SVG whose bars are links; colours come from the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pipeline.graph.measure import cut
from pipeline.web.words import count

_WIDTH, _LABEL, _ROW, _BAR = 520, 210, 30, 18
_FIGURE = 64
_TALL, _FOOT, _TOP, _COLUMN = 150, 34, 20, 30
_LABEL_SIZE = 13.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, how many, where a click leads, and its class in the style sheet."""

    label: str
    number: int
    link: str
    kind: str = ""
    tip: str = ""


def bars(title: str, shown: Sequence[Bar]) -> Markup:
    """Bars from left to right, one a line, with names and figures beside them."""
    most = max((one.number for one in shown), default=0) or 1
    room = _WIDTH - _LABEL - _FIGURE
    height = _ROW * max(1, len(shown))
    lines = []
    for index, one in enumerate(shown):
        y = index * _ROW
        long = max(2.0, room * one.number / most)
        name = cut(one.label, _LABEL_SIZE, _LABEL - 12)
        lines.append(
            Markup(
                '<a href="{link}" aria-label="{tip}: {figure}"><title>{tip}</title>'
                '<rect class="hit" x="0" y="{y}" width="{width}" height="{row}"/>'
                '<text class="label" x="0" y="{base}">{name}</text>'
                '<rect class="bar {kind}" x="{left}" y="{top}" width="{long:.1f}" height="{bar}" rx="3"/>'
                '<text class="figure" x="{after:.1f}" y="{base}">{figure}</text></a>'
            ).format(
                link=one.link,
                tip=one.tip or one.label,
                name=name,
                kind=one.kind,
                figure=count(one.number),
                y=y,
                width=_WIDTH,
                row=_ROW,
                base=y + 20,
                left=_LABEL,
                top=y + (_ROW - _BAR) // 2,
                long=long,
                bar=_BAR,
                after=_LABEL + long + 7,
            )  # fmt: skip
        )
    return _svg(title, _WIDTH, height, lines)


def columns(title: str, shown: Sequence[Bar]) -> Markup:
    """Columns side by side, for what follows in time; every fourth has its name below it."""
    most = max((one.number for one in shown), default=0) or 1
    width = max(1, len(shown)) * _COLUMN
    base = _TOP + _TALL
    lines = [Markup('<path class="axis" d="M0 {y}H{width}"/>').format(y=base + 0.5, width=width)]
    for index, one in enumerate(shown):
        x = index * _COLUMN
        high = _TALL * one.number / most
        middle = x + _COLUMN / 2
        lines.append(
            Markup(
                '<a href="{link}" aria-label="{tip}: {figure}"><title>{tip}: {figure}</title>'
                '<rect class="hit" x="{x}" y="0" width="{step}" height="{base}"/>'
                '<rect class="bar {kind}" x="{left}" y="{y:.1f}" width="{wide}" height="{high:.1f}" rx="2"/>'
                "{told}</a>"
            ).format(
                link=one.link,
                tip=one.tip or one.label,
                figure=count(one.number),
                x=x,
                step=_COLUMN,
                base=base,
                kind=one.kind,
                left=x + 4,
                y=base - high,
                wide=_COLUMN - 8,
                high=high,
                told=_above(one, middle, base - high - 5) if one.number else "",
            )  # fmt: skip
        )
        if index % 4 == 0:
            lines.append(
                Markup('<text class="tick" x="{x}" y="{y}">{name}</text>').format(
                    x=x + 4, y=base + 20, name=one.label
                )
            )
    return _svg(title, width, base + _FOOT, lines)


def _above(one: Bar, x: float, y: float) -> Markup:
    return Markup('<text class="over" x="{x}" y="{y:.1f}">{figure}</text>').format(
        x=x, y=y, figure=count(one.number)
    )


def _svg(title: str, width: int, height: int, lines: Sequence[Markup]) -> Markup:
    head = Markup(
        '<svg class="chart" role="group" aria-label="{title}" viewBox="0 0 {width} {height}" '
        'width="{width}" height="{height}">'
    ).format(title=title, width=width, height=height)
    return Markup("").join([head, *map(escape, lines), Markup("</svg>")])
