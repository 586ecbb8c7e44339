from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.audit.plan_periods import clash, period_of
from extractors.model import Finding

NAME = "Đề án trồng rừng phòng hộ"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{NAME} giai đoạn 2025 - 2028", f"{NAME} giai đoạn 2025 - 2030"),
        (f"{NAME} giai đoạn 2021-2025", f"{NAME}, giai đoạn 2022 – 2026"),
        ("Quyết định số 9/QĐ-UBND ngày 02/4/2024 phê duyệt phương án chợ giai đoạn 2024 - 2027",
         "Quyết định số 9/QĐ-UBND ngày 02/4/2024 phê duyệt phương án chợ giai đoạn 2025 - 2027"),
    ],
)  # fmt: skip
def test_one_plan_with_two_periods(audit: Callable[..., list[Finding]], first: str, second: str) -> None:
    (found,) = audit("period_conflict", f"Thực hiện {first}.\nĐánh giá {second}.")
    assert found.other is not None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{NAME} giai đoạn 2021 - 2025", f"{NAME} giai đoạn 2021 - 2025"),
        (f"{NAME} giai đoạn 2016 - 2020", f"{NAME} giai đoạn 2021 - 2025"),
        # the first stage of a longer programme
        (f"{NAME} giai đoạn 2021 - 2030", f"{NAME} giai đoạn 2021 - 2025"),
        (f"{NAME} giai đoạn 2025 - 2028", "Đề án trồng rừng sản xuất giai đoạn 2025 - 2030"),
        # a kind of plans, not a plan
        ("Kế hoạch năm giai đoạn 2025 - 2028", "Kế hoạch năm giai đoạn 2025 - 2030"),
    ],
)
def test_periods_that_may_both_be_right(audit: Callable[..., list[Finding]], first: str, second: str) -> None:
    assert audit("period_conflict", f"Thực hiện {first}.\nĐánh giá {second}.") == []


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("phê duyệt Đề án giai đoạn 2025 - 2028", (2025, 2028)),
        ("thời kỳ 2021–2030", (2021, 2030)),
        ("giai đoạn 2021 - 2030, giai đoạn 2021 - 2025", None),
        ("năm 2025", None),
        (None, None),
    ],
)
def test_the_period_in_words(words: str | None, years: tuple[int, int] | None) -> None:
    assert period_of(words) == years


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((2025, 2028), (2025, 2030), True),
        ((2021, 2025), (2021, 2030), False),
        ((2026, 2030), (2021, 2030), False),
        ((2022, 2026), (2024, 2028), True),
        ((2016, 2020), (2021, 2025), False),
    ],
)
def test_clashing_periods(one: tuple[int, int], other: tuple[int, int], expected: bool) -> None:
    assert clash(one, other) is clash(other, one) is expected
