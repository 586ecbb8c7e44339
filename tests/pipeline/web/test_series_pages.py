"""Indicators in the browser: the list with its search, one indicator's values, contradictions, files."""

from __future__ import annotations

import csv
import html
import io
import re
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.registry import Registry
from pipeline.series.series import Point, Reading, Series
from pipeline.web.pages.indicators import counted, periods
from pipeline.web.pages.series import clipped

NAME = "hồ sơ · đúng hạn"
SEEN = f"/chi-tieu/xem?ten={quote(NAME)}"


def sheet(answer: Any) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_list_counts_values_documents_and_periods(specimens: Path, reader: Any) -> None:
    with Registry(specimens) as registry:
        found = counted(registry)
        told = periods(registry, [NAME])[NAME]
        values = registry.query(
            "SELECT f.document_id, s.period_from, s.period_to FROM statistics s"
            " JOIN files f ON f.id = s.file_id WHERE s.indicator = ?",
            (NAME,),
        )
    one = found[NAME]
    assert one.values == len(values) > 1
    assert one.documents == len({row[0] for row in values})
    assert told == len({row[1:] for row in map(tuple, values) if row[1] and row[2]})
    row = next(row for row in sheet(reader.get("/chi-tieu?xuat=csv")) if row["indicator"] == NAME)
    assert (row["values"], row["documents"], row["periods"]) == (
        str(one.values), str(one.documents), str(told)
    )  # fmt: skip


def test_the_list_begins_with_what_can_be_compared(reader: Any) -> None:
    often, every = sheet(reader.get("/chi-tieu?xuat=csv")), sheet(reader.get("/chi-tieu?tat-ca=1&xuat=csv"))
    assert often == [row for row in every if int(row["values"]) > 1]
    assert 0 < len(often) < len(every)
    page = reader.get("/chi-tieu").text
    assert f"{len(every) - len(often)} chỉ tiêu khác" in page
    assert 'href="/chi-tieu?tat-ca=1"' in page
    assert "chỉ tiêu khác" not in reader.get("/chi-tieu?tat-ca=1").text


def test_the_search_needs_no_diacritics_and_puts_the_best_first(reader: Any) -> None:
    page = reader.get("/chi-tieu?q=ho+so+dung+han").text
    first = re.search(r'<th scope="row"><a href="[^"]+">([^<]+)', page)
    assert first
    assert html.unescape(first[1]) == NAME
    assert "Không có chỉ tiêu nào" in reader.get("/chi-tieu?q=xyzzy").text


def test_every_value_leads_to_its_document(reader: Any) -> None:
    page = reader.get(SEEN).text
    rows = sheet(reader.get(f"{SEEN}&xuat=csv"))
    assert rows
    for row in rows:
        assert f'<a href="/van-ban/{row["document_id"]}"' in page
    assert "<style" not in page
    assert 'class="chuoi" role="group"' in page


def test_filters_narrow_to_an_issuer_and_a_unit(reader: Any) -> None:
    every = sheet(reader.get(f"{SEEN}&xuat=csv"))
    issuer = every[0]["issuer"]
    assert {row["issuer"] for row in every} > {issuer}
    some = sheet(reader.get(f"{SEEN}&co-quan={quote(issuer)}&xuat=csv"))
    assert some == [row for row in every if row["issuer"] == issuer]
    assert "bỏ mọi bộ lọc" in reader.get(f"{SEEN}&don-vi=kg").text


def test_what_contradicts_stands_side_by_side_and_is_said(browse: Callable[..., Any], tmp_path: Path) -> None:
    browser = browse()
    with sqlite3.connect(tmp_path / "registry.db") as connection:
        connection.execute(
            "INSERT INTO statistics (file_id, ordinal, text, start_offset, end_offset, source, value,"
            " value_text, step, unit, indicator, place, period_from, period_to)"
            " SELECT file_id, 9000, '<b>5</b> hồ sơ', 0, 9, 'text', 5,"
            " '5', 1, unit, indicator, place, period_from, period_to FROM statistics"
            " WHERE indicator = ? AND period_from IS NOT NULL LIMIT 1",
            (NAME,),
        )
    connection.close()
    page = browser.get(SEEN).text
    assert "1 kỳ có giá trị mâu thuẫn" in page
    assert page.count('<tr class="clash">') == 2
    assert "&lt;b&gt;5&lt;/b&gt; hồ sơ" in page
    assert "<b>5</b> hồ sơ" not in page


def test_an_unknown_indicator_is_not_found(reader: Any) -> None:
    answer = reader.get("/chi-tieu/xem?ten=%3Cscript%3E")
    assert answer.status_code == 404
    assert "“&lt;script&gt;”" in answer.text
    assert reader.get("/chi-tieu/xem").status_code == 404


def _reading(number: int) -> Reading:
    return Reading(Decimal(number), Decimal(1), None, "x", "Báo cáo 1/BC", "2025-01-01", "a.txt", 1)


@pytest.mark.parametrize(("most", "left"), [(100, 6), (4, 4), (3, 2), (1, 1)])
def test_a_long_series_keeps_its_latest_periods_whole(most: int, left: int) -> None:
    points = tuple(
        Point(f"{year}-01-01", f"{year}-12-31", (_reading(year), _reading(year + 1)))
        for year in (2022, 2023, 2024)
    )
    cut = clipped(Series("x", None, None, None, points), most)
    assert cut.readings == left
    assert cut.points[-1].first == "2024-01-01"
