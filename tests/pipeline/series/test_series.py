from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.listing import Listing
from pipeline.series.chart import PANELS, chart
from pipeline.series.figures import FIGURE_COLUMNS
from pipeline.series.page import page
from pipeline.series.series import Point, Reading, Series, series, series_listing

_SVG = "{http://www.w3.org/2000/svg}"


def reading(value: str, qualifier: str | None = None, step: str = "1") -> Reading:
    return Reading(Decimal(value), Decimal(step), qualifier, value, "Báo cáo 1", "2025-12-20", "a.pdf", 1)


def figure(value: str, **more: object) -> list[object]:
    row: dict[str, object] = {
        "indicator": "hồ sơ", "value": float(value), "unit": "hồ sơ", "period_from": "2025-01-01",
        "period_to": "2025-12-31", "words": value, "document": "Báo cáo 1", "file": "a.pdf",
        "value_text": value, "step": 1.0, "page": 1,
    }  # fmt: skip
    return [(row | more).get(column.name) for column in FIGURE_COLUMNS]


def of(*rows: list[object]) -> list[Series]:
    return series(Listing(FIGURE_COLUMNS, rows))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "contradicts"),
    [
        (reading("44333"), reading("44530"), True),
        (reading("44333"), reading("44333"), False),
        (reading("44333"), reading("44334"), True),
        (reading("44333"), reading("44000", "over"), False),
        (reading("43999"), reading("44000", "at_least"), True),
        (reading("44333"), reading("44000", "under"), True),
        (reading("44333"), reading("45000", "at_most"), False),
        (reading("44333"), reading("50000", "about"), False),
        (reading("1.5e9", step="1e8"), reading("1503000000"), False),
        (reading("1.5e9", step="1e8"), reading("1553000000"), True),
        (reading("8.4", step="0.1"), reading("8.43", step="0.01"), False),
        (reading("123456789012345678901234567890"), reading("123456789012345678901234567891"), True),
    ],
)
def test_what_contradicts(one: Reading, other: Reading, contradicts: bool) -> None:
    assert one.contradicts(other) is contradicts
    assert other.contradicts(one) is contradicts


def test_values_are_grouped_by_indicator_unit_place_and_period() -> None:
    found = of(
        figure("5", period_from=None, period_to=None),
        figure("10"),
        figure("12", file="b.pdf", document="Báo cáo 2"),
        figure("7", period_from="2024-01-01", period_to="2024-12-31"),
        figure("3", unit="đơn"),
        figure("4", place="xã A"),
        figure("99", change="up"),
        figure("98", range_end="low"),
        figure("97", indicator=None),
    )
    assert [(one.unit, one.place, one.readings) for one in found] == [
        ("hồ sơ", None, 4), ("đơn", None, 1), ("hồ sơ", "xã A", 1),
    ]  # fmt: skip
    first = found[0].points
    assert [[int(r.value) for r in point.readings] for point in first] == [[7], [10, 12], [5]]
    assert [point.conflict for point in first] == [False, True, False]


def test_nothing_is_averaged() -> None:
    listing = series_listing(of(figure("10"), figure("12", file="b.pdf")), "en")
    rows = [(row["period"], row["value"], row["conflict"]) for row in listing.records()]
    assert rows == [("2025", 10, "≠"), ("2025", 12, "≠")]


def svg(found: list[Series], lang: str = "vi") -> ElementTree.Element:
    return ElementTree.fromstring(chart(found, lang))


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(node.itertext()) for node in root.iter(f"{_SVG}text")]


def test_the_chart_has_bars_in_proportion_with_their_values() -> None:
    root = svg(of(figure("40000"), figure("20000", period_from="2024-01-01", period_to="2024-12-31")))
    bars = [node for node in root.iter(f"{_SVG}rect") if node.get("class") == "bar"]
    short, long = (float(bar.get("width") or 0) for bar in bars)
    assert long == pytest.approx(2 * short, abs=0.2)
    shown = texts(root)
    for words in ("hồ sơ", "năm 2024", "năm 2025", "20.000", "40.000", "Báo cáo 1, trang 1"):
        assert words in shown
    assert any("đơn vị: hồ sơ" in text for text in shown)


def test_values_that_contradict_look_different() -> None:
    root = svg(of(figure("40000"), figure("20000", file="b.pdf")))
    clashing = [node for node in root.iter(f"{_SVG}rect") if node.get("class") == "clashing"]
    assert len(clashing) == 2 and {node.get("fill") for node in clashing} == {"url(#clash)"}
    assert "2 giá trị cho cùng một kỳ" in " ".join(texts(root))


