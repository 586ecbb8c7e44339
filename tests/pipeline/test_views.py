from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import registry_specimen as specimen

from pipeline import messages, queries
from pipeline.registry import Registry
from pipeline.views import VIEW_NAMES, older, on_or_after


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(tmp_path / "r.db", write=True) as opened:
        with opened.transaction() as connection:
            for key, kind, date, held in (
                ("plan", "Kế hoạch", "2025-08-28", 1),
                ("idle", "Kế hoạch", "2025-09-01", 1),
                ("report", "Báo cáo", "2025-12-01", 1),
                ("old", "Quyết định", "2020-01-01", 0),
                ("new", "Quyết định", "2025-05-12", 1),
                ("wanted", "Nghị quyết", "2024-01-01", 0),
            ):
                specimen.add_document(connection, key, kind, date, held=held)
            specimen.add_edge(connection, "new", "replaces", "old")
            specimen.add_edge(connection, "plan", "implements", "old")
            specimen.add_edge(connection, "plan", "implements", "old", by="report")
            specimen.add_edge(connection, "idle", "implements", "new", by="report")
            specimen.add_edge(connection, "old", "amends", "new", pinpoint="Điều 1")
            specimen.add_edge(connection, "report", "cites", "wanted")
            connection.execute("UPDATE citations SET mentions = 3 WHERE asserted_by = 'plan'")
        yield opened


def rows(registry: Registry, view: str, *columns: str) -> list[tuple[object, ...]]:
    found = queries.view(registry, view).records()
    return [tuple(row[column] for column in columns) for row in found]


def test_plans_citing_decisions_tells_who_says_so(registry: Registry) -> None:
    columns = ("plan", "decision", "mentions", "direct_mentions", "asserted_links", "file", "asserted_by")
    assert rows(registry, "plans_citing_decisions", *columns) == [
        ("plan", "old", 4, 3, 1, "plan.txt", None),
        ("idle", "new", 1, 0, 1, "report.txt", "report"),
    ]


def test_documents_citing_documents_tells_what_is_asserted(registry: Registry) -> None:
    said = rows(registry, "documents_citing_documents", "citing", "cited", "said", "asserted_by")
    assert ("plan", "old", "direct", None) in said
    assert ("plan", "old", "asserted", "report") in said


def test_what_is_not_held_comes_by_how_many_cite_it(registry: Registry) -> None:
    assert rows(registry, "documents_cited_but_not_held", "document", "cited_by", "mentions") == [
        ("old", 2, 5),
        ("wanted", 1, 1),
    ]


def test_documents_nobody_implements_with_those_held_first(registry: Registry) -> None:
    assert rows(registry, "documents_nobody_implements", "document", "held") == [
        ("plan", 1),
        ("idle", 1),
        ("wanted", 0),
    ]


def test_changes_and_their_contradictions(registry: Registry) -> None:
    columns = ("document", "change", "changed_by", "part", "since", "contradiction")
    assert rows(registry, "changes_of_documents", *columns) == [
        ("old", "replaces", "new", None, "2025-05-12", None),
        ("new", "amends", "old", "Điều 1", "2020-01-01", "older"),
    ]
    assert rows(registry, "contradictory_changes", "document", "changed_by") == [("new", "old")]


def test_a_change_by_a_document_of_a_known_year_is_since_that_year(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        with registry.transaction() as connection:
            specimen.add_document(connection, "law", "Luật", "2024-01-18")
            specimen.add_document(connection, "later", "Luật", None, year=2025)
            specimen.add_document(connection, "earlier", "Luật", None, year=2020)
            for source in ("later", "earlier"):
                specimen.add_edge(connection, source, "amends", "law")
        columns = ("changed_by", "since", "contradiction")
        assert rows(registry, "changes_of_documents", *columns) == [
            ("later", "2025", None),
            ("earlier", "2020", "older"),
        ]


def test_cited_after_it_was_replaced(registry: Registry) -> None:
    columns = ("citing", "cited", "ended_by", "ended_since", "said")
    assert rows(registry, "cited_after_replaced", *columns) == [
        ("plan", "old", "new", "2025-05-12", "direct"),
        ("plan", "old", "new", "2025-05-12", "asserted"),
    ]


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_every_view_is_a_question_in_words(registry: Registry, view: str) -> None:
    assert all(messages.QUESTIONS[view])
    columns = queries.view(registry, view).columns
    assert {column.name for column in columns} <= set(messages.COLUMNS)
    assert set(messages.QUESTIONS) == set(VIEW_NAMES)


@pytest.mark.parametrize(
    ("one", "other", "is_older", "is_on_or_after"),
    [
        ("2020-01-01", "2020-01-02", 1, 0),
        ("2020-01-02", "2020-01-02", 0, 1),
        ("2020", "2020-05-01", 0, 0),
        ("2020-05-01", "2020", 0, 0),
        ("2021-01-01", "2020", 0, 1),
        ("2019-12", "2020-05-01", 1, 0),
        ("2020-06", "2020-05-12", 0, 1),
        (None, "2020", None, None),
    ],
)
def test_dates_are_compared_as_far_as_they_tell(
    registry: Registry, one: str | None, other: str, is_older: int | None, is_on_or_after: int | None
) -> None:
    sql = f"SELECT {older('?1', '?2')}, {on_or_after('?1', '?2')}"
    assert registry.query(sql, (one, other))[0][:] == (is_older, is_on_or_after)
