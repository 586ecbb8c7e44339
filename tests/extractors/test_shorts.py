from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft
from extractors.model import IssuerBasis, ReferenceKind
from extractors.shorts import find_anaphora, find_standards

Find = Callable[..., list[Draft]]


@pytest.mark.parametrize(
    ("text", "quote", "kind", "number", "date"),
    [
        ("triển khai Chỉ thị 05 trên địa bàn", "Chỉ thị 05", "Chỉ thị", "05", None),
        ("Nghị quyết số 57 về đổi mới", "Nghị quyết số 57", "Nghị quyết", "57", None),
        ("theo Nghị quyết 57", "Nghị quyết 57", "Nghị quyết", "57", None),
        ("Đề án 06", "Đề án 06", "Đề án", "06", None),
        ("Thông tư 02 năm 2026", "Thông tư 02 năm 2026", "Thông tư", "02", "2026"),
        ("Kế hoạch số 31 ngày 5/3/2024", "Kế hoạch số 31 ngày 5/3/2024", "Kế hoạch", "31", "2024-03-05"),
        ("theo Nghị định 30/2020", "Nghị định 30/2020", "Nghị định", "30/2020", None),
        ("Thông tư số 13/2023", "Thông tư số 13/2023", "Thông tư", "13/2023", None),
        ("Quyết định 19/2024", "Quyết định 19/2024", "Quyết định", "19/2024", None),
        ("Báo cáo số 44", "Báo cáo số 44", "Báo cáo", "44", None),
    ],
)
def test_a_number_without_a_symbol(
    find: Find, text: str, quote: str, kind: str, number: str, date: str | None
) -> None:
    (draft,) = find(text)
    assert text[draft.start : draft.end] == quote
    assert (draft.kind, draft.type, draft.number, draft.symbol, draft.date) == (
        ReferenceKind.SHORT,
        kind,
        number,
        None,
        date,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Đề án 6 tỷ đồng",
        "Kế hoạch 06 tháng đầu năm",
        "Kế hoạch 5 năm 2021 - 2025",
        "Kế hoạch năm 2025",
        "Nghị quyết 2025",
        "Báo cáo 6 tháng",
        "Quyết định 12/2024",  # may be a month
        "Chương trình 30 phút",
        "Kế hoạch 15%",
        "Chỉ thị của tỉnh",
        "Quyết định số",
        "Kế hoạch 12.5",
    ],
)
def test_a_number_that_counts(find: Find, text: str) -> None:
    assert find(text) == []


SON_LA = "Ủy ban nhân dân tỉnh Sơn La"


def test_a_defined_short_name_has_the_issuer_of_what_it_stands_for(find: Find) -> None:
    text = (
        "Kế hoạch số 231/KH-UBND ngày 5/3/2024 của UBND tỉnh Sơn La (sau đây gọi tắt là Kế hoạch 231).\n"
        "Sau một năm thực hiện Kế hoạch 231, các sở đã báo cáo."
    )
    full, *short = find(text)
    assert [d.kind for d in short] == [ReferenceKind.SHORT] * 2
    assert all(d.alias_of is full for d in short)
    assert {(d.issuer, d.basis) for d in short} == {(SON_LA, IssuerBasis.CONTEXT)}


def test_an_abbreviation_may_have_another_number_than_the_document(find: Find) -> None:
    text = (
        "Quyết định số 231/QĐ-UBND ngày 5/3/2024 của UBND tỉnh Sơn La (viết tắt là Quyết định 99). "
        "Theo Quyết định 99, các sở báo cáo."
    )
    full, _, short = find(text)
    assert short.alias_of is full and short.issuer == SON_LA


def test_a_short_name_used_before_the_full_one(find: Find) -> None:
    short, full = find("Thực hiện Chỉ thị 14. Chỉ thị số 14-CT/TU ngày 5/3/2024 của Tỉnh ủy Sơn La")
    assert short.alias_of is full and short.issuer == "Tỉnh ủy Sơn La"


def test_two_documents_of_one_number_leave_the_short_name_open(find: Find) -> None:
    *_, short = find(
        "Chỉ thị số 14-CT/TU của Tỉnh ủy Sơn La và Chỉ thị số 14/CT-TTg. Sau đó thực hiện Chỉ thị 14"
    )
    assert short.kind is ReferenceKind.SHORT
    assert (short.alias_of, short.issuer) == (None, None)


