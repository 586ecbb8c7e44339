"""Joins laws cited by name: with the number that the text gives, else by the table of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.dates import agree
from extractors.rulebook import Law
from pipeline.identity import Identities, Identity, label_of
from pipeline.law_names import LawName, Laws, law_name, sign_of
from pipeline.matching import Index, Node, Verdict, unique
from pipeline.papers import Paper
from pipeline.search_text import tone_key

_CONSOLIDATED = tone_key("Văn bản hợp nhất")
"""The type whose date tells nothing of its words: they are as old as what it consolidates."""


class LawJoiner:
    """Tells which law a name means in a paper, by what the paper has named before and by the table."""

    def __init__(self, identities: Identities, laws: Laws, index: Index) -> None:
        self._identities, self._laws, self._index = identities, laws, index
        self._names: dict[str, Node] = {}
        self._by_key = {known.key: law for law in laws.all if (known := self._known(law)) is not None}

    def join(self, text: str, date: str | None, relation: str, paper: Paper) -> Verdict:
        """What the law that `text` names means; the paper remembers what its later names may mean."""
        named = law_name(text, date)
        if named is None:
            return Verdict()
        verdict = self._dated_law(named, paper) if named.year else self._bare_law(named, paper)
        if verdict is None:
            verdict = Verdict(self._law_by_name(named), "name")
        told = verdict.node is not None and verdict.node.identity.year is not None
        if verdict.node is not None and told and (named.year or verdict.basis != "same_file"):
            note_law(paper, named, verdict.node, relation)
        return verdict

    def enact(self, node: Node) -> Node:
        """Give a law of the table its name, its day of passing and its first day; texts misprint them."""
        law = self._by_key.get(node.identity.key)
        if law is not None:
            node.subject = law.name
        if law is not None and law.date:
            node.identity = replace(node.identity, date=law.date)
        if law is not None and (first := self._laws.first_day(law)):
            node.windows.add((first, None))
        return node

    def misprinted(self, text: str, known: Identity) -> list[Node]:
        """The laws of the name in `text` whose numbers differ from its number in the year alone.

        "Luật Đầu tư công số 58/2025/QH15" is 58/2024/QH15: name and number cannot both be right.
        """
        named = law_name(text, known.date)
        namesakes = self._laws.named(named) if named is not None else []
        signs = [(law, *sign_of(law)) for law in namesakes]
        own = known.number, known.symbol
        if named is None or any((number, symbol) == own for _, number, symbol in signs):
            return []
        serial = (known.number or "").split("/")[0]
        return [
            self._law_node(named, law)
            for law, number, symbol in signs
            if symbol == known.symbol and number.split("/")[0] == serial and "/" in number
        ]

    def _known(self, law: Law) -> Identity | None:
        named = law_name(law.name, None)
        if named is None:
            return None
        return self._identities.of(named.type, *sign_of(law), law.date or None, named.issuer)

    def _dated_law(self, named: LawName, paper: Paper) -> Verdict | None:
        """A law with its year: the one that the same text gives its number, else that of the table."""
        said = [
            node
            for node in unique(paper.laws.get(named.key, ()))
            if node.identity.year == named.year and _same_day(node.identity, named)
        ]
        table = self._laws_of_table(named, paper)
        if len(said) == 1 and (said[0] in table or not table):
            return Verdict(said[0], "same_file")
        return _one_of(unique([*said, *table]), "law_table")

    def _bare_law(self, named: LawName, paper: Paper) -> Verdict | None:
        """A law without its year: what the text rests on under this name, else names so and is in force."""
        said = unique(paper.laws.get(named.key, ()))
        bases = unique(paper.bases.get(named.key, ()))
        if len(bases) == 1:
            return Verdict(bases[0], "same_file")
        table = self._laws_of_table(named, paper)
        if not said:
            return _one_of(table, "law_table")
        agreed = [node for node in said if node in table or not table]
        if len(agreed) == 1:
            return Verdict(agreed[0], "same_file")
        return Verdict(candidates=tuple(sorted(unique([*said, *table]), key=lambda node: node.key)))

    def _laws_of_table(self, named: LawName, paper: Paper) -> list[Node]:
        known = paper.node.identity
        at = None if tone_key(known.type or "") == _CONSOLIDATED else known.date
        return [self._law_node(named, law) for law in self._laws.fitting(named, at)]

    def _law_node(self, named: LawName, law: Law) -> Node:
        number, symbol = sign_of(law)
        known = self._identities.of(named.type, number, symbol, law.date or None, named.issuer)
        found = self._index.full(known)
        if len(found) == 1:
            return found[0]
        label = label_of(named.type, number, symbol)
        return self._index.add(self.enact(Node(known, "full", known.key, label, subject=law.name)))

    def _law_by_name(self, named: LawName) -> Node:
        if named.id not in self._names:
            date = str(named.year) if named.year else None
            known = self._identities.of(named.type, None, None, date, named.issuer)
            node = Node(known, "named", f"named|{named.id}", named.label, subject=named.name, id=named.id)
            self._names[named.id] = self._index.keep(node)
        return self._names[named.id]


def note_law(paper: Paper, named: LawName, node: Node, relation: str) -> None:
    """Let later names in a paper be understood by a law that it has named."""
    paper.laws[named.key].append(node)
    if relation == "based_on":
        paper.bases[named.key].append(node)


def _same_day(known: Identity, named: LawName) -> bool:
    """Whether a law may bear the date that a text gives it."""
    return not (known.date and named.date) or agree(known.date, named.date)


def _one_of(nodes: Sequence[Node], basis: str) -> Verdict | None:
    """The only one of the nodes, or all as candidates; None where there is none."""
    if not nodes:
        return None
    return Verdict(nodes[0], basis) if len(nodes) == 1 else Verdict(candidates=tuple(nodes))
