from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.bodies import BodyReader, Home
from extractors.drafts import Draft
from extractors.issuers import home_of
from extractors.model import Document, Header, IssuerBasis
from extractors.rulebook import Rulebook

Find = Callable[..., list[Draft]]
TW = ("Ban Chấp hành Trung ương Đảng", "Bộ Chính trị", "Ban Bí thư")
LANG_SON = "Ủy ban nhân dân tỉnh Lạng Sơn"

STATED = [
    ("Kế hoạch số 231/KH-UBND của UBND tỉnh Sơn La", "province", "Ủy ban nhân dân tỉnh Sơn La"),
    ("Kế hoạch số 231/KH-UBND của UBND tỉnh", "province", LANG_SON),
    ("Kế hoạch số 231/KH-UBND ngày 5/3/2024 của Ủy ban nhân dân tỉnh", "department", LANG_SON),
    ("Kế hoạch số 231/KH-UBND của UBND Thành phố", "city", "Ủy ban nhân dân thành phố Hà Nội"),
    ("Kế hoạch số 31/KH-UBND của UBND xã Nậm Hồng", "province", "Ủy ban nhân dân xã Nậm Hồng"),
    ("Kế hoạch số 31/KH-UBND của UBND huyện Văn Quan", "province", "Ủy ban nhân dân huyện Văn Quan"),
    ("Nghị quyết số 06-NQ/HU của Huyện ủy Văn Quan", "province", "Huyện ủy Văn Quan"),
    ("Quyết định số 12/QĐ-UBND của UBND thị xã Nghĩa Lộ", "province", "Ủy ban nhân dân thị xã Nghĩa Lộ"),
    ("Quyết định số 12/QĐ-UBND của UBND đặc khu Vân Đồn", "province", "Ủy ban nhân dân đặc khu Vân Đồn"),
    ("Văn bản số 12/UBND-KT của UBND TP Lạng Sơn", "province", "Ủy ban nhân dân thành phố Lạng Sơn"),
    (
        "Kết luận số 12-KL/TU của Ban Thường vụ Thành ủy Hải Phòng",
        "province",
        "Ban Thường vụ Thành ủy Hải Phòng",
    ),
    ("Thông báo số 12-TB/ĐU của Đảng ủy phường Đông Kinh", "province", "Đảng ủy phường Đông Kinh"),
    ("Công văn số 12/CT-TTHT của Cục Thuế tỉnh Sơn La", "province", "Cục Thuế tỉnh Sơn La"),
    ("Kế hoạch số 12/KH-BHXH của Bảo hiểm xã hội tỉnh Sơn La", "province", "Bảo hiểm xã hội tỉnh Sơn La"),
    ("Công văn số 33/UBND-VX của UBND TP.HCM", "province", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
    (
        "Thông tư liên tịch số 05/2015/TTLT-BYT-BTC của liên Bộ Y tế - Tài chính",
        "province",
        "Bộ Y tế, Bộ Tài chính",
    ),
    ("Kế hoạch số 31/KH-UBND của UBND xã", "commune", "Ủy ban nhân dân xã Nà Lọong"),
    ("Kế hoạch số 231/KH-UBND của UBND tỉnh", "commune", LANG_SON),
    (
        "Quyết định số 33/QĐ-UBND ngày 5/6/2019 của UBND tỉnh Yên Bái",
        "merged",
        "Ủy ban nhân dân tỉnh Yên Bái",
    ),
    (
        "Quyết định số 33/QĐ-UBND của UBND thành phố Lạng Sơn",
        "province",
        "Ủy ban nhân dân thành phố Lạng Sơn",
    ),
    ("Quyết định số 12/QĐ-UBND của Chủ tịch UBND tỉnh", "province", f"Chủ tịch {LANG_SON}"),
    ("Quyết định số 12/QĐ-UBND do UBND tỉnh ban hành", "province", LANG_SON),
    ("Nghị quyết số 26-NQ/TW của Bộ Chính trị", "province", "Bộ Chính trị"),
    ("Nghị quyết số 26-NQ/TW của BCH Trung ương Đảng (khóa XII)", "nowhere", "Ban Chấp hành Trung ương Đảng"),
    (
        "Nghị quyết số 26-NQ/TW ngày 25/10/2017 Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII",
        "province",
        "Ban Chấp hành Trung ương Đảng",
    ),
    ("Chỉ thị số 14-CT/TU của Ban Thường vụ Tỉnh ủy", "province", "Ban Thường vụ Tỉnh ủy Lạng Sơn"),
    (
        "Nghị quyết số 12-NQ/TU của Ban Chấp hành Đảng bộ tỉnh",
        "province",
        "Ban Chấp hành Đảng bộ tỉnh Lạng Sơn",
    ),
    ("Quyết định số 193/QĐ-BCT của Bộ trưởng Bộ Công Thương", "province", "Bộ Công Thương"),
    ("Nghị quyết số 12/NQ-HĐND của HĐND tỉnh khóa XVII", "province", "Hội đồng nhân dân tỉnh Lạng Sơn"),
    ("Công văn số 91/SYT-NVY của Sở Y tế Hà Nội", "province", "Sở Y tế thành phố Hà Nội"),
    (
        "Văn bản số 3412/ABX-TH của Công ty cổ phần Thép Bình Minh về việc xin gia hạn",
        "province",
        "Công ty cổ phần Thép Bình Minh",
    ),
    (
        "Quyết định số 44/QĐ-BCĐ của Ban Chỉ đạo chuyển đổi số tỉnh",
        "province",
        "Ban Chỉ đạo chuyển đổi số tỉnh Lạng Sơn",
    ),
    ("Công văn số 33/TCHQ-GSQL ngày 4/1/2022 của Tổng cục Hải quan", "province", "Tổng cục Hải quan"),
]


@pytest.mark.parametrize(("text", "home", "issuer"), STATED)
def test_the_words_behind_a_mention_state_the_issuer(find: Find, text: str, home: str, issuer: str) -> None:
    (draft,) = find(text, home)
    assert (draft.issuer, draft.basis) == (issuer, IssuerBasis.STATED)


SYMBOL = [
    ("Nghị định số 45/2023/NĐ-CP", "nowhere", "Chính phủ"),
    ("Quyết định số 12/QĐ-TTg", "commune", "Thủ tướng Chính phủ"),
    ("Luật số 24/2018/QH14", "province", "Quốc hội"),
    ("Nghị quyết số 1245/NQ-UBTVQH15", "province", "Ủy ban Thường vụ Quốc hội"),
    ("Thông tư số 05/2020/TT-BTNMT", "province", "Bộ Tài nguyên và Môi trường"),
    ("Thông tư liên tịch số 05/2015/TTLT-BYT-BTC", "province", "Bộ Y tế, Bộ Tài chính"),
    ("Kế hoạch số 231/KH-UBND", "department", LANG_SON),
    ("Công văn số 91/SNV-CCVC", "commune", "Sở Nội vụ tỉnh Lạng Sơn"),
    ("Công văn số 91/SNV-CCVC", "city", "Sở Nội vụ thành phố Hà Nội"),
    ("Chỉ thị số 14-CT/TU", "commune", "Tỉnh ủy Lạng Sơn"),
    ("Chỉ thị số 14-CT/TU", "city", "Thành ủy Hà Nội"),
    ("Công văn số 310-CV/VPTU", "province", "Văn phòng Tỉnh ủy Lạng Sơn"),
    ("Thông báo số 41/TB-VP", "province", "Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn"),
    ("Kế hoạch số 12/KH-CAT", "province", "Công an tỉnh Lạng Sơn"),
    ("Hướng dẫn số 22-HD/TWĐTN", "nowhere", "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
    ("Công văn số 12/BTC-NSNN", "nowhere", "Bộ Tài chính"),
    ("Nghị định số 41-HĐBT", "nowhere", "Hội đồng Bộ trưởng"),
    ("Kế hoạch số 55-KH/TĐTN", "province", "Tỉnh đoàn Lạng Sơn"),
    ("Công văn số 3412/BNNMT-ĐCKS", "province", "Bộ Nông nghiệp và Môi trường"),
    ("Nghị quyết số 05-NQ/ĐU", "commune", "Đảng ủy xã Nà Lọong"),
    ("Văn bản hợp nhất số 02/HNVB-VPCP", "nowhere", "Văn phòng Chính phủ"),
]


@pytest.mark.parametrize(("text", "home", "issuer"), SYMBOL)
def test_the_letters_tell_the_issuer(find: Find, text: str, home: str, issuer: str) -> None:
    (draft,) = find(text, home)
    assert (draft.issuer, draft.basis, draft.candidates) == (issuer, IssuerBasis.SYMBOL, ())


@pytest.mark.parametrize(
    ("text", "home", "issuer"),
    [
        ("Kế hoạch số 231/KH-UBND", "province", LANG_SON),
        ("Công văn số 91/SNV-CCVC", "department", "Sở Nội vụ tỉnh Lạng Sơn"),
    ],
)
def test_letters_of_the_documents_own_issuer(find: Find, text: str, home: str, issuer: str) -> None:
    (draft,) = find(text, home)
    assert (draft.issuer, draft.basis) == (issuer, IssuerBasis.SELF)


UNKNOWN = [
    ("Nghị quyết số 26-NQ/TW", "province", TW),
    ("Quy định số 12-QĐi/TW", "nowhere", TW),
    ("Kế hoạch số 231/KH-UBND", "commune", (LANG_SON, "Ủy ban nhân dân xã Nà Lọong")),
    ("Kế hoạch số 231/KH-UBND", "nowhere", ("Ủy ban nhân dân",)),
    ("Công văn số 91/SNV-CCVC", "ministry", ("Sở Nội vụ",)),
    ("Văn bản số 3412/ABX-TH", "province", ()),
    ("Kế hoạch số 14/KH-BCĐ", "province", ()),
    ("Sắc lệnh số 64-SL", "province", ()),
    ("Quyết định số 01/KH", "province", ()),
    ("Chỉ thị số 14-CT/TU", "nowhere", ("Tỉnh ủy", "Thành ủy")),
]


@pytest.mark.parametrize(("text", "home", "candidates"), UNKNOWN)
def test_what_stays_unknown_keeps_its_candidates(
    find: Find, text: str, home: str, candidates: tuple[str, ...]
) -> None:
    (draft,) = find(text, home)
    assert (draft.issuer, draft.basis, draft.candidates) == (None, IssuerBasis.UNKNOWN, candidates)


@pytest.mark.parametrize(
    ("text", "home", "level"),
    [
        ("Kế hoạch số 31/KH-UBND của UBND xã", "province", "xã"),
        ("Công văn số 44/UBND-KT của UBND huyện", "commune", "huyện"),
    ],
)
def test_a_stated_level_without_a_name_is_not_the_home(find: Find, text: str, home: str, level: str) -> None:
    (draft,) = find(text, home)
    assert (draft.issuer, draft.basis) == (None, IssuerBasis.UNKNOWN)
    assert f"Ủy ban nhân dân {level}" in draft.candidates


@pytest.mark.parametrize("text", ["Luật số 28-L/CTN", "Luật số 17-LCT/HĐNN8"])
def test_laws_of_the_older_forms_are_the_assemblys(find: Find, text: str) -> None:
    (draft,) = find(text)
    assert draft.issuer == "Quốc hội"


def test_another_mention_of_the_same_symbol_tells(find: Find) -> None:
    text = "Kế hoạch số 231/KH-UBND của UBND tỉnh Sơn La về chợ.\nTheo Kế hoạch số 231/KH-UBND thì đã xong."
    first, second = find(text)
    assert (first.basis, second.basis) == (IssuerBasis.STATED, IssuerBasis.CONTEXT)
    assert second.issuer == "Ủy ban nhân dân tỉnh Sơn La"


def test_a_like_number_of_another_symbol_does_not(find: Find) -> None:
    text = "Kế hoạch số 231/KH-UBND của UBND tỉnh Sơn La về chợ.\nTheo Quyết định số 231/QĐ-UBND thì đã xong."
    assert find(text)[1].issuer == LANG_SON


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Tỉnh Yên Bái đã có Quyết định số 33/QĐ-UBND ngày 5/6/2019", "Ủy ban nhân dân tỉnh Yên Bái"),
        ("Tỉnh Yên Bái đã có Quyết định số 33/QĐ-UBND ngày 5/8/2025", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Tỉnh Sơn La đã có Quyết định số 33/QĐ-UBND ngày 5/6/2019", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Trước đây đã có Quyết định số 33/QĐ-UBND ngày 5/6/2019", "Ủy ban nhân dân tỉnh Lào Cai"),
    ],
)
def test_an_old_province_before_its_merger(find: Find, text: str, issuer: str) -> None:
    text = text.replace("Tỉnh", "Trên địa bàn tỉnh", 1)
    (draft,) = find(text, "merged")
    assert draft.issuer == issuer


