"""Writes a report for the screen: findings by document and severity with their arithmetic, then counts."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Mapping

from extractors.rulebook import Rulebook
from pipeline.audit import rules as wording
from pipeline.audit.findings import Found, Place
from pipeline.audit.report import Paper, Report
from pipeline.graph.cards import day
from pipeline.messages import say, value
from pipeline.table import WIDTH_WITHOUT_TERMINAL

SIGNS: Mapping[str, str] = {"error": "▲", "warning": "◆", "info": "●"}
"""The shape of a severity, as colour alone tells not everybody."""
VERDICT_SIGNS: Mapping[str, str] = {"holds": "✓", "fails": "✗", "cannot_tell": "?"}
_LEAST_WIDTH = 60
_MARGIN = "      "


def screen(report: Report, rules: Rulebook, lang: str) -> str:
    """The report for a terminal of the present width; a document without findings is told in one line."""
    width = max(_LEAST_WIDTH, shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns)
    parts = ["\n".join(_paper(paper, rules, lang, width)) for paper in report.papers if paper.findings]
    return "\n\n".join([*parts, totals(report, lang, on_screen=True)]) + "\n"


def totals(report: Report, lang: str, *, on_screen: bool = False) -> str:
    """The last lines: documents, figures, checks by verdict, findings by severity.

    On the screen they name the options that show more; a sheet has none.
    """
    verdicts = report.verdicts()
    checks = checks_line(verdicts, lang) if any(verdicts.values()) else ""
    lines = [
        say("audit_papers", lang, papers=len(report.papers), figures=report.figures),
        f"{checks} {say('audit_see_checks', lang)}" if on_screen and verdicts["cannot_tell"] else checks,
        "" if report.figures else say("audit_no_figures", lang),
        _standing(report, lang),
    ]
    if dismissed := report.dismissed():
        listed = any(one.status == "dismissed" for one in report.findings)
        hidden = "audit_dismissed" if on_screen else "sheet_dismissed"
        lines.append(say("audit_dismissed_too" if listed else hidden, lang, count=dismissed))
    return "\n".join(line for line in lines if line)


def checks_line(verdicts: Mapping[str, int], lang: str) -> str:
    """How many checks were tried, and how many gave each verdict."""
    return say("audit_checks", lang, tried=sum(verdicts.values()), **verdicts)


def _standing(report: Report, lang: str) -> str:
    standing = report.standing()
    if not any(standing.values()):
        return say("audit_no_finding", lang)
    accepted = sum(report.counts["accepted"].values())
    told = say("audit_findings", lang, **standing)
    return f"{told} {say('audit_accepted', lang, count=accepted)}" if accepted else told


def paper_line(paper: Paper, lang: str) -> str:
    """What was tried in one document: "23 figures; checks: 17 hold, …"."""
    if not paper.figures and not paper.checks:
        return say("audit_no_figures", lang)
    counts = {"holds": paper.holds, "fails": paper.fails, "cannot_tell": paper.cannot_tell}
    tried = checks_line(counts, lang) if paper.checks else say("audit_no_checks", lang)
    return f"{say('audit_figures', lang, count=paper.figures)} {tried}"


def _paper(paper: Paper, rules: Rulebook, lang: str, width: int) -> Iterator[str]:
    names = (paper.document, day(paper.date, lang), paper.issuer, paper.file)
    head = dict.fromkeys(name for name in names if name)
    yield from wrapped(" · ".join(head), width, "", "  ")
    yield from wrapped(paper_line(paper, lang), width, "  ", "  ")
    for found in paper.findings:
        yield ""
        yield from finding_lines(found, rules, lang, width)


def finding_lines(found: Found, rules: Rulebook, lang: str, width: int) -> Iterator[str]:
    """One finding: severity, key and rule; its words and page; why; both places; advice; what was decided."""
    head = [value(found.severity, lang), found.short, wording.title(found.rule, rules, lang)]
    yield from wrapped(" · ".join(head), width, f"  {SIGNS[found.severity]} ", "    ")
    if found.other is None:
        yield from _said(found.at, "", lang, width)
    else:
        for place, side in zip((found.at, found.other), sides(found, lang), strict=True):
            yield from _said(place, f"{side}: ", lang, width)
    yield from wrapped(found.why(lang), width, "    ", _MARGIN)
    if advised := wording.advice(found.rule, rules, lang):
        yield from wrapped(advised, width, "    → ", _MARGIN)
    if found.status != "open":
        yield from wrapped(decision(found, lang), width, "    ", _MARGIN)


def decision(found: Found, lang: str) -> str:
    """What a person decided: "dismissed by An: the source was corrected"."""
    by = say("review_by", lang, reviewer=found.reviewer) if found.reviewer else ""
    reason = f": {found.reason}" if found.reason else ""
    before = f"; {value('carried', lang)}" if found.carried else ""
    return f"[{value(found.status, lang)}{by}{reason}{before}]"


def sides(found: Found, lang: str) -> tuple[str, str]:
    """What the two places of a finding are called: two documents, or two sentences of one."""
    within = found.other is None or found.other.file_id == found.at.file_id
    kind = "sentence" if within else "document"
    return say(f"side_{kind}", lang), say(f"side_other_{kind}", lang)


def quoted(place: Place) -> str:
    """The sentence of a place, else its words."""
    return " ".join((place.clause or place.words).split())


_EMPHASIS = 0.7  # words that are more of their sentence than this are not emphasised in it


def emphasised(place: Place) -> tuple[str, str, str]:
    """The sentence of a place before its own words, these words, and what follows them.

    The words are "" where they stand in it as a part of others ("12" in "2012"), or are most of it.
    """
    sentence, words = quoted(place), " ".join(place.words.split())
    found = re.search(rf"(?<![\w.,/]){re.escape(words)}(?![\w/])", sentence) if words else None
    if found is None or len(words) > _EMPHASIS * len(sentence):
        return sentence, "", ""
    return sentence[: found.start()], words, sentence[found.end() :]


def where(place: Place, lang: str) -> str:
    """File and page of a place."""
    page = say("on_page", lang, page=place.page) if place.page is not None else ""
    return f"{place.file}{page}"


def _said(place: Place, lead: str, lang: str, width: int) -> list[str]:
    words = quoted(place)
    told = f"“{words}” " if words else ""
    return wrapped(f"{lead}{told}{where(place, lang)}", width, "    ", _MARGIN)


def wrapped(text: str, width: int, first: str, margin: str) -> list[str]:
    """The text in lines of `width`, words unbroken."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
