from __future__ import annotations

from dataclasses import replace

import pytest
from joining_specimen import (
    CITING,
    COMMUNE,
    COMMUNE_PLAN,
    NOTICE,
    PLAN,
    PROVINCE,
    REPORT,
    again,
    department,
    issued,
    said,
    task,
    told,
    within,
)

from pipeline.tasks.joining import PROPOSALS, join
from pipeline.tasks.joins import Carrier, Given, Said
from pipeline.tasks.model import LinkKind

JUSTICE, TRADE, HOME = department("Tư pháp"), department("Công Thương"), department("Nội vụ")
BUILD, FINANCE, HEALTH = department("Xây dựng"), department("Tài chính"), department("Y tế")

LAW_PLAN = "Xây dựng Kế hoạch triển khai thi hành Luật Hòa giải ở cơ sở trên địa bàn tỉnh"
MARKETS = "Rà soát, phân loại các chợ đầu mối hải sản và lập danh mục chợ cần di dời khỏi khu dân cư"

SAME_FILE = [
    # The words in another order, or fewer of them.
    (
        task("Chủ trì rà soát, phân loại các chợ đầu mối hải sản, tham mưu danh mục chợ di dời", TRADE),
        task("Phân loại, rà soát các chợ đầu mối hải sản và danh mục chợ di dời", TRADE),
    ),
    # The text leaves it to the issuer, the annex names a department.
    (
        task("Xây dựng bộ tài liệu tập huấn hòa giải viên thôn bản", PROVINCE, lead_basis="issuer"),
        task("Xây dựng bộ tài liệu tập huấn hòa giải viên thôn bản", JUSTICE, due="2025-09-30"),
    ),
    # The lead of one is among those of the other.
    (
        task("Kiểm định kết cấu các cầu treo dân sinh bắc qua sông Vằng", (BUILD, FINANCE)),
        task("Kiểm định kết cấu các cầu treo dân sinh qua sông Vằng", BUILD),
    ),
    # Abbreviated body, the place of a tone mark, another case.
    (
        task(
            "Số hoá sổ hộ tịch lưu trữ giấy từ thời kỳ trước năm 2005 tham mưu UBND tỉnh nghiệm thu", JUSTICE
        ),
        task("Số hóa SỔ HỘ TỊCH lưu trữ giấy từ thời kỳ trước năm 2005", JUSTICE),
    ),
    # The row is one sentence of a long bullet, word for word.
    (
        task(
            "Theo dõi giá muối hạt; tuần tra tuyến biên mậu; cấm triệt để tàu giã cào tại vịnh Lam Giang",
            TRADE,
        ),
        task("Cấm triệt để tàu giã cào tại vịnh Lam Giang", TRADE),
    ),
]

