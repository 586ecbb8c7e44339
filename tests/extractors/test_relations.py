from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft

Find = Callable[..., list[Draft]]

CUES = [
    ("Căn cứ Nghị định số 45/2023/NĐ-CP;", "based_on"),
    ("CĂN CỨ NGHỊ ĐỊNH SỐ 45/2023/NĐ-CP", "based_on"),
    ("Thực hiện Kế hoạch số 14/KH-UBND của UBND tỉnh", "implements"),
    ("quán triệt, thực hiện Nghị quyết số 26-NQ/TW", "implements"),
    ("theo chỉ đạo của UBND tỉnh tại Công văn số 88/UBND-NC", "implements"),
    ("phối hợp với Sở Nội vụ triển khai Kế hoạch số 14/KH-UBND", "implements"),
    ("Sở đã ban hành Kế hoạch số 14/KH-SNV", "issues"),
    ("Ngày 07/8/2024, Sở Nội vụ có Công văn số 91/SNV-CCVC", "issues"),
    ("phòng tham mưu UBND tỉnh ban hành Quyết định số 12/QĐ-UBND", "issues"),
    ("Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND", "cites"),
    ("phê duyệt Đề án số 08/ĐA-SNV", "approves"),
    ("sửa đổi, bổ sung Quyết định số 12/QĐ-UBND", "amends"),
    ("điều chỉnh Kế hoạch số 14/KH-UBND", "amends"),
    ("thay thế Quyết định số 12/QĐ-UBND", "replaces"),
    ("Quyết định số 12/QĐ-UBND hết hiệu lực kể từ ngày văn bản mới có hiệu lực", "replaces"),
    ("bãi bỏ Quyết định số 12/QĐ-UBND", "repeals"),
    ("hủy bỏ Quyết định số 12/QĐ-UBND", "repeals"),
    ("thu hồi Quyết định số 12/QĐ-UBND", "repeals"),
    ("tạm ngưng hiệu lực Nghị định số 45/2023/NĐ-CP", "suspends"),
    ("đình chỉ thi hành Quyết định số 12/QĐ-UBND", "suspends"),
    ("kéo dài thời gian thực hiện Nghị quyết số 12/NQ-HĐND", "extends"),
    ("đính chính Quyết định số 12/QĐ-UBND", "corrects"),
    ("hợp nhất Nghị định số 45/2023/NĐ-CP", "consolidates"),
    ("quy định chi tiết Luật Lưu trữ", "guides"),
    ("hướng dẫn thi hành Nghị định số 45/2023/NĐ-CP", "guides"),
    ("Theo đề nghị của Sở Nội vụ tại Tờ trình số 61/TTr-SNV", "proposed_by"),
    ("Xét Tờ trình số 61/TTr-SNV ngày 4/5/2024", "proposed_by"),
    ("trả lời Công văn số 91/SNV-CCVC", "replies_to"),
    ("Sở nhận được Công văn số 91/SNV-CCVC", "replies_to"),
    ("báo cáo kết quả thực hiện Kế hoạch số 14/KH-UBND", "reports_on"),
    ("sơ kết 03 năm thực hiện Nghị quyết số 12/NQ-HĐND", "implements"),
    ("nêu tại Công văn số 91/SNV-CCVC", "cites"),
    ("Chi tiết tại Công văn số 91/SNV-CCVC", "cites"),
    ("Công văn số 91/SNV-CCVC", "cites"),
]

