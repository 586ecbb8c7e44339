"""Entries for references: mentions of one document are one entry, with the document it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.model import Document, Facts, Reference, ReferenceKind
from extractors.rulebook import Rulebook
from pipeline.highlight.known import Known, KnownDocument, KnownMention, address
from pipeline.highlight.model import Entry, Layer, Line, Place
from pipeline.highlight.words import Words, shortened, squeezed
from pipeline.identity import Identities, Identity
from pipeline.search_text import fold

_BACK = ReferenceKind.ANAPHORA
_OPEN, _JOINED, _BACKWARD = "ref-open", "ref", "ref-back"
_SIGNS = {_OPEN: "?", _JOINED: "→", _BACKWARD: "↺"}


class _Group:
    """Mentions of one document, by their indexes; `best` tells most of it."""

    def __init__(self, key: str, identity: Identity | None) -> None:
        self.key, self.identity = key, identity
        self.members: list[int] = []


class Referring:
    """Makes the entries of references; `number_of` tells the entry of each mention."""

    def __init__(
        self,
        document: Document,
        facts: Facts,
        known: Known | None,
        rules: Rulebook,
        folder: Path,
        words: Words,
    ) -> None:
        self._document, self._facts, self._known = document, facts, known
        self._words, self._folder = words, folder
        self._identities = Identities(rules)
        self._groups = list(self._grouped())
        self.number_of = {at: n for n, group in enumerate(self._groups, 1) for at in group.members}

    def code(self, at: int) -> str:
        """The code of the entry of the mention with this index."""
        return f"{self._words.say('code_reference')}{self.number_of[at]}"

    def links(self, label: str, mentions: Iterable[int]) -> Iterator[Line]:
        """Lines that lead to the entries of mentions, each once."""
        done: set[int] = set()
        for at in mentions:
            number = self.number_of[at]
            if number not in done:
                words = f"{self.code(at)} {shortened(self._name(self._groups[number - 1]), 70)}"
                yield Line("" if done else label, words, f"r{number}", True)
                done.add(number)

    def entries(self) -> Iterator[Entry]:
        """One entry a document that is named."""
        for number, group in enumerate(self._groups, 1):
            kind = self._kind(group)
            yield Entry(
                Layer.REFERENCE,
                number,
                f"{self._words.say('code_reference')}{number}",
                kind,
                _SIGNS[kind],
                self._name(group),
                tuple(self._lines(group)),
                tuple(self._places(group, kind)),
            )

    def _grouped(self) -> Iterator[_Group]:
        groups: list[_Group] = []
        by_key: dict[str, _Group] = {}
        for at, mention in enumerate(self._facts.references):
            joined = self._joined(mention)
            identity = self._identity(mention)
            if joined is not None and joined.document is not None:
                key = joined.document.id
            elif identity is not None:
                fitting = [one for one in groups if one.identity is not None and one.identity.fits(identity)]
                key = fitting[0].key if len(fitting) == 1 else identity.key
            else:
                key = (
                    _shortened(mention, groups, self._facts)
                    or f"{mention.kind} {fold(squeezed(mention.text))}"
                )
            if key not in by_key:
                groups.append(by_key.setdefault(key, _Group(key, identity)))
            group = by_key[key]
            group.members.append(at)
            if identity is not None and (group.identity is None or identity.full and not group.identity.full):
                group.identity = identity
        yield from groups

    def _identity(self, mention: Reference) -> Identity | None:
        if not (mention.number and mention.symbol):
            return None
        return self._identities.of(mention.type, mention.number, mention.symbol, mention.date, mention.issuer)

    def _joined(self, mention: Reference) -> KnownMention | None:
        return self._known.mentions.get((mention.start, mention.end)) if self._known else None

    def _mentions(self, group: _Group) -> list[Reference]:
        return [self._facts.references[at] for at in group.members]

    def _target(self, group: _Group) -> KnownDocument | None:
        joined = (self._joined(mention) for mention in self._mentions(group))
        return next((one.document for one in joined if one and one.document), None)

    def _best(self, group: _Group) -> Reference:
        """The mention that tells most, the first of these."""
        return max(
            self._mentions(group),
            key=lambda one: sum(map(bool, (one.number, one.symbol, one.type, one.date, one.issuer))),
        )

    def _kind(self, group: _Group) -> str:
        best = self._best(group)
        if best.kind is _BACK:
            return _BACKWARD
        if self._known is not None and best.kind is not ReferenceKind.STANDARD:
            return _JOINED if self._target(group) is not None else _OPEN
        return _JOINED if best.issuer or best.kind in (ReferenceKind.STANDARD, ReferenceKind.NAMED) else _OPEN

    def _name(self, group: _Group) -> str:
        if target := self._target(group):
            return target.label
        best = self._best(group)
        if not (best.number and best.symbol):
            return squeezed(best.text)
        return f"{best.type or ''} {best.sign}".strip()

    def _places(self, group: _Group, kind: str) -> Iterator[Place]:
        name = self._name(group)
        for mention in self._mentions(group):
            page = mention.page if mention.page is not None else self._document.page_at(mention.start)
            parts = (name, self._words.day(mention.date), mention.issuer, self._relation(mention))
            yield Place(mention.start, mention.end, page, kind, " · ".join(part for part in parts if part))

    def _relation(self, mention: Reference) -> str:
        told = self._words.code(mention.relation)
        if mention.by == "self":
            return told
        return self._words.say("entry_relation_of", relation=told, by=mention.by)

    def _lines(self, group: _Group) -> Iterator[Line]:
        mentions, best, say = self._mentions(group), self._best(group), self._words.say
        if best.kind is ReferenceKind.STANDARD:
            yield Line(say("entry_is"), say("entry_standard"))
        if best.kind is _BACK:
            yield Line(say("entry_is"), say("entry_back"))
        target = self._target(group)
        yield Line(say("entry_relation"), "; ".join(dict.fromkeys(map(self._relation, mentions))))
        if date := best.date or (target and target.date):
            yield Line(say("entry_date"), self._words.day(date))
        issuer = (target and target.issuer) or best.issuer
        if issuer:
            yield Line(say("entry_issuer"), issuer)
        if best.kind not in (_BACK, ReferenceKind.STANDARD):
            yield Line(say("entry_why"), self._why(group, best))
        if best.candidates and not issuer:
            yield Line(say("entry_maybe"), "; ".join(best.candidates))
        if subject := next((one.subject for one in mentions if one.subject), target and target.subject):
            yield Line(say("entry_subject"), squeezed(subject))
        if pinpoints := dict.fromkeys(squeezed(one.pinpoint) for one in mentions if one.pinpoint):
            yield Line(say("entry_pinpoint"), "; ".join(pinpoints))
        if any(one.repaired for one in mentions):
            yield Line(say("entry_repaired"), best.text)
        yield from self._registered(group, target)
        yield from self._said(group)

    def _why(self, group: _Group, best: Reference) -> str:
        """Why this document is meant: by the registry, and where the issuer was taken from."""
        told = []
        joined = [one for one in map(self._joined, self._mentions(group)) if one and one.document]
        if joined and joined[0].basis:
            told.append(self._words.say(f"basis_{joined[0].basis}"))
        return "; ".join([*told, self._words.say(f"issuer_{best.issuer_basis.value}")])

    def _registered(self, group: _Group, target: KnownDocument | None) -> Iterator[Line]:
        """What the registry has: standing, the file, or what else fits."""
        if self._known is None:
            return
        say = self._words.say
        if target is None:
            yield from self._undecided(group)
            return
        if target == self._known.own:
            yield Line(say("entry_leads"), say("entry_this"))
        yield Line(say("entry_standing"), target.standing)
        if target.path and target != self._known.own:
            yield Line(say("entry_held"), Path(target.path).name, address(target.path, self._folder))
        elif target != self._known.own:
            yield Line(say("entry_held"), say("entry_gone" if target.held else "entry_not_held"))
        for mention in self._mentions(group):
            joined = self._joined(mention)
            if joined is not None and joined.conflict:
                date = self._words.day(mention.date)
                yield Line(say("entry_conflict"), say("entry_conflict_date", date=date))

    def _undecided(self, group: _Group) -> Iterator[Line]:
        joined = [one for one in map(self._joined, self._mentions(group)) if one is not None]
        if not joined:
            return
        ambiguous = any(one.status == "ambiguous" for one in joined)
        key = "entry_ambiguous" if ambiguous else "entry_unresolved"
        yield Line(self._words.say("entry_leads"), self._words.say(key))
        for label in dict.fromkeys(label for one in joined for label in one.candidates):
            yield Line("", label)

    def _said(self, group: _Group) -> Iterator[Line]:
        """What this text says that the document does to others."""
        done: set[tuple[str, int]] = set()
        for link in self._facts.links:
            told = (link.relation, self.number_of[link.target])
            if link.source in group.members and told not in done:
                done.add(told)
                relation = self._words.code(link.relation)
                name = f"{relation} {self.code(link.target)} {self._name(self._groups[told[1] - 1])}"
                yield Line(self._words.say("entry_says"), name, f"r{told[1]}", True)


def _shortened(mention: Reference, groups: Iterable[_Group], facts: Facts) -> str | None:
    """The key of the only document of this type and number that the text named in full before."""
    if not mention.number or mention.symbol:
        return None
    known = (mention.type, mention.number.lstrip("0"))
    found = {
        group.key
        for group in groups
        for full in (facts.references[at] for at in group.members)
        if full.symbol and full.number and (full.type, full.number.split("/")[0].lstrip("0")) == known
    }
    return found.pop() if len(found) == 1 else None
