"""Reads task tables: one row a task, with columns for the work, its lead, its partners and its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.home import Home
from extractors.model import Cell, Document, Header, Table
from extractors.rulebook import Rulebook
from extractors.task_facts import LeadBasis, TaskKind
from extractors.tasks.deadlines import DeadlineReader, deadline_reader
from extractors.tasks.ditto import is_ditto
from extractors.tasks.drafts import Draft
from extractors.tasks.parties import Party, PartyReader, party_reader
from extractors.tasks.words import TaskWords, task_words

_ORDINAL = regex.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVX]{1,5})\s*[.)]?\s*")
_BARE_NUMBER = regex.compile(r"\s*\(?\d{1,2}\)?\s*")
_LABEL = regex.compile(r"\s*(?:[IVXLC]{1,6}|[A-HĐ]|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])\s*[.)]\s+|\s*[-–+•*]\s*")
_COUNTED = regex.compile(r"[\d.,\s/%()-]*")
_LEAD_MARK = regex.compile(r"[-–+]?\s*(?:cơ quan|đơn vị)?\s*chủ trì\s*:?\s*", regex.IGNORECASE)
_PARTNER_MARK = regex.compile(
    r"[-–+;,.]?\s*(?:cơ quan|đơn vị)?\s*phối hợp\s*(?:thực hiện)?\s*(?:với)?\s*:?\s*", regex.IGNORECASE
)
_HEAD_ROWS = 3
_LONGEST_HEAD = 90


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table says what; `first` is the first row below the heads."""

    kinds: dict[int, str]
    first: int
    width: int

    def of(self, kind: str) -> int | None:
        """The column of this kind, None where there is none."""
        return next((column for column, one in self.kinds.items() if one == kind), None)


