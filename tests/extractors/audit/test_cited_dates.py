from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Document, Facts, Finding, Severity

Audit = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("Căn cứ Nghị định số 9/2022/NĐ-CP ngày 02/4/2021;", Severity.ERROR),
        ("Căn cứ Luật Thư viện số 9/2019/QH14 ngày 21 tháng 11 năm 2018;", Severity.ERROR),
        # numbered in the new year, or dated in the old one by mistake
        ("Căn cứ Thông tư số 9/2022/TT-BNV ngày 31/12/2021;", Severity.WARNING),
    ],
)
def test_a_date_of_another_year_than_the_number(audit: Audit, words: str, severity: Severity) -> None:
    (found,) = audit("year_conflict", words)
    assert found.severity is severity


@pytest.mark.parametrize(
    "words",
    [
        "Căn cứ Nghị định số 9/2022/NĐ-CP ngày 02/4/2022;",
        "Căn cứ Nghị định số 9/2022/NĐ-CP năm 2021;",
        "Căn cứ Quyết định số 2019/QĐ-UBND ngày 02/4/2022;",
        "Căn cứ Nghị định số 9/2022/NĐ-CP được sửa đổi bởi Nghị định số 7/2024/NĐ-CP ngày 02/4/2024;",
    ],
)
def test_a_date_of_the_year_of_the_number(audit: Audit, words: str) -> None:
    assert audit("year_conflict", words) == []


SON_LA, LAI_CHAU = "của UBND tỉnh Sơn La", "của UBND tỉnh Lai Châu"
DECISION = "Quyết định số 9/QĐ-UBND ngày"
Reading = Callable[..., tuple[Document, Facts]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{DECISION} 02/4/2024 {SON_LA}", f"{DECISION} 02/5/2024 {SON_LA}"),
        (f"{DECISION} 02/4/2024 {SON_LA}", f"{DECISION} 02/4/2023 {SON_LA}"),
        ("Nghị định số 9/2022/NĐ-CP ngày 02/4/2022", "Nghị định số 09/2022/NĐ-CP ngày 15/6/2022"),
        ("Chỉ thị số 9/CT-TTg ngày 02/4/2024", "Chỉ thị số 9/CT-TTg ngày 12/5/2024"),
    ],
)  # fmt: skip
def test_one_document_with_two_dates(audit: Audit, read: Reading, first: str, second: str) -> None:
    words = f"Theo {first}.\nThực hiện {second}."
    (found,) = audit("date_conflict", words)
    text = read(words)[0].text
    assert found.other is not None
    assert text[found.start : found.end] in second and text[slice(*found.other)] in first


def test_the_minority_is_told_and_the_majority_shown(audit: Audit, read: Reading) -> None:
    one, other = "Nghị định số 9/2022/NĐ-CP ngày 12/4/2022", "Nghị định số 9/2022/NĐ-CP ngày 02/4/2022"
    words = f"Theo {one}.\nTheo {other}.\nTheo {other}."
    (found,) = audit("date_conflict", words)
    assert read(words)[0].text[found.start : found.end] == one
    assert (found.values["printed"], found.values["other"]) == ("12/4/2022", "02/4/2022")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{DECISION} 02/4/2024 {SON_LA}", f"{DECISION} 02/4/2024 {SON_LA}"),
        (f"{DECISION} 02/4/2024 {SON_LA}", f"{DECISION} 05/4/2024 {LAI_CHAU}"),
        # the number 9 comes every year
        (f"{DECISION} 02/4/2024 {SON_LA}", f"{DECISION} 15/3/2023 {SON_LA}"),
        ("Chỉ thị số 9/CT-TTg ngày 02/4/2024", "Chỉ thị số 9/CT-TTg năm 2024"),
        ("Luật Thư viện ngày 21/11/2019", "Luật Thư viện ngày 21/11/2029"),
    ],
)  # fmt: skip
def test_two_documents_or_one_date(audit: Audit, first: str, second: str) -> None:
    assert audit("date_conflict", f"Theo {first}.\nThực hiện {second}.") == []
