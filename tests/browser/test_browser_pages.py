"""The pages in a real browser: they load without a complaint, are accessible, and fit narrow screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from accessible import grave

from pipeline.registry import Registry
from pipeline.web.asking import document_address

PLAIN = ("/", "/van-ban", "/van-ban?q=cai+cach", "/vao-so")
DATA = ("/registry", "/registry/files", "/registry?sql=select+1")


@pytest.mark.parametrize("path", PLAIN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_loads_quietly_and_is_accessible(visit: Callable[..., Any], path: str, scheme: str) -> None:
    page = visit(path)
    page.emulate_media(color_scheme=scheme)
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "vi"
    assert grave(page) == []


@pytest.mark.parametrize("path", DATA)
def test_datasettes_pages_load_quietly(visit: Callable[..., Any], path: str) -> None:
    page = visit(path)
    assert page.locator("header.top nav a[aria-current=page]").inner_text() == "Dữ liệu"


@pytest.mark.parametrize("width", [320, 768, 1024])
@pytest.mark.parametrize("path", ["/", "/van-ban?q=ke+hoach"])
def test_nothing_sticks_out_of_a_narrow_screen(visit: Callable[..., Any], path: str, width: int) -> None:
    page = visit(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_search_finds_without_diacritics_and_marks_the_words(visit: Callable[..., Any]) -> None:
    page = visit("/")
    page.keyboard.press("/")
    page.keyboard.type("cai cach hanh chinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/van-ban?q=*")
    assert page.locator(".result").count() >= 3
    assert page.locator(".result mark").first.inner_text().casefold() in ("cải", "cải cách hành chính")


def test_the_keyboard_reaches_the_content_past_the_navigation(visit: Callable[..., Any]) -> None:
    page = visit("/van-ban")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_text_of_a_document_is_never_run(visit: Callable[..., Any], specimens: Any) -> None:
    with Registry(specimens) as registry:
        (document,) = registry.query("SELECT document_id FROM files WHERE name = 'tan-cong.txt'")[0]
    for path in ("/van-ban?q=901/KH-UBND", document_address(document)):
        page = visit(path)
        page.wait_for_load_state("networkidle")
        assert "bị chiếm" not in page.title()
        assert page.locator("main script, main img[onerror], main svg[onload]").count() == 0
