"""The documents of which files are held: which file is which document, and what each names."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.identity import Identities, Identity, label_of
from pipeline.matching import Index, Node, Verdict
from pipeline.search_text import tone_key

FILES = """SELECT f.id, f.sha256, f.name, f.type, f.number, f.symbol, f.date, f.issuer, f.subject,
f.effective_from, f.effective_to, m.id AS carrier, m.type AS carrier_type, m.number AS carrier_number,
m.symbol AS carrier_symbol, m.date AS carrier_date, m.issuer AS carrier_issuer FROM files f
LEFT JOIN mentions m ON m.file_id = f.id AND m.ordinal = f.carrier_mention
WHERE f.status = 'registered' ORDER BY f.sha256"""
"""The files as `Papers.hold` takes them."""


@dataclass(slots=True)
class Paper:
    """Files of one document while their mentions are resolved: the document, and those it names.

    `bases` are the laws, by name, that it rests on; `carrier` is the mention of what it is attached to.
    """

    node: Node
    named: list[Node] = field(default_factory=list)
    weak: list[Node] = field(default_factory=list)
    laws: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    bases: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    carrier: int | None = None


_Window = tuple[str | None, str | None]


class Papers:
    """The held documents, by the ids of their files."""

    def __init__(self, identities: Identities, index: Index) -> None:
        self._identities, self._index = identities, index
        self._by_file: dict[int, Paper] = {}
        self._held: dict[str, Node] = {}
        self._carriers: dict[int, int] = {}
        self._windows: dict[int, _Window] = {}

    def __getitem__(self, file_id: int) -> Paper:
        return self._by_file[file_id]

    def nodes(self) -> dict[int, Node]:
        """The document that each file is."""
        return {file_id: paper.node for file_id, paper in self._by_file.items()}

    def hold(self, row: Mapping[str, Any], leader: int | None = None) -> None:
        """The document that a file is: that of the file `leader`, one that another file is, or a new one."""
        known = self._identities.of(row["type"], row["number"], row["symbol"], row["date"], row["issuer"])
        key = f"{known.key}|{row['date'] or ''}|{self._draft_key(known, row)}"
        if row["carrier"] is not None:
            key = self._attached_key(row)
        node = self._by_file[leader].node if leader is not None else None
        node = node or (self._same_held(known) if known.full else None) or self._held.get(key)
        if node is None:
            label = label_of(row["type"], row["number"], row["symbol"]) or row["name"]
            standing = "full" if known.full else "weak"
            node = self._held[key] = self._index.add(Node(known, standing, key, label))
        node.subject = node.subject or row["subject"]
        # Copies of one document share what it names, so that one mention in two copies means one document.
        paper = self._by_file[node.files[0]] if node.files else Paper(node)
        node.files.append(row["id"])
        if row["carrier"] is not None:
            self._carriers[row["id"]] = row["carrier"]
        if row["effective_from"] or row["effective_to"]:
            self._windows[row["id"]] = (row["effective_from"], row["effective_to"])
        self._by_file[row["id"]] = paper

    def use(self, copies: Collection[int]) -> None:
        """Take what documents say of themselves from all files but these `copies` of others."""
        for paper in self._by_file.values():
            used = [file_id for file_id in paper.node.files if file_id not in copies]
            carriers = (self._carriers[file_id] for file_id in used if file_id in self._carriers)
            paper.carrier = next(carriers, None)
            paper.node.windows = {self._windows[file_id] for file_id in used if file_id in self._windows}

    def _attached_key(self, row: Mapping[str, Any]) -> str:
        """An attached document is known by what it is attached to, its type and title, else by its bytes."""
        fields = ("type", "number", "symbol", "date", "issuer")
        carrier = self._identities.of(*(row[f"carrier_{field}"] for field in fields))
        register = carrier.register
        if not carrier.full or register is None or (register.local and not register.parent):
            return f"attached|{row['sha256'][:12]}"
        own = tone_key(row["type"] or ""), tone_key(row["subject"] or "")
        return "|".join(("attached", carrier.key, *own))

    def _same_held(self, known: Identity) -> Node | None:
        found = [
            node
            for node in self._index.fitting(known)
            if node.standing == "full" and node.identity.same_date(known) is not False
        ]
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _draft_key(known: Identity, row: Mapping[str, Any]) -> str:
        """A paper without number or date is known by issuer, symbol, date and subject, else by its bytes.

        `apart` parts papers of which all that is the same, but not what is filled in.
        """
        if row["subject"] and known.register:
            parts = [known.key, row["date"] or "", tone_key(row["subject"]), tone_key(row["type"] or "")]
            parts += filter(None, [row.get("apart")])
            return "draft|" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]
        return f"draft|{row['sha256'][:12]}"

    def attach(self, verdicts: Mapping[int, Verdict]) -> None:
        """Set attached documents below what carries them; files of one attachment become one document."""
        known: dict[tuple[str, str, str], Node] = {}
        for paper in self._by_file.values():
            carrier = verdicts[paper.carrier].node if paper.carrier is not None else None
            if carrier is None or paper.node.carrier is not None:
                continue
            node, own = paper.node, paper.node.identity
            key = carrier.key, tone_key(own.type or ""), tone_key(node.subject or "")
            first = known.setdefault(key, node)
            if first is not node:
                first.files += node.files
                first.windows |= node.windows
                paper.node = first
                continue
            bearer = carrier.identity
            node.identity = replace(
                own, date=bearer.date, register=bearer.register, period=bearer.period, year=bearer.year
            )
            node.carrier, node.key = carrier, "|".join(("attached", *key))
            node.standing = "full" if carrier.standing == "full" else "weak"
            node.label = f"{own.type} kèm theo {carrier.label}"
