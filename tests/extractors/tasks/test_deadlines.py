from __future__ import annotations

import pytest

from extractors.rulebook import Rulebook
from extractors.task_facts import Deadline, DeadlineKind
from extractors.tasks.deadlines import DeadlineReader, deadline_reader

DATE = "2025-11-20"


@pytest.fixture(scope="session")
def deadlines(rules: Rulebook) -> DeadlineReader:
    return deadline_reader(rules)


def only(reader: DeadlineReader, words: str, date: str | None = DATE) -> Deadline:
    found = reader.find(words, 0, len(words), date)
    assert len(found) == 1, found
    assert words[found[0].start : found[0].end] == found[0].text
    return found[0]


@pytest.mark.parametrize(
    ("words", "text", "value", "due"),
    [
        ("Gửi trước ngày 31/12/2026.", "trước ngày 31/12/2026", "2026-12-31", "2026-12-31"),
        ("hoàn thành trước ngày 30/6/2026", "trước ngày 30/6/2026", "2026-06-30", "2026-06-30"),
        ("Báo cáo Sở trước 30/9/2026 để tổng hợp", "trước 30/9/2026", "2026-09-30", "2026-09-30"),
        ("kiểm đếm xong trước ngày 12/12/2025", "xong trước ngày 12/12/2025", "2025-12-12", "2025-12-12"),
        ("Giao Sở trước ngày 15 tháng 12 năm 2025 rà soát", "trước ngày 15 tháng 12 năm 2025",
         "2025-12-15", "2025-12-15"),
        ("trình trong tháng 9 năm 2026", "trong tháng 9 năm 2026", "2026-09", "2026-09-30"),
        ("gửi trong tháng 02/2028.", "trong tháng 02/2028", "2028-02", "2028-02-29"),
        ("báo cáo trong quý III năm 2026", "trong quý III năm 2026", "2026-Q3", "2026-09-30"),
        ("hoàn thành xong trong quý 2/2026", "trong quý 2/2026", "2026-Q2", "2026-06-30"),
        ("hoàn thành quý I/2026", "quý I/2026", "2026-Q1", "2026-03-31"),
        ("lập hồ sơ (hoàn thành trong Quý I/2026)", "trong Quý I/2026", "2026-Q1", "2026-03-31"),
        ("nộp chậm nhất đến ngày 5/1/2026", "chậm nhất đến ngày 5/1/2026", "2026-01-05", "2026-01-05"),
        ("nộp muộn nhất 30/12/2025", "muộn nhất 30/12/2025", "2025-12-30", "2025-12-30"),
        ("hoàn thành đến hết năm 2026", "đến hết năm 2026", "2026", "2026-12-31"),
        ("cho phép gia hạn đến ngày 30/11/2026", "đến ngày 30/11/2026", "2026-11-30", "2026-11-30"),
        ("Đến năm 2027, hoàn thành cụm số 3", "Đến năm 2027", "2027", "2027-12-31"),
        ("Đến năm 2027 phải hoàn thành các việc sau", "Đến năm 2027", "2027", "2027-12-31"),
        ("Từ nay đến hết năm 2025, hoàn thành 3 cụm", "đến hết năm 2025", "2025", "2025-12-31"),
        ("thực hiện trong năm 2026", "trong năm 2026", "2026", "2026-12-31"),
        ("hoàn thành vào cuối năm 2026", "vào cuối năm 2026", "2026", "2026-12-31"),
        ("hoàn thành trong 6 tháng đầu năm 2026", "trong 6 tháng đầu năm 2026", "2026-Q2", "2026-06-30"),
        ("hoàn thành trong 6 tháng cuối năm 2026", "trong 6 tháng cuối năm 2026", "2026", "2026-12-31"),
        ("Thời gian thực hiện: Tháng 12/2025.", "Tháng 12/2025", "2025-12", "2025-12-31"),
        ("Tiến độ hoàn thành: Quý I/2027; chủ trì: Sở", "Quý I/2027", "2027-Q1", "2027-03-31"),
    ],
)  # fmt: skip
def test_deadlines_in_running_text(
    deadlines: DeadlineReader, words: str, text: str, value: str, due: str
) -> None:
    found = only(deadlines, words)
    assert (found.text, found.value, found.due, found.inferred) == (text, value, due, False)


