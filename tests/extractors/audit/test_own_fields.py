from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Document, Facts


def _head(number: str, date: str, title: str = "BÁO CÁO") -> str:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    return f"UBND TỈNH SƠN LA\nSỞ NỘI VỤ\n{number}\n{motto}\n{date}\n{title}\nTình hình công tác\nI. KẾT QUẢ"


@pytest.mark.parametrize(
    ("number", "date", "told"),
    [
        ("Số: 15/BC-SNV", "Sơn La, ngày 05 tháng 6 năm 2024", {}),
        ("Số:      /BC-SNV", "Sơn La, ngày 05 tháng 6 năm 2024", {"own_number_missing": "Số: /BC-SNV"}),
        ("Số: ...../BC-SNV", "Sơn La, ngày 05 tháng 6 năm 2024", {"own_number_missing": "Số: ...../BC-SNV"}),
        (
            "Số: 15/BC-SNV",
            "Sơn La, ngày    tháng 6 năm 2024",
            {"own_date_missing": "Sơn La, ngày tháng 6 năm 2024"},
        ),
        ("Số: 15/BC-SNV", "Sơn La, ngày … tháng … năm 2024",
         {"own_date_missing": "Sơn La, ngày … tháng … năm 2024"}),
        (
            "Số:     /BC-SNV",
            "Sơn La, ngày     tháng     năm 2024",
            {"own_number_missing": "Số: /BC-SNV", "own_date_missing": "Sơn La, ngày tháng năm 2024"},
        ),
    ],
)  # fmt: skip
def test_blank_boxes(
    read: Callable[..., tuple[Document, Facts]], number: str, date: str, told: dict[str, str]
) -> None:
    facts = read(_head(number, date), whole=True)[1]
    found = {f.rule: f.values["printed"] for f in facts.findings if f.rule.startswith("own_")}
    assert found == told


@pytest.mark.parametrize(
    "words",
    [
        "Thực hiện Công văn số     /UBND-TH ngày    tháng 6 năm 2024 của Ủy ban nhân dân tỉnh",
        "QUY CHẾ\nLàm việc\n(Kèm theo Quyết định số     /QĐ-SNV ngày    tháng 6 năm 2024)\nĐiều 1. Phạm vi",
        "BÁO CÁO\nTình hình công tác\nI. KẾT QUẢ\nĐã làm xong.",
    ],
)
def test_a_text_without_boxes_has_no_blank_ones(
    read: Callable[..., tuple[Document, Facts]], words: str
) -> None:
    assert [f.rule for f in read(words, whole=True)[1].findings if f.rule.startswith("own_")] == []
