"""Findings and checks as listings, the form that files and programs take."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.rulebook import Rulebook
from pipeline.audit import rules as wording
from pipeline.audit.findings import Found, Tried
from pipeline.audit.numbers import interval
from pipeline.audit.screen import VERDICT_SIGNS
from pipeline.listing import Column, Listing

FINDING_COLUMNS = (
    Column("key", identity=True),
    Column("severity", coded=True),
    Column("rule"),
    Column("document", identity=True),
    Column("page"),
    Column("words"),
    Column("clause"),
    Column("why"),
    Column("expression"),
    Column("advice"),
    Column("other_words"),
    Column("other_clause"),
    Column("other_document"),
    Column("other_file"),
    Column("other_page"),
    Column("status", coded=True),
    Column("reason"),
    Column("reviewer"),
    Column("file", identity=True),
    Column("scope", coded=True),
    Column("start"),
    Column("end"),
)


def finding_listing(findings: Iterable[Found], rules: Rulebook, lang: str) -> Listing:
    """One row a finding."""
    rows = [
        (
            one.key, one.severity, one.rule, one.at.document, one.at.page, one.at.words, one.at.clause,
            one.why(lang), one.expression, wording.advice(one.rule, rules, lang),
            *(
                (one.other.words, one.other.clause, one.other.document, one.other.file, one.other.page)
                if one.other
                else (None,) * 5
            ),
            one.status, one.reason, one.reviewer, one.at.file, one.scope, one.at.start, one.at.end,
        )
        for one in findings
    ]  # fmt: skip
    return Listing(FINDING_COLUMNS, rows)


CHECK_COLUMNS = (
    Column("mark"),
    Column("expression"),
    Column("left_side"),
    Column("right_side"),
    Column("rule"),
    Column("document", identity=True),
    Column("page"),
    Column("verdict", coded=True, screen=False),
    Column("words", screen=False),
    Column("file", screen=False),
    Column("start", screen=False),
    Column("end", screen=False),
)


def check_listing(checks: Iterable[Tried]) -> Listing:
    """One row a check, with the intervals that were compared."""
    rows = [
        (
            VERDICT_SIGNS[one.verdict], one.expression, interval(one.left), interval(one.right), one.rule,
            one.at.document, one.at.page, one.verdict, one.at.words, one.at.file, one.at.start, one.at.end,
        )
        for one in checks
    ]  # fmt: skip
    return Listing(CHECK_COLUMNS, rows)
