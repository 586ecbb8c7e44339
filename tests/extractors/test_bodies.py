from __future__ import annotations

import pytest

from extractors.bodies import BodyReader, Home, canonical_body, is_stop_phrase, sentence_case
from extractors.rulebook import Rulebook

STATED = [
    # (words, home, name, how much of the words belongs to it)
    ("UBND tỉnh Sơn La về chợ", "nowhere", "Ủy ban nhân dân tỉnh Sơn La", "UBND tỉnh Sơn La"),
    (
        "Uỷ ban nhân dân tỉnh Hoà Bình",
        "nowhere",
        "Ủy ban nhân dân tỉnh Hòa Bình",
        "Uỷ ban nhân dân tỉnh Hoà Bình",
    ),
    (
        "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
        "nowhere",
        "Ủy ban nhân dân tỉnh Cao Bằng",
        "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
    ),
    ("UBND tỉnh đã ban hành", "province", "Ủy ban nhân dân tỉnh Lạng Sơn", "UBND tỉnh"),
    ("UBND Thành phố", "city", "Ủy ban nhân dân thành phố Hà Nội", "UBND Thành phố"),
    ("UBND TP. Hồ Chí Minh", "province", "Ủy ban nhân dân thành phố Hồ Chí Minh", "UBND TP. Hồ Chí Minh"),
    (
        "UBND tỉnh Bà Rịa – Vũng Tàu",
        "nowhere",
        "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu",
        "UBND tỉnh Bà Rịa – Vũng Tàu",
    ),
    ("UBND xã Nậm Hồng", "province", "Ủy ban nhân dân xã Nậm Hồng", "UBND xã Nậm Hồng"),
    ("UBND huyện Văn Quan", "province", "Ủy ban nhân dân huyện Văn Quan", "UBND huyện Văn Quan"),
    ("UBND phường Yên Bái", "merged", "Ủy ban nhân dân phường Yên Bái", "UBND phường Yên Bái"),
    ("UBND xã", "commune", "Ủy ban nhân dân xã Nà Lọong", "UBND xã"),
    ("UBND tỉnh", "commune", "Ủy ban nhân dân tỉnh Lạng Sơn", "UBND tỉnh"),
    ("UBND tỉnh", "nowhere", None, "UBND tỉnh"),
    ("UBND xã", "province", None, "UBND xã"),
    ("HĐND tỉnh khóa XVII thông qua", "province", "Hội đồng nhân dân tỉnh Lạng Sơn", "HĐND tỉnh"),
    (
        "Thường trực HĐND tỉnh",
        "province",
        "Thường trực Hội đồng nhân dân tỉnh Lạng Sơn",
        "Thường trực HĐND tỉnh",
    ),
    ("Chủ tịch UBND tỉnh", "province", "Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn", "Chủ tịch UBND tỉnh"),
    ("Chủ tịch nước", "province", "Chủ tịch nước", "Chủ tịch nước"),
    ("Sở Nội vụ về việc", "province", "Sở Nội vụ tỉnh Lạng Sơn", "Sở Nội vụ"),
    ("Sở Nội vụ tỉnh Sơn La", "province", "Sở Nội vụ tỉnh Sơn La", "Sở Nội vụ tỉnh Sơn La"),
    ("Sở Nội vụ", "commune", "Sở Nội vụ tỉnh Lạng Sơn", "Sở Nội vụ"),
    ("UBND", "department", "Ủy ban nhân dân tỉnh Lạng Sơn", "UBND"),
    ("UBND", "commune", "Ủy ban nhân dân xã Nà Lọong", "UBND"),
    ("Sở Y tế Hà Nội", "province", "Sở Y tế thành phố Hà Nội", "Sở Y tế Hà Nội"),
    ("Giám đốc Sở Nội vụ", "province", "Sở Nội vụ tỉnh Lạng Sơn", "Giám đốc Sở Nội vụ"),
    ("Văn phòng UBND tỉnh", "province", "Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn", "Văn phòng UBND tỉnh"),
    ("Thanh tra tỉnh", "province", "Thanh tra tỉnh Lạng Sơn", "Thanh tra tỉnh"),
    ("Chính phủ quy định", "province", "Chính phủ", "Chính phủ"),
    ("Thủ tướng Chính phủ về", "province", "Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
    ("Bộ trưởng Bộ Công Thương", "province", "Bộ Công Thương", "Bộ trưởng Bộ Công Thương"),
    ("Bộ NN&PTNT", "province", "Bộ Nông nghiệp và Phát triển nông thôn", "Bộ NN&PTNT"),
    (
        "Bộ Lao động – Thương binh và Xã hội",
        "province",
        "Bộ Lao động - Thương binh và Xã hội",
        "Bộ Lao động – Thương binh và Xã hội",
    ),
    ("Tổng Thanh tra Chính phủ", "province", "Thanh tra Chính phủ", "Tổng Thanh tra Chính phủ"),
    ("Tỉnh ủy về", "province", "Tỉnh ủy Lạng Sơn", "Tỉnh ủy"),
    ("Tỉnh uỷ Sơn La", "province", "Tỉnh ủy Sơn La", "Tỉnh uỷ Sơn La"),
    ("Thành ủy", "city", "Thành ủy Hà Nội", "Thành ủy"),
    ("Ban Thường vụ Tỉnh ủy", "province", "Ban Thường vụ Tỉnh ủy Lạng Sơn", "Ban Thường vụ Tỉnh ủy"),
    ("Ban Tổ chức Tỉnh ủy", "province", "Ban Tổ chức Tỉnh ủy Lạng Sơn", "Ban Tổ chức Tỉnh ủy"),
    (
        "BCH Trung ương Đảng (khóa XII)",
        "province",
        "Ban Chấp hành Trung ương Đảng",
        "BCH Trung ương Đảng (khóa XII)",
    ),
    (
        "Hội nghị lần thứ tư Ban Chấp hành Trung ương khóa XIII",
        "province",
        "Ban Chấp hành Trung ương Đảng",
        "Hội nghị lần thứ tư Ban Chấp hành Trung ương khóa XIII",
    ),
    # bodies that no table knows: a head word and its name up to a stop word
    (
        "Công ty cổ phần Thép Bình Minh về việc",
        "province",
        "Công ty cổ phần Thép Bình Minh",
        "Công ty cổ phần Thép Bình Minh",
    ),
    ("Cục Hóa chất tại Hà Nội", "province", "Cục Hóa chất", "Cục Hóa chất"),
    ("Tổng cục Hải quan hướng dẫn", "province", "Tổng cục Hải quan", "Tổng cục Hải quan"),
    (
        "Ban Chỉ đạo chuyển đổi số tỉnh",
        "province",
        "Ban Chỉ đạo chuyển đổi số tỉnh Lạng Sơn",
        "Ban Chỉ đạo chuyển đổi số tỉnh",
    ),
    (
        "Ngân hàng Thương mại cổ phần Đông Nam gửi",
        "province",
        "Ngân hàng Thương mại cổ phần Đông Nam",
        "Ngân hàng Thương mại cổ phần Đông Nam",
    ),
]


@pytest.mark.parametrize(("words", "home", "name", "printed"), STATED)
def test_a_body_at_the_start_of_the_words(
    bodies: BodyReader, homes: dict[str, Home], words: str, home: str, name: str | None, printed: str
) -> None:
    found = bodies.read(words, 0, homes[home])
    assert found is not None
    assert (found.name, found.printed) == (name, printed)
    assert found.end == len(printed)


@pytest.mark.parametrize(
    "words",
    [
        "pháp luật",
        "ngành y tế",
        "các sở, ngành",
        "cơ quan có thẩm quyền",
        "huyện, thành phố",
        "năm 2024",
        "ông Lò Văn Pó",
        "cục sông mới",
        "công ty",
        "Công ty",
        "chính phủ số",
        "ủy ban",
        "Kế hoạch số 14",
        "",
        "trên địa bàn tỉnh",
    ],
)
def test_words_that_are_no_body(bodies: BodyReader, homes: dict[str, Home], words: str) -> None:
    assert bodies.read(words, 0, homes["province"]) is None


def test_a_body_ends_at_the_bound(bodies: BodyReader, homes: dict[str, Home]) -> None:
    text = "Sở Nội vụ tỉnh Sơn La"
    found = bodies.read(text, 0, homes["province"], end=len("Sở Nội vụ"))
    assert found is not None and found.name == "Sở Nội vụ tỉnh Lạng Sơn"


def test_a_body_is_read_where_it_begins_and_not_before(bodies: BodyReader, homes: dict[str, Home]) -> None:
    text = "theo Sở Nội vụ"
    assert bodies.read(text, 0, homes["province"]) is None
    found = bodies.read(text, 5, homes["province"])
    assert found is not None and found.end == len(text)


@pytest.mark.parametrize(
    ("letters", "home", "date", "name"),
    [
        ("UBND", "province", None, "Ủy ban nhân dân tỉnh Lạng Sơn"),
        ("UBND-NC", "province", None, "Ủy ban nhân dân tỉnh Lạng Sơn"),
        ("UBND", "city", None, "Ủy ban nhân dân thành phố Hà Nội"),
        ("HĐND", "department", None, "Hội đồng nhân dân tỉnh Lạng Sơn"),
        ("SNV-CCVC", "commune", None, "Sở Nội vụ tỉnh Lạng Sơn"),
        ("TU", "province", None, "Tỉnh ủy Lạng Sơn"),
        ("TU", "city", None, "Thành ủy Hà Nội"),
        ("VPTU", "province", None, "Văn phòng Tỉnh ủy Lạng Sơn"),
        ("CP", "nowhere", None, "Chính phủ"),
        ("TTg", "nowhere", None, "Thủ tướng Chính phủ"),
        ("BNV", "nowhere", "2011-05-05", "Bộ Nội vụ"),
        ("BTNMT", "nowhere", "2020-01-01", "Bộ Tài nguyên và Môi trường"),
        ("BKHĐT", "nowhere", "2026-01-01", "Bộ Kế hoạch và Đầu tư"),
        ("UBTVQH15", "nowhere", None, "Ủy ban Thường vụ Quốc hội"),
        ("BTC-NSNN", "nowhere", None, "Bộ Tài chính"),
        ("BXD-VP", "province", None, "Bộ Xây dựng"),
        ("BTP-TTr", "province", None, "Bộ Tư pháp"),
    ],
)
def test_letters_that_tell_their_body(
    bodies: BodyReader, homes: dict[str, Home], letters: str, home: str, date: str | None, name: str
) -> None:
    assert bodies.by_letters(letters, homes[home], date) == (name, ())


@pytest.mark.parametrize(
    ("letters", "joint", "alone"),
    [
        ("BYT-BTC", "Bộ Y tế, Bộ Tài chính", "Bộ Y tế"),
        ("BTP-BTC-BNV", "Bộ Tư pháp, Bộ Tài chính, Bộ Nội vụ", "Bộ Tư pháp"),
    ],
)
def test_all_bodies_of_a_joint_document(bodies: BodyReader, letters: str, joint: str, alone: str) -> None:
    assert bodies.by_letters(letters, Home(), None, joint=True)[0] == joint
    assert bodies.by_letters(letters, Home(), None)[0] == alone


@pytest.mark.parametrize(
    ("letters", "home", "candidates"),
    [
        ("TW", "province", ("Ban Chấp hành Trung ương Đảng", "Bộ Chính trị", "Ban Bí thư")),
        ("UBND", "commune", ("Ủy ban nhân dân tỉnh Lạng Sơn", "Ủy ban nhân dân xã Nà Lọong")),
        ("HĐND", "commune", ("Hội đồng nhân dân tỉnh Lạng Sơn", "Hội đồng nhân dân xã Nà Lọong")),
        ("UBND-KT", "nowhere", ("Ủy ban nhân dân",)),
        ("SNV", "nowhere", ("Sở Nội vụ",)),
        ("ABX-TH", "province", ()),
        ("BCĐ", "province", ()),
    ],
)
def test_letters_that_leave_it_open(
    bodies: BodyReader, homes: dict[str, Home], letters: str, home: str, candidates: tuple[str, ...]
) -> None:
    assert bodies.by_letters(letters, homes[home], None) == (None, candidates)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UBND TỈNH LÀO CAI", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("BỘ NỘI VỤ", "Bộ Nội vụ"),
        ("TỈNH ỦY SƠN LA *", "Tỉnh ủy Sơn La"),
        ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ"),
        ("SỞ CÔNG THƯƠNG", None),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None),
        ("", None),
    ],
)
def test_a_body_given_alone(rules: Rulebook, text: str, name: str | None) -> None:
    assert canonical_body(text, rules) == name