def test_another_type_of_the_same_number_is_another_document(find: Find) -> None:
    _, short = find("Kế hoạch số 14/KH-UBND của UBND tỉnh Sơn La. Thực hiện Chỉ thị 14")
    assert (short.alias_of, short.issuer) == (None, None)


def test_a_stated_body_goes_before_everything(find: Find) -> None:
    (draft,) = find("Chỉ thị số 11 của Tỉnh ủy")
    assert (draft.issuer, draft.basis) == ("Tỉnh ủy Lạng Sơn", IssuerBasis.STATED)


def test_a_stated_body_behind_a_list_belongs_to_all(find: Find) -> None:
    drafts = find("các Nghị quyết số 57, 59, 66 của Bộ Chính trị")
    assert [d.issuer for d in drafts] == ["Bộ Chính trị"] * 3


def test_a_short_name_that_the_whole_country_uses(find: Find) -> None:
    (draft,) = find("triển khai Đề án 06 trên địa bàn")
    assert (draft.issuer, draft.basis) == ("Thủ tướng Chính phủ", IssuerBasis.CONTEXT)


def test_a_short_name_has_the_issuer_of_the_document_that_carries_it(find: Find) -> None:
    text = "Đề án số 05 (được phê duyệt tại Quyết định số 12/QĐ-UBND của UBND tỉnh Sơn La)"
    short, carrier = find(text)
    assert (short.issuer, carrier.issuer) == (SON_LA, SON_LA)


def test_a_document_farther_on_does_not_carry_it(find: Find) -> None:
    text = "Đề án số 05 đã xong. Quyết định số 12/QĐ-UBND của UBND tỉnh Sơn La"
    assert find(text)[0].issuer is None


def test_a_number_inside_a_full_mention_is_not_read_twice(find: Find) -> None:
    assert [d.kind for d in find("Kế hoạch số 14/KH-UBND, Chỉ thị số 05-CT/TU")] == [
        ReferenceKind.NUMBERED
    ] * 2


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("Quyết định này có hiệu lực", "Quyết định này", "Quyết định"),
        ("theo Kế hoạch nêu trên", "Kế hoạch nêu trên", "Kế hoạch"),
        ("tại văn bản nói trên", "văn bản nói trên", "Văn bản"),
        ("Công văn dẫn trên", "Công văn dẫn trên", "Công văn"),
        ("các Chỉ thị kể trên", "Chỉ thị kể trên", "Chỉ thị"),
        ("Bộ luật này", "Bộ luật này", "Bộ luật"),
    ],
)
def test_words_that_point_back(find: Find, text: str, quote: str, kind: str) -> None:
    (draft,) = find(text, every=True)
    assert (draft.kind, text[draft.start : draft.end], draft.type) == (ReferenceKind.ANAPHORA, quote, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Điều này",
        "Kế hoạch nàynọ",
        "Quyết định trên",
        "việc nêu trên",
        "Kế hoạch đã nêu",
        "khoản 2 Điều này",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert find_anaphora(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "code", "number"),
    [
        ("theo TCVN 6101:2003, các", "TCVN 6101:2003", "TCVN", "6101:2003"),
        ("QCVN 41:2019/BGTVT", "QCVN 41:2019/BGTVT", "QCVN", "41:2019/BGTVT"),
        ("đạt ISO 14001:2015.", "ISO 14001:2015", "ISO", "14001:2015"),
        ("ISO/IEC 27001:2022", "ISO/IEC 27001:2022", "ISO/IEC", "27001:2022"),
    ],
)
def test_standards(find: Find, text: str, quote: str, code: str, number: str) -> None:
    (draft,) = find(text, every=True)
    assert (draft.kind, text[draft.start : draft.end]) == (ReferenceKind.STANDARD, quote)
    assert (draft.symbol, draft.number, draft.issuer) == (code, number, None)


@pytest.mark.parametrize("text", ["TCVN", "các tiêu chuẩn ISO", "XTCVN 6101:2003", "theo ISO mới"])
def test_no_standard(text: str) -> None:
    assert find_standards(text) == []


@pytest.mark.parametrize("text", ["Nghị quyết 57 – dấu mốc mới", "Nghị quyết 57 - một dấu mốc"])
def test_a_dash_with_a_blank_before_it_ends_a_short_name(find: Find, text: str) -> None:
    (draft,) = find(text)
    assert (draft.kind, draft.number) == (ReferenceKind.SHORT, "57")
