"""Phrases that were read wrongly once, each with all that must be read in it now."""

from __future__ import annotations

import pytest

from extractors.drafts import Draft
from tests.extractors.conftest import Find

Read = tuple[str | None, str | None, str | None, str | None, str]


def told(draft: Draft) -> Read:
    return draft.type, draft.number, draft.symbol, draft.issuer, draft.relation


HOME = "Ủy ban nhân dân tỉnh Lạng Sơn"

PHRASES: list[tuple[str, list[Read]]] = [
    ("Chỉ thị 11 của Tỉnh ủy", [("Chỉ thị", "11", None, "Tỉnh ủy Lạng Sơn", "cites")]),
    ("triển khai Chỉ thị 05 Bộ Chính trị", [("Chỉ thị", "05", None, None, "implements")]),
    ("Tổ công tác Đề án 06 tỉnh", [("Đề án", "06", None, "Thủ tướng Chính phủ", "cites")]),
    ("Kế hoạch 06 tháng đầu năm; Công văn 10 trang; Kế hoạch 2026", []),
    (
        "Kế hoạch của UBND tỉnh Sơn La số 14/KH-UBND",
        [("Kế hoạch", "14", "KH-UBND", "Ủy ban nhân dân tỉnh Sơn La", "cites")],
    ),
    ("Chỉ thị của Ban Bí thư số 13-CT/TW", [("Chỉ thị", "13", "CT/TW", "Ban Bí thư", "cites")]),
    (
        "Công văn của Sở Nội vụ tỉnh Sơn La (số 91/SNV-CCVC ngày 3/4/2024)",
        [("Công văn", "91", "SNV-CCVC", "Sở Nội vụ tỉnh Sơn La", "cites")],
    ),
    (
        "UBND tỉnh Sơn La (Kế hoạch số 15/KH-UBND ngày 1/2/2024)",
        [("Kế hoạch", "15", "KH-UBND", "Ủy ban nhân dân tỉnh Sơn La", "cites")],
    ),
    (
        "Kết luận số 12-KL/TU của BTV Thành ủy Hải Phòng",
        [("Kết luận", "12", "KL/TU", "Ban Thường vụ Thành ủy Hải Phòng", "cites")],
    ),
    (
        "Nghị quyết số 3-NQ/TU của Thành ủy Thành phố Hồ Chí Minh",
        [("Nghị quyết", "3", "NQ/TU", "Thành ủy Thành phố Hồ Chí Minh", "cites")],
    ),
    (
        "Bảo hiểm xã hội tỉnh có Công văn số 15/BHXH-TCKT",
        [("Công văn", "15", "BHXH-TCKT", "Bảo hiểm xã hội tỉnh Lạng Sơn", "issues")],
    ),
    ("Kế hoạch số 5/KH-BHXH", [("Kế hoạch", "5", "KH-BHXH", None, "cites")]),
    (
        "Công văn số 5/UBND-KT của UBND Ủy ban nhân dân thành phố Hải Phòng",
        [("Công văn", "5", "UBND-KT", "Ủy ban nhân dân thành phố Hải Phòng", "cites")],
    ),
    ("Công văn số 33/UBND-VX của UBND TP.HCM", [
        ("Công văn", "33", "UBND-VX", "Ủy ban nhân dân thành phố Hồ Chí Minh", "cites"),
    ]),
    ("Công văn số 44/UBND-KT của UBND huyện", [("Công văn", "44", "UBND-KT", None, "cites")]),
    ("Trường Đại học Luật Hà Nội", []),
    ("Luật KH,CN&ĐMST năm 2025", [("Luật", None, None, "Quốc hội", "cites")]),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Đầu tư công theo phương thức mới, "
        "Luật Hải quan và Luật Quản lý, sử dụng tài sản công số 90/2025/QH15;",
        [("Luật", "90/2025", "QH15", "Quốc hội", "based_on")],
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch ngày 20/11/2018",
        [("Luật", None, None, "Quốc hội", "cites")],
    ),
    ("tại Luật thuế TNCN năm 2007 đã được sửa đổi", [("Luật", None, None, "Quốc hội", "cites")]),
    ("Quyết định số 146/1998/QĐ.UB", [("Quyết định", "146/1998", "QĐ-UB", HOME, "cites")]),
    ("Quyết định số 146/QĐ/UB", [("Quyết định", "146", "QĐ-UB", HOME, "cites")]),
    ("Nghị quyết số 12/NQ-HDND", [
        ("Nghị quyết", "12", "NQ-HĐND", "Hội đồng nhân dân tỉnh Lạng Sơn", "cites"),
    ]),
    ("Kế hoạch số 285/KH-UBN0", [("Kế hoạch", "285", "KH-UBND", HOME, "cites")]),
    ("Mẫu số 05/GTGT-TH; giấy phép số 118.04/GCN", []),
    (
        "Kể từ ngày Quyết định này có hiệu lực, Quyết định số 45/2023/QĐ-UBND của tỉnh hết hiệu lực",
        [("Quyết định", "45/2023", "QĐ-UBND", "Ủy ban nhân dân tỉnh Lạng Sơn", "replaces")],
    ),
    (
        "Nghị định số 66/2016/NĐ-CP quy định điều kiện đầu tư, được sửa đổi, bổ sung bởi Nghị định số "
        "123/2018/NĐ-CP",
        [
            ("Nghị định", "66/2016", "NĐ-CP", "Chính phủ", "cites"),
            ("Nghị định", "123/2018", "NĐ-CP", "Chính phủ", "cites"),
        ],
    ),
    (
        "Thay thế Phụ lục ban hành kèm theo Quyết định số 07/2024/QĐ-UBND",
        [("Quyết định", "07/2024", "QĐ-UBND", "Ủy ban nhân dân tỉnh Lạng Sơn", "amends")],
    ),
    (
        "văn bản bổ sung Giấy phép đã cấp trước ngày Luật Các tổ chức tín dụng số 32/2024/QH15 có hiệu lực",
        [("Luật", "32/2024", "QH15", "Quốc hội", "cites")],
    ),
    ("tổng kết 10 năm thực hiện Nghị quyết số 12/NQ-HĐND", [
        ("Nghị quyết", "12", "NQ-HĐND", "Hội đồng nhân dân tỉnh Lạng Sơn", "reports_on"),
    ]),
    (
        "Quyết định số 5/QĐ-UBND của UBND tỉnh Nghệ An về thực hiện Nghị quyết số 3/NQ-HĐND của HĐND tỉnh",
        [
            ("Quyết định", "5", "QĐ-UBND", "Ủy ban nhân dân tỉnh Nghệ An", "cites"),
            ("Nghị quyết", "3", "NQ-HĐND", "Hội đồng nhân dân tỉnh Nghệ An", "implements"),
        ],
    ),
    (
        "Theo đề nghị của Sở Nông nghiệp và Môi trường tại Tờ trình số 19/TTr-SoNNMT",
        [("Tờ trình", "19", "TTr-SoNNMT", "Sở Nông nghiệp và Môi trường tỉnh Lạng Sơn", "proposed_by")],
    ),
    (
        "Công văn số 44/UBND-KT của UBND huyện Văn Quan; Công văn số 44/UBND-KT của UBND huyện",
        [("Công văn", "44", "UBND-KT", "Ủy ban nhân dân huyện Văn Quan", "cites")] * 2,
    ),
    (
        "sửa đổi một số điều của luật đất đai, luật quản lý thuế",
        [("Luật", None, None, "Quốc hội", "cites")] * 2,
    ),
    ("các nhà khoa học, luật gia, luật sư giỏi", []),
    (
        "Luật sửa đổi, bổ sung một số điều của luật chứng khoán, luật kiểm soát độc lập, luật quản lý thuế "
        "ngày 29 tháng 11 năm 2024",
        [("Luật", None, None, "Quốc hội", "cites")],
    ),
    ("Thông tư số 87,88/2020/TT-BTC", [
        ("Thông tư", "87", "TT-BTC", "Bộ Tài chính", "cites"),
        ("Thông tư", "88/2020", "TT-BTC", "Bộ Tài chính", "cites"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "wanted"), PHRASES, ids=[phrase[:60] for phrase, _ in PHRASES])
def test_all_that_a_phrase_says_is_read(find: Find, phrase: str, wanted: list[Read]) -> None:
    assert [told(draft) for draft in find(phrase)] == wanted


def test_what_a_quotation_does_is_done_by_the_document_quoted(find: Find) -> None:
    law = "Tại Điều 71 Luật Lưu trữ số 33/2024/QH15 quy định"
    drafts = find(f"{law}: “9. Bãi bỏ Nghị quyết số 19/2022/QH15.”")
    assert [(d.relation, d.by) for d in drafts] == [("cites", "self"), ("repeals", "33/2024/QH15")]


def test_a_quotation_of_nothing_named_changes_nothing(find: Find) -> None:
    (draft,) = find("sửa đổi như sau: “Bãi bỏ Nghị quyết số 19/2022/QH15.”")
    assert (draft.relation, draft.by) == ("cites", "self")


@pytest.mark.parametrize(
    ("phrase", "subject"),
    [
        (
            "Kế hoạch số 5/KH-UBND về phê duyệt “Chương trình phòng ngừa” (CTPN) trên địa bàn, Sở báo cáo",
            "phê duyệt “Chương trình phòng ngừa” (CTPN) trên địa bàn",
        ),
        ("Điều 8 Nghị định số 30/2020/NĐ-CP quy định: trường hợp có thay đổi", None),
        (
            "Nghị định số 30/2020/NĐ-CP về công tác văn thư được sửa đổi bởi Nghị định số 31/2024/NĐ-CP",
            "công tác văn thư",
        ),
        (
            "Quyết định số 3/QĐ-UBND thực hiện Nghị quyết số 66-NQ/TW của Bộ Chính trị về đổi mới; các sở",
            "thực hiện Nghị quyết số 66-NQ/TW của Bộ Chính trị về đổi mới",
        ),
        (
            "Thông tư số 5/2020/TT-BTC hướng dẫn Nghị định số 30/2020/NĐ-CP; quy định chế độ báo cáo; các sở",
            "hướng dẫn Nghị định số 30/2020/NĐ-CP; quy định chế độ báo cáo",
        ),
        ("Quyết định số 5/QĐ-UBND về điều chỉnh vốn đầu tư, cụ thể như sau", "điều chỉnh vốn đầu tư"),
        (
            "theo Nghị định số 30/2020/NĐ-CP về công tác văn thư và quy định tại Nghị định số 99/2025/NĐ-CP",
            "công tác văn thư",
        ),
        (
            "Nghị định số 30/2020/NĐ-CP quy định phân cấp công tác văn thư, quy định về việc các xã lưu trữ",
            "quy định phân cấp công tác văn thư",
        ),
        ("Tờ trình số 5/TTr-SNV đề nghị phê duyệt kế hoạch[12]", "đề nghị phê duyệt kế hoạch"),
        (
            "Khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP của Chính phủ quy định về công tác văn thư",
            "quy định về công tác văn thư",
        ),
    ],
)
def test_a_subject_is_whole_and_ends_with_its_title(find: Find, phrase: str, subject: str | None) -> None:
    assert find(phrase)[0].subject == subject