def _home(rules: Rulebook, bodies: BodyReader, text: str = "", **header: str) -> Home:
    document = Document("x", "text/plain", "text", None, text, ())
    return home_of(document, Header(**header), bodies, rules)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("issuer", "province", "kind", "local"),
    [
        ("Ủy ban nhân dân tỉnh Lạng Sơn", "Lạng Sơn", "tỉnh", None),
        ("Sở Nội vụ thành phố Hà Nội", "Hà Nội", "thành phố", None),
        ("Tỉnh ủy Sơn La", "Sơn La", "tỉnh", None),
        ("Thành ủy Hà Nội", "Hà Nội", "thành phố", None),
        ("Ủy ban nhân dân xã Nậm Hồng, tỉnh Lạng Sơn", "Lạng Sơn", "tỉnh", "xã Nậm Hồng"),
        ("Bộ Nội vụ", None, "tỉnh", None),
        ("Chính phủ", None, "tỉnh", None),
    ],
)
def test_the_home_of_an_issuer(
    rules: Rulebook, bodies: BodyReader, issuer: str, province: str | None, kind: str, local: str | None
) -> None:
    home = _home(rules, bodies, issuer=issuer)
    assert (home.province, home.kind, home.local, home.issuer) == (province, kind, local, issuer)


def test_a_commune_takes_its_province_from_the_place_line(rules: Rulebook, bodies: BodyReader) -> None:
    home = _home(rules, bodies, issuer="Ủy ban nhân dân xã Nậm Hồng", place="Sơn La")
    assert (home.place, home.local) == ("tỉnh Sơn La", "xã Nậm Hồng")


