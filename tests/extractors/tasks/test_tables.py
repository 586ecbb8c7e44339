from __future__ import annotations

import pytest

from extractors.home import Home
from extractors.model import Header
from extractors.rulebook import Rulebook
from extractors.tasks.tables import table_reader
from tests.extractors.figure_specimen import Rows, tables_of

HOME = Home("Hòa An", "tỉnh", None, "Ủy ban nhân dân tỉnh Hòa An")
HEADER = Header(type="Kế hoạch", date="2026-03-05", issuer="Ủy ban nhân dân tỉnh Hòa An")
HEADS = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"]


def rows_of(rules: Rulebook, *tables: Rows, header: Header = HEADER) -> list[tuple[object, ...]]:
    """Words, lead, partners, deadline and product of each task of the tables."""
    document = tables_of(*tables)
    return [
        (
            document.text[draft.start : draft.end],
            [party.name.replace(" tỉnh Hòa An", "") for party in draft.lead],
            [party.name.replace(" tỉnh Hòa An", "") for party in draft.partners],
            draft.deadline.value if draft.deadline else None,
            draft.product,
        )
        for draft in table_reader(rules).read(document, header, HOME)
    ]


def test_a_row_is_a_task_with_all_its_columns(rules: Rulebook) -> None:
    row = [
        "1",
        "Xây chòi canh",
        "Sở Xây dựng",
        "UBND các xã; Công an tỉnh",
        "Quý II/2026",
        "Biên bản bàn giao",
    ]
    assert rows_of(rules, [HEADS, row]) == [
        (
            "Xây chòi canh",
            ["Sở Xây dựng"],
            ["Ủy ban nhân dân các xã", "Công an"],
            "2026-Q2",
            "Biên bản bàn giao",
        )
    ]


def test_a_merged_cell_and_the_same_as_above_hold_for_every_row(rules: Rulebook) -> None:
    table: Rows = [
        HEADS,
        ["1", "Xây chòi canh", ("Sở Xây dựng", 2, 1), "Công an tỉnh", "30/4/2026", ""],
        ["2", "Sửa đường lên chòi", "nt", "-nt-", ""],
    ]
    assert [row[1:4] for row in rows_of(rules, table)] == [
        (["Sở Xây dựng"], ["Công an"], "2026-04-30"),
        (["Sở Xây dựng"], ["Công an"], "2026-04-30"),
    ]


def test_a_table_goes_on_over_a_page_with_or_without_its_heads(rules: Rulebook) -> None:
    first: Rows = [HEADS, ["1", "Xây chòi canh", "Sở Xây dựng", "", "30/4/2026", ""]]
    with_heads: Rows = [HEADS, ["2", "Sửa đường lên chòi", "nt", "", "", ""]]
    without: Rows = [["3", "Mua ống nhòm", "Sở Tài chính", "", "", ""]]
    found = rows_of(rules, first, with_heads, without)
    assert [row[:2] for row in found] == [
        ("Xây chòi canh", ["Sở Xây dựng"]),
        ("Sửa đường lên chòi", ["Sở Xây dựng"]),
        ("Mua ống nhòm", ["Sở Tài chính"]),
    ]


def test_a_row_cut_by_a_page_is_one_task(rules: Rulebook) -> None:
    first: Rows = [HEADS, ["1", "Xây chòi canh tại", "Sở Xây dựng", "", "", ""]]
    rest: Rows = [["", "ba xã vùng cao", "", "", "", ""], ["2", "Mua ống nhòm", "Sở Tài chính", "", "", ""]]
    document = tables_of(first, rest)
    drafts = list(table_reader(rules).read(document, HEADER, HOME))
    words = [f"{document.text[draft.start : draft.end]} {draft.more}".strip() for draft in drafts]
    assert words == ["Xây chòi canh tại ba xã vùng cao", "Mua ống nhòm"]


def test_a_group_row_is_no_task_and_a_body_in_it_leads(rules: Rulebook) -> None:
    heads = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn"]
    table: Rows = [
        heads,
        [("I. TRỰC GÁC", 1, 4)],
        ["1", "Xây chòi canh", "Sở Xây dựng", "30/4/2026"],
        [("II. Sở Tài chính", 1, 4)],
        ["2", "Cấp kinh phí trực", "", "15/4/2026"],
    ]
    assert [row[:2] for row in rows_of(rules, table)] == [
        ("Xây chòi canh", ["Sở Xây dựng"]),
        ("Cấp kinh phí trực", ["Sở Tài chính"]),
    ]


@pytest.mark.parametrize(
    "heads",
    [
        ["TT", "Nội dung", "Thực hiện năm 2025", "Dự toán năm 2026"],
        ["TT", "Tên thủ tục hành chính", "Nội dung sửa đổi", "Cơ quan thực hiện"],
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"],
    ],
)
def test_tables_of_figures_and_procedures_hand_out_nothing(rules: Rulebook, heads: list[str]) -> None:
    assert rows_of(rules, [heads, ["1", "Xây chòi canh gác lửa", "Sở Xây dựng", "Sở Tài chính"]]) == []


def test_a_report_that_tells_who_did_what_hands_out_nothing(rules: Rulebook) -> None:
    table: Rows = [
        ["TT", "Cơ quan thực hiện", "Nhiệm vụ", "Kết quả"],
        ["1", "Sở Xây dựng", "Xây chòi canh", "Đã xong"],
    ]
    report = Header(type="Báo cáo", date="2026-03-05", issuer="Ủy ban nhân dân tỉnh Hòa An")
    assert rows_of(rules, table, header=report) == []
    assert len(rows_of(rules, table)) == 1
