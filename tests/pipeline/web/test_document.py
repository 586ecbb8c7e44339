"""The page of one document: held, only cited, unknown, hostile, very long, very often cited."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.ingest import ingest
from pipeline.registry import Registry
from pipeline.web.asking import document_address

DECISION = "vn/ubnd-tinh-hoa-an/qd/2025/634"
REPORT = "vn/ubnd-tinh-hoa-an/bc/2025/402"
CITED = "vn/quoc-hoi/luat/2025/72"
PAGE = document_address(DECISION)
LIMIT = 200_000
_ATTACK = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN

Số: 901/KH-UBND "><img src=x onerror=alert(1)>

Hòa An, ngày 03 tháng 3 năm 2025

KẾ HOẠCH
Về <script>alert("x")</script> năm 2025

Căn cứ Quyết định số 112/QĐ-UBND ngày 15/01/2025 của Ủy ban nhân dân tỉnh <b>Hòa An</b>;

1. Tiếp nhận 120 <img src=x onerror="alert(1)"> hồ sơ, gồm 70 hồ sơ và 45 hồ sơ "><svg onload=alert(1)>.

2. Giao Sở Nội vụ <iframe src="javascript:alert(1)"></iframe> hoàn thành trước ngày 30/9/2025.
"""
_HEAD = _ATTACK.split("Số:")[0]
_LETTER = """{head}Số: {number}/CV-UBND

Hòa An, ngày 04 tháng 3 năm 2025

Kính gửi: Sở Nội vụ

Thực hiện Quyết định số 112/QĐ-UBND ngày 15/01/2025 của Ủy ban nhân dân tỉnh Hòa An.
"""
_TAG = re.compile(r"<[^>]*>")


def body(html: str) -> str:
    """What stands in the text of the document, as a reader sees it, without the signs of marks."""
    articles = re.findall(r'<article class="text"[^>]*>(.*?)</article>', html, re.DOTALL)
    plain = re.sub(r'<a class="flag.*?</a>|<sup.*?</sup>|<p class="page">.*?</p>', "", " ".join(articles))
    return " ".join(unescape(_TAG.sub("", plain)).split())


def test_a_held_document_shows_header_standing_files_text_and_citations(reader: Any) -> None:
    html = reader.get(PAGE).text
    assert "<h1>Quyết định 634/QĐ-UBND</h1>" in html
    for words in ("còn hiệu lực", "12/05/2025", "Trần Thị Ví", "quyet-dinh-634-ubnd-hoa-an.pdf", "trang 1"):
        assert words in html
    assert "Ban hành kèm theo Quyết định này" in body(html)
    assert f'href="{document_address("vn/ubnd-tinh-hoa-an/qd/2022/1207")}"' in html
    assert f'href="/do-thi/{DECISION}"' in html


@pytest.mark.parametrize("document", [DECISION, REPORT])
def test_every_mark_leads_to_its_card_and_the_card_back_to_a_mark(reader: Any, document: str) -> None:
    html = reader.get(document_address(document)).text
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    led = re.findall(r'href="#([a-z]-[^"]+)"', html)
    assert len(led) > 20
    assert set(led) <= set(ids)


def test_marks_of_all_kinds_differ_in_more_than_colour(reader: Any) -> None:
    html = reader.get(document_address(REPORT)).text
    for mark in ("m-ref", "m-ref-cited", "m-ref-open", "m-figure", "m-error"):
        assert f'class="{mark}' in html or f" {mark}" in html
    assert 'aria-label="Mức tăng, giảm không khớp">▲</a>' in html
    assert re.search(r"\(52\.662 − 46\.120\) / 46\.120", html)


def test_a_card_says_what_it_is_where_it_leads_and_why(reader: Any) -> None:
    html = reader.get(document_address(REPORT)).text
    card = re.search(r'<li class="card ref" id="c-v-\d+".*?Kế hoạch 58/KH-UBND.*?</li>', html, re.DOTALL)
    assert card is not None
    told = card[0][card[0].rindex("<li ") :]
    for words in ("Quan hệ", "ban hành", "14/03/2025", "Vì:", "trùng số, ký hiệu", "có tệp"):
        assert words in told
    assert document_address("vn/ubnd-tinh-hoa-an/kh/2025/58") in told


