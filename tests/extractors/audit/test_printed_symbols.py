from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Finding, Severity


@pytest.mark.parametrize(
    ("words", "printed", "expected"),
    [
        ("Thực hiện Nghị quyết số 9/NQ-TW ngày 02/4/2024.", "9/NQ-TW", "9-NQ/TW"),
        ("Thực hiện Nghị quyết số 9/NQ- TW ngày 02/4/2024.", "9/NQ- TW", "9-NQ/TW"),
        ("Thực hiện Chỉ thị số 9/CT-TU ngày 02/4/2024.", "9/CT-TU", "9-CT/TU"),
        ("Thực hiện Chỉ thị số 9-CT/TTg ngày 02/4/2024.", "9-CT/TTg", "9/CT-TTg"),
    ],
)
def test_a_number_in_the_other_form_is_told(
    audit: Callable[..., list[Finding]], words: str, printed: str, expected: str
) -> None:
    (found,) = audit("party_symbol_form", words)
    assert found.severity is Severity.WARNING
    assert (found.values["printed"], found.values["expected"]) == (printed, expected)


@pytest.mark.parametrize(
    "words",
    [
        "Thực hiện Nghị quyết số 9-NQ/TW ngày 02/4/2024.",
        "Thực hiện Chỉ thị số 9/CT-TTg ngày 02/4/2024.",
        # so numbers were written before 1997
        "Thực hiện Chỉ thị số 9-CT/TTg ngày 02/4/1995.",
        # without a date nobody knows
        "Thực hiện Chỉ thị số 9-CT/TTg.",
        "Theo Quyết định số 9/QĐ-BCĐ ngày 02/4/2024.",
    ],
)
def test_a_number_in_due_form_is_not_told(audit: Callable[..., list[Finding]], words: str) -> None:
    assert audit("party_symbol_form", words) == []


@pytest.mark.parametrize(
    ("words", "printed", "repaired"),
    [
        ("Theo Kế hoạch số 9/KH-V PUBND ngày 02/4/2024.", "9/KH-V PUBND", "9/KH-VPUBND"),
        ("Theo Nghị định số 9/2022/NĐCP ngày 02/4/2022.", "9/2022/NĐCP", "9/2022/NĐ-CP"),
        ("Theo Quyết định số 9/QD-UBND ngày 02/4/2024.", "9/QD-UBND", "9/QĐ-UBND"),
    ],
)
def test_what_was_mended_is_told_quietly(
    audit: Callable[..., list[Finding]], words: str, printed: str, repaired: str
) -> None:
    (found,) = audit("symbol_repaired", words)
    assert found.severity is Severity.INFO
    assert (found.values["printed"], found.values["repaired"]) == (printed, repaired)


@pytest.mark.parametrize("printed", ["9/QĐ-UBND", "9/QĐ- UBND", "9/QĐ – UBND", "9 /QĐ-UBND"])
def test_blanks_around_a_bar_are_no_damage(audit: Callable[..., list[Finding]], printed: str) -> None:
    assert audit("symbol_repaired", f"Theo Quyết định số {printed} ngày 02/4/2024.") == []