@pytest.mark.parametrize(
    "words",
    [
        "giai đoạn 2026-2030",
        "rà soát hộ nghèo năm 2024",
        "hoàn thành kế hoạch năm 2026",
        "Quyết định số 12/QĐ-UBND ngày 31/12/2025",
        "các mỏ trước ngày 01/7/2025 đã được cấp phép",
        "hồ sơ nộp trước ngày 01/7/2026 thì giải quyết theo quy định cũ",
        "đã hoàn thành trước ngày 30/6/2025",
        "đất giao từ ngày 01/7/2024 đến trước ngày 01/8/2026",
        "trước đây xã chưa có chợ",
        "trước khi trình",
        "Chịu trách nhiệm trước Chủ tịch",
        "Số liệu tính đến ngày 31/12/2025",
        "Đến năm 2027, toàn tỉnh có 14 cụm",
        "Quy hoạch chợ đến năm 2030, tầm nhìn đến năm 2050",
        "hoàn thành quy hoạch chợ tầm nhìn đến năm 2050",
        "số liệu từ ngày 15/12/2024 đến ngày 14/12/2025",
        "Trong tháng 11 năm 2025, xã đã cấp 20 giấy phép",
        "Trong năm 2025, xã cử 03 người đi học",
        "phấn đấu hoàn thành phổ cập đạt 90% vào năm 2026",
        "xử lý trong 24-48 giờ",
        "Hoàn thành 12/15 nhiệm vụ",
        "báo cáo trước ngày 30 tháng 01 năm sau",
        "không quá 06 tháng",
        "Mỗi xã trước 2/3 số hộ",
    ],
)
def test_what_is_no_deadline(deadlines: DeadlineReader, words: str) -> None:
    assert deadlines.find(words, 0, len(words), DATE) == []


@pytest.mark.parametrize(
    ("words", "value", "due"),
    [
        ("gửi trước ngày 10/12", "2025-12-10", "2025-12-10"),
        ("gửi trước ngày 10/3", "2026-03-10", "2026-03-10"),
        ("gửi trước ngày 20/11", "2025-11-20", "2025-11-20"),
        ("hoàn thành trong tháng 11.", "2025-11", "2025-11-30"),
        ("hoàn thành trong tháng 10.", "2026-10", "2026-10-31"),
        ("trình trong quý I", "2026-Q1", "2026-03-31"),
        ("hoàn thành trước cuối năm", "2025", "2025-12-31"),
    ],
)
def test_a_year_that_is_not_printed_is_told_from_the_date(
    deadlines: DeadlineReader, words: str, value: str, due: str
) -> None:
    found = only(deadlines, words)
    assert (found.value, found.due, found.inferred) == (value, due, True)


def test_without_a_date_of_the_document_no_year_is_guessed(deadlines: DeadlineReader) -> None:
    found = only(deadlines, "gửi trước ngày 10/12", None)
    assert (found.kind, found.value, found.due, found.inferred) == (DeadlineKind.DATE, None, None, False)
    assert only(deadlines, "gửi trước ngày 10/12/2026", None).due == "2026-12-10"


def test_before_a_day_keeps_the_day_and_before_a_period_ends_with_the_day_before(
    deadlines: DeadlineReader,
) -> None:
    day = only(deadlines, "nộp trước ngày 01/3/2026")
    assert (day.strict, day.due) == (True, "2026-03-01")
    quarter = only(deadlines, "nộp trước quý II/2026")
    assert (quarter.strict, quarter.value, quarter.due) == (True, "2026-Q2", "2026-03-31")
    assert not only(deadlines, "nộp chậm nhất ngày 01/3/2026").strict


@pytest.mark.parametrize(
    "words", ["gửi trước ngày 31/02/2026", "gửi trước ngày 31/4", "gửi trước ngày 12/13/2026"]
)
def test_a_day_that_no_calendar_has(deadlines: DeadlineReader, words: str) -> None:
    found = only(deadlines, words)
    assert (found.kind, found.value, found.due) == (DeadlineKind.INVALID, None, None)


@pytest.mark.parametrize(
    ("words", "time", "due"),
    [
        ("gửi trước 15h00 ngày 15/6/2026", "15:00", "2026-06-15"),
        ("gửi trước 08 giờ 00 ngày 22/6/2026", "08:00", "2026-06-22"),
        ("gửi trước 9 giờ ngày 22/6/2026", "09:00", "2026-06-22"),
        ("gửi trước 16h30’ thứ Sáu, ngày 19/6/2026", "16:30", "2026-06-19"),
    ],
)
def test_an_hour_of_the_day(deadlines: DeadlineReader, words: str, time: str, due: str) -> None:
    found = only(deadlines, words)
    assert (found.time, found.due) == (time, due)


