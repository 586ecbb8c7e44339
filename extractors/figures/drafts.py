"""A figure while it is read: what the finder knows, and what later steps fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.model import Block, BlockKind, Change, Document, Qualifier, RangeEnd


@dataclass(slots=True, eq=False)
class FigureDraft:
    """One figure of the running text.

    The span runs from the number to the end of its unit. `unit` is as printed, `measure` what it is compared
    by ("cụm công nghiệp" for "CCN", "ha" for "hecta"); `kind` is that of `rules/units.tsv`. `denominator` is
    the second number of "59/76 hộ"; `bare` tells that the unit stands elsewhere.
    """

    start: int
    number_end: int
    end: int
    value: Decimal
    step: Decimal
    unit: str | None
    measure: str | None
    kind: str
    qualifier: Qualifier | None = None
    range: RangeEnd | None = None
    change: Change | None = None
    percent: Decimal | None = None
    percent_step: Decimal | None = None
    percent_start: int = 0
    percent_end: int = 0
    percent_qualifier: Qualifier | None = None
    denominator: Decimal | None = None
    of: Decimal | None = None
    indicator: str | None = None
    place: str | None = None
    period: tuple[str, str] | None = None
    bare: bool = False


def by_block(document: Document, figures: Sequence[FigureDraft]) -> Iterator[tuple[int, Block, list[int]]]:
    """The blocks of running text that hold figures, by number, with the indexes of these.

    Figures stand in the order of the text.
    """
    place = 0
    for index, block in enumerate(document.blocks):
        held: list[int] = []
        while place < len(figures) and figures[place].start < block.end:
            held.append(place)
            place += 1
        if held and block.kind is not BlockKind.CELL:
            yield index, block, held
