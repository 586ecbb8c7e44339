"""Writes every dataset as a sheet of one Excel workbook for people: true dates and numbers, links, words.

Rows go to disk as they come (XlsxWriter's constant memory), so a sheet is written from its top to its end.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.datasets import DATASETS
from pipeline.datasets.model import Dataset, Row
from pipeline.datasets.words import headed, titled
from pipeline.export.cells import Cells
from pipeline.export.writing import Note, Written, whole
from pipeline.graph.cards import day
from pipeline.messages import LANGUAGES, say
from pipeline.output import EXCEL_CELL
from pipeline.registry import Registry

NAME = "vanthu.xlsx"
ROWS = 1_048_575
"""Rows of a sheet below its head."""
LINKS = 65_530
"""Links of a sheet: Excel takes no more."""
_LED_TO = ("bodies", "documents", "files", "tasks")
_LOOKED_AT = 300
"""Rows by which the widths of a sheet are set."""
_NARROW, _WIDE = 6, 60
_EPOCH = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows and links a sheet holds."""

    rows: int = ROWS
    links: int = LINKS


def write(
    registry: Registry, folder: Path, lang: str, *, as_of: date, limits: Limits | None = None
) -> Written:
    """Write `vanthu.xlsx`, a sheet a dataset with headings and codes in `lang`.

    Raises:
        UsageError: the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    with (
        tempfile.TemporaryDirectory(prefix="vanthu-") as room,
        whole(folder / NAME) as part,
        part.open("wb") as file,
    ):
        options = {"constant_memory": True, "tmpdir": room, "use_zip64": True}
        try:
            with xlsxwriter.Workbook(file, options) as workbook:
                book = _Book(workbook, lang, limits or Limits())
                book.fill(registry, as_of)
        except XlsxWriterException as error:
            raise _reason(error) from error
    return Written({NAME: sum(book.rows.values())}, tuple(book.notes))


def _reason(error: Exception) -> OSError:
    """The failure of the disk that XlsxWriter tells of in an error of its own."""
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, OSError) else OSError(str(error))


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is filled: its next row, its links, and the longest words of its columns."""

    made: Any
    name: str
    row: int = 1
    links: int = 0
    widths: list[int] = field(default_factory=list)