TRAPS = [
    # a verb of action and then a basis: the citation is not what is acted on
    ("thực hiện theo quy định tại Nghị định số 45/2023/NĐ-CP", "cites"),
    ("hồ sơ thực hiện theo quy định của Luật Lưu trữ", "cites"),
    ("bãi bỏ thủ tục hành chính quy định tại Quyết định số 12/QĐ-UBND", "cites"),
    ("thu hồi đất theo Quyết định số 12/QĐ-UBND", "cites"),
    ("thu hồi giấy phép theo quy định tại Nghị định số 45/2023/NĐ-CP", "cites"),
    ("đình chỉ công tác theo Nghị định số 45/2023/NĐ-CP", "cites"),
    ("trái với Luật Lưu trữ", "cites"),
    ("sửa đổi cho phù hợp với Nghị định số 45/2023/NĐ-CP", "cites"),
    # a word or an annex is replaced, not the document
    ('thay thế cụm từ "huyện" bằng cụm từ "xã" tại Quyết định số 12/QĐ-UBND', "amends"),
    ('bãi bỏ cụm từ "huyện" tại Quyết định số 12/QĐ-UBND', "amends"),
    ("thay thế Mẫu số 02 ban hành kèm theo Quyết định số 12/QĐ-UBND", "amends"),
    # the passive turns the relation around
    ("Quyết định số 12/QĐ-UBND (được sửa đổi tại Quyết định số 13/QĐ-UBND)", "cites"),
    ("đã được sửa đổi, bổ sung bởi Nghị định số 45/2023/NĐ-CP", "cites"),
    # "hết hiệu lực" alone is a state of the other document
    ("Nghị quyết số 12/NQ-HĐND hết hiệu lực", "cites"),
    # approval by a higher body than one's own
    ("Đề án được Thủ tướng Chính phủ phê duyệt tại Quyết định số 12/QĐ-TTg", "cites"),
    # "ban hành" inside another word's phrase
    ("Ban hành chính quản trị theo Quyết định số 12/QĐ-UBND", "cites"),
]


@pytest.mark.parametrize(("text", "relation"), CUES + TRAPS)
def test_the_cue_before_a_mention(find: Find, text: str, relation: str) -> None:
    draft = find(text)[-1]
    assert (draft.relation, draft.by) == (relation, "self")


def test_approval_by_the_own_body_is_issuing(find: Find) -> None:
    (own,) = find("Đề án đã được phê duyệt tại Quyết định số 12/QĐ-UBND")
    (higher,) = find("Đề án đã được phê duyệt tại Quyết định số 12/QĐ-TTg")
    assert (own.relation, higher.relation) == ("issues", "cites")


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("thay thế Quyết định số 12/QĐ-UBND và Quyết định số 13/QĐ-UBND", ["replaces", "replaces"]),
        ("sửa đổi Quyết định số 12/QĐ-UBND, Quyết định số 13/QĐ-UBND", ["amends", "amends"]),
        ("Thực hiện Quyết định số 12/QĐ-UBND; bãi bỏ Quyết định số 13/QĐ-UBND", ["implements", "repeals"]),
        ("Thực hiện Quyết định số 12/QĐ-UBND. Công văn số 91/SNV-CCVC nêu rõ", ["implements", "cites"]),
        (
            "Thực hiện các văn bản sau:\n- Kế hoạch số 14/KH-UBND;\n- Quyết định số 12/QĐ-UBND.",
            ["implements", "implements"],
        ),
        ("Các sở báo cáo:\n- Kế hoạch số 14/KH-UBND;\nHọp.\n- Quyết định số 12/QĐ-UBND.", ["cites", "cites"]),
        ("Căn cứ Luật Lưu trữ;\nThực hiện Kế hoạch số 14/KH-UBND", ["based_on", "implements"]),
        (
            "Thực hiện Chỉ thị số 14-CT/TU và Kế hoạch số 231/KH-UBND ngày 5/3/2024 của UBND tỉnh về chợ, "
            "Sở Nội vụ ban hành Kế hoạch số 14/KH-SNV",
            ["implements", "implements", "issues"],
        ),
    ],
)
def test_one_cue_for_several_mentions(find: Find, text: str, relations: list[str]) -> None:
    assert [d.relation for d in find(text)] == relations


