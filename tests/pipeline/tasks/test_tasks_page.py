from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import assigned_made as made
import pytest

from pipeline.tasks.groups import Listed, ordered
from pipeline.tasks.page import page

_VOID = {"meta", "br"}


class _Tree(HTMLParser):
    """Holds that every tag is closed, and collects what the page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def made_page(*tasks: made.Assigned, lang: str = "vi") -> str:
    return page(Listed(ordered(tasks or made.ALL), made.AS_OF, None, date(2026, 12, 31)), lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_is_whole_and_needs_nothing_from_elsewhere(lang: str) -> None:
    html = made_page(lang=lang)
    tree = _Tree()
    tree.feed(html)
    assert not tree.open and html.startswith("<!DOCTYPE html>") and f'<html lang="{lang}">' in html
    assert {tag for tag, _ in tree.seen}.isdisjoint({"script", "img", "link", "iframe"})
    assert "http" not in re.sub(r'http-equiv="[^"]+"', "", html) and "url(" not in html
    ids = [attributes["id"] for _, attributes in tree.seen if attributes.get("id")]
    links = [attributes["href"] for tag, attributes in tree.seen if tag == "a"]
    assert len(ids) == len(set(ids)) and {str(link)[1:] for link in links} <= set(ids)
    assert "prefers-color-scheme: dark" in html and "@media print" in html


def test_the_page_counts_and_lists_by_body() -> None:
    html = made_page()
    assert "<h1>Nhiệm vụ theo cơ quan, tính đến ngày 23/11/2026</h1>" in html
    assert "thời hạn đến hết 31/12/2026; 6 nhiệm vụ" in html
    assert '<li class="overdue"><b>1</b>▲ quá hạn</li>' in html
    assert re.findall(r'<h2 id="b-\d">([^<]+)', html) == [
        made.YTE, made.TAI_CHINH, made.BEN_LAU, "Chưa rõ cơ quan chủ trì",
    ]  # fmt: skip
    first = html.index("▲ quá hạn chưa hoàn thành")
    assert first < html.index("○ chưa hoàn thành (trong hạn)") < html.index("✓ đã hoàn thành đúng hạn")
    row = '<td><a href="#b-1">Sở Y tế tỉnh Hòa An</a></td><td class="n">1</td><td class="n">1</td>'
    assert row in html


def test_a_proposal_stands_in_a_box_of_its_own() -> None:
    box = re.findall(r'<p class="proposal">(.+?)</p>', made_page())
    assert len(box) == 2  # under each of its two leads
    assert box[0].startswith("<b>? đề xuất, chờ xác nhận</b> <code>bb220000</code>")
    assert "61/BC-STC" in box[0] and "390/UBND-KT" not in box[0]


def test_words_are_escaped_and_whole() -> None:
    html = made_page(made.UNKNOWN, made.LONG)
    assert "=Tham mưu &lt;b&gt;quy định&lt;/b&gt; &amp; mức".replace("mưu &", "mưu &") in html
    assert "<b>quy" not in html and "\x07" not in html
    assert made.LONG.text in html and '<tr class="overdue long">' in html


def test_an_empty_page_has_no_table() -> None:
    html = page(Listed((), made.AS_OF), "vi")
    assert "<table" not in html and "0 nhiệm vụ" in html and 'href="#b-1"' not in html
