"""Joins the mentions of all files to documents; refuses to choose where two documents fit."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.rulebook import Rulebook
from pipeline import corrections
from pipeline.audit import across
from pipeline.copies.together import Together
from pipeline.corrections import Correction
from pipeline.graph_rows import Joined, Seen, Settled, write
from pipeline.identity import Identities, Identity, label_of
from pipeline.law_names import Laws, law_name
from pipeline.matching import CORRECTED, Index, Node, Verdict, match_full, match_partial, most_common, unique
from pipeline.papers import FILES, Paper, Papers
from pipeline.registry import Registry
from pipeline.resolve_laws import LawJoiner, note_law
from pipeline.schema import IS_LAW, MEANS_A_DOCUMENT
from pipeline.search_text import tone_key
from pipeline.tasks import linking

_MENTIONS = f"""SELECT m.id, m.file_id, m.kind, m.type, m.number, m.symbol, m.date, m.issuer, m.subject,
m.relation, m.borne_by, m.candidates, m.document_id, m.status, m.basis, m.conflict,
CASE WHEN m.kind = 'named' OR m.{IS_LAW} THEN m.text END AS text
FROM mentions m JOIN files f ON f.id = m.file_id
WHERE m.{MEANS_A_DOCUMENT} AND f.copy_of IS NULL ORDER BY f.sha256, m.ordinal"""

_UNREAD = """UPDATE mentions SET document_id = NULL, status = NULL, basis = NULL, conflict = NULL
WHERE status IS NOT NULL AND file_id IN (SELECT id FROM files WHERE copy_of IS NOT NULL)"""
"""What a copy names is what the file that is used names: it is told once."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of a resolution: documents known, and mentions by status; edges of the graph."""

    documents: int
    resolved: int
    ambiguous: int
    unresolved: int
    citations: int


def resolve(registry: Registry, rules: Rulebook) -> Resolution:
    """Resolve every mention of the registry anew and rebuild what rests on them: links of tasks, findings.

    One transaction. What comes out depends on files and rules alone, not on the order of reading.

    Raises:
        RegistryError: The registry cannot be written.
    """
    with registry.transaction() as connection:
        return rebuild(connection, rules)


def rebuild(connection: sqlite3.Connection, rules: Rulebook) -> Resolution:
    """Do what `resolve` does inside the caller's transaction."""
    joined = _Resolver(connection, rules).run()
    counts = write(connection, joined)
    linking.renew(connection)
    across.renew(connection, rules)
    connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('unresolved', '0')")
    return Resolution(*counts)