@pytest.mark.parametrize(
    ("words", "text", "rule"),
    [
        ("gửi trước ngày 18 hằng tháng", "trước ngày 18 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=18"),
        ("gửi trước ngày 10/12 hằng năm", "trước ngày 10/12 hằng năm",
         "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"),
        ("gửi trước ngày 15/6 và 15/12 hàng năm", "trước ngày 15/6 và 15/12 hàng năm",
         "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
        ("định kỳ trước ngày 01/6 và 15/11 hằng năm (hoặc đột xuất) báo cáo",
         "định kỳ trước ngày 01/6 và 15/11 hằng năm", "FREQ=YEARLY;BYYEARDAY=-214,-47"),
        ("xã định kỳ hàng năm (trước ngày 10/12) hoặc đột xuất báo cáo",
         "định kỳ hàng năm (trước ngày 10/12)",
         "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"),
        ("Định kỳ báo cáo kết quả hằng năm (trước ngày 15 tháng 11)", "hằng năm (trước ngày 15 tháng 11)",
         "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"),
        ("Hằng năm, xã tổng hợp, báo cáo trước ngày 15/12", "trước ngày 15/12",
         "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
        ("Định kỳ hằng tuần, trước 16 giờ 00 ngày thứ Sáu, gửi báo cáo",
         "Định kỳ hằng tuần, trước 16 giờ 00 ngày thứ Sáu", "FREQ=WEEKLY;BYDAY=FR"),
        ("báo cáo trước 19h00 hằng ngày", "trước 19h00 hằng ngày", "FREQ=DAILY"),
        ("Định kỳ trước ngày 20 của tháng cuối quý, gửi số liệu", "Định kỳ trước ngày 20 của tháng cuối quý",
         "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    ],
)  # fmt: skip
def test_deadlines_that_print_the_day_that_comes_again(
    deadlines: DeadlineReader, words: str, text: str, rule: str
) -> None:
    found = only(deadlines, words)
    assert (found.kind, found.value, found.due) == (DeadlineKind.RECURRING, "recurring", None)
    assert (found.text, found.recurrence) == (text, rule)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Thường xuyên rà soát các bến", "Thường xuyên"),
        ("- Định kỳ 6 tháng, hàng năm báo cáo", "Định kỳ 6 tháng, hàng năm"),
        ("theo dõi và định kỳ sáu tháng báo cáo", "định kỳ sáu tháng"),
        ("Hàng năm, tiến hành rà soát các bến", "Hàng năm"),
        ("Thường xuyên và tích cực phối hợp", "Thường xuyên"),
        ("tham mưu UBND tỉnh ban hành bảng giá cho thuê bến hằng năm theo quy định.", "hằng năm"),
        ("Các xã xây dựng kế hoạch trồng rừng hàng năm và 5 năm", "hàng năm"),
        ("Thời gian thực hiện: Thường xuyên.", "Thường xuyên"),
    ],
)
def test_words_of_repetition_that_govern_the_verb(deadlines: DeadlineReader, words: str, text: str) -> None:
    found = only(deadlines, words)
    assert (found.kind, found.recurrence, found.text) == (DeadlineKind.RECURRING, None, text)


@pytest.mark.parametrize(
    "words",
    [
        "kiểm tra thường xuyên và đột xuất",
        "thực hiện chế độ báo cáo định kỳ theo quy định",
        "các hoạt động thường xuyên của cơ quan",
        "bố trí từ nguồn chi thường xuyên",
        "đã thường xuyên kiểm tra các bến",
        "bố trí trong dự toán ngân sách hằng năm.",
        "theo biểu giá do Bộ ban hành hằng năm.",
        "Đánh giá khả năng đạt chỉ tiêu hàng năm và giai đoạn của từng dự án",
        "tổ chức khám sức khỏe định kỳ hằng năm.",
    ],
)
def test_words_of_repetition_as_the_kind_of_a_thing(deadlines: DeadlineReader, words: str) -> None:
    assert deadlines.find(words, 0, len(words), DATE) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("triển khai ngay sau khi đề án được duyệt, gửi Sở", "ngay sau khi đề án được duyệt"),
        ("làm sau khi Nghị quyết có hiệu lực thi hành", "sau khi Nghị quyết có hiệu lực thi hành"),
        ("trả lời trong vòng 15 ngày kể từ ngày nhận văn bản", "trong vòng 15 ngày kể từ ngày nhận văn bản"),
        ("trả lời trong 05 ngày làm việc", "trong 05 ngày làm việc"),
        ("nộp chậm nhất là 03 ngày kể từ ngày họp", "chậm nhất là 03 ngày kể từ ngày họp"),
    ],
)
def test_events_have_no_day(deadlines: DeadlineReader, words: str, text: str) -> None:
    found = only(deadlines, words)
    assert (found.text, found.kind, found.value, found.due) == (text, DeadlineKind.EVENT, None, None)


