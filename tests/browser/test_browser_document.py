"""The page of a document in a real browser: cards beside marks, the keyboard, narrow screens, boxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from accessible import grave

from pipeline.registry import Registry
from pipeline.web.asking import document_address

REPORT = document_address("vn/ubnd-tinh-hoa-an/bc/2025/402")
DECISION = document_address("vn/ubnd-tinh-hoa-an/qd/2025/634")
CITED = document_address("vn/quoc-hoi/luat/2025/72")
PAGES = (REPORT, DECISION, CITED, f"{DECISION}?phan=vien-dan&huong=den")


@pytest.fixture
def leaf(specimens: Path) -> str:
    with Registry(specimens) as registry:
        (sha,) = registry.query("SELECT sha256 FROM files WHERE name = 'bao-cao-402-ubnd-hoa-an.pdf'")[0]
    return f"/tep/{sha[:12]}/trang/1"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_document_is_accessible(visit: Callable[..., Any], path: str, scheme: str) -> None:
    page = visit(path)
    page.emulate_media(color_scheme=scheme)
    assert page.locator("h1").count() == 1
    assert grave(page) == []


def test_a_page_of_a_file_is_accessible_and_its_picture_is_there(
    visit: Callable[..., Any], leaf: str
) -> None:
    page = visit(leaf)
    page.wait_for_load_state("networkidle")
    assert grave(page) == []
    drawn = page.evaluate(
        "fetch(document.querySelector('.sheet image').href.baseVal).then(answer => answer.status)"
    )
    assert drawn == 200


@pytest.mark.parametrize("width", [320, 768, 1024])
@pytest.mark.parametrize("path", [REPORT, CITED, f"{DECISION}?phan=vien-dan&huong=den"])
def test_nothing_sticks_out(visit: Callable[..., Any], path: str, width: int) -> None:
    page = visit(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_of_a_file_fits_a_phone(visit: Callable[..., Any], leaf: str) -> None:
    page = visit(leaf, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_pointing_at_a_mark_shows_its_card(visit: Callable[..., Any]) -> None:
    page = visit(REPORT)
    page.locator(".text a.m-ref", has_text="Kế hoạch số 58").hover()
    card = page.locator(".popover")
    card.wait_for()
    assert "Kế hoạch 58/KH-UBND" in card.inner_text()
    page.locator("h1").hover()
    card.wait_for(state="detached")


def test_by_keyboard_a_card_opens_holds_its_links_and_closes_with_escape(visit: Callable[..., Any]) -> None:
    page = visit(REPORT)
    mark = page.locator(".text a.flag.error").first
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator(".popover[role=dialog]")
    card.wait_for()
    assert "Mức tăng, giảm không khớp" in card.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.popover') !== null")
    assert "/ra-soat/" in page.evaluate("document.activeElement.href")
    page.keyboard.press("Escape")
    assert card.count() == 0
    assert mark.evaluate("mark => mark === document.activeElement")


def test_a_box_on_the_picture_shows_the_same_card(visit: Callable[..., Any], leaf: str) -> None:
    page = visit(leaf)
    page.locator(".sheet a.error text").first.click()
    assert "Mức tăng, giảm không khớp" in page.locator(".popover").inner_text()


def test_without_script_the_link_leads_to_the_card(browser: Any, server: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + REPORT)
    page.locator(".text a.m-ref", has_text="Kế hoạch số 58").click()
    card = page.locator(".card:target")
    assert "Kế hoạch 58/KH-UBND" in card.inner_text()
    card.locator("a.back").click()
    assert "Kế hoạch số 58" in page.locator(".text a:target").inner_text()
    context.close()


def test_kinds_are_switched_and_the_drawing_walks(visit: Callable[..., Any]) -> None:
    page = visit(DECISION)
    page.locator(".legend a.switch").first.click()
    page.wait_for_url("**dau=*")
    assert page.locator(".text .m-ref").count() == 0
    page = visit(DECISION)
    first = page.locator(".luoc-do a").first
    target = first.get_attribute("href")
    first.locator("rect").first.click()
    page.wait_for_url(f"**{target}")
