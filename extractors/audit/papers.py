"""Rules on the documents that a text names, on its own header and on its headings."""

from __future__ import annotations

from extractors.audit.parts import Audit, Part
from extractors.model import Document, Facts
from extractors.rulebook import Rulebook


def paper_audit(rules: Rulebook) -> Part:
    """The part of the audit that looks at documents, made with `rules`."""

    def audit(document: Document, facts: Facts) -> Audit:
        return Audit()

    return audit