OTHER_TASK_OF_FILE = [
    # Other objects.
    (
        task("Xây dựng quy chế quản lý chợ đầu mối hải sản", TRADE),
        task("Xây dựng quy chế quản lý bến xe khách", TRADE),
    ),
    (
        task("Kiểm định kết cấu cầu treo Nậm Thia", BUILD),
        task("Kiểm định kết cấu cầu treo Bến Lau", BUILD),
    ),
    (
        task("Giải phóng mặt bằng cụm công nghiệp Vằng Đông 1", TRADE),
        task("Giải phóng mặt bằng cụm công nghiệp Vằng Đông 2", TRADE),
    ),
    # Other bodies.
    (task(MARKETS, TRADE), task(MARKETS, HEALTH)),
    (
        task("Ban hành kế hoạch cải tạo lưới điện hạ áp", "Ủy ban nhân dân xã Bến Lau"),
        task("Ban hành kế hoạch cải tạo lưới điện hạ áp", "Ủy ban nhân dân xã Nậm Thia"),
    ),
    # Other time.
    (
        task("Báo cáo sản lượng muối hạt tháng 7 năm 2025", TRADE, deadline="2025-08-05", due="2025-08-05"),
        task("Báo cáo sản lượng muối hạt tháng 8 năm 2025", TRADE, deadline="2025-09-05", due="2025-09-05"),
    ),
    (
        task("Tổng hợp số liệu đăng kiểm tàu cá quý I", BUILD),
        task("Tổng hợp số liệu đăng kiểm tàu cá quý II", BUILD),
    ),
    (
        task("Lập dự toán nạo vét luồng lạch cửa Vằng năm 2025", FINANCE),
        task("Lập dự toán nạo vét luồng lạch cửa Vằng năm 2026", FINANCE),
    ),
    (
        task("Nghiệm thu kè chắn sóng giai đoạn 1", BUILD),
        task("Nghiệm thu kè chắn sóng giai đoạn 2", BUILD),
    ),
    # Other documents.
    (
        task("Quán triệt nội dung Nghị quyết số 21-NQ/TU về kinh tế biển", JUSTICE),
        task("Quán triệt nội dung Nghị quyết số 34-NQ/TU về kinh tế biển", JUSTICE),
    ),
    (
        task("Tuyên truyền Đề án 12 về ngư dân bám biển", JUSTICE),
        task("Tuyên truyền Đề án 15 về ngư dân bám biển", JUSTICE),
    ),
    # Another act on one object.
    (
        task("Thẩm định hồ sơ cấp phép đóng mới tàu cá vỏ thép", BUILD),
        task("Thu hồi hồ sơ cấp phép đóng mới tàu cá vỏ thép", BUILD),
    ),
    # Only what all tasks say.
    (
        task("Tăng cường công tác thanh tra, kiểm tra, xử lý nghiêm các vi phạm", JUSTICE),
        task("Tăng cường công tác kiểm tra, thanh tra, xử lý vi phạm", JUSTICE),
    ),
    (
        task("Chủ trì, phối hợp với các cơ quan liên quan tổ chức triển khai thực hiện Kế hoạch", HOME),
        task("Phối hợp với các cơ quan, đơn vị liên quan triển khai thực hiện Kế hoạch này", HOME),
    ),
    # A criterion is set, and what it measures is measured.
    (
        task("Đánh giá mức độ tự động hóa trong các xưởng đóng tàu", PROVINCE, lead_basis="issuer"),
        task("Xây dựng bộ tiêu chí đánh giá mức độ tự động hóa xưởng đóng tàu", BUILD),
    ),
]

REPEATED = [
    # Word for word in the next notice of the same body.
    (task(MARKETS, TRADE, due="2025-07-31"), task(MARKETS, TRADE, due="2025-07-31"), NOTICE),
    # A reminder that cites the plan, with fewer words.
    (
        task("Nạo vét luồng lạch cửa Vằng, thả phao tiêu báo hiệu trên tuyến Bến Lau - đảo Trúc", BUILD),
        task("Nạo vét luồng lạch cửa Vằng, thả phao tiêu tuyến Bến Lau - đảo Trúc", BUILD),
        replace(NOTICE, cites=CITING),
    ),
]

NOT_REPEATED = [
    # Another province's plan in the same words.
    (
        task(MARKETS, "Sở Công Thương"),
        task(MARKETS, "Sở Công Thương"),
        replace(NOTICE, document_id="vn/son-ha/kh/2025/3", issuer="Ủy ban nhân dân tỉnh Sơn Hà"),
    ),
    # Every month's report.
    (
        task("Báo cáo sản lượng muối hạt tháng 5 về Sở", TRADE, due="2025-06-05"),
        task("Báo cáo sản lượng muối hạt tháng 6 về Sở", TRADE, due="2025-07-05"),
        NOTICE,
    ),
    (task(MARKETS, TRADE), task(MARKETS, HEALTH), NOTICE),
    (
        task("Cấp giấy phép neo đậu cho tàu cá huyện Lam Giang", BUILD),
        task("Cấp giấy phép neo đậu cho tàu cá huyện Vằng Đông", BUILD),
        NOTICE,
    ),
    (
        task("Tăng cường tuyên truyền, phổ biến pháp luật cho người dân", JUSTICE),
        task("Tăng cường tuyên truyền, phổ biến pháp luật cho người dân", JUSTICE),
        NOTICE,
    ),
]

