"""The start page and the list of documents."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from pipeline.registry import Registry


def test_the_start_page_counts_what_the_registry_holds(reader: Any) -> None:
    with Registry(reader.registry) as registry:
        mentions, once = registry.query(
            "SELECT count(*), sum(file_id NOT IN (SELECT id FROM files WHERE copy_of IS NOT NULL))"
            " FROM mentions"
        )[0]
    assert once < mentions  # a specimen is there in two files
    text = reader.get("/").text
    assert f"<b>{once:,}</b>".replace(",", ".") in text
    assert 'href="/van-ban?loai=K%E1%BA%BF+ho%E1%BA%A1ch"' in text


@pytest.mark.parametrize("words", ["cai cach hanh chinh", "CẢI CÁCH HÀNH CHÍNH", '"cải cách hành chính"'])
def test_search_needs_no_diacritics_and_marks_what_it_finds(reader: Any, words: str) -> None:
    text = reader.get("/van-ban", params={"q": words}).text
    assert "Kế hoạch 25/KH-UBND" in text
    assert "<mark>" in text


def test_a_number_finds_the_document_that_bears_it_first_also_one_not_held(reader: Any) -> None:
    text = reader.get("/van-ban", params={"q": "76/NQ-CP"}).text
    first = text.index('class="result')
    assert "76/NQ-CP" in text[first : first + 300]


def test_filters_narrow_the_list_and_count_what_they_leave(reader: Any) -> None:
    asked = {"loai": "Kế hoạch", "tep": "co"}
    answer = reader.get("/van-ban", params={**asked, "xuat": "csv"}).content.decode("utf-8-sig").splitlines()
    with Registry(reader.registry) as registry:
        count = registry.query("SELECT count(*) FROM documents WHERE held AND type = 'Kế hoạch'")[0][0]
    assert len(answer) == count + 1
    assert f"trong {count} văn bản" in reader.get("/van-ban", params=asked).text


def test_the_list_is_a_sheet_too(reader: Any) -> None:
    answer = reader.get("/van-ban?q=cai+cach&xuat=xlsx")
    assert "van-ban.xlsx" in answer.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet.max_row > 3


def test_words_are_never_markup(reader: Any) -> None:
    text = reader.get("/van-ban", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