class TableReader:
    """Reads task tables with the rules of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._words: TaskWords = task_words(rules)
        self._parties: PartyReader = party_reader(rules)
        self._deadlines: DeadlineReader = deadline_reader(rules)

    def read(self, document: Document, header: Header, home: Home) -> Iterator[Draft]:
        """The tasks of all task tables; a table that goes on from the one before keeps its columns."""
        columns: Columns | None = None
        handed_on: dict[str, tuple[int, int]] = {}
        last: Draft | None = None
        ended = -1
        for index, table in enumerate(document.tables):
            if table.layout:
                continue
            near = ended >= 0 and not document.text[ended : table.start].strip()
            handed_on, last = (handed_on, last) if near else ({}, None)
            columns = self._columns(document.text, table) or _going_on(columns, table, near)
            if columns is not None and header.type == "Báo cáo" and columns.of("deadline") is None:
                columns = None  # who did what, not who shall do it
            if columns is not None:
                rows = _Rows(self, document, header, home, index, table, columns, handed_on)
                found = list(rows.drafts(last))
                yield from found
                last = found[-1] if found else last
            ended = table.end

    def _columns(self, text: str, table: Table) -> Columns | None:
        """The columns of a task table, None where no row is that of its heads."""
        for row in range(min(_HEAD_ROWS, table.rows)):
            heads = [
                (cell, kind) for cell in table.cells if cell.row == row and (kind := self._head(text, cell))
            ]
            kinds = {cell.column: kind for cell, kind in reversed(heads)}
            found = set(kinds.values())
            if "never" not in found and "task" in found and found & {"lead", "partners", "both"}:
                return Columns(kinds, row + max(cell.rows for cell, _ in heads), table.columns)
        return None

    def _head(self, text: str, cell: Cell) -> str | None:
        words = " ".join(text[cell.start : cell.end].split())
        return self._words.field(words) if len(words) <= _LONGEST_HEAD else None


def _going_on(columns: Columns | None, table: Table, near: bool) -> Columns | None:
    """The columns of the table before, where this one is its rest on the next page."""
    if columns is None or not near or columns.width != table.columns:
        return None
    return Columns(columns.kinds, 0, columns.width)


class _Rows:
    """The rows of one table; `above` holds what a cell hands on to "nt" below it, also over a page."""

    def __init__(
        self, reader: TableReader, document: Document, header: Header, home: Home,
        index: int, table: Table, columns: Columns, above: dict[str, tuple[int, int]],
    ) -> None:  # fmt: skip
        self._r, self._text, self._header, self._home = reader, document.text, header, home
        self._index, self._table, self._columns = index, table, columns
        self._grid: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    self._grid.setdefault((row, column), cell)
        self._above = above
        self._group: tuple[Party, ...] = ()

    def drafts(self, previous: Draft | None) -> Iterator[Draft]:
        """The tasks of the rows; the first may go on with `previous`, the last of the page before."""
        work = self._columns.of("task")
        assert work is not None  # tables without this column are not read
        seen: set[int] = set()
        for row in range(self._columns.first, self._table.rows):
            cell = self._grid.get((row, work))
            if cell is None or cell.start in seen or self._numbers(row) or self._heads(row):
                continue
            seen.add(cell.start)
            words = self._text[cell.start : cell.end].strip()
            if self._is_group(row, cell, words):
                self._open_group(cell)
                continue
            if previous is not None and self._goes_on(row, words):
                previous.more = f"{previous.more} {words}".strip()
                continue
            if len(words.split()) < 2 or _COUNTED.fullmatch(words):
                continue
            previous = self._draft(row, cell)
            yield previous

    def _cell(self, row: int, kind: str) -> Cell | None:
        column = self._columns.of(kind)
        return None if column is None else self._grid.get((row, column))

    def _numbers(self, row: int) -> bool:
        """Whether a row only numbers the columns: (1), (2), (3)."""
        cells = {c.start: c for c in (self._grid.get((row, k)) for k in range(self._table.columns)) if c}
        words = [self._text[c.start : c.end].strip() for c in cells.values()]
        return len(words) > 1 and all(not w or _BARE_NUMBER.fullmatch(w) for w in words)

    def _heads(self, row: int) -> bool:
        """Whether a row gives the heads again, as it does on every page."""
        kinds = 0
        for column, kind in self._columns.kinds.items():
            cell = self._grid.get((row, column))
            words = self._text[cell.start : cell.end] if cell else ""
            kinds += len(words) < 60 and self._r._words.field(words) == kind
        return kinds >= max(2, len(self._columns.kinds) - 1)

    def _is_group(self, row: int, cell: Cell, words: str) -> bool:
        """Whether a row is the title of those below: it spans the table, or fills no other column."""
        if cell.columns >= max(2, self._table.columns - 1):
            return True
        others = [self._cell(row, kind) for kind in ("lead", "both", "partners", "deadline", "product")]
        filled = [c for c in others if c is not None and c.row == row and self._text[c.start : c.end].strip()]
        spanning = [c for c in others if c is not None and c.row < row]
        label = _LABEL.match(words) or self._ordinal(row, "[A-ZIVX]+")
        return (
            not filled and not spanning and bool(words.isupper() or label and not words.endswith((".", ";")))
        )

    def _ordinal(self, row: int, form: str) -> bool:
        cell = self._grid.get((row, 0))
        return cell is not None and bool(
            regex.fullmatch(rf"\s*{form}\s*[.)]?\s*", self._text[cell.start : cell.end])
        )

    def _open_group(self, cell: Cell) -> None:
        """A title that is a body's name gives its rows their lead."""
        start, end = self._words_of(cell)
        parties, reached = self._r._parties.read(self._text, start, end, self._home)
        self._group = tuple(parties) if reached >= end - 1 else ()

    def _goes_on(self, row: int, words: str) -> bool:
        """Whether a row is the rest of the one before, cut by a page: no number, a small letter first."""
        number = self._grid.get((row, 0))
        filled = number is not None and number.row == row and self._text[number.start : number.end].strip()
        return not filled and words[:1].islower()

    def _words_of(self, cell: Cell) -> tuple[int, int]:
        start, end = cell.start, cell.end
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        label = _LABEL.match(self._text, start, end)
        return (label.end() if label else start), end

    def _value(self, row: int, kind: str) -> tuple[int, int] | None:
        """Where the words of a column stand for a row: its own, a merged cell's, or those above for "nt"."""
        cell = self._cell(row, kind)
        if cell is None:
            return None
        words = self._text[cell.start : cell.end]
        if is_ditto(words):
            return self._above.get(kind)
        if not words.strip():
            return None
        self._above[kind] = (cell.start, cell.end)
        return cell.start, cell.end

    def _draft(self, row: int, cell: Cell) -> Draft:
        start, end = self._words_of(cell)
        draft = Draft(start, end, TaskKind.TASK, cell=(self._index, row))
        both = self._value(row, "both")
        lead = self._value(row, "lead") or both
        partners = self._value(row, "partners")
        if lead:
            self._give_lead(draft, *lead, both=lead == both)
        elif self._group:
            draft.lead, draft.basis = self._group, LeadBasis.HEADING
        if partners:
            draft.partners = self._r._parties.field(self._text, *partners, self._home)
        when = self._value(row, "deadline")
        if when:
            draft.deadline = self._r._deadlines.field(self._text, *when, self._header.date)
        made = self._value(row, "product")
        if made:
            draft.product = " ".join(self._text[slice(*made)].split()).strip(" .;-") or None
        return draft

    def _give_lead(self, draft: Draft, start: int, end: int, both: bool) -> None:
        mark = _LEAD_MARK.match(self._text, start, end)
        start = mark.end() if mark else start
        partner = _PARTNER_MARK.search(self._text, start, end)
        if partner:
            draft.partners = self._r._parties.field(self._text, partner.end(), end, self._home)
            end = partner.start()
        parties = self._r._parties.field(self._text, start, end, self._home)
        if parties and not _COUNTED.fullmatch(self._text, start, end):
            draft.lead, draft.basis = tuple(parties), LeadBasis.COLUMN


@lru_cache(maxsize=4)
def table_reader(rules: Rulebook) -> TableReader:
    """The reader made with `rules`."""
    return TableReader(rules)
