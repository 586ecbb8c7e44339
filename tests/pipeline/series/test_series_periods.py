from __future__ import annotations

import pytest

from pipeline.series.periods import period_name


@pytest.mark.parametrize(
    ("first", "last", "vietnamese", "english"),
    [
        ("2025-01-01", "2025-12-31", "năm 2025", "2025"),
        ("2021-01-01", "2025-12-31", "giai đoạn 2021–2025", "2021–2025"),
        ("2025-04-01", "2025-06-30", "quý II/2025", "quarter II, 2025"),
        ("2025-01-01", "2025-06-30", "6 tháng đầu năm 2025", "first 6 months of 2025"),
        ("2025-01-01", "2025-09-30", "9 tháng đầu năm 2025", "first 9 months of 2025"),
        ("2025-07-01", "2025-12-31", "6 tháng cuối năm 2025", "last 6 months of 2025"),
        ("2024-02-01", "2024-02-29", "tháng 02/2024", "2024-02"),
        ("2025-02-01", "2025-02-27", "01/02/2025 – 27/02/2025", "2025-02-01 – 2025-02-27"),
        ("2024-12-15", "2025-11-14", "15/12/2024 – 14/11/2025", "2024-12-15 – 2025-11-14"),
        ("2025-03-04", "2025-03-04", "04/03/2025", "2025-03-04"),
        ("2025-03-01", "2025-08-31", "01/03/2025 – 31/08/2025", "2025-03-01 – 2025-08-31"),
        (None, None, "không rõ kỳ", "period not told"),
        ("2025-13-01", "2025-13-31", "01/13/2025 – 31/13/2025", "2025-13-01 – 2025-13-31"),
    ],
)
def test_periods_are_named(first: str | None, last: str | None, vietnamese: str, english: str) -> None:
    assert period_name(first, last, "vi") == vietnamese
    assert period_name(first, last, "en") == english
