from __future__ import annotations

from collections.abc import Callable

from extractors.drafts import Draft
from extractors.model import Block, BlockKind, Document, Header
from extractors.references import ReferenceReader

Find = Callable[..., list[Draft]]
OPENING = (
    "Thông tư số 12/2022/TT-BNV ngày 4 tháng 5 năm 2022 của Bộ trưởng Bộ Nội vụ quy định giờ đò, có hiệu lực "
    "kể từ ngày 20 tháng 6 năm 2022, được sửa đổi, bổ sung bởi:\n"
    "1. Thông tư số 3/2023/TT-BNV ngày 5 tháng 6 năm 2023 sửa đổi Thông tư số 12/2022/TT-BNV.\n"
    "Thông tư số 7/2024/TT-BNV ngày 6 tháng 7 năm 2024 của Bộ trưởng Bộ Nội vụ.\n"
    "Căn cứ Luật Lưu trữ số 33/2024/QH15;\n"
    "Thông tư số 9/2021/TT-BNV không còn phù hợp"
)
JOINED = Header(type="Văn bản hợp nhất", number="5", symbol="VBHN-BNV", issuer="Bộ Nội vụ")


def test_a_consolidated_text_consolidates_a_document_and_its_amendments(find: Find) -> None:
    found = [(d.number, d.relation) for d in find(OPENING, home="ministry", header=JOINED) if d.by == "self"]
    assert found == [
        ("12/2022", "consolidates"),
        ("3/2023", "consolidates"),
        ("7/2024", "consolidates"),
        ("33/2024", "based_on"),
        ("9/2021", "cites"),
    ]


def test_what_its_text_does_is_done_by_the_document_it_repeats(find: Find) -> None:
    more = "Căn cứ Luật Thư viện số 46/2019/QH14;\nThông tư này thay thế Thông tư số 8/2015/TT-BNV."
    text = f"{OPENING}.\n{more}"
    found = [(d.number, d.relation, d.by) for d in find(text, home="ministry", header=JOINED)]
    assert ("46/2019", "based_on", "12/2022/TT-BNV") in found
    assert ("8/2015", "replaces", "12/2022/TT-BNV") in found


def test_its_amendments_are_said_to_amend_it(reader: ReferenceReader) -> None:
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(OPENING)),)
    facts = reader.read(Document("v", "text/plain", "text", None, OPENING, blocks), JOINED)
    numbers = [reference.number for reference in facts.references]
    said = {(numbers[link.source], numbers[link.target]) for link in facts.links}
    assert said == {("3/2023", "12/2022"), ("7/2024", "12/2022")}
    assert {link.relation for link in facts.links} == {"amends"}


def test_no_other_document_consolidates(find: Find) -> None:
    drafts = find(OPENING, home="ministry", header=Header(type="Thông tư"))
    assert "consolidates" not in {draft.relation for draft in drafts}


def test_a_consolidated_text_without_such_an_opening_consolidates_nothing_known(find: Find) -> None:
    drafts = find("Căn cứ Luật Lưu trữ số 33/2024/QH15;", header=JOINED)
    assert [draft.relation for draft in drafts] == ["based_on"]
