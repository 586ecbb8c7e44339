from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft

Find = Callable[..., list[Draft]]


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


SUBJECTS = [
    ("số 91/SNV-CCVC ngày 5/3/2024 về việc góp ý dự thảo; các sở", "góp ý dự thảo"),
    ("số 91/SNV-CCVC V/v góp ý dự thảo.", "góp ý dự thảo"),
    ("số 12/NQ-HĐND của HĐND tỉnh về mức chi hội nghị", "mức chi hội nghị"),
    ("số 12/2022/TT-BNV của Bộ trưởng Bộ Nội vụ quy định chế độ báo cáo", "quy định chế độ báo cáo"),
    ("số 12/QĐ-UBND thành lập Tổ công tác, được sửa đổi nhiều lần", "thành lập Tổ công tác"),
    (
        "số 30/QĐ-UBND về việc sửa đổi, bổ sung Quyết định số 12/QĐ-UBND; các sở",
        "sửa đổi, bổ sung Quyết định số 12/QĐ-UBND",
    ),
    ("số 30/QĐ-UBND về việc phê duyệt danh mục chợ, có hiệu lực từ ngày 1/1/2024", "phê duyệt danh mục chợ"),
    ("số 91/SNV-CCVC về việc góp ý dự thảo và Công văn số 92/SNV-CCVC", "góp ý dự thảo"),
    ("số 91/SNV-CCVC về việc góp ý dự thảo, Sở Tài chính đã báo cáo", "góp ý dự thảo"),
    ("số 14/KH-UBND về việc bảo vệ chợ (sau đây gọi tắt là Kế hoạch)", "bảo vệ chợ"),
    ("số 12/QĐ-UBND", None),
    ("số 12/QĐ-UBND, các sở báo cáo về kết quả", None),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_the_subject_behind_a_mention(find: Find, text: str, subject: str | None) -> None:
    assert find(text)[0].subject == subject


def test_a_title_inside_a_title(find: Find) -> None:
    text = (
        "Quyết định số 30/QĐ-UBND về việc sửa đổi Quyết định số 12/QĐ-UBND "
        "về thành lập Ban theo Nghị định số 45/2023/NĐ-CP; các sở"
    )
    assert [(d.number, d.by) for d in find(text)] == [
        ("30", "self"),
        ("12", "30/QĐ-UBND"),
        ("45/2023", "12/QĐ-UBND"),
    ]


def test_a_later_amendment_does_not_stand_in_the_title(find: Find) -> None:
    text = "Quyết định số 30/QĐ-UBND về việc lập chợ, được sửa đổi tại Quyết định số 31/QĐ-UBND"
    assert [d.by for d in find(text)] == ["self", "self"]


def test_a_short_name_that_is_defined_stands_in_no_title(find: Find) -> None:
    text = (
        "Kế hoạch số 14/KH-UBND về thực hiện Nghị quyết số 26-NQ/TW của Bộ Chính trị về văn hóa "
        "(sau đây gọi tắt là Kế hoạch 14)"
    )
    assert [(d.number, d.by) for d in find(text)] == [("14", "self"), ("26", "14/KH-UBND"), ("14", "self")]


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_what_a_document_is_quoted_as_saying_is_borne_by_it(find: Find, marks: str) -> None:
    text = (
        f"Điều 8 Nghị định số 45/2023/NĐ-CP nêu: {marks[0]}Hồ sơ theo Luật Lưu trữ năm 2011{marks[1]}. "
        "Theo Quyết định số 12/QĐ-UBND thì khác."
    )
    assert [d.by for d in find(text)] == ["self", "45/2023/NĐ-CP", "self"]


def test_a_quoted_preamble_is_that_of_the_first_document_of_its_line(find: Find) -> None:
    text = (
        "Thông tư số 13/2025/TT-BNV sửa đổi Thông tư số 11/2025/TT-BNV và Thông tư số 12/2025/TT-BNV "
        "có căn cứ ban hành như sau:\n“Căn cứ Luật Lưu trữ năm 2024;\nCăn cứ Nghị định số 45/2023/NĐ-CP;”"
    )
    assert [(d.relation, d.by) for d in find(text)[3:]] == [("based_on", "13/2025/TT-BNV")] * 2


def test_a_document_does_not_speak_of_a_younger_one(find: Find) -> None:
    drafts = find("Nghị định số 45/2023/NĐ-CP về nguồn lực thực hiện Nghị quyết số 57/2024/NQ-HĐND")
    assert [d.by for d in drafts] == ["self", "self"]


def test_a_document_does_not_bear_itself(find: Find) -> None:
    drafts = find("Kế hoạch số 5/KH-UBND về dọn chợ (sau đây gọi là Kế hoạch số 5/KH-UBND)")
    assert [d.by for d in drafts] == ["self", "self"]


def test_laws_in_the_name_of_the_law_that_amends_them_are_amended_by_it(find: Find) -> None:
    name = (
        "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15 và Luật Nhà ở số 27/2023/QH15 "
        "ngày 29/6/2024"
    )
    amending, land, houses = find(f"Căn cứ {name};")
    assert (amending.relation, amending.by, amending.date) == ("based_on", "self", "2024-06-29")
    assert [(d.number, d.relation, d.by, d.date) for d in (land, houses)] == [
        ("31/2024", "amends", name, None),
        ("27/2023", "amends", name, None),
    ]


def test_what_another_body_says_is_outside_the_title(find: Find) -> None:
    drafts = find(
        "Thực hiện Chỉ thị số 12/CT-TTg về bình đẳng giới và hướng dẫn của Bộ Nội vụ tại Công văn số "
        "89/BNV-TH"
    )
    assert [(d.relation, d.by) for d in drafts] == [("implements", "self"), ("implements", "self")]
