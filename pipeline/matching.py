"""Holds the documents met so far and tells which of them a mention may mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.dates import is_before
from pipeline.identity import Identity

CORRECTED = "corrected"
"""The basis of what a person decided."""


@dataclass(slots=True, eq=False)
class Node:
    """A document while mentions are being joined to it.

    `standing` is "full", "named" (a law by its name) or "weak" (issuer or period unknown); `key` sorts nodes,
    whatever the order in which files were read. `windows` are the first and last days in force that its files
    give; `carrier` is the document that this one is attached to.
    """

    identity: Identity
    standing: str
    key: str
    label: str = ""
    files: list[int] = field(default_factory=list)
    subject: str | None = None
    id: str = ""
    windows: set[tuple[str | None, str | None]] = field(default_factory=set)
    carrier: Node | None = None

    @property
    def held(self) -> bool:
        """Whether a file of it is held."""
        return bool(self.files)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mention was found to mean: one node, or several candidates, or nothing."""

    node: Node | None = None
    basis: str | None = None
    conflict: str | None = None
    candidates: tuple[Node, ...] = ()

    @property
    def status(self) -> str:
        """The mention's status in the registry; what a person decided is not open any more."""
        if self.basis == CORRECTED:
            return "resolved" if self.node is not None else "unresolved"
        if self.node is not None:
            return "unresolved" if self.node.standing == "weak" and not self.node.held else "resolved"
        return "ambiguous" if len(self.candidates) > 1 else "unresolved"


class Index:
    """All documents met so far, and those that mentions may be joined to by number and symbol."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._by_sign: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
        self._by_number: defaultdict[str, list[Node]] = defaultdict(list)

    def keep(self, node: Node) -> Node:
        """Hold a document that mentions find by other ways than number and symbol."""
        self.nodes.append(node)
        return node

    def add(self, node: Node) -> Node:
        """Hold a document and let mentions be joined to it by number and symbol."""
        known = node.identity
        self._by_sign[known.number_key, known.symbol_key].append(node)
        self._by_number[known.number_key].append(node)
        return self.keep(node)

    def fitting(self, known: Identity) -> list[Node]:
        """Every document that nothing in `known` excludes."""
        alike = self._by_sign.get((known.number_key, known.symbol_key), ())
        return [node for node in alike if node.identity.fits(known)]

    def full(self, known: Identity) -> list[Node]:
        """Those of `fitting` that are fully identified themselves."""
        return [node for node in self.fitting(known) if node.standing == "full"]

    def numbered(self, number_key: str) -> list[Node]:
        """Every document of this number, whatever its symbol."""
        return self._by_number.get(number_key, [])


def match_full(known: Identity, index: Index) -> Verdict:
    """The document that a fully identified mention means; another date in its period is noted as a conflict.

    Several fit only where files of different dates are held under one number: the date decides, or nothing.
    """
    fitting = [node for node in index.fitting(known) if node.standing == "full"]
    if len(fitting) > 1:
        dated = [node for node in fitting if node.identity.same_date(known)]
        fitting = dated if len(dated) == 1 else fitting
    if len(fitting) != 1:
        return Verdict(candidates=tuple(_sorted(fitting)))
    conflict = "date" if _conflicting(known, fitting[0].identity) else None
    return Verdict(fitting[0], "identity", conflict)


def _conflicting(given: Identity, document: Identity) -> bool:
    if given.same_date(document) is False:
        return True
    return bool(given.date and given.year and given.date[:4] != str(given.year))


def match_partial(
    known: Identity,
    index: Index,
    same_file: Iterable[Node],
    possible: frozenset[str],
    citing: Identity,
) -> Verdict:
    """The document that a mention without issuer, period or type means; only where exactly one can be meant.

    Args:
        known: What the mention says.
        index: All documents held or fully identified.
        same_file: The documents of its own file: the one it is, and those that it names in full.
        possible: Keys of the registers that the extractor found possible, empty if any is.
        citing: The document that the mention stands in.
    """
    fit_here = (node for node in same_file if node.identity.fits(known))
    near = unique(node for node in fit_here if _dates_agree(known, node.identity))
    if near:
        return _one_of(near, "same_file", known)
    fitting = [node for node in index.fitting(known) if _dates_agree(known, node.identity)]
    if possible:
        fitting = [n for n in fitting if n.identity.register is None or n.identity.register.key in possible]
    before = [node for node in fitting if not _later(node.identity, citing)]
    if before and all(_close_enough(known, node.identity, possible, citing) for node in before):
        return _one_of(before, "only_fit", known)
    return Verdict(candidates=tuple(_sorted(before)))


def _one_of(nodes: list[Node], basis: str, known: Identity) -> Verdict:
    if len(nodes) > 1:
        return Verdict(candidates=tuple(_sorted(nodes)))
    conflict = "date" if _conflicting(known, nodes[0].identity) else None
    return Verdict(nodes[0], basis, conflict)


def _dates_agree(known: Identity, document: Identity) -> bool:
    return known.same_date(document) is not False


def _later(document: Identity, citing: Identity) -> bool:
    """Whether the document is younger than the one that would cite it."""
    return is_before(citing.date or "", document.date or "")


def _close_enough(
    known: Identity, document: Identity, possible: frozenset[str], citing: Identity
) -> bool:
    """Whether a mention that lacks its issuer or period says enough to be joined across files.

    Numbers and symbols repeat in every office and year: a mention without issuer needs the very date, or the
    year and a body of the citing document's own place; one without a period needs its issuer.
    """
    if known.register is not None and (known.register.known or document.register == known.register):
        return True
    if known.date and len(known.date) == 10 and document.date == known.date:
        return True
    if known.period is None or document.register is None:
        return False
    if document.register.key in possible:
        return True
    place = citing.register.province if citing.register else ""
    return bool(place) and document.register.province == place and not document.register.local


def unique(nodes: Iterable[Node]) -> list[Node]:
    """Each node once, in their order."""
    return list({id(node): node for node in nodes}.values())


def _sorted(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: node.key)


def most_common(values: Iterable[str | None]) -> str | None:
    """The value given most often; of several, the longest, then the first in the alphabet."""
    counts = Counter(value for value in values if value)
    if not counts:
        return None
    return min(counts, key=lambda value: (-counts[value], -len(value), value))