DONE = [
    # The product asked for, by number, by the lead.
    (
        task(LAW_PLAN),
        said(
            "Sở Tư pháp đã ban hành Kế hoạch số 41/KH-STP ngày 06/5/2025 triển khai Luật Hòa giải ở cơ sở",
            products=issued("Kế hoạch số 41/KH-STP", "Kế hoạch"),
        ),
    ),
    # The body that the lead advises has put it out.
    (
        task("Tham mưu UBND tỉnh ban hành Quy chế quản lý bến cá và khu neo đậu tàu thuyền", BUILD),
        said(
            "Tỉnh đã có Quyết định số 77/QĐ-UBND ban hành Quy chế quản lý bến cá và khu neo đậu",
            PROVINCE,
            products=issued("Quyết định số 77/QĐ-UBND", "Quyết định"),
        ),
    ),
    # The lead reports for itself, naming nobody.
    (
        task("Kiểm định kết cấu các cầu treo dân sinh bắc qua sông Vằng", BUILD),
        said("Đã kiểm định kết cấu 14 cầu treo dân sinh bắc qua sông Vằng, phát hiện 02 cầu nứt mố", ""),
        replace(REPORT, issuer=BUILD),
    ),
    # The province reports about the lead by name; result and figures follow.
    (
        task(MARKETS, TRADE),
        said(
            "Sở Công Thương đã rà soát, phân loại 11 chợ đầu mối hải sản, lập danh mục 03 chợ cần di dời",
            TRADE,
        ),
    ),
    # The report cites the plan; fewer words are enough.
    (
        task("Nạo vét luồng lạch cửa Vằng, thả phao tiêu báo hiệu trên tuyến Bến Lau - đảo Trúc", BUILD),
        said("Đã nạo vét luồng lạch cửa Vằng dài 4,2 km và thả phao tiêu", BUILD),
        replace(REPORT, cites=CITING),
    ),
    # On the day itself.
    (
        task("Số hóa sổ hộ tịch lưu trữ giấy của các xã bãi ngang"),
        said("Sở Tư pháp hoàn thành số hóa sổ hộ tịch lưu trữ giấy của các xã bãi ngang"),
        replace(REPORT, date=PLAN.date),
    ),
    # In hand, late and not done are said of it too.
    (
        task("Xây dựng Đề án phát triển nghề nuôi hàu treo dây", TRADE),
        said(
            "Sở Công Thương đang dự thảo Đề án phát triển nghề nuôi hàu treo dây", TRADE, state="in_progress"
        ),
    ),
    (
        task("Lắp đặt trạm quan trắc độ mặn tại cống Mương Trúc", BUILD),
        said("Sở Xây dựng chưa lắp đặt trạm quan trắc độ mặn tại cống Mương Trúc", BUILD, state="not_done"),
    ),
    # The year that both name.
    (
        task("Lập dự toán nạo vét luồng lạch cửa Vằng năm 2026", FINANCE),
        said("Sở Tài chính đã lập dự toán nạo vét luồng lạch cửa Vằng năm 2026", FINANCE),
    ),
]

