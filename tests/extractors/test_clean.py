from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.clean import clean


@pytest.mark.parametrize(
    ("found", "meant", "repairs"),
    [
        ("Kế hoạch số 12/KH-UBND", "Kế hoạch số 12/KH-UBND", []),
        ("  hai \u00a0 chữ\tcách \u2003nhau ", "hai chữ cách nhau", []),
        (unicodedata.normalize("NFD", "Đảng ủy xã Mường Vi"), "Đảng ủy xã Mường Vi", []),
        ("06/VPUBND\ufffeKSTTHC", "06/VPUBND-KSTTHC", [(9, 10, "\ufffe")]),
        ("06/VPUBND\x02KSTTHC", "06/VPUBND-KSTTHC", [(9, 10, "\x02")]),
        ("NÐ-CP và Ɖồng ðội", "NĐ-CP và Đồng đội", [(1, 2, "Ð"), (9, 10, "Ɖ"), (14, 15, "ð")]),
        ("48\u2044QĐ-UBND", "48/QĐ-UBND", [(2, 3, "\u2044")]),
        ("ỦY BAN THƢỜNG TRỰC, tƣ vấn", "ỦY BAN THƯỜNG TRỰC, tư vấn", None),
        ("Số: 15/ВС-SNV", "Số: 15/BC-SNV", [(7, 8, "В"), (8, 9, "С")]),
        ("cơ quаn, Tổ chứс", "cơ quan, Tổ chức", None),
        ("285/KH–UBND", "285/KH-UBND", [(6, 7, "–")]),
        ("43/2023/TT – BTC", "43/2023/TT - BTC", None),
        ("34‑NQ/TU", "34-NQ/TU", None),
        ("CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None),
        ("công\u00ad tác", "công tác", [(4, 4, "\u00ad")]),
        ("kế\u200b hoạch\ufeff", "kế hoạch", None),
    ],
)
def test_damage_is_repaired_and_told(
    found: str, meant: str, repairs: list[tuple[int, int, str]] | None
) -> None:
    text, made = clean(found)
    assert text == meant
    if repairs is None:
        assert made
    else:
        assert [(r.start, r.end, r.found) for r in made] == repairs


@pytest.mark.parametrize(
    "text",
    [
        "giai đoạn 2021 – 2030",
        "kinh tế – xã hội",
        "từ 5–10 ngày/tháng",
        "Москва là thủ đô",
        "hệ số α và β",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "bà HÕA, ông HỊA",
        "diện tích 120 m², nhiệt độ 25°C",
    ],
)
def test_what_is_meant_stays_as_printed(text: str) -> None:
    assert clean(text) == (text, [])


def test_the_soft_hyphen_of_tcvn3_is_a_letter() -> None:
    assert clean("Bé tr\u00adëng Bé C«ng nghiÖp")[0] == "Bé tr\u00adëng Bé C«ng nghiÖp"


def test_a_repair_before_white_space_keeps_its_place() -> None:
    text, repairs = clean("  Số   15/Q\u00d0-UBND  ngày")
    assert text == "Số 15/QĐ-UBND ngày"
    assert [text[r.start : r.end] for r in repairs] == ["Đ"]


_PIECES = [
    *"aeoAOĐđƯ1/-–—. \t(KHUBNDÕA",
    *"ÐðƢƣƉ\u2044\ufffe\x02\u00ad\u200b\ufeff\u00a0\u0300\u0323\u031b",
    *"ВСНКаеоОАΑοαЖ¸µ®§",
    "CỘNG HÕA XÃ HỘI CHỦ NGHĨA",
    "12/KH–UBND",
]
_DAMAGED = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(_DAMAGED, st.text(max_size=60)))
def test_cleaning_is_stable_composed_and_keeps_spans_in_range(raw: str) -> None:
    text, repairs = clean(raw)
    assert clean(text) == (text, [])
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text and text == text.strip()
    assert all(0 <= r.start <= r.end <= len(text) for r in repairs)
