from __future__ import annotations

import pytest

from extractors.audit.examples import document_of
from extractors.extract import extract_facts
from extractors.header import read_header
from extractors.model import Document, Facts, Header
from extractors.references import reference_reader
from extractors.rulebook import Rulebook
from extractors.task_facts import Outcome
from extractors.tasks.outcomes import outcome_reader

HEADER = Header(type="Báo cáo", number="12", symbol="BC-SNV", date="2026-05-10",
                issuer="Sở Nội vụ tỉnh Hòa An")  # fmt: skip


def read(rules: Rulebook, text: str, header: Header = HEADER) -> tuple[Document, Facts, tuple[Outcome, ...]]:
    document = document_of(text)
    facts = reference_reader(rules).read(document, header)
    found = outcome_reader(rules).read(document, facts)
    for one in found:
        assert document.text[one.start : one.end] == one.text
        assert one.cue_span is not None and document.text[slice(*one.cue_span)] == one.cue
    return document, facts, found


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Sở Tư pháp đã ban hành Kế hoạch số 45/KH-STP ngày 10/3/2026.", ["done"]),
        ("Đến nay, đã hoàn thành việc kiểm đếm.", ["done"]),
        ("Sở đã trình UBND tỉnh đề án chợ đêm.", ["done"]),
        ("Sở đã cơ bản hoàn thành đề án chợ đêm.", ["done"]),
        ("Kế hoạch chợ đêm đã được phê duyệt.", ["done"]),
        ("Sở Nội vụ đã tổ chức 03 lớp tập huấn, đạt 100% kế hoạch.", ["done"]),
        ("Việc kiểm đếm bến số 2 đạt 100% kế hoạch.", ["done"]),
        ("Sở Nội vụ hoàn thành 100% nhiệm vụ.", ["done"]),
        ("Đến nay, đã hoàn thành 27/36 nhiệm vụ.", ["in_progress"]),
        ("Đến nay, đã hoàn thành 36/36 nhiệm vụ.", ["done"]),
        ("Sở Tư pháp đang dự thảo quy chế tiếp dân.", ["in_progress"]),
        ("Sở Tư pháp đã và đang triển khai quy chế tiếp dân.", ["in_progress"]),
        ("Hiện nay, đang hoàn thiện hồ sơ chợ đêm.", ["in_progress"]),
        ("Sở Tư pháp chưa ban hành quy chế tiếp dân.", ["not_done"]),
        ("Các địa phương chưa hoàn thành việc kiểm đếm.", ["not_done"]),
        ("Tiến độ kiểm đếm bến số 2 còn chậm.", ["late"]),
        ("Việc kiểm đếm chậm so với kế hoạch.", ["late"]),
        ("Sở Tư pháp đã ban hành quy chế tiếp dân, đang dự thảo đề án chợ đêm.", ["done", "in_progress"]),
        ("Sở Tư pháp đã ban hành quy chế; Sở Tài chính chưa trình đề án chợ đêm.", ["done", "not_done"]),
    ],
)
def test_states(rules: Rulebook, text: str, states: list[str]) -> None:
    assert [one.state for one in read(rules, text)[2]] == states


@pytest.mark.parametrize(
    "text",
    [
        "Các dự án đã hoàn thành thủ tục thì được giao đất.",
        "Khi đã hoàn thành việc kiểm đếm, xã báo cáo.",
        "Hộ chưa thực hiện nghĩa vụ thì không được cấp.",
        "Chợ chưa được cấp phép thì không hoạt động.",
        "Rà soát các văn bản đã ban hành để sửa đổi.",
        "Phấn đấu hoàn thành việc kiểm đếm.",
        "Cần hoàn thành việc kiểm đếm.",
        "Đề nghị Sở Tư pháp đã ban hành quy chế gửi lại hồ sơ.",
        "Có 18 dự án đang triển khai đầu tư.",
        "Đã giải quyết 51.282 hồ sơ, đạt 97,4%.",
        "Sản lượng tôm ước đạt 368 tấn, đạt 100% kế hoạch.",
        "Giải quyết 118 hồ sơ quá hạn.",
        "Đối với những dự án chậm tiến độ phải chuyển vốn.",
        "Xã chưa thực hiện tốt việc bảo vệ rừng.",
        "Đã được báo cáo chi tiết tại mục 5.",
        "Đề nghị gia hạn việc lập đề án đến ngày 30/9/2026.",
        "Bảo quản lạnh để kéo dài thời gian bảo quản.",
    ],
)
def test_what_is_no_outcome(rules: Rulebook, text: str) -> None:
    assert read(rules, text)[2] == ()


