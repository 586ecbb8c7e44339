"""Puts the entries of a document together from its facts, and from what a registry knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractors.audit.wording import why
from extractors.model import Document, Facts, Finding
from extractors.rulebook import Rulebook
from pipeline.audit import rules as wording
from pipeline.audit.screen import SIGNS
from pipeline.highlight.assigned import Assigning
from pipeline.highlight.figures import Figuring
from pipeline.highlight.known import Known
from pipeline.highlight.model import Entry, Layer, Line, Marking, Place
from pipeline.highlight.references import Referring
from pipeline.highlight.words import Words, shortened, squeezed

OTHER_SIGN, DOUBT_SIGN = "◇", "≈"


def marking(
    document: Document, facts: Facts, rules: Rulebook, known: Known | None, folder: Path, lang: str
) -> Marking:
    """The marks of a document with their words in "vi" or "en"; links to files are seen from `folder`."""
    words = Words(lang)
    referring = Referring(document, facts, known, rules, folder, words)
    figuring = Figuring(document, facts, rules, words)
    assigning = Assigning(document, facts, referring, words)
    return Marking(
        [
            *_findings(document, facts, rules, words),
            *referring.entries(),
            *assigning.tasks(),
            *assigning.outcomes(),
            *figuring.figures(),
            *figuring.checks(),
            *_doubts(document, words),
        ]
    )


def _findings(document: Document, facts: Facts, rules: Rulebook, words: Words) -> Iterator[Entry]:
    checks = {id(check): n for n, check in enumerate(facts.checks, 1)}
    code = words.say("code_finding")
    for n, finding in enumerate(facts.findings, 1):
        severity = finding.severity.value
        told = why(finding, rules, words.lang)
        places = [Place(finding.start, finding.end, document.page_at(finding.start), severity, told)]
        if finding.other is not None:
            tip = f"{words.say('entry_against')} {code}{n}: {told}"
            places.append(Place(*finding.other, document.page_at(finding.other[0]), "other", tip))
        title = wording.title(finding.rule, rules, words.lang)
        lines = tuple(_finding(document, finding, told, checks.get(id(finding.check)), rules, words))
        name = f"{words.code(severity)}: {title}"
        yield Entry(
            Layer.FINDING, n, f"{code}{n}", severity, SIGNS[severity], f"{name[:1].upper()}{name[1:]}", lines,
            tuple(places),
        )  # fmt: skip


def _finding(
    document: Document, finding: Finding, told: str, check: int | None, rules: Rulebook, words: Words
) -> Iterator[Line]:
    yield Line(words.say("entry_words"), f"“{shortened(document.text[finding.start : finding.end], 240)}”")
    yield Line(words.say("entry_why"), squeezed(told))
    if finding.check is not None:
        link = f"c{check}" if check is not None else ""
        yield Line(words.say("entry_check"), finding.check.expression, link, bool(link))
    if finding.other is not None:
        other = shortened(document.text[slice(*finding.other)], 240)
        page = words.page(document.page_at(finding.other[0]))
        yield Line(words.say("entry_against"), f"“{other}”" + (f" ({page})" if page else ""))
    if advice := wording.advice(finding.rule, rules, words.lang):
        yield Line(words.say("entry_advice"), advice)


def _doubts(document: Document, words: Words) -> Iterator[Entry]:
    code = words.say("code_doubt")
    for n, doubt in enumerate(document.doubts, 1):
        told = words.code(doubt.why.value)
        lines = [Line(words.say("entry_why"), told)]
        lines += [Line(words.say("entry_read_also"), doubt.other)] if doubt.other else []
        place = Place(doubt.start, doubt.end, doubt.page, "doubt", "; ".join(line.words for line in lines))
        title = squeezed(document.text[doubt.start : doubt.end])
        yield Entry(
            Layer.DOUBT, n, f"{code}{n}", "doubt", DOUBT_SIGN, title, tuple(lines), (place,), "",
            (told, doubt.other or ""),
        )  # fmt: skip
