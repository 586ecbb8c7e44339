"""The review as one HTML page that needs nothing from elsewhere and no script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from extractors.rulebook import Rulebook
from pipeline.audit import rules as wording
from pipeline.audit.findings import LOUDEST_FIRST, Found, Place, Tried, Wanted, checks
from pipeline.audit.marked_text import marked_text
from pipeline.audit.numbers import interval
from pipeline.audit.page_style import STYLE
from pipeline.audit.report import VERDICTS, Paper, Report
from pipeline.audit.screen import (
    SIGNS,
    VERDICT_SIGNS,
    decision,
    emphasised,
    paper_line,
    quoted,
    sides,
    totals,
)
from pipeline.graph.cards import day
from pipeline.graph.xmltext import escape
from pipeline.messages import heading, say, value
from pipeline.registry import Registry

_WHOLE = 20
"""Up to so many documents are printed in full; of more only those with findings."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_PAPER_HEADS = ("sheet_sign_number", "sheet_date", "sheet_issuer", "sheet_file", "sheet_tried")
_MARKS = ("figure", *VERDICTS, *LOUDEST_FIRST, "other")


def page(registry: Registry, found: Report, wanted: Wanted, rules: Rulebook, lang: str) -> str:
    """The page of a report, with the checks that are wanted, with its words in "vi" or "en"."""
    made = _Page(registry, found, wanted, rules, lang)
    title = say("sheet_title", lang)
    if len(found.papers) == 1:
        title = f"{title}: {found.papers[0].document}"
    reviewed = say("sheet_reviewed", lang, date=day(date.today().isoformat(), lang))
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>\n</head>\n<body>",
        f'<a class="skip" href="#summary">{escape(say("page_skip", lang))}</a>\n<main>',
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{escape(reviewed)}</p>',
        f'<p class="office">{escape(say("sheet_office", lang, blank="…" * 40))}</p>',
        *made.summary(),
        *(line for paper in made.printed() for line in made.paper(paper)),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(parts) + "\n"


