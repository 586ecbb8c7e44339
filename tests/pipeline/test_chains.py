from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import graph_specimen
import pytest

from pipeline import messages
from pipeline.chains import CHAIN_COLUMNS, Direction, ancestors, chains, direction_of
from pipeline.errors import UsageError
from pipeline.registry import Registry

Build = Callable[..., Registry]

# A resolution, the programme for it, two plans for that, and a report that rests on another basis.
DUTIES = (
    "Programme implements Resolution",
    "Plan implements Programme",
    "Plan based_on Law",
    "Sequel implements Plan",
    "Report cites Sequel",
    "Letter implements Programme : Report",
)


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    with ExitStack() as stack:

        def opened(*said: str) -> Registry:
            path = graph_specimen.build(tmp_path / "r.db", said)
            return stack.enter_context(Registry(path))

        yield opened


def ask(
    registry: Registry, document: str, direction: Direction, depth: int, **more: Any
) -> list[dict[str, Any]]:
    return list(chains(registry, document, direction=direction, depth=depth, **more).records())


def shape(rows: Iterable[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(row["depth"], row["chain"]) for row in rows]


@pytest.mark.parametrize(
    ("direction", "document", "depth", "expected"),
    [
        ("cited", "vn/resolution", 1, [(1, "Resolution ← Programme")]),
        (
            "cited",
            "vn/resolution",
            2,
            [
                (1, "Resolution ← Programme"),
                (2, "Resolution ← Programme ← Letter"),
                (2, "Resolution ← Programme ← Plan"),
            ],
        ),
        (
            "citing",
            "vn/sequel",
            9,
            [
                (1, "Sequel → Plan"),
                (2, "Sequel → Plan → Law"),
                (2, "Sequel → Plan → Programme"),
                (3, "Sequel → Plan → Programme → Resolution"),
            ],
        ),
        ("citing", "vn/law", 3, []),
    ],
)
def test_chains_go_either_way_as_far_as_asked(
    build: Build, direction: Direction, document: str, depth: int, expected: list[tuple[int, str]]
) -> None:
    assert shape(ask(build(*DUTIES), document, direction, depth)) == expected


def test_only_the_relations_asked_for_are_followed(build: Build) -> None:
    registry = build(*DUTIES)
    rows = ask(registry, "vn/sequel", "citing", 9, relations=("implements",))
    assert [row["document"] for row in rows] == ["Plan", "Programme", "Resolution"]
    rows = ask(registry, "vn/resolution", "cited", 9, relations=("implements", "cites"))
    assert [row["document"] for row in rows][-1] == "Report"
    assert ask(registry, "vn/sequel", "citing", 9, relations=("replaces",)) == []


def test_a_step_shows_its_words_file_and_page_and_who_says_it(build: Build) -> None:
    direct, asserted = ask(build(*DUTIES), "vn/programme", "cited", 1)[::-1]
    assert (direct["said"], direct["asserted_by"], direct["asserted_by_id"]) == ("direct", None, None)
    assert (direct["words"], direct["file"], direct["page"]) == ("Plan implements Programme", "Plan.txt", 2)
    assert (asserted["said"], asserted["asserted_by"]) == ("asserted", "Report")
    assert asserted["asserted_by_id"] == "vn/report"
    assert asserted["words"] == "Report says: Letter implements Programme"
    assert (asserted["file"], asserted["page"]) == ("Report.txt", 3)
    assert (asserted["document_id"], asserted["previous_id"]) == ("vn/letter", "vn/programme")


@pytest.mark.parametrize(
    ("said", "relation", "how"),
    [
        (("A replaces B : C", "A implements B"), "implements", "direct"),
        (("A cites B", "A replaces B : C"), "replaces", "asserted"),
        (("A based_on B", "A implements B"), "based_on", "direct"),
    ],
)
def test_of_several_edges_the_one_that_tells_most_is_shown(
    build: Build, said: tuple[str, ...], relation: str, how: str
) -> None:
    (row,) = ask(build(*said), "vn/a", "citing", 1)
    assert (row["relation"], row["said"]) == (relation, how)


@pytest.mark.parametrize(
    "said",
    [
        ("D cites B", "D cites C", "B cites A", "C cites A", "D cites A"),
        ("D cites A", "C cites A", "B cites A", "D cites C", "D cites B"),
    ],
)
def test_each_document_stands_once_at_its_least_depth(build: Build, said: tuple[str, ...]) -> None:
    assert shape(ask(build(*said), "vn/a", "cited", 5)) == [(1, "A ← B"), (1, "A ← C"), (1, "A ← D")]


@pytest.mark.parametrize(
    "said",
    [
        ("D cites B", "D cites C", "B cites A", "C cites A"),
        ("C cites A", "B cites A", "D cites C", "D cites B"),
    ],
)
def test_of_two_ways_as_short_the_first_by_id_is_shown(build: Build, said: tuple[str, ...]) -> None:
    assert shape(ask(build(*said), "vn/a", "cited", 5))[-1] == (2, "A ← B ← D")


def test_circles_end(build: Build) -> None:
    registry = build("A replaces B", "B replaces C", "C replaces A")
    assert shape(ask(registry, "vn/a", "citing", 50)) == [(1, "A → B"), (2, "A → B → C")]
    assert ancestors(registry, "vn/a") == {"vn/c": 1, "vn/b": 2}


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_the_limit_cuts_after_ordering(build: Build, limit: int) -> None:
    registry = build(*DUTIES)
    everything = ask(registry, "vn/resolution", "cited", 9)
    assert len(everything) == 5
    assert ask(registry, "vn/resolution", "cited", 9, limit=limit) == everything[:limit]


@pytest.mark.parametrize("depth", [0, -1])
def test_a_depth_below_one_is_refused(build: Build, depth: int) -> None:
    with pytest.raises(UsageError, match="--depth must be 1 or more"):
        ask(build("A cites B"), "vn/a", "citing", depth)


def test_one_document_gives_the_direction() -> None:
    assert direction_of("vn/a", None) == "citing"
    assert direction_of(None, "vn/a") == "cited"


@pytest.mark.parametrize(
    ("citing", "cited", "others", "sentence"),
    [
        (None, None, (), "--depth needs one document to start from: give --cited or --citing."),
        ("vn/a", "vn/b", (), "--depth needs one document to start from: give --cited or --citing."),
        (
            "vn/a",
            None,
            ("--from-type", "--status"),
            "--depth goes with --relation and --limit only, not with --from-type, --status.",
        ),
    ],
)
def test_chains_without_one_start_or_with_other_filters_are_refused(
    citing: str | None, cited: str | None, others: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(UsageError) as caught:
        direction_of(citing, cited, others)
    assert caught.value.english == sentence
    assert caught.value.vietnamese.startswith("--depth c")


def test_ancestors_are_all_that_lead_there(build: Build) -> None:
    registry = build(*DUTIES, "Stranger cites Sequel")
    assert ancestors(registry, "vn/programme") == {
        "vn/letter": 1,
        "vn/plan": 1,
        "vn/sequel": 2,
        "vn/report": 3,
        "vn/stranger": 3,
    }
    assert set(ancestors(registry, "vn/programme", ("implements",))) == {"vn/letter", "vn/plan", "vn/sequel"}
    assert ancestors(registry, "vn/report") == {}


def test_a_chain_of_thousands_is_followed_to_its_end(build: Build) -> None:
    registry = build(*(f"N{at:05} implements N{at + 1:05}" for at in range(3000)))
    assert ancestors(registry, "vn/n03000")["vn/n00000"] == 3000
    (*_, last) = ask(registry, "vn/n00000", "citing", 3000)
    assert last["depth"] == 3000
    assert last["chain"].startswith("N00000 → … → N02990 → N02991 → ")
    assert last["chain"].endswith(" → N02999 → N03000")


def test_a_chain_of_a_dozen_documents_is_shown_whole(build: Build) -> None:
    names = [f"N{at:02}" for at in range(13)]
    rows = ask(build(*(f"{a} implements {b}" for a, b in pairwise(names))), "vn/n00", "citing", 20)
    assert rows[-2]["chain"] == " → ".join(names[:12])
    assert rows[-1]["chain"] == " → ".join([names[0], "…", *names[2:]])


def test_who_cites_a_document_is_answered_from_an_index_alone(build: Build) -> None:
    sql = "SELECT from_document FROM citations WHERE to_document = 'vn/b'"
    plan = build("A cites B").query(f"EXPLAIN QUERY PLAN {sql}")
    assert "COVERING INDEX" in plan[0]["detail"]


def test_every_column_and_code_is_worded() -> None:
    assert {column.name for column in CHAIN_COLUMNS} <= set(messages.COLUMNS)
    assert {"direct", "asserted"} <= set(messages.VALUES)
