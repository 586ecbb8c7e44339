"""Audits files without touching the registry: reads them into one of their own that is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.audit import reviews
from pipeline.audit.carried import carry
from pipeline.ingest import Progress, RunReport, ingest
from pipeline.registry import Registry


@contextmanager
def read_apart(
    paths: Sequence[Path],
    decisions: Path,
    *,
    jobs: int | None = None,
    overlay: Path | None = None,
    time_limit: float = 120.0,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[tuple[Registry, RunReport]]:
    """A registry of the files at and below `paths` alone, joined and audited, and how reading them went.

    Decisions that the registry at `decisions` keeps hold for the same contents here, and
    for the same sentences of a file that has changed since.

    Raises:
        UsageError: a path or the rule folder does not exist.
        RegistryError: what lies at `decisions` is no registry, or there is no room for a temporary one.
    """
    rows = reviews.kept_in(decisions)
    with TemporaryDirectory(prefix="vanthu-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "registry.db"
        run = ingest(
            paths, path, jobs=jobs, overlay=overlay, time_limit=time_limit, progress=progress
        )
        with Registry(path, write=True) as registry:
            with registry.transaction() as connection:
                reviews.put_all(connection, rows)
                carry(connection)
            yield registry, run
