"""What the benchmarks measure with is sound: the made registry of the graph, the misprints of the audit."""

from __future__ import annotations

import importlib.util
import random
import shutil
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from extractors.audit.examples import document_of
from extractors.header import read_header
from extractors.references import reference_reader
from extractors.rulebook import load_rules
from pipeline.registry import Registry

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
SHARED_TRANSCRIPTS = Path(__file__).resolve().parents[2] / "shared" / "gold" / "transcripts"


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made_graph() -> ModuleType:
    return loaded("made_graph")


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    return loaded("audit")


def test_the_made_registry_is_whole(made_graph: ModuleType, tmp_path: Path) -> None:
    made_graph.write(tmp_path / "r.db", 600, 3000)
    with Registry(tmp_path / "r.db") as registry:
        assert registry.query("PRAGMA foreign_key_check") == []
        for table, count in (("documents", 600), ("citations", 3000), ("files", 60)):
            assert registry.query(f"SELECT count(*) FROM {table}")[0][0] == count
        # Words stand where their mention says, and a link's first mention is the one that bears its relation.
        said = registry.query(
            "SELECT count(*), sum(substr(t.text, start_offset + 1, end_offset - start_offset) = m.text)"
            " FROM mentions m JOIN texts t USING (file_id) WHERE m.status = 'resolved'"
        )
        assert said[0][0] == said[0][1] > 3000 * 0.9
        wrong = (
            "SELECT count(*) FROM citations c JOIN links l ON l.id = c.first_link"
            " JOIN mentions m ON m.id = l.from_mention WHERE m.document_id != c.from_document"
        )
        assert registry.query(wrong)[0][0] == 0


def test_the_made_registry_is_the_same_each_time(made_graph: ModuleType, tmp_path: Path) -> None:
    edges = []
    for name in ("a.db", "b.db"):
        made_graph.write(tmp_path / name, 300, 900)
        with Registry(tmp_path / name) as registry:
            edges.append([tuple(row) for row in registry.query("SELECT * FROM citations ORDER BY id")])
    assert edges[0] == edges[1]


@pytest.mark.parametrize(("documents", "edges"), [(99, 200), (200, 199), (200, 2001)])
def test_a_graph_that_cannot_be_is_refused(
    made_graph: ModuleType, tmp_path: Path, documents: int, edges: int
) -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        made_graph.write(tmp_path / "r.db", documents, edges)


def tally_of(audit: ModuleType, text: str) -> Counter[str]:
    """What altering every checked figure of a text gives; the same dice each time."""
    document, rules = document_of(text), load_rules()
    base = audit.Base(document, reference_reader(rules).read(document, read_header(document, rules)))
    tally: Counter[str] = Counter()
    audit.misprints(audit.Auditor(), base, random.Random(1), tally, [])
    return tally


def test_misprints_that_break_a_sum_are_found(audit: ModuleType) -> None:
    tally = tally_of(audit, "Tiếp nhận 1.250 đơn, gồm: 820 đơn khiếu nại, 430 đơn tố cáo.")
    assert tally["broken"] == tally["found"] == tally["parts_sum: found"] >= 5
    assert tally["one digit: broken"] == 3 and tally["two exchanged: broken"] >= 2


def test_a_misprint_that_nothing_can_show_is_not_counted(audit: ModuleType) -> None:
    """Below a whole that is not divided fully, a smaller part contradicts nothing."""
    some = tally_of(audit, "Tiếp nhận 100 đơn, trong đó 60 đơn khiếu nại, 40 đơn tố cáo.")
    every = tally_of(audit, "Tiếp nhận 100 đơn, gồm: 60 đơn khiếu nại, 40 đơn tố cáo.")
    assert 0 < some["broken"] == some["found"] < every["broken"]


def test_what_is_not_altered_stays_silent(audit: ModuleType) -> None:
    text = "Có 90 đơn, gồm: 60 đơn khiếu nại, 30 đơn tố cáo. ⏎ Có 70 vụ, gồm: 50 vụ trộm, 20 vụ cướp."
    tally = tally_of(audit, text)
    assert tally["untouched"] == tally["silent"] > 0


def test_the_made_files_are_joined_rightly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies = loaded("copies")
    made = copies.Maker(3).texts(400)
    copies.write(tmp_path / "r.db", made)
    copies.measure(tmp_path / "r.db", made, "run")
    told = capsys.readouterr().out
    assert "0 wrong joins" in told and "40 of 40 copies joined" in told


@pytest.fixture(scope="module")
def letters() -> ModuleType:
    return loaded("letters")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ủy ban nhân dân tỉnh, đã họp", 7),
        ("ỦY BAN NHÂN DÂN TỈNH, ĐÃ HỌP", 7),
        ("ủy ban nhan dân tỉnh, đã họp", 6),
        ("ủy ban dân tỉnh, đã họp", 6),
        ("thêm ủy ban nhân dân tỉnh, đã họp thêm", 7),
        ("ñy ban nh©n d©n tØnh, ®· häp", 0),
        ("", 0),
    ],
)
def test_letters_with_marks_are_counted(letters: ModuleType, text: str, right: int) -> None:
    assert letters.right_letters("Ủy ban nhân dân tỉnh, đã họp", text) == (right, 7)


@pytest.mark.skipif(not SHARED_TRANSCRIPTS.is_dir(), reason="the transcripts are not here")
def test_letters_of_old_files_are_right(letters: ModuleType) -> None:
    measured = 0
    for path, transcript in letters.files():
        if path.suffix not in (".pdf",) and shutil.which("soffice") is None:
            continue
        right, marked = letters.right_letters(transcript.read_text(encoding="utf-8"), letters.text_of(path))
        assert right >= 0.985 * marked, path.name
        measured += 1
    assert measured


def test_office_files_are_counted_by_what_they_are() -> None:
    office = loaded("office")
    found = office.contents([BENCHMARKS.parent / "corpus"])
    assert {kind: len(files) for kind, files in found.items() if kind != "docx"} == {
        "doc": 1, "rtf": 3, "odt": 1, "xlsx": 1,
    }  # fmt: skip
    row = office.measured("rtf", found["rtf"], 1)
    assert (row.files, row.refused, row.by_libreoffice) == (3, 0, 0) and row.characters > 500