def test_who_did_it_what_was_put_out_and_when(rules: Rulebook) -> None:
    text = (
        "Thực hiện Kế hoạch số 25/KH-UBND ngày 24/01/2026, Sở Tư pháp và Sở Tài chính đã ban hành "
        "Kế hoạch số 45/KH-STP ngày 10/3/2026 thực hiện Chỉ thị số 3/CT-UBND ngày 05/01/2026."
    )
    _, facts, found = read(rules, text)
    assert len(found) == 1
    assert found[0].bodies == ("Sở Tư pháp tỉnh Hòa An", "Sở Tài chính tỉnh Hòa An")
    assert [facts.references[i].sign for i in found[0].products] == ["45/KH-STP"]
    assert [facts.references[i].sign for i in found[0].references] == ["25/KH-UBND", "45/KH-STP", "3/CT-UBND"]
    assert found[0].date == "2026-03-10"


def test_an_office_that_calls_itself_by_its_kind_is_the_issuer(rules: Rulebook) -> None:
    found = read(rules, "Trong quý I, Sở đã ban hành quy chế tiếp dân.")[2]
    assert found[0].bodies == ("Sở Nội vụ tỉnh Hòa An",)


def test_a_second_statement_keeps_the_body_of_the_first(rules: Rulebook) -> None:
    found = read(rules, "Sở Tư pháp đã ban hành quy chế tiếp dân, đang dự thảo đề án chợ đêm.")[2]
    assert [one.bodies for one in found] == [("Sở Tư pháp tỉnh Hòa An",)] * 2
    assert found[1].text == "đang dự thảo đề án chợ đêm"
    linked = read(rules, "Sở Tư pháp đã ban hành quy chế tiếp dân và đang dự thảo đề án chợ đêm.")[2]
    assert [one.text for one in linked] == [
        "Sở Tư pháp đã ban hành quy chế tiếp dân",
        "đang dự thảo đề án chợ đêm",
    ]


def test_classes_of_bodies_stay_as_printed(rules: Rulebook) -> None:
    found = read(rules, "Các địa phương đã hoàn thành việc kiểm đếm chợ.")[2]
    assert found[0].bodies == ("Các địa phương",)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ngày 12/3/2026, Sở Tư pháp đã hoàn thành việc kiểm đếm.", "2026-03-12"),
        ("Sở Tư pháp đã hoàn thành việc kiểm đếm vào ngày 12/3/2026.", "2026-03-12"),
        ("Ngày 12 tháng 3 năm 2026, Sở Tư pháp đã hoàn thành việc kiểm đếm.", "2026-03-12"),
        ("Sở Tư pháp đã hoàn thành việc kiểm đếm trong tháng 3/2026.", "2026-03"),
        ("Trong năm 2025, Sở Tư pháp đã tổ chức 03 lớp tập huấn.", "2025"),
        ("Sở Tư pháp đã tổ chức 03 lớp tập huấn trong các ngày 08, 09 và 10/3/2026.", "2026-03-10"),
        ("Sở Tư pháp đã nghiệm thu bến số 2 tại Báo cáo số 45/BC-STP ngày 10/3/2026.", "2026-03-10"),
        # not its own paper, and not that by which the work was done
        ("Sở Tư pháp đã nghiệm thu bến số 2 tại Báo cáo số 45/BC-STC ngày 10/3/2026.", None),
        ("Sở Tư pháp đã nghiệm thu bến nêu tại Công văn số 45/STP-VP ngày 10/3/2026.", None),
        ("Sở Tư pháp đã hoàn thành kế hoạch kiểm đếm năm 2025.", None),
        ("Sở Tư pháp đã trình đề án, dự kiến họp vào ngày 12/8/2026.", None),
        ("Sở Tư pháp đã hoàn thành việc kiểm đếm.", None),
        ("Sở Tư pháp đã kiểm tra bến nêu tại Công văn số 8/UBND-NC ngày 12/3/2026.", None),
    ],
)
def test_a_date_only_where_the_words_say_when(rules: Rulebook, text: str, date: str | None) -> None:
    assert [one.date for one in read(rules, text)[2]] == [date]


