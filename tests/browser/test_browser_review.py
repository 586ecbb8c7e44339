"""Findings and tasks in a real browser: accessible, on narrow screens, decided by the keyboard, kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from accessible import grave

from pipeline.registry import Registry


def first(registry: Path, table: str, condition: str = "1") -> str:
    with Registry(registry) as opened:
        return str(opened.query(f"SELECT key FROM {table} WHERE {condition} ORDER BY id LIMIT 1")[0][0])


def addresses(registry: Path) -> dict[str, str]:
    task = first(registry, "tasks", "id IN (SELECT task_id FROM task_links) AND copy_of IS NULL")
    return {
        "findings": "/ra-soat",
        "finding": f"/ra-soat/{first(registry, 'findings', 'check_id IS NOT NULL')}",
        "contradiction": f"/ra-soat/{first(registry, 'findings', 'other_file_id IS NOT NULL')}",
        "board": "/nhiem-vu",
        "list": "/nhiem-vu?xem=danh-sach",
        "bodies": "/nhiem-vu?xem=co-quan",
        "task": f"/nhiem-vu/{task}",
    }


NAMES = ("findings", "finding", "contradiction", "board", "list", "bodies", "task")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible_with_its_forms(
    visit: Callable[..., Any], server: Any, specimens: Path, name: str, scheme: str
) -> None:
    page = visit(server.entry)
    page.emulate_media(color_scheme=scheme)
    page.goto(server.address + addresses(specimens)[name])
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert grave(page) == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 1024])
def test_nothing_sticks_out_of_a_narrow_screen(
    visit: Callable[..., Any], specimens: Path, name: str, width: int
) -> None:
    page = visit(addresses(specimens)[name], width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_decision_by_the_keyboard_survives_a_restart(
    visit: Callable[..., Any], serve: Callable[..., Any], specimens: Path, tmp_path: Path
) -> None:
    registry = tmp_path / "own.db"
    shutil.copyfile(specimens, registry)
    address = addresses(registry)["finding"]
    with serve(registry) as running:
        page = visit(running.entry)
        page.goto(running.address + address)
        page.locator("textarea").focus()
        page.keyboard.type("số liệu đã đính chính")
        page.keyboard.press("Tab")
        page.keyboard.type("Nguyễn Thị An")
        page.keyboard.press("Tab")  # accept
        page.keyboard.press("Tab")  # dismiss
        page.keyboard.press("Enter")
        page.locator(".decided.dismissed").wait_for()
    with serve(registry) as running:
        told = visit(running.address + address).locator(".decided").inner_text()
        assert "Nguyễn Thị An" in told
        assert "số liệu đã đính chính" in told


def test_a_correction_of_a_task_shows_in_its_list(
    visit: Callable[..., Any], serve: Callable[..., Any], specimens: Path, tmp_path: Path
) -> None:
    registry = tmp_path / "own.db"
    shutil.copyfile(specimens, registry)
    address = addresses(registry)["task"]
    with serve(registry) as running:
        page = visit(running.entry)
        page.goto(running.address + address)
        page.locator("summary", has_text="Sửa cơ quan chủ trì").click()
        page.locator("textarea[name=chu-tri]").fill("Sở Thử Nghiệm")
        page.locator("button", has_text="Ghi cơ quan chủ trì").click()
        page.locator("[role=status]").wait_for()
        page.goto(f"{running.address}/nhiem-vu?xem=danh-sach&chu-tri=so+thu+nghiem")
        assert page.locator("table.tasks tbody tr").count() == 1