NOT_DONE = [
    # Generic words and the body alone.
    (
        task("Tăng cường công tác thanh tra, kiểm tra, xử lý nghiêm các vi phạm"),
        said("Sở Tư pháp đã tăng cường công tác thanh tra, kiểm tra, xử lý vi phạm"),
    ),
    (
        task("Tổ chức hội nghị tập huấn cho cán bộ, công chức"),
        said("Sở Tư pháp đã tổ chức hội nghị tập huấn cho cán bộ, công chức"),
    ),
    # Another body, another place.
    (task(MARKETS, TRADE), said("Đã rà soát, phân loại các chợ đầu mối hải sản cần di dời", HEALTH)),
    (
        task(MARKETS, TRADE),
        said("Sở Công Thương đã rà soát, phân loại các chợ đầu mối hải sản", "Sở Công Thương tỉnh Sơn Hà"),
    ),
    (
        task(MARKETS, TRADE),
        said("Đã rà soát, phân loại các chợ đầu mối hải sản, lập danh mục chợ cần di dời", "Sở Công Thương"),
        replace(REPORT, issuer="Ủy ban nhân dân tỉnh Sơn Hà"),
    ),
    (
        task("Kiểm định kết cấu cầu treo Nậm Thia", BUILD),
        said("Sở Xây dựng đã kiểm định kết cấu cầu treo Bến Lau", BUILD),
    ),
    (
        task("Giải phóng mặt bằng cụm công nghiệp Vằng Đông 1", TRADE),
        said("Đã giải phóng mặt bằng cụm công nghiệp Vằng Đông 2", TRADE),
    ),
    # The lead reports what another body has handed in.
    (
        task("Xây dựng Đề án phát triển nghề nuôi hàu treo dây, trình UBND tỉnh", TRADE),
        said("Sở Y tế đã trình UBND tỉnh Đề án phát triển nghề nuôi hàu treo dây", HEALTH),
        replace(REPORT, issuer=TRADE),
    ),
    # Another law, another document.
    (
        task(LAW_PLAN),
        said(
            "Sở Tư pháp đã ban hành Kế hoạch số 44/KH-STP triển khai thi hành Luật Đấu giá tài sản",
            products=issued("Kế hoạch số 44/KH-STP", "Kế hoạch"),
        ),
    ),
    (
        task("Xây dựng Kế hoạch thực hiện Nghị quyết số 21-NQ/TU về kinh tế biển", TRADE),
        said("Sở Công Thương đã ban hành Kế hoạch thực hiện Nghị quyết số 34-NQ/TU về kinh tế biển", TRADE),
    ),
    # Earlier: the document, the work, or what was put out.
    (task(MARKETS, TRADE), said("Đã " + MARKETS.lower(), TRADE), replace(REPORT, date="2025-01-10")),
    (task(MARKETS, TRADE), said("Đã " + MARKETS.lower(), TRADE, date="2024-11-30")),
    (
        task(LAW_PLAN),
        said(
            "Sở Tư pháp đã ban hành Kế hoạch số 12/KH-STP triển khai thi hành Luật Hòa giải ở cơ sở",
            products=issued("Kế hoạch số 12/KH-STP", "Kế hoạch", "2024-02-01"),
        ),
    ),
    # Another year, quarter or month.
    (
        task("Lập dự toán nạo vét luồng lạch cửa Vằng năm 2026", FINANCE),
        said("Sở Tài chính đã lập dự toán nạo vét luồng lạch cửa Vằng năm 2025", FINANCE),
    ),
    (
        task("Nạo vét luồng lạch cửa Vằng, thả phao tiêu báo hiệu", BUILD),
        said("Năm 2024, Sở Xây dựng đã nạo vét luồng lạch cửa Vằng, thả phao tiêu báo hiệu", BUILD),
    ),
    (
        task("Tổng hợp số liệu đăng kiểm tàu cá vỏ gỗ quý I", BUILD),
        said("Sở Xây dựng đã tổng hợp số liệu đăng kiểm tàu cá vỏ gỗ quý III", BUILD),
    ),
    # A quarter that was over when the task was given.
    (
        task("Kiểm nghiệm, công khai chất lượng nước muối của 37 ruộng muối", HEALTH),
        said("Quý I năm 2025, Sở Y tế đã kiểm nghiệm chất lượng nước muối của 08 ruộng muối", HEALTH),
        replace(REPORT, cites=CITING),
        replace(PLAN, date="2025-10-06"),
    ),
    # The same words of a report two years on.
    (task(MARKETS, TRADE), said("Đã " + MARKETS.lower(), TRADE), replace(REPORT, date="2027-11-10")),
]

DOUBTFUL = [
    # The things that the task counts are not named.
    (
        task("Kiểm nghiệm, công khai chất lượng nước muối vụ hè của 37 ruộng muối", HEALTH),
        said("Sở Y tế đã kiểm nghiệm, công khai chất lượng nước muối vụ hè", HEALTH),
        replace(REPORT, cites=CITING),
    ),
    # A paper of another type than asked for.
    (
        task("Xây dựng Đề án phát triển nghề nuôi hàu treo dây vùng bãi bồi", TRADE),
        said(
            "Đã có Tờ trình số 9/TTr-SCT về Đề án phát triển nghề nuôi hàu treo dây vùng bãi bồi",
            TRADE,
            products=issued("Tờ trình số 9/TTr-SCT", "Tờ trình"),
        ),
        REPORT,
    ),
    # A report without a date.
    (task(MARKETS, TRADE), said("Đã " + MARKETS.lower(), TRADE), replace(REPORT, date=None)),
    # One of the many that were told.
    (
        task("Ban hành kế hoạch cải tạo lưới điện hạ áp sau công tơ", "Ủy ban nhân dân các xã, phường"),
        said("UBND xã Bến Lau đã ban hành kế hoạch cải tạo lưới điện hạ áp sau công tơ", COMMUNE),
        REPORT,
    ),
    # The province says that it was done, not by whom.
    (task(MARKETS, TRADE), said("Đã " + MARKETS.lower(), ""), REPORT),
]


