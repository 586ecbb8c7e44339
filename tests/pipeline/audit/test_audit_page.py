from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import audit_made as made
import pytest
from selectolax.lexbor import LexborHTMLParser

from extractors.rulebook import load_rules
from pipeline.audit import page as module
from pipeline.audit import reviews
from pipeline.audit.findings import Wanted, findings
from pipeline.audit.page import page
from pipeline.audit.report import report
from pipeline.registry import Registry


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    made.with_conflicts(monkeypatch)
    with Registry(made.build(tmp_path / "r.db"), write=True) as opened:
        yield opened


def drawn(
    registry: Registry, wanted: Wanted | None = None, lang: str = "en", limit: int | None = None
) -> str:
    asked = wanted or Wanted()
    return page(registry, report(registry, asked, limit), asked, load_rules(), lang)


def test_the_page_needs_nothing_from_elsewhere(registry: Registry) -> None:
    html = drawn(registry)
    assert not re.search(r"(?:https?:)?//|<script|<link|<img|@import|url\(", html)
    assert "default-src 'none'" in html


def test_words_of_a_document_are_text(registry: Registry) -> None:
    tree = LexborHTMLParser(drawn(registry))
    assert [node.text() for node in tree.css(".text .head")][0] == "BÁO CÁO <b>năm</b> 2025"
    assert tree.css(".text b") == []


def test_every_link_leads_somewhere_and_no_id_is_twice(registry: Registry) -> None:
    tree = LexborHTMLParser(drawn(registry))
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    links = [node.attributes["href"] or "" for node in tree.css("a")]
    assert max(ids.values()) == 1
    assert len(links) > 10 and {link[1:] for link in links} <= set(ids)


def test_a_finding_leads_to_its_words_and_back(registry: Registry) -> None:
    tree = LexborHTMLParser(drawn(registry))
    (found,) = findings(registry, Wanted(("malformed_number",)))
    (flag,) = tree.css(f"#m-{found.key}")
    assert flag.attributes["href"] == f"#f-{found.key}" and flag.text().startswith("▲")
    assert "1.2345.000" in [node.text() for node in tree.css(".text .m-error")]
    (card,) = tree.css(f"#f-{found.key}")
    assert [node.attributes["href"] for node in card.css("a")] == [f"#m-{found.key}"]


def test_both_sides_of_a_contradiction_stand_side_by_side(registry: Registry) -> None:
    tree = LexborHTMLParser(drawn(registry, lang="vi"))
    (sides,) = tree.css(".sides")
    assert [node.text() for node in sides.css("mark")] == ["44.333", "44.530"]
    captions = [node.text() for node in sides.css("figcaption")]
    assert captions[0].startswith("Văn bản đang rà soát · Báo cáo 01/BC-UBND · trang 1")
    assert captions[1].startswith("Văn bản đối chiếu · Báo cáo 02/BC-UBND · trang 1")


def test_tables_stand_as_tables_with_their_figures_marked(registry: Registry) -> None:
    tree = LexborHTMLParser(drawn(registry))
    (table,) = tree.css(".text table")
    rows = [[cell.text() for cell in row.css("td")] for row in table.css("tr")]
    assert rows == [*(list(row) for row in made.CELLS[:3]), ["Tổng", "50✓"]]
    assert [node.text() for node in table.css("td.n .m-figure")] == ["20", "30", "50"]


def test_checks_are_listed_with_their_verdict(registry: Registry) -> None:
    tree = LexborHTMLParser(drawn(registry))
    rows = [[cell.text() for cell in row.css("td")] for row in tree.css("details tbody tr")]
    assert rows[1][:4] == ["✓ holds", "30.000 + 10.000 = 40.000", "40.000", "40.000"]
    assert [node.text() for node in tree.css(".text .sign")] == ["✗", "✓", "?", "✓"]
    # in a table the total alone is marked, not all that stands between it and its parts
    assert [node.text() for node in tree.css(".text table .m-holds")] == ["50"]


def test_decisions_and_limits_are_told(registry: Registry) -> None:
    (found,) = findings(registry, Wanted(("parts_sum",)))
    with registry.transaction() as connection:
        reviews.put(connection, found, "accepted", "sẽ sửa", "An")
    html = drawn(registry, limit=2)
    assert "[accepted by An: sẽ sửa]" in html and "--limit" in html


def test_of_many_documents_only_those_with_findings_are_printed(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WHOLE", 2)
    tree = LexborHTMLParser(drawn(registry))
    assert [node.text() for node in tree.css("h2")] == ["Báo cáo 01/BC-UBND", "Báo cáo 02/BC-UBND"]
    assert "Thông báo 03/TB-UBND" not in tree.css("#summary table")[0].text()
    assert tree.css("#summary table + p")[0].text().startswith("1 document without a finding:")
    assert "Thông báo 03/TB-UBND" in tree.css("#summary table + p")[0].text()


def test_a_dismissed_finding_is_muted_and_links_are_not_printed(registry: Registry) -> None:
    (found,) = findings(registry, Wanted(("parts_sum",)))
    with registry.transaction() as connection:
        reviews.put(connection, found, "dismissed", "đúng", "An")
    html = drawn(registry, Wanted(dismissed=True))
    tree = LexborHTMLParser(html)
    assert [node.attributes["id"] for node in tree.css("article.dismissed")] == [f"f-{found.key}"]
    assert "1 dismissed finding besides" in tree.css("#summary")[0].text()
    assert ".to-text { display: none" in html and tree.css("a.to-text")


def test_a_printed_page_has_a_line_for_the_office_and_the_day(registry: Registry) -> None:
    html = drawn(registry, lang="vi")
    assert "Cơ quan, đơn vị rà soát: …" in html
    assert f"Ngày rà soát: {date.today():%d/%m/%Y}" in html


def test_one_document_alone_names_the_page(registry: Registry) -> None:
    html = drawn(registry, Wanted(document="vn/ubnd-tinh-son-ha/tb/2025/3"), "vi")
    assert "<h1>Phiếu rà soát số liệu: Thông báo 03/TB-UBND</h1>" in html
    assert "Không có số liệu để kiểm tra." in html and "Không có phát hiện nào." in html
