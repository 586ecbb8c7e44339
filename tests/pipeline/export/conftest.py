"""A registry of the specimens, exported once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.export import USUAL, run
from pipeline.ingest import ingest
from pipeline.registry import Registry

DAY = date(2026, 1, 15)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of all specimens."""
    path = tmp_path_factory.mktemp("full") / "r.db"
    ingest([Path(__file__).parents[3] / "corpus"], path, jobs=2)
    return path


@pytest.fixture(scope="session")
def exported(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its export."""
    folder = tmp_path_factory.mktemp("exported")
    with Registry(full) as registry:
        run(registry, folder, USUAL, "vi", as_of=DAY)
    return folder
