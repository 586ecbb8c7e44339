from __future__ import annotations

import pytest
from figure_specimen import figures_of

from extractors.figures.contexts import ContextReader, context_reader, words_before
from extractors.model import Change, Qualifier
from extractors.rulebook import Rulebook

OVER, UNDER, ABOUT = Qualifier.OVER, Qualifier.UNDER, Qualifier.ABOUT
MOST, LEAST = Qualifier.AT_MOST, Qualifier.AT_LEAST


@pytest.fixture(scope="module")
def contexts(rules: Rulebook) -> ContextReader:
    return context_reader(rules)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Đã cấp hơn 300 thẻ.", OVER),
        ("Đã cấp trên 300 thẻ.", OVER),
        ("Đã cấp gần 300 thẻ.", UNDER),
        ("Đã cấp ngót 300 thẻ.", UNDER),
        ("Đã cấp khoảng 300 thẻ.", ABOUT),
        ("Ước thực hiện cả năm đạt 300 thẻ.", ABOUT),
        ("Số thẻ ước đạt 300 thẻ.", ABOUT),
        ("Chỉ cấp không quá 300 thẻ.", MOST),
        ("Chỉ cấp tối đa 300 thẻ.", MOST),
        ("Chỉ cấp dưới 300 thẻ.", MOST),
        ("Phải cấp ít nhất 300 thẻ.", LEAST),
        ("Phải cấp tối thiểu 300 thẻ.", LEAST),
        ("Phải cấp từ 300 thẻ trở lên.", LEAST),
        ("Chỉ cấp 300 thẻ trở xuống.", MOST),
        ("Diện tích ≥ 300 ha.", LEAST),
        ("Diện tích ≤300 ha.", MOST),
        ("Diện tích ~300 ha.", ABOUT),
        # the hedge stands farther off
        ("Cấp được gần được 300 thẻ.", None),
        ("Các cụm nêu trên có 300 dự án.", None),
        ("Đã cấp 300 thẻ.", None),
        ("Tốt hơn trước, đã cấp 300 thẻ.", None),
        ("Năm nay cao hơn 5% so với năm trước.", None),
    ],
)
def test_hedges(text: str, qualifier: Qualifier | None) -> None:
    assert figures_of(text)[0].qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Số thu tăng 12,5%.", Change.UP),
        ("Số thu giảm 12,5%.", Change.DOWN),
        ("Số thu vượt 3% kế hoạch.", Change.UP),
        ("Số thu hụt 3% kế hoạch.", Change.DOWN),
        ("Số thu cao hơn 3% năm trước.", Change.UP),
        ("Số thu thấp hơn 3% năm trước.", Change.DOWN),
        ("Tổng thu tăng 40 tỷ đồng.", Change.UP),
        ("Biên chế tăng 5 người.", Change.UP),
        # a level, not a step
        ("Số thu tăng, đạt 12,5%.", None),
        ("Giảm tỷ lệ nghèo còn 3,1%.", None),
        ("Không vượt quá 3% kế hoạch.", None),
        ("Số thu đạt 12,5%.", None),
        ("Để giảm ùn tắc, đã lập 5 đội.", None),
    ],
)
def test_changes(text: str, change: Change | None) -> None:
    assert figures_of(text)[0].change == change


@pytest.mark.parametrize(
    ("words", "certain", "perhaps"),
    [
        ("tại khoản", True, False),
        ("quy định tại điều", True, False),
        ("tổ dân phố số", True, False),
        ("thuộc nhóm", False, True),
        ("trong đợt", False, True),
        # the same syllables in other words
        ("tổng số", False, False),
        ("thời điểm", False, False),
        ("cho khách hàng", False, False),
        ("đã cấp được", False, False),
        ("", False, False),
    ],
)
def test_labels(contexts: ContextReader, words: str, certain: bool, perhaps: bool) -> None:
    assert contexts.labelled(words.split()) is certain
    assert contexts.perhaps_labelled(words.split()) is perhaps


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trong kỳ, đã cấp 5 thẻ", ["đã", "cấp"]),
        ("Trong kỳ đã cấp: 5 thẻ", ["trong", "kỳ", "đã", "cấp"]),
        ("Năm 2,5 lần, còn 5 thẻ", ["còn"]),
        ("5 thẻ", []),
    ],
)
def test_the_words_before_a_figure(text: str, words: list[str]) -> None:
    assert words_before(text, text.rindex("5"), 0) == words
