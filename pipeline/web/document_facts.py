"""What the page of a document tells beside its text: header, standing with its reasons, files, citations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from extractors.rulebook import load_rules
from pipeline.citation_pages import Cited, counts_by_relation, edges_from, loose_from
from pipeline.citing import CitationFilter, edges_by_id
from pipeline.dossier_page import standing_sentence
from pipeline.messages import heading, relation_heading, say
from pipeline.registry import Registry
from pipeline.standing import Change, Standing, standing_of
from pipeline.web.asking import LANG, document_address
from pipeline.web.text_cards import Line
from pipeline.web.words import code, day

ROWS, FEW, MANY = 3, 1, 5
"""Citations of one relation on the page of a document: ROWS for the first MANY relations, then FEW."""
_REASONS = 6
_CALLED = 2000
"""Mentions that are looked at for how others call a document."""
LOOSE = "chua-noi"
"""How the address names the mentions that joined nothing."""
DIRECTIONS: Mapping[str, str] = {"di": "Viện dẫn", "den": "Được viện dẫn bởi"}
"""How the address names the directions of citations: what the document cites, and what cites it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The citations of one relation in one direction: how many there are, and some of them."""

    direction: str
    relation: str
    title: str
    count: int
    rows: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Reason:
    """A change of a document that its standing rests on, in words, with the document that makes it."""

    what: str
    by: str
    link: str
    facts: str
    words: str
    place: str


def identity(registry: Registry, document: str) -> dict[str, Any] | None:
    """The row of a document, None where there is none of this id."""
    rows = registry.query("SELECT * FROM documents WHERE id = ?", (document,))
    return dict(rows[0]) if rows else None


def header(known: Mapping[str, Any], file: Any | None) -> list[Line]:
    """The header of a document, and what one of its files adds."""
    lines = [Line(_head(name), str(known[name])) for name in ("type", "number", "symbol") if known[name]]
    lines += [Line("Ngày ban hành", day(known["date"]))] if known["date"] else []
    lines += [Line(_head("issuer"), known["issuer"])] if known["issuer"] else []
    lines += [
        Line(_head(name), day(known[name])) for name in ("effective_from", "effective_to") if known[name]
    ]
    if file is not None:
        told = {
            "Nơi ban hành": file["place"],
            "Kỳ báo cáo, kế hoạch": " – ".join(
                dict.fromkeys(day(file[name]) for name in ("period_from", "period_to") if file[name])
            ),
            "Người ký": ", ".join(part for part in (file["signer"], file["signer_title"]) if part),
            "Nơi nhận": "; ".join(json.loads(file["recipients"] or "[]")),
        }
        lines += [Line(label, words) for label, words in told.items() if words]
    if known["identity"] == "weak":
        lines.append(Line("Lưu ý", "chưa rõ cơ quan ban hành hoặc năm, nên chỉ ghép trong một tệp"))
    return [*lines, Line("Mã", known["id"]), Line(_head("urn"), known["urn"])]


def _head(name: str) -> str:
    words = heading(name, LANG)
    return words[:1].upper() + words[1:]


def called(registry: Registry, document: str) -> list[tuple[str, int]]:
    """How other documents call one, the most frequent first."""
    rows = registry.query(
        "SELECT text, count(*) FROM (SELECT text FROM mentions WHERE document_id = ? LIMIT ?)"
        " GROUP BY text ORDER BY 2 DESC, 1 LIMIT 6",
        (document, _CALLED),
    )
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True, slots=True)
class Worth:
    """The standing today: its state, a sentence, and what it rests on, under headings."""

    state: str
    sentence: str
    reasons: Sequence[tuple[str, Sequence[Reason], int]]


def worth(registry: Registry, document: str) -> Worth:
    """The standing of a document today."""
    found = standing_of(registry, document, date.today().isoformat())
    shown = replace(found, as_of=day(found.as_of), since=day(found.since) or None)
    return Worth(found.state.value, standing_sentence(shown, LANG), list(_reasons(registry, found)))


def _reasons(registry: Registry, found: Standing) -> Iterator[tuple[str, Sequence[Reason], int]]:
    for title, changes in (
        ("Căn cứ:", found.basis),
        (say("standing_later", LANG), found.later),
        (say("standing_contradictions", LANG), found.contradictions),
    ):
        if changes:
            said = edges_by_id(registry, [change.citation for change in changes[:_REASONS]])
            told = [_reason(change, said[change.citation]) for change in changes[:_REASONS]]
            yield title, told, len(changes) - len(told)


def _reason(change: Change, said: Mapping[str, Any]) -> Reason:
    facts = [f"từ {day(change.since)}" if change.since else say("undated", LANG)]
    if change.part:
        facts.append(f"phần: {change.part}")
    if change.asserted_by:
        facts.append(say("according_to", LANG, document=change.asserted_by))
    if change.contradiction:
        facts.append(say(f"why_{change.contradiction}", LANG))
    page = say("on_page", LANG, page=said["page"]) if said["page"] is not None else ""
    return Reason(
        relation_heading(change.relation, True, LANG),
        change.by,
        document_address(change.by_id),
        " · ".join(facts),
        str(said["clause"]),
        f"{said['file']}{page}",
    )


def groups(registry: Registry, document: str) -> list[Group]:
    """The citations either way by relation, the first of each."""
    return [
        group
        for direction in DIRECTIONS
        for group in _of_direction(registry, document, direction)
    ]  # fmt: skip


def relations(registry: Registry, document: str, direction: str) -> list[tuple[str, str, int]]:
    """The relations of one direction: their names in the address, their titles, how many citations."""
    incoming = direction == "den"
    order = list(load_rules().relations)
    counts = counts_by_relation(registry, document, incoming=incoming)
    found = []
    for relation in sorted(counts, key=lambda one: order.index(one) if one in order else len(order)):
        if relation is None:
            title = say("may_be_meant" if incoming else "not_joined", LANG)
        else:
            title = relation_heading(relation, incoming, LANG)
        found.append((relation or LOOSE, title, counts[relation]))
    return found


def _of_direction(registry: Registry, document: str, direction: str) -> Iterator[Group]:
    for at, (relation, title, count) in enumerate(relations(registry, document, direction)):
        most = ROWS if at < MANY else FEW
        rows = citations_from(registry, document, direction, relation, most, total=count)
        yield Group(direction, relation, title, count, rows)


def wanted(document: str, direction: str, relation: str) -> CitationFilter:
    """The filter for citations of one direction and relation ("" for all that joined a document)."""
    own = CitationFilter(cited=document) if direction == "den" else CitationFilter(citing=document)
    if relation == LOOSE:
        return replace(own, status="unjoined")
    return replace(own, relation=relation or None)


def citations_from(
    registry: Registry,
    document: str,
    direction: str,
    relation: str,
    limit: int,
    skip: int = 0,
    total: int | None = None,
) -> list[Cited]:
    """So many citations from the n-th on."""
    asked = wanted(document, direction, relation)
    if relation == LOOSE:
        return loose_from(registry, asked, limit, skip)
    return edges_from(registry, asked, limit, skip, total)


def citation_facts(row: Cited, direction: str) -> str:
    """What stands behind the name of the other document: date, issuer, who says it, status."""
    other = "cited" if direction == "di" else "citing"
    parts = [day(row[f"{other}_date"]), row[f"{other}_issuer"]]
    if row["asserted_by"]:
        parts.append(say("according_to", LANG, document=row["asserted_by"]))
    if row["status"] != "resolved":
        parts.append(code(row["status"]))
    if (row["mentions"] or 1) > 1:
        parts.append(f"{row['mentions']} lượt")
    return " · ".join(str(part) for part in parts if part)