def _pair(case: tuple[object, ...]) -> tuple[Given, Said, Carrier, Carrier]:
    """A task, a statement, the report and the plan that they stand in, the usual ones where none is given."""
    given, statement, *carriers = case
    assert isinstance(given, Given) and isinstance(statement, Said)
    report, plan = (*carriers, *(REPORT, PLAN)[len(carriers) :])
    assert isinstance(report, Carrier) and isinstance(plan, Carrier)
    return given, statement, report, plan


@pytest.mark.parametrize(("bullet", "row"), SAME_FILE)
def test_text_and_annex_give_one_task(bullet: Given, row: Given) -> None:
    assert within(bullet, row) is True


@pytest.mark.parametrize(("bullet", "row"), OTHER_TASK_OF_FILE)
def test_text_and_annex_give_two_tasks(bullet: Given, row: Given) -> None:
    assert not within(bullet, row)


@pytest.mark.parametrize(("first", "second", "later"), REPEATED)
def test_a_later_document_gives_a_task_again(first: Given, second: Given, later: Carrier) -> None:
    assert again(first, second, later) == {LinkKind.SAME: True}


@pytest.mark.parametrize(("first", "second", "later"), NOT_REPEATED)
def test_a_later_document_gives_another_task(first: Given, second: Given, later: Carrier) -> None:
    assert again(first, second, later) == {}


def test_the_same_words_a_year_later_are_only_proposed() -> None:
    given = task(MARKETS, TRADE)
    assert again(given, given, replace(NOTICE, date="2026-03-12")) == {LinkKind.SAME: False}
    assert again(given, given, replace(NOTICE, date="2026-03-12", cites=CITING)) == {LinkKind.SAME: True}


@pytest.mark.parametrize("case", DONE)
def test_a_statement_speaks_of_a_task(case: tuple[object, ...]) -> None:
    link = told(*_pair(case))
    assert link is not None and link.sure and link.kind is LinkKind.EVIDENCE
    assert link.outcome == 1 and link.other_task is None


@pytest.mark.parametrize("case", NOT_DONE)
def test_a_statement_speaks_of_another_task(case: tuple[object, ...]) -> None:
    assert told(*_pair(case)) is None


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_statement_that_may_speak_of_a_task_is_proposed(case: tuple[object, ...]) -> None:
    link = told(*_pair(case))
    assert link is not None and not link.sure
    assert link.reason_vi.endswith("cần người xem lại.") and link.reason_en.endswith("a person should look.")


DREDGING = "Nạo vét luồng lạch cửa Vằng, thả phao tiêu báo hiệu trên tuyến Bến Lau - đảo Trúc"


def test_a_reminder_with_a_later_day_leaves_the_first_where_it_was() -> None:
    first, second = task(DREDGING, BUILD, due="2025-06-30"), task(DREDGING, BUILD, due="2025-10-31")
    citing = replace(NOTICE, cites=CITING)
    assert again(first, second, citing) == {LinkKind.SAME: True, LinkKind.EXTENDS: False}
    # An earlier day gives no time.
    assert again(second, first, citing) == {LinkKind.SAME: True}


def test_a_later_document_that_says_so_gives_more_time() -> None:
    first = task(DREDGING, BUILD, due="2025-06-30")
    second = task(f"{DREDGING}; gia hạn đến ngày 31/10/2025", BUILD, due="2025-10-31")
    citing = replace(NOTICE, cites=CITING)
    assert again(first, second, citing) == {LinkKind.SAME: True, LinkKind.EXTENDS: True}


def test_a_report_of_the_lead_plans_the_task_on() -> None:
    draft = task("Dự thảo Kế hoạch nuôi hàu treo dây năm 2026, trình UBND tỉnh", TRADE, due="2025-12-20")
    first = task("Xây dựng Kế hoạch nuôi hàu treo dây năm 2026, trình UBND tỉnh", TRADE, due="2025-12-31")
    report = replace(NOTICE, type="Báo cáo", cites=frozenset({("reports_on", PLAN.document_id or "")}))
    assert again(first, draft, report) == {LinkKind.SAME: True}


