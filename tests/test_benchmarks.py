"""The registry that the benchmark of the graph makes is whole, of the size asked for, and always the same."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.registry import Registry

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def made_graph() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made_graph", BENCHMARKS / "made_graph.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_graph"] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def test_the_made_registry_is_whole(made_graph: ModuleType, tmp_path: Path) -> None:
    made_graph.write(tmp_path / "r.db", 600, 3000)
    with Registry.open(tmp_path / "r.db", write=False) as registry:
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
        with Registry.open(tmp_path / name, write=False) as registry:
            edges.append([tuple(row) for row in registry.query("SELECT * FROM citations ORDER BY id")])
    assert edges[0] == edges[1]


@pytest.mark.parametrize(("documents", "edges"), [(99, 200), (200, 199), (200, 2001)])
def test_a_graph_that_cannot_be_is_refused(
    made_graph: ModuleType, tmp_path: Path, documents: int, edges: int
) -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        made_graph.write(tmp_path / "r.db", documents, edges)
