"""Builds the paragraphs and tables of one RTF text: the body, a footnote or a text box."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.readers.docx_package import made

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SAME_EDGE = 80
"""Twips within which the edges of cells of two rows are one: tables are drawn by hand."""
_NO_LINE = frozenset(("brdrw", "brdrcf", "brdrnone", "brdrnil"))
ENDS = frozenset(("par", "sect", "nestcell", "cell", "row"))
"""Control words at which a paragraph ends."""
_SIDES = {"clbrdrl": "left", "clbrdrr": "right", "clbrdrt": "top", "clbrdrb": "bottom"}


@dataclass(slots=True)
class _CellPlan:
    """How a cell of the row is to be drawn; `right` is its right edge in twips."""

    right: int = 0
    sides: set[str] = field(default_factory=set)
    merge: str = ""
    upward: str = ""


@dataclass(slots=True)
class _Row:
    left: int = 0
    plans: list[_CellPlan] = field(default_factory=list)
    cells: list[Element] = field(default_factory=list)


class Story:
    """Takes paragraph and table words in turn; runs are put into `paragraph` by whoever reads them."""

    def __init__(self, target: Element) -> None:
        self._target = target
        self.paragraph = made("p")
        self.touched = False
        self.half: int | None = None
        self._cell = made("tc")
        self._cells: list[Element] = []
        self._rows: list[_Row] = []
        self._row, self._plan = _Row(), _CellPlan()
        self._in_table = self._row_open = False
        self._side: str | None = None
        self._outline: int | None = None

    def word(self, word: str, number: int | None) -> None:
        """A control word that shapes paragraphs or tables; others are of no use here."""
        if word in ("par", "sect", "nestcell"):
            self._end_paragraph()
        elif word == "pard":
            self._in_table, self._outline = False, None
        elif word == "intbl":
            self._in_table = True
        elif word == "outlinelevel":
            self._outline = number
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._end_row()
        else:
            self._describe_row(word, number)

    def _describe_row(self, word: str, number: int | None) -> None:
        if word == "trowd":
            self._row, self._plan, self._row_open = _Row(), _CellPlan(), True
        elif word == "trleft":
            self._row.left = number or 0
        elif word == "cellx":
            self._plan.right = number or 0
            self._row.plans.append(self._plan)
            self._plan = _CellPlan()
        elif word in ("clmgf", "clmrg"):
            self._plan.merge = word[2:]
        elif word in ("clvmgf", "clvmrg"):
            self._plan.upward = "restart" if word == "clvmgf" else "continue"
        elif word in _SIDES or word.startswith(("trbrdr", "brdrt", "brdrb", "brdrl", "brdrr")):
            self._side = _SIDES.get(word)
        elif self._side is not None and word.startswith("brdr") and word not in _NO_LINE:
            self._plan.sides.add(self._side)

    def finish(self) -> None:
        """End the paragraph and the table that are open."""
        if self.touched:
            self._end_paragraph()
        if self._cells or len(self._cell):
            self._end_row()
        self._end_table()

    def _end_paragraph(self) -> None:
        in_cell = self._in_table or self._row_open
        if not in_cell:
            self._end_table()
        if self._outline is not None:
            properties = made("pPr")
            made("outlineLvl", properties, val=str(self._outline))
            self.paragraph.insert(0, properties)
        (self._cell if in_cell else self._target).append(self.paragraph)
        self.paragraph, self.touched, self.half = made("p"), False, None

    def _end_cell(self) -> None:
        self._in_table = True
        self._end_paragraph()
        self._cells.append(self._cell)
        self._cell = made("tc")

    def _end_row(self) -> None:
        if len(self._cell):
            self._end_cell()
        if self._cells:
            self._rows.append(_Row(self._row.left, self._row.plans, self._cells))
        self._cells, self._row_open = [], False

    def _end_table(self) -> None:
        if self._rows:
            rows, self._rows = self._rows, []
            self._target.append(_table(rows))


def _table(rows: Sequence[_Row]) -> Element:
    edges = _edges(rows)
    table = made("tbl")
    made("tblPr", table)
    for row in rows:
        tr = made("tr", table)
        at = _place(edges, row.left)
        if at > 0:
            made("gridBefore", made("trPr", tr), val=str(at))
        open_cell: Element | None = None
        for index, cell in enumerate(row.cells):
            plan = row.plans[index] if index < len(row.plans) else None
            end = max(_place(edges, plan.right), at + 1) if plan is not None else at + 1
            if plan is not None and plan.merge == "mrg" and open_cell is not None:
                _widen(open_cell, end - at, cell)
            else:
                cell.insert(0, _properties(plan, end - at))
                tr.append(cell)
                open_cell = cell
            at = end
    return table


def _properties(plan: _CellPlan | None, columns: int) -> Element:
    properties = made("tcPr")
    made("gridSpan", properties, val=str(columns))
    if plan is not None and plan.upward:
        made("vMerge", properties, val=plan.upward)
    borders = made("tcBorders", properties)
    for side in sorted(plan.sides if plan is not None else ()):
        made(side, borders, val="single")
    return properties


def _widen(cell: Element, columns: int, more: Element) -> None:
    """Let a cell cover the one to its right, whose words it takes in."""
    span = cell[0][0]
    key = next(iter(span.attrib))
    span.set(key, str(int(span.get(key, "1")) + columns))
    cell.extend(part for part in more if "".join(map(str, part.itertext())).strip())


def _edges(rows: Sequence[_Row]) -> list[int]:
    """The left edges and right edges of all cells, those close together as one."""
    found = sorted({row.left for row in rows} | {plan.right for row in rows for plan in row.plans})
    edges: list[int] = []
    for edge in found:
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _place(edges: Sequence[int], at: int) -> int:
    """The grid line of a place in twips."""
    return max(bisect_left(edges, at - _SAME_EDGE), 0)