def test_one_of_two_leads_tells_of_its_part() -> None:
    """Which lead it is stands in the statement; whether all is done is for the status to say."""
    given = task("Kiện toàn tổ vận hành đập tràn", (COMMUNE, "Ủy ban nhân dân xã Nậm Thia"))
    link = told(
        given,
        said(
            "UBND xã Bến Lau đã kiện toàn tổ vận hành đập tràn", COMMUNE, references=("vn/hoa-an/kh/2025/58",)
        ),
    )
    assert link is not None and link.sure


EXTENSION = "Đồng ý gia hạn việc nạo vét luồng lạch cửa Vằng, thả phao tiêu báo hiệu đến ngày 31/10/2025"


def _extended(words: str, **more: object) -> Said:
    more = {"state": "extended", "due": "2025-10-31", "references": (PLAN.document_id,), **more}
    return said(words, "", **more)


def test_an_extension_names_document_and_work() -> None:
    given = task(DREDGING, BUILD, due="2025-06-30")
    link = told(given, _extended(EXTENSION), NOTICE_AS_REPORT)
    assert link is not None and (link.kind, link.sure) == (LinkKind.EXTENDS, True)


def test_an_extension_may_come_from_a_body_above() -> None:
    given = task(DREDGING, BUILD, due="2025-06-30")
    office = replace(PLAN, issuer="Văn phòng Ủy ban nhân dân tỉnh Hòa An")
    link = told(given, _extended(EXTENSION), NOTICE_AS_REPORT, office)
    assert link is not None and (link.kind, link.sure) == (LinkKind.EXTENDS, True)


def test_an_extension_of_the_only_task_needs_no_words() -> None:
    given = task(DREDGING, BUILD, due="2025-06-30")
    words = "Cho phép lùi thời hạn hoàn thành nhiệm vụ được giao đến ngày 31/10/2025"
    link = told(given, _extended(words), NOTICE_AS_REPORT)
    assert link is not None and (link.kind, link.sure) == (LinkKind.EXTENDS, True)
    other = replace(task(MARKETS, TRADE, due="2025-07-31"), id=2)
    assert join({1: PLAN, 2: NOTICE_AS_REPORT}, [given, other], [_extended(words)]) == []


@pytest.mark.parametrize(
    ("given", "statement"),
    [
        # The new day is no later; there was no day; another work; another body's document.
        (task(DREDGING, BUILD, due="2025-12-31"), _extended(EXTENSION)),
        (task(DREDGING, BUILD), _extended(EXTENSION)),
        (task(MARKETS, TRADE, due="2025-06-30"), _extended(EXTENSION, references=())),
        (task("Nạo vét luồng lạch sông Trúc", BUILD, due="2025-06-30"), _extended(EXTENSION, references=())),
    ],
)
def test_what_is_no_extension(given: Given, statement: Said) -> None:
    assert told(given, statement, NOTICE_AS_REPORT) is None


NOTICE_AS_REPORT = replace(NOTICE, file_id=2)
MEMBERS = ("Ủy ban nhân dân các xã, phường",)


@pytest.mark.parametrize(
    ("lead", "later"),
    [
        (COMMUNE, COMMUNE_PLAN),
        (MEMBERS, COMMUNE_PLAN),
        (BUILD, replace(COMMUNE_PLAN, issuer=BUILD)),
    ],
)
def test_the_plan_of_the_lead_hands_a_task_down(lead: str | tuple[str, ...], later: Carrier) -> None:
    given, passed = task(DREDGING, lead, due="2025-11-30"), task(DREDGING, "Phòng Kinh tế", due="2025-10-15")
    assert again(given, passed, replace(later, cites=CITING)) == {LinkKind.HANDED_DOWN: True}


@pytest.mark.parametrize(
    ("given", "passed", "later"),
    [
        # It does not say that it implements the plan.
        (task(DREDGING, COMMUNE), task(DREDGING, "Phòng Kinh tế"), COMMUNE_PLAN),
        # Not told to it.
        (task(DREDGING, BUILD), task(DREDGING, "Phòng Kinh tế"), replace(COMMUNE_PLAN, cites=CITING)),
        # Another work, or only what every plan says.
        (task(DREDGING, COMMUNE), task(MARKETS, "Phòng Kinh tế"), replace(COMMUNE_PLAN, cites=CITING)),
        (
            task("Tuyên truyền, phổ biến Kế hoạch đến cán bộ, nhân dân", COMMUNE),
            task("Tuyên truyền, phổ biến Kế hoạch đến cán bộ, nhân dân", "Phòng Văn hóa - Xã hội"),
            replace(COMMUNE_PLAN, cites=CITING),
        ),
        # Earlier than what it is said to pass on.
        (
            task(DREDGING, COMMUNE),
            task(DREDGING, "Phòng Kinh tế"),
            replace(COMMUNE_PLAN, cites=CITING, date="2025-03-01"),
        ),
    ],
)
def test_what_hands_nothing_down(given: Given, passed: Given, later: Carrier) -> None:
    assert again(given, passed, later) == {}


