"""The kinds of value that fields of a record have, as JSON Schema says them, and one field with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.messages import value as worded

Kind = Mapping[str, Any]
"""A JSON Schema."""

TEXT: Kind = {"type": "string"}
WORDS: Kind = {"type": "string", "minLength": 1}
FLAG: Kind = {"type": "boolean"}
NUMBER: Kind = {"type": "number"}
COUNT: Kind = {"type": "integer", "minimum": 0}
PAGE: Kind = {"type": ["integer", "null"], "minimum": 1}
HASH: Kind = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
KEY: Kind = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
CODE: Kind = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
DATE: Kind = {"type": "string", "pattern": f"^{_DAY}$"}
DEADLINE: Kind = {"type": "string", "pattern": rf"^({_DAY}|\d{{4}}-Q[1-4]|recurring)$"}
TIME: Kind = {"type": "string", "pattern": r"^\d{2}:\d{2}$"}


def or_null(kind: Kind) -> Kind:
    """The kind, or null where there is no value."""
    types = kind.get("type")
    if not isinstance(types, str):
        return {"anyOf": [kind, {"type": "null"}]}
    made = {**kind, "type": [types, "null"]}
    return {**made, "enum": [*made["enum"], None]} if "enum" in made else made


def many(kind: Kind, exactly: int | None = None) -> Kind:
    """A list of values of one kind, perhaps of a fixed length."""
    made: dict[str, Any] = {"type": "array", "items": kind}
    return made if exactly is None else {**made, "minItems": exactly, "maxItems": exactly}


def one_of(values: type[StrEnum] | Sequence[str], vietnamese: Mapping[str, str] | None = None) -> Kind:
    """One of the values of an enumeration; `x-values-vi` says in Vietnamese what each means."""
    codes = [str(getattr(one, "value", one)) for one in values]
    told = {code: (vietnamese or {}).get(code) or worded(code, "vi") for code in codes}
    return {"type": "string", "enum": codes, "x-values-vi": told}


def of(name: str) -> Kind:
    """A value that is defined once, under `name`."""
    return {"$ref": f"#/$defs/{name}"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object: its name, kind, and what it means in English and Vietnamese.

    A field that is not `always` there may be left out; one without a value is null.
    """

    name: str
    kind: Kind
    english: str
    vietnamese: str
    always: bool = True


def an_object(title: str, title_vi: str, fields: Sequence[Field]) -> Kind:
    """An object of just these fields."""
    return {
        "title": title,
        "x-title-vi": title_vi,
        "type": "object",
        "properties": {one.name: _described(one) for one in fields},
        "required": [one.name for one in fields if one.always],
        "additionalProperties": False,
    }


def _described(field: Field) -> Kind:
    return {**field.kind, "description": field.english, "x-description-vi": field.vietnamese}
