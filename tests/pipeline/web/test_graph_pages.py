"""The graph in the browser: where it starts, walking, filters, edges with their words, files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pipeline.registry import Registry

HUB = "vn/ubnd-tinh-hoa-an/qd/2025/634"
PAGE = f"/do-thi/{HUB}"
_CARD = re.compile(r'<a class="walk" href="(/do-thi/[^"?]+)')
_ROWS = re.compile(r"<tr><td data-head=")


def test_the_start_offers_the_documents_with_most_relations_and_a_search(reader: Any) -> None:
    page = reader.get("/do-thi")
    assert page.status_code == 200
    assert f'href="{PAGE}"' in page.text
    assert 'name="q"' in page.text


@pytest.mark.parametrize("typed", ["634/QĐ-UBND", "quyet dinh 634/qd-ubnd", HUB])
def test_a_number_or_an_id_leads_straight_to_the_graph(reader: Any, typed: str) -> None:
    answer = reader.get("/do-thi", params={"q": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)


def test_words_are_answered_with_a_choice_and_nonsense_with_advice(reader: Any) -> None:
    assert f'href="{PAGE}"' in reader.get("/do-thi", params={"q": "quy che phoi hop mot cua"}).text
    none = reader.get("/do-thi", params={"q": "xyzzy"})
    assert "Không có văn bản nào khớp" in none.text
    assert "<script>" not in reader.get("/do-thi", params={"q": "<script>x"}).text


def test_every_card_walks_on_and_offers_its_document(reader: Any) -> None:
    page = reader.get(PAGE).text
    cards = set(_CARD.findall(page))
    assert len(cards) > 10
    assert PAGE not in cards  # one is there already
    assert page.count('<a class="sheet" href="/van-ban/') == len(cards) + 1
    for card in sorted(cards)[:5]:
        assert reader.get(card).status_code == 200


def test_walking_keeps_the_wishes(reader: Any) -> None:
    page = reader.get(f"{PAGE}?sau=2&toi-da=20&quan-he=implements").text
    assert re.search(r'class="walk" href="/do-thi/[^"]+\?sau=2&amp;quan-he=implements&amp;toi-da=20"', page)


def test_only_the_chosen_relations_are_drawn_and_listed(reader: Any) -> None:
    every, one = (
        json.loads(reader.get(f"{PAGE}?xuat=json{rest}").text)["edges"]
        for rest in ("", "&quan-he=implements")
    )
    assert {edge["relation"] for edge in one} == {"implements"} < {edge["relation"] for edge in every}
    two = reader.get(f"{PAGE}?xuat=json&quan-he=implements&quan-he=based_on").json()["edges"]
    assert {edge["relation"] for edge in two} == {"implements", "based_on"}
    page = reader.get(f"{PAGE}?quan-he=implements").text
    assert 'value="implements" checked' in page
    assert len(_ROWS.findall(page)) == len(one)


def test_the_table_has_the_words_and_their_place(reader: Any) -> None:
    page = reader.get(PAGE).text
    assert "bao-cao-402-ubnd-hoa-an.pdf, trang 1" in page
    assert "nêu</span>" in page  # an edge that a third document asserts


def test_a_limit_says_what_is_left_out(reader: Any) -> None:
    page = reader.get(f"{PAGE}?toi-da=20&sau=2").text
    assert "không vẽ hết" in page
    assert len(_CARD.findall(page)) == 19


def test_the_page_has_no_style_of_its_own_and_the_dark_rules_come_from_one_place(reader: Any) -> None:
    page = reader.get(PAGE).text
    assert "<style" not in page
    assert " style=" not in page
    rules = reader.get("/vanthu/hinh.css")
    assert rules.headers["content-type"].startswith("text/css")
    assert ".luoc-do .card" in rules.text
    assert ".chuoi .bar" in rules.text
    assert ".qh-implements" in rules.text


@pytest.mark.parametrize("kind", ["svg", "graphml", "gexf"])
def test_files_of_the_graph_are_well_formed(reader: Any, kind: str) -> None:
    answer = reader.get(f"{PAGE}?xuat={kind}")
    assert f"do-thi-ubnd-tinh-hoa-an-qd-2025-634.{kind}" in answer.headers["content-disposition"]
    assert len(list(ElementTree.fromstring(answer.content).iter())) > 40
    assert b"<a " not in answer.content  # links lead nowhere from a file


def test_edges_as_sheets(reader: Any) -> None:
    lines = reader.get(f"{PAGE}?xuat=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("citing,relation,cited,mentions,words,file,page")
    assert len(lines) - 1 == len(reader.get(f"{PAGE}?xuat=json").json()["edges"])
    assert reader.get(f"{PAGE}?xuat=xlsx").content.startswith(b"PK")
    assert reader.get(f"{PAGE}?xuat=dot").text.startswith("digraph")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/do-thi", "chưa có gì để vẽ"),
        ("/do-thi?q=1/KH-UBND", "Không có văn bản nào khớp"),
        ("/ke-hoach-quyet-dinh", "Sổ chưa có kế hoạch nào viện dẫn quyết định"),
        ("/ke-hoach-quyet-dinh?kieu=ma-tran", "Sổ chưa có kế hoạch nào viện dẫn quyết định"),
        ("/chi-tieu", "Sổ chưa có số liệu nào"),
        ("/registry", "Câu hỏi thường gặp"),
        ("/registry/documents", "Không có dòng nào khớp"),
    ],
)
def test_an_empty_registry_is_said_to_be_empty(
    browse: Callable[..., Any], tmp_path: Path, path: str, told: str
) -> None:
    Registry(tmp_path / "empty.db", write=True).close()
    answer = browse(tmp_path / "empty.db").get(path)
    assert (answer.status_code, told in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/do-thi/vn/khong/co", 404, "Sổ không có văn bản nào mang mã"),
        ("/do-thi/%3Cscript%3E", 404, "&lt;script&gt;"),
        (f"{PAGE}?sau=7", 400, "1, 2, 3"),
        (f"{PAGE}?toi-da=100000", 400, "20, 40, 60, 100"),
        (f"{PAGE}?xuat=png", 400, "graphml"),
    ],
)
def test_what_cannot_be_drawn_is_told(reader: Any, path: str, status: int, told: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, told in answer.text) == (status, True)
