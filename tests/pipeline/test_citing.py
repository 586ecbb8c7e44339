from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import registry_specimen as specimen

from pipeline import citing
from pipeline.citing import CitationFilter, citations, count_unjoined
from pipeline.registry import Registry

OTHER = "Ủy ban nhân dân tỉnh Sầm Giang"


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    """An old decision, replaced in May 2025, and who cites it before and after."""
    with Registry(tmp_path / "r.db", write=True) as opened, opened.transaction() as connection:
        for key, kind, date, issuer in (
            ("old", "Quyết định", "2020-01-01", specimen.HA_SON),
            ("new", "Quyết định", "2025-05-12", specimen.HA_SON),
            ("before", "Kế hoạch", "2025-05-11", specimen.HA_SON),
            ("same-day", "Kế hoạch", "2025-05-12", OTHER),
            ("after", "Kế hoạch", "2025-08-28", OTHER),
            ("year", "Kế hoạch", "2025", OTHER),
            ("undated", "Kế hoạch", None, OTHER),
        ):
            specimen.add_document(connection, key, kind, date, issuer=issuer)
        specimen.add_edge(connection, "new", "replaces", "old")
        specimen.add_edge(connection, "new", "cites", "old")
        for key in ("before", "same-day", "after", "year", "undated"):
            specimen.add_edge(connection, key, "based_on", "old")
        specimen.add_edge(connection, "after", "amends", "old")
        specimen.add_edge(connection, "before", "implements", "new", by="after")
    with Registry(tmp_path / "r.db") as opened:
        yield opened


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (CitationFilter(said="asserted"), "before"),
        (CitationFilter(said="direct", cited="new"), ""),
        (CitationFilter(cited="old", relation="based_on"), "before same-day after year undated"),
        (CitationFilter(cited="old", relation="based_on", since="2025-05-12"), "same-day after year"),
        (CitationFilter(cited="old", relation="based_on", until="2025-05-11"), "before year"),
        (CitationFilter(since="2025-05-12", until="2025-05-12"), "new new same-day year"),
        (CitationFilter(from_issuer=(OTHER,), to_type="Quyết định"), "after after same-day undated year"),
        (CitationFilter(to_issuer=(OTHER,)), ""),
        (CitationFilter(after_end=True), "same-day after"),
        (CitationFilter(after_end=True, cited="old", since="2025-06-01"), "after"),
        (CitationFilter(after_end=True, cited="new"), ""),
        (CitationFilter(after_end=True, relation="replaces"), ""),
        (CitationFilter(after_end=True, status="ambiguous"), ""),
    ],
)
def test_filters(registry: Registry, wanted: CitationFilter, found: str) -> None:
    rows = list(citations(registry, wanted).records())
    assert sorted(str(row["citing"]) for row in rows) == sorted(found.split())


def test_an_asserted_edge_says_who_asserts_it(registry: Registry) -> None:
    (row,) = citations(registry, CitationFilter(said="asserted")).records()
    told = [row[name] for name in ("citing", "cited", "asserted_by", "said")]
    assert told == ["before", "new", "after", "asserted"]


def test_the_sentence_of_a_link_is_its_clause(tmp_path: Path) -> None:
    with Registry(specimen.build(tmp_path / "r.db"), write=True) as registry:
        with registry.transaction() as connection:
            connection.execute(
                "INSERT INTO links (id, file_id, ordinal, from_mention, to_mention, relation, basis, text,"
                " start_offset, end_offset, page)"
                " VALUES (1, 1, 0, 2, 1, 'implements', 'clause', 'The sentence.', 0, 5, 1)"
            )
            other = specimen.DOCUMENTS[1][0]
            connection.execute("UPDATE citations SET asserted_by = ?, first_link = 1", (other,))
        (row,) = citations(registry, CitationFilter(status="resolved")).records()
        assert (row["clause"], row["words"]) == ("The sentence.", "Quyết định số 48/QĐ-UBND ngày 03/02/2025")
        with registry.transaction() as connection:
            connection.execute("UPDATE links SET text = ?", ("Dài " * 200,))
        (row,) = citations(registry, CitationFilter(status="resolved")).records()
        assert str(row["clause"]).startswith("Thực hiện Quyết định số 48/QĐ-UBND")


