"""Everything the registry holds about one document: identity, files, what it cites and what cites it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import queries
from pipeline.listing import Column, Format, Listing
from pipeline.messages import heading, say
from pipeline.output import write, write_chunks
from pipeline.queries import CitationFilter
from pipeline.registry import Registry
from pipeline.table import table

SHOWN = ("type", "number", "symbol", "date", "issuer", "subject", "id")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A document's identity, the files that hold it, and the citations from it and to it."""

    identity: dict[str, Any]
    files: Listing
    cites: Listing
    cited_by: Listing

    def as_object(self) -> dict[str, Any]:
        """The dossier as one JSON object."""
        parts = {"files": self.files, "cites": self.cites, "cited_by": self.cited_by}
        return {**self.identity, **{name: list(part.records()) for name, part in parts.items()}}


def dossier(registry: Registry, document: str, limit: int | None = None) -> Dossier:
    """The dossier of the document with this id; `limit` counts the citations either way."""
    return Dossier(
        queries.document_identity(registry, document),
        queries.files_of(registry, document),
        queries.citations(registry, CitationFilter(citing=document), limit),
        queries.citations(registry, CitationFilter(cited=document), limit),
    )


def write_dossier(found: Dossier, format_: Format, output: Path | None, lang: str) -> None:
    """Write a dossier as text, as one JSON object, or its citations as the rows of a sheet."""
    if format_ is Format.TABLE:
        write_chunks(output, [_page(found, lang)])
    elif format_ in (Format.JSON, Format.JSONL):
        indent = 1 if format_ is Format.JSON else None
        text = json.dumps(found.as_object(), ensure_ascii=False, indent=indent)
        write_chunks(output, [f"{text}\n"])
    else:
        write(_rows(found), format_, output, lang)


def _rows(found: Dossier) -> Listing:
    columns = (Column("direction", coded=True), *found.cites.columns)
    rows = [("cites", *row) for row in found.cites.rows]
    return Listing(columns, rows + [("cited_by", *row) for row in found.cited_by.rows])


def _page(found: Dossier, lang: str) -> str:
    """The dossier for the screen."""
    width = max(len(heading(name, lang)) for name in SHOWN)
    lines = [str(found.identity["label"])]
    lines += [
        f"  {heading(name, lang):<{width}}  {found.identity[name]}" for name in SHOWN if found.identity[name]
    ]
    parts = ["\n".join(lines) + "\n"]
    if found.files.rows:
        parts.append(table(found.files, lang, say("files", lang)))
    else:
        parts.append(say("none_held", lang) + "\n")
    for key, part, own in (("cites", found.cites, "citing"), ("cited_by", found.cited_by, "cited")):
        title = f"{say(key, lang)} ({len(part.rows)})"
        parts.append(table(_without(part, own), lang, title) if part.rows else title + "\n")
    return "\n".join(parts)


def _without(part: Listing, name: str) -> Listing:
    """The listing without the column that says the same in every row."""
    keep = [index for index, column in enumerate(part.columns) if column.name != name]
    return Listing(tuple(part.columns[i] for i in keep), [[row[i] for i in keep] for row in part.rows])