def test_a_body_given_alone_is_completed_from_a_home(rules: Rulebook, homes: dict[str, Home]) -> None:
    assert canonical_body("SỞ CÔNG THƯƠNG", rules, homes["province"]) == "Sở Công Thương tỉnh Lạng Sơn"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lạng Sơn, ngày 05 tháng 3 năm 2024", "Lạng Sơn"),
        ("TP.HCM, ngày 1", "Hồ Chí Minh"),
        ("Dak Lak", "Đắk Lắk"),
        ("Thanh Hoá", "Thanh Hóa"),
        ("từ Sơn La đến Hà Nội", None),
        ("xã Nậm Hồng", None),
        ("", None),
        ("Lạng Sơng", None),
    ],
)
def test_the_province_of_a_short_text(bodies: BodyReader, text: str, name: str | None) -> None:
    assert bodies.province_in(text) == name


@pytest.mark.parametrize(
    ("province", "date", "old"),
    [
        ("Lào Cai", "2024-05-05", {"Yên Bái"}),
        ("Lào Cai", "2025-06-30", {"Yên Bái"}),
        ("Lào Cai", "2025-07-01", set()),
        ("Phú Thọ", "2020-01-01", {"Vĩnh Phúc", "Hòa Bình"}),
        ("Lạng Sơn", "2020-01-01", set()),
        ("Bắc Ninh", "2026-01-01", set()),
    ],
)
def test_provinces_that_were_their_own_at_a_date(
    bodies: BodyReader, province: str, date: str, old: set[str]
) -> None:
    assert bodies.merged_into(province, date) == old