def test_more_time_brings_the_new_deadline(rules: Rulebook) -> None:
    found = read(rules, "Cho phép Sở Tư pháp lùi thời hạn lập đề án chợ đêm đến ngày 30/9/2026.")[2]
    assert [one.state for one in found] == ["extended"]
    assert found[0].deadline is not None and found[0].deadline.due == "2026-09-30"


def test_headings_state_nothing_and_what_stands_under_plans_only_with_a_body(rules: Rulebook) -> None:
    assert read(rules, "III. NHIỆM VỤ ĐÃ HOÀN THÀNH")[2] == ()
    ahead = (
        "IV. NHIỆM VỤ TRỌNG TÂM ⏎ Hiện nay, đang hoàn thiện hồ sơ chợ đêm. ⏎ Sở Tư pháp đã ban hành quy chế."
    )
    assert [one.bodies for one in read(rules, ahead)[2]] == [("Sở Tư pháp tỉnh Hòa An",)]


def test_normative_documents_state_nothing_and_decisions_only_more_time(rules: Rulebook) -> None:
    text = "Sở Tư pháp đã ban hành quy chế. ⏎ Gia hạn việc lập đề án chợ đêm đến ngày 30/9/2026."
    decree = Header(type="Nghị định", number="8/2026", symbol="NĐ-CP", date="2026-05-10")
    decision = Header(type="Quyết định", number="8", symbol="QĐ-UBND", date="2026-05-10")
    assert read(rules, text, decree)[2] == ()
    assert [one.state for one in read(rules, text, decision)[2]] == ["extended"]


def test_rows_of_a_follow_up_table(rules: Rulebook) -> None:
    text = (
        "| STT | Nhiệm vụ | Cơ quan chủ trì | Kết quả thực hiện | ⏎"
        "| 1 | Lập đề án chợ đêm | Sở Tư pháp | Đã ban hành Kế hoạch số 45/KH-STP ngày 10/3/2026 | ⏎"
        "| 2 | Kiểm đếm bến số 2 | Sở Tài chính | Đang thực hiện | ⏎"
        "| 3 | Mở lớp tập huấn | Sở Tài chính | Chưa hoàn thành, quá hạn | ⏎"
        "| 4 | Sửa quy chế | Sở Tài chính | Hoàn thành 2/3 nội dung | ⏎"
        "| 5 | Lập danh mục | Sở Tài chính | Danh mục |"
    )
    _, facts, found = read(rules, text)
    assert [(one.text, one.state.value, one.cell) for one in found] == [
        ("Lập đề án chợ đêm", "done", (0, 1)),
        ("Kiểm đếm bến số 2", "in_progress", (0, 2)),
        ("Mở lớp tập huấn", "late", (0, 3)),
        ("Sửa quy chế", "in_progress", (0, 4)),
    ]
    assert found[0].bodies == ("Sở Tư pháp tỉnh Hòa An",)
    assert [facts.references[i].sign for i in found[0].products] == ["45/KH-STP"]
    assert (found[0].cue, found[0].date) == ("Đã ban hành", "2026-03-10")


def test_a_row_tells_with_all_of_its_cells(rules: Rulebook) -> None:
    text = (
        "| STT | Nhiệm vụ | Cơ quan thực hiện | Kết quả | Đánh giá | ⏎"
        "| 1 | Sửa bến số 2 | Sở Tư pháp | Đã bàn giao ngày 02/3/2026 | Hoàn thành quá hạn | ⏎"
        "| 2 | Lập quy chế | Sở Tài chính | Quyết định số 45/QĐ-STC ngày 10/3/2026 | Hoàn thành đúng hạn | ⏎"
        "| 3 | Mở lớp tập huấn | Sở Tài chính | Đang đấu thầu; được gia hạn đến 30/9/2026 | Trong hạn | ⏎"
        "| 4 | Lập danh mục | Sở Tài chính | Xin gia hạn đến ngày 30/9/2026 | Chưa thực hiện |"
    )
    _, facts, found = read(rules, text)
    assert [(one.state.value, one.date, one.in_time) for one in found] == [
        ("done", "2026-03-02", False),
        ("done", "2026-03-10", True),
        ("in_progress", None, None),
        ("extended", None, None),
        ("not_done", None, None),
    ]
    assert [facts.references[i].sign for i in found[1].products] == ["45/QĐ-STC"]
    assert found[3].deadline is not None and found[3].deadline.due == "2026-09-30"
    assert found[0].told == "Đã bàn giao ngày 02/3/2026; Hoàn thành quá hạn"