def test_rows_come_by_date(registry: Registry) -> None:
    rows = citations(registry, CitationFilter(cited="old", relation="based_on")).records()
    assert [row["citing"] for row in rows] == ["year", "before", "same-day", "after", "undated"]


@pytest.mark.parametrize("limit", [1, 3, None])
def test_many_edges_of_one_document_are_not_sorted(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, limit: int | None
) -> None:
    everything = citations(registry, CitationFilter(cited="old")).rows
    monkeypatch.setattr(citing, "SORTED", 3)
    rows = citations(registry, CitationFilter(cited="old"), limit).rows
    assert len(rows) == (limit or len(everything))
    assert set(map(str, rows)) <= set(map(str, everything))
    plans = registry.query(
        "EXPLAIN QUERY PLAN SELECT * FROM citations c CROSS JOIN documents a ON a.id = c.from_document"
        " WHERE c.to_document = ? ORDER BY c.relation, c.from_document, c.id",
        ("old",),
    )
    assert not any("TEMP B-TREE" in str(row[3]) for row in plans)


def test_ten_thousand_mentions_of_one_law(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        with registry.transaction() as connection:
            specimen.add_document(connection, "law", "Luật", "2019-01-01", held=0)
            for key in range(40):
                specimen.add_document(connection, f"d{key:02}", date="2024-01-01")
                specimen.add_edge(connection, f"d{key:02}", "based_on", "law")
            connection.execute("UPDATE citations SET mentions = 250")
            connection.executemany(
                "INSERT INTO mention_candidates SELECT id, 0, 'law', 'law' FROM mentions WHERE id = ?",
                ((row[0],) for row in connection.execute("SELECT id FROM mentions").fetchall()),
            )
        rows = list(citations(registry, CitationFilter(cited="law", status="resolved"), 11).records())
        assert len(rows) == 11
        assert {row["mentions"] for row in rows} == {250}
        assert count_unjoined(registry, cited="law") == 40
        (row,) = registry.query("SELECT mentions, cited_by FROM documents_cited_but_not_held")
        assert tuple(row) == (10_000, 40)


def test_what_is_not_joined_is_counted(tmp_path: Path) -> None:
    with Registry(specimen.build(tmp_path / "r.db")) as registry:
        plan, _, decision = (str(row[0]) for row in specimen.DOCUMENTS[:3])
        assert count_unjoined(registry, citing=plan) == 2
        assert count_unjoined(registry, cited=decision) == 1
        assert count_unjoined(registry, citing=decision) == 0


def test_the_unjoined_mentions_that_may_mean_a_document_of_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citing, "SORTED", 0)
    with Registry(specimen.build(tmp_path / "r.db")) as registry:
        wanted = CitationFilter(cited=str(specimen.DOCUMENTS[2][0]))
        assert [row["status"] for row in citations(registry, wanted).records()] == ["resolved", "ambiguous"]


def test_a_mention_that_identifies_no_document_is_unresolved(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        with registry.transaction() as connection:
            specimen.add_document(connection, "plan")
            specimen.add_document(connection, "known", held=0)
            specimen.add_document(connection, "vague", held=0, identity="weak")
            specimen.add_edge(connection, "plan", "cites", "known")
            specimen.add_edge(connection, "plan", "cites", "vague")
        found = {
            status: [row["cited"] for row in citations(registry, CitationFilter(status=status)).records()]
            for status in ("resolved", "unresolved", "ambiguous")
        }
    assert found == {"resolved": ["known"], "unresolved": ["vague"], "ambiguous": []}
