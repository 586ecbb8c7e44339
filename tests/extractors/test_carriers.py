from __future__ import annotations

import pytest

from extractors.extract import extract_facts
from extractors.model import Block, BlockKind, Document
from extractors.rulebook import load_rules

UNDER_A_DECISION = "(Ban hành kèm theo Quyết định số 05/2006/QĐ-UBND ngày 10/02/2006 của UBND tỉnh Sơn Hà)"


def carrier(*lines: str) -> str | None:
    """The words that name the carrier of a document of these lines."""
    blocks: list[Block] = []
    for line in lines:
        start = blocks[-1].end + 1 if blocks else 0
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
    document = Document("", "text/plain", "docx", None, "\n".join(lines), tuple(blocks))
    facts = extract_facts(document, load_rules())
    return None if facts.carrier is None else facts.references[facts.carrier].text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            ("QUY CHẾ", "Tiếp công dân", UNDER_A_DECISION, "Chương I", "Điều 1. Phạm vi"),
            "Quyết định số 05/2006/QĐ-UBND ngày 10/02/2006",
        ),
        (
            ("QUY CHẾ", f"Tiếp công dân {UNDER_A_DECISION}", "Điều 1. Phạm vi"),
            "Quyết định số 05/2006/QĐ-UBND ngày 10/02/2006",
        ),
        (
            (
                "ỦY BAN NHÂN DÂN",
                "TỈNH SƠN HÀ",
                "CHƯƠNG TRÌNH",
                "Phát triển du lịch",
                "Kèm theo Quyết định số 12/QĐ-UBND",
                "I. MỤC TIÊU",
            ),
            "Quyết định số 12/QĐ-UBND",
        ),
        (
            ("QUY CHẾ", "Làm việc", "(Kèm theo Nghị quyết số 17/NQ-HĐND ngày 10/7/2024)", "Điều 1. Phạm vi"),
            "Nghị quyết số 17/NQ-HĐND ngày 10/7/2024",
        ),
    ],
)
def test_an_attached_document_names_its_carrier_under_its_title(lines: tuple[str, ...], words: str) -> None:
    assert carrier(*lines) == words


@pytest.mark.parametrize(
    "lines",
    [
        # the decision that carries it, in one file with it
        (
            "Số: 05/2006/QĐ-UBND",
            "QUYẾT ĐỊNH",
            "Ban hành Quy chế tiếp công dân",
            "Điều 1. Ban hành Quy chế",
            "QUY CHẾ",
            "Tiếp công dân",
            UNDER_A_DECISION,
        ),
        # an annex or a form is no document
        ("PHỤ LỤC", "Các nhiệm vụ", "(Kèm theo Quyết định số 25/QĐ-UBND ngày 24/01/2025)", "1. Nhiệm vụ"),
        ("Mẫu số 01", "BÁO CÁO", "(Kèm theo Thông tư số 25/2025/TT-BNV ngày 24/01/2025)", "1. Tình hình"),
        # the number is blank
        ("QUY ĐỊNH", "Quản lý chợ", "(Kèm theo Quyết định số    /QĐ-UBND ngày    /02/2026)", "Điều 1."),
        # a draft under a letter: nothing promulgates it
        ("KẾ HOẠCH", "Chuyển đổi số", "(Kèm theo Tờ trình số 46/TTr-SNV ngày 05/5/2025)", "I. MỤC ĐÍCH"),
        # the carrier of another document: what is changed, or carried out
        ("QUY CHẾ", f"Sửa đổi Quy chế tiếp công dân {UNDER_A_DECISION}", "Điều 1. Sửa đổi"),
        ("KẾ HOẠCH", f"Thực hiện Quy chế tiếp công dân {UNDER_A_DECISION}", "I. MỤC ĐÍCH"),
        ("QUYẾT ĐỊNH", "Về Quy chế tiếp công dân", UNDER_A_DECISION, "Điều 1. Giao Sở Nội vụ"),
        # in the text, not under the title
        ("QUY CHẾ", "Tiếp công dân", "Điều 1. Phạm vi", UNDER_A_DECISION),
    ],
)
def test_any_other_document_stands_on_its_own(lines: tuple[str, ...]) -> None:
    assert carrier(*lines) is None
