from __future__ import annotations

import re
from pathlib import Path

import pytest
from graph_made import MIDDLE, Cite, Doc, build, star
from selectolax.parser import HTMLParser

from pipeline.graph.neighbourhood import neighbourhood
from pipeline.graph.page import page
from pipeline.registry import Registry


def written(
    tmp_path: Path, documents: list[Doc], citations: list[Cite], lang: str = "vi", limit: int = 40
) -> str:
    path = build(tmp_path / "r.db", documents, citations)
    with Registry(path) as registry:
        return page(neighbourhood(registry, MIDDLE, limit=limit), lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_needs_nothing_from_elsewhere(tmp_path: Path, lang: str) -> None:
    text = written(tmp_path, *star(12), lang=lang)
    assert text.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
    assert set(re.findall(r"https?://[^\"' ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<script|<link|<img|@import|url\(|\son\w+=", text)
    assert "prefers-color-scheme: dark" in text and "@media print" in text


def test_every_edge_stands_beneath_with_its_words_and_place(tmp_path: Path) -> None:
    documents, citations = star(12)
    tree = HTMLParser(written(tmp_path, documents, citations))
    rows = [[cell.text() for cell in row.css("td")] for row in tree.css("tbody tr")]
    assert len(rows) == len(citations)
    assert all(words and file == "báo cáo & <số> 1.docx" and place for *_, words, file, place, _ in rows)
    assert {row[7] for row in rows} == {"", "Quyết định 1/QĐ-UBND"}
    links = {link.attributes["href"] for link in tree.css("td a")}
    assert links == {f"#{card.attributes['id']}" for card in tree.css("svg g[data-id]")}


def test_what_is_in_a_document_is_never_markup(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    documents = [Doc(MIDDLE, hostile, issuer=hostile, subject=hostile), Doc("a", hostile)]
    tree = HTMLParser(written(tmp_path, documents, [Cite("a", MIDDLE, words=hostile)]))
    assert not tree.css("script")
    assert hostile in (tree.css_first("h1").text() if tree.css_first("h1") else "")


def test_a_document_without_edges_has_a_picture_and_no_table(tmp_path: Path) -> None:
    text = written(tmp_path, *star(0))
    assert len(HTMLParser(text).css("svg g[data-id]")) == 1
    assert "<table>" not in text
    assert "Sổ chưa ghi quan hệ nào" in text


def test_what_the_limit_left_out_is_told(tmp_path: Path) -> None:
    assert "… và 8 văn bản nữa; hãy tăng --limit" in written(tmp_path, *star(12), limit=5)