def test_every_deadline_between_the_offsets_and_no_other(deadlines: DeadlineReader) -> None:
    words = "Gửi trước ngày 10/12/2025; hoàn thành trong quý I/2026; trình trước ngày 5/5/2026"
    first, second = words.index(";"), words.rindex(";")
    assert [d.value for d in deadlines.find(words, 0, len(words), DATE)] == [
        "2025-12-10",
        "2026-Q1",
        "2026-05-05",
    ]
    assert [d.value for d in deadlines.find(words, first, second, DATE)] == ["2026-Q1"]


@pytest.mark.parametrize(
    ("words", "value", "due"),
    [
        ("Quý IV/2025", "2025-Q4", "2025-12-31"),
        ("Quí IV-2025", "2025-Q4", "2025-12-31"),
        ("Tháng 12/2025", "2025-12", "2025-12-31"),
        ("T12/2025", "2025-12", "2025-12-31"),
        ("12/2025", "2025-12", "2025-12-31"),
        ("31/12/2026", "2026-12-31", "2026-12-31"),
        ("Trước 30/6", "2026-06-30", "2026-06-30"),
        ("Hàng năm", "recurring", None),
        ("Thường xuyên, theo yêu cầu nhiệm vụ", "recurring", None),
        ("Theo kế hoạch trồng rừng hàng năm", "recurring", None),
        ("2026", "2026", "2026-12-31"),
        ("Năm 2026", "2026", "2026-12-31"),
        ("Trong năm 2026", "2026", "2026-12-31"),
        ("Quý IV năm 2025 và các năm tiếp theo", "2025-Q4", "2025-12-31"),
        ("Quý II, III/2026", "2026-Q3", "2026-09-30"),
        ("Quý IV/2025- Quý II/2026", "2026-Q2", "2026-06-30"),
        ("Tháng 11 - 12/2025", "2025-12", "2025-12-31"),
        ("Từ tháng 3 đến tháng 5/2026", "2026-05", "2026-05-31"),
        ("Từ ngày 01/01/2026 đến ngày 31/3/2026.", "2026-03-31", "2026-03-31"),
        ("Xong trong Quý II/2026", "2026-Q2", "2026-06-30"),
        ("Hoàn thành lắp đặt và vận hành xong trước ngày 01/01/2030", "2030-01-01", "2030-01-01"),
        ("Quý IV/2019", "2019-Q4", "2019-12-31"),
    ],
)
def test_fields_of_time(deadlines: DeadlineReader, words: str, value: str, due: str | None) -> None:
    found = deadlines.field(words, 0, len(words), DATE)
    assert found is not None
    assert (found.value, found.due) == (value, due)
    assert words[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "words",
    [
        "", "1", "6", "Theo tiến độ", "Theo kế hoạch", "2026 - 2030", "Năm 2025-2030", "Giai đoạn 2026-2030",
        "Từ 01/7/2025", "Đang thực hiện", "Hoàn thành 12/15 nhiệm vụ", "Đột xuất", "0,25 ngày làm việc",
        "Theo Quyết định số 12/QĐ-UBND ngày 31/12/2025",
    ],
)  # fmt: skip
def test_fields_without_a_deadline(deadlines: DeadlineReader, words: str) -> None:
    assert deadlines.field(words, 0, len(words), DATE) is None


@pytest.mark.parametrize(
    "words",
    [
        "03 ngày làm việc, kể từ ngày nhận đủ hồ sơ",
        "Từ tháng 11/2025 đến khi kết thúc kiểm kê.",
        "Khi có phát sinh",
    ],
)
def test_fields_that_name_an_event(deadlines: DeadlineReader, words: str) -> None:
    found = deadlines.field(words, 0, len(words), DATE)
    assert found is not None and found.kind is DeadlineKind.EVENT


@pytest.mark.parametrize(
    ("words", "count"),
    [("định kỳ ", 0), ("hằng năm ", 0), ("trước ngày 10/12/2026, ", 3000), ("trước ngày 10/12, ", 3000)],
)
def test_words_repeated_thousands_of_times_are_read_in_passing(
    deadlines: DeadlineReader, words: str, count: int
) -> None:
    text = words * 3000
    assert len(deadlines.find(text, 0, len(text), DATE)) == count
