from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Finding, Severity


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("họp ngày 31/02/2024 tại Sở", "ngày 31/02/2024"),
        ("họp ngày 31/4/2025 tại Sở", "ngày 31/4/2025"),
        ("Theo Quyết định số 9/QĐ-SNV ngày 21/9/025 của Sở", "ngày 21/9/025"),
        ("họp ngày 12/13/2024", "ngày 12/13/2024"),
        ("họp ngày 31 tháng 6 năm 2024", "ngày 31 tháng 6 năm 2024"),
        ("trước ngày 31 tháng 9", "ngày 31 tháng 9"),
        ("xong trước ngày 31/11, nộp về Sở", "ngày 31/11"),
        ("họp ngày 29-02-2023", "ngày 29-02-2023"),
        ("(31/4/2025)", "31/4/2025"),
        ("họp ngày 5/3/20244", None),
    ],
)
def test_digits_that_are_no_date(
    audit: Callable[..., list[Finding]], words: str, printed: str | None
) -> None:
    found = audit("malformed_date", words)
    assert [one.values["printed"] for one in found] == ([printed] if printed else [])
    assert all(one.severity is Severity.ERROR for one in found)


@pytest.mark.parametrize(
    "words",
    [
        "họp ngày 29/02/2024, ngày 31 tháng 12 năm 2024 và ngày 5/3/24",
        "từ ngày 10-15/6/2025 và các ngày 30, 31/5",
        "trong 05 ngày 31/2 phiếu",
        "số 12/13/14, nhà 12/31/5 đường Láng",
        "tỷ lệ 31/4 và 30/2025/QH15",
        "13/25/2020",
        "mỗi ngày 25/30 xe về bến",
        "họp ngày 15/7/202 5 tại Sở",
        "ngày 02/9/1858 quân Pháp nổ súng",
        "từ ngày 05 tháng 6 năm 2024 đến ngày 07 tháng 6",
        "ngày 1.2.2024 và ngày 01-10-1997",
    ],
)
def test_what_is_a_date_or_none_at_all(audit: Callable[..., list[Finding]], words: str) -> None:
    assert [one.values for one in audit("malformed_date", words)] == []
