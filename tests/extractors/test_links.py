from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Block, BlockKind, Cell, Document, Facts, Header, LinkBasis, Table
from extractors.references import ReferenceReader

Said = tuple[str, str, str]


@pytest.fixture
def read(reader: ReferenceReader) -> Callable[..., Facts]:
    """What a text of the province's committee says."""

    def facts(text: str, *tables: Table) -> Facts:
        blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
        document = Document("v.txt", "text/plain", "text", None, text, blocks, tables)
        return reader.read(document, Header(issuer="Ủy ban nhân dân tỉnh Lạng Sơn"))

    return facts


def said(facts: Facts) -> list[Said]:
    return [
        (facts.references[link.source].sign, link.relation, facts.references[link.target].sign)
        for link in facts.links
    ]


PLAN_OF_SO = ("14/KH-SNV", "implements", "12/QĐ-UBND")
SAID: list[tuple[str, list[Said]]] = [
    ("Thực hiện Quyết định số 12/QĐ-UBND, Sở Nội vụ đã ban hành Kế hoạch số 14/KH-SNV.", [PLAN_OF_SO]),
    (
        "Căn cứ Quyết định số 12/QĐ-UBND và Quyết định số 13/QĐ-UBND, sở ban hành Kế hoạch số 14/KH-SNV.",
        [("14/KH-SNV", "based_on", "12/QĐ-UBND"), ("14/KH-SNV", "based_on", "13/QĐ-UBND")],
    ),
    (
        "Thực hiện Quyết định số 12/QĐ-UBND, Sở Nội vụ đã ban hành Kế hoạch số 14/KH-SNV; Sở Y tế đã ban "
        "hành Kế hoạch số 15/KH-SYT.",
        [PLAN_OF_SO, ("15/KH-SYT", "implements", "12/QĐ-UBND")],
    ),
    (
        "Sở Nội vụ đã ban hành Kế hoạch số 14/KH-SNV thực hiện Quyết định số 12/QĐ-UBND về dọn chợ.",
        [PLAN_OF_SO],
    ),
    (
        "Kế hoạch số 14/KH-SNV và Kế hoạch số 15/KH-SYT thực hiện Quyết định số 12/QĐ-UBND",
        [PLAN_OF_SO, ("15/KH-SYT", "implements", "12/QĐ-UBND")],
    ),
    (
        "Nghị định số 45/2023/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 46/2024/NĐ-CP và Nghị định số "
        "47/2025/NĐ-CP",
        [
            ("46/2024/NĐ-CP", "amends", "45/2023/NĐ-CP"),
            ("47/2025/NĐ-CP", "amends", "45/2023/NĐ-CP"),
        ],
    ),
    (
        "Quyết định số 12/QĐ-UBND về giá đò (đã được thay thế bởi Quyết định số 13/QĐ-UBND)",
        [("13/QĐ-UBND", "replaces", "12/QĐ-UBND")],
    ),
    (
        "Đề án được phê duyệt tại Quyết định số 12/QĐ-UBND và điều chỉnh tại Quyết định số 13/QĐ-UBND",
        [("13/QĐ-UBND", "amends", "12/QĐ-UBND")],
    ),
    (
        "Ngày 4/5/2025, Ủy ban nhân dân tỉnh ban hành Quyết định số 13/QĐ-UBND về giá đò, có hiệu lực từ "
        "ngày 15/5/2025, thay thế Quyết định số 12/QĐ-UBND",
        [("13/QĐ-UBND", "replaces", "12/QĐ-UBND")],
    ),
    (
        "Quyết định số 12/QĐ-UBND được ban hành trên cơ sở Nghị định số 45/2023/NĐ-CP.",
        [("12/QĐ-UBND", "based_on", "45/2023/NĐ-CP")],
    ),
    (
        "Sở ban hành Kế hoạch số 14/KH-SNV.\nTrên cơ sở đó, sở đã ban hành Công văn số 91/SNV-TH.",
        [("91/SNV-TH", "based_on", "14/KH-SNV")],
    ),
    (
        "Các sở triển khai Quyết định số 12/QĐ-UBND. Sở Nội vụ đã ban hành Kế hoạch số 14/KH-SNV để triển "
        "khai Quyết định nêu trên.",
        [PLAN_OF_SO],
    ),
    (
        "Thông báo số 7/TB-VPUBND giao Sở Nội vụ dọn chợ; Sở Nội vụ đã có Công văn số 91/SNV-TH.",
        [("91/SNV-TH", "implements", "7/TB-VPUBND")],
    ),
    (
        "Sở đã có các Công văn (số 91/SNV-TH và số 92/SNV-TH) theo đề nghị của hội (tại Công văn số 3/HCC-TH "
        "và Công văn số 4/HCC-TH).",
        [("91/SNV-TH", "proposed_by", "3/HCC-TH"), ("92/SNV-TH", "proposed_by", "4/HCC-TH")],
    ),
]
UNSAID = [
    # the reason of one sentence is not that of the next
    "Thực hiện Quyết định số 12/QĐ-UBND. Sở Nội vụ đã ban hành Kế hoạch số 14/KH-SNV.",
    # behind a semicolon another matter begins
    "Thực hiện Quyết định số 12/QĐ-UBND, sở họp dân; ngày chợ phiên, ban hành Kế hoạch số 14/KH-SNV.",
    # what is spoken of with a colon is answered, not carried out
    "Về việc dọn chợ nêu tại Quyết định số 12/QĐ-UBND: Sở Nội vụ đã ban hành Kế hoạch số 14/KH-SNV.",
    # several asked for, several put out, and nothing tells which for which
    "Sở đã có Công văn số 91/SNV-TH và Công văn số 92/SNV-TH theo đề nghị của hội tại Công văn số 3/HCC-TH, "
    "Công văn số 4/HCC-TH và Công văn số 5/HCC-TH.",
    # a letter amends no decree
    "Nghị định số 45/2023/NĐ-CP được sửa đổi tại Công văn số 91/SNV-TH",
    # told to one, done by another
    "Thông báo số 7/TB-VPUBND giao Sở Y tế dọn chợ; Sở Nội vụ đã có Công văn số 91/SNV-TH.",
]


