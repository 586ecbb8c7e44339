"""Writes the records of all files as JSON Lines, with the JSON Schema that they keep to."""

from __future__ import annotations

from pathlib import Path

from pipeline.export.writing import Note, Written, write_lines
from pipeline.records.made import line, records
from pipeline.records.schema import record_schema, schema_text
from pipeline.registry import Registry

RECORDS, SCHEMA = "records.jsonl", "record.schema.json"
_TOGETHER = "SELECT count(*) FROM findings WHERE scope = 'registry'"
_UNREAD = "SELECT count(*) FROM failures"


def write(registry: Registry, folder: Path, lang: str = "vi") -> Written:
    """Write `records.jsonl`, one record a file with its text, and `record.schema.json` into `folder`.

    One file is in memory at a time. The names and values of records are the same in every language, so
    `lang` changes nothing.

    Raises:
        UsageError: a file cannot be written.
        RegistryError: the registry cannot be read.
    """
    with registry.snapshot():
        write_lines(folder / SCHEMA, [schema_text(record_schema(registry=registry))])
        count = write_lines(folder / RECORDS, (line(record) for record in records(registry)))
        return Written({RECORDS: count, SCHEMA: 1}, _left_out(registry))


def _left_out(registry: Registry) -> tuple[Note, ...]:
    notes = []
    if together := registry.query(_TOGETHER)[0][0]:
        notes.append(
            (
                f"{RECORDS}: {together} finding(s) that several files tell together are left out.",
                f"{RECORDS}: {together} phát hiện do nhiều tệp cùng cho thấy không được ghi.",
            )
        )
    if unread := registry.query(_UNREAD)[0][0]:
        notes.append(
            (
                f"{RECORDS}: {unread} file(s) that could not be read have no record.",
                f"{RECORDS}: {unread} tệp không đọc được nên không có bản ghi.",
            )
        )
    return tuple(notes)
