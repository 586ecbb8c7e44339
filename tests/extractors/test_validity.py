from __future__ import annotations

import pytest

from extractors.validity import Window, read_validity

SIGNED = "2025-07-01"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", (SIGNED, None)),
        ("Điều 2. Quyết định này có hiệu lực thi hành từ ngày ký ban hành và thay thế", (SIGNED, None)),
        ("Quyết định này có hiệu lực kể từ ngày ban hành;", (SIGNED, None)),
        ("Quyết định này có hiệu lực thi hành kể ngày ký.", (SIGNED, None)),
        ("1. Quyết định này có hiệu lực từ ngày 15/7/2025.", ("2025-07-15", None)),
        ("Điều 3. Quyết định này có hiệu lực kể từ ngày 08 tháng 8 năm 2025 và bãi bỏ", ("2025-08-08", None)),
        ("Điều 5. Hiệu lực thi hành. Quyết định có hiệu lực từ ngày 01/8/2025.", ("2025-08-01", None)),
        ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", ("2025-07-11", None)),
        ("Quyết định này có hiệu lực sau 45 (bốn mươi lăm) ngày, kể từ ngày ký", ("2025-08-15", None)),
        (
            "Quyết định này có hiệu lực từ ngày 15/7/2025 và được áp dụng đến hết ngày 31/12/2025.",
            ("2025-07-15", "2025-12-31"),
        ),
        (
            "Quyết định này có hiệu lực từ ngày 18 tháng 7 năm 2025 đến ngày 28 tháng 02 năm 2027, trừ",
            ("2025-07-18", "2027-02-28"),
        ),
        ("Quyết định này có hiệu lực kể từ ngày ký đến hết năm 2026.", (SIGNED, "2026-12-31")),
        ("Quyết định này có hiệu lực đến hết ngày 30/6/2026.", (None, "2026-06-30")),
        ("Quyết định này hết hiệu lực thi hành kể từ ngày 01/3/2027.", (None, "2027-02-28")),
        (
            "1. Quyết định này có hiệu lực từ ngày 15/7/2025.\n"
            "2. Quyết định này được áp dụng đến hết ngày 31/12/2025.",
            ("2025-07-15", "2025-12-31"),
        ),
        ("Quyết định này áp dụng trong năm 2026 và có hiệu lực kể từ ngày ký.", (SIGNED, None)),
    ],
)
def test_a_document_says_when_it_is_in_force(text: str, window: Window) -> None:
    assert read_validity(f"Điều 1. Phê duyệt.\n{text}", "Quyết định", SIGNED) == window


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5 có hiệu lực từ ngày 01/8/2025.",
        "Quyết định số 12/QĐ-UBND có hiệu lực từ ngày 01/8/2025.",
        "Hợp đồng này có hiệu lực từ ngày 01/8/2025.",
        "Quy định này có hiệu lực kể từ ngày ký.",
        "Hồ sơ đã nhận trước ngày Quyết định này có hiệu lực từ ngày 01/8/2025 thì giữ nguyên.",
        "Thời gian ủy quyền từ ngày Quyết định này có hiệu lực thi hành đến hết ngày 28/02/2027.",
        "Các Quyết định sau hết hiệu lực kể từ ngày 01/8/2025:",
        "Quyết định này có hiệu lực kể từ ngày Thông tư số 36/2025/TT-BKHCN có hiệu lực.",
        "Quyết định này có hiệu lực kể từ ngày... tháng... năm...",
        "Quyết định này có hiệu lực từ ngày 31 tháng 02 năm 2025.",
        "Quyết định này có hiệu lực sau 10 ngày kể từ ngày đăng Công báo.",
        "Quyết định này có hiệu lực sau 10 ngày làm việc kể từ ngày ký.",
        "Quyết định này có hiệu lực từ ngày 15/7/2025 đến hết ngày 31/12/2024.",
        "Sửa Điều 4 như sau:\n“Điều 4. Hiệu lực\n1. Quyết định này có hiệu lực từ ngày 01/01/2020.”",
        "Trên đây.\nNơi nhận:\n- Như trên;\nMẫu số 01\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Quyết định này có hiệu lực từ ngày 01/8/2025.\nQuyết định này có hiệu lực từ ngày 01/9/2025.",
    ],
)
def test_what_is_not_said_of_the_document_itself_to_the_day_is_not_taken(text: str) -> None:
    assert read_validity(text, "Quyết định", SIGNED) is None


def test_the_day_of_signing_must_be_known() -> None:
    text = "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."
    assert read_validity(text, "Quyết định", None) is None
    assert read_validity(text, "Quyết định", "2025-07") is None
    assert read_validity(text, None, SIGNED) is None
