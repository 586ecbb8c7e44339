"""Makes a table readable by row and column: heads, column numbers, printed formulas, levels of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extractors.figures.column_ids import id_in_head, is_column_id, is_formula_row, is_numbering
from extractors.figures.formulas import Formula, column_id, formulas_in, is_formula
from extractors.figures.row_ranks import RANKS, label_rank, ordinal_rank, rank_of
from extractors.model import Cell, Document, Table

_NUMBER = regex.compile(r"[-−–(]?\s?\d[\d.,]*\s?\)?\s?%?")
_MEASURED = regex.compile(_NUMBER.pattern + r"(?:\s?[^\W\d]\S{0,4}){0,3}")
"""A number with a short unit behind it: "12 ha", "3 tỷ đồng"."""
_ORDINAL_HEAD = regex.compile(r"(?:stt|tt|số tt|số thứ tự|ms|mã số|mục|no\.?)\s*$", regex.I)
_FIGURE_HEAD = regex.compile(
    r"\d{4}|kế hoạch|dự toán|thực hiện|tổng số|số lượng|kinh phí|dự kiến|ước", regex.I
)
_TOTAL = regex.compile(
    r"\s*(?:tổng(?:\s+(?:cộng|số|chung|hợp))*|cộng|toàn\s+(?:tỉnh|thành phố|huyện|xã|ngành|quốc))"
    r"(?:\s+[IVX]+(?:\s*\+\s*[IVX]+)*|\s*\([^()]{1,40}\))?\s*[:.]?",
    regex.I,
)
_TOTAL_OPENS = regex.compile(r"\s*(?:tổng|cộng)(?!\p{L})", regex.I)
GROUP_HEAD = regex.compile(
    r"\s*(?:(?P<open>trong đó)|chia ra|bao gồm|gồm)(?!\p{L})(?:\s+có)?\s*:?\s*", regex.I
)
"""A head over the parts of the column to its left; those under "trong đó" need not be all."""
_OF_WHICH = regex.compile(r"\s*(?:[-–+]\s*)?trong đó(?!\p{L})", regex.I)


_BETWEEN = 60
"""Characters (a page number, a line at its foot) that may stand between the parts of one table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data: its number in the table, its ordinal and label, how deep it stands.

    `is_total` tells that it says of itself that it is the total of others.
    """

    index: int
    ordinal: str
    label: str
    rank: int
    is_total: bool = False

    @property
    def is_of_which(self) -> bool:
        """Whether the row opens parts that are not all ("Trong đó:")."""
        return _OF_WHICH.match(self.label) is not None


class Grid:
    """A table by row and column, with those that go on with it on the next pages.

    A cell that covers several places stands in each of them.

    `heads` are the rows above the data; `ids` the columns by the number that a row of them gives ("3", "A");
    `formulas` the printed ones ("3=4+5") behind the column that they tell and before the cell that prints
    them; `rows` the rows of data.
    """

    def __init__(self, document: Document, indexes: Sequence[int]) -> None:
        self.document, self.indexes = document, tuple(indexes)
        self.width = document.tables[indexes[0]].columns
        self.height = 0
        self._origins: list[tuple[int, int]] = []
        self._places: dict[tuple[int, int], Cell] = {}
        self._texts: dict[int, str] = {}
        self._owned: set[tuple[int, int]] = set()
        for index in indexes:
            self._lay(index, document.tables[index])
        self.ids: dict[str, int] = {}
        self.formulas: list[tuple[int, Formula, Cell]] = []
        self.heads = self._read_heads()
        self._realign()
        self.label_column, self.ordinal_column = self._read_label_columns()
        self.rows = self._read_rows()

    def _lay(self, index: int, table: Table) -> None:
        """Put a table below what is there already."""
        above = self.height
        for cell in table.cells:
            self._owned.add((above + cell.row, cell.column))
            for row in range(cell.row, min(cell.row + cell.rows, table.rows)):
                for column in range(cell.column, min(cell.column + cell.columns, table.columns)):
                    self._places.setdefault((above + row, column), cell)
            self._texts[cell.start] = " ".join(self.document.text[cell.start : cell.end].split())
        self._origins += [(index, row) for row in range(table.rows)]
        self.height += table.rows

    def origin(self, row: int) -> tuple[int, int]:
        """The table that a row is of, and its number there."""
        return self._origins[row]

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place."""
        return self._places.get((row, column))

    def at(self, row: int, column: int) -> str:
        """The words at a place on one line, "" where there is no cell."""
        cell = self._places.get((row, column))
        return self._texts[cell.start] if cell else ""

    def owner(self, row: int, column: int) -> bool:
        """Whether a cell begins at the place, and does not only reach to it."""
        return (row, column) in self._owned

    def column_path(self, column: int) -> tuple[str, ...]:
        """The heads above a column, outermost first, each once, column numbers left out."""
        path: list[str] = []
        for row in self.heads:
            words = self.at(row, column)
            if words and words not in path and not is_column_id(words):
                path.append(words)
        return tuple(path)

    def _read_heads(self) -> list[int]:
        heads: list[int] = []
        numbered = False
        for row in range(self.height):
            words = [self.at(row, column) for column in range(self.width) if self.owner(row, column)]
            if is_numbering(words):
                heads.append(row)
                self._number_columns(row)
                numbered = True
                continue
            if row and is_formula_row(self._words(row)):
                heads.append(row)
                continue
            if numbered or self._is_data(row):
                break
            heads.append(row)
        if len(heads) == self.height:
            return heads[:1]
        self._spread_groups(heads)
        for row in heads:
            self._read_formulas(row)
        if self.formulas:
            self._number_by_heads(heads)
        return heads

    def _spread_groups(self, heads: Sequence[int]) -> None:
        """Let "Trong đó" reach over the blank heads to its right that have others below (Markdown)."""
        for row in heads[:-1]:
            for column in range(1, self.width):
                left = self._places.get((row, column - 1))
                blank = self.owner(row, column) and not self.at(row, column)
                if left is None or not blank or not self.at(row + 1, column):
                    continue
                if GROUP_HEAD.fullmatch(self._texts[left.start]) and self.at(row + 1, column - 1):
                    self._places[row, column] = left
                    self._owned.discard((row, column))

    def _realign(self) -> None:
        """Move lower heads that lost the merges beside them under the columns that they are of.

        A writer that knows no merged cells (Markdown) puts the second row of heads at the left although
        "STT" and the like reach down beside it, and a cell of the first row that reached over several columns
        over one; the last cell of a short row then fills it. Which head was over the lower ones is told where
        all of them were, or where their years tell it. Otherwise the heads of the figures are left out.
        """
        first = self.cell(0, 0)
        if len(self.heads) < 2 or first is None or first.rows > 1:
            return
        if not _ORDINAL_HEAD.fullmatch(self.at(0, 0)):
            return
        upper = [self._places[0, c] for c in range(self.width) if self.owner(0, c)]
        lower = [self._places[1, c] for c in range(self.width) if self.owner(1, c)] if 1 in self.heads else []
        if not lower or (1, 0) not in self._owned or sum(cell.columns for cell in upper) != self.width:
            return
        lead = self._leading(upper)
        lost = upper[-1].columns > 1 and all(cell.columns == 1 for cell in upper[:-1])
        if lower[-1].columns == 1:
            return
        if len(lower) == self.width - lead:
            if lost:
                size = self._group_size(lower, len(upper) - lead)
                groups = (
                    {c: upper[lead + (c - lead) // size] for c in range(lead, self.width)} if size else {}
                )
                self._put(0, {c: upper[c] for c in range(lead)} | groups)
            self._put(1, {lead + place: cell for place, cell in enumerate(lower)})
        elif lost and len(upper) + len(lower) - 1 == self.width:
            self._put_split(upper, lower, lead)

    def _group_size(self, lower: Sequence[Cell], groups: int) -> int | None:
        """Over how many lower heads each upper one is: all for a single one, else as many as repeat."""
        size, rest = divmod(len(lower), groups)
        words = [self._texts[cell.start] for cell in lower]
        repeats = rest == 0 and size > 1 and words == words[:size] * groups
        return size if groups == 1 or repeats else None

    def _leading(self, upper: Sequence[Cell]) -> int:
        """How many of the first heads are over labels and not over figures."""
        lead = 0
        for cell in upper:
            if _FIGURE_HEAD.search(self._texts[cell.start]):
                break
            lead += 1
        return lead if lead < len(upper) else min(2, len(upper) - 1)

    def _put_split(self, upper: Sequence[Cell], lower: Sequence[Cell], lead: int) -> None:
        """One upper head is split by the lower ones; where none surely is, heads of figures are left out."""
        split = self._split_head(upper, lower, lead)
        if split is None:
            self._put(0, {column: upper[column] for column in range(lead)})
            self._put(1, {})
            return
        more = len(lower) - 1
        heads = {c: upper[c if c <= split else max(split, c - more)] for c in range(self.width)}
        self._put(0, heads)
        self._put(1, {split + place: cell for place, cell in enumerate(lower)})

    def _split_head(self, upper: Sequence[Cell], lower: Sequence[Cell], lead: int) -> int | None:
        """The upper head over the lower ones: "trong đó", else its years hold theirs, else it goes first."""
        groups = [p for p in range(lead, len(upper)) if GROUP_HEAD.fullmatch(self._texts[upper[p].start])]
        if len(groups) == 1:
            return groups[0]
        years = {p: _years(self._texts[upper[p].start]) for p in range(lead, len(upper))}
        below = [year for cell in lower for year in _years(self._texts[cell.start])]
        if below:
            over = [
                p for p, own in years.items() if own and min(own) <= min(below) and max(below) <= max(own)
            ]
        else:
            single = {p: own[0] for p, own in years.items() if len(own) == 1}
            over = [p for p, year in single.items() if year == min(single.values())]
        return over[0] if len(over) == 1 else None

    def _put(self, row: int, cells: Mapping[int, Cell]) -> None:
        """Make these, by column, the cells of a row of heads."""
        for column in range(self.width):
            self._places.pop((row, column), None)
            self._owned.discard((row, column))
        for column, cell in cells.items():
            self._places[row, column] = cell
            self._owned.add((row, column))

    def _words(self, row: int) -> tuple[str, ...]:
        return tuple(self.at(row, column) for column in range(self.width))

    def _titles(self) -> set[tuple[str, ...]]:
        """The rows of heads, by which those repeated on the next page are known."""
        return {self._words(row) for row in self.heads}

    def _is_data(self, row: int) -> bool:
        """Whether a row holds figures and no formula, or opens with an ordinal and words."""
        words = [self.at(row, column) for column in range(self.width)]
        if any(is_formula(word) for word in words):
            return False
        figures = [word for word in words[1:] if _NUMBER.fullmatch(word) and not _is_year(word)]
        if figures:
            return True
        return row > 0 and rank_of(words[0]) in range(0, 6) and len(words) > 1 and len(words[1]) > 1

    def _number_columns(self, row: int) -> None:
        for column in range(self.width):
            words = self.at(row, column)
            if words and self.owner(row, column):
                self.ids.setdefault(column_id(words), column)

    def _read_formulas(self, row: int) -> None:
        for column in range(self.width):
            cell = self.cell(row, column) if self.owner(row, column) else None
            for formula in formulas_in(self._texts[cell.start]) if cell else ():
                assert cell is not None
                own = column if cell.columns == 1 else None
                told = self.ids.get(formula.id, own) if formula.id else own
                if told is not None:
                    self.formulas.append((told, formula, cell))

    def _number_by_heads(self, heads: Sequence[int]) -> None:
        """Number columns that no row numbers by what their heads say ("Nam (4)"), else by their order."""
        numbered = bool(self.ids)
        for column, formula, _ in self.formulas:
            if formula.id:
                self.ids.setdefault(formula.id, column)
        for row in heads:
            for column in range(self.width):
                number = id_in_head(self.at(row, column)) if self.owner(row, column) else None
                if number is not None:
                    self.ids.setdefault(number, column)
        first = {column - int(id_) for id_, column in self.ids.items() if id_.isdigit()}
        if not numbered and len(first) == 1:
            offset = first.pop()
            for column in range(max(0, offset + 1), self.width):
                self.ids.setdefault(str(column - offset), column)

    def _read_label_columns(self) -> tuple[int, int | None]:
        """The column with the rows' names, and that with their ordinals where there is one."""
        columns = self.width
        first = self.heads[-1] + 1 if self.heads else 0
        titles = self._titles()
        sample = [row for row in range(first, min(self.height, first + 40)) if self._words(row) not in titles]
        ordinal = None
        if any(_ORDINAL_HEAD.fullmatch(self.at(row, 0)) for row in self.heads):
            ordinal = 0
        elif sample and all(rank_of(self.at(row, 0)) < RANKS[""] or not self.at(row, 0) for row in sample):
            ordinal = 0 if columns > 2 else None
        letters = [
            sum(len(self.at(row, column)) for row in sample if not _MEASURED.fullmatch(self.at(row, column)))
            for column in range(min(columns, 3))
        ]
        candidates = [column for column in range(len(letters)) if column != ordinal]
        return max(candidates, key=lambda column: (letters[column], -column), default=0), ordinal

    def _read_rows(self) -> list[Row]:
        rows: list[Row] = []
        titles = self._titles()
        for index in range(self.heads[-1] + 1 if self.heads else 0, self.height):
            words = self._words(index)
            if words in titles or is_numbering(words):
                continue
            label = words[self.label_column]
            ordinal = words[self.ordinal_column] if self.ordinal_column is not None else ""
            ordinal = "" if ordinal == label else ordinal
            rank = ordinal_rank(ordinal) if ordinal else label_rank(label)
            outermost = not rows or index == self.height - 1
            total = bool(_TOTAL.fullmatch(label)) or (outermost and _TOTAL_OPENS.match(label) is not None)
            total = total and not (ordinal and rank > RANKS["roman"])
            rows.append(Row(index, ordinal, label, RANKS["total"] if total else rank, total))
        return rows


def continued(document: Document) -> list[list[int]]:
    """The tables of data of a document, each with those that repeat its heads right behind it."""
    groups: list[list[int]] = []
    for index, table in enumerate(document.tables):
        if table.layout or table.columns < 2 or not table.cells:
            continue
        if groups and _goes_on(document, groups[-1][-1], index):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _goes_on(document: Document, first: int, second: int) -> bool:
    """Whether a table repeats the first row of the one before it, with next to nothing between them."""
    above, below = document.tables[first], document.tables[second]
    if above.columns != below.columns or second != first + 1:
        return False
    if len(document.text[above.end : below.start].strip()) > _BETWEEN:
        return False
    heads = [[document.text[c.start : c.end] for c in t.cells if c.row == 0] for t in (above, below)]
    return heads[0] == heads[1] and any(heads[0])


def row_paths(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """For each row the labels of the rows it stands under, and its own."""
    paths: list[tuple[str, ...]] = []
    open_: list[Row] = []
    for row in rows:
        while open_ and (open_[-1].rank >= row.rank or open_[-1].rank < 0):
            open_.pop()
        paths.append((*(above.label for above in open_ if above.label), row.label))
        open_.append(row)
    return paths


def _years(words: str) -> list[int]:
    return [int(year) for year in regex.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)]


def _is_year(words: str) -> bool:
    return regex.fullmatch(r"(?:19|20)\d\d", words) is not None
