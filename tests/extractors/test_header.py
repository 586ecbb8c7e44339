from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from extractors.folding import fold
from extractors.header import read_header
from extractors.model import Block, BlockKind, Box, Document, Header, Line
from extractors.rulebook import load_rules
from pipeline.readers import read

RULES = load_rules()
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
NAME, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
BASIS = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;"


def document(*blocks: str, boxes: bool = False) -> Document:
    """One block a string; with `boxes`, its lines (cut at "|") are printed lines of page 1."""
    text, made = "", []
    for number, block in enumerate(blocks):
        text += "\n" if text else ""
        start, lines = len(text), []
        for row in block.split("|"):
            text += " " if len(text) > start else ""
            box = Box(60, 20 * number, 500, 20 * number + 12) if boxes else None
            lines.append(Line(len(text), len(text) + len(row), 1, box))
            text += row
        made.append(Block(BlockKind.PARAGRAPH, start, len(text), 1, (), tuple(lines)))
    return Document("x", "text/plain", "pdf" if boxes else "docx", 1, text, tuple(made))


def test_a_report_with_a_blank_number() -> None:
    made = document(
        "UBND TỈNH SƠN LA",
        NAME,
        "SỞ CÔNG THƯƠNG",
        MOTTO,
        "Số:      /BC - SCT",
        "Sơn La, ngày      tháng 6 năm 2026",
        "BÁO CÁO",
        "Tình hình quản lý chợ",
        "6 tháng đầu năm 2026",
        "Kính gửi: Ủy ban nhân dân tỉnh",
        BASIS,
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Lò Thị Mưa",
    )
    assert read_header(made, RULES) == Header(
        type="Báo cáo",
        number=None,
        symbol="BC-SCT",
        date=None,
        place="Sơn La",
        issuer="Sở Công Thương tỉnh Sơn La",
        subject="Tình hình quản lý chợ 6 tháng đầu năm 2026",
        period=("2026-01-01", "2026-06-30"),
        signer="Lò Thị Mưa",
        signer_title="PHÓ GIÁM ĐỐC",
        recipients=("Như trên",),
    )


def test_a_page_whose_rows_cross_both_columns() -> None:
    made = document(
        f"ỦY BAN NHÂN DÂN {NAME}",
        f"TỈNH SƠN LA {MOTTO}",
        "Số: 45/UBND-KT Sơn La, ngày 5 tháng 3 năm 2025",
        "V/v phát triển chợ|nông thôn",
        "Kính gửi: Sở Công Thương",
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN|- Như trên; CHỦ TỊCH|- Lưu: VT. Lò Thị Mưa",
        boxes=True,
    )
    header = read_header(made, RULES)
    assert (header.type, header.number, header.symbol) == ("Công văn", "45", "UBND-KT")
    assert (header.date, header.place) == ("2025-03-05", "Sơn La")
    assert header.issuer == "Ủy ban nhân dân tỉnh Sơn La"
    assert header.subject == "phát triển chợ nông thôn"
    assert (header.signer, header.signer_title) == ("Lò Thị Mưa", "CHỦ TỊCH")


def test_a_party_directive_is_the_standing_committees() -> None:
    made = document(
        "TỈNH ỦY SƠN LA",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Sơn La, ngày 5 tháng 3 năm 2025",
        "Số 11-CT/TU",
        "CHỈ THỊ",
        "về xây dựng nông thôn mới",
        "-----",
        "I- Yêu cầu",
        "Nơi nhận:",
        "- Lưu Văn phòng.",
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "Lò Văn Mẫu",
    )
    header = read_header(made, RULES)
    assert (header.type, header.number, header.symbol) == ("Chỉ thị", "11", "CT/TU")
    assert (header.issuer, header.subject) == ("Ban Thường vụ Tỉnh ủy Sơn La", "về xây dựng nông thôn mới")