def test_kinds_of_marks_are_switched_by_the_address(reader: Any) -> None:
    page = document_address(REPORT)
    for asked, there, gone in (
        ("vien-dan", 'class="m-ref', 'id="s-'),
        ("so-lieu", 'id="s-', 'id="v-'),
        ("phat-hien", 'class="flag error"', 'id="v-'),
    ):
        text = reader.get(f"{page}?dau={asked}").text
        article = text[text.index("<article") : text.rindex("</article>")]
        assert there in article and gone not in article
    none = reader.get(f"{page}?dau=khong").text
    assert 'id="v-' not in none and 'id="c-' not in none
    assert body(none) == body(reader.get(page).text)


def test_a_document_that_is_only_cited_is_told_by_others(reader: Any) -> None:
    html = reader.get(document_address(CITED)).text
    assert "không có tệp của văn bản này" in html
    assert "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025" in html
    assert "Là căn cứ của: 2" in html
    assert "Báo cáo 402/BC-UBND" in html  # it may mean this law or another one
    assert "<article" not in html


def test_links_to_a_place_in_a_text_open_the_part_that_holds_it(reader: Any) -> None:
    html = reader.get(document_address(CITED)).text
    link = re.search(r'href="([^"]+vi-tri=\d+)#(v-\d+)">cong-van-2315', html)
    assert link is not None
    assert f'id="{link[2]}"' in reader.get(unescape(link[1])).text


def test_citations_are_listed_by_direction_and_relation_and_handed_out(reader: Any) -> None:
    given = {"phan": "vien-dan", "huong": "den"}
    with Registry(reader.registry) as registry:
        total, basis = registry.query(
            "SELECT count(*), sum(relation = 'implements') FROM citations WHERE to_document = ?", (DECISION,)
        )[0]
    html = reader.get(PAGE, params=given).text
    assert html.count('<li class="citation">') == total > basis > 0
    narrowed = reader.get(PAGE, params={**given, "quan-he": "implements"}).text
    assert narrowed.count('<li class="citation">') == basis
    answer = reader.get(PAGE, params={**given, "quan-he": "implements", "xuat": "csv"})
    assert len(answer.content.decode("utf-8-sig").splitlines()) == basis + 1
    sheet = openpyxl.load_workbook(io.BytesIO(reader.get(f"{PAGE}?xuat=xlsx").content)).active
    assert sheet is not None and sheet.max_row > total


def test_a_file_of_no_known_kind_is_refused(reader: Any) -> None:
    assert reader.get(f"{PAGE}?xuat=exe").status_code == 400
    assert reader.get(f"{PAGE}?phan=vien-dan&huong=den&trang=x").status_code == 400


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("vn/ubnd-tinh-hoa-an/qd/2025/6340", "vn/ubnd-tinh-hoa-an/qd/2025/634"),
        ("vn/ubnd-tinh-hoa-an/qd/2025/634/quy-che/x", "vn/ubnd-tinh-hoa-an/qd/2025/634"),
        ("634/QĐ-XYZ", "vn/ubnd-tinh-hoa-an/qd/2025/634"),
    ],
)
def test_an_address_that_names_nothing_names_what_is_near(reader: Any, typed: str, near: str) -> None:
    answer = reader.get(document_address(typed))
    assert answer.status_code == 404
    assert document_address(near) in answer.text
    assert typed in unescape(answer.text)


