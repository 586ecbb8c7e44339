from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import registry_specimen as specimen

from extractors.rulebook import load_rules
from pipeline.registry import Registry
from pipeline.standing import Change, Life, State, begun, standing_at, standing_of

Edge = tuple[str, str, str] | tuple[str, str, str, dict[str, str]]


def change(relation: str, since: str | None, by: str = "b", **more: str | None) -> Change:
    return Change(
        relation, more.get("part"), by, by, since, more.get("until"), more.get("contradiction"), None, 1
    )


@pytest.mark.parametrize(
    ("since", "as_of", "expected"),
    [
        ("2025-05-12", "2025-05-12", True),
        ("2025-05-12", "2025-05-11", False),
        ("2025-05", "2025-05-01", True),
        ("2025", "2024-12-31", False),
        (None, "1990-01-01", True),
    ],
)
def test_what_has_begun(since: str | None, as_of: str, expected: bool) -> None:
    assert begun(since, as_of) is expected


KINDS = {"kh": "Kế hoạch", "bc": "Báo cáo", "cv": "Công văn"}
KNOWN = Life("2020-01-10")
ENDING = Life("2020-01-10", None, "2022-12-31")


@pytest.mark.parametrize(
    ("life", "found", "state", "since"),
    [
        (KNOWN, [], State.IN_FORCE, "2020-01-10"),
        (KNOWN, [change("replaces", "2021-01-01")], State.REPLACED, "2021-01-01"),
        (KNOWN, [change("repeals", "2021-01-01")], State.REPEALED, "2021-01-01"),
        (KNOWN, [change("repeals", "2021-01-01", part="Điều 3")], State.AMENDED, "2021-01-01"),
        (KNOWN, [change("replaces", None)], State.REPLACED, None),
        (KNOWN, [change("replaces", None), change("repeals", "2021-02-01")], State.REPEALED, "2021-02-01"),
        (KNOWN, [change("replaces", "2030-01-01")], State.IN_FORCE, "2020-01-10"),
        (KNOWN, [change("amends", "2021-01-01")], State.AMENDED, "2021-01-01"),
        (
            KNOWN,
            [change("amends", "2021-01-01"), change("suspends", "2022-01-01")],
            State.SUSPENDED,
            "2022-01-01",
        ),
        (
            KNOWN,
            [change("suspends", "2021-01-01"), change("repeals", "2022-01-01")],
            State.REPEALED,
            "2022-01-01",
        ),
        (KNOWN, [change("corrects", "2021-01-01")], State.IN_FORCE, "2020-01-10"),
        (KNOWN, [change("extends", "2021-01-01", part="Điều 3")], State.IN_FORCE, "2020-01-10"),
        (KNOWN, [change("replaces", "2021-01-01", contradiction="older")], State.IN_FORCE, "2020-01-10"),
        (KNOWN, [change("amends", "2021-01-01", contradiction="lower")], State.IN_FORCE, "2020-01-10"),
        (KNOWN, [change("replaces", "2021-01-01", contradiction="mutual")], State.CONTRADICTORY, None),
        (
            KNOWN,
            [change("replaces", "2021-01-01", contradiction="mutual"), change("repeals", "2022-01-01", "c")],
            State.REPEALED,
            "2022-01-01",
        ),
        (Life("2026-01-01"), [], State.NOT_YET_IN_FORCE, "2026-01-01"),
        (Life("2020-01-10", "2026-03-01"), [], State.NOT_YET_IN_FORCE, "2026-03-01"),
        (Life("2020-01-10", "2020-03-01"), [], State.IN_FORCE, "2020-03-01"),
        (ENDING, [], State.EXPIRED, "2022-12-31"),
        (Life("2020-01-10", None, "2025-06-30"), [], State.IN_FORCE, "2020-01-10"),
        (ENDING, [change("extends", "2022-06-01")], State.UNKNOWN, "2022-06-01"),
        (
            ENDING,
            [change("extends", "2022-06-01", until="2030-12-31")],
            State.IN_FORCE,
            "2020-01-10",
        ),
        (
            ENDING,
            [change("extends", "2022-06-01", until="2024-12-31")],
            State.EXPIRED,
            "2024-12-31",
        ),
        (Life(None), [], State.UNKNOWN, None),
        (Life(None), [change("amends", "2021-01-01")], State.AMENDED, "2021-01-01"),
        (Life(None), [change("replaces", None)], State.REPLACED, None),
        (Life("2019"), [], State.IN_FORCE, "2019"),
        # a normative document begins some days after it is signed
        (Life("2019-05-06", normative=True), [], State.IN_FORCE, None),
        (Life("2019-05-06", "2019-07-01", normative=True), [], State.IN_FORCE, "2019-07-01"),
    ],
)
def test_the_standing_in_mid_2025(life: Life, found: list[Change], state: State, since: str | None) -> None:
    for order in (found, found[::-1]):
        standing = standing_at(life, order, "2025-06-15")
        assert (standing.state, standing.since) == (state, since)


