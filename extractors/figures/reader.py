"""Reads all figures of a document: running text and tables, what they count and what they are parts of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import localcontext
from functools import lru_cache

from extractors.figures.breakdowns import breakdown_reader
from extractors.figures.drafts import FigureDraft, by_block
from extractors.figures.finder import figure_finder
from extractors.figures.numerals import DIGITS
from extractors.figures.passages import Passage, style_of
from extractors.figures.phrases import floors, phrase_reader
from extractors.figures.scopes import home_place, stated_period, stated_place
from extractors.figures.tables import table_reader
from extractors.figures.wholes import settle_wholes
from extractors.model import Document, Facts, Header, Source, Statistic
from extractors.rulebook import Rulebook


class FigureReader:
    """All steps of reading figures, made with one rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._finder = figure_finder(rules)
        self._breakdowns = breakdown_reader(rules)
        self._phrases = phrase_reader(rules)
        self._tables = table_reader(rules)

    def read(self, document: Document, facts: Facts) -> Facts:
        """The facts with the figures of the document: those of the running text, then those of tables."""
        with localcontext(prec=DIGITS):
            return self._read(document, facts)

    def _read(self, document: Document, facts: Facts) -> Facts:
        found = self._finder.find(document, facts.references)
        breakdowns = self._breakdowns.find(document, found.figures)
        settle_wholes(document, found.figures, breakdowns)
        self._describe(document, found.figures, facts.header)
        statistics = tuple(_statistic(document, draft) for draft in found.figures)
        tables = self._tables.read(document, facts.header)
        return replace(
            facts,
            statistics=statistics + tables.statistics,
            breakdowns=tuple(breakdowns),
            malformed=(*found.malformed, *tables.malformed),
            cells=tables.cells,
        )

    def _describe(self, document: Document, figures: Sequence[FigureDraft], header: Header) -> None:
        """Fill in indicator, place and period."""
        home = home_place(header)
        for passage, held in _passages(document, figures):
            before: FigureDraft | None = None
            lead = self._phrases.lead(passage, held[0].start)
            for figure, floor in zip(held, floors(passage, held), strict=True):
                figure.indicator = self._phrases.indicator(passage, figure, floor, before, lead)
                before = before if figure.change else figure
                figure.place = stated_place(passage, figure, floor) or home
                figure.period = stated_period(passage, figure, floor, header.period)


def _passages(
    document: Document, figures: Sequence[FigureDraft]
) -> Iterator[tuple[Passage, list[FigureDraft]]]:
    """The blocks that hold figures, without their labels, and these figures."""
    for _, block, held in by_block(document, figures):
        start = min(style_of(document.text, block)[1], figures[held[0]].start)
        yield Passage(document.text, start, block.end), [figures[index] for index in held]


def _statistic(document: Document, draft: FigureDraft) -> Statistic:
    block = document.block_at(draft.start)
    return Statistic(
        document.text[draft.start : draft.end], draft.start, draft.end, Source.TEXT, draft.value, draft.step,
        draft.unit, draft.qualifier, draft.range, draft.change, draft.percent, draft.of, draft.indicator,
        draft.place, draft.period, document.page_at(draft.start), block.section if block else (),
    )  # fmt: skip


@lru_cache(maxsize=4)
def figure_reader(rules: Rulebook) -> FigureReader:
    """The reader made with `rules`."""
    return FigureReader(rules)