def test_one_of_two_tasks_with_the_same_words_is_not_picked() -> None:
    """Two sites under two headings: the words do not tell which one is done."""
    words = "Hoàn thiện hồ sơ lựa chọn chủ đầu tư hạ tầng xưởng đóng tàu, trình tỉnh thành lập"
    tasks = [task(words, TRADE), replace(task(words, TRADE), id=2)]
    links = join({1: PLAN, 2: REPORT}, tasks, [said("Đã " + words.lower(), TRADE)])
    assert [(one.task, one.kind, one.sure) for one in links] == [
        (1, LinkKind.EVIDENCE, False),
        (2, LinkKind.EVIDENCE, False),
    ]


def test_the_latest_assignment_is_the_one_that_was_done() -> None:
    """A plan of the year before has the same words: its task is only proposed."""
    before = replace(PLAN, file_id=5, document_id="vn/hoa-an/kh/2024/7", date="2024-12-20")
    now = replace(PLAN, date="2025-11-20")
    tasks = [task(MARKETS, TRADE), replace(task(MARKETS, TRADE), id=2, file_id=5)]
    links = join({1: now, 2: REPORT, 5: before}, tasks, [said("Đã " + MARKETS.lower(), TRADE)])
    told_of = {one.task: one.sure for one in links if one.kind is LinkKind.EVIDENCE}
    assert told_of == {1: True, 2: False}


def test_what_is_said_of_a_repeated_task_is_said_of_both() -> None:
    given = task(MARKETS, TRADE, due="2025-07-31")
    tasks = [given, replace(given, id=2, file_id=3)]
    links = join({1: PLAN, 2: REPORT, 3: NOTICE}, tasks, [said("Đã " + MARKETS.lower(), TRADE)])
    assert {(one.task, one.kind) for one in links if one.sure} == {
        (1, LinkKind.SAME),
        (1, LinkKind.EVIDENCE),
        (2, LinkKind.EVIDENCE),
    }


def test_two_files_of_one_document_give_one_task() -> None:
    copy = replace(PLAN, file_id=6)
    tasks = [task(MARKETS, TRADE), replace(task(MARKETS, TRADE), id=2, file_id=6)]
    (link,) = join({1: PLAN, 6: copy}, tasks, [])
    assert (link.task, link.other_task, link.kind, link.sure) == (1, 2, LinkKind.SAME, True)


def test_a_reason_names_body_words_and_product() -> None:
    link = told(*_pair(DONE[0]))
    assert link is not None
    assert link.reason_vi == (
        "Nói về việc này: Sở Tư pháp tỉnh Hòa An thực hiện, đã ban hành Kế hoạch số 41/KH-STP, "
        "cùng lời “Luật Hòa giải ở cơ sở”."
    )
    assert link.reason_en == (
        "It speaks of this work: Sở Tư pháp tỉnh Hòa An did it, Kế hoạch số 41/KH-STP was issued, "
        "the same words “Luật Hòa giải ở cơ sở”."
    )


def test_proposals_are_few() -> None:
    later = {number: replace(REPORT, file_id=number, date=None) for number in range(10, 20)}
    statements = [
        replace(said("Đã " + MARKETS.lower(), TRADE), id=number, file_id=number) for number in later
    ]
    links = join({1: PLAN, **later}, [task(MARKETS, TRADE)], statements)
    assert [one.sure for one in links] == [False] * PROPOSALS


def test_files_that_are_not_held_are_left_out() -> None:
    assert join({1: PLAN}, [task(MARKETS, TRADE)], [said("Đã " + MARKETS.lower(), TRADE)]) == []
    assert join({}, [task(MARKETS, TRADE)], []) == []
