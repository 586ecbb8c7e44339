from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.graph.measure import cut, width, wrap

TEXTS = (
    "Quyết định 1390/QĐ-UBND-HC",
    "Ủy ban nhân dân tỉnh Đồng Tháp · 11/09/2021",
    "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG “ƯƠM MẦM” – MỘT, HAI (VÀ BA) …",
)
HOME = Path("/usr/share/fonts/truetype")
FOLDERS = [HOME / name for name in ("dejavu", "liberation", "liberation2", "noto")]
FONTS = [
    path
    for folder in FOLDERS
    for name in ("DejaVuSans", "LiberationSans-Regular", "NotoSans-Regular")
    for path in folder.glob(f"{name}.ttf")
]


@pytest.mark.skipif(not FONTS, reason="no font to measure with")
@pytest.mark.parametrize("text", TEXTS)
def test_no_common_font_is_wider(text: str) -> None:
    image_font = pytest.importorskip("PIL.ImageFont")
    for path in FONTS:
        for bold in (False, True):
            stem = path.stem.removesuffix("-Regular") + "-Bold" if bold else path.stem
            font = image_font.truetype(path.with_name(f"{stem}.ttf"), 100)
            assert font.getlength(text) <= width(text, 100, bold=bold), path.name


@given(st.text(max_size=80), st.floats(30, 300), st.integers(1, 4), st.booleans())
def test_lines_fit_and_say_how_the_text_begins(text: str, room: float, lines: int, bold: bool) -> None:
    broken = wrap(text, 12, room, lines, bold=bold)
    assert len(broken) <= lines
    assert all(width(line, 12, bold=bold) <= room for line in broken)
    if not any(line.endswith("…") for line in broken):
        assert " ".join(broken) == " ".join(text.split())


def test_what_is_cut_ends_in_dots() -> None:
    assert cut("Kế hoạch 285/KH-UBND", 12, 80) == "Kế hoạch…"
    assert cut("Kế hoạch", 12, 80) == "Kế hoạch"
