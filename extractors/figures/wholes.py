"""Tells the whole that a figure is a part or a percentage of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from extractors.figures.drafts import FigureDraft, by_block
from extractors.model import Block, Breakdown, Document

_SAYS_MORE = regex.compile(r"[,;]\s*(?:đã|được|chưa|còn)\s[^,;:]*$", regex.I)
_RATE = regex.compile(r"(?<!\p{L})(?:tỷ|tỉ) (?:lệ|trọng)(?!\p{L})", regex.I)
SENTENCE_END = regex.compile(r"[.!?](?=\s+\p{Lu})|\n")
FARTHEST, PARTS_NEAR = 300, 2
"""Characters before a rate in which its part stands, and the figures right before it that may be its part."""
_HUNDRED = Decimal(100)


def settle_wholes(
    document: Document, figures: Sequence[FigureDraft], breakdowns: Sequence[Breakdown]
) -> None:
    """Fill in `of`: from fractions, from breakdowns, else from the figure that a percentage fits."""
    for figure in figures:
        figure.of = figure.denominator
    for breakdown in sorted(breakdowns, key=lambda b: b.start - b.end):
        _from_breakdown(document.text, figures, breakdown)
    for _, block, held in by_block(document, figures):
        _from_percents(document.text, block, [figures[index] for index in held])


def _from_breakdown(text: str, figures: Sequence[FigureDraft], breakdown: Breakdown) -> None:
    total, before = figures[breakdown.whole], None
    whole_sum = sum((figures[part].value for part in breakdown.parts), Decimal(0))
    for index in breakdown.parts:
        part = figures[index]
        if part.denominator is None:
            part.of = total.value
            chained = before is not None and not breakdown.exhaustive and whole_sum != total.value
            if chained and before is not None and part.value <= before.value:
                between = text[before.end : part.start]
                part.of = before.value if _SAYS_MORE.search(between) else part.of
        before = part


def _from_percents(text: str, block: Block, held: Sequence[FigureDraft]) -> None:
    """The whole of a percentage that no words name: the nearest figure before it that it fits."""
    for index, figure in enumerate(held):
        if figure.percent is not None and figure.of is None:
            earlier = [f for f in held[:index] if f.measure == figure.measure and not f.range]
            fitting = [f for f in reversed(earlier) if fits(figure.percent, figure.percent_step, figure, f)]
            figure.of = fitting[0].value if fitting else None
        if figure.kind == "percent" and figure.of is None and not figure.change and not figure.range:
            pair = _pair_for(text, figure, held[:index])
            figure.of = pair[1].value if pair else None


def _pair_for(
    text: str, percent: FigureDraft, earlier: Sequence[FigureDraft]
) -> tuple[FigureDraft, FigureDraft] | None:
    """The part and the whole, both printed shortly before, of which a rate is the percentage."""
    near = [f for f in earlier if f.kind != "percent" and not f.range and percent.start - f.end < FARTHEST]
    near = [f for f in near if not SENTENCE_END.search(text, f.end, percent.start)]
    if not near or not _RATE.search(text, near[-1].end, percent.start):
        return None
    for part in reversed(near[-PARTS_NEAR:]):
        for whole in near:
            same = whole is not part and whole.measure == part.measure
            if same and fits(percent.value, percent.step, part, whole):
                return part, whole
    return None


def fits(percent: Decimal, step: Decimal | None, part: FigureDraft, whole: FigureDraft) -> bool:
    """Whether a percentage is that of two figures: rounded, or cut off behind its last digit."""
    if whole.value == 0:
        return False
    worth = step or Decimal(1)
    return -worth / 2 <= part.value / whole.value * _HUNDRED - percent < worth
