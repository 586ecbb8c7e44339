"""What two texts say differently; the examples of the rules on copies."""

from __future__ import annotations

import pytest
from copies_made import DRAFT, report
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit.wording import audit_rules
from extractors.rulebook import load_rules
from pipeline.copies.differences import Kind, differences
from pipeline.copies.sketch import likeness, sketch
from pipeline.copies.verdict import Head, Verdict, judge
from pipeline.copies.words import gaps, words_of

PLAN = (
    "1. Giao {body} chủ trì, phối hợp với các cơ quan liên quan rà soát {count} tuyến đường của địa phương.\n"
    "2. Các cơ quan, đơn vị báo cáo kết quả thực hiện trước ngày 30/6/2026 để tổng hợp.\n{more}"
)
MONEY = "3. Kinh phí thực hiện lấy từ nguồn ngân sách địa phương theo phân cấp hiện hành của Nhà nước.\n"
STAMP = "CÔNG VĂN ĐẾN\nSố: 1204\nNgày: 09/3/2026\nChuyển: Phòng Tổng hợp\n"


def plan(body: str = "Sở Xây dựng", count: str = "12.450", more: str = "") -> str:
    return PLAN.format(body=body, count=count, more=more)


def told(one: str, other: str, recognised: bool = False) -> list[tuple[Kind, str, str]]:
    first, second = words_of(one), words_of(other)
    return [
        (
            each.kind,
            " ".join(first.printed(at) for at in range(each.start, each.end)),
            " ".join(second.printed(at) for at in range(each.other_start, each.other_end)),
        )
        for each in differences(first, second, recognised)
    ]


def test_a_figure_that_differs() -> None:
    assert told(plan(), plan(count="12.540")) == [(Kind.FIGURE, "12.450", "12.540")]


@pytest.mark.parametrize(
    ("one", "other", "recognised"),
    [
        pytest.param("12.450", "12.450", False, id="the same figure"),
        pytest.param("05", "5", False, id="a nought before it"),
        pytest.param("12.450", "12,450", True, id="a point that a recogniser takes for a comma"),
    ],
)
def test_a_figure_that_does_not_differ(one: str, other: str, recognised: bool) -> None:
    assert told(plan(count=one), plan(count=other), recognised) == []


def test_a_figure_misread_is_slight_and_another_is_not() -> None:
    for other, slight in (("12.460", True), ("98.306", False)):
        (found,) = differences(words_of(plan()), words_of(plan(count=other)), recognised=True)
        assert found.slight is slight


def test_a_name_that_differs_and_one_that_was_misread() -> None:
    ((kind, said, other),) = told(plan(), plan("Sở Tài chính"))
    assert (kind in (Kind.NAME, Kind.WORDS), said, other) == (True, "Xây dựng", "Tài chính")
    assert told(plan(), plan("Sở Xâv dưng"), recognised=True) == []


def test_a_passage_of_one_file_and_a_stamp_on_a_scan() -> None:
    ((kind, said, other),) = told(plan(), plan(more=MONEY))
    assert (kind, said) == (Kind.PASSAGE, "") and other.startswith("3 Kinh phí")
    assert told(plan(), plan(more=STAMP), recognised=True) == []


def test_a_passage_that_stands_elsewhere_is_moved_not_missing() -> None:
    assert [kind for kind, _, _ in told(plan(more=MONEY), MONEY + plan())] == []


def test_every_rule_on_copies_has_both_examples() -> None:
    rows = {name: row for name, row in audit_rules(load_rules()).items() if name.startswith("copy_")}
    assert set(rows) == {"copy_header", "copy_figure", "copy_words", "copy_passage"}
    assert all(row["example"] and row["counter_example"] for row in rows.values())


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "1", "2", "3"]), max_size=60)


@given(WORDS, WORDS)
def test_what_is_no_gap_is_the_same_in_both(one: list[str], other: list[str]) -> None:
    at, to = 0, 0
    for a, b, c, d in [*gaps(one, other), (len(one), len(one), len(other), len(other))]:
        assert one[at:a] == other[to:c]
        at, to = b, d
    assert (at, to) == (len(one), len(other))


def test_long_texts_that_differ_in_places_are_laid_side_by_side() -> None:
    one = [f"w{n % 977}x{n // 7}" for n in range(20_000)]
    other = [word if n % 4000 else "new" for n, word in enumerate(one)]
    assert [gap[:2] for gap in gaps(one, other)] == [(n, n + 1) for n in range(0, 20_000, 4000)]


def test_a_sketch_tells_about_how_many_words_two_texts_share() -> None:
    def made(text: str) -> bytes:
        found = sketch(text)
        assert found is not None
        return found

    one = " ".join(f"tu{n} la {n * 37}" for n in range(400))
    half = " ".join(f"tu{n} la {n * 37}" for n in range(200, 600))
    assert likeness(made(one), made(one)) == (1.0, 1.0)
    words, figures = likeness(made(one), made(half))
    assert words == pytest.approx(1 / 3, abs=0.15) and figures == pytest.approx(1 / 3, abs=0.2)
    assert likeness(made("mot hai ba " * 20), made(one))[1] is None
    assert sketch("mot hai ba") is None


def test_a_name_that_a_recogniser_may_have_seen_in_a_seal_is_for_a_person_to_judge() -> None:
    typed, other = words_of(report()), words_of(report(**DRAFT, name="Trịnh Thị Bưởi"))
    assert judge(typed, other, Head(), Head(recognised=True)).verdict is Verdict.LIKELY
    assert judge(typed, other, Head(), Head()).verdict is Verdict.DIFFERENT
    told = Head(number="58"), Head(number="71", recognised=True)
    assert judge(typed, other, *told).verdict is Verdict.DIFFERENT
