"""Divides documents into those that a model learns from and those that it is tested on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pipeline.errors import UsageError
from pipeline.registry import Registry

SHARE = 0.2
"""The share of documents that a model is tested on."""
_FILES = """SELECT id, sha256, document_id FROM files
WHERE status = 'registered' AND copy_of IS NULL ORDER BY name, sha256"""
_ALIKE = "SELECT file_id, other_file_id FROM files_alike WHERE verdict <> 'different'"
_COPIES = "SELECT id, copy_of FROM files WHERE copy_of IS NOT NULL"


def divided(registry: Registry, share: float = SHARE) -> dict[int, str]:
    """The side of every file whose facts count, "train" or "dev"; the same in every run, on every machine.

    Files of one document, copies and files that may be copies of each other are on one side. The side comes
    of a hash of the document's id, so that a document keeps it when others are added; only where a side would
    be empty the nearest document crosses over.

    Raises:
        UsageError: the registry holds no document, or one alone.
    """
    rows = registry.query(_FILES)
    if not rows:
        raise UsageError(
            "The registry holds no document that a model could learn from; read some with `vanthu ingest`.",
            "Sổ đăng ký chưa có văn bản nào để huấn luyện; hãy nạp văn bản bằng `vanthu ingest`.",
        )
    names = {int(row["id"]): str(row["document_id"] or row["sha256"]) for row in rows}
    groups = _groups(names, registry)
    ranks = {name: rank(name) for name in groups.values()}
    if len(ranks) < 2:
        raise UsageError(
            "The registry holds one document alone, which cannot be both learnt from and tested on; "
            "read more with `vanthu ingest`.",
            "Sổ đăng ký chỉ có một văn bản, không thể vừa huấn luyện vừa kiểm thử; hãy nạp thêm bằng "
            "`vanthu ingest`.",
        )
    tested = {name for name, place in ranks.items() if place < share}
    tested = tested or {min(ranks, key=ranks.__getitem__)}
    if len(tested) == len(ranks):
        tested.discard(max(ranks, key=ranks.__getitem__))
    return {file: "dev" if name in tested else "train" for file, name in groups.items()}


def rank(name: str) -> float:
    """A number from 0 to 1 that depends on nothing but the name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) / 2**64


def _groups(names: dict[int, str], registry: Registry) -> dict[int, str]:
    """For every file the least name among all that belong together with it."""
    used = {int(copy): int(file) for copy, file in registry.query(_COPIES)}
    pairs = ((used.get(one, one), used.get(other, other)) for one, other in registry.query(_ALIKE))
    parent: dict[str, str] = {}

    def top(name: str) -> str:
        while name in parent:
            name = parent[name]
        return name

    for one, other in _known(pairs, names):
        first, second = sorted((top(names[one]), top(names[other])))
        if first != second:
            parent[second] = first
    return {file: top(name) for file, name in names.items()}


def _known(pairs: Iterable[tuple[int, int]], names: dict[int, str]) -> Iterable[tuple[int, int]]:
    return (pair for pair in pairs if pair[0] in names and pair[1] in names)
