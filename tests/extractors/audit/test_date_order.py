from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Finding, Severity

Audit = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    ("words", "severity", "other"),
    [
        ("Theo Công văn số 9/BNV-TH ngày 20/6/2024.", Severity.ERROR, "05/6/2024"),
        ("Theo Công văn số 9/BNV-TH ngày 07/6/2024.", Severity.WARNING, "05/6/2024"),
        (
            "Thực hiện Quyết định số 9/QĐ-TTg ngày 02/4/2024 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh "
            "Sơn La đã ban hành Kế hoạch số 7/KH-UBND ngày 03/02/2023.",
            Severity.ERROR,
            "03/02/2023",
        ),
        (
            "Thực hiện Quyết định số 9/QĐ-TTg ngày 02/4/2024 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh "
            "Sơn La đã ban hành Kế hoạch số 7/KH-UBND ngày 01/4/2024.",
            Severity.WARNING,
            "01/4/2024",
        ),
    ],
)
def test_what_came_later_cannot_be_cited(audit: Audit, words: str, severity: Severity, other: str) -> None:
    (found,) = audit("date_order", words)
    assert (found.severity, found.values["other"]) == (severity, other)


@pytest.mark.parametrize(
    "words",
    [
        "Theo Công văn số 9/BNV-TH ngày 05/6/2024.",
        "Theo Công văn số 9/BNV-TH năm 2024.",
        "hoàn thành trước ngày 30/9/2024",
        # a copy that was brought up to date
        "Khoản này được sửa đổi, bổ sung theo quy định tại Điều 1 Nghị định số 9/2025/NĐ-CP ngày 20/6/2025.",
        # the number tells that the date is what is wrong
        "Theo Nghị định số 9/2022/NĐ-CP ngày 20/6/2025.",
        "Thực hiện Quyết định số 9/QĐ-TTg ngày 02/4/2024 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh "
        "Sơn La đã ban hành Kế hoạch số 7/KH-UBND ngày 03/5/2024.",
    ],
)
def test_what_may_be_in_order(audit: Audit, words: str) -> None:
    assert audit("date_order", words) == []


def test_where_much_is_later_the_own_date_is_in_doubt(audit: Audit) -> None:
    lines = (f"Theo Công văn số {number}/BNV-TH ngày 20/9/2024." for number in range(1, 6))
    (found,) = audit("date_order", "\n".join(lines))
    assert found.severity is Severity.WARNING


def test_a_document_without_a_date_of_its_own_comes_after_nothing(audit: Audit) -> None:
    lines = "UBND TỈNH SƠN LA\nSỞ NỘI VỤ\nSố: 15/BC-SNV\nSơn La, ngày   tháng 6 năm 2024\nBÁO CÁO\nTình hình"
    assert audit("date_order", f"{lines}\nTheo Công văn số 9/BNV-TH ngày 20/6/2024.", whole=True) == []
