from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from graph_made import LONG_NAME, MIDDLE, Cite, Doc, build, star

from extractors.rulebook import load_rules
from pipeline.graph.layout import draw
from pipeline.graph.measure import width
from pipeline.graph.neighbourhood import neighbourhood
from pipeline.graph.palette import short_name, style
from pipeline.graph.picture import Box, Picture, Point
from pipeline.graph.svg import svg
from pipeline.registry import Registry

SVG = "{http://www.w3.org/2000/svg}"
Drawn = Callable[..., Picture]


@pytest.fixture
def drawn(tmp_path: Path) -> Drawn:
    def make(
        documents: list[Doc], citations: list[Cite], depth: int = 1, limit: int = 40, lang: str = "vi"
    ) -> Picture:
        path = build(tmp_path / "r.db", documents, citations)
        with Registry(path) as registry:
            return draw(neighbourhood(registry, MIDDLE, depth=depth, limit=limit), lang)

    return make


def boxes(picture: Picture) -> Iterator[Box]:
    for part in (*picture.cards, *picture.badges, *picture.samples):
        yield part.box
    yield from picture.notes


def apart(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def cluttered(count: int) -> tuple[list[Doc], list[Cite]]:
    """Every document in every relation with the middle, both ways."""
    documents = [Doc(MIDDLE), *(Doc(f"d{n}", LONG_NAME) for n in range(count))]
    pairs = [pair for n in range(count) for pair in ((f"d{n}", MIDDLE), (MIDDLE, f"d{n}"))]
    return documents, [Cite(*pair, relation) for pair in pairs for relation in load_rules().relations]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("depth", [1, 3])
@pytest.mark.parametrize(
    ("made", "limit"),
    [
        (star(0), 40),
        (star(1), 40),
        (star(5), 40),
        (star(39), 40),
        (star(39, long=True), 40),
        (star(300), 40),
        (star(300, long=True), 41),
        (star(5), 1),
        (cluttered(6), 40),
    ],
)
def test_nothing_covers_another_nor_leaves_the_sheet(
    drawn: Drawn, made: tuple[list[Doc], list[Cite]], limit: int, depth: int, lang: str
) -> None:
    picture = drawn(*made, depth=depth, limit=limit, lang=lang)
    assert len(picture.cards) == min(limit, len(made[0]))
    for one, other in combinations(boxes(picture), 2):
        assert apart(one, other), (one, other)
    for box in boxes(picture):
        assert box.x >= 0 and box.x + box.width <= picture.width
        assert box.y >= 0 and box.y + box.height <= picture.height
        for line in box.lines:
            assert line.x >= box.x
            assert line.x + width(line.text, line.size, bold=line.bold) <= box.x + box.width + 0.5
            assert line.y <= box.y + box.height and line.y - line.size * 0.8 >= box.y - 1, line
    for arrow in picture.arrows:
        for x, y in arrow.points:
            assert 0 <= x <= picture.width and 0 <= y <= picture.height


def test_arrows_lead_from_card_to_card(drawn: Drawn) -> None:
    picture = drawn(*star(30), depth=2)
    sides = {
        (x, round(card.box.y), round(card.box.y + card.box.height))
        for card in picture.cards
        for x in (card.box.x, card.box.x + card.box.width)
    }
    for arrow in picture.arrows:
        for x, y in (arrow.points[0], arrow.points[-1]):
            assert any(x == side and top <= y <= bottom for side, top, bottom in sides)


@pytest.mark.parametrize("count", [1, 2, 9])
def test_what_leads_past_the_middle_does_not_touch_it(drawn: Drawn, count: int) -> None:
    documents = [Doc(MIDDLE), *(Doc(f"{side}{n}") for side in "ab" for n in range(count))]
    cites = [Cite(f"a{n}", MIDDLE) for n in range(count)] + [Cite(MIDDLE, f"b{n}") for n in range(count)]
    past = [Cite(f"a{n}", f"b{m}", "replaces") for n in range(count) for m in range(count)]
    picture = drawn(documents, cites + past)
    (middle,) = (card.box for card in picture.cards if card.focus)
    arrows = [arrow for arrow in picture.arrows if arrow.relation == "replaces"]
    assert len(arrows) == count * count
    for arrow in arrows:
        for x, y in curve(arrow.points[1:5]):
            assert not (middle.x < x < middle.x + middle.width and middle.y < y < middle.y + middle.height)
            assert 0 <= y <= picture.height


def curve(points: Sequence[Point]) -> Iterator[Point]:
    for step in range(101):
        at = step / 100
        weights = ((1 - at) ** 3, 3 * (1 - at) ** 2 * at, 3 * (1 - at) * at**2, at**3)
        x, y = (sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1))
        yield x, y


