"""What a Doc carries of a record: the facts of each layer, found again from a span by its id."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any, TypeAlias

from extractors.model import (
    Check,
    Document,
    Doubt,
    DoubtWhy,
    Facts,
    Finding,
    Header,
    Link,
    LinkBasis,
    Reference,
    ReferenceKind,
    Repair,
    Severity,
    Source,
    Statistic,
    Verdict,
)
from extractors.rulebook import Rulebook, load_rules
from extractors.task_facts import Outcome, OutcomeState, Task, TaskKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "vanthu"
"""Where a Doc's `user_data` keeps what is told here."""

LABELS = {
    "references": "kind",
    "statistics": "source",
    "tasks": "kind",
    "outcomes": "state",
    "links": "relation",
    "links_named": "relation",
    "checks": "rule",
    "findings": "rule",
    "repairs": "reason",
    "doubts": "why",
}
"""The layers of a record that have spans, each with the field that is the label of its spans."""

Fact: TypeAlias = dict[str, Any]
_WIDE = "vanthu_int"
_INT64 = 2**63


def store(
    doc: Doc,
    record: Mapping[str, Any],
    shown: tuple[str, ...] = (),
    by: str | None = None,
) -> dict[str, Any]:
    """Put a record without its text into a Doc; what is kept there, which `kept` gives again.

    `shown` are the layers whose span groups count as the record's; `by` names the rules that read it.
    """
    facts = {layer: packed(record[layer]) for layer in LABELS if layer in record}
    base = {key: packed(value) for key, value in record.items() if key not in facts and key != "text"}
    kept_: dict[str, Any] = {
        "base": base,
        "facts": facts,
        "order": list(record),
        "shown": list(shown),
        "added": {},
        "misaligned": [],
        "by": by,
    }
    doc.user_data[KEY] = kept_
    return kept_


def kept(doc: Doc) -> dict[str, Any] | None:
    """What `store` put into the Doc, None where nothing was."""
    found: dict[str, Any] | None = doc.user_data.get(KEY)
    return found


def id_of(layer: str, index: int) -> str:
    """The id of the span of a fact."""
    return f"{layer}/{index}"


def fact_of(doc: Doc, span_id: str) -> tuple[str, Fact] | None:
    """The layer and the fact (as kept) that a span's id names, None where it names none."""
    data = kept(doc)
    layer, _, index = span_id.partition("/")
    if data is None or not index.isdecimal() or int(index) >= len(data["facts"].get(layer, ())):
        return None
    return layer, data["facts"][layer][int(index)]


def packed(value: Any) -> Any:
    """A plain value whose whole numbers of more than 64 bits are written out: a Doc's bytes hold no such."""
    if isinstance(value, dict):
        return {key: packed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [packed(one) for one in value]
    if isinstance(value, int) and not -_INT64 <= value < _INT64:
        return {_WIDE: str(value)}
    return value


def unpacked(value: Any) -> Any:
    """The value that `packed` was given."""
    if isinstance(value, dict):
        if value.keys() == {_WIDE}:
            return int(value[_WIDE])
        return {key: unpacked(one) for key, one in value.items()}
    # A Doc's bytes give every list back as a tuple.
    return [unpacked(one) for one in value] if isinstance(value, list | tuple) else value


@cache
def _made() -> dict[str, Any]:
    """The record of a made-up document with one fact of every layer, to know their fields."""
    from pipeline.record import record

    document = Document(
        "", "text/plain", "text", None, "", (), (),
        (Repair(0, 0, "", ""),), (), (Doubt(0, 0, 1, None, DoubtWhy.FAINT),),
    )  # fmt: skip
    named = Reference("", 0, 0, ReferenceKind.NAMED)
    numbered = Reference("", 0, 0, ReferenceKind.NUMBERED, number="1", symbol="A")
    zero, rules = Decimal(0), load_rules()
    facts = Facts(
        Header(),
        references=(named, numbered, numbered),
        links=(Link(0, 0, "", LinkBasis.CLAUSE, 0, 0), Link(1, 2, "", LinkBasis.CLAUSE, 0, 0)),
        statistics=(Statistic("", 0, 0, Source.TEXT, zero, zero),),
        checks=(Check("", Verdict.CANNOT_TELL, "", 0, 0),),
        findings=(_finding(rules),),
        tasks=(Task("", 0, 0, TaskKind.TASK),),
        outcomes=(Outcome("", 0, 0, OutcomeState.DONE, ""),),
    )
    return record(document, facts, rules, "", "")


def _finding(rules: Rulebook) -> Finding:
    """A finding of any rule, with nothing to fill into its wording."""
    row = rules.tables["audit_rules"][0]
    names = (name for _, name, _, _ in Formatter().parse(row["why_vi"] + row["why_en"]) if name)
    return Finding(row["rule"], Severity.INFO, 0, 0, dict.fromkeys(names, ""))


def empty_fact(layer: str) -> Fact:
    """A fact of a layer with every field empty: null, an empty list, false; "cites" for a reference."""
    blank = {key: _emptied(value) for key, value in _made()[layer][0].items()}
    usual = {"references": {"relation": "cites", "by": "self", "issuer_basis": "unknown"}}
    return blank | usual.get(layer, {})


def empty_record(text: str) -> dict[str, Any]:
    """The record of a text of which nothing is known."""
    made = {key: [] if isinstance(value, list) else value for key, value in _made().items()}
    return made | {"characters": len(text), "text": text}


def fields(layer: str) -> tuple[str, ...]:
    """The names of a fact's fields."""
    return tuple(_made()[layer][0])


def _emptied(value: Any) -> Any:
    if isinstance(value, bool):
        return False
    return [] if isinstance(value, list) else None
