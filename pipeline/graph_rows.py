"""Writes what resolution found: documents with their ids, the mentions' targets, bodies and citations."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pipeline import structure
from pipeline.edges import write_citations
from pipeline.identity import UNKNOWN, Identities, Identity, base_id, urn_of
from pipeline.matching import CORRECTED, Node, Verdict
from pipeline.registers import Register, body_slug
from pipeline.search_text import fold, slug

_SHOWN = 8
"""Candidates that are kept of an ambiguous mention."""


_DOCUMENT = (
    "id", "urn", "label", "type", "number", "symbol", "year", "date", "issuer", "body_id", "subject", "held",
    "identity", "number_key", "symbol_key", "effective_from", "effective_to",
)  # fmt: skip
Settled = tuple[str | None, str | None, str | None, str | None]
"""What the registry says of a mention: document, status, basis, conflict."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention as resolution needs it; `text` is kept for laws only, `before` is what was settled before."""

    id: int
    file_id: int
    kind: str
    known: Identity
    relation: str
    borne_by: str
    text: str | None
    subject: str | None
    candidates: str | None
    before: Settled


@dataclass(slots=True)
class Joined:
    """Documents, the one that each file is, the mentions, and what each mention means, by its id.

    `awaited` are the ids of documents that a person chose for mentions and that nothing but their ids tells.
    """

    identities: Identities
    nodes: list[Node]
    own: dict[int, Node]
    mentions: list[Seen]
    verdicts: dict[int, Verdict]
    awaited: dict[int, str] = field(default_factory=dict)


def write(connection: sqlite3.Connection, joined: Joined) -> tuple[int, int, int, int, int]:
    """Put it all in place of what was there; documents, resolved, ambiguous, unresolved mentions, edges."""
    used = _used(joined)
    name_nodes(joined.identities, used)
    if joined.awaited:
        _choose(joined, used)
        used = _used(joined)
    _write_documents(connection, used)
    connection.executemany(
        "UPDATE files SET document_id = ? WHERE id = ? AND document_id IS NOT ?",
        ((node.id, file_id, node.id) for file_id, node in joined.own.items()),
    )
    _write_mentions(connection, joined)
    edges = write_citations(connection, joined.own, _targets(joined), joined.mentions)
    structure.write(connection)
    counts = Counter(verdict.status for verdict in joined.verdicts.values())
    return len(used), counts["resolved"], counts["ambiguous"], counts["unresolved"], edges


def _choose(joined: Joined, nodes: list[Node]) -> None:
    """Give mentions the documents that a person chose by their ids, where there are such documents."""
    by_id = {node.id: node for node in nodes}
    for mention, document in joined.awaited.items():
        if document in by_id:
            joined.verdicts[mention] = Verdict(by_id[document], CORRECTED)


def _used(joined: Joined) -> list[Node]:
    """Documents that are held or that some mention means or may mean, in an order of their own."""
    wanted = {id(node) for node in joined.own.values()}
    for verdict in joined.verdicts.values():
        wanted.update(id(node) for node in verdict.candidates)
        if verdict.node is not None:
            wanted.add(id(verdict.node))
    wanted.update(id(node.carrier) for node in joined.own.values() if node.carrier is not None)
    return sorted((node for node in joined.nodes if id(node) in wanted), key=lambda node: node.key)


def name_nodes(identities: Identities, nodes: list[Node]) -> None:
    """Give every document its id; symbol, date and a hash come in only where two would be the same.

    What is attached to another document bears that one's id and its own type, the title where two would be
    the same.
    """
    alone = [node for node in nodes if node.carrier is None]
    for node in alone:
        if node.standing != "named":
            node.id = _first_id(identities, node)
    _tell_apart(alone, (_symbol_detail, _parent_detail, _date_detail, _hash_detail))
    attached = [node for node in nodes if node.carrier is not None]
    for node in attached:
        assert node.carrier is not None
        node.id = f"{node.carrier.id}/{slug(node.identity.type or 'Văn bản')}"
    _tell_apart(attached, (_title_detail, _hash_detail))


def _tell_apart(nodes: list[Node], details: Iterable[Callable[[Node], str]]) -> None:
    """Add to the ids of different documents that are the same one detail after the other."""
    for detail in details:
        groups: defaultdict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            groups[node.id].append(node)
        for group in groups.values():
            told = [detail(node) for node in group]
            if len(set(told)) > 1:
                for node, added in zip(group, told, strict=True):
                    node.id += added


