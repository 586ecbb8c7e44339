"""Turns what was read from one file into the record that `vanthu extract` prints, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import isfinite
from typing import Any

from extractors.audit.wording import why
from extractors.model import (
    Check,
    Document,
    Doubt,
    Facts,
    Finding,
    Header,
    Interval,
    Link,
    Reference,
    Repair,
    Statistic,
)
from extractors.rulebook import Rulebook
from pipeline.tasks.recorded import recorded_outcomes, recorded_tasks


def record(
    document: Document, facts: Facts, rules: Rulebook, sha256: str, file_name: str, with_text: bool = False
) -> dict[str, Any]:
    """The record of one file; `file_name` is the name as given, `with_text` adds the canonical text."""

    def worded(finding: Finding) -> tuple[str, str]:
        return why(finding, rules, "vi"), why(finding, rules, "en")

    return assemble(document, facts, worded, sha256, file_name, with_text)


def assemble(
    document: Document,
    facts: Facts,
    worded: Callable[[Finding], tuple[str, str]],
    sha256: str,
    file_name: str,
    with_text: bool = False,
) -> dict[str, Any]:
    """The record of one file; `worded` says what is wrong in a finding, in Vietnamese and English."""
    made: dict[str, Any] = {
        "file": file_name,
        "sha256": sha256,
        "media_type": document.media_type,
        "pages": document.pages,
        "characters": len(document.text),
        "reader": document.reader,
        "notes": list(document.notes),
        "repairs": [_repair(repair, document) for repair in document.repairs],
        "header": _header(facts.header),
        "references": [_reference(reference, document) for reference in facts.references],
        "links": _links(document, facts, numbered=True),
        "statistics": [_statistic(statistic, document) for statistic in facts.statistics],
        "tasks": recorded_tasks(document, facts),
        "outcomes": recorded_outcomes(document, facts),
        "checks": [_check(check, document, facts) for check in facts.checks],
        "findings": [_finding(finding, document, worded(finding)) for finding in facts.findings],
    }
    made["links_named"] = _links(document, facts, numbered=False)
    made["doubts"] = [_doubt(doubt, document) for doubt in document.doubts]
    if with_text:
        made["text"] = document.text
    return made


def _repair(repair: Repair, document: Document) -> dict[str, Any]:
    return {
        "text": document.text[repair.start : repair.end],
        "start": repair.start,
        "end": repair.end,
        "page": document.page_at(repair.start),
        "found": repair.found,
        "reason": repair.reason,
    }


def _header(header: Header) -> dict[str, Any]:
    return {
        "type": header.type,
        "number": header.number,
        "symbol": header.symbol,
        "date": header.date,
        "place": header.place,
        "issuer": header.issuer,
        "subject": header.subject,
        "period": list(header.period) if header.period else None,
        "signer": header.signer,
        "signer_title": header.signer_title,
        "recipients": list(header.recipients),
        "effective": list(header.effective) if header.effective else None,
    }


def _reference(reference: Reference, document: Document) -> dict[str, Any]:
    page = reference.page if reference.page is not None else document.page_at(reference.start)
    return {
        "text": reference.text,
        "start": reference.start,
        "end": reference.end,
        "page": page,
        "section": list(reference.section),
        "kind": reference.kind.value,
        "type": reference.type,
        "number": reference.number,
        "symbol": reference.symbol,
        "date": reference.date,
        "issuer": reference.issuer,
        "issuer_basis": reference.issuer_basis.value,
        "subject": reference.subject,
        "relation": reference.relation,
        "by": reference.by,
        "pinpoint": reference.pinpoint,
        "repaired": reference.repaired,
        "candidates": list(reference.candidates),
    }


def _links(document: Document, facts: Facts, numbered: bool) -> list[dict[str, Any]]:
    """The links between numbered documents, or those with a law by its name or a short name at one end.

    Each stands once, where it is first said.
    """
    made: dict[tuple[str, str, str], dict[str, Any]] = {}
    for link in facts.links:
        ends = facts.references[link.source], facts.references[link.target]
        if all(end.number and end.symbol for end in ends) == numbered:
            said = _link(document, link, *ends)
            made.setdefault((_key(ends[0]), _key(ends[1]), link.relation), said)
    return list(made.values())


def _key(end: Reference) -> str:
    """A document's sign for comparing: "02/KH-VPUBND" and "2/KH-VPUBND" are one."""
    return end.sign.lstrip("0")


def _link(document: Document, link: Link, source: Reference, target: Reference) -> dict[str, Any]:
    return {
        "from": source.sign,
        "to": target.sign,
        "relation": link.relation,
        "basis": link.basis.value,
        "start": link.start,
        "end": link.end,
        "page": document.page_at(link.start),
        "text": document.text[link.start : link.end],
    }


def _statistic(figure: Statistic, document: Document) -> dict[str, Any]:
    page = figure.page if figure.page is not None else document.page_at(figure.start)
    return {
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "page": page,
        "section": list(figure.section),
        "source": figure.source.value,
        "value": plain(figure.value),
        "step": plain(figure.step),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "range": figure.range,
        "change": figure.change,
        "percent": plain(figure.percent),
        "of": plain(figure.of),
        "indicator": figure.indicator,
        "place": figure.place,
        "period": list(figure.period) if figure.period else None,
        "cell": list(figure.cell) if figure.cell else None,
    }


def _check(check: Check, document: Document, facts: Facts) -> dict[str, Any]:
    return {
        "rule": check.rule,
        "verdict": check.verdict.value,
        "expression": check.expression,
        "text": document.text[check.start : check.end],
        "start": check.start,
        "end": check.end,
        "page": document.page_at(check.start),
        "left": _interval(check.left),
        "right": _interval(check.right),
        "spans": [[facts.statistics[i].start, facts.statistics[i].end] for i in check.figures],
        **{name: plain(value) for name, value in check.values.items()},
    }


def _finding(finding: Finding, document: Document, worded: tuple[str, str]) -> dict[str, Any]:
    other = slice(*finding.other) if finding.other else None
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "text": document.text[finding.start : finding.end],
        "start": finding.start,
        "end": finding.end,
        "page": document.page_at(finding.start),
        "why": worded[0],
        "why_en": worded[1],
        "other": other and {"start": other.start, "end": other.stop, "text": document.text[other]},
    }


def _doubt(doubt: Doubt, document: Document) -> dict[str, Any]:
    box = doubt.box
    return {
        "text": document.text[doubt.start : doubt.end],
        "start": doubt.start,
        "end": doubt.end,
        "page": doubt.page,
        "box": box and [round(side, 1) for side in (box.x0, box.top, box.x1, box.bottom)],
        "why": doubt.why.value,
        "other": doubt.other,
    }


def _interval(interval: Interval | None) -> list[Any] | None:
    return None if interval is None else [plain(interval.low), plain(interval.high)]


def plain(value: object) -> Any:
    """A value as JSON holds it: a whole number where it is one, else the nearest float; null for no end."""
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if not isinstance(value, Decimal):
        return value
    if not value.is_finite():
        return None
    near = float(value)
    # JSON knows no infinity: a number too large for a float keeps its whole digits
    return int(value) if value == value.to_integral_value() or not isfinite(near) else near