def test_the_middle_stands_between_what_cites_it_and_what_it_cites(drawn: Drawn) -> None:
    picture = drawn([Doc(MIDDLE), Doc("a"), Doc("b")], [Cite("a", MIDDLE), Cite(MIDDLE, "b")])
    places = {card.document: card.box.x for card in picture.cards}
    assert places["a"] < places[MIDDLE] < places["b"]


def test_what_was_left_out_is_told(drawn: Drawn) -> None:
    picture = drawn(*star(60), limit=21)
    told = [note.tip for note in picture.notes if "nữa" in note.tip]
    assert told == ["… và 20 văn bản nữa"] * 2
    assert "Được 30 văn bản viện dẫn; viện dẫn 30 văn bản." in picture.description


def test_the_legend_names_what_occurs_and_nothing_else(drawn: Drawn) -> None:
    documents, citations = [Doc(MIDDLE), Doc("a"), Doc("b")], [Cite("a", MIDDLE, "guides"), Cite(MIDDLE, "b")]
    picture = drawn(documents, citations)
    legend = [badge.relation for badge in picture.badges[len(citations) :]]
    assert legend == ["guides", "cites"]
    assert [sample.sign for sample in picture.samples] == ["direct", "held"]
    assert "hướng dẫn, quy định chi tiết × 1" in [line.text for note in picture.notes for line in note.lines]


def test_asserted_edges_and_documents_only_cited_are_dashed(drawn: Drawn) -> None:
    documents = [Doc(MIDDLE, held=0), Doc("a"), Doc("b")]
    text = svg(drawn(documents, [Cite("a", MIDDLE), Cite("b", MIDDLE, "amends", by="a")]), "vi")
    edges = re.findall(r'<path class="edge".*?>', text)
    assert sorted("stroke-dasharray" in edge for edge in edges) == [False, True]
    assert text.count('class="head open"') == text.count('class="head closed"') == 2  # one each in the legend
    assert "văn bản khác nói" in text
    middle = re.search(r'<rect class="card focus"[^>]*>', text)
    assert middle and "stroke-dasharray" in middle[0]


def test_a_replaced_document_is_struck_through(drawn: Drawn) -> None:
    documents = [Doc(MIDDLE), Doc("old", "Quyết định 9/QĐ-UBND", date="2020-01-01")]
    text = svg(drawn(documents, [Cite(MIDDLE, "old", "replaces")]), "vi")
    assert 'text-decoration="line-through">Quyết định 9/QĐ-UBND<' in text
    assert "đã bị thay thế hoặc bãi bỏ" in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_relations_are_told_apart_without_colour(lang: str) -> None:
    relations = list(load_rules().relations)
    assert len({short_name(relation, lang) for relation in relations}) == len(relations) == 17
    assert len({style(relation).colour for relation in relations}) == 17
    assert len({style(relation).rank for relation in relations}) == 17


@pytest.mark.parametrize("relation", list(load_rules().relations))
def test_lines_are_dark_enough_on_white(relation: str) -> None:
    """A contrast of 3 to 1, as WCAG 2.1 asks of graphics (1.4.11)."""
    channels = [int(style(relation).colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 3


def test_svg_is_sound_xml_that_can_be_read_aloud(drawn: Drawn) -> None:
    documents = [
        Doc(MIDDLE, "Quyết định <1> & \"hai\"\x08", subject="]]> <script>alert('x')</script>"),
        Doc("a", "Kế hoạch 2/KH-UBND", issuer=None, date=None),
    ]
    text = svg(drawn(documents, [Cite("a", MIDDLE, words="số\x00 1 </title>&amp;")]), "vi")
    root = ElementTree.fromstring(text)
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    labelled = {element.get("id"): element.text for element in (root[0], root[1])}
    assert (root.get("aria-labelledby") or "").split() == list(labelled)
    assert labelled["graph-title"] == 'Lược đồ Quyết định <1> & "hai"'
    assert not root.findall(f".//{SVG}script")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    cards = {group.get("data-id"): group for group in root.iter(f"{SVG}g") if group.get("data-id")}
    assert set(cards) == {MIDDLE, "a"}
    assert "a" in (cards["a"].findtext(f"{SVG}title") or "")
    tips = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert any("“số 1 </title>&amp;” (báo cáo & <số> 1.docx, trang 3)" in tip for tip in tips)
    assert not re.search(r"(?:href|url\(|src)", text)


def test_the_same_picture_whatever_the_order_of_writing(tmp_path: Path) -> None:
    texts = []
    for order in (1, 2):
        path = build(tmp_path / f"{order}.db", *star(80), shuffle=order)
        with Registry(path) as registry:
            texts.append(svg(draw(neighbourhood(registry, MIDDLE, depth=2), "vi"), "vi"))
    assert texts[0] == texts[1]
