"""The JSON Schema of records: every record fits it, and one that is wrong anywhere does not."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from extractors.model import Facts, Header
from extractors.rulebook import load_rules
from pipeline.records.schema import record_schema, schema_text
from pipeline.registry import Registry

Record = dict[str, Any]
Pairs = list[tuple[Record, Record]]
SCHEMA = record_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
VIETNAMESE = re.compile("[à-ỹđ]", re.IGNORECASE)


def faults(record: Mapping[str, Any]) -> list[str]:
    return [f"{'/'.join(map(str, one.path))}: {one.message[:200]}" for one in VALIDATOR.iter_errors(record)]


def objects() -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "record", SCHEMA
    yield from SCHEMA["$defs"].items()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(schema_text(SCHEMA)) == SCHEMA


def test_every_record_of_the_specimens_fits(corpus_records: Pairs) -> None:
    for made, printed in corpus_records:
        assert faults(made) == [] and faults(printed) == []


def test_every_record_of_the_shared_documents_fits(shared_records: Pairs) -> None:
    for made, printed in shared_records:
        assert faults(made) == [] and faults(printed) == []


def test_every_field_and_value_is_explained_in_both_languages() -> None:
    for name, one in objects():
        assert one["title"] and VIETNAMESE.search(one["x-title-vi"]), name
        for field, kind in one["properties"].items():
            assert kind["description"].isascii() and kind["description"].endswith("."), (name, field)
            assert VIETNAMESE.search(kind["x-description-vi"]), (name, field)
            for code, words in kind.get("x-values-vi", {}).items():
                assert VIETNAMESE.search(words), (name, field, code)


def test_objects_hold_the_fields_that_records_have_in_their_order(corpus_records: Pairs) -> None:
    lists = {
        "repairs": "repair", "references": "reference", "links": "link", "links_named": "link",
        "statistics": "statistic", "tasks": "task", "outcomes": "outcome", "findings": "finding",
        "doubts": "doubt",
    }  # fmt: skip
    seen = set()
    for made, _ in corpus_records:
        head = [name for name in made if name not in ("text", "registry")]
        assert head == SCHEMA["required"]
        assert list(made["header"]) == SCHEMA["$defs"]["header"]["required"]
        for layer, name in lists.items():
            for fact in made[layer]:
                seen.add(layer)
                assert list(fact) == list(SCHEMA["$defs"][name]["properties"]), layer
    assert seen >= {*lists} - {"links_named"}, "of these there is one at least"


@pytest.fixture
def record(corpus_records: Pairs) -> Record:
    """A record with a fact of every kind but doubts."""
    layers = ("references", "statistics", "tasks", "outcomes", "checks", "findings", "links")
    whole = (made for made, _ in corpus_records if all(made[layer] for layer in layers))
    return copy.deepcopy(next(whole))


def put(*path: str | int, value: object) -> Callable[[Record], None]:
    def change(record: Record) -> None:
        at: Any = record
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    change.__name__ = f"{'/'.join(map(str, path))}={value!r}"
    return change


WRONG = (
    put("references", 0, "relation", value="mentions"),
    put("references", 0, "kind", value="Numbered"),
    put("references", 0, "start", value=-1),
    put("references", 0, "end", value="12"),
    put("references", 0, "number", value=""),
    put("references", 0, "page", value=0),
    put("references", 0, "section", value="II"),
    put("references", 0, "repaired", value=0),
    put("references", 0, "note", value="new"),
    put("references", 0, "registry", "status", value="sure"),
    put("header", "date", value="30/9/2025"),
    put("header", "period", value=["2025-01-01"]),
    put("sha256", value="AB12"),
    put("statistics", 0, "value", value="12"),
    put("statistics", 0, "value", value=None),
    put("statistics", 0, "qualifier", value="more"),
    put("tasks", 0, "kind", value="job"),
    put("tasks", 0, "deadline", value="2025-Q5"),
    put("tasks", 0, "lead", value=None),
    put("outcomes", 0, "state", value="finished"),
    put("checks", 0, "verdict", value="true"),
    put("checks", 0, "left", value=[1]),
    put("checks", 0, "guess", value=1),
    put("findings", 0, "severity", value="fatal"),
    put("findings", 0, "rule", value="no_such_rule"),
    put("links", 0, "basis", value="guess"),
    put("registry", "copy_of", value="the other one"),
    put("extra", value=None),
)


@pytest.mark.parametrize("change", WRONG, ids=lambda change: change.__name__)
def test_a_wrong_value_does_not_fit(record: Record, change: Callable[[Record], None]) -> None:
    assert faults(record) == []
    change(record)
    assert len(faults(record)) == 1


@pytest.mark.parametrize("name", SCHEMA["required"])
def test_no_field_may_be_left_out(record: Record, name: str) -> None:
    del record[name]
    assert faults(record) == [f": '{name}' is a required property"]


def test_relations_of_a_users_own_rules_fit_in_the_schema_of_their_registry(tmp_path: Path) -> None:
    from extractors.model import Document, Reference, ReferenceKind
    from pipeline.records.made import records
    from pipeline.store import rows_of, store

    own = Reference("x", 0, 1, ReferenceKind.NAMED, relation="praises", page=1)
    document = Document("a.txt", "text/plain", "text", None, "x", ())
    with Registry(tmp_path / "r.db", write=True) as registry, registry.transaction() as connection:
        connection.execute(
            "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'done', '', '[]')"
        )
        store(connection, "a" * 64, 1, "a.txt", "v", 1, rows_of(document, Facts(Header(), (own,))))
        (made,) = records(registry)
        schema = record_schema(load_rules(), registry)
    assert "praises" in schema["$defs"]["reference"]["properties"]["relation"]["enum"]
    assert Draft202012Validator(schema).is_valid(made) and not VALIDATOR.is_valid(made)
