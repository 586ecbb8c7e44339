"""Addresses of places within documents: a part of a text, a mark in it, the picture of a page."""

from __future__ import annotations

from pipeline.web.asking import address, document_address

SHORT = 12
"""Digits of a file's SHA-256 in an address."""


def text_address(document: str | None, sha256: str, start: int, anchor: str = "v") -> str:
    """Where the words at a place of a text are shown; `anchor` is "v" for a reference, "n" for a task."""
    path = document_address(document) if document else f"/tep/{sha256[:SHORT]}"
    arguments = {"tep": sha256[:SHORT] if document else None, "vi-tri": start}
    return f"{address(path, arguments)}#{anchor}-{start}"


def page_address(sha256: str, number: int) -> str:
    """Where a page of a file is shown with its picture."""
    return f"/tep/{sha256[:SHORT]}/trang/{number}"