class _Page:
    """The parts of the page of one report."""

    def __init__(
        self, registry: Registry, found: Report, wanted: Wanted, rules: Rulebook, lang: str
    ) -> None:
        self._registry, self._found, self._wanted = registry, found, wanted
        self._rules, self._lang = rules, lang
        self._there = {paper.file_id for paper in self.printed()}
        self._placed: defaultdict[int, list[Found]] = defaultdict(list)
        for one in found.findings:
            for file_id in {one.at.file_id, one.other.file_id if one.other else one.at.file_id}:
                self._placed[file_id].append(one)

    def printed(self) -> list[Paper]:
        """The documents whose text is in the page."""
        papers = self._found.papers
        if len(papers) <= _WHOLE:
            return list(papers)
        named = {one.other.file_id for one in self._found.findings if one.other}
        return [paper for paper in papers if paper.findings or paper.file_id in named]

    def _say(self, key: str, **values: object) -> str:
        return escape(say(key, self._lang, **values))

    def summary(self) -> Iterator[str]:
        """The counts as tiles and, where there are several, the table of documents."""
        counts = [("figures", self._say("page_figures"), self._found.figures)]
        counts += [
            (name, f"{VERDICT_SIGNS[name]} {self._say(f'page_{name}')}", count)
            for name, count in self._found.verdicts().items()
        ]
        counts += [
            (name, f"{SIGNS[name]} {escape(value(name, self._lang))}", count)
            for name, count in self._found.standing().items()
        ]
        tiles = "".join(f'<li class="{kind}"><b>{count}</b>{word}</li>' for kind, word, count in counts)
        yield f'<section id="summary" aria-label="{self._say("page_summary")}">'
        yield f'<ul class="tiles">{tiles}</ul>'
        lines = totals(self._found, self._lang).split("\n")
        yield from (f'<p class="quiet">{escape(line)}</p>' for line in lines)
        if self._found.limited:
            yield f'<p class="quiet">{self._say("page_limited")}</p>'
        if len(self._found.papers) > 1:
            yield from self._papers()
        yield "</section>"

    def _papers(self) -> Iterator[str]:
        heads = "".join(f'<th scope="col">{self._say(head)}</th>' for head in _PAPER_HEADS)
        listed = self._found.with_findings()
        yield f"<table><thead><tr>{heads}</tr></thead><tbody>" if listed else ""
        for paper in listed:
            tried = f"{escape(paper_line(paper, self._lang))} {self._signs(paper)}"
            facts = (day(paper.date, self._lang), paper.issuer or "", paper.file)
            cells = (self._linked(paper), *map(escape, facts), tried)
            yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        yield "</tbody></table>" if listed else ""
        if clean := self._found.without_findings():
            linked = (self._linked(paper) for paper in clean)
            yield f'<p class="quiet">{self._say("sheet_clean", count=len(clean))} {", ".join(linked)}.</p>'

    def _linked(self, paper: Paper) -> str:
        """A document's name, leading to its text where that is in the page."""
        name = escape(paper.document)
        return f'<a href="#p-{paper.file_id}">{name}</a>' if paper.file_id in self._there else name

    def _signs(self, paper: Paper) -> str:
        """The findings of one document by severity: "▲ 1 ◆ 2"."""
        counts = {name: sum(one.severity == name for one in paper.findings) for name in LOUDEST_FIRST}
        return " ".join(f"{SIGNS[name]}\u00a0{count}" for name, count in counts.items() if count)

    def paper(self, paper: Paper) -> Iterator[str]:
        """One document: what it is, its findings, its checks, its text."""
        tried = checks(self._registry, replace(self._wanted, file_id=paper.file_id))
        yield f'<section id="p-{paper.file_id}" aria-labelledby="t-{paper.file_id}">'
        yield f'<h2 id="t-{paper.file_id}">{escape(paper.document)}</h2>'
        facts = (day(paper.date, self._lang), paper.issuer, paper.subject, paper.file)
        yield f'<p class="quiet">{escape(" · ".join(fact for fact in facts if fact))}</p>'
        yield f'<p class="quiet">{escape(paper_line(paper, self._lang))}</p>'
        if paper.findings:
            yield f"<h3>{self._say('sheet_findings')}</h3>"
            for one in paper.findings:
                yield from self._finding(one)
        else:
            yield f"<p>{self._say('audit_no_finding')}</p>"
        if tried:
            yield from self._checks(tried, opened=not paper.findings)
        yield from self._text(paper, tried)
        yield "</section>"

    def _finding(self, one: Found) -> Iterator[str]:
        title = escape(wording.title(one.rule, self._rules, self._lang))
        badge = f"{SIGNS[one.severity]} {escape(value(one.severity, self._lang))}"
        status = f" {one.status}" if one.status == "dismissed" else ""
        kind = f"finding {one.severity}{status}"
        yield f'<article class="{kind}" id="f-{one.key}" aria-labelledby="h-{one.key}">'
        yield f'<h4 id="h-{one.key}"><span class="badge">{badge}</span>{title} <code>{one.short}</code></h4>'
        if one.other is None:
            yield self._place(one.at, f"m-{one.key}", None)
        else:
            both = (
                self._place(place, f"{anchor}-{one.key}", lead)
                for place, anchor, lead in zip(
                    (one.at, one.other), "mo", sides(one, self._lang), strict=True
                )
            )
            yield f'<div class="sides">{"".join(both)}</div>'
        yield f'<p class="why">{escape(one.why(self._lang))}</p>'
        if advice := wording.advice(one.rule, self._rules, self._lang):
            yield f"<p>→ {escape(advice)}</p>"
        if one.status != "open":
            yield f'<p class="done">{escape(decision(one, self._lang))}</p>'
        yield "</article>"

    def _place(self, place: Place, anchor: str, lead: str | None) -> str:
        """The sentence of a place with its words marked, and a link to it where its text is in the page."""
        names = [escape(lead)] if lead else []
        names += [escape(place.document)] if lead else []
        if place.page is not None:
            names.append(self._say("page_more", page=place.page))
        if place.file_id in self._there and place.start is not None:
            names.append(f'<a class="to-text" href="#{anchor}">{self._say("page_to_text")}</a>')
        sentence = f"<blockquote>{_highlighted(place)}</blockquote>" if quoted(place) else ""
        return f"<figure><figcaption>{' · '.join(names)}</figcaption>{sentence}</figure>"

    def _checks(self, tried: Sequence[Tried], opened: bool) -> Iterator[str]:
        heads = ("verdict", "expression", "left_side", "right_side", "rule", "page")
        cells = "".join(f'<th scope="col">{escape(heading(head, self._lang))}</th>' for head in heads)
        yield "<details open>" if opened else "<details>"
        yield f"<summary>{self._say('sheet_checks')} ({len(tried)})</summary>"
        yield f'<div class="wide"><table><thead><tr>{cells}</tr></thead><tbody>'
        for one in tried:
            verdict = f"{VERDICT_SIGNS[one.verdict]} {value(one.verdict, self._lang)}"
            title = wording.title(one.rule, self._rules, self._lang)
            row = (verdict, one.expression, interval(one.left), interval(one.right), title, one.at.page or "")
            yield f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>"
        yield "</tbody></table></div></details>"

    def _text(self, paper: Paper, tried: Iterable[Tried]) -> Iterator[str]:
        yield f'<h3>{self._say("page_text")}</h3>\n<p class="quiet legend">{self._legend()}</p>'
        titles = {
            one.rule: wording.title(one.rule, self._rules, self._lang) for one in self._found.findings
        }
        placed = self._placed[paper.file_id]
        yield '<div class="text" lang="vi">'
        yield marked_text(self._registry, paper.file_id, placed, tried, titles, self._lang)
        yield "</div>"

    def _legend(self) -> str:
        words: Mapping[str, str] = {kind: self._say(f"page_mark_{kind}") for kind in _MARKS}
        return " ".join(f'<span class="m-{kind}">{word}</span>' for kind, word in words.items())


def _highlighted(place: Place) -> str:
    """A place's sentence with its words in <mark>, where they stand in it and are not most of it."""
    before, found, after = emphasised(place)
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}" if found else escape(before)
