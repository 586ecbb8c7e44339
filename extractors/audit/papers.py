"""Rules on the documents that a text names, on its own header and on its headings."""

from __future__ import annotations

from extractors.audit.announced_counts import AnnouncedCounts
from extractors.audit.cited_dates import date_conflicts, year_conflicts
from extractors.audit.date_order import date_orders
from extractors.audit.ended_bodies import EndedBodies
from extractors.audit.heading_numbers import heading_numbers
from extractors.audit.issuers_said import SaidIssuers
from extractors.audit.malformed_dates import malformed_dates
from extractors.audit.own_fields import blank_fields
from extractors.audit.parts import Audit, Part
from extractors.audit.plan_periods import PlanPeriods
from extractors.audit.printed_symbols import printed_symbols
from extractors.audit.register_order import register_orders
from extractors.audit.types_called import CalledTypes
from extractors.model import Document, Facts
from extractors.rulebook import Rulebook


def paper_audit(rules: Rulebook) -> Part:
    """The part of the audit that looks at documents, made with `rules`."""
    issuers, types, bodies = SaidIssuers(rules), CalledTypes(rules), EndedBodies(rules)
    counts, periods = AnnouncedCounts(rules), PlanPeriods(rules)

    def audit(document: Document, facts: Facts) -> Audit:
        found = counts.find(document, facts)
        found.findings += [
            *blank_fields(document, facts, rules),
            *issuers.find(document, facts),
            *types.find(facts),
            *printed_symbols(facts, rules),
            *year_conflicts(facts, rules),
            *date_conflicts(facts, rules),
            *date_orders(document, facts, rules),
            *register_orders(facts, rules),
            *bodies.find(document, facts),
            *periods.find(document, facts),
            *malformed_dates(document, rules),
            *heading_numbers(document, rules),
        ]
        return found

    return audit
