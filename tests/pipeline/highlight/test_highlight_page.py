from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extractors.rulebook import load_rules
from pipeline.highlight.page import page
from pipeline.highlight.run import shown
from pipeline.ingest import ingest
from pipeline.registry import Registry

CORPUS = Path(__file__).parents[3] / "corpus"
REPORT, PLAN = CORPUS / "bao-cao-402-ubnd-hoa-an.pdf", CORPUS / "ke-hoach-58-ubnd-hoa-an.md"
ATTACK = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN

Số: 901/KH-UBND

KẾ HOẠCH
Về <script>alert(1)</script> năm 2025

Căn cứ Quyết định số 112/QĐ-UBND ngày 15/01/2025 của "><img src=x onerror=alert(1)>;

1. Đạt 12% <img src=x onerror="alert(1)"> so với kế hoạch.
"""


class Seen(HTMLParser):
    """The ids, links, tags and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if told.get("href"):
            self.links.append(str(told["href"]))
        if tag == "a" and "a" in self.open:
            self.wrong.append("a link in a link")
        if any(name.startswith("on") for name in told):
            self.wrong.append("a handler")
        if tag not in ("meta", "input", "br", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


def made(path: Path, lang: str = "vi", registry: Registry | None = None, folder: Path = Path("out")) -> str:
    return page(shown(path, load_rules(), registry, "2026-01-01", folder, lang), lang)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("[!R]*.*[!p]")), ids=lambda path: path.name)
def test_every_link_leads_somewhere_and_ids_are_single(path: Path) -> None:
    if path.name == "bao-cao-214-sxd-hoa-an.pdf":
        pytest.skip("a scan: recognised in the tests of the command")
    seen = Seen(made(path))
    assert seen.wrong == [] and seen.open == []
    assert len(set(seen.ids)) == len(seen.ids)
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    assert not [link for link in seen.links if link.startswith(("http", "//"))]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_is_the_same_each_time_and_needs_nothing_else(lang: str) -> None:
    html = made(REPORT, lang)
    assert html == made(REPORT, lang)
    assert f'<html lang="{lang}">' in html and "<title>Báo cáo 402/BC-UBND</title>" in html
    assert not re.search(r"(?:src|url)\s*[=(]", html) and "://" not in html


def test_every_fact_has_a_mark_and_an_entry() -> None:
    told = shown(REPORT, load_rules(), None, "2026-01-01", Path("out"), "vi")
    seen = Seen(page(told, "vi"))
    facts = told.facts
    places = [entry.anchor(at) for entry in told.marking.entries for at in range(len(entry.places))]
    assert set(places) <= set(seen.ids)
    assert len([one for one in places if one.startswith("mr")]) == len(facts.references)
    for letter, count in {
        "f": len(facts.statistics), "c": len(facts.checks), "t": len(facts.tasks), "x": len(facts.findings),
        "o": len(facts.outcomes),
    }.items():  # fmt: skip
        assert sum(bool(re.fullmatch(rf"{letter}\d+", one)) for one in seen.ids) == count > 0


def test_the_words_of_the_text_are_all_there() -> None:
    told = shown(PLAN, load_rules(), None, "2026-01-01", Path("out"), "vi")
    html = page(told, "vi")
    text = html.split('<div class="text" lang="vi">')[1].split("</div></section>")[0]
    text = re.sub(r'<a class="(?:flag|sign).*?</a>|<sup.*?</sup>|<p class="page".*?</p>|<[^>]+>', " ", text)
    assert "".join(told.document.text.split()) == "".join(text.replace("&amp;", "&").split())


def test_text_is_never_html(tmp_path: Path) -> None:
    path = tmp_path / "tan-cong.txt"
    path.write_text(ATTACK, encoding="utf-8")
    html = made(path)
    seen = Seen(html)
    assert "img" not in seen.tags and seen.wrong == [] and html.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_mentions_of_one_document_are_one_entry() -> None:
    told = shown(REPORT, load_rules(), None, "2026-01-01", Path("out"), "vi")
    names = [entry.title for entry in told.marking.entries if entry.id.startswith("r")]
    assert names.count("Quyết định 634/QĐ-UBND") == 1 and names.count("Kế hoạch 25/KH-UBND") == 1
    assert "Kế hoạch 25" not in names  # "sau đây viết tắt là Kế hoạch 25"


def test_a_registry_tells_where_references_lead(tmp_path: Path) -> None:
    ingest([CORPUS], tmp_path / "r.db")
    with Registry(tmp_path / "r.db") as registry:
        html = made(REPORT, "vi", registry, tmp_path)
        told = shown(REPORT, load_rules(), registry, "2026-01-01", tmp_path, "vi")
    entry = next(one for one in told.marking.entries if one.title == "Quyết định 634/QĐ-UBND")
    words = {line.label: line for line in entry.lines}
    assert "còn hiệu lực" in words["Hiệu lực"].words or "Tại ngày 2026-01-01" in words["Hiệu lực"].words
    assert words["Tệp trong sổ"].link.endswith("corpus/quyet-dinh-634-ubnd-hoa-an.pdf")
    assert (tmp_path / words["Tệp trong sổ"].link).resolve() == (CORPUS / "quyet-dinh-634-ubnd-hoa-an.pdf")
    assert "sổ đăng ký r.db" in html


def test_a_registry_without_the_file_is_told(tmp_path: Path) -> None:
    ingest([PLAN], tmp_path / "r.db")
    with Registry(tmp_path / "r.db") as registry:
        assert "chưa có tệp này" in made(REPORT, "vi", registry)
