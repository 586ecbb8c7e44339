"""Joins the mentions of all files to documents; refuses to choose where two documents fit."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extractors.rulebook import Law, Rulebook
from pipeline import corrections
from pipeline.corrections import Correction
from pipeline.graph_rows import Joined, Seen, Settled, write
from pipeline.identity import Identities, Identity, label_of
from pipeline.law_names import LawName, Laws, law_name, sign_of
from pipeline.matching import CORRECTED, Index, Node, Verdict, match_full, match_partial, most_common, unique
from pipeline.registry import Registry
from pipeline.schema import IS_LAW, MEANS_A_DOCUMENT
from pipeline.search_text import tone_key

_FILES = """SELECT f.id, f.sha256, f.name, f.type, f.number, f.symbol, f.date, f.issuer, f.subject,
f.effective_from, f.effective_to, m.id AS carrier, m.type AS carrier_type, m.number AS carrier_number,
m.symbol AS carrier_symbol, m.date AS carrier_date, m.issuer AS carrier_issuer FROM files f
LEFT JOIN mentions m ON m.file_id = f.id AND m.ordinal = f.carrier_mention
WHERE f.status = 'registered' ORDER BY f.sha256"""
_CONSOLIDATED = tone_key("Văn bản hợp nhất")
"""The type whose date tells nothing of its words: they are as old as what it consolidates."""
_MENTIONS = f"""SELECT m.id, m.file_id, m.kind, m.type, m.number, m.symbol, m.date, m.issuer, m.subject,
m.relation, m.borne_by, m.candidates, m.document_id, m.status, m.basis, m.conflict,
CASE WHEN m.kind = 'named' OR m.{IS_LAW} THEN m.text END AS text
FROM mentions m JOIN files f ON f.id = m.file_id
WHERE m.{MEANS_A_DOCUMENT} ORDER BY f.sha256, m.ordinal"""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of a resolution: documents known, and mentions by status; edges of the graph."""

    documents: int
    resolved: int
    ambiguous: int
    unresolved: int
    citations: int


