from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import registry_specimen as specimen

from pipeline.dossier import Dossier, dossier, sheet
from pipeline.dossier_page import page
from pipeline.registry import Registry

AS_OF = "2026-01-01"


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(tmp_path / "r.db", write=True) as opened:
        with opened.transaction() as connection:
            for key, kind, date in (
                ("old", "Quyết định", "2020-01-01"),
                ("new", "Quyết định", "2025-05-12"),
                ("later", "Quyết định", "2026-05-12"),
                ("plan", "Kế hoạch", "2025-03-01"),
                ("report", "Báo cáo", "2025-12-01"),
            ):
                specimen.add_document(connection, key, kind, date)
            specimen.add_edge(connection, "new", "replaces", "old")
            specimen.add_edge(connection, "new", "replaces", "old", by="report")
            specimen.add_edge(connection, "later", "repeals", "old")
            specimen.add_edge(connection, "plan", "replaces", "old")
            specimen.add_edge(connection, "plan", "based_on", "old")
            specimen.add_edge(connection, "old", "repeals", "plan", pinpoint="Điều 4")
            for key in range(12):
                specimen.add_document(connection, f"base-{key:02}", "Luật", f"2010-01-{key + 1:02}")
                specimen.add_edge(connection, "old", "based_on", f"base-{key:02}")
        yield opened


def test_the_groups_of_a_document(registry: Registry) -> None:
    found = dossier(registry, "old", AS_OF, 10)
    assert [(group.direction, group.relation, group.count, len(group.rows)) for group in found.groups] == [
        ("cites", "based_on", 12, 10),
        ("cites", "repeals", 1, 1),
        ("cited_by", "based_on", 1, 1),
        ("cited_by", "replaces", 3, 3),
        ("cited_by", "repeals", 1, 1),
    ]


def test_the_page_explains_the_standing(registry: Registry) -> None:
    text = page(dossier(registry, "old", AS_OF, 10), "en")
    for line in (
        "On 2026-01-01: replaced since 2025-05-12 by new.",
        "    Replaced by new · 2025-05-12 · according to report",
        "  Later:",
        "    Repealed by later · 2026-05-12",
        "  Said, but not counted:",
        "Cites (13)",
        "  Based on (Văn bản được căn cứ): 12",
        "    … and 2 more (--limit)",
        "Cited by (5)",
        "  Replaced by: 3",
    ):
        assert line in text.splitlines()
    assert "“replaces old” new.txt, page 1" in text
    assert "plan · 2025-03-01 · Ủy ban nhân dân tỉnh Hạ Sơn · not counted" in text


def test_the_page_in_vietnamese(registry: Registry) -> None:
    text = page(dossier(registry, "old", AS_OF, 10), "vi")
    for words in (
        "Tại ngày 2026-01-01: đã bị thay thế (hết hiệu lực toàn bộ) từ 2025-05-12 bởi new.",
        "Căn cứ (Văn bản được căn cứ): 12",
        "Bị thay thế bởi: 3",
        "theo report",
        "Có văn bản nói, nhưng không tính:",
    ):
        assert words in text


@pytest.mark.parametrize("columns", ["60", "100", "200"])
def test_the_page_fits_the_terminal(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = page(dossier(registry, "old", AS_OF, 10), "vi").splitlines()
    files = next(index for index, line in enumerate(lines) if line == "Tệp" or line.startswith("Sổ không có"))
    assert all(len(line) <= int(columns) for line in lines[:files])


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("report", "On 2026-01-01: in force since 2025-12-01; no document in the registry says otherwise."),
        ("later", "On 2026-01-01: not yet in force, but from 2026-05-12."),
        ("ended", "On 2026-01-01: expired; its last day was 2024-12-31."),
        (
            "undated",
            "On 2026-01-01: unknown; its own date is not known and no document in the registry tells.",
        ),
        ("plan", "On 2026-01-01: in force since 2025-03-01; no document in the registry says otherwise."),
    ],
)
def test_a_standing_that_nothing_changes(registry: Registry, document: str, words: str) -> None:
    with registry.transaction() as connection:
        specimen.add_document(connection, "ended", date="2020-01-01", effective_to="2024-12-31")
        specimen.add_document(connection, "undated")
    assert words in page(dossier(registry, document, AS_OF, 10), "en").splitlines()


def test_the_object_and_the_sheet_hold_the_same(registry: Registry) -> None:
    found = dossier(registry, "old", AS_OF)
    told = json.loads(json.dumps(found.as_object()))
    assert told["standing"]["state"] == "replaced"
    assert told["standing"]["by"] == "new"
    assert [change["clause"] for change in told["standing"]["later"]] == ["repeals old"]
    assert told["counts"] == {
        "cites": {"based_on": 12, "repeals": 1},
        "cited_by": {"based_on": 1, "replaces": 3, "repeals": 1},
    }
    rows = list(sheet(found).records())
    assert [row["direction"] for row in rows] == ["document"] + ["cites"] * 13 + ["cited_by"] * 5
    assert (rows[0]["state"], rows[0]["since"], rows[0]["changed_by"]) == ("replaced", "2025-05-12", "new")
    for direction in ("cites", "cited_by"):
        listed = [row["clause"] for row in rows if row["direction"] == direction]
        assert listed == [row["clause"] for row in told[direction]]


def test_a_dossier_of_what_is_only_known(registry: Registry) -> None:
    with registry.transaction() as connection:
        connection.execute("DELETE FROM files WHERE document_id = 'base-00'")
    found: Dossier = dossier(registry, "base-00", AS_OF)
    assert "No file of it is in the registry" in page(found, "en")
