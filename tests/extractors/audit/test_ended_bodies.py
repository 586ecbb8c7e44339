from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Finding, Severity

Audit = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Theo Công văn số 9/BTTTT-TH ngày 02/10/2025 của Bộ Thông tin và Truyền thông.",
         "Bộ Thông tin và Truyền thông"),
        ("Theo Quyết định số 9/QĐ-BGTVT ngày 02/10/2025.", "Bộ Giao thông vận tải"),
        ("Theo Thông tư số 9/2023/TT-BNNMT ngày 02/10/2023.", "Bộ Nông nghiệp và Môi trường"),
        ("Theo Công văn số 9/SGTVT-QL ngày 02/10/2025 của Sở Giao thông vận tải tỉnh Sơn La.",
         "Sở Giao thông vận tải tỉnh Sơn La"),
        ("Theo Quyết định số 9/QĐ-UBND ngày 02/10/2025 của Ủy ban nhân dân huyện Yên Châu.",
         "Ủy ban nhân dân huyện Yên Châu"),
        ("Theo Quyết định số 9/QĐ-UBND ngày 02/10/2025 của Ủy ban nhân dân tỉnh Nam Định.",
         "Ủy ban nhân dân tỉnh Nam Định"),
    ],
)  # fmt: skip
def test_a_body_that_was_not_there_is_told(audit: Audit, words: str, body: str) -> None:
    (found,) = audit("body_ended", words)
    assert (found.severity, found.values["body"]) == (Severity.WARNING, body)


@pytest.mark.parametrize(
    "words",
    [
        "Theo Công văn số 9/BTTTT-TH ngày 02/10/2023 của Bộ Thông tin và Truyền thông.",
        # the months of the reform
        "Theo Công văn số 9/SGTVT-QL ngày 02/4/2025 của Sở Giao thông vận tải tỉnh Sơn La.",
        "Theo Thông tư số 9/2025/TT-BNNMT ngày 02/10/2025.",
        "Theo Công văn số 9/BTC-TH ngày 02/10/2025 của Bộ Tài chính.",
        "Theo Quyết định số 9/QĐ-UBND ngày 02/10/2025 của Ủy ban nhân dân tỉnh Sơn La.",
        # a name that lives on under another kind
        "Theo Quyết định số 9/QĐ-UBND ngày 02/10/2025 của Ủy ban nhân dân tỉnh Bắc Ninh.",
        # the new department may well write SNN
        "Theo đề nghị của Sở Nông nghiệp và Môi trường tại Tờ trình số 9/TTr-SNN ngày 02/10/2025.",
        # a hospital keeps the name of the old province
        "Theo Công văn số 9/BVĐK-KH ngày 02/10/2025 của Bệnh viện Đa khoa tỉnh Nam Định.",
        # what is told of the past
        "Trước đây Bộ Thông tin và Truyền thông quản lý việc này.",
    ],
)
def test_a_body_that_may_have_been_there(audit: Audit, words: str) -> None:
    assert audit("body_ended", words) == []


def _letter(issuer: str, date: str, recipients: str = "- Như trên;") -> str:
    lines = (
        "UBND TỈNH SƠN LA",
        issuer,
        "Số: 15/BC-SXX",
        f"Sơn La, ngày {date}",
        "BÁO CÁO",
        "Tình hình công tác",
    )
    return "\n".join(
        (*lines, "I. KẾT QUẢ", "Đã làm xong.", "Nơi nhận:", recipients, "- Lưu: VT.", "GIÁM ĐỐC")
    )


def test_an_issuer_that_was_not_there_is_told_at_its_letterhead(audit: Audit) -> None:
    (found,) = audit("body_ended", _letter("SỞ GIAO THÔNG VẬN TẢI", "02 tháng 10 năm 2025"), whole=True)
    assert found.severity is Severity.WARNING
    assert audit("body_ended", _letter("SỞ GIAO THÔNG VẬN TẢI", "02 tháng 10 năm 2023"), whole=True) == []


def test_a_list_of_recipients_is_told_quietly(audit: Audit) -> None:
    words = _letter("SỞ XÂY DỰNG", "02 tháng 10 năm 2025", "- Bộ Giao thông vận tải;")
    (found,) = audit("body_ended", words, whole=True)
    assert found.severity is Severity.INFO
