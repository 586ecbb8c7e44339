from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft

Find = Callable[..., list[Draft]]


DATES = [
    ("số 231/KH-UBND ngày 5/3/2024 về chợ", "số 231/KH-UBND ngày 5/3/2024", "2024-03-05"),
    ("số 231/KH-UBND, ngày 05 tháng 3 năm 2024", "số 231/KH-UBND, ngày 05 tháng 3 năm 2024", "2024-03-05"),
    ("số 231/KH-UBND ký ngày 5/3/2024", "số 231/KH-UBND ký ngày 5/3/2024", "2024-03-05"),
    ("số 231/KH-UBND ban hành ngày 5/3/2024", "số 231/KH-UBND ban hành ngày 5/3/2024", "2024-03-05"),
    ("số 231/KH-UBND\nngày 5/3/2024", "số 231/KH-UBND\nngày 5/3/2024", "2024-03-05"),
    ("số 231/KH-UBND tháng 3 năm 2024", "số 231/KH-UBND tháng 3 năm 2024", "2024-03"),
    ("số 02/TT-BCT năm 2026", "số 02/TT-BCT năm 2026", "2026"),
    ("số31-QĐ/TW, ngày01-10-1997", "số31-QĐ/TW, ngày01-10-1997", "1997-10-01"),
    (
        "số 231/KH-UBND của UBND tỉnh ngày 5/3/2024",
        "số 231/KH-UBND của UBND tỉnh ngày 5/3/2024",
        "2024-03-05",
    ),
    ("số 231/KH-UBND của UBND tỉnh", "số 231/KH-UBND", None),
    ("số 231/KH-UBND ngày    tháng 3 năm 2024", "số 231/KH-UBND", None),
    ("số 231/KH-UBND ngày 31/02/2024", "số 231/KH-UBND ngày 31/02/2024", None),
    ("số 231/KH-UBND ngày 5/3/024", "số 231/KH-UBND ngày 5/3/024", None),
    ("số 231/KH-UBND và họp ngày 5/3/2024", "số 231/KH-UBND", None),
    ("số 231/KH-UBND trong năm 2024", "số 231/KH-UBND", None),
    ("số 231/KH-UBND. Ngày 5/3/2024 họp", "số 231/KH-UBND", None),
]


@pytest.mark.parametrize(("text", "quote", "date"), DATES)
def test_the_date_behind_a_symbol(find: Find, text: str, quote: str, date: str | None) -> None:
    (draft,) = find(text)
    assert (text[draft.start : draft.end], draft.date) == (quote, date)
