"""Reads the rows of a follow-up table: the work in one column, how far it has come in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.dates import DATE, match_date
from extractors.home import Home
from extractors.model import Cell, Document, Facts, Table
from extractors.task_facts import Deadline, Outcome, OutcomeState
from extractors.tasks.deadlines import DeadlineReader
from extractors.tasks.ditto import is_ditto
from extractors.tasks.outcome_parts import new_deadline
from extractors.tasks.outcome_words import OutcomeWords
from extractors.tasks.parties import PartyReader

_HEAD_ROWS = 3
_TICKS = frozenset({"x", "×", "✓", "✔", "☒", "☑", "v"})


def read_rows(
    document: Document,
    facts: Facts,
    words: OutcomeWords,
    parties: PartyReader,
    deadlines: DeadlineReader,
    home: Home,
) -> Iterator[Outcome]:
    """The statements of all follow-up tables of a document."""
    for index, table in enumerate(document.tables):
        if not table.layout and table.columns > 1:
            yield from _table(document, facts, words, parties, deadlines, home, index, table)


def _table(
    document: Document,
    facts: Facts,
    words: OutcomeWords,
    parties: PartyReader,
    deadlines: DeadlineReader,
    home: Home,
    index: int,
    table: Table,
) -> Iterator[Outcome]:
    heads = _heads(document, table, words)
    if heads is None:
        return
    below, work, states, ticked, lead = heads
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows.setdefault(row, {})[cell.column] = cell
    above: dict[int, Cell] = {}
    for row in sorted(row for row in rows if row >= below):
        cells = {column: _meant(document, column, cell, above) for column, cell in rows[row].items()}
        task = cells.get(work)
        if task is None or task.start == task.end:
            continue
        told = _Row(document, facts, (index, row), task, [cells[one] for one in states if one in cells])
        named = _named(document, cells.get(lead), parties, home)
        said = _said(document, cells, words, states, ticked)
        if said is not None:
            yield told.outcome(words, *said, named)
        yield from told.extension(deadlines, words, named)


def _heads(
    document: Document, table: Table, words: OutcomeWords
) -> tuple[int, int, list[int], dict[int, OutcomeState], int] | None:
    """Where the heads end, and the columns of the work, its state, states to tick, and who does it."""
    below, work, lead = 0, -1, -1
    states: list[int] = []
    ticked: dict[int, OutcomeState] = {}
    for cell in table.cells:
        head = _words(document, cell)
        if cell.row >= _HEAD_ROWS or not head or len(head) > 60:
            continue
        named = words.cell_state(head)
        if work < 0 and words.is_work(head):
            work = cell.column
        elif words.is_body(head):
            lead = cell.column
        elif words.is_state(head) and cell.columns == 1:
            states.append(cell.column)
        elif named is not None and work >= 0 and cell.column not in states and cell.column != work:
            ticked[cell.column] = named[0]
        else:
            continue
        below = max(below, cell.row + cell.rows)
    return (below, work, states, ticked, lead) if work >= 0 and (states or ticked) else None


def _said(
    document: Document,
    cells: dict[int, Cell],
    words: OutcomeWords,
    states: list[int],
    ticked: dict[int, OutcomeState],
) -> tuple[Cell, OutcomeState, str] | None:
    """The cell of a row that tells its state, the state, and the words or the tick that tell it."""
    for column in states:
        cell = cells.get(column)
        found = words.cell_state(_words(document, cell)) if cell else None
        if cell and found:
            return cell, *found
    marked = [
        (cells[c], s)
        for c, s in ticked.items()
        if c in cells and _words(document, cells[c]).lower() in _TICKS
    ]
    return (*marked[0], _words(document, marked[0][0])) if len(marked) == 1 else None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a follow-up table: its place, the cell of the work, and those that say how far it has come."""

    document: Document
    facts: Facts
    place: tuple[int, int]
    task: Cell
    states: Sequence[Cell]

    def outcome(
        self, words: OutcomeWords, cell: Cell, state: OutcomeState, cue: str, named: tuple[str, ...]
    ) -> Outcome:
        """What the row says, with `cue` in `cell`; day and product may stand in another of its cells."""
        document, done = self.document, state is OutcomeState.DONE
        telling = self.states if cell in self.states else (*self.states, cell)
        products = tuple(i for one in telling for i in self._named_in(one)) if done else ()
        dates = {self.facts.references[i].date for i in products}
        dates = dates or {day for one in telling for day in _days(document, one)}
        timed = {words.in_time(document.text, one.start, one.end) for one in telling} - {None}
        at = document.text.find(cue, cell.start, cell.end)
        return self._said(
            state, cue, (at, at + len(cue)), named, telling, products,
            date=dates.pop() if done and len(dates) == 1 else None,
            in_time=timed.pop() if done and len(timed) == 1 else None,
        )  # fmt: skip

    def extension(
        self, deadlines: DeadlineReader, words: OutcomeWords, named: tuple[str, ...]
    ) -> Iterator[Outcome]:
        """More time that a cell says was given: "được gia hạn đến ngày 31/01/2026"."""
        text = self.document.text
        for cell in self.states:
            for cue in words.cue.finditer(text, cell.start, cell.end):
                if not cue["extended"] or words.doubt.search(text, cell.start, cue.start()):
                    continue
                deadline = new_deadline(deadlines, text, cue.end(), cell.end, self.facts.header.date)
                if deadline:
                    state = OutcomeState.EXTENDED
                    yield self._said(state, cue[0], cue.span(), named, [cell], (), deadline=deadline)

    def _named_in(self, cell: Cell) -> list[int]:
        return [i for i, one in enumerate(self.facts.references) if cell.start <= one.start < cell.end]

    def _said(
        self,
        state: OutcomeState,
        cue: str,
        cue_span: tuple[int, int],
        named: tuple[str, ...],
        telling: Sequence[Cell],
        products: tuple[int, ...],
        date: str | None = None,
        deadline: Deadline | None = None,
        in_time: bool | None = None,
    ) -> Outcome:
        document, task = self.document, self.task
        block = document.block_at(task.start)
        references = sorted({i for one in (task, *telling) for i in self._named_in(one)})
        return Outcome(
            document.text[task.start : task.end], task.start, task.end, state, cue, named, products,
            tuple(references), date, deadline, document.page_at(task.start), block.section if block else (),
            self.place, cue_span, in_time, _joined(document, telling),
        )  # fmt: skip