def test_a_standing_tells_what_it_rests_on() -> None:
    found = [
        change("replaces", "2030-01-01", "later"),
        change("amends", "2021-01-01", "now"),
        change("repeals", "2019-01-01", "idle", contradiction="older"),
    ]
    standing = standing_at(KNOWN, found, "2025-06-15")
    assert [c.by for c in standing.basis] == ["now"]
    assert [c.by for c in standing.later] == ["later"]
    assert [c.by for c in standing.contradictions] == ["idle"]
    assert standing.by == "now"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[[dict[str, str | None], list[Edge]], Registry]]:
    opened: list[Registry] = []

    def make(documents: dict[str, str | None], edges: list[Edge]) -> Registry:
        registry = Registry(tmp_path / "r.db", write=True)
        opened.append(registry)
        with registry.transaction() as connection:
            for key, date in documents.items():
                kind = KINDS.get(key[:2], "Quyết định")
                specimen.add_document(connection, key, kind, date)
            for edge in edges:
                specimen.add_edge(connection, *edge[:3], **(edge[3] if len(edge) == 4 else {}))
        return registry

    yield make
    for registry in opened:
        registry.close()


@pytest.mark.parametrize(
    ("documents", "edges", "states"),
    [
        # dates decide a circle: the later one stands
        (
            {"a": "2020-01-01", "b": "2021-01-01"},
            [("b", "replaces", "a"), ("a", "replaces", "b")],
            "replaced in_force",
        ),
        (
            {"a": "2020-01-01", "b": "2020-01-01"},
            [("b", "replaces", "a"), ("a", "replaces", "b")],
            "contradictory contradictory",
        ),
        (
            {"a": None, "b": "2020-01-01"},
            [("b", "replaces", "a"), ("a", "repeals", "b")],
            "contradictory contradictory",
        ),
        (
            {"a": None, "b": None, "c": None},
            [("a", "replaces", "b"), ("b", "replaces", "c"), ("c", "replaces", "a")],
            "contradictory contradictory contradictory",
        ),
        (
            {"a": "2019-01-01", "b": "2020-01-01", "c": "2021-01-01"},
            [("b", "replaces", "a"), ("c", "replaces", "b"), ("a", "replaces", "c")],
            "replaced replaced in_force",
        ),
        # a circle that a third document breaks has a clear answer
        (
            {"a": None, "b": None, "c": "2021-01-01"},
            [("a", "replaces", "b"), ("b", "replaces", "a"), ("c", "repeals", "a")],
            "repealed contradictory in_force",
        ),
        # a part of it is not all of it, and does not close a circle
        (
            {"a": "2020", "b": "2020"},
            [("a", "replaces", "b"), ("b", "repeals", "a", {"pinpoint": "Điều 2"})],
            "amended replaced",
        ),
        # a report tells of a change, it makes none; a plan cannot end a decision
        ({"a": "2020-01-01", "bc": "2021-01-01"}, [("bc", "replaces", "a")], "in_force in_force"),
        ({"a": "2020-01-01", "kh": "2021-01-01"}, [("kh", "amends", "a")], "in_force in_force"),
        ({"kh": "2020-01-01", "kh2": "2021-01-01"}, [("kh2", "replaces", "kh")], "replaced in_force"),
        ({"a": "2020-01-01", "cv": "2020-02-01"}, [("cv", "corrects", "a")], "in_force in_force"),
        # what another document says of the two counts alike
        (
            {"a": "2020-01-01", "b": "2021-01-01", "bc": "2022-01-01"},
            [("b", "replaces", "a", {"by": "bc"})],
            "replaced in_force in_force",
        ),
        # in the same year nothing says which was first
        ({"a": "2020-05-01", "b": "2020"}, [("b", "replaces", "a")], "replaced in_force"),
    ],
)  # fmt: skip
def test_the_standing_of_documents_in_a_registry(
    made: Callable[..., Registry], documents: dict[str, str | None], edges: list[Edge], states: str
) -> None:
    registry = made(documents, edges)
    found = [standing_of(registry, key, "2025-06-15").state.value for key in documents]
    assert " ".join(found) == states


