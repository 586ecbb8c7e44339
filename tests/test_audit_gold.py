"""What the audit tells of documents against what a person marked by reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractors.rulebook import load_rules
from pipeline.audit_graph import graph_findings
from pipeline.cli import app
from pipeline.evaluate import read_gold
from pipeline.extraction import extract
from pipeline.registry import Registry

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
RULES = frozenset(
    ("own_number_missing", "own_date_missing", "symbol_issuer_mismatch", "type_symbol_mismatch",
     "party_symbol_form", "register_order", "date_conflict", "year_conflict", "date_order", "malformed_date",
     "body_ended", "announced_count", "period_conflict", "replaced_document")
)  # fmt: skip
UNREAD = ("-scan.pdf",)
OUTSIDE = {("quyet-dinh-112-ubnd-hoa-an", "announced_count")}
"""Groups of tasks are announced there, not documents."""
ACROSS = {("ke-hoach-617-ubnd-dong-thap", "date_conflict")}
"""What only another document shows."""
Marked = tuple[str, str, str]


def _key(words: str) -> str:
    return "".join(words.split()).lower()


def _marked(gold: dict[str, Any]) -> list[Marked]:
    return [
        (name, finding["rule"], _key(finding["quote"]))
        for name, entry in gold.items()
        for finding in entry.get("findings", ())
        if finding["rule"] in RULES and finding["severity"] != "info"
    ]


def _told(folder: Path, names: set[str]) -> list[Marked]:
    found = []
    for path in sorted(folder.iterdir()):
        if path.stem in names and not path.name.endswith(UNREAD):
            found += [
                (path.stem, finding["rule"], _key(finding["text"]))
                for finding in extract(path)["findings"]
                if finding["rule"] in RULES and finding["severity"] != "info"
            ]
    return found


def _compared(marked: list[Marked], told: list[Marked]) -> tuple[list[Marked], list[Marked]]:
    """What is marked and not told, and what is told and not marked."""
    left, missed = list(told), []
    for name, rule, quote in marked:
        hit = next((t for t in left if t[:2] == (name, rule) and (quote in t[2] or t[2] in quote)), None)
        left.remove(hit) if hit else missed.append((name, rule, quote))
    return missed, left


def test_specimens_and_their_registry(tmp_path: Path) -> None:
    gold = dict(read_gold(ROOT / "tests" / "gold"))
    made = CliRunner().invoke(app, ["ingest", str(ROOT / "corpus"), "--db", str(tmp_path / "r.db")])
    assert made.exit_code == 0
    with Registry(tmp_path / "r.db", write=True) as registry:
        names = {row[0]: (Path(row[1]).stem, row[2]) for row in registry.query(
            "SELECT f.id, f.name, t.text FROM files f JOIN texts t ON t.file_id = f.id")}  # fmt: skip
        across = [
            (names[f.file_id][0], f.rule, _key(names[f.file_id][1][f.start : f.end]))
            for f in graph_findings(registry.connection, load_rules())
        ]
    missed, invented = _compared(_marked(gold), _told(ROOT / "corpus", set(gold)) + across)
    assert [one for one in missed if one[:2] not in OUTSIDE] == []
    assert invented == []


def test_real_documents() -> None:
    if not (SHARED / "gold").is_dir():
        pytest.skip("no folder shared beside the project")
    gold = dict(read_gold(SHARED / "gold"))
    unread = {path.stem for path in (SHARED / "corpus").iterdir() if path.name.endswith(UNREAD)}
    readable = {name: entry for name, entry in gold.items() if name not in unread}
    missed, invented = _compared(_marked(readable), _told(SHARED / "corpus", set(readable)))
    assert [one for one in missed if one[:2] not in ACROSS] == []
    annotated = {name for name, entry in readable.items() if "findings" in entry["layers"]}
    assert [one for one in invented if one[0] in annotated] == []
