from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import graph_specimen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import TINH, document, header, mention

from extractors.model import Facts
from extractors.rulebook import load_rules
from pipeline import messages, structure
from pipeline.registry import Registry
from pipeline.resolve import resolve
from pipeline.store import rows_of, store
from pipeline.structure import clusters, cycles

Build = Callable[..., Registry]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    with ExitStack() as stack:

        def structured(*said: str) -> Registry:
            built = graph_specimen.build(tmp_path / "r.db", said)
            registry = stack.enter_context(Registry(built, write=True))
            with registry.transaction() as connection:
                structure.write(connection)
            return registry

        yield structured


def numbered(registry: Registry, column: str) -> list[list[str]]:
    """The documents of circle or cluster 1, 2, …"""
    rows = registry.query(f"SELECT label, {column} FROM documents WHERE {column} IS NOT NULL ORDER BY label")
    found: list[list[str]] = [[] for _ in range(max((number for _, number in rows), default=0))]
    for label, number in rows:
        found[number - 1].append(label)
    return found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["A replaces B", "B replaces A"], [["A", "B"]]),
        (["A replaces B", "B repeals C", "C amends A"], [["A", "B", "C"]]),
        (["A implements B", "B based_on A"], [["A", "B"]]),
        (["A implements B", "B implements A : C"], [["A", "B"]]),
        (["A replaces B", "B replaces C", "A replaces C"], []),
        # a text may cite what cites it, and what changes it may rest on it
        (["A cites B", "B cites A"], []),
        (["A amends B", "B based_on A"], []),
        (["A replies_to B", "B replies_to A"], []),
        # what leads to a circle or away from it is not in it
        (["X replaces A", "A replaces B", "B replaces A", "B replaces Y"], [["A", "B"]]),
        # the largest comes first, then the one with the first id
        (
            [f"{a} replaces {b}" for a, b in ("EF", "FE", "CD", "DC", "XY", "YZ", "ZX")],
            [["X", "Y", "Z"], ["C", "D"], ["E", "F"]],
        ),
        # two circles that touch are one, of one kind or of two
        (["A replaces B", "B replaces A", "B replaces C", "C replaces B"], [["A", "B", "C"]]),
        (["A replaces B", "B replaces A", "B implements C", "C implements B"], [["A", "B", "C"]]),
    ],
)
def test_a_circle_is_what_cannot_go_round(build: Build, said: list[str], expected: list[list[str]]) -> None:
    assert numbered(build(*said), "cycle") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["A implements B", "C replaces B"], [["A", "B", "C"]]),
        (["A implements B", "C replaces D"], [["A", "B"], ["C", "D"]]),
        (["A implements B", "C replaces D", "A based_on D", "C cites B"], [["A", "B"], ["C", "D"]]),
        (["C implements D", "D reports_on E", "A amends B"], [["C", "D", "E"], ["A", "B"]]),
        (["A based_on B", "A cites C"], []),
    ],
)
def test_a_cluster_is_what_acts_on_each_other(
    build: Build, said: list[str], expected: list[list[str]]
) -> None:
    assert numbered(build(*said), "cluster") == expected


def test_the_order_of_edges_does_not_matter() -> None:
    edges = [(f"d{at}", f"d{(at * 7 + 3) % 60}") for at in range(60)] + [("x", "y"), ("y", "x")]
    expected = cycles(edges), clusters(edges)
    for seed in range(20):
        random.Random(seed).shuffle(edges)
        assert (cycles(edges), clusters(edges)) == expected


_EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda edge: edge[0] != edge[1]))


@given(_EDGES)
def test_two_documents_share_a_circle_just_when_each_leads_to_the_other(edges: list[tuple[int, int]]) -> None:
    leads = set(edges)
    for middle in range(10):
        for one in range(10):
            for other in range(10):
                if (one, middle) in leads and (middle, other) in leads:
                    leads.add((one, other))
    groups = cycles([(str(one), str(other)) for one, other in edges])
    shared = {(one, other) for group in groups for one in group for other in group if one != other}
    assert shared == {(str(a), str(b)) for a, b in leads if a != b and (b, a) in leads}


def test_a_chain_of_a_hundred_thousand_and_its_circle_are_found() -> None:
    names = [f"{at:06}" for at in range(100_000)]
    chain = list(pairwise(names))
    assert cycles(chain) == []
    assert clusters(chain) == [names]
    assert cycles([*chain, (names[-1], names[0])]) == [names]


def test_computing_again_leaves_nothing_of_before(build: Build) -> None:
    registry = build("A replaces B", "B replaces A", "C implements D")
    with registry.transaction() as connection:
        connection.execute("DELETE FROM citations WHERE from_document = 'vn/b'")
        connection.execute("DELETE FROM citations WHERE from_document = 'vn/c'")
        structure.write(connection)
    assert numbered(registry, "cycle") == []
    assert numbered(registry, "cluster") == [["A", "B"]]


def test_the_view_of_circles_shows_the_words_of_each_edge(build: Build) -> None:
    registry = build("A replaces B", "B replaces A : C", "A cites B", "C replaces A")
    rows = [dict(row) for row in registry.query("SELECT * FROM cycles")]
    assert [(row["cycle"], row["document"], row["relation"], row["other_document"]) for row in rows] == [
        (1, "A", "replaces", "B"),
        (1, "B", "replaces", "A"),
    ]
    assert (rows[0]["said"], rows[0]["words"], rows[0]["file"], rows[0]["page"]) == (
        "direct",
        "A replaces B",
        "A.txt",
        2,
    )
    assert (rows[1]["said"], rows[1]["asserted_by"], rows[1]["words"], rows[1]["page"]) == (
        "asserted",
        "C",
        "C says: B replaces A",
        3,
    )


def test_the_view_of_clusters_tells_size_days_and_the_most_cited(build: Build) -> None:
    registry = build("A implements B", "C implements B", "D based_on C", "E amends F")
    registry.query("UPDATE documents SET date = '2024-03-01' WHERE id = 'vn/a'")
    registry.query("UPDATE documents SET date = '2021-12', held = 0 WHERE id = 'vn/b'")
    rows = [tuple(row) for row in registry.query("SELECT * FROM clusters")]
    assert rows == [
        (1, 3, 2, "2021-12", "2024-03-01", "B", 2, "vn/b"),
        (2, 2, 2, None, None, "F", 1, "vn/f"),
    ]


def test_a_resolution_numbers_circles_and_clusters(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        with registry.transaction() as connection:
            connection.execute(
                "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'done', '', '[]')"
            )
            for number, other in (("12", "13"), ("13", "12"), ("14", "13")):
                cited = mention("Kế hoạch", other, "KH-UBND", "2025-02-20", TINH, relation="replaces")
                facts = Facts(header(number=number), (cited,), ())
                store(connection, number, 1, f"{number}.txt", "v", 1, rows_of(document(number), facts))
        for _ in range(2):
            resolve(registry, load_rules())
            assert numbered(registry, "cycle") == [["Kế hoạch 12/KH-UBND", "Kế hoạch 13/KH-UBND"]]
            (cluster,) = numbered(registry, "cluster")
            assert len(cluster) == 3


@pytest.mark.parametrize("view", ["cycles", "clusters"])
def test_every_column_of_the_views_is_worded(build: Build, view: str) -> None:
    names = [row["name"] for row in build("A cites B").query(f"PRAGMA table_info({view})")]
    assert len(names) > 5
    assert set(names) <= set(messages.COLUMNS)
