from __future__ import annotations

import pytest

from extractors.task_facts import LeadBasis, TaskKind
from tests.extractors.task_specimen import facts_with, tasks_with, told

OWN = ("Ủy ban nhân dân",)


def test_sections_tell_tasks_from_goals_and_funds() -> None:
    body = (
        "I. MỤC ĐÍCH, YÊU CẦU⏎- Nâng cao ý thức giữ rừng của người dân.⏎"
        "II. NHIỆM VỤ⏎1. Tuyên truyền⏎- Phát thanh hằng tuần về cấp cháy rừng.⏎- In tờ rơi cho từng hộ.⏎"
        "III. KINH PHÍ THỰC HIỆN⏎Kinh phí lấy từ ngân sách tỉnh.⏎"
        "IV. TỔ CHỨC THỰC HIỆN⏎1. Sở Tài chính⏎- Thẩm định dự toán của các hạt kiểm lâm."
    )
    assert told(body) == [
        ("Phát thanh hằng tuần", OWN),
        ("In tờ rơi cho", OWN),
        ("Thẩm định dự toán", ("Sở Tài chính",)),
    ]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("1. Sở Nội vụ", ("Sở Nội vụ",)),
        ("1. Sở Nội vụ:", ("Sở Nội vụ",)),
        ("1. Giao Sở Nội vụ có trách nhiệm:", ("Sở Nội vụ",)),
        ("1. Trách nhiệm của Sở Nội vụ", ("Sở Nội vụ",)),
        ("1. Sở Nội vụ (cơ quan thường trực)", ("Sở Nội vụ",)),
        ("1. Sở Nội vụ - Cơ quan thường trực Ban Chỉ đạo", ("Sở Nội vụ",)),
        ("1. Các chủ rừng đang hoạt động trên địa bàn tỉnh", None),
        ("1. Các đơn vị nhận khoán bảo vệ rừng", ("các đơn vị nhận khoán bảo vệ rừng",)),
    ],
)
def test_a_body_as_a_heading_leads_what_stands_below(heading: str, lead: tuple[str, ...] | None) -> None:
    body = f"IV. TỔ CHỨC THỰC HIỆN⏎{heading}⏎- Rà soát biên chế các trạm gác.⏎- Tập huấn cho lực lượng trực."
    found = tasks_with(body)
    assert len(found) == 2
    names = {tuple(name.replace(" tỉnh Hòa An", "") for name in task.lead) for task in found}
    assert names == {lead or OWN}
    if lead:
        assert {task.lead_basis for task in found} == {LeadBasis.HEADING}


def test_lines_below_give_lead_partners_and_deadline_to_the_items_above() -> None:
    body = (
        "II. NHIỆM VỤ⏎1. Trồng băng cản lửa⏎- Khảo sát tuyến băng.⏎- Giao khoán cho hộ dân.⏎"
        "Đơn vị chủ trì: Chi cục Kiểm lâm.⏎Đơn vị phối hợp: UBND các xã có rừng; Công an tỉnh.⏎"
        "Thời gian thực hiện: Quý II/2026.⏎2. Diễn tập chữa cháy cấp tỉnh⏎- Cơ quan chủ trì: Công an tỉnh.⏎"
        "- Thời hạn: trước ngày 30/4/2026.⏎- Sản phẩm: Báo cáo tổng kết diễn tập."
    )
    survey, allot, drill = tasks_with(body)
    assert survey.lead == allot.lead == ("Chi cục Kiểm lâm tỉnh Hòa An",)
    assert survey.partners == ("Ủy ban nhân dân các xã có rừng", "Công an tỉnh Hòa An")
    assert survey.deadline is not None and survey.deadline.value == "2026-Q2"
    assert survey.lead_basis is LeadBasis.LINE
    assert drill.text == "Diễn tập chữa cháy cấp tỉnh"
    assert drill.lead == ("Công an tỉnh Hòa An",)
    assert drill.deadline is not None and (drill.deadline.value, drill.deadline.strict) == (
        "2026-04-30",
        True,
    )
    assert drill.product == "Báo cáo tổng kết diễn tập"


def test_a_directive_hands_out_under_a_lead_in() -> None:
    body = (
        "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành thực hiện các nhiệm vụ sau đây:⏎"
        "1. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Công an tỉnh lập bản đồ điểm cháy "
        "trong tháng 4 năm 2026.⏎"
        "2. Kiểm tra các trạm gác trước mùa khô.⏎3. Giao Sở Y tế chuẩn bị thuốc bỏng."
    )
    assert told(body, "CHỈ THỊ") == [
        ("Sở Nông nghiệp và", ("Sở Nông nghiệp và Môi trường",)),
        ("Kiểm tra các trạm", ("các sở, ban, ngành",)),
        ("Giao Sở Y tế", ("Sở Y tế",)),
    ]


