"""Registries of the specimens and of the shared documents, with the records that reading them prints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract_facts
from extractors.rulebook import load_rules
from pipeline.errors import UnreadableFileError
from pipeline.extraction import extract
from pipeline.ingest import ingest
from pipeline.readers import read
from pipeline.reading import hash_of
from pipeline.record import record
from pipeline.records.made import records
from pipeline.registry import Registry
from pipeline.resolve import resolve
from pipeline.store import rows_of, store

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "corpus"
Record = dict[str, Any]


@pytest.fixture(scope="session")
def corpus_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the specimens, as `vanthu ingest` makes it."""
    path = tmp_path_factory.mktemp("records") / "corpus.db"
    ingest([ROOT / "corpus"], path, jobs=2)
    return path


@pytest.fixture(scope="session")
def shared_registry(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Record]]:
    """A registry of the shared documents, and the record of each as extract prints it, by its bytes."""
    if not SHARED.is_dir():
        pytest.skip("the shared documents are not here")
    path = tmp_path_factory.mktemp("records") / "shared.db"
    rules, printed = load_rules(), {}
    with Registry(path, write=True) as registry:
        with registry.transaction() as connection:
            connection.execute(
                "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'done', '', '[]')"
            )
        for file in sorted(SHARED.iterdir()):
            if file.name == "README.md":
                continue
            try:
                document = read(file, file.name)
            except UnreadableFileError:
                continue  # a scan where no recogniser is installed
            facts, sha256 = extract_facts(document, rules), hash_of(str(file))
            printed[sha256] = record(document, facts, rules, sha256, file.name, with_text=True)
            with registry.transaction() as connection:
                store(connection, sha256, 1, file.name, "v", 1, rows_of(document, facts, rules))
        resolve(registry, rules)
    return path, printed


@pytest.fixture(scope="session")
def corpus_records(corpus_registry: Path) -> list[tuple[Record, Record]]:
    """Every record of the specimens: made again from the registry, and as extract prints it."""
    with Registry(corpus_registry) as registry:
        made = list(records(registry))
    return [(one, extract(one["registry"]["paths"][0], with_text=True)) for one in made]


@pytest.fixture(scope="session")
def shared_records(shared_registry: tuple[Path, Mapping[str, Record]]) -> list[tuple[Record, Record]]:
    """Every record of the shared documents: made again from the registry, and as extract prints it."""
    path, printed = shared_registry
    with Registry(path) as registry:
        return [(one, printed[one["sha256"]]) for one in records(registry)]