@pytest.mark.parametrize(
    ("number", "title", "kind"),
    [
        ("Số: 57/VBHN-BYT", "THÔNG TƯ", "Văn bản hợp nhất"),
        ("Số: 57/2025/TT-BYT", "THÔNG TƯ", "Thông tư"),
        ("Số: 57/BYT-KH", "V/v tiêm chủng", "Công văn"),
        ("Số: 57/CT-CS", "V/v hoàn thuế", "Công văn"),
        ("Số: 57/GM-BYT", "Kính gửi: Sở Y tế", "Giấy mời"),
        ("Số 57-CV/TU", "Kính gửi: các đảng ủy", "Công văn"),
    ],
)
def test_type(number: str, title: str, kind: str) -> None:
    made = document("BỘ Y TẾ", NAME, MOTTO, number, "Hà Nội, ngày 2 tháng 3 năm 2025", title, BASIS)
    assert read_header(made, RULES).type == kind


@pytest.mark.parametrize(
    ("opening", "period"),
    [
        (
            "Sở báo cáo kết quả năm 2025 (số liệu tính từ ngày 15/12/2024 đến ngày 30/11/2025) như sau:",
            "2024-12-15",
        ),
        (
            "Sở báo cáo kết quả năm 2025 (Kế hoạch từ ngày 15/12/2024 đến ngày 30/11/2025) như sau:",
            "2025-01-01",
        ),
    ],
)
def test_the_opening_may_state_the_window(opening: str, period: str) -> None:
    found = read_header(document("SỞ Y TẾ", NAME, "BÁO CÁO", "Công tác năm 2025", opening), RULES).period
    assert found is not None and found[0] == period


def test_what_a_signing_program_stamped_is_not_the_header() -> None:
    stamp = "CỤC VĂN THƯ Ký bởi: Cục Văn thư Thời gian ký: 18.11.2024 07:25:14 +07:00"
    made = document(stamp, "BỘ Y TẾ", NAME, MOTTO, "Số: 5/QĐ-BYT", "QUYẾT ĐỊNH", "Về việc mua vắc xin", BASIS)
    header = read_header(made, RULES)
    assert (header.issuer, header.date, header.subject) == ("Bộ Y tế", None, "Về việc mua vắc xin")


def test_the_first_documents_header_counts() -> None:
    annexed = ("QUY CHẾ", "Làm việc của Sở", "(Ban hành kèm theo Quyết định số 9/QĐ-SYT)", "Điều 1. Phạm vi")
    made = document(
        "SỞ Y TẾ",
        NAME,
        "Số: 9/QĐ-SYT",
        "QUYẾT ĐỊNH",
        "Ban hành Quy chế làm việc",
        BASIS,
        "GIÁM ĐỐC",
        "Lò Thị Mưa",
        *annexed,
    )
    header = read_header(made, RULES)
    assert (header.type, header.subject, header.signer) == (
        "Quyết định",
        "Ban hành Quy chế làm việc",
        "Lò Thị Mưa",
    )


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        ("Phụ lục II", "(Kèm theo Quyết định số 9/QĐ-SYT ngày 2 tháng 3 năm 2025)", "STT", "1"),
        ("Ghi chép cuộc họp.",),
    ],
)
def test_no_header(blocks: tuple[str, ...]) -> None:
    assert read_header(document(*blocks), RULES) == Header()


GOLD = [path for path in sorted((SHARED / "gold").glob("*.json")) if "-scan" not in path.name]


@pytest.mark.skipif(not GOLD, reason="the shared folder is not here")
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_gold(gold: Path) -> None:
    source = next((SHARED / "corpus").glob(f"{gold.stem}.*"))
    if source.suffix == ".doc":
        pytest.skip("Word 97 files are not read")
    wanted = json.loads(gold.read_text(encoding="utf-8"))["header"]
    found = asdict(read_header(read(source), RULES))
    for name in ("type", "number", "symbol", "date", "place", "issuer", "subject", "signer", "signer_title"):
        if name in wanted:
            assert fold(found[name] or "") == fold(wanted[name] or ""), name
