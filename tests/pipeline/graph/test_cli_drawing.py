from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from graph_made import MIDDLE, Cite, Doc, build, star
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.registry import Registry

FORMATS = ["svg", "html", "graphml", "gexf", "dot", "json"]
BEGINNINGS = {
    "svg": "<svg ",
    "html": "<!DOCTYPE html>",
    "graphml": "<?xml ",
    "gexf": "<?xml ",
    "dot": "digraph ",
    "json": '{"directed": true',
}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("drawing") / "r.db", *star(60))


def run(db: Path, *words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", lang, "graph", *words, "--db", str(db)])


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_goes_to_the_screen_or_to_a_file(db: Path, tmp_path: Path, format_: str) -> None:
    shown = run(db, MIDDLE, "--format", format_)
    assert shown.exit_code == 0
    assert shown.stdout.startswith(BEGINNINGS[format_])
    file = tmp_path / f"graph.{format_}"
    assert run(db, MIDDLE, "--output", str(file)).exit_code == 0  # the suffix tells the format
    assert file.read_text(encoding="utf-8") == shown.stdout
    assert shown.stderr == "… and 21 more documents; raise --limit to see them.\n"


def test_a_picture_is_what_comes_by_default_in_the_language_asked_for(db: Path) -> None:
    assert "Lược đồ Quyết định 1/QĐ-UBND" in run(db, MIDDLE, lang="vi").stdout
    assert "Citation chart of Quyết định 1/QĐ-UBND" in run(db, MIDDLE, lang="en").stdout


@pytest.mark.parametrize("format_", FORMATS[2:])
def test_without_a_document_it_is_the_whole_graph(db: Path, format_: str) -> None:
    shown = run(db, "--format", format_)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert all(f"/kh/{n:03}" in shown.stdout for n in range(60))


def test_a_relation_restricts_the_whole_graph_and_a_neighbourhood(db: Path) -> None:
    for words in ([], [MIDDLE, "--limit", "100"]):
        shown = run(db, *words, "--format", "json", "--relation", "thuc hien", "--relation", "guides")
        graph = json.loads(shown.stdout)
        assert {edge["relation"] for edge in graph["edges"]} == {"implements", "guides"}
        ends = {edge[end] for edge in graph["edges"] for end in ("source", "target")}
        assert {node["id"] for node in graph["nodes"]} == ends


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ([], 2, "name it (vanthu graph REF)"),
        (["--format", "html"], 2, "name it (vanthu graph REF)"),
        (["--output", "x.svg"], 2, "--format graphml, gexf, dot or json"),
        (["--format", "dot", "--depth", "2"], 2, "count from a document"),
        (["--format", "dot", "--limit", "2"], 2, "count from a document"),
        ([MIDDLE, "--depth", "0"], 2, "--depth must be 1 or more"),
        ([MIDDLE, "--relation", "follows"], 2, "implements"),
        ([MIDDLE, "--relation", "\udcd0"], 2, "no relation"),
        ([MIDDLE, "--output", "none/there.svg"], 2, "Cannot write"),
        ([MIDDLE, "--output", "x.PNG"], 2, "No .png is written"),
        (["99/QĐ-UBND"], 3, "No document in the registry fits"),
        (["99/Q\udcd0-UBND"], 3, "No document in the registry fits"),
    ],
)
def test_wrong_use_is_one_sentence(db: Path, words: list[str], code: int, sentence: str) -> None:
    result = run(db, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_an_ambiguous_ref_lists_its_candidates(tmp_path: Path) -> None:
    db = build(tmp_path / "r.db", [Doc("one"), Doc("two")], [])
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        connection.execute("UPDATE documents SET number_key = '1', symbol_key = 'qd-ubnd'")
    result = run(db, "1/QĐ-UBND")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "fits 2 documents" in result.stderr
    assert "one (" in result.stderr and "two (" in result.stderr


def test_a_document_without_edges_is_one_card(tmp_path: Path) -> None:
    result = run(build(tmp_path / "r.db", [Doc(MIDDLE)], []), MIDDLE)
    root = ElementTree.fromstring(result.stdout)
    assert [group.get("id") for group in root.iter("{http://www.w3.org/2000/svg}g") if group.get("data-id")]
    assert "The registry knows of no relation" in result.stdout


def test_an_empty_registry_is_told(tmp_path: Path) -> None:
    db = build(tmp_path / "r.db", [], [])
    whole = run(db, "--format", "json")
    assert (whole.exit_code, json.loads(whole.stdout)["nodes"]) == (0, [])
    assert whole.stderr == "The registry has no documents yet; there is nothing to draw.\n"
    one = run(db, MIDDLE, lang="vi")
    assert one.exit_code == 3
    assert "Sổ chưa có văn bản nào" in one.stderr


@pytest.mark.parametrize("words", [(MIDDLE,), ("--format", "dot")])
def test_the_registry_is_never_taken_for_the_output(tmp_path: Path, words: tuple[str, ...]) -> None:
    db = build(tmp_path / "r.db", *star(3))
    before = db.read_bytes()
    result = run(db, *words, "--output", str(db))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert db.read_bytes() == before


def test_who_draws_before_all_is_joined_is_told_so(tmp_path: Path) -> None:
    db = build(tmp_path / "r.db", [Doc(MIDDLE), Doc("a")], [Cite("a", MIDDLE)])
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('unresolved', '1')")
    assert "vanthu ingest" in run(db, MIDDLE).stderr
