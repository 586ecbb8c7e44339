"""The workbook: a sheet a dataset, true dates and numbers, links, and Excel's limits told."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.datasets import DATASETS, dataset
from pipeline.datasets.words import titled
from pipeline.export import workbook
from pipeline.export.workbook import Limits
from pipeline.registry import Registry

DAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def book(exported: Path) -> Any:
    return openpyxl.load_workbook(exported / "vanthu.xlsx")


def sheet(book: Any, name: str) -> Any:
    return book[titled(name).name("vi")]


def test_there_is_a_sheet_for_every_dataset_and_one_that_lists_them(book: Any) -> None:
    assert book.sheetnames[1:] == [titled(one.name).name("vi") for one in DATASETS]
    listed = [row[0].value for row in book.worksheets[0].iter_rows(min_row=5) if row[0].hyperlink]
    assert set(listed) == set(book.sheetnames[1:])


def test_heads_stay_in_sight_and_filter(full: Path, book: Any) -> None:
    for one in DATASETS:
        page = sheet(book, one.name)
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref.startswith("A1:")
        assert page.max_column == len(one.columns)


def test_dates_and_numbers_are_true_and_document_numbers_are_text(full: Path, book: Any) -> None:
    with Registry(full) as registry:
        rows = list(dataset("documents").rows(registry, DAY))
    names = dataset("documents").names
    page = sheet(book, "documents")
    at = {name: names.index(name) for name in ("date", "number", "held")}
    for row, shown in zip(rows, page.iter_rows(min_row=2), strict=True):
        told = row[at["date"]]
        if told and len(told) == 10:
            assert shown[at["date"]].value == datetime.fromisoformat(told)
        else:
            assert shown[at["date"]].value == told
        assert shown[at["number"]].value == row[at["number"]]
        assert shown[at["held"]].value == row[at["held"]]
    assert any(isinstance(row[at["number"]], str) and row[at["number"]].isdigit() for row in rows)


def test_links_lead_to_the_row_that_they_name(full: Path, book: Any) -> None:
    names = dataset("citations").names
    cited, key = names.index("cited"), names.index("cited_id")
    documents = sheet(book, "documents")
    seen = 0
    for row in sheet(book, "citations").iter_rows(min_row=2):
        place = row[cited].hyperlink.location
        assert documents[place.split("!")[1]].value == row[key].value
        seen += 1
    assert seen > 10


def test_no_cell_is_a_formula(book: Any) -> None:
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds and "s" in kinds and "n" in kinds and "d" in kinds


def made(full: Path, tmp_path: Path, limits: Limits) -> tuple[Any, list[tuple[str, str]]]:
    with Registry(full) as registry:
        written = workbook.write(registry, tmp_path, "en", as_of=DAY, limits=limits)
    return openpyxl.load_workbook(tmp_path / "vanthu.xlsx"), list(written.notes)


def test_a_sheet_over_the_limit_goes_on_in_another_and_that_is_told(full: Path, tmp_path: Path) -> None:
    book, notes = made(full, tmp_path, Limits(rows=40))
    with Registry(full) as registry:
        keys = [row[0] for row in dataset("documents").rows(registry, DAY)]
    parts = [page for page in book if page.title == "Documents" or page.title.startswith("Documents (")]
    assert len(parts) == -(-len(keys) // 40) > 1
    assert [row[0].value for page in parts for row in page.iter_rows(min_row=2)] == keys
    assert any(en.startswith("Documents has") and vi.startswith("Documents có") for en, vi in notes)
    told = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any(str(one).startswith("Documents has") for one in told)
    location = book["Citations"]["B2"].hyperlink.location
    name, place = location.replace("'", "").split("!")
    assert book[name][place].value == book["Citations"].cell(2, 20).value


def test_links_over_the_limit_are_words_and_that_is_told(full: Path, tmp_path: Path) -> None:
    book, notes = made(full, tmp_path, Limits(links=5))
    links = [c for row in book["Citations"].iter_rows(min_row=2) for c in row if c.hyperlink]
    assert len(links) == 5
    assert book["Citations"]["B30"].value and not book["Citations"]["B30"].hyperlink
    assert any("in Citations the further ones are plain words" in en for en, _ in notes)


def test_words_that_excel_cannot_hold_are_cut_and_that_is_told(full: Path, tmp_path: Path) -> None:
    copy = tmp_path / "r.db"
    with Registry(full) as registry, Registry(copy, write=True) as changed:
        registry.connection.backup(changed.connection)
    connection = sqlite3.connect(copy)
    connection.execute("UPDATE mentions SET text = '=cmd\x01' || hex(zeroblob(20000)) WHERE id = 1")
    connection.commit()
    connection.close()
    book, notes = made(copy, tmp_path, Limits())
    cells = [row[5] for row in book["Mentions"].iter_rows(min_row=2) if row[0].value == 1]
    assert len(cells) == 1 and cells[0].data_type == "s"
    assert cells[0].value.startswith("=cmd 0000") and len(cells[0].value) == 32_000
    assert any("longer than Excel holds" in en for en, _ in notes)


def test_the_same_registry_gives_the_same_bytes(full: Path, tmp_path: Path) -> None:
    first = tmp_path / "a"
    first.mkdir()
    made(full, tmp_path, Limits())
    made(full, first, Limits())
    assert (tmp_path / "vanthu.xlsx").read_bytes() == (first / "vanthu.xlsx").read_bytes()