def _first_id(identities: Identities, node: Node) -> str:
    if node.standing == "full":
        return base_id(identities, node.identity)
    if node.held and not node.identity.numbered:
        known = node.identity
        body = body_slug(known.register.name) if known.register else UNKNOWN
        period = known.period or UNKNOWN
        kind = identities.type_part(known.type, known.symbol)
        return f"vn/{body}/{kind}/{period}/khong-so-{_hash(node)}"
    return f"{base_id(identities, node.identity)}~{_hash(node)}"


def _hash(node: Node) -> str:
    return hashlib.sha256(node.key.encode()).hexdigest()[:8]


def _symbol_detail(node: Node) -> str:
    tail = slug(node.identity.symbol_key)
    return f"-{tail}" if tail and not node.id.endswith(tail) else ""


def _parent_detail(node: Node) -> str:
    register = node.identity.register
    return f"-{slug(register.parent)}" if register and register.parent else ""


def _title_detail(node: Node) -> str:
    return f"-{slug(node.subject)[:60].strip('-')}" if node.subject else ""


def _date_detail(node: Node) -> str:
    return f"-{node.identity.date}" if node.identity.date else ""


def _hash_detail(node: Node) -> str:
    return f"~{_hash(node)}"


def _write_documents(connection: sqlite3.Connection, nodes: list[Node]) -> None:
    bodies: dict[str, Register] = {}
    rows = []
    for node in nodes:
        known = node.identity
        body = _body(bodies, known.register) if known.register else None
        issuer = known.signed_by or (known.register.name if known.register else None)
        rows.append(
            (
                node.id,
                _urn(node),
                node.label,
                known.type,
                known.number,
                known.symbol,
                known.year,
                known.date,
                issuer,
                body,
                node.subject,
                len(node.files),
                node.standing,
                known.number_key or None,
                fold(known.symbol) if known.symbol else None,
                *(next(iter(node.windows)) if len(node.windows) == 1 else (None, None)),
            )
        )
    connection.execute("DELETE FROM citations")
    connection.execute("DELETE FROM mention_candidates")
    connection.execute("DELETE FROM documents")
    connection.execute("DELETE FROM bodies")
    connection.executemany(
        "INSERT INTO bodies VALUES (?, ?)", ((body, register.name) for body, register in bodies.items())
    )
    columns = ", ".join(_DOCUMENT)
    connection.executemany(
        f"INSERT INTO documents ({columns}) VALUES ({', '.join('?' * len(_DOCUMENT))})", rows
    )


def _urn(node: Node) -> str:
    """The URN:LEX form; what is attached is named below what carries it, as RFC 9676 names annexes."""
    if node.carrier is None:
        return urn_of(node.identity, node.label if node.standing == "named" else None)
    return f"{_urn(node.carrier)}:{node.id.removeprefix(node.carrier.id + '/').replace('-', '.')}"


def _body(bodies: dict[str, Register], register: Register) -> str:
    """The id of a body; names that differ in their marks alone ("Bình An", "Bình Ân") get a hash."""
    body = body_slug(register.name)
    if bodies.setdefault(body, register).key != register.key:
        body += f"~{hashlib.sha256(register.key.encode()).hexdigest()[:4]}"
        bodies.setdefault(body, register)
    return body


def _write_mentions(connection: sqlite3.Connection, joined: Joined) -> None:
    connection.executemany(
        "UPDATE mentions SET document_id = ?, status = ?, basis = ?, conflict = ? WHERE id = ?",
        (
            (*settled, mention.id)
            for mention in joined.mentions
            if (settled := _settled(joined.verdicts[mention.id])) != mention.before
        ),
    )
    connection.executemany(
        "INSERT INTO mention_candidates VALUES (?, ?, ?, ?)",
        (
            (mention, ordinal, node.id, node.label)
            for mention, verdict in joined.verdicts.items()
            for ordinal, node in enumerate(verdict.candidates[:_SHOWN])
        ),
    )


def _settled(verdict: Verdict) -> Settled:
    return verdict.node.id if verdict.node else None, verdict.status, verdict.basis, verdict.conflict


def _targets(joined: Joined) -> dict[int, Node | None]:
    """The document that each mention means, by the mention's id."""
    return {mention.id: joined.verdicts[mention.id].node for mention in joined.mentions}
