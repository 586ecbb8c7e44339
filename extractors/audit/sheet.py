"""The figures of one document as the checks look at them: with their intervals and as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractors.audit.intervals import printed
from extractors.figures.numerals import TOKEN, read_numeral, vietnamese
from extractors.figures.units import UnitReader
from extractors.model import Breakdown, Document, Interval, Qualifier, Statistic

_ONE = Decimal(1)


class Sheet:
    """Statistics by their index, with what a check needs to know of each."""

    def __init__(
        self,
        document: Document,
        figures: Sequence[Statistic],
        units: UnitReader,
        breakdowns: Sequence[Breakdown] = (),
    ) -> None:
        self.text = document.text
        self.document = document
        self.figures = figures
        self.breakdowns = breakdowns
        self._kinds = [_kind(figure, units) for figure in figures]
        self._measures = [_measure(figure, units) for figure in figures]

    def kind(self, index: int) -> str:
        """Kind of a figure's unit: thing, measure, money or percent."""
        return self._kinds[index]

    def measure(self, index: int) -> str:
        """What a figure is compared by: figures of one measure count the same."""
        return self._measures[index]

    def counted(self, index: int) -> bool:
        """Whether a figure is exact as printed: things, and money down to the đồng."""
        return self._kinds[index] in ("thing", "money")

    def interval(self, index: int, hedged: bool = True) -> Interval:
        """What a figure may stand for."""
        figure = self.figures[index]
        qualifier = figure.qualifier if hedged else None
        return printed(figure.value, figure.step, self.counted(index), qualifier)

    def scale(self, index: int) -> Decimal:
        """How often the printed number goes into the value: a million for "1,5 triệu"."""
        token = TOKEN.search(self.figures[index].text)
        number = read_numeral(token[0]) if token else None
        return abs(self.figures[index].value / number.value) if number is not None and number.value else _ONE

    def shown(self, indexes: Iterable[int]) -> list[str]:
        """Figures as a person writes them side by side: as printed where all have one scale."""
        listed = list(indexes)
        scales = {self.scale(index) for index in listed if self.figures[index].value}
        scale = scales.pop() if len(scales) == 1 else _ONE
        return [vietnamese(self.figures[index].value / scale) for index in listed]

    def common_scale(self, indexes: Iterable[int]) -> Decimal:
        """The scale that figures are shown in."""
        scales = {self.scale(index) for index in indexes if self.figures[index].value}
        return scales.pop() if len(scales) == 1 else _ONE

    def hedged(self, indexes: Iterable[int]) -> bool:
        """Whether any of the figures carries a hedge."""
        return any(self.figures[index].qualifier is not None for index in indexes)

    def hedge_words(self, index: int) -> tuple[int, int]:
        """The span of a figure with the word before it, where its hedge stands."""
        figure = self.figures[index]
        start = figure.start
        before = self.text[max(0, start - 14) : start].rstrip()
        if figure.qualifier in (Qualifier.OVER, Qualifier.UNDER) and before:
            start = max(0, start - 14) + len(before) - len(before.split()[-1])
        return start, figure.end


def _kind(figure: Statistic, units: UnitReader) -> str:
    known = units.known((figure.unit or "").split("/")[0].strip())
    return known or "thing"


def _measure(figure: Statistic, units: UnitReader) -> str:
    base, joint, per = (figure.unit or "").partition("/")
    return units.measure(base.strip()) + joint + per.lower().replace(" ", "")