class _Resolver:
    def __init__(self, connection: sqlite3.Connection, rules: Rulebook) -> None:
        self._connection = connection
        self._corrected = corrections.found(connection)
        self._identities = Identities(rules)
        self._index = Index()
        self._papers = Papers(self._identities, self._index)
        self._laws = LawJoiner(self._identities, Laws(rules), self._index)
        self._verdicts: dict[int, Verdict] = {}
        self._before: dict[Settled, Settled] = {}

    def run(self) -> Joined:
        self._hold()
        everything = [self._seen(row) for row in self._connection.execute(_MENTIONS)]
        decided = {
            key: made
            for key, made in self._corrected.items()
            if made.document_id is None or made.full(self._identities)
        }
        mentions = [mention for mention in everything if mention.id not in decided]
        numbered = [mention for mention in mentions if mention.kind == "numbered"]
        full = [mention for mention in numbered if mention.known.full]
        self._cite_full(full)
        for mention in everything:
            if mention.id in decided:
                self._settle_decided(mention, decided[mention.id])
        for mention in full:
            self._settle_full(mention)
        partial = [mention for mention in numbered if not mention.known.full]
        for mention in sorted(partial, key=lambda mention: -_told(mention.known)):
            self._settle_partial(mention)
        laws = [mention for mention in mentions if mention.kind == "named"]
        for mention in laws:
            self._settle_name(mention)
        # A text may give a law its year after it has named it without.
        for mention in laws:
            if mention.known.date is None and self._verdicts[mention.id].basis in (None, "name"):
                self._settle_name(mention)
        for mention in mentions:
            if mention.kind == "short":
                self._settle_short(mention)
        self._papers.attach(self._verdicts)
        own = self._papers.nodes()
        return Joined(self._identities, self._index.nodes, own, everything, self._verdicts, self._awaited())

    def _hold(self) -> None:
        """Take up the files as documents; where several are one, the mentions of the used one count."""
        rows = [dict(row) for row in self._connection.execute(FILES)]
        by_header = Papers(self._identities, Index())
        for row in rows:
            by_header.hold(row)
        together = Together(self._connection)
        nodes = by_header.nodes()
        blank = {row["id"] for row in rows if row["carrier"] is None and nodes[row["id"]].standing == "weak"}
        together.join({file_id: id(node) for file_id, node in nodes.items()}, blank)
        for held, leader in together.arranged(rows):
            self._papers.hold(held, leader)
        self._papers.use(together.mark({key: id(node) for key, node in self._papers.nodes().items()}))
        self._connection.execute(_UNREAD)

    def _awaited(self) -> dict[int, str]:
        """The documents that a person chose and that only their ids tell, by mention."""
        awaited = ((key, made.document_id) for key, made in self._corrected.items())
        return {
            key: document
            for key, document in awaited
            if document is not None and self._verdicts[key].basis != CORRECTED
        }

    def _seen(self, row: sqlite3.Row) -> Seen:
        """A mention as resolution needs it: identities are shared, so that a hundred thousand stay small."""
        before = (row["document_id"], row["status"], row["basis"], row["conflict"])
        return Seen(
            row["id"],
            row["file_id"],
            sys.intern(row["kind"]),
            self._identity(row),
            sys.intern(row["relation"]),
            sys.intern(row["borne_by"]),
            row["text"],
            row["subject"],
            row["candidates"],
            self._before.setdefault(before, before),
        )

    def _identity(self, row: sqlite3.Row) -> Identity:
        known = self._identities.of(row["type"], row["number"], row["symbol"], row["date"], row["issuer"])
        if known.register is None or not known.register.local or known.register.parent:
            return known
        # Communes of one name are many: one that a province's office names is taken for its own.
        own = self._papers[row["file_id"]].node.identity.register
        province = own.province if own else ""
        return replace(known, register=known.register.within(province)) if province else known

    def _cite_full(self, mentions: list[Seen]) -> None:
        """Make a document of every full identity that no held file bears."""
        groups: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
        for mention in mentions:
            register = mention.known.register
            groups[mention.known.key, register.parent if register else ""].append(mention)
        adopted: defaultdict[int, list[Identity]] = defaultdict(list)
        missing: list[tuple[str, Identity, list[Seen]]] = []
        for (key, parent), members in sorted(groups.items(), key=lambda group: group[0]):
            known = _joint(members)
            if self._index.full(known):
                continue
            missing.append((f"{key}|{parent}", known, members))
            for node in self._adoptable(known):
                adopted[id(node)].append(known)
        for key, known, members in missing:
            papers = [node for node in self._adoptable(known) if len(adopted[id(node)]) == 1]
            if len(papers) == 1:
                # A held file that lacks its date, and one cited document that it can only be.
                paper = papers[0]
                paper.identity = replace(known, date=paper.identity.date or known.date)
                paper.standing = "full"
            elif not any(node.identity == known for node in self._index.full(known)):
                label = label_of(known.type, known.number, known.symbol)
                subject = most_common(mention.subject for mention in members)
                self._index.add(self._laws.enact(Node(known, "full", key, label, subject=subject)))

    def _adoptable(self, known: Identity) -> list[Node]:
        return [
            node
            for node in self._index.fitting(known)
            if node.standing == "weak"
            and node.held
            and node.identity.register is not None
            and node.identity.register.known
            and node.identity.same_date(known) is not False
        ]

    def _settle_full(self, mention: Seen) -> None:
        verdict = match_full(mention.known, self._index)
        meant = self._laws.misprinted(mention.text, mention.known) if mention.text else []
        if meant and verdict.node is not None:
            verdict = Verdict(candidates=tuple(unique([verdict.node, *meant])))
        self._verdicts[mention.id] = verdict
        if verdict.node is not None:
            self._note(mention, verdict.node)

    def _note(self, mention: Seen, node: Node) -> None:
        """Let what follows in the file be understood by a document that it has named."""
        paper = self._papers[mention.file_id]
        if mention.kind == "numbered":
            paper.named.append(node)
        if _year_contradicts(mention.known):
            # A misprinted number tells nothing of what the law's bare name means.
            return
        if mention.text and (named := law_name(mention.text, mention.known.date)):
            note_law(paper, named, node, mention.relation)

    def _settle_decided(self, mention: Seen, made: Correction) -> None:
        """What a person decided: none of the documents, or one that its identity tells."""
        if made.document_id is None:
            self._verdicts[mention.id] = Verdict(None, CORRECTED)
            return
        known = made.identity(self._identities)
        fitting = self._index.full(known)
        dated = [node for node in fitting if node.identity.same_date(known)]
        if not fitting:
            label = label_of(known.type, known.number, known.symbol)
            fitting = [self._index.add(self._laws.enact(Node(known, "full", known.key, label)))]
        one = fitting if len(fitting) == 1 else dated
        self._verdicts[mention.id] = Verdict(one[0], CORRECTED) if len(one) == 1 else Verdict()
        if len(one) == 1:
            self._note(mention, one[0])

    def _settle_partial(self, mention: Seen) -> None:
        known = mention.known
        if not known.number_key:
            self._verdicts[mention.id] = Verdict()
            return
        paper = self._papers[mention.file_id]
        possible = frozenset(
            register.key
            for name in json.loads(mention.candidates or "[]")
            if (register := self._identities.registers.of(name)) is not None
        )
        near = [paper.node, *paper.named]
        verdict = match_partial(known, self._index, near, possible, paper.node.identity)
        if verdict.node is None and len(verdict.candidates) < 2:
            verdict = Verdict(self._weak(paper, mention), None, None, verdict.candidates)
        self._verdicts[mention.id] = verdict

    def _weak(self, paper: Paper, mention: Seen) -> Node:
        """A document that this file alone names: too little is known to say that others name it too."""
        known = mention.known
        same = [n for n in paper.weak if n.identity.fits(known) and n.identity.same_date(known) is not False]
        if len(same) == 1:
            return same[0]
        key = f"weak|{paper.node.key}|{len(paper.weak):05}"
        label = label_of(known.type, known.number, known.symbol)
        node = Node(known, "weak", key, label, subject=mention.subject)
        paper.weak.append(node)
        # Not in the index: what one file cannot identify must attract no mention of another.
        return self._index.keep(node)

    def _settle_name(self, mention: Seen) -> None:
        paper = self._papers[mention.file_id]
        self._verdicts[mention.id] = self._laws.join(
            mention.text or "", mention.known.date, mention.relation, paper
        )

    def _settle_short(self, mention: Seen) -> None:
        """A short name means what its file calls by that type and number in full, else the only one such."""
        known, paper = mention.known, self._papers[mention.file_id]
        near = _shortened(known, [paper.node, *paper.named, *paper.weak])
        if near:
            verdict = Verdict(near[0], "same_file") if len(near) == 1 else Verdict(candidates=tuple(near))
        elif known.register is not None and known.register.known and known.period is not None:
            far = _shortened(known, self._index.numbered(known.number_key))
            verdict = Verdict(far[0], "only_fit") if len(far) == 1 else Verdict(candidates=tuple(far))
        else:
            verdict = Verdict()
        self._verdicts[mention.id] = verdict