def test_the_chart_tells_those_who_do_not_see_it() -> None:
    root = svg(of(figure("40000"), figure("20000", file="b.pdf")))
    assert root.get("role") == "img"
    named = str(root.get("aria-labelledby")).split()
    title, description = (node for node in root if node.tag in (f"{_SVG}title", f"{_SVG}desc"))
    assert [title.get("id"), description.get("id")] == named
    assert title.text == "hồ sơ theo kỳ"
    assert description.text == "hồ sơ (hồ sơ): năm 2025: 40.000 ≠ 20.000."


def test_bars_stay_in_the_picture() -> None:
    points = tuple(Point(f"{year}-01-01", f"{year}-12-31", (reading(str(value)),))
                   for year, value in ((2020, -70), (2021, 0), (2022, 10**30)))  # fmt: skip
    root = svg([Series("x" * 300, "đồng", None, None, points)])
    for node in root.iter(f"{_SVG}rect"):
        x, wide = float(node.get("x") or 0), float(node.get("width") or 0)
        assert x >= 0 and x + wide <= float(root.get("width") or 0)


def test_words_of_documents_are_text() -> None:
    evil = figure("1", indicator="<script>x</script>", document='"><b>&')
    assert "<script" not in chart(of(evil), "vi") and "<script" not in page(of(evil), "<i>", "vi")
    assert LexborHTMLParser(page(of(evil), "<i>", "vi")).css("i, b") == []


def test_of_many_series_the_first_are_drawn() -> None:
    found = of(*(figure("1", indicator=f"chỉ tiêu {index:02}") for index in range(PANELS + 3)))
    shown = texts(svg(found))
    assert sum(text.startswith("chỉ tiêu") for text in shown) == PANELS
    assert "… và 3 chỉ tiêu nữa; hãy thêm từ vào --indicator." in shown


def test_the_page_needs_nothing_from_elsewhere_and_lists_every_value() -> None:
    html = page(of(figure("40000"), figure("20000", file="b.pdf")), "Hồ sơ theo kỳ", "vi")
    assert not re.search(r"(?<!http:)//(?!www\.w3\.org)|<script|<link|<img|@import", html)
    rows = LexborHTMLParser(html).css("tbody tr")
    assert [row.css("td")[1].text() for row in rows] == ["40.000", "20.000"]
    assert all("mâu thuẫn" in row.text() for row in rows)


def test_values_without_a_period_contradict_nothing() -> None:
    (one,) = of(
        figure("10", period_from=None, period_to=None),
        figure("12", period_from=None, period_to=None, file="b.pdf"),
    )
    assert [point.conflict for point in one.points] == [False]


def test_two_issuers_do_not_count_the_same_unless_the_text_names_the_place() -> None:
    office = {"issuer": "Văn phòng Ủy ban nhân dân tỉnh Hòa An"}
    department = {"issuer": "Sở Công Thương tỉnh Hòa An", "file": "b.pdf"}
    for place in (None, "tỉnh Hòa An"):
        found = of(figure("10", place=place, **office), figure("12", place=place, **department))
        assert [(one.issuer, one.points[0].conflict) for one in found] == [
            (office["issuer"], False), (department["issuer"], False),
        ]  # fmt: skip
    (placed,) = of(figure("10", place="xã A", **office), figure("12", place="xã A", **department))
    assert placed.issuer is None and placed.points[0].conflict


def test_what_contradicts_comes_first_then_what_has_several_periods() -> None:
    earlier = {"period_from": "2024-01-01", "period_to": "2024-12-31"}
    found = of(
        figure("1", indicator="đơn lẻ"),
        figure("1", indicator="hai kỳ"),
        figure("2", indicator="hai kỳ", **earlier),
        figure("1", indicator="mâu thuẫn"),
        figure("2", indicator="mâu thuẫn", file="b.pdf"),
    )
    assert [one.indicator for one in found] == ["mâu thuẫn", "hai kỳ", "đơn lẻ"]


def test_a_period_keeps_its_year_and_a_percentage_its_sign() -> None:
    first = {"period_from": "2024-12-15", "period_to": "2025-06-14", "unit": "%"}
    second = {"period_from": "2025-06-15", "period_to": "2025-12-14", "unit": "%"}
    found = of(figure("85", **first), figure("90.5", **second))
    shown = " ".join(texts(svg(found)))
    assert "15/12/2024 – 14/06/2025" in shown and "85%" in shown and "90,5%" in shown
    assert "90,5%" in page(found, "Tỷ lệ", "vi")


def test_a_single_value_is_told_without_a_bar() -> None:
    root = svg(of(figure("40000")))
    assert [node for node in root.iter(f"{_SVG}rect") if node.get("class") == "bar"] == []
    assert "năm 2025: 40.000" in texts(root)
