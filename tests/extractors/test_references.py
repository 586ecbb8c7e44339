from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.bodies import Home
from extractors.drafts import Draft
from extractors.model import Block, BlockKind, Document, Header, Line, Reference, ReferenceKind
from extractors.references import find_references, reference_reader
from extractors.rulebook import Rulebook, load_rules

Find = Callable[..., list[Draft]]
RULES = load_rules()
OWN = Header("Kế hoạch", "231", "KH-UBND", "2024-03-05", "Lạng Sơn", "Ủy ban nhân dân tỉnh Lạng Sơn")


@pytest.mark.parametrize(
    "text",
    [
        "Số: 231/KH-UBND",
        "(Kèm theo Kế hoạch số 231/KH-UBND ngày 05 tháng 3 năm 2024 của UBND tỉnh)",
        "(Kèm theo Kế hoạch số 231/KH-UBND ngày 05/3/2024)",
        "Kế hoạch số 0231/KH-UBND tháng 3 năm 2024",
    ],
)
def test_the_documents_own_number_is_left_out(find: Find, text: str) -> None:
    assert find(text, header=OWN) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 231/KH-UBND ngày 05/3/2023 của UBND tỉnh",  # another year's plan
        "Quyết định số 231/QĐ-UBND ngày 05/3/2024",
        "Kế hoạch số 23/KH-UBND ngày 05/3/2024",
        "Kế hoạch số 231/KH-SNV",
    ],
)
def test_another_document_of_a_like_number_stays(find: Find, text: str) -> None:
    assert len(find(text, header=OWN)) == 1


def test_without_an_own_number_nothing_is_left_out(find: Find) -> None:
    assert len(find("Kế hoạch số 231/KH-UBND", header=Header(symbol="KH-UBND"))) == 1


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ngày 07/8/2024, Sở Nội vụ có Công văn số 91/SNV-CCVC gửi các phòng", "2024-08-07"),
        ("Ngày 07/8/2024, UBND tỉnh đã ban hành Kế hoạch số 14/KH-UBND", "2024-08-07"),
        ("Kế hoạch số 14/KH-UBND đã được UBND tỉnh ban hành ngày 5/3/2024.", "2024-03-05"),
        ("Ngày 07/8/2024, Sở Nội vụ họp. Công văn số 91/SNV-CCVC", None),
        ("Ngày 07/8/2024, Sở Nội vụ họp bàn Kế hoạch số 14/KH-UBND", None),
        ("Ngày 07/8/2024, Sở Nội vụ có Công văn số 91/SNV-CCVC ngày 06/8/2024", "2024-08-06"),
    ],
)
def test_a_date_elsewhere_in_the_clause(find: Find, text: str, date: str | None) -> None:
    (draft,) = find(text)
    assert draft.date == date


def test_a_date_elsewhere_is_no_part_of_the_quote(find: Find) -> None:
    text = "Ngày 07/8/2024, Sở Nội vụ có Công văn số 91/SNV-CCVC gửi các phòng"
    (draft,) = find(text)
    assert text[draft.start : draft.end] == "Công văn số 91/SNV-CCVC"


def test_a_damaged_year_is_taken_from_another_mention(find: Find) -> None:
    damaged, whole = find("Kế hoạch số 14/KH-UBND ngày 5/3/024 và Kế hoạch số 14/KH-UBND ngày 05/3/2024")
    assert (damaged.date, damaged.repaired, whole.repaired) == ("2024-03-05", True, False)


def test_a_damaged_year_is_not_guessed(find: Find) -> None:
    text = (
        "Kế hoạch số 14/KH-UBND ngày 5/3/024, Kế hoạch số 14/KH-UBND ngày 05/3/2024 và "
        "Kế hoạch số 14/KH-UBND ngày 05/3/2023"
    )
    assert [d.date for d in find(text)] == [None, "2024-03-05", "2023-03-05"]


def _pages(*pages: str) -> Document:
    """One block over several pages, one line a page, and a table cell on the last."""
    text = " ".join(pages)
    lines, at = [], 0
    for number, page in enumerate(pages, start=1):
        lines.append(Line(at, at + len(page), number))
        at += len(page) + 1
    cell = "theo Công văn số 91/SNV-CCVC"
    blocks = (
        Block(BlockKind.LIST_ITEM, 0, len(text), 1, ("II", "1"), tuple(lines)),
        Block(BlockKind.CELL, len(text) + 1, len(text) + 1 + len(cell), len(pages), ("III",)),
    )
    return Document("x.pdf", "application/pdf", "pdf", len(pages), f"{text}\n{cell}", blocks)


