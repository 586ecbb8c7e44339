"""What both examples begin with: a registry to ask, and the figures of a registry as pandas frames."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from pipeline import Registry, ingest

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "out"

_CITATIONS = """SELECT c.citing, c.citing_date, c.citing_issuer, c.relation, c.cited, c.cited_date,
c.cited_issuer, c.mentions, c.file, c.page, c.citing_id, c.cited_id,
CASE WHEN d.identity = 'weak' THEN 'unresolved' ELSE 'resolved' END AS status
FROM documents_citing_documents c JOIN documents d ON d.id = c.cited_id
WHERE c.citing_type = ? AND c.cited_type = ?"""
_STATISTICS = "SELECT * FROM figures"


def parser(about: str, folder: Path) -> argparse.ArgumentParser:
    """The options that both examples have; `folder` is what they read where nothing is named."""
    made = argparse.ArgumentParser(description=about)
    made.add_argument("folder", nargs="?", type=Path, default=folder, help="Documents to read.")
    made.add_argument("--db", type=Path, help="A registry that is there already; nothing is read then.")
    made.add_argument("--out", type=Path, default=OUT, help="Where the pictures go.")
    return made


def arguments() -> list[str]:
    """What was typed behind the script's name; nothing in a notebook, whose arguments are not ours."""
    return [] if "ipykernel" in sys.modules else sys.argv[1:]


def registry_of(given: argparse.Namespace, name: str) -> Path:
    """The registry that was named, else one made of the folder; it lies beside the pictures."""
    given.out.mkdir(parents=True, exist_ok=True)
    if given.db is not None:
        return Path(given.db)
    path = Path(given.out, f"{name}.db")
    report = ingest([given.folder], path)
    print(f"Read {given.folder}: {report.found - report.failed} files, {report.failed} failed.")
    return path


def citations(registry: Registry, from_type: str, to_type: str) -> pd.DataFrame:
    """Who cites what, one row a relation: columns as the registry's view names them."""
    return pd.read_sql_query(_CITATIONS, registry.connection, params=(from_type, to_type))


def statistics(registry: Registry) -> pd.DataFrame:
    """All figures of texts and tables, one a row."""
    return pd.read_sql_query(_STATISTICS, registry.connection)
