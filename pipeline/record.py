"""Turns what was read from one file into the record that `vanthu extract` prints, as plain values."""

from __future__ import annotations

from typing import Any

from extractors.model import Document, Facts, Header, Link, Reference

UNBUILT = ("statistics", "tasks", "checks", "findings")
"""Layers of the record that no extractor fills yet."""


def record(
    document: Document, facts: Facts, sha256: str, file_name: str, with_text: bool = False
) -> dict[str, Any]:
    """The record of one file; `file_name` is the name as given, `with_text` adds the canonical text."""
    made: dict[str, Any] = {
        "file": file_name,
        "sha256": sha256,
        "media_type": document.media_type,
        "pages": document.pages,
        "characters": len(document.text),
        "reader": document.reader,
        "header": _header(facts.header),
        "references": [_reference(reference, document) for reference in facts.references],
        "links": _links(document, facts, numbered=True),
    }
    made.update({layer: [] for layer in UNBUILT})
    made["links_named"] = _links(document, facts, numbered=False)
    if with_text:
        made["text"] = document.text
    return made


def _header(header: Header) -> dict[str, Any]:
    return {
        "type": header.type,
        "number": header.number,
        "symbol": header.symbol,
        "date": header.date,
        "place": header.place,
        "issuer": header.issuer,
        "subject": header.subject,
        "period": list(header.period) if header.period else None,
        "signer": header.signer,
        "signer_title": header.signer_title,
        "recipients": list(header.recipients),
        "effective": list(header.effective) if header.effective else None,
    }


def _reference(reference: Reference, document: Document) -> dict[str, Any]:
    page = reference.page if reference.page is not None else document.page_at(reference.start)
    return {
        "text": reference.text,
        "start": reference.start,
        "end": reference.end,
        "page": page,
        "section": list(reference.section),
        "kind": reference.kind.value,
        "type": reference.type,
        "number": reference.number,
        "symbol": reference.symbol,
        "date": reference.date,
        "issuer": reference.issuer,
        "issuer_basis": reference.issuer_basis.value,
        "subject": reference.subject,
        "relation": reference.relation,
        "by": reference.by,
        "pinpoint": reference.pinpoint,
        "repaired": reference.repaired,
        "candidates": list(reference.candidates),
    }


def _links(document: Document, facts: Facts, numbered: bool) -> list[dict[str, Any]]:
    """The links between numbered documents, or those with a law by its name or a short name at one end.

    Each stands once, where it is first said.
    """
    made: dict[tuple[str, str, str], dict[str, Any]] = {}
    for link in facts.links:
        ends = facts.references[link.source], facts.references[link.target]
        if all(end.number and end.symbol for end in ends) == numbered:
            said = _link(document, link, *ends)
            made.setdefault((_key(ends[0]), _key(ends[1]), link.relation), said)
    return list(made.values())


def _key(end: Reference) -> str:
    """A document's sign for comparing: "02/KH-VPUBND" and "2/KH-VPUBND" are one."""
    return end.sign.lstrip("0")


def _link(document: Document, link: Link, source: Reference, target: Reference) -> dict[str, Any]:
    return {
        "from": source.sign,
        "to": target.sign,
        "relation": link.relation,
        "basis": link.basis.value,
        "start": link.start,
        "end": link.end,
        "page": document.page_at(link.start),
        "text": document.text[link.start : link.end],
    }