@pytest.mark.parametrize(("text", "links"), SAID)
def test_what_is_said_between_two_documents(
    read: Callable[..., Facts], text: str, links: list[Said]
) -> None:
    assert said(read(text)) == links


@pytest.mark.parametrize("text", UNSAID)
def test_what_is_not_said_is_no_link(read: Callable[..., Facts], text: str) -> None:
    assert said(read(text)) == []


def test_a_link_has_its_sentence_and_what_makes_it_at_every_place(read: Callable[..., Facts]) -> None:
    first = "Thực hiện Quyết định số 12/QĐ-UBND, sở đã ban hành Kế hoạch số 14/KH-SNV."
    second = "Kế hoạch số 14/KH-SNV thực hiện Quyết định số 12/QĐ-UBND."
    text = f"Họp chợ.\n{first} {second}"
    links = [(text[link.start : link.end], link.basis) for link in read(text).links]
    assert links == [(first, LinkBasis.CLAUSE), (second, LinkBasis.TITLE)]


def _table(*rows: tuple[str, ...]) -> tuple[str, Table]:
    text, cells = "", []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            cells.append(Cell(row, column, 1, 1, len(text), len(text) + len(word)))
            text += word + "\n"
    return text, Table(0, len(text), None, len(rows), len(rows[0]), tuple(cells))


def test_a_table_tells_what_each_row_carries_out(read: Callable[..., Facts]) -> None:
    text, table = _table(
        ("STT", "Kế hoạch", "Triển khai Quyết định"),
        ("1", "Kế hoạch số 14/KH-SNV", "Quyết định số 12/QĐ-UBND"),
        ("2", "Kế hoạch số 15/KH-SNV", "Quyết định số 12/QĐ-UBND và Quyết định số 13/QĐ-UBND"),
    )
    assert said(read(text, table)) == [PLAN_OF_SO]


def test_a_table_of_other_columns_tells_nothing(read: Callable[..., Facts]) -> None:
    text, table = _table(
        ("STT", "Kế hoạch", "Ghi chú"), ("1", "Kế hoạch số 14/KH-SNV", "Quyết định số 12/QĐ-UBND")
    )
    assert said(read(text, table)) == []
