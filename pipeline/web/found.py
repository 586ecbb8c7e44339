"""Search over the texts for the list of documents: what fits, best first, and the words around each find."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pipeline.queries import place, ranked, snippet, terms_of
from pipeline.registry import Registry
from pipeline.search_text import fold, squeeze

MOST = 2000
"""Documents that a search lists; who finds more adds a word."""
_NUMBER = re.compile(r"0*(\d+)(?:/\d{4})?[/-]([^\s/][^\s]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids of the documents that fit, best first; `more` where there are others beyond MOST."""

    documents: Sequence[str]
    terms: Sequence[str]
    more: bool


def hits(registry: Registry, words: str) -> Hits:
    """The documents whose text or subject holds all the words, and those that bear such a number.

    Raises:
        UsageError: there is no letter or digit to search for.
    """
    terms = terms_of(words)
    rows = registry.query(
        "SELECT f.document_id FROM (SELECT rowid AS file FROM search_index WHERE search_index MATCH ?"
        " ORDER BY bm25(search_index, 4.0, 1.0) LIMIT ?) JOIN files f ON f.id = file"
        " WHERE f.document_id IS NOT NULL AND f.status = 'registered'",
        (ranked(terms), MOST + 1),
    )
    named = _by_number(registry, words)
    listed = list(dict.fromkeys([*named, *(row[0] for row in rows)]))
    return Hits(listed[:MOST], terms, len(rows) > MOST)


def _by_number(registry: Registry, words: str) -> list[str]:
    """Documents that bear the number in the words; what we hold comes first."""
    match = _NUMBER.search(words)
    if not match:
        return []
    rows = registry.query(
        "SELECT id FROM documents WHERE number_key = ? AND symbol_key = ?"
        " ORDER BY held DESC, year DESC, id LIMIT 200",
        (match[1], squeeze(match[2])),
    )
    return [row[0] for row in rows]


def around(registry: Registry, document: str, terms: Sequence[str]) -> Markup | None:
    """The words around the first place in a document's text that holds the terms, these marked."""
    rows = registry.query(
        "SELECT t.text FROM files f JOIN texts t ON t.file_id = f.id"
        " WHERE f.document_id = ? AND f.status = 'registered' ORDER BY f.sha256",
        (document,),
    )
    for (text,) in rows:
        offset = place(text, terms)
        if offset is not None:
            return marked(snippet(text, offset), terms)
    return None


def marked(text: str, terms: Sequence[str]) -> Markup:
    """A text with the terms (folded) in <mark>."""
    words = "|".join(
        r"[\W_]+".join(map(re.escape, term.split())) for term in sorted(terms, key=len, reverse=True)
    )
    parts, at = [], 0
    for match in re.finditer(rf"(?<![^\W_])(?:{words})(?![^\W_])", fold(text)):
        parts += [
            escape(text[at : match.start()]),
            Markup("<mark>"),
            escape(text[match.start() : match.end()]),
            Markup("</mark>"),
        ]
        at = match.end()
    return Markup("").join([*parts, escape(text[at:])])
