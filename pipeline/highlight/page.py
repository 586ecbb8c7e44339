"""A highlighted document as one HTML page that needs nothing from elsewhere, and no script to be read."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from extractors.model import Document, Facts, signed
from pipeline.audit.screen import SIGNS, VERDICT_SIGNS
from pipeline.graph.xmltext import escape
from pipeline.highlight.known import Known
from pipeline.highlight.model import LETTERS, Entry, Layer, Line, Marking
from pipeline.highlight.style import KINDS, SCRIPT, style
from pipeline.highlight.text import text_html
from pipeline.highlight.words import Words, shortened, squeezed

GENERATOR = "vanthu highlight"
"""What the page says of its maker; a file that says so may be written anew."""
_COMPACT = {Layer.FIGURE, Layer.CHECK, Layer.DOUBT}


@dataclass(frozen=True, slots=True)
class Highlighted:
    """One document to be shown: its file's name, text, facts and marks, and what a registry knows of it.

    `registry` is the name of the registry that was asked, "" for none.
    """

    name: str
    document: Document
    facts: Facts
    marking: Marking
    known: Known | None
    registry: str


def page(shown: Highlighted, lang: str) -> str:
    """The page, with its own words in "vi" or "en"."""
    return "\n".join(_Page(shown, lang).parts()) + "\n"


def title_of(shown: Highlighted) -> str:
    """What the document is called: type, number and symbol, else type and subject, else its file."""
    header = shown.facts.header
    if header.number and header.symbol:
        return f"{header.type or ''} {signed(header.number, header.symbol)}".strip()
    if header.type and header.subject:
        return f"{header.type}: {shortened(header.subject)}"
    return PurePath(shown.name).name


class _Page:
    """The parts of the page of one document."""

    def __init__(self, shown: Highlighted, lang: str) -> None:
        self._shown, self._lang, self._words = shown, lang, Words(lang)

    def _say(self, key: str, **values: object) -> str:
        return escape(self._words.say(key, **values))

    def parts(self) -> Iterator[str]:
        """The page from its first line to its last."""
        title = escape(title_of(self._shown))
        yield f'<!DOCTYPE html>\n<html lang="{self._lang}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f'<meta name="generator" content="{GENERATOR}">\n<title>{title}</title>'
        yield f"<style>{style()}</style>\n</head>\n<body>"
        yield f'<a class="skip" href="#text">{self._say("high_skip_text")}</a>'
        yield f'<a class="skip" href="#index">{self._say("high_skip_index")}</a>\n<main>'
        yield f"<h1>{title}</h1>"
        yield from self._facts()
        yield from self._legend()
        yield '<div class="beside">'
        yield f'<section aria-labelledby="text"><h2 id="text">{self._say("high_text")}</h2>'
        yield '<div class="text" lang="vi">'
        yield from text_html(self._shown.document, self._shown.facts, self._shown.marking, self._lang)
        yield "</div></section>"
        yield from self._index()
        yield f'</div>\n<p class="quiet made">{self._say("high_made_by")}</p>\n</main>'
        yield f"<script>{SCRIPT}</script>\n</body>\n</html>"

    def _facts(self) -> Iterator[str]:
        header, document, words = self._shown.facts.header, self._shown.document, self._words
        read = [document.reader]
        read += [self._words.say("high_pages", count=document.pages)] if document.pages else []
        read.append(words.say("high_characters", count=words.number(len(document.text))))
        read += [words.say("high_repairs", count=len(document.repairs))] if document.repairs else []
        own = self._shown.known.own if self._shown.known else None
        known = {
            "high_subject": squeezed(header.subject or ""),
            "high_date": words.day(header.date),
            "high_issuer": header.issuer or "",
            "high_signer": " · ".join(filter(None, (header.signer_title, header.signer))),
            "high_period": words.period(header.period),
            "high_own_standing": own.standing if own else "",
            "high_file": self._shown.name,
            "high_read_as": " · ".join(read),
        }
        told = (f"<dt>{self._say(key)}</dt><dd>{escape(fact)}</dd>" for key, fact in known.items() if fact)
        yield f'<dl class="facts">{"".join(told)}</dl>'
        if self._shown.registry:
            key = "high_registry" if self._shown.known else "high_not_in_registry"
            yield f'<p class="quiet">{self._say(key, name=self._shown.registry)}</p>'
        if document.notes:
            notes = "".join(f"<li>{escape(note)}</li>" for note in document.notes)
            yield f'<h2>{self._say("high_notes")}</h2><ul class="notes">{notes}</ul>'

    def _legend(self) -> Iterator[str]:
        layers = self._shown.marking.layers()
        yield f'<section aria-labelledby="legend"><h2 id="legend">{self._say("high_legend")}</h2>'
        if not layers:
            yield f"<p>{self._say('high_nothing')}</p></section>"
            return
        yield f'<p class="quiet">{self._say("high_switch")}</p><ul class="marks">'
        for layer in layers:
            name = self._say(f"layer_{layer}")
            sample = "" if layer in (Layer.FINDING, Layer.CHECK) else f" k-{KINDS[layer][0]}"
            letter = LETTERS[layer]
            following = self._say("high_next", what=name)
            box = f'<input type="checkbox" id="s-{layer}" checked autocomplete="off">'
            told = f'title="{following}" aria-label="{following}"'
            yield (
                f'<li><label for="s-{layer}">{box}'
                f'<span class="sample{sample}">{name}</span></label>'
                f'<a href="#i-{layer}" aria-label="{name}: {self._say("high_to_entry")}">'
                f"{self._say('high_to_entry')}</a>"
                f'<button type="button" data-next="{letter}" {told} hidden>↓</button>'
                f'<span class="count">{self._counts(layer)}</span></li>'
            )
        yield "</ul></section>"

    def _counts(self, layer: Layer) -> str:
        """How many there are of a layer; of findings by severity, of checks by verdict."""
        entries = self._shown.marking.of(layer)
        kinds = Counter(entry.kind for entry in entries)
        if layer is Layer.REFERENCE:
            mentions = sum(len(entry.places) for entry in entries)
            return self._say("high_kinds_mentions", documents=len(entries), mentions=mentions)
        signs = SIGNS if layer is Layer.FINDING else VERDICT_SIGNS if layer is Layer.CHECK else {}
        if not signs:
            sign = entries[0].sign
            return f"<span>{escape(sign)} {len(entries)}</span>"
        return "".join(
            f'<span class="sample k-{kind}">{sign} {kinds[kind]} {escape(self._words.code(kind))}</span>'
            for kind, sign in signs.items()
            if kinds[kind]
        )

    def _index(self) -> Iterator[str]:
        layers = self._shown.marking.layers()
        if not layers:
            return
        yield '<section class="index" aria-labelledby="index" tabindex="0">'
        yield f'<h2 id="index">{self._say("high_index")}</h2>'
        yield (
            f'<label class="filter" hidden>{self._say("high_filter")}'
            f'<input type="search" placeholder="{self._say("high_filter_hint")}"></label>'
        )
        yield f'<p class="quiet" id="no-match" role="status" hidden>{self._say("high_no_match")}</p>'
        for layer in layers:
            yield f'<section id="i-{layer}" aria-labelledby="h-{layer}">'
            entries = self._shown.marking.of(layer)
            yield f'<h3 id="h-{layer}">{self._say(f"layer_{layer}")} ({len(entries)})</h3>'
            draw = self._row if layer in _COMPACT else self._entry
            yield from map(draw, entries)
            yield "</section>"
        yield "</section>"

    def _entry(self, entry: Entry) -> str:
        """An entry in full: its code leads to its first place."""
        css = entry.kind.split()[0]
        lines = "".join(map(self._line, entry.lines))
        return (
            f'<article class="e {css}" id="{entry.id}"><h4>{self._code(entry)}{escape(entry.title)}</h4>'
            f"<dl>{lines}<dt>{self._say('high_in_text')}</dt>"
            f'<dd class="at">{self._places(entry)}</dd></dl></article>'
        )

    def _code(self, entry: Entry) -> str:
        return f'<a class="code" href="#{entry.anchor(0)}">{entry.sign}\u00a0{escape(entry.code)}</a>'

    def _line(self, line: Line) -> str:
        words = escape(line.words)
        if line.link:
            link = f"#{line.link}" if line.entry else line.link
            words = f'<a href="{escape(link)}">{words}</a>'
        if not line.label:
            return f'<dd class="alone">{words}</dd>'
        return f"<dt>{escape(line.label)}</dt><dd>{words}</dd>"

    def _places(self, entry: Entry) -> str:
        told = []
        for at, place in enumerate(entry.places):
            words = self._words.page(place.page) or self._words.say("high_place", number=at + 1)
            sign = "◇ " if place.kind == "other" else ""
            told.append(f'<a href="#{entry.anchor(at)}">{sign}{escape(words)}</a>')
        return " ".join(told)

    def _row(self, entry: Entry) -> str:
        """An entry in one line."""
        css = entry.kind.split()[0]
        told = [escape(cell) for cell in entry.cells if cell and cell != entry.title]
        words = self._figure if entry.layer is Layer.CHECK else self._tried
        told += [f'<a href="#{line.link}">{escape(words(line))}</a>' for line in entry.lines if line.entry]
        page = self._words.page(entry.places[0].page)
        told += [f'<a href="#{entry.anchor(0)}">{escape(page)}</a>'] if page else []
        return (
            f'<p class="e {css}" id="{entry.id}">{self._code(entry)}<b>{escape(entry.title)}</b> '
            f'<span class="told">{" · ".join(told)}</span></p>'
        )

    def _figure(self, line: Line) -> str:
        """A check's figure by its code and words."""
        return line.words

    def _tried(self, line: Line) -> str:
        """A figure's check by its sign and code."""
        return f"{line.words[:1]}{self._words.say('code_check')}{line.link[1:]}"


def _policy() -> str:
    """Nothing from elsewhere; of scripts the page's own alone."""
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
