"""Builds a registry whose citations are given as "A implements B" for tests of the graph's shape."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.registry import Registry


def build(path: Path, said: Iterable[str]) -> Path:
    """A registry at `path` with one edge, one mention and one file for each of `said`.

    "A implements B" is said by A itself, in its file; "A implements B : C" by C, in the file of C.
    The id of document A is "vn/a"; dates are not known.
    """
    edges = [parts for words in said if (parts := words.split())]
    names = sorted({name for source, _, target, *rest in edges for name in (source, target, *rest[1:])})
    with Registry(path, write=True) as registry, registry.transaction() as connection:
        connection.executemany(
            "INSERT INTO documents (id, urn, label, held, identity) VALUES (?, ?, ?, 1, 'full')",
            ((f"vn/{name.lower()}", name, name) for name in names),
        )
        connection.executemany(
            "INSERT INTO files (id, sha256, name, status, size, fingerprint, document_id)"
            " VALUES (?, ?, ?, 'registered', 1, '', ?)",
            ((at, name, f"{name}.txt", f"vn/{name.lower()}") for at, name in enumerate(names)),
        )
        for key, (source, relation, target, *rest) in enumerate(edges, 1):
            by = rest[1] if rest else source
            file = names.index(by)
            one, other, teller = (f"vn/{name.lower()}" for name in (source, target, by))
            connection.execute(
                "INSERT INTO mentions (id, file_id, ordinal, text, start_offset, end_offset, page, kind,"
                " issuer_basis, relation, borne_by, repaired, document_id, status)"
                " VALUES (?, ?, ?, ?, 0, 1, 2, 'numbered', 'self', ?, 'self', 0, ?, 'resolved')",
                (key, file, key, f"{source} {relation} {target}", relation, other),
            )
            if rest:
                connection.execute(
                    "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, 'clause', ?, 0, 1, 3)",
                    (key, file, key, key, key, relation, f"{by} says: {source} {relation} {target}"),
                )
            connection.execute(
                "INSERT INTO citations (from_document, to_document, relation, asserted_by, mentions,"
                " first_mention, first_link) VALUES (?, ?, ?, ?, 1, ?, ?)",
                (one, other, relation, teller, key, key if rest else None),
            )
    return path