def _shortened(known: Identity, nodes: Iterable[Node]) -> list[Node]:
    """The documents of this type and number that nothing else in a short name excludes."""
    kind = tone_key(known.type or "")
    found = {
        node.key: node
        for node in nodes
        if node.identity.number_key == known.number_key
        and (not kind or tone_key(node.identity.type or "") == kind)
        and known.period in (None, node.identity.period)
        and (known.register is None or node.identity.register in (None, known.register))
        and node.identity.same_date(known) is not False
    }
    return [found[key] for key in sorted(found)]


def _year_contradicts(known: Identity) -> bool:
    """Whether the year inside a number is not that of the date beside it."""
    return bool(known.date and known.year) and int(str(known.date)[:4]) != known.year


def _joint(mentions: list[Seen]) -> Identity:
    """One identity for mentions of one document: the type, issuer and date that most of them give."""
    identities = [mention.known for mention in mentions]
    registers = (known.register for known in identities if known.register)
    return replace(
        identities[0],
        type=most_common(known.type for known in identities),
        number=most_common(known.number for known in identities),
        symbol=most_common(known.symbol for known in identities),
        date=most_common(known.date for known in identities),
        register=max(registers, key=lambda register: (register.parent, register.name)),
        signed_by=most_common(known.signed_by for known in identities),
    )


def _told(known: Identity) -> int:
    """How much a partial mention says; those that say more are settled first."""
    return 2 * (known.register is not None) + (known.period is not None) + 4 * bool(known.date)
