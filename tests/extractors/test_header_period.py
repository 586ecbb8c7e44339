from __future__ import annotations

import pytest

from extractors.header_period import report_period


@pytest.mark.parametrize(
    ("subject", "notes", "period"),
    [
        ("Công tác tiếp công dân năm 2024", (), ("2024-01-01", "2024-12-31")),
        (
            "Công tác tiếp công dân năm 2024",
            ("(số liệu từ 15/12/2023 đến 14/12/2024)",),
            ("2023-12-15", "2024-12-14"),
        ),
        ("Kết quả từ ngày 15/12/2024 đến ngày 14/6/2025", (), ("2024-12-15", "2025-06-14")),
        ("Kết quả từ 01/01 đến 30/6/2025", (), ("2025-01-01", "2025-06-30")),
        ("Tình hình thu ngân sách tháng 02/2024", (), ("2024-02-01", "2024-02-29")),
        ("Tình hình thu ngân sách tháng 6 năm 2026", (), ("2026-06-01", "2026-06-30")),
        ("Kết quả quý III/2025", (), ("2025-07-01", "2025-09-30")),
        ("Kết quả quý I năm 2026, nhiệm vụ quý II năm 2026", (), ("2026-01-01", "2026-03-31")),
        ("Kết quả 6 tháng đầu năm 2025", (), ("2025-01-01", "2025-06-30")),
        ("Kết quả sáu tháng đầu năm 2025", (), ("2025-01-01", "2025-06-30")),
        ("Kết quả chín tháng năm 2025", (), ("2025-01-01", "2025-09-30")),
        ("Kết quả 06 tháng cuối năm 2025", (), ("2025-07-01", "2025-12-31")),
        ("Kết quả 9 tháng năm 2025", (), ("2025-01-01", "2025-09-30")),
        ("Kết quả 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2026", (), ("2026-01-01", "2026-06-30")),
        ("Kết quả năm 2025 và phương hướng, nhiệm vụ năm 2026", (), ("2025-01-01", "2025-12-31")),
        ("Tổng kết chương trình giai đoạn 2021 - 2025", (), ("2021-01-01", "2025-12-31")),
        ("Khó khăn trong thành lập cụm công nghiệp", (), None),
        ("Thi hành Luật Đất đai năm 2024", (), None),
        ("Quy hoạch tỉnh tầm nhìn đến năm 2050", (), None),
        ("Vụ cháy ngày 05 tháng 12 năm 2024", (), None),
        ("Kết quả từ ngày 31/02/2025 đến ngày 30/6/2025", (), None),
        (None, (), None),
    ],
)
def test_window_of_a_report(
    subject: str | None, notes: tuple[str, ...], period: tuple[str, str] | None
) -> None:
    assert report_period(subject, notes) == period
