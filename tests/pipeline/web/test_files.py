"""A file and its pages: pictures, boxes over them, and what is said where the file is not as it was read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import ingest
from pipeline.registry import Registry
from pipeline.web import page_pictures
from pipeline.web.asking import document_address

CORPUS = Path(__file__).parents[3] / "corpus"
PDF = "bao-cao-402-ubnd-hoa-an.pdf"


def sha_of(registry: Path, name: str = PDF) -> str:
    with Registry(registry) as opened:
        return str(opened.query("SELECT sha256 FROM files WHERE name = ?", (name,))[0][0])


@pytest.fixture
def own(tmp_path: Path, browse: Callable[..., Any]) -> tuple[Any, Path, str]:
    """A browser before a registry of one PDF, which the test may delete or change, with its SHA-256."""
    file = tmp_path / "den" / PDF
    file.parent.mkdir()
    shutil.copyfile(CORPUS / PDF, file)
    ingest([file], tmp_path / "own.db")
    return browse(tmp_path / "own.db"), file, sha_of(tmp_path / "own.db")


def test_a_page_is_a_picture_with_links_over_it_beside_its_text(reader: Any) -> None:
    sha = sha_of(reader.registry)
    answer = reader.get(f"/tep/{sha[:12]}/trang/1")
    assert answer.status_code == 200
    html = answer.text
    assert f'<image href="/tep/{sha[:12]}/trang/1.png"' in html
    assert f'rel="next" href="/tep/{sha[:12]}/trang/2"' in html and 'rel="prev"' not in html
    svg = html[html.index('<svg viewBox="0 0 595') : html.index("</svg>")]
    links = re.findall(r'<a href="#([^"]+)" class="([^"]+)"', svg)
    assert {"ref", "ref-cited", "figure", "error"} <= {kind for _, kind in links}
    assert {link for link, _ in links} <= set(re.findall(r'id="([^"]+)"', html))
    assert "Kính gửi: Bộ Nội vụ." in html


def test_boxes_lie_where_the_words_stand(reader: Any) -> None:
    import pypdfium2

    html = reader.get(f"/tep/{sha_of(reader.registry)[:12]}/trang/1?dau=vien-dan").text
    box = re.search(
        r'aria-label="Công văn 9120/BNV-CCHC"><rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', html
    )
    assert box is not None
    x, y, wide = map(float, box.groups())
    document = pypdfium2.PdfDocument(CORPUS / PDF)
    text = document[0].get_textpage()
    words = "Công văn số 9120/BNV-CCHC ngày 17/11/2025"
    at = text.get_text_range().index(words)
    left, _, _, top = text.get_charbox(at)
    right = text.get_charbox(at + len(words) - 1)[2]
    assert abs(x - left) < 8 and abs(x + wide - right) < 8
    assert abs(y - (document[0].get_height() - top)) < 8
    document.close()


def test_a_picture_is_png_and_is_not_sent_twice(reader: Any) -> None:
    address = f"/tep/{sha_of(reader.registry)[:12]}/trang/1.png"
    first = reader.get(address)
    assert first.headers["content-type"] == "image/png" and first.content.startswith(b"\x89PNG")
    again = reader.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("end", ["trang/0", "trang/99", "trang/99.png", "trang/x", "x"])
def test_pages_that_are_not_there_are_not_found(reader: Any, end: str) -> None:
    assert reader.get(f"/tep/{sha_of(reader.registry)[:12]}/{end}").status_code == 404


def test_a_file_that_is_no_pdf_has_no_pages(reader: Any) -> None:
    sha = sha_of(reader.registry, "ke-hoach-25-ubnd-hoa-an.docx")
    assert reader.get(f"/tep/{sha[:12]}/trang/1").status_code == 404


def test_a_file_of_a_document_leads_there_and_an_unknown_one_nowhere(reader: Any) -> None:
    sha = sha_of(reader.registry)
    answer = reader.get(f"/tep/{sha}?vi-tri=12")
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(document_address("vn/ubnd-tinh-hoa-an/bc/2025/402"))
    assert f"tep={sha[:12]}" in answer.headers["location"] and "vi-tri=12" in answer.headers["location"]
    assert reader.get("/tep/000000000000").status_code == 404


def test_a_deleted_file_keeps_its_text(own: tuple[Any, Path, str]) -> None:
    browser, file, sha = own
    file.unlink()
    answer = browser.get(f"/tep/{sha[:12]}/trang/1")
    assert answer.status_code == 410
    assert "không còn trên đĩa" in answer.text and "Kính gửi: Bộ Nội vụ." in answer.text
    assert "<image" not in answer.text
    assert browser.get(f"/tep/{sha[:12]}/trang/1.png").status_code == 410
    page = browser.get(document_address("vn/ubnd-tinh-hoa-an/bc/2025/402"))
    assert page.status_code == 200 and "(không còn trên đĩa)" in page.text


def test_a_changed_file_is_not_shown_as_the_one_that_was_read(own: tuple[Any, Path, str]) -> None:
    browser, file, sha = own
    assert browser.get(f"/tep/{sha[:12]}/trang/2").status_code == 200
    shutil.copyfile(CORPUS / "quyet-dinh-634-ubnd-hoa-an.pdf", file)
    answer = browser.get(f"/tep/{sha[:12]}/trang/2")
    assert answer.status_code == 409
    assert "đã thay đổi" in answer.text and "III. KIẾN NGHỊ" in answer.text
    assert browser.get(f"/tep/{sha[:12]}/trang/2.png").status_code == 409


def test_a_file_that_could_not_be_read_says_why(tmp_path: Path, browse: Callable[..., Any]) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.4\nno pages here\n%%EOF")
    ingest([broken], tmp_path / "own.db")
    answer = browse(tmp_path / "own.db").get(f"/tep/{sha_of(tmp_path / 'own.db', 'hong.pdf')[:12]}")
    assert answer.status_code == 200
    with Registry(tmp_path / "own.db") as registry:
        (reason,) = registry.query("SELECT reason_vi FROM failures")[0]
    assert "không đọc được" in answer.text and reason in answer.text


def test_pages_asked_for_at_once_are_drawn_one_after_the_other() -> None:
    path, sha = CORPUS / PDF, "0" * 64
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda at: page_pictures.picture(path, f"{at}{sha}", at % 4 + 1), range(16)))
    assert all(one is not None and one.startswith(b"\x89PNG") for one in drawn)
    assert drawn[0] == drawn[4] != drawn[1]


def test_what_is_no_pdf_gives_no_picture(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"not a pdf")
    assert page_pictures.picture(file, "f" * 64, 1) is None
    assert page_pictures.sheet(file, 1) is None


def test_a_file_not_joined_to_a_document_yet_shows_its_text(browse: Callable[..., Any]) -> None:
    browser = browse()
    with Registry(browser.registry, write=True) as registry, registry.transaction() as connection:
        connection.execute("UPDATE files SET document_id = NULL WHERE name = ?", (PDF,))
    sha = sha_of(browser.registry)
    answer = browser.get(f"/tep/{sha[:12]}")
    assert answer.status_code == 200
    assert "chưa được nối với văn bản nào" in answer.text and "Kính gửi: Bộ Nội vụ." in answer.text
    second = re.search(r'rel="next" href="([^"#]+)', answer.text)
    assert second is not None
    assert "Phần 2 trong 2 phần" in browser.get(second[1]).text
    assert "Kính gửi: Bộ Nội vụ." in browser.get(f"/tep/{sha[:12]}/trang/1").text