def test_a_commune_takes_its_province_from_its_words(rules: Rulebook, bodies: BodyReader) -> None:
    text = "Kế hoạch của UBND tỉnh Sơn La. Trên địa bàn tỉnh Sơn La, tỉnh Cao Bằng"
    home = _home(rules, bodies, text, issuer="Ủy ban nhân dân xã Nậm Hồng", place="Nậm Hồng")
    assert home.place == "tỉnh Sơn La"


def test_two_provinces_named_alike_often_tell_nothing(rules: Rulebook, bodies: BodyReader) -> None:
    home = _home(rules, bodies, "giữa tỉnh Sơn La và tỉnh Cao Bằng", issuer="Ủy ban nhân dân xã Nậm Hồng")
    assert home.place is None


@pytest.mark.parametrize(("date", "kind"), [("2026-08-31", "tỉnh"), ("2026-09-01", "thành phố")])
def test_a_province_that_becomes_a_city(rules: Rulebook, bodies: BodyReader, date: str, kind: str) -> None:
    home = _home(rules, bodies, place="Quảng Ninh", date=date)
    assert home.place == f"{kind} Quảng Ninh"


def test_what_a_list_says_of_its_members_is_not_said_of_what_their_titles_name(find: Find) -> None:
    first, changed, _ = find(
        "Quyết định số 21/2023/QĐ-UBND của Ủy ban nhân dân tỉnh Hải Dương sửa đổi Quyết định số "
        "23/2016/QĐ-UBND; Quyết định số 5/2020/QĐ-UBND của Ủy ban nhân dân thành phố Hải Phòng"
    )
    assert changed.bearer is first
    assert changed.issuer == first.issuer == "Ủy ban nhân dân tỉnh Hải Dương"
