from __future__ import annotations

from extractors.extract import extract_facts
from extractors.model import Block, BlockKind, Document, ReferenceKind
from extractors.rulebook import Rulebook


def _document(*paragraphs: str) -> Document:
    text, blocks = "", []
    for number, paragraph in enumerate(paragraphs):
        start = len(text) + (1 if number else 0)
        text += ("\n" if number else "") + paragraph
        blocks.append(Block(BlockKind.PARAGRAPH, start, len(text), 1 + number // 9))
    return Document("ke-hoach.txt", "text/plain", "text", 2, text, tuple(blocks))


PLAN = _document(
    "ỦY BAN NHÂN DÂN",
    "TỈNH LẠNG SƠN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 231/KH-UBND",
    "Lạng Sơn, ngày 05 tháng 3 năm 2024",
    "KẾ HOẠCH",
    "Phát triển chợ nông thôn năm 2024",
    "Căn cứ Nghị định số 60/2024/NĐ-CP ngày 05/6/2024 của Chính phủ về phát triển và quản lý chợ;",
    "Thực hiện Chỉ thị số 14-CT/TU của Tỉnh ủy, UBND tỉnh ban hành Kế hoạch số 231/KH-UBND như sau:",
    "Sở Công Thương báo cáo theo Công văn số 88/UBND-KT.",
)


def test_header_and_references_come_together(rules: Rulebook) -> None:
    facts = extract_facts(PLAN, rules)
    assert (facts.header.number, facts.header.symbol, facts.header.date) == ("231", "KH-UBND", "2024-03-05")
    assert facts.header.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert [(r.type, r.number) for r in facts] == [
        ("Nghị định", "60/2024"),
        ("Chỉ thị", "14"),
        ("Công văn", "88"),
    ]


def test_what_a_reference_says_of_itself(rules: Rulebook) -> None:
    decree, directive, letter = extract_facts(PLAN, rules).references
    assert decree.text == "Nghị định số 60/2024/NĐ-CP ngày 05/6/2024"
    assert (decree.relation, decree.date, decree.page, decree.kind) == (
        "based_on",
        "2024-06-05",
        1,
        ReferenceKind.NUMBERED,
    )
    assert (directive.relation, directive.issuer, directive.page) == ("implements", "Tỉnh ủy Lạng Sơn", 2)
    assert (letter.issuer, letter.page) == ("Ủy ban nhân dân tỉnh Lạng Sơn", 2)


def test_an_empty_document_has_no_facts(rules: Rulebook) -> None:
    facts = extract_facts(Document("trong.txt", "text/plain", "text", None, "", ()), rules)
    assert facts.references == ()
    assert facts.header.number is None and facts.header.type is None


def test_reading_twice_gives_the_same(rules: Rulebook) -> None:
    assert repr(extract_facts(PLAN, rules)) == repr(extract_facts(PLAN, rules))
