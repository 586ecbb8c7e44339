"""Reads Excel workbooks: every visible sheet a table, what stands above and below it as paragraphs."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from extractors.model import BlockKind, Document
from pipeline.errors import UnreadableFileError
from pipeline.readers.assemble import Assembler, SourceCell, SourceLine
from pipeline.readers.legacy import Letters
from pipeline.readers.xlsx_lines import put_lines
from pipeline.readers.xlsx_values import printed

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CELLS = 100_000
"""Filled cells that are read of a workbook; tables of reports have some thousands."""
_Merged = dict[tuple[int, int], tuple[int, int]]
_WIDEST = 512
_LONGEST_GAP = 2_000
_FEW = 3
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, RuntimeError, SyntaxError,
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, etree.LxmlError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's filled cells as printed, by row and column from 0, and how far merged cells reach.

    `bold` are the places of cells alone in their row whose letters are bold.
    """

    rows: dict[int, dict[int, str]]
    merged: _Merged
    unknown: int
    cut: bool
    bold: frozenset[tuple[int, int]] = frozenset()


def read_xlsx(data: bytes, name: str, letters: Letters | None = None) -> Document:
    """The workbook's visible sheets; `letters` brings cells in old fonts to Unicode.

    Raises:
        UnreadableFileError: the workbook is damaged.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    out = Assembler(name, MEDIA_TYPE, "xlsx")
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as package:
            warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep when it writes
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            left, filled = MOST_CELLS, False
            for sheet in workbook.worksheets:
                if sheet.sheet_state != "visible":
                    out.note(f"The hidden sheet “{sheet.title}” was not read.")
                    continue
                found = _read(sheet, package, left, letters)
                left -= sum(map(len, found.rows.values()))
                _tell(found, sheet.title, out)
                if found.rows:
                    # The first sheet opens with the letterhead; its name would stand above that.
                    _put(found, sheet.title if filled else None, out)
                    filled = True
    except (*_BROKEN, InvalidFileException) as error:
        raise UnreadableFileError(
            "The Excel workbook is damaged; open it in Excel, let it repair the file and save it again.",
            "Tệp Excel bị hỏng; hãy mở bằng Excel để sửa rồi lưu lại.",
        ) from error
    return out.finish()


def _tell(sheet: _Sheet, title: str, out: Assembler) -> None:
    if sheet.unknown:
        out.note(
            f"{sheet.unknown} formulas of the sheet “{title}” have no result stored; save the file in Excel."
        )
    if sheet.cut:
        out.note(f"The workbook has more than {MOST_CELLS} filled cells; the sheet “{title}” is cut short.")


def _read(sheet: Any, package: zipfile.ZipFile, left: int, letters: Letters | None) -> _Sheet:
    rows: dict[int, dict[int, str]] = {}
    bold: set[tuple[int, int]] = set()
    cut = False
    for cells in sheet.iter_rows(max_col=_WIDEST):
        held = {
            cell.column - 1: text
            for cell in cells
            if cell.value is not None and (text := _text(cell, letters))
        }
        if held:
            at = next(cell.row for cell in cells if cell.value is not None) - 1
            left -= len(held)
            if left < 0:
                cut = True
                break
            rows[at] = held
            if len(held) == 1:
                bold.update(
                    (at, cell.column - 1) for cell in cells if cell.value is not None and _is_bold(cell)
                )
    merged, unknown = _merged_and_unknown(package, sheet)
    return _Sheet(rows, merged, unknown, cut, frozenset(bold))


def _is_bold(cell: Any) -> bool:
    return cell.value is not None and bool(cell.has_style and cell.font.b)


def _text(cell: Any, letters: Letters | None) -> str:
    text = printed(cell.value, cell.number_format)
    if letters is None or text.isascii():
        return text
    return "\n".join(letters.runs([(line, cell.font.name)])[0] for line in text.split("\n"))


def _merged_and_unknown(package: zipfile.ZipFile, sheet: Any) -> tuple[_Merged, int]:
    """(row, column) → (rows, columns) of merged cells, and how many formulas have no result.

    openpyxl's reader of rows leaves both out.
    """
    from openpyxl.utils.cell import range_boundaries

    merged: _Merged = {}
    unknown = 0
    path = sheet._worksheet_path
    with package.open(path) as stream:
        for _, element in etree.iterparse(stream, tag=("{*}mergeCell", "{*}c"), resolve_entities=False):
            if element.tag.endswith("}mergeCell"):
                first, top, last, bottom = range_boundaries(element.get("ref", ""))
                if None not in (first, top, last, bottom):
                    merged[top - 1, first - 1] = (bottom - top + 1, last - first + 1)
            else:
                value = element.find("{*}v")
                has_formula = element.find("{*}f") is not None
                unknown += has_formula and (value is None or not value.text) and element.get("t") != "str"
            element.clear()
    return merged, unknown


def _put(sheet: _Sheet, title: str | None, out: Assembler) -> None:
    """A heading with the sheet's name, the lines above the table, the table, the lines below it."""
    if title is not None:
        out.block(BlockKind.HEADING, [SourceLine(title)])
    wide = [at for at, cells in sheet.rows.items() if len(cells) >= _FEW]
    first, last = (wide[0], wide[-1]) if len(wide) > 1 else (0, -1)
    table = [at for at in sheet.rows if first <= at <= last]
    put_lines({at: cells for at, cells in sheet.rows.items() if at < first or not table}, sheet.bold, out)
    if table:
        _put_table(sheet, table, out)
        put_lines({at: cells for at, cells in sheet.rows.items() if at > last}, sheet.bold, out)


def _put_table(sheet: _Sheet, rows: Sequence[int], out: Assembler) -> None:
    columns = sorted({column for at in rows for column in sheet.rows[at]})
    left, right = columns[0], columns[-1]
    covered = [
        (top, column, height, width)
        for (top, column), (height, width) in sheet.merged.items()
        if rows[0] <= top <= rows[-1] and left <= column <= right
    ]
    places = {at: index for index, at in enumerate(rows)}
    out.table(len(rows), right - left + 1, _cells(sheet, places, left, right, covered))


def _cells(
    sheet: _Sheet, places: dict[int, int], left: int, right: int, merged: list[tuple[int, int, int, int]]
) -> Iterator[SourceCell]:
    """The cells of a table; empty rows are closed up, empty cells stand as such."""
    hidden: set[tuple[int, int]] = set()
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    for top, column, height, width in merged:
        rows = [at for at in range(top, min(top + height, top + _LONGEST_GAP)) if at in places]
        reach = min(width, right - column + 1)
        sizes[top, column] = (max(len(rows), 1), reach)
        hidden.update((at, c) for at in rows for c in range(column, column + reach))
        hidden.discard((top, column))
    for at, row in places.items():
        for column in range(left, right + 1):
            if (at, column) in hidden:
                continue
            height, width = sizes.get((at, column), (1, 1))
            text = sheet.rows[at].get(column, "")
            paragraphs = [[SourceLine(line)] for line in text.split("\n") if line.strip()]
            yield SourceCell(row, column - left, paragraphs, height, width)
