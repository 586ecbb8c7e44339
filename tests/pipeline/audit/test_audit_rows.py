from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import audit_made as made
import pytest

from extractors.model import Check, Facts, Finding, Header, Interval, Severity, Verdict
from pipeline.audit.rows import audit_rows, key_of
from pipeline.registry import Registry
from pipeline.store import forget, rows_of, store


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(tmp_path / "r.db", write=True) as opened:
        made.hold(opened, made.FIRST)
        yield opened


def rows(registry: Registry, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in registry.query(sql)]


def test_figures_are_stored_with_what_they_count(registry: Registry) -> None:
    columns = "ordinal, text, value, value_text, unit, indicator, period_from, page, source"
    found = rows(registry, f"SELECT {columns} FROM statistics ORDER BY ordinal")
    assert len(found) == 11
    assert found[0] == (
        0, "44.333", 44333.0, "44333", "hồ sơ", "hồ sơ tiếp nhận", "2025-01-01", 1, "text",
    )  # fmt: skip
    place = "table_index, row_index, column_index"
    cells = rows(registry, f"SELECT {place} FROM statistics WHERE source = 'table'")
    assert cells == [(0, 1, 1), (0, 2, 1), (0, 3, 1)]


def test_checks_keep_both_intervals_and_their_figures(registry: Registry) -> None:
    columns = "verdict, expression, left_low, left_high, right_low, figures, detail"
    wrong, right, unknown, table = rows(registry, f"SELECT {columns} FROM checks ORDER BY ordinal")
    assert wrong[:5] == ("fails", "34.908 + 7.868 + 1.558 = 44.333", 44334.0, 44334.0, 44333.0)
    assert json.loads(wrong[5]) == [0, 1, 2, 3]
    assert json.loads(wrong[6]) == {
        "left": ["44334", "44334"], "right": ["44333", "44333"], "values": {"total": 44333},
    }  # fmt: skip
    assert json.loads(table[5]) == [10, 8, 9]
    assert right[0] == "holds" and unknown[2] is None and json.loads(unknown[6])["left"] is None


def test_findings_are_worded_in_both_languages_and_know_their_check(registry: Registry) -> None:
    sql = (
        "SELECT n.rule, n.why, n.why_en, n.scope, c.verdict FROM findings n"
        " LEFT JOIN checks c ON c.id = n.check_id ORDER BY n.id"
    )
    first, *rest = rows(registry, sql)
    assert first[0] == "parts_sum" and first[4] == "fails" and first[3] == "file"
    assert "cộng lại là 44.334, văn bản ghi 44.333" in first[1] and "off by 1" in first[2]
    assert [row[4] for row in rest] == [None, None]


def test_cells_get_their_figure_and_their_heads(registry: Registry) -> None:
    found = rows(registry, "SELECT text, value, unit, row_path, column_path FROM table_cells ORDER BY id")
    assert found[3] == ("20", 20.0, "đơn", '["Xã A"]', '["Số đơn"]')
    assert found[2] == ("Xã A", None, None, None, None)


def test_a_cell_of_two_figures_has_no_value() -> None:
    document, facts = made.first()
    twice = replace(facts.statistics[8], value=Decimal(7))
    cells = rows_of(document, replace(facts, statistics=(*facts.statistics, twice))).cells
    assert cells[3][-4:-2] == (None, None) and cells[5][-4:-2] == (30.0, "đơn")


def test_reading_again_gives_the_same_keys(registry: Registry) -> None:
    sql = "SELECT key, rule, text FROM findings ORDER BY id"
    before = rows(registry, sql)
    made.hold(registry, made.FIRST)
    assert rows(registry, sql) == before
    assert len({key for key, *_ in before}) == 3


def test_forgetting_takes_everything_out(registry: Registry) -> None:
    with registry.transaction() as connection:
        forget(connection, 1)
    for table in ("statistics", "checks", "findings", "table_cells"):
        assert rows(registry, f"SELECT count(*) FROM {table}") == [(0,)]


def test_thirty_digits_stay_exact_and_what_no_real_holds_is_null() -> None:
    document, facts = made.first()
    long, huge = Decimal("123456789012345678901234567890.5"), Decimal("1E+400")
    figures = tuple(replace(facts.statistics[0], value=value) for value in (long, huge))
    found = audit_rows(document, Facts(Header(), statistics=figures)).statistics
    assert found[0][7:9] == (pytest.approx(1.2345678901234568e29), "123456789012345678901234567890.5")
    assert found[1][7] is None and found[1][8] == "1" + "0" * 400


def test_an_open_end_is_null_and_told_exactly_in_the_detail() -> None:
    document, _ = made.first()
    over = Interval(Decimal("30"), Decimal("Infinity"))
    check = Check("percentage", Verdict.HOLDS, "x", 0, 1, over, over)
    (row,) = audit_rows(document, Facts(Header(), checks=(check,))).checks
    assert row[8:12] == (30.0, None, 30.0, None)
    assert json.loads(row[-1])["left"] == ["30", "Infinity"]


def test_the_same_words_twice_are_two_findings() -> None:
    document, _ = made.first()
    finding = Finding("malformed_number", Severity.ERROR, 0, 3, {"printed": "BÁO"})
    found = audit_rows(document, Facts(Header(), findings=(finding, finding))).findings
    assert [row[4] for row in found] == [0, 1]
    keys = {key_of("ab", row[1], row[3], row[4]) for row in found}
    assert len(keys) == 2 and all(len(key) == 16 for key in keys)


def test_many_figures_are_written_at_once(tmp_path: Path) -> None:
    document, facts = made.first()
    many = replace(facts, statistics=facts.statistics[:1] * 20_000, checks=(), findings=())
    with Registry(tmp_path / "many.db", write=True) as registry, registry.transaction() as connection:
        connection.execute("INSERT INTO runs VALUES (1, '', '', 'done', '', '[]', 0, 0, 0, 0, 0)")
        store(connection, "ab", 9, "a.txt", "v1", 1, rows_of(document, many))
        (count,) = connection.execute("SELECT count(DISTINCT ordinal) FROM statistics").fetchone()
    assert count == 20_000
