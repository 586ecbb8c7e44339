from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Finding, Severity

TITLES = (
    "UBND TỈNH SƠN LA",
    "Số: 15/BC-UBND",
    "Sơn La, ngày 05 tháng 6 năm 2024",
    "BÁO CÁO",
    "Tình hình công tác",
)


@pytest.mark.parametrize(
    ("headings", "label", "before"),
    [
        (["I. KẾT QUẢ", "III. KIẾN NGHỊ"], "III", "I"),
        (["I. KẾT QUẢ", "II. TỒN TẠI", "II. KIẾN NGHỊ"], "II", "II"),
        (["II. KẾT QUẢ", "III. KIẾN NGHỊ"], "II", "–"),
        (["I. KẾT QUẢ", "1. Việc một", "3. Việc ba"], "3", "1"),
    ],
)
def test_a_number_that_does_not_follow_is_told(
    audit: Callable[..., list[Finding]], headings: list[str], label: str, before: str
) -> None:
    (found,) = audit("heading_numbering", "\n".join((*TITLES, *headings)), whole=True)
    assert found.severity is Severity.INFO
    assert (found.values["label"], found.values["before"]) == (label, before)


@pytest.mark.parametrize(
    "headings",
    [
        ["I. KẾT QUẢ", "II. KIẾN NGHỊ"],
        ["I. KẾT QUẢ", "1. Việc một", "2. Việc hai", "II. KIẾN NGHỊ", "1. Việc một"],
        # an item that is a sentence takes part
        ["I. KẾT QUẢ", "1. Việc một", "2. Sở đã làm xong việc này;", "3. Việc ba"],
        # the figures may go on from a table
        ["I. KẾT QUẢ", "4. Việc bốn", "5. Việc năm"],
        ["I. KẾT QUẢ", "Về việc chung", "II. KIẾN NGHỊ"],
        ["I. KẾT QUẢ", "Nơi nhận:", "III. MẪU BIỂU"],
    ],
)
def test_numbers_that_follow_are_not_told(audit: Callable[..., list[Finding]], headings: list[str]) -> None:
    assert audit("heading_numbering", "\n".join((*TITLES, *headings)), whole=True) == []