BORNE = [
    ("Quyết định số 30/QĐ-UBND về việc sửa đổi, bổ sung Quyết định số 12/QĐ-UBND", "amends", "30/QĐ-UBND"),
    (
        "Quyết định số 30/QĐ-UBND ngày 5/3/2024 của UBND tỉnh thay thế Quyết định số 12/QĐ-UBND",
        "replaces",
        "30/QĐ-UBND",
    ),
    ("Nghị định số 45/2023/NĐ-CP của Chính phủ hướng dẫn Luật Lưu trữ", "guides", "45/2023/NĐ-CP"),
    ("Kế hoạch số 14-KH/TU về thực hiện Nghị quyết số 26-NQ/TW", "implements", "14-KH/TU"),
    ("Công văn số 91/SNV-CCVC hướng dẫn thực hiện Nghị định số 45/2023/NĐ-CP", "guides", "91/SNV-CCVC"),
]


@pytest.mark.parametrize(("text", "relation", "by"), BORNE)
def test_a_document_named_in_a_title_is_borne_by_the_titles_document(
    find: Find, text: str, relation: str, by: str
) -> None:
    first, second = find(text)
    assert (first.by, second.by, second.relation) == ("self", by, relation)


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 30/QĐ-UBND về chợ; Quyết định số 12/QĐ-UBND",
        "Quyết định số 30/QĐ-UBND về chợ. Thay thế Quyết định số 12/QĐ-UBND",
        "Quyết định số 30/QĐ-UBND và Quyết định số 12/QĐ-UBND",
    ],
)
def test_a_mention_after_the_title_is_borne_by_the_document_itself(find: Find, text: str) -> None:
    assert [d.by for d in find(text)] == ["self", "self"]


PINPOINTS = [
    ("khoản 2 Điều 5 Luật Lưu trữ", "khoản 2 Điều 5"),
    ("tại điểm a khoản 1 Điều 3 Nghị định số 45/2023/NĐ-CP", "điểm a khoản 1 Điều 3"),
    ("điểm d, đ khoản 2 Điều 7 của Thông tư số 12/2022/TT-BNV", "điểm d, đ khoản 2 Điều 7"),
    (
        "khoản 1, khoản 3 và khoản 5 Điều 7 Quyết định số 19/2021/QĐ-UBND",
        "khoản 1, khoản 3 và khoản 5 Điều 7",
    ),
    ("các khoản 1, 2 Điều 5 Thông tư số 12/2022/TT-BNV", "khoản 1, 2 Điều 5"),
    ("điểm c, điểm d, khoản 2, Điều 10 Nghị định số 45/2023/NĐ-CP", "điểm c, điểm d, khoản 2, Điều 10"),
    ("Điều 3, Điều 5 Nghị định số 45/2023/NĐ-CP", "Điều 3, Điều 5"),
    ("Điều 67c Luật Quản lý thuế", "Điều 67c"),
    ("khoản 2b Điều 5a Nghị định số 45/2023/NĐ-CP", "khoản 2b Điều 5a"),
    ("Phụ lục II kèm theo Quyết định số 19/2021/QĐ-UBND", "Phụ lục II"),
    ("Mục 3 Chương II Kế hoạch số 14/KH-UBND", "Mục 3 Chương II"),
    ("Mục 2 Phần I Kế hoạch số 14/KH-UBND", "Mục 2 Phần I"),
    ("tiết a điểm 2 Mục III Thông tư số 12/2022/TT-BNV", "tiết a điểm 2 Mục III"),
    ("Nghị định số 45/2023/NĐ-CP", None),
    ("Nghị định số 45/2023/NĐ-CP tại Điều 5", None),
    ("khoản 2 Điều này và Nghị định số 45/2023/NĐ-CP", None),
    ("theo Điều 5. Nghị định số 45/2023/NĐ-CP", None),
    ("quan điểm Nghị định số 45/2023/NĐ-CP", None),
]


@pytest.mark.parametrize(("text", "pinpoint"), PINPOINTS)
def test_the_place_inside_the_document(find: Find, text: str, pinpoint: str | None) -> None:
    (draft,) = find(text)
    assert draft.pinpoint == pinpoint


def test_a_place_belongs_to_the_next_mention_only(find: Find) -> None:
    first, second = find("khoản 2 Điều 5 Luật Lưu trữ và Nghị định số 45/2023/NĐ-CP")
    assert (first.pinpoint, second.pinpoint) == ("khoản 2 Điều 5", None)
