from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Finding, Severity

RULE = "symbol_issuer_mismatch"


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        (
            "Theo Công văn số 9/SYT-NV ngày 02/4/2024 của Sở Tài chính tỉnh Sơn La.",
            "Sở Tài chính tỉnh Sơn La",
        ),
        ("Sở Xây dựng đã ban hành Kế hoạch số 9/KH-SYT ngày 02/4/2024.", "Sở Xây dựng"),
        ("Sở Xây dựng đã xin ý kiến các sở về hồ sơ tại Công văn số 9/SYT-NV ngày 02/4/2024.", "Sở Xây dựng"),
        ("Trong năm, đơn vị đã ban hành Quyết định số 9/QĐ-UBND ngày 02/4/2024.", "Sở Nội vụ tỉnh Sơn La"),
        ("Sở đã ban hành Kế hoạch số 9/KH-STC ngày 02/4/2024.", "Sở Nội vụ tỉnh Sơn La"),
        ("Thực hiện Nghị quyết số 9-NQ/TW ngày 02/4/2024 của Chính phủ.", "Chính phủ"),
        ("Căn cứ Quyết định số 9/QĐ-TTg ngày 02/4/2024 của Bộ Tài chính;", "Bộ Tài chính"),
    ],
)
def test_a_symbol_of_another_body_is_told(
    audit: Callable[..., list[Finding]], words: str, stated: str
) -> None:
    (found,) = audit(RULE, words)
    assert (found.severity, found.values["stated"]) == (Severity.WARNING, stated)


@pytest.mark.parametrize(
    "words",
    [
        "Theo Công văn số 9/SYT-NV ngày 02/4/2024 của Sở Y tế tỉnh Sơn La.",
        "Theo Quyết định số 9/QĐ-UBND ngày 02/4/2024 của Chủ tịch Ủy ban nhân dân tỉnh Sơn La.",
        "Thực hiện Chỉ thị số 9-CT/TU ngày 02/4/2024 của Ban Thường vụ Tỉnh ủy Sơn La.",
        "Thực hiện Nghị quyết số 9-NQ/TW ngày 02/4/2024 của Bộ Chính trị.",
        # the office writes in the place of the body it serves
        "Ủy ban nhân dân tỉnh đã có Thông báo số 9/TB-VPUBND ngày 02/4/2024.",
        # a council's committee has the council's letters
        "Theo Báo cáo số 9/BC-HĐND ngày 02/4/2024 của Ban Pháp chế Hội đồng nhân dân tỉnh Sơn La.",
        # a department prepares what the committee signs
        "Sở Xây dựng đã tham mưu Ủy ban nhân dân tỉnh ban hành Quyết định số 9/QĐ-UBND ngày 02/4/2024.",
        "Sở Xây dựng đã trình hồ sơ, được phê duyệt tại Quyết định số 9/QĐ-UBND ngày 02/4/2024.",
        "đơn vị đã tham mưu ban hành Quyết định số 9/QĐ-UBND ngày 02/4/2024.",
        # several units are not the one that reports
        "các đơn vị đã ban hành Kế hoạch số 9/KH-STC ngày 02/4/2024.",
        # one ministry took the other's place
        "Theo Quyết định số 9/QĐ-BTNMT ngày 02/4/2024 của Bộ Nông nghiệp và Môi trường.",
        # letters that many bodies use, or nobody known does
        "Theo Kết luận số 9/KL-TTr ngày 02/4/2024 của Sở Tư pháp tỉnh Sơn La.",
        "Theo Công văn số 9/CTXD-KT ngày 02/4/2024 của Công ty Xây dựng Sông Xanh.",
        "Theo Thông tư liên tịch số 9/2014/TTLT-BNV-BTC ngày 02/4/2014 của Bộ Tài chính.",
    ],
)
def test_what_may_be_right_is_not_told(audit: Callable[..., list[Finding]], words: str) -> None:
    assert audit(RULE, words) == []


def test_a_document_named_twice_is_told_once(audit: Callable[..., list[Finding]]) -> None:
    line = "Sở Xây dựng đã ban hành Kế hoạch số 9/KH-SYT ngày 02/4/2024."
    assert len(audit(RULE, f"{line}\n{line}")) == 1