def test_a_change_takes_effect_when_the_changing_document_does(made: Callable[..., Registry]) -> None:
    registry = made({"a": "2020-01-01", "b": "2025-05-12"}, [("b", "replaces", "a")])
    with registry.transaction() as connection:
        connection.execute("UPDATE documents SET effective_from = '2025-06-01' WHERE id = 'b'")
    assert standing_of(registry, "a", "2025-05-31").state is State.IN_FORCE
    assert standing_of(registry, "a", "2025-06-01").state is State.REPLACED


def test_a_document_that_names_itself_is_not_changed_by_it(made: Callable[..., Registry]) -> None:
    registry = made({"a": "2020-01-01"}, [("a", "replaces", "a")])
    assert standing_of(registry, "a", "2025-06-15").state is State.IN_FORCE


FORCE = {row["type"]: int(row["force"]) for row in load_rules().tables["force"]}


@pytest.mark.parametrize("row", load_rules().tables["force"], ids=lambda row: str(row["type"]))
def test_the_examples_of_the_table_of_forces(made: Callable[..., Registry], row: dict[str, str]) -> None:
    registry = made({"a": "2021-01-01"}, [])
    expected = {row["example"]: None, row["counter_example"]: "lower"}
    if FORCE[row["type"]] < FORCE[row["example"]]:
        pytest.fail("the example is not one that this type may change")
    with registry.transaction() as connection:
        connection.execute("UPDATE documents SET type = ? WHERE id = 'a'", (row["type"],))
        for kind in filter(None, expected):
            specimen.add_document(connection, kind, kind, "2020-01-01")
            specimen.add_edge(connection, "a", "amends", kind)
    found = dict(registry.query("SELECT document, contradiction FROM changes_of_documents"))
    assert found == {kind: why for kind, why in expected.items() if kind}


def test_every_type_of_the_table_of_forces_is_a_type() -> None:
    assert set(FORCE) <= {kind.name for kind in load_rules().types} | {"Điều lệ"}
    assert len(FORCE) == len(load_rules().tables["force"])


def test_an_end_of_which_a_mention_names_a_part_changes_that_part(made: Callable[..., Registry]) -> None:
    registry = made({"a": "2020-01-01", "b": "2021-01-01"}, [("b", "repeals", "a")])
    with registry.transaction() as connection:
        connection.execute("UPDATE citations SET mentions = 2")
        connection.execute(
            "INSERT INTO mentions (file_id, ordinal, text, start_offset, end_offset, kind, issuer_basis,"
            " relation, borne_by, pinpoint, repaired, document_id, status)"
            " SELECT file_id, 99, text, 9, 12, kind, issuer_basis, relation, borne_by, 'khoản 2 Điều 1', 0,"
            " document_id, status FROM mentions"
        )
    standing = standing_of(registry, "a", "2025-06-15")
    assert (standing.state, standing.basis[0].part) == (State.AMENDED, "khoản 2 Điều 1")
