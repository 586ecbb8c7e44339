from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Document, Facts, Finding

Audit = Callable[..., list[Finding]]


def _letters(*entries: tuple[int, str], symbol: str = "SYT-NV", body: str = "Sở Y tế tỉnh Sơn La") -> str:
    return "\n".join(f"Theo Công văn số {n}/{symbol} ngày {day} của {body}." for n, day in entries)


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([(40, "05/4/2024"), (35, "20/5/2024")], 40),
        ([(12, "03/01/2024"), (35, "20/4/2024"), (40, "05/3/2024")], 40),
        # one of many stands out, whichever way
        ([(1, "02/01/2024"), (9, "01/02/2024"), (17, "01/5/2024"), (20, "05/3/2024"), (31, "10/4/2024")], 17),
        (
            [(1, "02/01/2024"), (9, "01/02/2024"), (17, "05/3/2024"), (20, "05/01/2024"), (31, "10/4/2024")],
            20,
        ),
    ],
)
def test_a_number_out_of_line_is_told(
    audit: Audit, read: Callable[..., tuple[Document, Facts]], entries: list[tuple[int, str]], told: int
) -> None:
    words = _letters(*entries)
    (found,) = audit("register_order", words)
    assert f"số {told}/SYT-NV" in read(words)[0].text[found.start : found.end]


def test_units_of_one_body_share_its_register(audit: Audit) -> None:
    words = _letters((40, "05/4/2024")) + "\n" + _letters((35, "20/5/2024"), symbol="SYT-KHTC")
    assert len(audit("register_order", words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        _letters((35, "05/4/2024"), (40, "20/5/2024")),
        # numbers kept back for some days
        _letters((40, "05/4/2024"), (35, "09/4/2024")),
        # every year begins at 1
        _letters((40, "05/4/2023"), (35, "20/5/2024")),
        # the departments of 2025 began new registers
        _letters((905, "20/01/2025"), (12, "20/4/2025")),
        # dated twice: that is told otherwise
        _letters((40, "05/4/2024"), (40, "05/5/2024"), (35, "20/4/2024")),
        # too much out of line for one register
        _letters((1, "02/5/2024"), (9, "01/4/2024"), (17, "05/3/2024"), (20, "05/01/2024")),
        _letters((40, "05/4/2024")) + "\n" + _letters((35, "20/5/2024"), body="Sở Y tế tỉnh Lai Châu"),
    ],
)
def test_what_may_be_one_register_in_order(audit: Audit, words: str) -> None:
    assert audit("register_order", words) == []
