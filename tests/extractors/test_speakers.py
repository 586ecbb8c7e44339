from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft
from extractors.model import IssuerBasis

Find = Callable[..., list[Draft]]
LANG_SON = "Ủy ban nhân dân tỉnh Lạng Sơn"

SPEAKS = [
    ("theo đề nghị của Sở Tài chính tại Tờ trình số 61/TTr-STC", "province", "Sở Tài chính tỉnh Lạng Sơn"),
    (
        "Ngày 07/8/2024, Sở Nội vụ có Công văn số 91/SNV-CCVC gửi các phòng",
        "province",
        "Sở Nội vụ tỉnh Lạng Sơn",
    ),
    (
        "Tổng công ty Điện lực Sông Hồng đã có Văn bản số 210/TCT-KT",
        "province",
        "Tổng công ty Điện lực Sông Hồng",
    ),
    ("ý kiến của Công ty TNHH Hoa Mai tại Văn bản số 12/HM-KD", "province", "Công ty TNHH Hoa Mai"),
    ("Hội Nông dân tỉnh có Kế hoạch số 12-KH/HNDT", "province", "Hội Nông dân tỉnh Lạng Sơn"),
    ("UBND tỉnh Cao Bằng đề nghị tại Tờ trình số 61/TTr-UBND", "province", "Ủy ban nhân dân tỉnh Cao Bằng"),
    ("UBND xã Nậm Hồng ban hành Kế hoạch số 31/KH-UBND", "province", "Ủy ban nhân dân xã Nậm Hồng"),
    ("UBND xã Nậm Hồng đã ban hành Kế hoạch số 31/KH-UBND", "department", "Ủy ban nhân dân xã Nậm Hồng"),
    ("UBND huyện Văn Quan có Tờ trình số 45/TTr-UBND", "province", "Ủy ban nhân dân huyện Văn Quan"),
    ("UBND xã ban hành Kế hoạch số 31/KH-UBND", "commune", "Ủy ban nhân dân xã Nà Lọong"),
    ("UBND tỉnh ban hành Kế hoạch số 231/KH-UBND", "commune", LANG_SON),
    ("UBND tỉnh Sơn La đã ban hành Quyết định số 33/QĐ-UBND", "province", "Ủy ban nhân dân tỉnh Sơn La"),
    ("Ban Thường vụ Tỉnh ủy đã ban hành Chỉ thị số 14-CT/TU", "province", "Ban Thường vụ Tỉnh ủy Lạng Sơn"),
]


@pytest.mark.parametrize(("text", "home", "issuer"), SPEAKS)
def test_the_subject_of_the_clause_issues(find: Find, text: str, home: str, issuer: str) -> None:
    (draft,) = find(text, home)
    assert (draft.issuer, draft.basis) == (issuer, IssuerBasis.CONTEXT)


SILENT = [
    # the body before is not the one whose letters stand in the symbol
    ("Sở Nội vụ đã có ý kiến. Kế hoạch số 231/KH-UBND", "province", LANG_SON),
    ("Sở Nội vụ thực hiện Kế hoạch số 231/KH-UBND", "department", LANG_SON),
    ("Công ty TNHH Hoa Mai được cấp Giấy phép số 118/GP-UBND", "province", LANG_SON),
    (
        "Chủ tịch UBND tỉnh kết luận tại Thông báo số 45/TB-VPUBND",
        "province",
        "Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn",
    ),
    ("Thủ tướng Chính phủ giao Bộ Nội vụ tại Thông báo số 12/TB-VPCP", "province", "Văn phòng Chính phủ"),
    ("UBND xã Nậm Hồng thực hiện Kế hoạch số 231/KH-UBND", "province", LANG_SON),
    # a body after the mention does not issue it
    (
        "Thực hiện Công văn số 33/SYT-KHTC, Sở Tài chính có ý kiến như sau",
        "province",
        "Sở Y tế tỉnh Lạng Sơn",
    ),
]


@pytest.mark.parametrize(("text", "home", "issuer"), SILENT)
def test_a_body_that_does_not_speak(find: Find, text: str, home: str, issuer: str) -> None:
    (draft,) = find(text, home)
    assert draft.issuer == issuer
    assert draft.basis in (IssuerBasis.SYMBOL, IssuerBasis.SELF)


def test_a_commune_without_a_name_leaves_the_issuer_open(find: Find) -> None:
    (draft,) = find("UBND xã đã ban hành Kế hoạch số 31/KH-UBND")
    assert (draft.issuer, draft.basis) == (None, IssuerBasis.UNKNOWN)
    assert draft.candidates == (LANG_SON, "Ủy ban nhân dân xã")


def test_a_commune_named_in_the_line_before_is_the_one(find: Find) -> None:
    (draft,) = find("Chợ mới (xã Nậm Hồng, 5 ha). UBND xã đã ban hành Kế hoạch số 31/KH-UBND")
    assert draft.issuer == "Ủy ban nhân dân xã Nậm Hồng"


def test_two_communes_before_leave_it_open(find: Find) -> None:
    (draft,) = find("Chợ mới (xã Nậm Hồng, xã Nà Pản). UBND xã đã ban hành Kế hoạch số 31/KH-UBND")
    assert draft.issuer is None


def test_one_subject_for_several_documents(find: Find) -> None:
    text = "UBND xã Nậm Hồng đã ban hành Kế hoạch số 31/KH-UBND và Quyết định số 32/QĐ-UBND"
    assert {d.issuer for d in find(text)} == {"Ủy ban nhân dân xã Nậm Hồng"}


def test_the_body_before_speaks_only_in_its_own_sentence(find: Find) -> None:
    (draft,) = find("UBND xã Nậm Hồng đã họp.\nBan hành Kế hoạch số 31/KH-UBND")
    assert draft.issuer == LANG_SON