def test_pages_and_sections_are_those_of_the_first_character(rules: Rulebook) -> None:
    document = _pages("Căn cứ Luật Lưu trữ, thực hiện Kế", "hoạch số 14/KH-UBND và", "Chỉ thị số 14-CT/TU")
    found = [(r.text, r.page, r.section) for r in find_references(document, Header(), rules)]
    assert found == [
        ("Luật Lưu trữ", 1, ("II", "1")),
        ("Kế hoạch số 14/KH-UBND", 1, ("II", "1")),
        ("Chỉ thị số 14-CT/TU", 3, ("II", "1")),
        ("Công văn số 91/SNV-CCVC", 3, ("III",)),
    ]


def test_a_text_without_pages_has_none(rules: Rulebook) -> None:
    text = "Luật Lưu trữ"
    document = Document("x", "text/plain", "text", None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    (reference,) = find_references(document, Header(), rules)
    assert (reference.page, reference.section) == (None, ())


def test_every_kind_in_one_sentence(find: Find) -> None:
    text = "Căn cứ Luật Lưu trữ, Kế hoạch số 14/KH-UBND và Chỉ thị 05, theo TCVN 6101:2003, Quyết định này"
    assert [d.kind for d in find(text, every=True)] == [
        ReferenceKind.NAMED,
        ReferenceKind.NUMBERED,
        ReferenceKind.SHORT,
        ReferenceKind.STANDARD,
        ReferenceKind.ANAPHORA,
    ]


PHRASES = st.sampled_from(
    [
        "Căn cứ Luật Lưu trữ năm 2024;",
        "Thực hiện Kế hoạch số 14/KH-UBND ngày 5/3/2024 của UBND tỉnh",
        "các Kế hoạch số 14, 15/KH-UBND",
        "Chỉ thị số 14-CT/TU",
        "(sau đây gọi tắt là Chỉ thị 14)",
        "Chỉ thị 14",
        "khoản 2 Điều 5 Nghị định số 45/2023/NĐ-CP",
        "Luật sửa đổi, bổ sung một số điều của Luật Xây dựng số 62/2020/QH14",
        "Nghị định số 13 7/2024/NĐ-CP",
        "theo TCVN 6101:2003",
        "Quyết định này",
        "về việc sửa đổi Quyết định số 12/QĐ-UBND",
        "Sở Nội vụ đã có Công văn số 91/SNV-CCVC",
        "và",
        ",",
        ";",
        ".",
        "\n",
        "(",
        ")",
        "số",
        "ngày",
        "ngày 31/02/2024",
        "của",
        "UBND xã",
        "406/QĐ-UBND và số 407/QĐ-UBND cùng ngày 13/12/2024",
        "24/7",
        "12",
        "– 2 –",
        "KH-V PUBND",
        "LUẬT ĐẤT ĐAI",
        "hết hiệu lực kể từ ngày",
        "Luật",
        "Kế hoạch số",
        "Kế hoạch",
        "Bộ",
        "tỉnh Yên Bái",
        "“",
        "Điều",
        "\t",
        "  ",
    ]
)
MIXES = st.lists(PHRASES | st.text(max_size=6), max_size=14).map(" ".join)
HOMES = st.sampled_from(
    [Home(), Home("Lào Cai", "tỉnh", None, "Ủy ban nhân dân tỉnh Lào Cai"), Home("Lào Cai", "tỉnh", "xã Nà")]
)


@settings(max_examples=250, deadline=None)
@given(MIXES, HOMES)
def test_spans_stand_in_the_text_whatever_it_is(text: str, home: Home) -> None:
    for draft in reference_reader(RULES).drafts(text, home, Header()):
        assert 0 <= draft.start <= draft.symbol_start < draft.symbol_end <= len(text)
        assert draft.start < draft.end <= len(text)
        assert text[draft.start : draft.end].strip() == text[draft.start : draft.end]
        if draft.number and not draft.repaired:
            assert draft.number.split("/")[0] in text[draft.start : draft.symbol_end]


@settings(max_examples=100, deadline=None)
@given(MIXES)
def test_a_reference_holds_its_own_words_and_reads_the_same_twice(text: str) -> None:
    block = (Block(BlockKind.PARAGRAPH, 0, len(text), 4),)
    document = Document("x", "text/plain", "text", 4, text, block)
    found: tuple[Reference, ...] = find_references(document, OWN, RULES)
    assert all(text[r.start : r.end] == r.text and r.page == 4 for r in found)
    assert [r.start for r in found] == sorted(r.start for r in found)
    assert find_references(document, OWN, RULES) == found


@settings(max_examples=100, deadline=None)
@given(MIXES)
def test_a_second_paragraph_does_not_move_the_first(text: str) -> None:
    """Offsets of what stands before are the same when words that name nothing follow."""
    reader = reference_reader(RULES)
    alone = [(d.start, d.end) for d in reader.drafts(f"{text}.\n", Home(), Header())]
    longer = [(d.start, d.end) for d in reader.drafts(f"{text}.\nCác phòng họp bàn", Home(), Header())]
    assert longer == alone
