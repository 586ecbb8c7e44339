"""Writes what resolution found: documents with their ids, the mentions' targets, bodies and citations."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.identity import UNKNOWN, Identities, Identity, base_id, urn_of
from pipeline.matching import Node, Verdict
from pipeline.registers import Register, body_slug
from pipeline.search_text import fold, slug

_SHOWN = 8
"""Candidates that are kept of an ambiguous mention."""


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
    """Documents, the one that each file is, the mentions, and what each mention means, by its id."""

    identities: Identities
    nodes: list[Node]
    own: dict[int, Node]
    mentions: list[Seen]
    verdicts: dict[int, Verdict]


def write(connection: sqlite3.Connection, joined: Joined) -> tuple[int, int, int, int, int]:
    """Put it all in place of what was there; documents, resolved, ambiguous, unresolved mentions, edges."""
    used = _used(joined)
    name_nodes(joined.identities, used)
    _write_documents(connection, used)
    connection.executemany(
        "UPDATE files SET document_id = ? WHERE id = ? AND document_id IS NOT ?",
        ((node.id, file_id, node.id) for file_id, node in joined.own.items()),
    )
    _write_mentions(connection, joined)
    edges = _write_citations(connection, joined)
    counts = Counter(verdict.status for verdict in joined.verdicts.values())
    return len(used), counts["resolved"], counts["ambiguous"], counts["unresolved"], edges


def _used(joined: Joined) -> list[Node]:
    """Documents that are held or that some mention means or may mean, in an order of their own."""
    wanted = {id(node) for node in joined.own.values()}
    for verdict in joined.verdicts.values():
        wanted.update(id(node) for node in verdict.candidates)
        if verdict.node is not None:
            wanted.add(id(verdict.node))
    return sorted((node for node in joined.nodes if id(node) in wanted), key=lambda node: node.key)


def name_nodes(identities: Identities, nodes: list[Node]) -> None:
    """Give every document its id; symbol, date and a hash come in only where two would be the same."""
    for node in nodes:
        if node.standing != "named":
            node.id = _first_id(identities, node)
    for detail in (_symbol_detail, _parent_detail, _date_detail, _hash_detail):
        groups: defaultdict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            groups[node.id].append(node)
        for group in groups.values():
            details = [detail(node) for node in group]
            if len(set(details)) > 1:
                for node, added in zip(group, details, strict=True):
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
        issuer = known.register.name if known.register else None
        rows.append(
            (
                node.id,
                urn_of(known),
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
            )
        )
    connection.execute("DELETE FROM citations")
    connection.execute("DELETE FROM mention_candidates")
    connection.execute("DELETE FROM documents")
    connection.execute("DELETE FROM bodies")
    connection.executemany(
        "INSERT INTO bodies VALUES (?, ?)", ((body, register.name) for body, register in bodies.items())
    )
    connection.executemany(f"INSERT INTO documents VALUES ({', '.join('?' * 15)})", rows)


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


def _write_citations(connection: sqlite3.Connection, joined: Joined) -> int:
    """One edge for each pair of documents, relation and asserting document; how many there are."""
    bearers = _bearers(joined)
    edges: dict[tuple[str, str, str, str], list[int]] = {}
    for mention in joined.mentions:
        node, own = joined.verdicts[mention.id].node, joined.own[mention.file_id]
        if node is None:
            continue
        bearer, relation = own, mention.relation
        if mention.borne_by != "self":
            found = bearers[mention.file_id].get(_sign(mention.borne_by), set())
            # Whose relation it is cannot be told: what stays true is that this document names the other.
            bearer, relation = (next(iter(found)), relation) if len(found) == 1 else (own, "cites")
        if bearer is not node:
            edges.setdefault((bearer.id, node.id, relation, own.id), []).append(mention.id)
    connection.executemany(
        "INSERT INTO citations (from_document, to_document, relation, asserted_by, mentions, first_mention) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        ((*key, len(ids), ids[0]) for key, ids in edges.items()),
    )
    return len(edges)


def _bearers(joined: Joined) -> dict[int, dict[str, set[Node]]]:
    """The documents that each file names, by "number/symbol"."""
    found: dict[int, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    bearing = {mention.file_id for mention in joined.mentions if mention.borne_by != "self"}
    for mention in joined.mentions:
        node = joined.verdicts[mention.id].node
        if node is not None and mention.file_id in bearing and mention.known.number:
            known = mention.known
            found[mention.file_id][_sign(f"{known.number}/{known.symbol or ''}")].add(node)
    return found


def _sign(text: str) -> str:
    """Number and symbol ("02/KH-VPUBND") for comparing: folded, one separator, no leading zeros."""
    return fold(text).replace(" ", "").replace("-", "/").strip("/").lstrip("0")
