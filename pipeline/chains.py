"""Who rests on whom through several steps: chains of citations, and everything that leads to a document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from pipeline.clauses import clause
from pipeline.edge_sql import BY_OTHERS, BY_OTHERS_ID, SAID
from pipeline.errors import UsageError
from pipeline.listing import Column, Listing, Value
from pipeline.registry import Registry

Direction = Literal["citing", "cited"]
"""Whose part the document asked about has: citing, so what it rests on; or cited, so what rests on it."""

SHOWN = 12
"""Documents of a chain that are shown: the first and the last of a longer one, with … between."""

CHAIN_COLUMNS = (
    Column("depth"),
    Column("chain", identity=True),
    Column("relation", coded=True),
    Column("date"),
    Column("said", coded=True, screen=False),
    Column("asserted_by", identity=True),
    Column("page"),
    Column("words", screen=False),
    Column("clause", screen=False),
    Column("file"),
    Column("document", screen=False),
    Column("document_id", screen=False),
    Column("previous_id", screen=False),
    Column("asserted_by_id", screen=False),
)

_ENDS = {"cited": ("from_document", "to_document", " ← "), "citing": ("to_document", "from_document", " → ")}
"""For each direction: the end of an edge that is looked for, the end that is known, the arrow between."""
_NEXT = """
SELECT c.{sought}, min(c.{known}) FROM json_each(?) step
CROSS JOIN citations c ON c.{known} = step.value{restricted}
GROUP BY c.{sought} ORDER BY c.{sought} LIMIT ?"""
# Of several edges that which tells most: not mere citing, said by the document itself, first in the files.
_EDGE = f"""
SELECT c.relation, d.date, {SAID}, {BY_OTHERS}, coalesce(l.page, m.page),
       coalesce(l.text, m.text), t.text, m.start_offset, m.end_offset, f.name, d.label, d.id,
       {BY_OTHERS_ID}
FROM citations c JOIN documents d ON d.id = c.{{sought}} JOIN documents s ON s.id = c.asserted_by
JOIN mentions m ON m.id = c.first_mention JOIN files f ON f.id = m.file_id
LEFT JOIN texts t ON t.file_id = f.id LEFT JOIN links l ON l.id = c.first_link
WHERE c.{{sought}} = ? AND c.{{known}} = ?{{restricted}}
ORDER BY c.relation = 'cites', c.asserted_by <> c.from_document, c.id LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Step:
    """How a document is reached: over how many citations, and from which document (None: asked about)."""

    depth: int
    previous: str | None


def direction_of(citing: str | None, cited: str | None, others: Sequence[str] = ()) -> Direction:
    """Which way the chains go that a person asks for with --depth.

    Args:
        citing: The document given with --citing, if any.
        cited: The document given with --cited, if any.
        others: The options given beside these that pick single citations ("--from-type").

    Raises:
        UsageError: not just one of the two is given, or there are `others`, which have no meaning for chains.
    """
    if (citing is None) == (cited is None):
        raise UsageError(
            "--depth needs one document to start from: give --cited or --citing.",
            "--depth cần một văn bản làm gốc: hãy cho --cited hoặc --citing.",
        )
    if others:
        names = ", ".join(others)
        raise UsageError(
            f"--depth goes with --relation and --limit only, not with {names}.",
            f"--depth chỉ đi cùng --relation và --limit, không đi cùng {names}.",
        )
    return "citing" if cited is None else "cited"


def chains(
    registry: Registry,
    document: str,
    *,
    direction: Direction,
    depth: int,
    relations: Sequence[str] = (),
    limit: int | None = None,
) -> Listing:
    """Every document that citations join with `document` over up to `depth` steps, nearest first.

    Each stands once, at its least depth, with the chain of labels that leads to it and, for the last step,
    the relation, the words, their file and page, and whether the citing document says it itself.

    Args:
        registry: Where to look.
        document: The id of the document asked about.
        direction: "citing" for what it rests on, "cited" for what rests on it.
        depth: The greatest number of steps, 1 or more.
        relations: Only steps of these relations; by default all.
        limit: At most so many rows.

    Raises:
        UsageError: `depth` is less than 1.
    """
    if depth < 1:
        raise UsageError("--depth must be 1 or more.", "--depth phải từ 1 trở lên.")
    steps = _steps(registry, document, direction, relations, depth, limit)
    wanted = [(key, step) for key, step in steps.items() if step.previous is not None][:limit]
    passed = [_passed(steps, key) for key, _ in wanted]
    labels = _labels(registry, {document, *chain.from_iterable(passed)})
    sought, known, arrow = _ENDS[direction]
    query = _EDGE.format(sought=sought, known=known, restricted=_restricted(relations))
    rows: list[tuple[Value, ...]] = []
    for (key, step), last in zip(wanted, passed, strict=True):
        first = [labels[document]] if len(last) == step.depth else [labels[document], "…"]
        words = arrow.join([*first, *(labels[one] for one in last)])
        edge = registry.query(query, (key, step.previous, *relations))[0]
        relation, *rest, named, text, start, end, file, label, found, by = edge
        said = clause(text, start, end) if text else named
        rows.append((step.depth, words, relation, *rest, named, said, file, label, found, step.previous, by))
    return Listing(CHAIN_COLUMNS, rows)


def ancestors(registry: Registry, document: str, relations: Sequence[str] = ()) -> dict[str, int]:
    """Every other document that reaches `document` over citations: its id and least number of steps."""
    steps = _steps(registry, document, "cited", relations, None, None)
    return {key: step.depth for key, step in steps.items() if step.previous is not None}


def _steps(
    registry: Registry,
    document: str,
    direction: Direction,
    relations: Sequence[str],
    depth: int | None,
    enough: int | None,
) -> dict[str, Step]:
    """The documents reached, by depth and id; no level is begun once there are `enough` of them.

    Level by level and not as a recursive query, which would walk every path anew to tell the least depth:
    on a million edges that takes two to three times as long.
    """
    sought, known, _ = _ENDS[direction]
    query = _NEXT.format(sought=sought, known=known, restricted=_restricted(relations))
    reached = {document: Step(0, None)}
    level = [document]
    while level and reached[level[0]].depth != depth and (enough is None or len(reached) <= enough):
        most = -1 if enough is None else enough + len(reached)
        found = registry.query(query, (json.dumps(level), *relations, most))
        at = reached[level[0]].depth + 1
        level = [row[0] for row in found if row[0] not in reached]
        reached.update((key, Step(at, previous)) for key, previous in found if key not in reached)
    return reached


def _restricted(relations: Sequence[str]) -> str:
    return f" AND c.relation IN ({', '.join('?' * len(relations))})" if relations else ""


def _passed(steps: dict[str, Step], key: str) -> list[str]:
    """The last documents of the chain that leads to `key`, without the one asked about."""
    found: list[str] = []
    step = steps[key]
    while step.previous is not None and len(found) < SHOWN - 1:
        found.append(key)
        key, step = step.previous, steps[step.previous]
    return found[::-1]


def _labels(registry: Registry, documents: set[str]) -> dict[str, str]:
    query = "SELECT d.id, d.label FROM json_each(?) key CROSS JOIN documents d ON d.id = key.value"
    return {row["id"]: row["label"] for row in registry.query(query, (json.dumps(sorted(documents)),))}
