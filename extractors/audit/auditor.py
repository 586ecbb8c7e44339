"""Audits one document: every part of the audit adds its checks and findings, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import localcontext
from functools import lru_cache

from extractors.audit.arithmetic import arithmetic_audit
from extractors.audit.papers import paper_audit
from extractors.audit.parts import Audit, Part
from extractors.audit.tables import table_audit
from extractors.audit.tasks import task_audit
from extractors.figures.numerals import DIGITS
from extractors.model import Document, Facts
from extractors.rulebook import Rulebook


class Auditor:
    """All parts of the audit, made with one rulebook."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = tuple(parts)

    def audit(self, document: Document, facts: Facts) -> Facts:
        """The facts with the checks that were tried and what they came to."""
        audit = Audit()
        with localcontext(prec=DIGITS):
            for part in self._parts:
                audit.extend(part(document, facts))
        checks = sorted(audit.checks, key=lambda check: (check.start, check.end, check.rule))
        findings = sorted(audit.findings, key=lambda found: (found.start, found.end, found.rule))
        return replace(facts, checks=tuple(checks), findings=tuple(findings))


@lru_cache(maxsize=4)
def auditor(rules: Rulebook) -> Auditor:
    """The auditor made with `rules`."""
    return Auditor((paper_audit(rules), arithmetic_audit(rules), table_audit(rules), task_audit(rules)))