def test_a_decision_assigns_in_an_article_and_its_rules_of_work_do_not() -> None:
    body = (
        "Điều 1. Thành lập đội chữa cháy rừng tỉnh.⏎"
        "Điều 2. Giao Sở Nội vụ chủ trì, phối hợp với Công an tỉnh trình danh sách đội viên "
        "trước ngày 20/3/2026.⏎"
        "Điều 3. Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./.⏎Nơi nhận:⏎- Lưu: VT.⏎"
        "QUY CHẾ⏎Điều 4. Nhiệm vụ của đội trưởng⏎1. Đội trưởng tổ chức trực gác hằng ngày."
    )
    (task,) = tasks_with(body, "QUYẾT ĐỊNH")
    assert task.text.startswith("Giao Sở Nội vụ")
    assert task.partners == ("Công an tỉnh Hòa An",)
    assert task.deadline is not None and task.deadline.value == "2026-03-20"


def test_a_report_plans_and_recommends_and_does_not_task_what_was_done() -> None:
    body = (
        "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ⏎1. Sở Y tế đã khám cho 300 người.⏎"
        "Ủy ban nhân dân tỉnh đã giao Sở Xây dựng sửa 05 trạm gác.⏎II. KIẾN NGHỊ⏎"
        "Kiến nghị Bộ Nông nghiệp và Môi trường bổ sung máy bơm cho hạt kiểm lâm.⏎"
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ II⏎1. Tiếp tục đo độ ẩm thảm mục tại 12 điểm."
    )
    asked, planned = tasks_with(body, "BÁO CÁO")
    assert (asked.kind, asked.lead) == (TaskKind.RECOMMENDATION, ("Bộ Nông nghiệp và Môi trường",))
    assert (planned.kind, planned.lead_basis) == (TaskKind.TASK, LeadBasis.ISSUER)


@pytest.mark.parametrize(
    "sentence",
    [
        "Việc giao đất cho Sở Nội vụ được thực hiện theo luật.",
        "Sở Nội vụ đã hoàn thành danh sách đội viên.",
        "Theo đề nghị của Sở Nội vụ, dự toán được điều chỉnh.",
        "Sở Nội vụ là cơ quan thuộc Ủy ban nhân dân tỉnh.",
        "Các đơn vị được giao khoán nhận rừng từ năm 2024.",
        "Đường giao thông lên các trạm gác còn hẹp.",
        "Hồ sơ được bàn giao cho Sở Nội vụ.",
    ],
)
def test_facts_and_words_that_only_hold_a_cue_are_no_tasks(sentence: str) -> None:
    assert tasks_with(f"Tình hình chung:⏎{sentence}", "CHỈ THỊ") == ()


@pytest.mark.parametrize(
    ("item", "leads", "deadlines"),
    [
        ("Lập tổ trực cháy trong tháng 4 năm 2026. Công an tỉnh kiểm tra đột xuất các bến bãi.",
         [OWN, ("Công an",)], ["2026-04", None]),
        ("Sở Y tế mua thuốc bỏng; Ủy ban nhân dân các xã chuẩn bị chỗ ở tạm.",
         [("Sở Y tế",), ("Ủy ban nhân dân các xã",)], [None, None]),
        ("Lập danh sách hộ sống gần rừng. Phân loại theo mức nguy hiểm.", [OWN], [None]),
        ("Xây chòi canh trước ngày 15/4/2026; nghiệm thu trước ngày 30/5/2026.", [OWN, OWN],
         ["2026-04-15", "2026-05-30"]),
        ("Rà soát biển cấm lửa, báo cáo kết quả trước ngày 10/4/2026.", [OWN], ["2026-04-10"]),
    ],
)  # fmt: skip
def test_a_sentence_with_a_lead_or_a_deadline_of_its_own_is_a_task_of_its_own(
    item: str, leads: list[tuple[str, ...]], deadlines: list[str | None]
) -> None:
    found = tasks_with(f"II. NHIỆM VỤ⏎1. Canh gác⏎- {item}")
    assert [tuple(n.replace(" tỉnh Hòa An", "") for n in task.lead) for task in found] == leads
    assert [task.deadline.value if task.deadline else None for task in found] == deadlines


def test_a_task_names_its_documents_its_place_and_who_assigns() -> None:
    body = (
        "II. NHIỆM VỤ⏎1. Phân loại rừng⏎- Thực hiện Quyết định số 412/QĐ-UBND ngày 09/01/2026 về khoanh vùng."
    )
    facts = facts_with(body)
    (task,) = facts.tasks
    assert [facts.references[index].sign for index in task.references] == ["412/QĐ-UBND"]
    assert task.section == ("II", "1")
    assert task.assigner == "Ủy ban nhân dân tỉnh Hòa An"


def test_a_notice_assigns_for_the_one_whose_conclusion_it_tells() -> None:
    facts = facts_with("1. Giao Sở Y tế mua thuốc bỏng.", "THÔNG BÁO")
    assert facts.tasks[0].assigner == "Ủy ban nhân dân tỉnh Hòa An"


