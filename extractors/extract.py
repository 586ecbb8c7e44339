"""From a Document to its facts, in one call."""

from __future__ import annotations

from extractors.header import read_header
from extractors.model import Document, Facts
from extractors.references import find_references
from extractors.rulebook import Rulebook


def extract_facts(document: Document, rules: Rulebook) -> Facts:
    """The header and every reference of a document, found with the knowledge in `rules`."""
    header = read_header(document, rules)
    return Facts(header, find_references(document, header, rules))
