from __future__ import annotations

import pytest

from extractors.header_signature import Ending, read_ending
from extractors.header_words import header_words
from extractors.model import Block, BlockKind, Document
from extractors.rulebook import load_rules

WORDS = header_words(load_rules())
TEXT = "Giao Văn phòng theo dõi, đôn đốc việc thực hiện và báo cáo kết quả theo đúng thời hạn quy định./."


def document(*blocks: str) -> Document:
    starts = [sum(len(block) + 1 for block in blocks[:index]) for index in range(len(blocks))]
    made = (Block(BlockKind.PARAGRAPH, s, s + len(b)) for s, b in zip(starts, blocks, strict=True))
    return Document("x", "text/plain", "docx", None, "\n".join(blocks), tuple(made))


def ending(*blocks: str) -> Ending:
    return read_ending(document(*blocks), 0, WORDS)


@pytest.mark.parametrize(
    ("blocks", "signer", "title"),
    [
        (
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phan Thu Lan"),
            "Phan Thu Lan",
            "PHÓ CHỦ TỊCH",
        ),
        (("KT. CHỦ TỊCH PHÓ CHỦ TỊCH Phan Thu Lan",), "Phan Thu Lan", "PHÓ CHỦ TỊCH"),
        (
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Đỗ Vi Na"),
            "Đỗ Vi Na",
            "PHÓ CHÁNH VĂN PHÒNG",
        ),
        (("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Đỗ Vi Na"), "Đỗ Vi Na", "PHÓ CHỦ NHIỆM"),
        (("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG THƯỜNG TRỰC", "Đỗ Vi Na"), "Đỗ Vi Na", "THỨ TRƯỞNG THƯỜNG TRỰC"),
        (("GIÁM ĐỐC", "(Đã ký)", "Lò Thị Mưa"), "Lò Thị Mưa", "GIÁM ĐỐC"),
        (("TƯ LỆNH", "Thiếu tướng Lê Văn Mẫu"), "Lê Văn Mẫu", "TƯ LỆNH"),
        (("VIỆN TRƯỞNG", "PGS.TS. Lê Văn Mẫu"), "Lê Văn Mẫu", "VIỆN TRƯỞNG"),
        (("CHỦ TỊCH", "LÊ VĂN MẪU"), "Lê Văn Mẫu", "CHỦ TỊCH"),
        (
            ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Giàng A Mưa"),
            "Giàng A Mưa",
            "PHÓ BÍ THƯ THƯỜNG TRỰC",
        ),
        (("KT. TRƯỞNG THUẾ TỈNH", "PHÓ TRƯỞNG THUẾ TỈNH", "Y Mưa Niê"), "Y Mưa Niê", "PHÓ TRƯỞNG THUẾ TỈNH"),
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), None, None),
        (("Ban Giám đốc Sở", "Phan Thu Lan"), None, None),
    ],
)
def test_signer_and_title(blocks: tuple[str, ...], signer: str | None, title: str | None) -> None:
    found = ending(TEXT, "Nơi nhận:", "- Như trên;", "- Lưu: VT.", *blocks)
    assert (found.signer, found.title) == (signer, title)


def test_rows_that_mix_the_two_columns_are_taken_apart() -> None:
    found = ending(
        TEXT,
        "Nơi nhận: TL. CHỦ TỊCH",
        "- Như trên; KT. CHÁNH VĂN PHÒNG",
        "- Các sở: Tài chính, PHÓ CHÁNH VĂN PHÒNG",
        "Công Thương, Xây dựng;",
        "- PCT UBND tỉnh Đỗ Vi Na;",
        "- Lưu: VT, TH. Phan Thu Lan",
    )
    assert (found.signer, found.title) == ("Phan Thu Lan", "PHÓ CHÁNH VĂN PHÒNG")
    recipients = ("Như trên", "Các sở: Tài chính, Công Thương, Xây dựng", "PCT UBND tỉnh Đỗ Vi Na")
    assert found.recipients == recipients


def test_a_signature_above_the_list() -> None:
    found = ending(TEXT, "GIÁM ĐỐC", "Phan Thu Lan", "Nơi nhận:", "- Sở Y tế;", "- Lưu: VT.", "PHỤ LỤC")
    assert (found.signer, found.title, found.recipients) == ("Phan Thu Lan", "GIÁM ĐỐC", ("Sở Y tế",))


def test_an_annex_after_the_signature_is_not_read() -> None:
    rows = ["Sở Tư pháp", "Quý I năm 2026"] * 60
    found = ending(
        TEXT, "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Phan Thu Lan", "PHỤ LỤC", *rows, "Lò Thị Mưa"
    )
    assert found.signer == "Phan Thu Lan"


def test_a_form_in_an_annex_does_not_hide_the_signature() -> None:
    signature = ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Phan Thu Lan")
    form = ("Mẫu số 01", "Nơi nhận:", "- Ông (bà) ……;", "- Lưu: VT.", "(Ký, ghi rõ họ tên)")
    assert ending(TEXT, *signature, *form).signer == "Phan Thu Lan"


def test_a_law_has_no_list() -> None:
    found = ending(TEXT, "CHỦ TỊCH QUỐC HỘI", "(Đã ký)", "Phan Thu Lan")
    assert (found.signer, found.title) == ("Phan Thu Lan", "CHỦ TỊCH QUỐC HỘI")


@pytest.mark.parametrize(
    ("printed", "recipients"),
    [
        (("- UBND tỉnh (b/c);", "- Sở Y tế,", "- Lưu: VT (2)."), ("UBND tỉnh", "Sở Y tế")),
        (("- Bộ Y tế (để báo cáo);", "- CVP (Tú, Bích);"), ("Bộ Y tế (để báo cáo)", "CVP")),
        (
            ("- Như trên; - Công báo; - Ban Kinh tế - HĐND tỉnh; - Lưu: VT.",),
            ("Như trên", "Công báo", "Ban Kinh tế - HĐND tỉnh"),
        ),
        (("- Các sở: Y tế,", "Tư pháp;", "- Lưu VT."), ("Các sở: Y tế, Tư pháp",)),
        (("- Lưu: VT, TH.",), ()),
    ],
)
def test_recipients(printed: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    assert ending(TEXT, "Nơi nhận:", *printed, "CHỦ TỊCH", "Phan Thu Lan").recipients == recipients


def test_nothing_signed() -> None:
    assert ending(TEXT, "Các nơi nhận hàng gồm:", "kho số 1") == Ending()
