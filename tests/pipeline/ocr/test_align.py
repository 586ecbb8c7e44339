from __future__ import annotations

import pytest
from scan_drawing import line

from extractors.model import DoubtWhy
from pipeline.ocr.align import aligned
from pipeline.ocr.model import ReadLine


def merged(ours: str, theirs: str, sure: float = 0.9, their_sure: float = 0.96) -> ReadLine:
    (found,) = aligned([line(ours, sure)], [line(theirs, their_sure)])
    return found


@pytest.mark.parametrize(
    ("ours", "theirs", "sure", "their_sure", "kept"),
    [
        ("hệ thổng", "hệ thống", 0.6, 0.97, "hệ thống"),
        ("CỘNG HÒA", "CỌNG HÒA", 1.0, 0.91, "CỘNG HÒA"),
        ("tông hợp", "tổng hợp", 1.0, 0.93, "tổng hợp"),
        ("của phủ", "của phú", 1.0, 0.95, "của phủ"),
        ("cư trú", "eư trú", 1.0, 0.93, "cư trú"),
        ("văn bàn", "văn bzn", 0.6, 0.97, "văn bàn"),
        ("đôn đốc,", "đôn đốc.", 0.9, 0.97, "đôn đốc."),
        ("đôn đốc,", "đôn đốc.", 0.9, 0.6, "đôn đốc,"),
        ("TỈNHỦY SƠN LA", "TINH ỦY SƠN LA", 0.8, 0.6, "TỈNH ỦY SƠN LA"),
        ("Bí thư", "Bíthư", 0.9, 0.97, "Bí thư"),
    ],
)
def test_of_common_words_the_better_reading_is_taken(
    ours: str, theirs: str, sure: float, their_sure: float, kept: str
) -> None:
    found = merged(ours, theirs, sure, their_sure)
    assert found.text == kept
    assert all(word.why is None for word in found.words)


@pytest.mark.parametrize(
    ("ours", "theirs", "kept", "other"),
    [
        ("số 27/2023/QH15 ngày", "số 27/2023/QHI5 ngày", "27/2023/QH15", "27/2023/QHI5"),
        ("ngày 05/3/2024 của", "ngày 05/8/2024 của", "05/3/2024", "05/8/2024"),
        ("ngày 05 tháng", "ngày 06 tháng", "05", "06"),
        ("đạt 78,76 điểm", "đạt 78,7% điểm", "78,7%", "78,76"),
        ("có 11 xã", "có I1 xã", "11", "I1"),
    ],
)
def test_symbols_and_dates_are_the_firsts_figures_the_seconds_and_both_are_shown(
    ours: str, theirs: str, kept: str, other: str
) -> None:
    (doubtful,) = [word for word in merged(ours, theirs).words if word.why]
    assert (doubtful.text, doubtful.other, doubtful.why) == (kept, other, DoubtWhy.DIFFER)


def test_a_figure_of_which_the_second_is_far_less_sure_stays() -> None:
    (found,) = aligned([line("mục 2.5.", 0.98)], [line("mục 2.3,", 0.4)])
    assert found.text == "mục 2.5." and found.words[1].other == "2.3,"


def test_agreement_is_certainty() -> None:
    assert all(word.confidence == 0.99 for word in merged("số 15/KH-UBND", "số 15/KH-UBND", 0.7).words)


def test_blanks_within_a_symbol_are_no_disagreement() -> None:
    found = merged("số 31/2024/QH15 của", "số 3 1/2024/QH15 của")
    assert found.text == "số 31/2024/QH15 của" and all(word.why is None for word in found.words)


def test_a_line_that_only_the_second_saw_is_added_if_it_is_sure() -> None:
    first = [line("Dòng một", top=0)]
    seen = line("Dòng hai", 0.95, top=40)
    assert aligned(first, [line("Dòng một", top=0), seen])[1:] == [seen]
    assert aligned(first, [line("xq ~", 0.4, top=40)])[1:] == []


def test_specks_that_only_the_second_saw_in_a_line_are_left_out() -> None:
    assert merged("một dòng", "một | dòng").text == "một dòng"
