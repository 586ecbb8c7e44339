from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.marks import Mark, Marked

TEXT = "Tiếp nhận 120 đơn, gồm 70 và 45."
WHOLE = (0, len(TEXT))
_SIGN = re.compile(r"<sup.*?</sup>|<a .*?</a>")


def words_of(html: str) -> str:
    """What a reader reads: the text without tags, signs and flags."""
    return unescape(re.sub("<[^>]+>", "", _SIGN.sub("", html)))


def test_a_figure_and_a_check_and_a_finding() -> None:
    marks = [
        Mark(10, 13, "figure"),
        Mark(0, 31, "fails", tip="70 + 45 = 120"),
        Mark(10, 17, "error", "m-1", "f-1", "lỗi"),
    ]
    html = Marked(TEXT, [WHOLE], marks).html(WHOLE)
    assert html == (
        '<span class="m-fails">Tiếp nhận </span>'
        '<a class="flag error" id="m-1" href="#f-1" title="lỗi"><span aria-hidden="true">▲</span>'
        '<span class="aloud">lỗi</span></a>'
        '<span class="m-fails m-error m-figure">120</span><span class="m-fails m-error"> đơn</span>'
        '<span class="m-fails">, gồm 70 và 45</span>'
        '<sup class="sign fails" title="70 + 45 = 120">✗</sup>.'
    )


def test_words_are_never_tags() -> None:
    text = '<script>alert("1")</script> & 120'
    piece = (0, len(text))
    html = Marked(text, [piece], [Mark(3, 9, "error", "m", "f", '"><b>')]).html(piece)
    assert "<script" not in html and "<b>" not in html
    assert words_of(html) == text


def test_a_mark_over_two_pieces_has_one_flag_and_one_sign() -> None:
    pieces = [(0, 17), (18, len(TEXT))]
    marks = [Mark(10, 30, "warning", "m", "f", "x"), Mark(10, 30, "holds", tip="y")]
    first, second = (Marked(TEXT, pieces, marks).html(piece) for piece in pieces)
    assert first.count("<a ") == 1 and "<sup" not in first
    assert "<a " not in second and second.count("<sup") == 1


@pytest.mark.parametrize(
    ("start", "end", "piece"), [(17, 17, (0, 17)), (17, 18, (18, 32)), (0, 0, (0, 17)), (99, 120, (18, 32))]
)
def test_a_finding_without_words_is_led_to_all_the_same(start: int, end: int, piece: tuple[int, int]) -> None:
    pieces = [(0, 17), (18, 32)]
    made = Marked(TEXT, pieces, [Mark(start, end, "info", "m", "f", "x")])
    flags = [each for each in pieces if 'id="m"' in made.html(each)]
    assert len(flags) == 1 and (flags[0] == piece or start == end == 17)


def test_an_anchor_stands_once_however_often_an_empty_cell_is_printed() -> None:
    made = Marked("ab", [(0, 2), (2, 2)], [Mark(2, 2, "info", "m", "f", "x")])
    assert [made.html((2, 2)).count("<a ") for _ in range(3)] == [1, 0, 0]


def test_a_text_without_pieces_has_no_marks() -> None:
    assert Marked("", [], [Mark(0, 0, "error", "m", "f", "x")]).html((0, 0)) == ""


_KINDS = st.sampled_from(["figure", "holds", "fails", "cannot_tell", "error", "warning", "info", "other"])
_MARKS = st.builds(
    lambda start, length, kind, anchor: Mark(start, start + length, kind, anchor, "f", "tip"),
    st.integers(0, 40), st.integers(0, 40), _KINDS, st.sampled_from(["", "m"]),
)  # fmt: skip


@given(st.lists(_MARKS, max_size=12), st.text("ab<&>\n", max_size=40), st.integers(0, 40))
def test_marks_change_no_word_and_every_tag_is_closed(marks: list[Mark], text: str, cut: int) -> None:
    at = min(cut, len(text))
    pieces = [(0, at), (at, len(text))]
    made = Marked(text, pieces, marks)
    html = "".join(made.html(piece) for piece in pieces if piece[0] < piece[1])
    assert words_of(html) == text
    assert html.count("<span") == html.count("</span>") and html.count("<sup") == html.count("</sup>")