def test_an_address_that_names_nothing_at_all_is_still_helpful(reader: Any) -> None:
    answer = reader.get("/van-ban/%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert 'href="/van-ban?q=' in answer.text


def test_what_a_person_types_leads_to_the_document_or_to_those_it_may_be(reader: Any) -> None:
    answer = reader.get("/van-ban/634/QD-UBND?dau=so-lieu")
    assert (answer.status_code, answer.headers["location"]) == (302, f"{PAGE}?dau=so-lieu")
    with Registry(reader.registry) as registry:
        number, symbol = registry.query(
            "SELECT number_key, symbol FROM documents WHERE identity <> 'weak' AND number_key IS NOT NULL"
            " GROUP BY number_key, symbol_key HAVING count(*) > 1 LIMIT 1"
        )[0]
    several = reader.get(document_address(f"{number}/{symbol}"))
    assert several.status_code == 404
    assert several.text.count('class="result"') > 1


def test_a_page_needs_nothing_inline_and_is_light(reader: Any) -> None:
    for document in (DECISION, REPORT, CITED):
        answer = reader.get(document_address(document))
        assert "style-src 'self';" in answer.headers["content-security-policy"]
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", answer.text)
        assert len(answer.content) < LIMIT


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of a hostile document, one of 3 MB, and 500 that cite one decision."""
    folder = tmp_path_factory.mktemp("strange")
    (folder / "tan-cong.txt").write_text(_ATTACK, encoding="utf-8")
    (folder / "dai.txt").write_text(_long_text(), encoding="utf-8")
    many = folder / "nhieu"
    many.mkdir()
    for number in range(1, 501):
        letter = _LETTER.format(head=_HEAD, number=number)
        (many / f"{number}.txt").write_text(letter, encoding="utf-8")
    registry = folder / "registry.db"
    ingest([folder], registry)
    return registry


def _long_text() -> str:
    item = (
        "{0}. Thực hiện Quyết định số {0}/QĐ-UBND ngày 15/01/2025 của Ủy ban nhân dân tỉnh Hòa An, "
        "các cơ quan tiếp tục rà soát, cập nhật và niêm yết công khai thủ tục cho người dân.\n\n"
    )
    head = f"{_HEAD}Số: 902/KH-UBND\n\nHòa An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nNăm 2025\n\n"
    return head + "".join(item.format(number) for number in range(1, 6500)) + "từ " * 450_000


@pytest.fixture
def stranger(strange: Path, browse: Callable[..., Any]) -> Any:
    """A browser before that registry."""
    return browse(strange)


def test_the_text_of_an_attack_is_text(stranger: Any) -> None:
    with Registry(stranger.registry) as registry:
        document, text = registry.query(
            "SELECT f.document_id, t.text FROM files f JOIN texts t ON t.file_id = f.id"
            " WHERE f.name = 'tan-cong.txt'"
        )[0]
    html = stranger.get(document_address(document)).text
    main = html[html.index("<main") : html.index("</main>")]
    assert not re.search(r"<(script|img|iframe|b>Hòa|svg onload)", main)
    assert "&lt;script&gt;alert" in main
    assert body(html) == " ".join(text.split())


def test_a_very_long_text_comes_in_light_parts_that_leave_nothing_out(stranger: Any) -> None:
    with Registry(stranger.registry) as registry:
        document, text = registry.query(
            "SELECT f.document_id, t.text FROM files f JOIN texts t ON t.file_id = f.id"
            " WHERE f.name = 'dai.txt'"
        )[0]
    assert len(text.encode()) > 3_000_000
    page, read = document_address(document), []
    total = int(re.search(r"Phần 1 trong ([\d.]+) phần", stranger.get(page).text)[1].replace(".", ""))
    for number in range(1, total + 1):
        answer = stranger.get(f"{page}?trang-van-ban={number}")
        assert len(answer.content) < LIMIT
        read.append(body(answer.text))
    assert " ".join(read).split() == text.split()
    beyond = stranger.get(f"{page}?trang-van-ban={total + 7}")
    assert f"Phần {total} trong" in beyond.text


def test_a_document_that_five_hundred_cite_lists_a_few_and_pages_the_rest(stranger: Any) -> None:
    page = document_address("vn/ubnd-tinh-hoa-an/qd/2025/112")
    answer = stranger.get(page)
    assert len(answer.content) < LIMIT
    assert re.search(r"Được thực hiện bởi: 50\d", answer.text)
    given = {"phan": "vien-dan", "huong": "den", "quan-he": "implements"}
    seen: set[str] = set()
    for number in range(1, 12):
        seen.update(
            re.findall(
                r"<b>(Công văn \d+/CV-UBND)</b>", stranger.get(page, params={**given, "trang": number}).text
            )
        )
    assert len(seen) == 500