def _joined(document: Document, cells: Sequence[Cell]) -> str | None:
    """The words of cells in one line; a mere tick tells nothing."""
    words = [" ".join(_words(document, cell).split()) for cell in cells]
    return "; ".join(one for one in words if one and one.lower() not in _TICKS) or None


def _meant(document: Document, column: int, cell: Cell, above: dict[int, Cell]) -> Cell:
    """The cell that holds for a row: its own, or the one above for "nt"."""
    if not is_ditto(document.text[cell.start : cell.end]):
        above[column] = cell
    return above.get(column, cell)


def _named(document: Document, cell: Cell | None, parties: PartyReader, home: Home) -> tuple[str, ...]:
    """The bodies that a cell names."""
    if cell is None:
        return ()
    return tuple(one.name for one in parties.field(document.text, cell.start, cell.end, home))


def _days(document: Document, cell: Cell) -> set[str | None]:
    """The days that a cell names: "Đã hoàn thành ngày 27/11/2025"."""
    found = (
        match_date(document.text, one.start(), cell.end)
        for one in DATE.finditer(document.text, cell.start, cell.end)
    )
    return {day.iso for day in found if day is not None and day.iso}


def _words(document: Document, cell: Cell) -> str:
    return document.text[cell.start : cell.end].strip()
