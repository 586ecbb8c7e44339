from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from graph_made import MIDDLE, Cite, Doc, build, star

from pipeline.graph.neighbourhood import Neighbourhood, neighbourhood
from pipeline.registry import Registry


def around(
    path: Path, depth: int = 1, limit: int = 40, relations: tuple[str, ...] = (), focus: str = MIDDLE
) -> Neighbourhood:
    with Registry(path) as registry:
        return neighbourhood(registry, focus, depth=depth, limit=limit, relations=relations)


def chain(path: Path) -> Path:
    names = ["a", "b", MIDDLE, "d", "e"]
    return build(path, [Doc(name) for name in names], [Cite(*pair) for pair in pairwise(names)])


@pytest.mark.parametrize(
    ("depth", "columns"),
    [
        (1, {"b": -1, MIDDLE: 0, "d": 1}),
        (2, {"a": -2, "b": -1, MIDDLE: 0, "d": 1, "e": 2}),
        (9, {"a": -2, "b": -1, MIDDLE: 0, "d": 1, "e": 2}),
    ],
)
def test_columns_tell_the_steps(tmp_path: Path, depth: int, columns: dict[str, int]) -> None:
    assert around(chain(tmp_path / "r.db"), depth).columns == columns


def test_acting_relations_come_first_then_mentions_then_the_newest(tmp_path: Path) -> None:
    documents = [
        Doc(MIDDLE),
        Doc("often", date="2010-01-01"),
        Doc("acts", date="2001-01-01"),
        Doc("old", date="2002-01-01"),
        Doc("new", date="2022-01-01"),
        Doc("undated", date=None),
    ]
    citations = [
        Cite(MIDDLE, "often", mentions=9),
        Cite(MIDDLE, "acts", "replaces"),
        *(Cite(MIDDLE, name) for name in ("old", "new", "undated")),
    ]
    path = build(tmp_path / "r.db", documents, citations)
    best = ["acts", "often", "new", "old", "undated"]
    for count in range(6):
        found = around(path, limit=1 + count)
        assert set(found.columns) == {MIDDLE, *best[:count]}
        assert found.omitted == ({1: 5 - count} if count < 5 else {})


def test_each_side_gets_its_share(tmp_path: Path) -> None:
    documents = [Doc(MIDDLE), *(Doc(f"left{n:02}") for n in range(50)), Doc("right")]
    citations = [*(Cite(f"left{n:02}", MIDDLE, "implements") for n in range(50)), Cite(MIDDLE, "right")]
    path = build(tmp_path / "r.db", documents, citations)
    found = around(path, limit=20)
    assert (len(found.documents), found.columns["right"], found.omitted) == (20, 1, {-1: 32})


def test_only_the_wanted_relations(tmp_path: Path) -> None:
    path = build(tmp_path / "r.db", *star(20))
    found = around(path, relations=("implements", "guides"))
    assert {edge.relation for edge in found.edges} == {"implements", "guides"}
    touched = {end for edge in found.edges for end in (edge.source, edge.target)}
    assert set(found.documents) == touched


def test_documents_that_cite_each_other_stand_once(tmp_path: Path) -> None:
    citations = [Cite(MIDDLE, "b", "replaces"), Cite("b", MIDDLE)]
    citations += [Cite(MIDDLE, "c"), Cite("c", MIDDLE, "guides")]
    found = around(build(tmp_path / "r.db", [Doc(MIDDLE), Doc("b"), Doc("c")], citations), depth=3)
    assert found.columns == {MIDDLE: 0, "b": 1, "c": -1}
    assert len(found.edges) == 4


def test_the_same_whatever_the_order_of_writing(tmp_path: Path) -> None:
    one = around(build(tmp_path / "1.db", *star(60)), depth=2, limit=25)
    other = around(build(tmp_path / "2.db", *star(60), shuffle=7), depth=2, limit=25)
    assert one == other
    assert len(one.documents) == 25


ENDINGS = [
    (Cite("new", MIDDLE, "replaces"), "Quyết định", "2025-01-01", True),
    (Cite("new", MIDDLE, "repeals"), "Nghị quyết", "2025-01-01", True),
    (Cite("new", MIDDLE, "replaces", by="third"), "Quyết định", None, True),
    (Cite("new", MIDDLE, "repeals", pinpoint="khoản 2 Điều 5"), "Quyết định", "2025-01-01", False),  # a part
    (Cite("new", MIDDLE, "replaces"), "Kế hoạch", "2025-01-01", False),  # foresees it
    (Cite("new", MIDDLE, "replaces"), "Quyết định", "2023-01-01", False),  # it is earlier
    (Cite("new", MIDDLE, "amends"), "Quyết định", "2025-01-01", False),
    (Cite(MIDDLE, "new", "replaces"), "Quyết định", "2025-01-01", False),
]


@pytest.mark.parametrize(("cite", "kind", "date", "ended"), ENDINGS)
def test_what_ends_a_document(tmp_path: Path, cite: Cite, kind: str, date: str | None, ended: bool) -> None:
    documents = [Doc(MIDDLE), Doc("new", "Văn bản mới", kind, date), Doc("third")]
    found = around(build(tmp_path / "r.db", documents, [cite]))
    assert (MIDDLE in found.ended) is ended
    if ended:
        assert (found.ended[MIDDLE].document, found.ended[MIDDLE].by) == ("new", "Văn bản mới")


def test_the_words_are_the_mention_or_the_sentence_that_asserts(tmp_path: Path) -> None:
    citations = [Cite("a", MIDDLE, words="Quyết định 1"), Cite("b", MIDDLE, by="a", words="Quyết định 1")]
    found = around(build(tmp_path / "r.db", [Doc(MIDDLE), Doc("a"), Doc("b")], citations))
    said = {edge.source: (edge.words, edge.page, edge.asserted) for edge in found.edges}
    assert said["a"] == ("Quyết định 1", 3, False)
    assert said["b"] == ("Thực hiện Quyết định 1, tỉnh đã có kế hoạch.", 4, True)
