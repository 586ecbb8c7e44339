from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_files import TINH, document, header, mention

from extractors.model import Block, BlockKind, Box, Cell, Document, Facts, Line, Table
from pipeline.registry import Registry
from pipeline.search_text import match_query
from pipeline.store import forget, rows_of, store

FACTS = (
    "texts", "blocks", "table_cells", "mentions", "statistics", "checks", "findings", "tasks", "task_bodies",
    "task_references", "outcomes", "outcome_references", "task_links", "citations",
)  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(tmp_path / "r.db", write=True) as opened, opened.transaction() as connection:
        connection.execute(
            "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'running', '', '[]')"
        )
        yield opened


def hold(registry: Registry, text: str, sha256: str = "ab", subject: str | None = None) -> int:
    facts = Facts(header(subject=subject), (mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH),))
    return store(registry.connection, sha256, 9, "a.txt", "v1", 1, rows_of(document(text), facts))


def found(registry: Registry, words: str) -> list[int]:
    rows = registry.query("SELECT rowid FROM search_index WHERE search_index MATCH ?", (match_query(words),))
    return [row[0] for row in rows]


def counts(registry: Registry) -> dict[str, int]:
    return {table: registry.query(f"SELECT count(*) FROM {table}")[0][0] for table in FACTS}


def test_facts_are_stored_with_words_and_page(registry: Registry) -> None:
    file_id = hold(registry, "Quyết định số 48/QĐ-UBND của tỉnh")
    row = registry.query("SELECT * FROM mentions")[0]
    assert (row["file_id"], row["number"], row["symbol"], row["page"]) == (file_id, "48", "QĐ-UBND", 1)
    assert (row["issuer"], row["borne_by"], row["status"]) == (TINH, "self", None)
    file = registry.query("SELECT * FROM files")[0]
    assert (file["status"], file["type"], file["number"], file["characters"]) == (
        "registered", "Kế hoạch", "12", 33,
    )  # fmt: skip
    assert registry.setting("unresolved") == "1"


@pytest.mark.parametrize(
    "words", ["dong thap", "Đồng Tháp", "ke hoach 12/KH-UBND", "chuyen doi so", '"so hoa ho so"']
)
def test_words_are_found_without_diacritics(registry: Registry, words: str) -> None:
    file_id = hold(registry, "Tỉnh Đồng Tháp số hóa hồ sơ", subject="Chuyển đổi số năm 2025")
    hold(registry, "Tỉnh Tháp Đông", sha256="cd", subject="Phòng cháy")
    assert file_id in found(registry, words)


def test_other_words_are_not_found(registry: Registry) -> None:
    hold(registry, "Tỉnh Đồng Tháp")
    assert found(registry, "dong nai") == []
    assert found(registry, '"thap dong"') == []


def test_forgetting_leaves_no_fact_and_no_word(registry: Registry) -> None:
    file_id = hold(registry, "Tỉnh Đồng Tháp", subject="Chuyển đổi số")
    other = hold(registry, "Tỉnh Đồng Tháp khác", sha256="cd")
    registry.connection.execute(
        "INSERT INTO findings (file_id, key, scope, rule, severity, text, occurrence, start_offset,"
        " end_offset, why, why_en, other_file_id) VALUES"
        " (?, 'k', 'file', 'r', 'info', '', 0, 0, 0, 'w', 'w', ?),"
        " (?, 'l', 'registry', 'r', 'info', '', 0, 0, 0, 'w', 'w', ?)",
        (file_id, file_id, other, file_id),
    )
    forget(registry.connection, file_id)
    assert found(registry, "dong thap") == [other]
    assert found(registry, "chuyen doi so") == []
    assert counts(registry) == {**dict.fromkeys(FACTS, 0), "texts": 1, "blocks": 1, "mentions": 1}
    row = registry.query("SELECT status, type, subject FROM files WHERE id = ?", (file_id,))[0]
    assert tuple(row) == ("removed", None, None)
    registry.query("INSERT INTO search_index (search_index) VALUES ('integrity-check')")


def test_storing_again_replaces(registry: Registry) -> None:
    first = hold(registry, "bản cũ về Đồng Tháp")
    again = hold(registry, "bản mới về Lào Cai")
    assert first == again
    assert counts(registry)["mentions"] == counts(registry)["texts"] == 1
    assert found(registry, "dong thap") == [] and found(registry, "lao cai") == [first]


def test_forgetting_twice_changes_nothing(registry: Registry) -> None:
    file_id = hold(registry, "Tỉnh Đồng Tháp")
    forget(registry.connection, file_id)
    forget(registry.connection, file_id)
    assert found(registry, "dong thap") == []


def test_tables_of_data_are_kept_and_letterheads_are_not() -> None:
    text = "Sở\nHồ sơ\n120"
    cells = (Cell(0, 0, 1, 1, 3, 8), Cell(0, 1, 1, 2, 9, 12))
    blocks = (
        Block(BlockKind.CELL, 0, 2, 1, (), (), 0),
        Block(BlockKind.CELL, 3, 8, 2, ("II", "1"), (Line(3, 8, 2, Box(1.04, 2, 3, 4)),), 1),
        Block(BlockKind.CELL, 9, 12, 2, (), (), 1),
    )
    tables = (
        Table(0, 2, 1, 1, 1, (Cell(0, 0, 1, 1, 0, 2),), layout=True),
        Table(3, 12, 2, 1, 2, cells),
    )
    rows = rows_of(Document("a.pdf", "application/pdf", "pdf", 2, text, blocks, tables), Facts(header()))
    assert rows.cells == [
        (1, 0, 0, 1, 1, 3, 8, 2, "Hồ sơ", None, None, None, None),
        (1, 0, 1, 1, 2, 9, 12, 2, "120", None, None, None, None),
    ]
    assert rows.blocks[1] == (1, "cell", 3, 8, 2, "II / 1", 1, "[[3,8,2,1.0,2,3,4]]")
    assert rows.blocks[0][-1] is None
