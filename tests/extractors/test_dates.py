from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import find_date, iso_date, match_date


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("ngày 5/3/2024", "2024-03-05"),
        ("ngày 05/03/2024", "2024-03-05"),
        ("ngày 05 tháng 3 năm 2024", "2024-03-05"),
        ("Ngày 05 tháng 03 năm 2024", "2024-03-05"),
        ("NGÀY 05 THÁNG 3 NĂM 2024", "2024-03-05"),
        ("ngày 5.3.2024", "2024-03-05"),
        ("ngày 05-3-2024", "2024-03-05"),
        ("ngày05-3-2024", "2024-03-05"),
        ("ngày 5/ 3/ 2024", "2024-03-05"),
        ("ngày 5/3/24", "2024-03-05"),
        ("ngày 5/3/97", "1997-03-05"),
        ("ngày 29/02/2024", "2024-02-29"),
        ("tháng 3 năm 2024", "2024-03"),
        ("tháng 3/2024", "2024-03"),
        ("tháng 12-2024", "2024-12"),
        ("năm 2024", "2024"),
    ],
)
def test_every_form(words: str, iso: str) -> None:
    found = match_date(words, 0)
    assert found is not None and (found.iso, found.start, found.end) == (iso, 0, len(words))


@pytest.mark.parametrize(
    "words",
    [
        "ngày 31/02/2024",
        "ngày 29/02/2023",
        "ngày 31 tháng 4 năm 2024",
        "ngày 5/13/2024",
        "ngày 00/3/2024",
        "ngày 32/1/2024",
        "ngày 21/9/025",
        "tháng 13 năm 2024",
        "ngày 5/3/1024",
        "năm 3024",
    ],
)
def test_what_is_no_day_is_found_without_a_date(words: str) -> None:
    found = match_date(words, 0)
    assert found is not None and found.iso is None


@pytest.mark.parametrize(
    "words",
    [
        "ngày    tháng 3 năm 2024",
        "ngày    /3/2024",
        "ngày 5/3",
        "tháng 3",
        "năm học",
        "năm 24",
        "ngày làm việc",
        "ngày 5/3-2024",
        "5/3/2024",
        "hằng năm 2024 hộ",
    ],
)
def test_what_is_no_date_at_its_start(words: str) -> None:
    assert match_date(words, 0) is None


def test_a_date_that_runs_over_the_bound_is_none() -> None:
    assert match_date("ngày 05/12/2020", 0, 10) is None
    found = match_date("ngày 05/12/2020 và", 0, 15)
    assert found is not None and found.iso == "2020-12-05"


def test_a_year_is_not_the_head_of_a_longer_number() -> None:
    assert match_date("năm 20245", 0) is None
    assert match_date("ngày 5/3/20245", 0) is None


@pytest.mark.parametrize(
    ("text", "iso", "printed"),
    [
        ("họp 05/12/2020 tại trụ sở", "2020-12-05", "05/12/2020"),
        ("họp 5.12.2020", "2020-12-05", "5.12.2020"),
        ("vào ngày 05/12/2020, trước 07/12/2020", "2020-12-05", "ngày 05/12/2020"),
        ("hạn 07/12/2020, vào ngày 05/12/2021", "2020-12-07", "07/12/2020"),
        ("đến tháng 4/2021", "2021-04", "tháng 4/2021"),
    ],
)
def test_the_first_date_of_a_text(text: str, iso: str, printed: str) -> None:
    found = find_date(text)
    assert found is not None and found.iso == iso
    assert text[found.start : found.end] == printed


@pytest.mark.parametrize("text", ["không có ngày nào", "số 12/2020/NĐ-CP", "1.12.12.2020", "tỷ lệ 5/12"])
def test_a_text_without_dates(text: str) -> None:
    assert find_date(text) is None


def test_a_date_is_looked_for_only_between_the_bounds() -> None:
    text = "ngày 05/12/2020 và ngày 06/12/2020"
    assert find_date(text, 5, 12) is None
    found = find_date(text, 16)
    assert found is not None and found.iso == "2020-12-06"


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        (("2024",), "2024"),
        (("2024", "3"), "2024-03"),
        (("2024", "3", "5"), "2024-03-05"),
        (("24", "3", "5"), "2024-03-05"),
        (("024", "3", "5"), None),
        ((None, "3", "5"), None),
        (("2024", "0", "5"), None),
        (("2024", "2", "30"), None),
    ],
)
def test_iso_of_parts(parts: tuple[str | None, ...], iso: str | None) -> None:
    assert iso_date(*parts) == iso


@given(
    st.dates(datetime.date(1930, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(
        [
            "ngày {d}/{m}/{y}",
            "ngày {d:02}/{m:02}/{y}",
            "ngày {d:02} tháng {m} năm {y}",
            "ngày {d}.{m}.{y}",
            "ngày {d}-{m}-{y}",
        ]
    ),
)
def test_a_printed_day_reads_back(day: datetime.date, form: str) -> None:
    found = match_date(form.format(d=day.day, m=day.month, y=day.year), 0)
    assert found is not None and found.iso == day.isoformat()


@given(st.text(alphabet="0123456789/.- ngàythgăm", max_size=40))
def test_every_found_date_is_a_day_of_the_calendar(text: str) -> None:
    found = find_date(text)
    if found and found.iso:
        datetime.date.fromisoformat((found.iso + "-01-01")[:10])
        assert 0 <= found.start < found.end <= len(text)
