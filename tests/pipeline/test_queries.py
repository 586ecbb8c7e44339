from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import registry_specimen as specimen

from pipeline import queries
from pipeline.citing import CitationFilter, citations
from pipeline.errors import UsageError
from pipeline.registry import Registry
from pipeline.search_text import fold

PLAN, _, DECISION, OLD_DECISION = (row[0] for row in specimen.DOCUMENTS[:4])


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(specimen.build(tmp_path / "r.db")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("wanted", "statuses"),
    [
        (CitationFilter(), ["resolved", "ambiguous", "unresolved"]),
        (CitationFilter(from_type="Kế hoạch", to_type="Quyết định"), ["resolved", "ambiguous"]),
        (CitationFilter(to_type="Công văn"), ["unresolved"]),
        (CitationFilter(from_type="Báo cáo"), []),
        (CitationFilter(status="resolved"), ["resolved"]),
        (CitationFilter(relation="replaces"), []),
        (CitationFilter(citing=PLAN, relation="implements"), ["resolved", "ambiguous", "unresolved"]),
        (CitationFilter(citing=DECISION), []),
        (CitationFilter(cited=DECISION), ["resolved", "ambiguous"]),
        (CitationFilter(cited=OLD_DECISION), ["ambiguous"]),
    ],
)
def test_citations_are_filtered(registry: Registry, wanted: CitationFilter, statuses: list[str]) -> None:
    rows = list(citations(registry, wanted).records())
    assert sorted(str(row["status"]) for row in rows) == sorted(statuses)


def test_a_citation_points_to_words_page_and_file(registry: Registry) -> None:
    (row,) = citations(registry, CitationFilter(status="resolved")).records()
    assert row["citing"] == "Kế hoạch 12/KH-UBND"
    assert row["cited"] == "Quyết định 48/QĐ-UBND"
    assert row["words"] == "Quyết định số 48/QĐ-UBND ngày 03/02/2025"
    assert (row["page"], row["file"], row["cited_id"]) == (1, "ke-hoach-12.docx", DECISION)


def test_an_ambiguous_mention_lists_its_candidates(registry: Registry) -> None:
    (row,) = citations(registry, CitationFilter(status="ambiguous")).records()
    assert row["candidates"] == [DECISION, OLD_DECISION]
    assert row["cited_id"] is None


def test_the_limit_cuts_after_ordering(registry: Registry) -> None:
    everything = citations(registry, CitationFilter()).rows
    assert citations(registry, CitationFilter(), limit=2).rows == everything[:2]


def test_which_plans_reference_which_decisions(registry: Registry) -> None:
    listing, total = queries.plans_citing_decisions(registry, 5)
    assert total == 1
    assert [(row["citing"], row["cited"]) for row in listing.records()] == [
        ("Kế hoạch 12/KH-UBND", "Quyết định 48/QĐ-UBND")
    ]


def test_the_identity_and_files_of_a_document(registry: Registry) -> None:
    assert queries.document_identity(registry, PLAN)["issuer"] == specimen.HA_SON
    (row,) = queries.files_of(registry, PLAN).records()
    assert row["path"] == "/den/2025/ke-hoach-12.docx"
    assert list(queries.files_of(registry, DECISION).rows) == []


@pytest.mark.parametrize(
    "words",
    [
        "số hóa hồ sơ",
        "so hoa ho so",
        "HẠ SƠN",
        "ha son dich vu cong",
        "48/QD-UBND",
        "48/QĐ-UBND",
        '"dich vu cong"',
        'kế "hoạch',
        "so* hoa",
    ],
)
def test_search_finds_words_with_and_without_diacritics(registry: Registry, words: str) -> None:
    (row,) = queries.search(registry, words).records()
    assert row["file"] == "ke-hoach-12.docx"


@pytest.mark.parametrize("words", ["khoáng sản", "49/QD-UBND", '"cong vu dich"', "hoa AND lua", "text:lua"])
def test_search_does_not_find_what_is_not_there(registry: Registry, words: str) -> None:
    assert list(queries.search(registry, words).rows) == []


@pytest.mark.parametrize("words", ["", "  ", '"', "*", "()", "-/-"])
def test_a_search_for_nothing_is_refused(registry: Registry, words: str) -> None:
    with pytest.raises(UsageError):
        queries.search(registry, words)


def test_a_hit_on_the_second_page_says_so(registry: Registry) -> None:
    (row,) = queries.search(registry, "don doc luu tru").records()
    assert row["page"] == 2
    assert "đôn đốc việc số hóa hồ sơ lưu trữ" in str(row["snippet"])


def test_words_that_stand_together_come_first(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        texts = ("Hoạt động của cột tháp. Đồng thời xây tháp nước.", "Cảng Đồng Tháp xưa và nay, mai sau")
        for key, text in enumerate(texts, 1):
            registry.query(
                "INSERT INTO files (id, sha256, name, status, size, fingerprint)"
                " VALUES (?, ?, ?, 'registered', 1, '')",
                (key, str(key), f"{key}.txt"),
            )
            registry.query("INSERT INTO texts VALUES (?, ?)", (key, text))
            index = "INSERT INTO search_index (rowid, title, text) VALUES (?, '', ?)"
            registry.query(index, (key, fold(text)))
        assert [row["file"] for row in queries.search(registry, "đồng tháp").records()] == ["2.txt", "1.txt"]


def test_the_snippet_prefers_the_place_where_the_words_stand_together() -> None:
    text = "lưu ý chung. " + "x " * 200 + "hồ sơ lưu trữ điện tử"
    offset = queries.place(text, ["luu", "tru"])
    assert offset == text.index("lưu trữ")
    assert queries.snippet(text, offset).startswith("… ")
    assert queries.snippet(text, offset).endswith("hồ sơ lưu trữ điện tử")


def test_a_snippet_is_one_line_cut_at_blanks() -> None:
    text = "Một hai\nba " * 60
    shown = queries.snippet(text, 300)
    assert "\n" not in shown
    assert set(shown.strip("… ").split()) == {"Một", "hai", "ba"}
