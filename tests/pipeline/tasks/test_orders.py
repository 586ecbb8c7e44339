from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import register_made as made

from pipeline.dossier import dossier, sheet
from pipeline.dossier_page import page
from pipeline.refs import find_document
from pipeline.registry import Registry
from pipeline.tasks import linking
from pipeline.tasks.joins import Joined
from pipeline.tasks.model import LinkKind


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with made.opened(tmp_path) as opened:
        made.join_all(opened)
        yield opened


def test_a_document_shows_the_tasks_that_it_gives(registry: Registry) -> None:
    found = dossier(registry, find_document(registry, "10/KH-UBND"), "2026-09-01")
    english, vietnamese = (page(found, lang) for lang in ("en", "vi"))
    assert "Assigns (3)" in english.splitlines() and "Giao nhiệm vụ (3)" in vietnamese.splitlines()
    assert "· Sở Nội vụ tỉnh Hòa An · trước ngày 30/6/2026" in english
    assert f"“{made.BUDGET}” ke-hoach.txt, page 2" in " ".join(english.split())
    assert "đã hoàn thành ngày 29/6/2026 (Công văn 55/SNV-TC), đúng hạn;" in " ".join(vietnamese.split())
    listed = [line for line in english.splitlines() if "Sở Nội vụ tỉnh Hòa An · " in line]
    assert len(listed) == 1


def test_the_object_and_the_sheet_hold_the_tasks(registry: Registry) -> None:
    found = dossier(registry, find_document(registry, "20/TB-UBND"), "2026-09-01")
    tasks = json.loads(json.dumps(found.as_object()))["tasks"]
    assert [task["words"] for task in tasks] == [made.AGAIN, made.MARKET, made.ADVISE]
    first = tasks[0]
    assert (first["due"], first["status"], first["file"]) == ("2026-07-31", "done_in_time", made.NOTICE)
    rows = [row for row in sheet(found).records() if row["direction"] == "task"]
    assert [row["words"] for row in rows] == [task["words"] for task in tasks]
    assert all(row["key"] and row["why"] for row in rows)


def test_what_text_and_annex_both_give_is_told_once(tmp_path: Path) -> None:
    with made.opened(tmp_path, made.NOTICE) as registry:
        plan = made.plan()
        annex = made.task(made.AGAIN, [made.NOI_VU], cell=(0, 2), product="Danh mục")
        made.put(registry, made.PLAN, replace(plan, tasks=(*plan.tasks, annex)))
        made.join_all(registry, ())
        ids = {row[0]: row[1] for row in registry.query("SELECT text, id FROM tasks WHERE file_id = 2")}
        ends = ids[made.CATALOGUE], ids[made.AGAIN]
        within = [Joined(ends[0], LinkKind.SAME, True, "It is so.", "Cùng việc.", ends[1])]
        with registry.transaction() as connection:
            linking.renew(connection, lambda *_: within)
        found = dossier(registry, find_document(registry, "10/KH-UBND"), "2026-09-01").orders
        assert [one.text for one in found.tasks] == [made.CATALOGUE, made.BUDGET, made.MARKET]
        assert found.tasks[0].product == "Danh mục"


def test_the_first_tasks_are_shown_and_the_others_counted(registry: Registry) -> None:
    found = dossier(registry, find_document(registry, "10/KH-UBND"), "2026-09-01", 2)
    assert (found.orders.count, len(found.orders.tasks)) == (3, 2)
    assert "… and 1 more (--limit)" in page(found, "en")


def test_a_document_without_tasks_says_nothing_of_them(registry: Registry) -> None:
    assert "Assigns" not in page(dossier(registry, find_document(registry, "30/BC-SNV"), "2026-09-01"), "en")


@pytest.mark.parametrize("columns", ["60", "120"])
def test_the_tasks_fit_the_terminal(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = page(dossier(registry, find_document(registry, "10/KH-UBND"), "2026-09-01"), "vi").splitlines()
    own = lines[lines.index("Giao nhiệm vụ (3)") :]
    assert own and all(len(line) <= int(columns) for line in own)
