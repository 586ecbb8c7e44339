"""Reads the rows of a follow-up table: the work in one column, how far it has come in another."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.dates import DATE, match_date
from extractors.home import Home
from extractors.model import Cell, Document, Facts, Table
from extractors.task_facts import Outcome, OutcomeState
from extractors.tasks.ditto import is_ditto
from extractors.tasks.outcome_words import OutcomeWords
from extractors.tasks.parties import PartyReader

_HEAD_ROWS = 3
_TICKS = frozenset({"x", "×", "✓", "✔", "☒", "☑", "v"})


def read_rows(
    document: Document, facts: Facts, words: OutcomeWords, parties: PartyReader, home: Home
) -> Iterator[Outcome]:
    """The statements of all follow-up tables of a document."""
    for index, table in enumerate(document.tables):
        if not table.layout and table.columns > 1:
            yield from _table(document, facts, words, parties, home, index, table)


def _table(
    document: Document,
    facts: Facts,
    words: OutcomeWords,
    parties: PartyReader,
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
        said = _said(document, cells, words, states, ticked)
        task = cells.get(work)
        if said is None or task is None or task.start == task.end:
            continue
        cell, state, cue = said
        named = _named(document, cells.get(lead), parties, home)
        yield _outcome(document, facts, (index, row), task, cell, state, cue, named)


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


def _outcome(
    document: Document,
    facts: Facts,
    place: tuple[int, int],
    task: Cell,
    cell: Cell,
    state: OutcomeState,
    cue: str,
    named: tuple[str, ...],
) -> Outcome:
    """A row's statement: the work's words, and the words of its state as cue."""
    both = [i for i, one in enumerate(facts.references) if _holds(task, one.start) or _holds(cell, one.start)]
    products = tuple(i for i in both if _holds(cell, facts.references[i].start))
    if state is not OutcomeState.DONE:
        products = ()
    at = document.text.find(cue, cell.start, cell.end)
    dates = {facts.references[i].date for i in products} or _days(document, cell)
    day = dates.pop() if len(dates) == 1 and state is OutcomeState.DONE else None
    block = document.block_at(task.start)
    return Outcome(
        document.text[task.start : task.end], task.start, task.end, state, cue, named,
        products, tuple(both), day, None,
        document.page_at(task.start), block.section if block else (), place, (at, at + len(cue)),
    )  # fmt: skip


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


def _holds(cell: Cell, offset: int) -> bool:
    return cell.start <= offset < cell.end