@pytest.mark.parametrize(
    ("text", "in_time"),
    [
        ("Sở Tư pháp đã ban hành quy chế tiếp dân đúng hạn.", True),
        ("Sở Tư pháp đã ban hành quy chế tiếp dân, chậm 05 ngày.", False),
        ("Sở Tư pháp đã ban hành quy chế tiếp dân.", None),
        ("Sở Tư pháp đã ban hành quy chế tiếp dân không đúng thời hạn.", None),
        ("Sở Tư pháp đã giải quyết việc tiếp dân, trong đó 12 hồ sơ quá hạn.", None),
    ],
)
def test_whether_the_words_say_that_it_was_in_time(rules: Rulebook, text: str, in_time: bool | None) -> None:
    assert [one.in_time for one in read(rules, text)[2]] == [in_time]


def test_rows_with_a_column_to_tick_for_each_state(rules: Rulebook) -> None:
    text = (
        "| STT | Nhiệm vụ | Đã hoàn thành | Chưa hoàn thành | ⏎"
        "| 1 | Lập đề án chợ đêm | x | | ⏎| 2 | Kiểm đếm bến số 2 | | x | ⏎| 3 | Mở lớp | | |"
    )
    assert [(one.text, one.state.value) for one in read(rules, text)[2]] == [
        ("Lập đề án chợ đêm", "done"),
        ("Kiểm đếm bến số 2", "not_done"),
    ]


def test_a_table_of_products_is_no_follow_up(rules: Rulebook) -> None:
    text = "| STT | Nhiệm vụ | Kết quả | ⏎| 1 | Lập đề án chợ đêm | Đề án được duyệt |"
    assert read(rules, text)[2] == ()


def test_facts_of_a_whole_extraction_serve_as_well(rules: Rulebook) -> None:
    document = document_of("BÁO CÁO ⏎ Kết quả quý I ⏎ Sở Tư pháp đã ban hành quy chế tiếp dân.")
    assert read_header(document, rules).type == "Báo cáo"
    found = outcome_reader(rules).read(document, extract_facts(document, rules))
    assert [one.state for one in found] == ["done"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "UBND xã Bến Lau đã ban hành Kế hoạch số 12/KH-UBND ngày 02/3/2026 và đang hoàn thiện hồ sơ chợ.",
            [("done", "Ủy ban nhân dân xã Bến Lau"), ("in_progress", "Ủy ban nhân dân xã Bến Lau")],
        ),
        ("Đề án chợ đêm đang được Sở Tài chính thẩm định.", [("in_progress", "Sở Tài chính tỉnh Hòa An")]),
        ("Đề án đã được UBND tỉnh phê duyệt.", [("done", "Ủy ban nhân dân tỉnh Hòa An")]),
        ("Hiện nay, Sở Tài chính vẫn chưa có báo cáo thu phí.", [("not_done", "Sở Tài chính tỉnh Hòa An")]),
        ("Sở Tài chính đã hoàn thành kiểm đếm, đạt 60% kế hoạch.",
         [("in_progress", "Sở Tài chính tỉnh Hòa An")]),
        ("Đồng ý cho Sở Tài chính gia hạn nộp đề án đến hết quý III/2026.",
         [("extended", "Sở Tài chính tỉnh Hòa An")]),
        ("Bến được đầu tư theo thiết kế đã được cơ quan có thẩm quyền phê duyệt và đã được kiểm tra.", []),
    ],
)  # fmt: skip
def test_who_is_named_and_how_far_it_has_come(
    rules: Rulebook, text: str, said: list[tuple[str, str]]
) -> None:
    assert [(one.state.value, *one.bodies) for one in read(rules, text)[2]] == said


def test_a_plan_told_by_its_count_is_under_way(rules: Rulebook) -> None:
    found = read(
        rules, "Về Kế hoạch số 25/KH-UBND: hoàn thành 30/36 nhiệm vụ, 06 nhiệm vụ chuyển sang năm 2027."
    )[2]
    assert [(one.state.value, one.bodies) for one in found] == [("in_progress", ())]


def test_the_later_of_two_days_is_the_new_deadline(rules: Rulebook) -> None:
    text = "Sở Tư pháp được lùi thời hạn trình đề án từ ngày 30/6/2026 sang ngày 30/9/2026."
    found = read(rules, text)[2]
    assert found[0].deadline is not None and found[0].deadline.due == "2026-09-30"
