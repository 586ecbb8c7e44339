"""The highlighted page in a real browser, from file://: accessible, narrow, switched, without its script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accessible import grave

from extractors.rulebook import load_rules
from pipeline.highlight.page import page as made
from pipeline.highlight.run import shown

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("highlight")
    told = shown(CORPUS / "bao-cao-402-ubnd-hoa-an.pdf", load_rules(), None, "2026-01-01", folder, "vi")
    (folder / "a.html").write_text(made(told, "vi"), encoding="utf-8")
    return (folder / "a.html").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(visit: Any, address: str, scheme: str) -> None:
    page = visit(address)
    page.emulate_media(color_scheme=scheme)
    assert grave(page) == []


@pytest.mark.parametrize("width", [320, 768, 1024, 1600])
def test_nothing_sticks_out(visit: Any, address: str, width: int) -> None:
    page = visit(address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_marks_lead_to_entries_and_back(visit: Any, address: str) -> None:
    page = visit(address)
    page.click("#mr1-1")
    assert page.evaluate("document.querySelector(':target').id") == "r1"
    page.click("#r1 .code")
    assert page.evaluate("document.querySelector(':target').id") == "mr1-1"


def test_layers_are_switched_and_the_index_is_filtered(visit: Any, address: str) -> None:
    page = visit(address)
    page.uncheck("#s-reference")
    assert not page.is_visible("#i-reference") and page.is_visible("#i-figure")
    assert page.evaluate("getComputedStyle(document.querySelector('#mr1-1')).textDecorationLine") == "none"
    page.check("#s-reference")
    page.fill(".filter input", "9120 cong van")
    assert page.is_visible("#r1") and not page.is_visible("#f1")
    page.click('button[data-next="x"]')
    assert page.evaluate("location.hash") == "#mx1-1"


def test_it_is_whole_without_its_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.is_visible("#r1") and page.is_visible("#mr1-1") and not page.is_visible("button")
    page.uncheck("#s-reference")
    assert not page.is_visible("#i-reference")
    context.close()
