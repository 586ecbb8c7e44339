"""The part of the audit that works the figures of running text out again."""

from __future__ import annotations

from extractors.audit.changes import ChangeAuditor
from extractors.audit.complements import ComplementAuditor
from extractors.audit.conflicts import ConflictAuditor
from extractors.audit.counts import CountAuditor
from extractors.audit.implied import ImpliedAuditor
from extractors.audit.parts import Audit, Part
from extractors.audit.percentages import PercentageAuditor
from extractors.audit.remainders import RemainderAuditor
from extractors.audit.sheet import Sheet
from extractors.audit.sums import SumAuditor
from extractors.audit.wording import severity
from extractors.audit.written_out import WrittenOutAuditor
from extractors.figures.units import unit_reader
from extractors.model import Document, Facts, Finding, Source
from extractors.rulebook import Rulebook

MALFORMED = "malformed_number"


def arithmetic_audit(rules: Rulebook) -> Part:
    """The part that tries sums, percentages and changes, made with `rules`."""
    units = unit_reader(rules)
    auditors = (
        SumAuditor(rules), PercentageAuditor(rules), ChangeAuditor(rules), ImpliedAuditor(rules),
        ComplementAuditor(rules), RemainderAuditor(rules), CountAuditor(rules), WrittenOutAuditor(rules),
        ConflictAuditor(rules),
    )  # fmt: skip

    def audit(document: Document, facts: Facts) -> Audit:
        made = Audit()
        for start, end in facts.malformed:
            printed = {"printed": document.text[start:end]}
            made.findings.append(Finding(MALFORMED, severity(MALFORMED, rules), start, end, printed))
        told = [figure for figure in facts.statistics if figure.source is Source.TEXT]
        if told:
            # figures of the running text stand first, so that their indexes are those of all figures
            sheet = Sheet(document, told, units, facts.breakdowns)
            for auditor in auditors:
                for check, finding in auditor.audit(sheet):
                    made.checks.append(check)
                    if finding is not None:
                        made.findings.append(finding)
        return made

    return audit