class _Book:
    """The workbook, where the rows of other sheets are, and what a reader has to know of it."""

    def __init__(self, workbook: Any, lang: str, limits: Limits) -> None:
        self._workbook, self._lang, self._limits = workbook, lang, limits
        # the same registry gives the same bytes: the time of writing is in export.json
        workbook.set_properties({"title": say("export_title", lang), "created": _EPOCH})
        self._head = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7ECF3", "bottom": 1}
        )
        self._cells = Cells(workbook, lang)
        self._contents = workbook.add_worksheet(say("export_title", lang)[:31])
        self._first = {one.name: self._add(titled(one.name).name(lang)) for one in DATASETS}
        self._at: dict[str, dict[Any, str]] = {name: {} for name in _LED_TO}
        self._sheets: dict[str, list[_Sheet]] = defaultdict(list)
        self.rows: dict[str, int] = {}
        self.notes: list[Note] = []

    def _add(self, name: str) -> _Sheet:
        return _Sheet(self._workbook.add_worksheet(name), name)

    def fill(self, registry: Registry, as_of: date) -> None:
        """Write all sheets; those to which others lead come first, the list of sheets last."""
        for dataset in sorted(DATASETS, key=lambda one: _place(one.name)):
            self._write(dataset, registry, as_of)
        if self._cells.cut:
            self._note("export_cut", count=self._cells.cut, most=EXCEL_CELL)
        self._write_contents(as_of)

    def _write(self, dataset: Dataset, registry: Registry, as_of: date) -> None:
        sheet = self._begin(dataset, self._first[dataset.name])
        writers = [self._cells.writer(column) for column in dataset.columns]
        leading = self._leading(dataset)
        count, kept = 0, self._at.get(dataset.name)
        for batch in dataset.batches(registry, as_of):
            for row in batch:
                if sheet.row > self._limits.rows:
                    self._end(dataset, sheet)
                    number = len(self._sheets[dataset.name]) + 1
                    sheet = self._begin(dataset, self._add(f"{sheet.name.split(' (')[0]} ({number})"))
                if kept is not None and len(kept) < self._limits.links:
                    kept[row[0]] = f"internal:'{sheet.name}'!A{sheet.row + 1}"
                self._put(sheet, row, writers, leading)
                sheet.row += 1
            count += len(batch)
        self._end(dataset, sheet)
        self.rows[dataset.name] = count
        self._tell(dataset, count)

    def _begin(self, dataset: Dataset, sheet: _Sheet) -> _Sheet:
        sheet.made.freeze_panes(1, 0)
        sheet.made.set_row(0, 32)
        for at, column in enumerate(dataset.columns):
            heading = headed(dataset.name, column.name)[self._lang == "vi"]
            heading = heading[:1].upper() + heading[1:]
            sheet.made.write_string(0, at, heading, self._head)
            sheet.widths.append(max(_NARROW, min(len(heading), 14)))
        self._sheets[dataset.name].append(sheet)
        return sheet

    def _end(self, dataset: Dataset, sheet: _Sheet) -> None:
        for at, width in enumerate(sheet.widths):
            sheet.made.set_column(at, at, min(_WIDE, width + 2))
        sheet.made.autofilter(0, 0, max(1, sheet.row - 1), len(dataset.columns) - 1)

    def _leading(self, dataset: Dataset) -> list[tuple[int, dict[Any, str]] | None]:
        """For each column that leads to another sheet: the column with the key, and where its rows are."""
        names = dataset.names
        return [
            (names.index(column.by or column.name), self._at[column.leads_to]) if column.leads_to else None
            for column in dataset.columns
        ]

    def _put(self, sheet: _Sheet, row: Row, writers: list[Any], leading: list[Any]) -> None:
        for at, (value, put, leads) in enumerate(zip(row, writers, leading, strict=True)):
            if value is None:
                continue
            target = leads and leads[1].get(row[leads[0]])
            if target and sheet.links < self._limits.links:
                sheet.links += 1
                length = self._cells.link(sheet.made, sheet.row, at, target, value)
            else:
                # beyond the limit it is counted on, so that it can be told
                sheet.links += bool(target)
                length = put(sheet.made, sheet.row, at, value)
            if sheet.row <= _LOOKED_AT and length > sheet.widths[at]:
                sheet.widths[at] = length

    def _tell(self, dataset: Dataset, count: int) -> None:
        """Note what of a dataset did not fit."""
        sheets = self._sheets[dataset.name]
        names = [sheet.name for sheet in sheets]
        if len(sheets) > 1:
            self._note(
                "export_split", sheet=names[0], rows=count, most=self._limits.rows, more=", ".join(names[1:])
            )
        for sheet in sheets:
            if sheet.links > self._limits.links:
                self._note("export_links", sheet=sheet.name, most=self._limits.links)

    def _note(self, key: str, **values: object) -> None:
        english, vietnamese = (say(key, lang, **values) for lang in reversed(LANGUAGES))
        self.notes.append((english, vietnamese))

    def _write_contents(self, as_of: date) -> None:
        """The first sheet: what each other one holds, with a link to it, and what has to be known."""
        page, lang = self._contents, self._lang
        title = self._workbook.add_format({"bold": True, "font_size": 14})
        wrapped = self._workbook.add_format({"text_wrap": True, "valign": "top"})
        plain = self._workbook.add_format({"valign": "top", "num_format": "#,##0"})
        for at, width in enumerate((28, 12, 100)):
            page.set_column(at, at, width)
        page.write_string(0, 0, say("export_title", lang), title)
        told = say("export_as_of", lang, day=day(as_of.isoformat(), lang))
        page.merge_range(1, 0, 1, 2, told, wrapped)
        page.set_row(1, 32)
        for at, key in enumerate(("export_sheet", "export_rows", "export_holds")):
            page.write_string(3, at, say(key, lang), self._head)
        row = 4
        for dataset in DATASETS:
            for sheet in self._sheets[dataset.name]:
                page.write_url(row, 0, f"internal:'{sheet.name}'!A1", string=sheet.name)
                page.write_number(row, 1, sheet.row - 1, plain)
                page.write_string(row, 2, titled(dataset.name).about(lang), wrapped)
                row += 1
        if self.notes:
            page.write_string(row + 1, 0, say("export_notes", lang), self._head)
        for at, note in enumerate(self.notes):
            page.merge_range(row + 2 + at, 0, row + 2 + at, 2, note[lang == "vi"], wrapped)
            page.set_row(row + 2 + at, 32)
        page.activate()


def _place(name: str) -> int:
    return _LED_TO.index(name) if name in _LED_TO else len(_LED_TO)