def test_a_plan_without_headings_has_the_tasks_whose_bodies_are_named() -> None:
    body = (
        "Mùa khô năm nay đến sớm, nguy cơ cháy cao.⏎"
        "Sở Nông nghiệp và Môi trường chủ trì trực gác tại 12 chòi canh.⏎"
        "Người dân cần cẩn thận khi dùng lửa.⏎Giao Công an tỉnh bố trí 02 xe chữa cháy trước ngày 20/3/2026."
    )
    assert told(body) == [
        ("Sở Nông nghiệp và", ("Sở Nông nghiệp và Môi trường",)),
        ("Giao Công an tỉnh", ("Công an",)),
    ]


def test_a_deadline_that_no_calendar_has_is_kept_as_printed() -> None:
    (task,) = tasks_with("II. NHIỆM VỤ⏎1. Giao Sở Y tế mua thuốc bỏng, xong trước ngày 31/02/2026.")
    assert task.deadline is not None
    assert (task.deadline.kind.value, task.deadline.value, task.deadline.due) == ("invalid", None, None)
    assert "31/02/2026" in task.deadline.text


def test_a_task_of_three_thousand_words_is_one_task() -> None:
    long = "kiểm tra chòi canh, " * 1000
    (task,) = tasks_with(f"II. NHIỆM VỤ⏎1. Giao Công an tỉnh {long}xong trước ngày 20/4/2026.")
    assert len(task.text.split()) > 3000
    assert task.deadline is not None and task.deadline.value == "2026-04-20"


def test_a_body_that_ended_is_still_the_lead() -> None:
    (task,) = tasks_with("II. NHIỆM VỤ⏎1. Giao Sở Kế hoạch và Đầu tư bố trí vốn cho chòi canh.")
    assert task.lead == ("Sở Kế hoạch và Đầu tư tỉnh Hòa An",)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("II. VỀ MỘT SỐ KIẾN NGHỊ CỦA TỈNH", "task"),
        ("II. CÁC ĐỀ NGHỊ CỦA ĐỊA PHƯƠNG", "task"),
        ("II. KIẾN NGHỊ CỦA SỞ Y TẾ", "recommendation"),
        ("II. KIẾN NGHỊ", "recommendation"),
    ],
)
def test_what_answers_the_requests_of_others_assigns(title: str, kind: str) -> None:
    found = tasks_with(f"{title}⏎1. Về chòi canh⏎Sở Xây dựng rà soát 12 chòi canh.", "THÔNG BÁO")
    assert [task.kind.value for task in found] == [kind]


@pytest.mark.parametrize(
    ("item", "lead"),
    [
        ("Sở Y tế, Sở Xây dựng, các sở, ngành xuất cấp thuốc.", ("Sở Y tế", "Sở Xây dựng", "các sở, ngành")),
        ("Theo văn bản của Chính phủ, bộ, ngành và tỉnh, phối hợp trực gác.", OWN),
        ("Theo văn bản của Chính phủ, các sở, ngành phối hợp trực gác.", ("các sở, ngành",)),
        ("Trường hợp đề nghị Sở Y tế cấp thuốc thì phải có danh sách.", OWN),
        ("Trường hợp thiếu thuốc, đề nghị Sở Y tế cấp thêm.", ("Sở Y tế",)),
    ],
)  # fmt: skip
def test_a_list_before_any_words_acts_and_words_that_only_go_on_do_not(
    item: str, lead: tuple[str, ...]
) -> None:
    (task,) = tasks_with(f"II. NHIỆM VỤ⏎1. Canh gác⏎- {item}")
    assert tuple(name.replace(" tỉnh Hòa An", "") for name in task.lead) == lead


@pytest.mark.parametrize(
    ("words", "partners"),
    [
        ("Phối hợp tổ chức diễn tập chữa cháy", ()),
        ("Phối hợp phòng, chống cháy rừng", ()),
        ("Phối hợp lực lượng chức năng tuần rừng", ("lực lượng chức năng",)),
        ("Phối hợp với tổ chức tín dụng cho hộ trồng rừng vay", ("tổ chức tín dụng",)),
    ],
)
def test_some_nouns_behind_a_bare_phoi_hop_are_verbs(words: str, partners: tuple[str, ...]) -> None:
    (task,) = tasks_with(f"II. NHIỆM VỤ⏎1. Sở Y tế⏎- {words}.")
    assert task.partners == partners


def test_a_line_may_tell_besides_who_leads_what_is_done() -> None:
    body = (
        "II. NHIỆM VỤ⏎1. Canh gác⏎- Dựng chòi canh ở bìa rừng.⏎"
        "- Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với các xã, phường rà soát phần việc được giao."
    )
    (task,) = tasks_with(body)
    assert (task.lead, task.partners) == (("Sở Y tế tỉnh Hòa An",), ("các xã, phường",))
