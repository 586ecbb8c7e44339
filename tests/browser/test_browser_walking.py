"""Graph, plans and decisions, indicators and tables in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from accessible import grave

GRAPH = "/do-thi/vn/ubnd-tinh-hoa-an/qd/2025/634"
PLANS = "/ke-hoach-quyet-dinh"
SERIES = f"/chi-tieu/xem?ten={quote('hồ sơ · đúng hạn')}"
OWN = ("/do-thi", GRAPH, PLANS, f"{PLANS}?kieu=ma-tran", "/chi-tieu", SERIES)
DATA = (
    "/registry",
    "/registry/documents",
    "/registry/files/1",
    "/registry/citations?_facet=relation&relation__exact=implements",
    "/registry?sql=select+*+from+citations",
)


@pytest.mark.parametrize("path", OWN + DATA)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_loads_quietly_and_is_accessible(visit: Callable[..., Any], path: str, scheme: str) -> None:
    page = visit(path)
    page.emulate_media(color_scheme=scheme)
    assert page.locator("h1").count() == 1
    assert grave(page) == []


@pytest.mark.parametrize("width", [320, 1024])
@pytest.mark.parametrize("path", OWN + DATA)
def test_nothing_sticks_out_of_a_narrow_screen(visit: Callable[..., Any], path: str, width: int) -> None:
    page = visit(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_click_on_a_card_walks_and_its_sheet_opens_the_document(visit: Callable[..., Any]) -> None:
    page = visit(GRAPH)
    card = page.locator("g[data-id='vn/ubnd-tinh-hoa-an/qd/2025/112']")
    assert card.locator("a.sheet").get_attribute("href") == "/van-ban/vn/ubnd-tinh-hoa-an/qd/2025/112"
    card.locator("a.walk").click()
    page.wait_for_url("**/do-thi/vn/ubnd-tinh-hoa-an/qd/2025/112")
    assert "112/QĐ-UBND" in page.locator("h1").inner_text()
    page.go_back()
    assert "634/QĐ-UBND" in page.locator("h1").inner_text()


def test_the_graph_can_be_walked_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit(GRAPH)
    page.locator(".drawing a.walk").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: not address.endswith("qd/2025/634"))
    assert page.locator(".drawing").count() == 1


def test_relations_are_filtered_by_the_form(visit: Callable[..., Any]) -> None:
    page = visit(GRAPH)
    page.locator("input[value=implements]").check()
    page.get_by_label("Số bước").select_option("2")
    page.get_by_role("button", name="Vẽ lại").click()
    page.wait_for_url("**quan-he=implements**")
    signs = page.locator("tbody .qh-sign").all_inner_texts()
    assert set(signs) == {"thực hiện"}


def test_the_drawing_is_saved_as_png(visit: Callable[..., Any], tmp_path: Path) -> None:
    page = visit(GRAPH)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.suffix == ".png"
    assert saved.read_bytes().startswith(b"\x89PNG")


def test_a_cell_of_the_matrix_leads_to_the_words(visit: Callable[..., Any]) -> None:
    page = visit(f"{PLANS}?kieu=ma-tran")
    page.locator(".matrix td a").first.click()
    page.wait_for_url("**kh=**qd=**")
    assert page.locator("td.words").count() >= 1


def test_a_bar_leads_to_its_document(visit: Callable[..., Any]) -> None:
    page = visit(SERIES)
    assert page.locator(".chuoi a").first.get_attribute("href").startswith("/van-ban/vn/")


def test_tables_are_sorted_and_filtered_without_a_script(visit: Callable[..., Any]) -> None:
    page = visit("/registry/documents")
    page.locator("select[name=_filter_column]").select_option("type")
    page.locator("input[name=_filter_value]").fill("Kế hoạch")
    page.get_by_role("button", name="Áp dụng").click()
    page.wait_for_url("**type__exact=**")
    assert set(page.locator("td.col-type").all_inner_texts()) == {"Kế hoạch"}
