"""From a Document to its facts, in one call."""

from __future__ import annotations

from extractors.header import read_header
from extractors.model import Document, Facts
from extractors.references import reference_reader
from extractors.rulebook import Rulebook


def extract_facts(document: Document, rules: Rulebook) -> Facts:
    """The header of a document, its references, and the links that it asserts between what it names."""
    return reference_reader(rules).read(document, read_header(document, rules))
