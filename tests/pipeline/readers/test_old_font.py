from __future__ import annotations

import pytest

from pipeline.errors import UnreadableFileError
from pipeline.readers import read_bytes

# "Công văn về việc quản lý rừng" and so on, as TCVN3 puts it down and Latin-1 reads it.
OLD = "C«ng v¨n vÒ viÖc qu¶n lý rõng, ®Êt n«ng nghiÖp; x©y dùng kÕ ho¹ch n¨m tíi cña c¸c x·.\n"


def test_text_in_an_old_font_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="TCVN3") as caught:
        read_bytes((OLD * 5).encode(), "a.txt")
    assert "phông chữ cũ" in caught.value.sentence("vi")


@pytest.mark.parametrize(
    "text",
    [
        "Diện tích 5 m² × 3, nhiệt độ 30°, sản phẩm Azure® và Word® đạt ½ kế hoạch.\n" * 20,
        "Công văn về việc quản lý rừng, đất nông nghiệp của các xã.\n" * 200 + OLD,
    ],
)
def test_signs_that_any_text_may_hold_are_no_old_font(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt").text
