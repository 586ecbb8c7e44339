from __future__ import annotations

import json
from dataclasses import replace

from extractors.model import (
    Block,
    BlockKind,
    Document,
    Facts,
    Header,
    IssuerBasis,
    Link,
    LinkBasis,
    Reference,
    ReferenceKind,
    Repair,
)
from extractors.rulebook import load_rules
from pipeline.record import record

TEXT = "Căn cứ khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ"
REFERENCE = Reference(
    text="Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018",
    start=22,
    end=73,
    kind=ReferenceKind.NUMBERED,
    type="Nghị định",
    number="61/2018",
    symbol="NĐ-CP",
    date="2018-04-23",
    issuer="Chính phủ",
    issuer_basis=IssuerBasis.SYMBOL,
    relation="based_on",
    pinpoint="khoản 2 Điều 5",
    section=("I", "1"),
)
HEADER = Header(
    type="Báo cáo", symbol="BC-STC", issuer="Sở Tài chính tỉnh Sơn Hà", period=("2025-01-01", "2025-06-30"),
    recipients=("Như trên", "Lưu: VT"),
)  # fmt: skip


def _document() -> Document:
    return Document(
        "b.pdf", "application/pdf", "pdf", 3, TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT), 2),)
    )


def test_the_record_holds_what_the_design_lists() -> None:
    made = record(_document(), Facts(HEADER, (REFERENCE,)), load_rules(), "ab12", "nhập/b.pdf")
    assert list(made) == [
        "file", "sha256", "media_type", "pages", "characters", "reader", "notes", "repairs", "header",
        "references", "links", "statistics", "tasks", "outcomes", "checks", "findings", "links_named",
        "doubts",
    ]  # fmt: skip
    assert (made["file"], made["sha256"]) == ("nhập/b.pdf", "ab12")
    assert made["notes"] == made["repairs"] == []
    assert (made["pages"], made["characters"]) == (3, len(TEXT))
    assert made["links"] == made["statistics"] == made["tasks"] == made["checks"] == made["findings"] == []
    assert made["outcomes"] == []


def test_what_was_repaired_in_reading_is_told_with_its_place() -> None:
    document = replace(_document(), repairs=(Repair(3, 5, "Ð", "Eth for Đ"),), notes=("Old letters.",))
    made = record(document, Facts(HEADER), load_rules(), "ab12", "b.pdf")
    assert made["notes"] == ["Old letters."]
    assert made["repairs"] == [
        {"text": TEXT[3:5], "start": 3, "end": 5, "page": 2, "found": "Ð", "reason": "Eth for Đ"}
    ]


def test_the_header_keeps_blanks_as_null() -> None:
    header = record(_document(), Facts(HEADER), load_rules(), "ab", "b.pdf")["header"]
    assert header["number"] is None and header["date"] is None
    assert header["period"] == ["2025-01-01", "2025-06-30"]
    assert header["recipients"] == ["Như trên", "Lưu: VT"]
    assert record(_document(), Facts(Header()), load_rules(), "ab", "b.pdf")["header"]["period"] is None


def test_a_reference_has_every_field_in_order() -> None:
    reference = record(_document(), Facts(HEADER, (REFERENCE,)), load_rules(), "ab", "b.pdf")["references"][0]
    assert list(reference) == [
        "text", "start", "end", "page", "section", "kind", "type", "number", "symbol", "date", "issuer",
        "issuer_basis", "subject", "relation", "by", "pinpoint", "repaired", "candidates",
    ]  # fmt: skip
    assert reference["kind"] == "numbered" and reference["issuer_basis"] == "symbol"
    assert reference["page"] == 2, "taken from the document where the extractor gives none"
    assert reference["section"] == ["I", "1"] and reference["repaired"] is False


def test_the_record_is_json_and_carries_the_text_when_asked() -> None:
    made = record(_document(), Facts(HEADER, (REFERENCE,)), load_rules(), "ab", "b.pdf", with_text=True)
    assert json.loads(json.dumps(made)) == made
    assert made["text"] == TEXT
    assert "text" not in record(_document(), Facts(HEADER), load_rules(), "ab", "b.pdf")


def test_a_link_names_both_ends_and_its_sentence() -> None:
    party = Reference("Chỉ thị số 11-CT/TU", 0, 4, ReferenceKind.NUMBERED, number="11", symbol="CT/TU")
    law = Reference("Luật Lưu trữ", 0, 4, ReferenceKind.NAMED, type="Luật")
    again = Link(1, 0, "implements", LinkBasis.CLAUSE, 7, 9)
    named = Link(1, 2, "cites", LinkBasis.CLAUSE, 0, 6)
    links = (Link(1, 0, "implements", LinkBasis.TITLE, 0, 6), again, named)
    made = record(_document(), Facts(HEADER, (REFERENCE, party, law), links), load_rules(), "ab", "b.pdf")
    assert made["links"] == [
        {
            "from": "11-CT/TU", "to": "61/2018/NĐ-CP", "relation": "implements", "basis": "title",
            "start": 0, "end": 6, "page": 2, "text": "Căn cứ",
        }
    ]  # fmt: skip
    assert [(link["from"], link["to"]) for link in made["links_named"]] == [("11-CT/TU", "Luật Lưu trữ")]