def resolve(registry: Registry, rules: Rulebook) -> Resolution:
    """Resolve every mention of the registry anew and rebuild `documents`, `citations` and `bodies`.

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
    connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('unresolved', '0')")
    return Resolution(*counts)


@dataclass(slots=True)
class _File:
    """Files of one document while their mentions are resolved: the document, and those it names.

    `bases` are the laws, by name, that it rests on; `carrier` is the mention of what it is attached to.
    """

    node: Node
    named: list[Node] = field(default_factory=list)
    weak: list[Node] = field(default_factory=list)
    laws: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    bases: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    carrier: int | None = None


class _Resolver:
    def __init__(self, connection: sqlite3.Connection, rules: Rulebook) -> None:
        self._connection = connection
        self._corrected = corrections.found(connection)
        self._identities, self._laws = Identities(rules), Laws(rules)
        self._index = Index()
        self._files: dict[int, _File] = {}
        self._nodes: list[Node] = []
        self._held: dict[str, Node] = {}
        self._names: dict[str, Node] = {}
        self._verdicts: dict[int, Verdict] = {}
        self._before: dict[Settled, Settled] = {}

    def run(self) -> Joined:
        for row in self._connection.execute(_FILES):
            self._hold(row)
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
        self._attach()
        own = {file_id: file.node for file_id, file in self._files.items()}
        return Joined(self._identities, self._nodes, own, everything, self._verdicts, self._awaited())

    def _awaited(self) -> dict[int, str]:
        """The documents that a person chose and that only their ids tell, by mention."""
        awaited = ((key, made.document_id) for key, made in self._corrected.items())
        return {
            key: document
            for key, document in awaited
            if document is not None and self._verdicts[key].basis != CORRECTED
        }

    def _add(self, node: Node) -> Node:
        self._nodes.append(node)
        if node.standing != "named":
            self._index.add(node)
        return node

    def _hold(self, row: sqlite3.Row) -> None:
        """The document that a file is: one that another file is too, or a new one."""
        known = self._identities.of(row["type"], row["number"], row["symbol"], row["date"], row["issuer"])
        key = f"{_key(known)}|{row['date'] or ''}|{self._draft_key(known, row)}"
        if row["carrier"] is not None:
            key = self._attached_key(row)
        node = (self._same_held(known) if known.full else None) or self._held.get(key)
        if node is None:
            label = label_of(row["type"], row["number"], row["symbol"]) or row["name"]
            node = self._held[key] = self._add(Node(known, "full" if known.full else "weak", key, label))
        node.subject = node.subject or row["subject"]
        # Copies of one document share what it names, so that one mention in two copies means one document.
        file = self._files[node.files[0]] if node.files else _File(node, carrier=row["carrier"])
        node.files.append(row["id"])
        if row["effective_from"] or row["effective_to"]:
            node.windows.add((row["effective_from"], row["effective_to"]))
        self._files[row["id"]] = file

    def _attached_key(self, row: sqlite3.Row) -> str:
        """An attached document is known by what it is attached to, its type and title, else by its bytes."""
        fields = ("type", "number", "symbol", "date", "issuer")
        carrier = self._identities.of(*(row[f"carrier_{field}"] for field in fields))
        register = carrier.register
        if not carrier.full or register is None or (register.local and not register.parent):
            return f"attached|{row['sha256'][:12]}"
        own = tone_key(row["type"] or ""), tone_key(row["subject"] or "")
        return "|".join(("attached", _key(carrier), *own))

    def _attach(self) -> None:
        """Set attached documents below what carries them; files of one attachment become one document."""
        known: dict[tuple[str, str, str], Node] = {}
        for file in self._files.values():
            carrier = self._verdicts[file.carrier].node if file.carrier is not None else None
            if carrier is None or file.node.carrier is not None:
                continue
            node, own = file.node, file.node.identity
            key = carrier.key, tone_key(own.type or ""), tone_key(node.subject or "")
            first = known.setdefault(key, node)
            if first is not node:
                first.files += node.files
                first.windows |= node.windows
                file.node = first
                continue
            bearer = carrier.identity
            node.identity = replace(
                own, date=bearer.date, register=bearer.register, period=bearer.period, year=bearer.year
            )
            node.carrier, node.key = carrier, "|".join(("attached", *key))
            node.standing = "full" if carrier.standing == "full" else "weak"
            node.label = f"{own.type} kèm theo {carrier.label}"

    def _same_held(self, known: Identity) -> Node | None:
        found = [
            node
            for node in self._index.fitting(known)
            if node.standing == "full" and node.identity.same_date(known) is not False
        ]
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _draft_key(known: Identity, row: sqlite3.Row) -> str:
        """A paper without number or date is known by issuer, symbol, date and subject, else by its bytes."""
        if row["subject"] and known.register:
            parts = (_key(known), row["date"] or "", tone_key(row["subject"]), tone_key(row["type"] or ""))
            return "draft|" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]
        return f"draft|{row['sha256'][:12]}"

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
        own = self._files[row["file_id"]].node.identity.register
        province = own.province if own else ""
        return replace(known, register=known.register.within(province)) if province else known

    def _cite_full(self, mentions: list[Seen]) -> None:
        """Make a document of every full identity that no held file bears."""
        groups: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
        for mention in mentions:
            register = mention.known.register
            groups[_key(mention.known), register.parent if register else ""].append(mention)
        adopted: defaultdict[int, list[Identity]] = defaultdict(list)
        missing: list[tuple[str, Identity, list[Seen]]] = []
        for (key, parent), members in sorted(groups.items(), key=lambda group: group[0]):
            known = _joint(members)
            if any(node.standing == "full" for node in self._index.fitting(known)):
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
            elif not any(n.standing == "full" and n.identity == known for n in self._index.fitting(known)):
                label = label_of(known.type, known.number, known.symbol)
                subject = most_common(mention.subject for mention in members)
                self._add(Node(known, "full", key, label, subject=subject))

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
        self._verdicts[mention.id] = verdict
        if verdict.node is not None:
            self._note(mention, verdict.node)

    def _note(self, mention: Seen, node: Node) -> None:
        """Let what follows in the file be understood by a document that it has named."""
        file = self._files[mention.file_id]
        if mention.kind == "numbered":
            file.named.append(node)
        if _year_contradicts(mention.known):
            # A misprinted number tells nothing of what the law's bare name means.
            return
        if mention.text and (named := law_name(mention.text, mention.known.date)):
            file.laws[named.key].append(node)
            if mention.relation == "based_on":
                file.bases[named.key].append(node)

    def _settle_decided(self, mention: Seen, made: Correction) -> None:
        """What a person decided: none of the documents, or one that its identity tells."""
        if made.document_id is None:
            self._verdicts[mention.id] = Verdict(None, CORRECTED)
            return
        known = made.identity(self._identities)
        fitting = [node for node in self._index.fitting(known) if node.standing == "full"]
        dated = [node for node in fitting if node.identity.same_date(known)]
        if not fitting:
            label = label_of(known.type, known.number, known.symbol)
            fitting = [self._add(Node(known, "full", _key(known), label))]
        one = fitting if len(fitting) == 1 else dated
        self._verdicts[mention.id] = Verdict(one[0], CORRECTED) if len(one) == 1 else Verdict()
        if len(one) == 1:
            self._note(mention, one[0])

    def _settle_partial(self, mention: Seen) -> None:
        known = mention.known
        if not known.number_key:
            self._verdicts[mention.id] = Verdict()
            return
        file = self._files[mention.file_id]
        possible = frozenset(
            register.key
            for name in json.loads(mention.candidates or "[]")
            if (register := self._identities.registers.of(name)) is not None
        )
        near = [file.node, *file.named]
        verdict = match_partial(known, self._index, near, possible, file.node.identity)
        if verdict.node is None and len(verdict.candidates) < 2:
            verdict = Verdict(self._weak(file, mention), None, None, verdict.candidates)
        self._verdicts[mention.id] = verdict

    def _weak(self, file: _File, mention: Seen) -> Node:
        """A document that this file alone names: too little is known to say that others name it too."""
        known = mention.known
        same = [n for n in file.weak if n.identity.fits(known) and n.identity.same_date(known) is not False]
        if len(same) == 1:
            return same[0]
        key = f"weak|{file.node.key}|{len(file.weak):05}"
        label = label_of(known.type, known.number, known.symbol)
        node = Node(known, "weak", key, label, subject=mention.subject)
        file.weak.append(node)
        # Not in the index: what one file cannot identify must attract no mention of another.
        self._nodes.append(node)
        return node

    def _settle_name(self, mention: Seen) -> None:
        named = law_name(mention.text or "", mention.known.date)
        if named is None:
            self._verdicts[mention.id] = Verdict()
            return
        file = self._files[mention.file_id]
        verdict = self._dated_law(named, file) if named.year else self._bare_law(named, file)
        if verdict is None:
            verdict = Verdict(self._law_by_name(named), "name")
        told = verdict.node is not None and verdict.node.identity.year is not None
        if verdict.node is not None and told and (named.year or verdict.basis != "same_file"):
            file.laws[named.key].append(verdict.node)
            if mention.relation == "based_on":
                file.bases[named.key].append(verdict.node)
        self._verdicts[mention.id] = verdict

    def _dated_law(self, named: LawName, file: _File) -> Verdict | None:
        """A law with its year: the one that the same text gives its number, else that of the table."""
        said = [
            node
            for node in unique(file.laws.get(named.key, ()))
            if node.identity.year == named.year and _same_day(node.identity, named)
        ]
        table = self._laws_of_table(named, file)
        if len(said) == 1 and (said[0] in table or not table):
            return Verdict(said[0], "same_file")
        return _one_of(unique([*said, *table]), "law_table")

    def _bare_law(self, named: LawName, file: _File) -> Verdict | None:
        """A law without its year: what the text rests on under this name, else names so and is in force."""
        said = unique(file.laws.get(named.key, ()))
        bases = unique(file.bases.get(named.key, ()))
        if len(bases) == 1:
            return Verdict(bases[0], "same_file")
        table = self._laws_of_table(named, file)
        if not said:
            return _one_of(table, "law_table")
        agreed = [node for node in said if node in table or not table]
        if len(agreed) == 1:
            return Verdict(agreed[0], "same_file")
        return Verdict(candidates=tuple(sorted(unique([*said, *table]), key=lambda node: node.key)))

    def _laws_of_table(self, named: LawName, file: _File) -> list[Node]:
        known = file.node.identity
        at = None if tone_key(known.type or "") == _CONSOLIDATED else known.date
        return [self._law_node(named, law) for law in self._laws.fitting(named, at)]

    def _law_node(self, named: LawName, law: Law) -> Node:
        number, symbol = sign_of(law)
        known = self._identities.of(named.type, number, symbol, law.date or None, named.issuer)
        found = [node for node in self._index.fitting(known) if node.standing == "full"]
        if len(found) == 1:
            return found[0]
        label = label_of(named.type, number, symbol)
        return self._add(Node(known, "full", _key(known), label, subject=law.name))

    def _law_by_name(self, named: LawName) -> Node:
        if named.id not in self._names:
            date = str(named.year) if named.year else None
            known = self._identities.of(named.type, None, None, date, named.issuer)
            node = Node(known, "named", f"named|{named.id}", named.label, subject=named.name, id=named.id)
            self._names[named.id] = self._add(node)
        return self._names[named.id]

    def _settle_short(self, mention: Seen) -> None:
        """A short name means what its file calls by that type and number in full, else the only one such."""
        known, file = mention.known, self._files[mention.file_id]
        near = _shortened(known, [file.node, *file.named, *file.weak])
        if near:
            verdict = Verdict(near[0], "same_file") if len(near) == 1 else Verdict(candidates=tuple(near))
        elif known.register is not None and known.register.known and known.period is not None:
            far = _shortened(known, self._index.numbered(known.number_key))
            verdict = Verdict(far[0], "only_fit") if len(far) == 1 else Verdict(candidates=tuple(far))
        else:
            verdict = Verdict()
        self._verdicts[mention.id] = verdict


def _same_day(known: Identity, named: LawName) -> bool:
    """Whether a law may bear the date that a text gives it."""
    return not (known.date and named.date) or known.date[: len(named.date)] == named.date[: len(known.date)]


def _one_of(nodes: list[Node], basis: str) -> Verdict | None:
    """The only one of the nodes, or all as candidates; None where there is none."""
    if not nodes:
        return None
    return Verdict(nodes[0], basis) if len(nodes) == 1 else Verdict(candidates=tuple(nodes))


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


def _key(known: Identity) -> str:
    """What a document's identity comes down to, as one string."""
    register = known.register.key if known.register else ""
    parts = (register, known.type_key or "", known.symbol_key, known.period or "", known.number_key.zfill(8))
    return "|".join(parts)


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
