from __future__ import annotations

import time

import pytest
from figure_specimen import checks_of, findings_of, pointed, told

RULE = "count_matches_list"
SIX = "An Lạc, Bình Yên, Cẩm Thủy, Đông Hà, Gia Lộc và Hà Tân"


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        (f"Tỉnh có 06 xã: {SIX}.", ["holds: 6 = 6"]),
        (f"Tỉnh có 05 xã: {SIX}.", ["fails: 5 ≠ 6"]),
        (f"Tỉnh có 06 xã ({SIX}).", ["holds: 6 = 6"]),
        (f"Tỉnh có 06 xã vùng cao, gồm: {SIX}.", ["holds: 6 = 6"]),
        ("Có 02 cụm: Phú Thịnh 2; Yên Hợp 1.", ["holds: 2 = 2"]),
        ("Có 02 cụm: Phú Thịnh - 35 ha, Yên Hợp - 16,5 ha.", ["holds: 2 = 2"]),
        ("Có hai xã: An Lạc, Bình Yên.", ["holds: 2 = 2"]),
        # numbers in brackets, from the first on without a gap
        ("Nêu 03 nhóm giải pháp: (1) tuyên truyền; (2) kiểm tra; (3) xử phạt.", ["holds: 3 = 3"]),
        ("Nêu 04 nhóm giải pháp sau: (i) tuyên truyền; (ii) kiểm tra; (iii) xử phạt.", ["fails: 4 ≠ 3"]),
        ("Nêu 03 nhiệm vụ: (1) rà soát theo khoản (2); (2) báo cáo.", []),
        ("Nêu 03 nhiệm vụ: rà soát (1) và báo cáo (2).", []),
        # the row of names goes on in words, or the figure is no exact count of things
        (f"Tỉnh có 05 xã (chủ yếu {SIX}).", []),
        (f"Tỉnh có 05 xã: {SIX} và một số nơi khác.", []),
        (f"Tỉnh có hơn 05 xã: {SIX}.", []),
        (f"Tỉnh có 05/12 xã: {SIX}.", []),
        (f"Tỉnh có từ 5 đến 7 xã: {SIX}.", []),
        (f"Tỉnh có 05 ha: {SIX}.", []),
        (f"Tỉnh có 05 xã và các phường: {SIX}.", []),
        (f"Tỉnh có 05 xã, 02 phường: {SIX}.", ["fails: 2 ≠ 6"]),
        ("Tỉnh có 01 xã: An Lạc.", []),
        ("Tỉnh có 05 xã.", []),
    ],
)
def test_names_in_a_row(text: str, checks: list[str]) -> None:
    assert told(text, RULE) == checks


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("Sở nêu 03 nhóm nhiệm vụ: ⏎ a) Rà soát. ⏎ b) Báo cáo. ⏎ c) Kiểm tra.", ["holds: 3 = 3"]),
        ("Sở nêu 04 nhóm nhiệm vụ: ⏎ a) Rà soát. ⏎ b) Báo cáo. ⏎ c) Kiểm tra.", ["fails: 4 ≠ 3"]),
        ("Sở nêu 03 nhóm nhiệm vụ sau: ⏎ 1. Rà soát. ⏎ 2. Báo cáo. ⏎ 3. Kiểm tra. ⏎ Hết.", ["holds: 3 = 3"]),
        ("Sở nêu 02 nhóm: ⏎ - Nhóm 1: rà soát. ⏎ - Nhóm 2: báo cáo.", ["holds: 2 = 2"]),
        ("Sở nêu 03 nhóm: ⏎ - Nhóm 1: rà soát. ⏎ - Nhóm 2: báo cáo.", ["fails: 3 ≠ 2"]),
        # dashes may be anything, labels that skip are not read, one item is no list
        ("Sở nêu 03 nhóm nhiệm vụ: ⏎ - Rà soát. ⏎ - Báo cáo.", []),
        ("Sở nêu 03 nhóm nhiệm vụ: ⏎ a) Rà soát. ⏎ c) Báo cáo.", []),
        ("Sở nêu 03 nhóm nhiệm vụ: ⏎ b) Rà soát. ⏎ c) Báo cáo.", []),
        ("Sở nêu 03 nhóm nhiệm vụ: ⏎ a) Rà soát.", []),
        ("Sở nêu 03 nhóm nhiệm vụ. ⏎ a) Rà soát. ⏎ b) Báo cáo.", []),
        ("Sở nêu 03 nhóm nhiệm vụ và 02 đề án: ⏎ a) Rà soát. ⏎ b) Báo cáo. ⏎ c) Khác.", ["fails: 2 ≠ 3"]),
    ],
)
def test_items_under_a_line(text: str, checks: list[str]) -> None:
    assert told(text, RULE) == checks


def test_a_wrong_count_is_a_warning_at_the_count() -> None:
    text = f"Tỉnh có 05 xã: {SIX}."
    assert pointed(text) == [("warning", "05 xã")]
    (found,) = findings_of(text)
    assert found.values == {"announced": "05 xã", "listed": "6"}


def test_a_check_names_the_items() -> None:
    (check,) = checks_of(f"Tỉnh có 06 xã: {SIX}.", RULE)
    assert check.values["items"] == ("An Lạc", "Bình Yên", "Cẩm Thủy", "Đông Hà", "Gia Lộc", "Hà Tân")
    assert (check.values["count"], check.values["listed"], check.values["holds"]) == (6, 6, True)


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("Rộng 7.700 m² (Bằng chữ: Bảy nghìn bảy trăm mét vuông).",
         ["holds: 7.700 = “Bảy nghìn bảy trăm”"]),
        ("Rộng 7.800 m² (Bằng chữ: Bảy nghìn bảy trăm mét vuông).",
         ["fails: 7.800 ≠ “Bảy nghìn bảy trăm”"]),
        ("Nộp 25 triệu đồng; viết bằng chữ: hai mươi lăm triệu đồng.",
         ["holds: 25.000.000 = “hai mươi lăm triệu”"]),
        ("Nộp 25 đồng (bằng chữ: hai ba đồng).", []),
        ("Nộp 25 đồng (bằng chữ: không rõ).", []),
        ("Nộp 0 đồng (bằng chữ: không đồng).", ["holds: 0 = “không”"]),
        ("Nộp 25 đồng (hai mươi lăm đồng).", []),
    ],
)  # fmt: skip
def test_a_number_and_its_words(text: str, checks: list[str]) -> None:
    assert told(text, "number_equals_words") == checks


def test_words_that_contradict_their_number_are_shown_with_it() -> None:
    text = "Rộng 7.800 m² (Bằng chữ: Bảy nghìn bảy trăm mét vuông)."
    (found,) = findings_of(text)
    assert (found.rule, found.severity) == ("value_conflict", "warning")
    assert text[found.start : found.end] == "7.800 m²"
    assert found.other is not None and text[slice(*found.other)] == "Bảy nghìn bảy trăm"


@pytest.mark.parametrize("tail", [" -" * 400, " Lạc" * 400, ", An" * 400, " 12" * 400])
def test_a_long_row_of_names_takes_no_long_time(tail: str) -> None:
    begun = time.process_time()
    told(f"Tỉnh có 05 xã: An{tail} và rồi", RULE)
    assert time.process_time() - begun < 2