@pytest.mark.parametrize(
    ("text", "phrase", "stops"),
    [
        ("số 5/KH", "số N", True),
        ("số: 12", "số N", True),
        ("số và dữ liệu", "số N", False),
        ("về việc", "về", True),
        ("vềnh", "về", False),
        ("ngày 5", "ngày N", True),
        ("ngày mai", "ngày N", False),
    ],
)
def test_stop_phrases(text: str, phrase: str, stops: bool) -> None:
    assert is_stop_phrase(text, 0, phrase) is stops


@pytest.mark.parametrize(
    ("words", "cased"),
    [
        ("CỤC THUẾ", "Cục thuế"),
        ("BAN QUẢN LÝ CHỢ LẠNG SƠN", "Ban quản lý chợ Lạng Sơn"),
        ("BAN LẠNG SƠNG", "Ban lạng sơng"),
    ],
)
def test_capitals_in_sentence_case(words: str, cased: str) -> None:
    assert sentence_case(words, {"lang sơn": "Lạng Sơn"}) == cased


@pytest.mark.parametrize(
    ("home", "place", "party"),
    [
        ("province", "tỉnh Lạng Sơn", "Tỉnh ủy Lạng Sơn"),
        ("city", "thành phố Hà Nội", "Thành ủy Hà Nội"),
        ("nowhere", None, None),
    ],
)
def test_a_home_names_its_place_and_committee(
    home: str, homes: dict[str, Home], place: str | None, party: str | None
) -> None:
    assert (homes[home].place, homes[home].party) == (place, party)
