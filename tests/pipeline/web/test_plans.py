"""Plans and decisions: the list and the matrix agree with the registry's view, filtered and paged."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.registry import Registry
from pipeline.web import plan_decisions
from pipeline.web.pages.plans import grouped, matrix
from pipeline.web.plan_decisions import Wanted

PATH = "/ke-hoach-quyet-dinh"
_VIEW = (
    "SELECT plan_id, decision_id, relation, mentions, direct_mentions, asserted_links, words, file, page"
    " FROM plans_citing_decisions"
)


def rows(reader: Any, query: str = "") -> list[dict[str, str]]:
    """The rows of the file that the page offers."""
    answer = reader.get(f"{PATH}?xuat=csv{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def keys(found: list[dict[str, str]]) -> set[tuple[str, ...]]:
    """What tells the rows apart."""
    return {(row["plan_id"], row["decision_id"], row["relation"], row["mentions"]) for row in found}


def test_the_file_has_just_what_the_view_has(reader: Any, specimens: Path) -> None:
    with Registry(specimens) as registry:
        known = plan_decisions.names(registry)
        wanted = plan_decisions.picked(Wanted(), known)
        every = plan_decisions.plans(registry, wanted)
        found = list(plan_decisions.edges(registry, every, wanted))
        view = [dict(row) for row in registry.query(_VIEW)]
    assert view
    named = [{key: row[key] for key in view[0]} for row in found]
    assert sorted(named, key=repr) == sorted(view, key=repr)
    assert len(rows(reader)) == len(view)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("&nam=2025", lambda row: row["plan_date"].startswith("2025")),
        ("&quan-he=implements", lambda row: row["relation"] == "implements"),
        ("&cq-kh=ben+lau", lambda row: row["plan_issuer"].endswith("Bến Lau")),
        ("&cq-qd=thu+tuong", lambda row: row["decision_issuer"] == "Thủ tướng Chính phủ"),
        ("&nam=2025&quan-he=cites&cq-qd=hoa+an", lambda row: row["relation"] == "cites"
            and row["plan_date"].startswith("2025") and "Hòa An" in row["decision_issuer"]),
    ],
)  # fmt: skip
def test_filters_leave_what_they_say(reader: Any, query: str, kept: Any) -> None:
    every, found = rows(reader), rows(reader, query)
    assert keys(found) == keys([row for row in every if kept(row)])
    assert found


def test_a_search_that_begins_at_the_decisions_finds_the_same_plans(specimens: Path) -> None:
    with Registry(specimens) as registry:
        known = plan_decisions.names(registry)
        for issuer in known.decision_issuers:
            one = plan_decisions.picked(Wanted(decision_issuer=issuer), known)
            either = [
                plan_decisions.plans(
                    registry, plan_decisions.Picked(one.of_plan, one.of_edge, one.values, way)
                )
                for way in (False, True)
            ]
            assert either[0] == either[1]


def test_the_list_shows_the_words_newest_plan_first(reader: Any) -> None:
    page = reader.get(PATH).text
    dates = [row["plan_date"] for row in rows(reader)]
    assert dates == sorted(dates, reverse=True)
    assert "Triển khai Quyết định số 634/QĐ-UBND, Sở Nội vụ đã ban hành" in page
    assert "— do Báo cáo 402/BC-UBND nêu" in page
    assert re.search(r'href="/van-ban/vn/ubnd-tinh-hoa-an/kh/2025/131"', page)


def test_a_cell_of_the_matrix_leads_to_its_words(reader: Any) -> None:
    page = reader.get(f"{PATH}?kieu=ma-tran").text
    link = re.search(r'href="(/ke-hoach-quyet-dinh\?kh=[^"]+)">thực hiện <b>×6', page)
    assert link
    words = reader.get(link[1].replace("&amp;", "&")).text
    assert "Chỉ kế hoạch" in words
    assert "Quyết định số 27/2025/QĐ-UBND" in words
    assert "1–1 trong 1 kế hoạch" in words


def test_the_matrix_is_paged_both_ways_and_loses_nothing(specimens: Path) -> None:
    with Registry(specimens) as registry:
        wanted = plan_decisions.picked(Wanted(), plan_decisions.names(registry))
        ids = plan_decisions.plans(registry, wanted)
        edges = list(plan_decisions.edges(registry, ids, wanted))
    listed = grouped(edges, None)
    whole = matrix(listed, 1, None)
    parts = [matrix(listed, number, 3).decisions for number in range(1, whole.across // 3 + 2)]
    assert [one["decision_id"] for part in parts for one in part] == [
        one["decision_id"] for one in whole.decisions
    ]
    assert sum(map(len, whole.cells.values())) == len(edges)


def test_the_matrix_as_a_sheet_has_a_column_a_decision(reader: Any) -> None:
    answer = reader.get(f"{PATH}?kieu=ma-tran&xuat=csv")
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    decisions = {row["decision_id"] for row in rows(reader)}
    assert set(table[0][3:]) == decisions
    assert any("thực hiện × 6" in cell for row in table for cell in row)
    assert reader.get(f"{PATH}?kieu=ma-tran&xuat=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("?cq-kh=khong+ai", 400, "Không có cơ quan ban hành nào mang tên “khong ai”"),
        ("?nam=1950", 200, "bỏ mọi bộ lọc"),
        ("?nam=x", 200, "bỏ mọi bộ lọc"),
        ("?trang=0", 400, "Không có trang"),
        ("?kieu=ma-tran&cot=-1", 400, "Không có trang"),
        ("?kh=%3Cb%3E", 200, "&lt;b&gt;"),
        ("?xuat=pdf", 400, "Không có dạng tệp"),
    ],
)
def test_what_cannot_be_answered_is_told(reader: Any, query: str, status: int, told: str) -> None:
    answer = reader.get(PATH + query)
    assert (answer.status_code, told in answer.text) == (status, True)
