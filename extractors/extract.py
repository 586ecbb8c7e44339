"""From a Document to its facts, in one call."""

from __future__ import annotations

from extractors.audit.auditor import auditor
from extractors.figures.reader import figure_reader
from extractors.header import read_header
from extractors.model import Document, Facts
from extractors.references import reference_reader
from extractors.rulebook import Rulebook


def extract_facts(document: Document, rules: Rulebook) -> Facts:
    """All facts of a document.

    Its header and references, the links that it asserts between what it names, its figures, and what an audit
    of them came to.
    """
    facts = reference_reader(rules).read(document, read_header(document, rules))
    return auditor(rules).audit(document, figure_reader(rules).read(document, facts))
