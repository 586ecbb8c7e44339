from __future__ import annotations

import pytest

from extractors.header_pieces import Piece
from extractors.header_title import read_title
from extractors.header_words import header_words
from extractors.rulebook import load_rules

WORDS = header_words(load_rules())
BASIS = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;"


def pieces(*lines: str) -> list[Piece]:
    return [Piece(line, line, lines=(line,)) for line in lines]


@pytest.mark.parametrize(
    ("lines", "kind", "subject"),
    [
        (("KẾ HOẠCH", "Trồng rừng năm 2026", BASIS), "Kế hoạch", "Trồng rừng năm 2026"),
        (
            ("KẾ HOẠCH", "Trồng rừng", "trên địa bàn huyện", BASIS),
            "Kế hoạch",
            "Trồng rừng trên địa bàn huyện",
        ),
        (("KẾ HOẠCH Trồng rừng năm 2026", BASIS), "Kế hoạch", "Trồng rừng năm 2026"),
        (("B Á O C Á O", "Kết quả trồng rừng", "Kính gửi: Sở Tư pháp"), "Báo cáo", "Kết quả trồng rừng"),
        (
            ("QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ LÀM VIỆC", "BỘ TRƯỞNG BỘ Y TẾ", BASIS),
            "Quyết định",
            "BAN HÀNH QUY CHẾ LÀM VIỆC",
        ),
        (
            ("QUYẾT ĐỊNH", "Về việc giao nhiệm vụ cho", "ỦY BAN NHÂN DÂN XÃ TÂN LẬP", "CHỦ TỊCH", BASIS),
            "Quyết định",
            "Về việc giao nhiệm vụ cho",
        ),
        (
            ("QUYẾT ĐỊNH", "QUY ĐỊNH NHIỆM VỤ CỦA", "SỞ TƯ PHÁP TỈNH", "ỦY BAN NHÂN DÂN TỈNH", BASIS),
            "Quyết định",
            "QUY ĐỊNH NHIỆM VỤ CỦA SỞ TƯ PHÁP TỈNH",
        ),
        (("CHỈ THỊ", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về đọc sách", "-----"), "Chỉ thị", "về đọc sách"),
        (
            ("QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH HÒA AN", "V/v lập trạm bơm", BASIS),
            "Quyết định",
            "V/v lập trạm bơm",
        ),
        (
            ("QUYẾT ĐỊNH CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ THI ĐUA", BASIS),
            "Quyết định",
            "VỀ THI ĐUA",
        ),
        (("KẾT LUẬN THANH TRA", "Việc quản lý kho", BASIS), "Kết luận", "Việc quản lý kho"),
        (
            ("THÔNG BÁO", "Kết luận cuộc họp", "(Kèm theo Tờ trình số 1/TTr-SYT)", BASIS),
            "Thông báo",
            "Kết luận cuộc họp",
        ),
        (
            ("BÁO CÁO", "Công tác kho (số liệu tính từ 1/1/2025 đến 30/6/2025)", BASIS),
            "Báo cáo",
            "Công tác kho",
        ),
        (
            ("QUYẾT ĐỊNH", "V/v mở trường (giai đoạn 1) tại xã", BASIS),
            "Quyết định",
            "V/v mở trường (giai đoạn 1) tại xã",
        ),
        (("NGHỊ QUYẾT", BASIS), "Nghị quyết", None),
        (
            ("CÔNG ĐIỆN", "Về việc ứng phó bão", "THỦ TƯỚNG CHÍNH PHỦ điện:"),
            "Công điện",
            "Về việc ứng phó bão",
        ),
        (
            (
                "Số: 5/SNV-CC",
                "V/v thi tuyển",
                "công chức năm 2026",
                "Lai Châu, ngày 2 tháng 3 năm 2026",
                "Kính gửi:",
            ),
            None,
            "thi tuyển công chức năm 2026",
        ),
        (("Kính gửi: Sở Y tế", "KẾ HOẠCH", "Tiêm phòng"), None, None),
        (("CÔNG VĂN ĐẾN", "Số: 12", "TỜ TRÌNH", "Về việc mua sách", BASIS), "Tờ trình", "Về việc mua sách"),
        (("Báo cáo về tình hình sản xuất", "1. Công nghiệp"), "Báo cáo", "về tình hình sản xuất"),
        (("Báo cáo này nêu tình hình sản xuất trong tháng.",), None, None),
    ],
)
def test_type_and_subject(lines: tuple[str, ...], kind: str | None, subject: str | None) -> None:
    title = read_title(pieces(*lines), WORDS)
    assert (title.type, title.subject) == (kind, subject)


def test_an_old_title_holds_the_number_and_the_date() -> None:
    line = "của Chính phủ số 19/1997/NĐ-CP ngày 10 tháng 3 năm 1997 Quy định về nuôi ong"
    title = read_title(pieces("Nghị định", line, BASIS), WORDS)
    assert (title.type, title.subject) == ("Nghị định", "Quy định về nuôi ong")
    assert title.own == "CHÍNH PHỦ\nsố 19/1997/NĐ-CP ngày 10 tháng 3 năm 1997"


def test_notes_under_the_subject_are_kept_apart() -> None:
    note = "(từ ngày 15/12/2024 đến ngày 14/6/2025)"
    title = read_title(pieces("BÁO CÁO", "Công tác văn thư", note, BASIS), WORDS)
    assert (title.subject, title.notes) == ("Công tác văn thư", (note,))
