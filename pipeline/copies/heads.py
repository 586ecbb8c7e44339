"""The files of the registry as copies are told from: what they say of themselves, how they were read."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass

from pipeline.copies.verdict import Head

_RECOGNISED = re.compile(r"ocr|tesseract|recogni|scan", re.IGNORECASE)
_SELECT = """SELECT id, sha256, name, type, number, symbol, date, issuer, subject, signer, reader, notes,
characters, copy_of FROM files WHERE status = 'registered'"""
FILES = f"{_SELECT} ORDER BY sha256"
OF_DOCUMENT = f"{_SELECT} AND document_id = ? ORDER BY sha256"


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the registry; `notes` counts what was said about its reading."""

    id: int
    sha256: str
    name: str
    head: Head
    subject: str | None
    reader: str
    notes: int
    characters: int

    @property
    def complete(self) -> bool:
        """Whether it tells number, symbol, day and issuer, so that its header alone says what it is."""
        head = self.head
        return bool(head.number and head.symbol and head.issuer) and len(head.date or "") == len("2026-01-31")

    @property
    def told(self) -> int:
        """How many fields of its header it tells."""
        head = self.head
        fields = (head.type, head.number, head.symbol, head.issuer, head.signer, self.subject)
        return sum(bool(field) for field in fields) + (len(head.date or "") == len("2026-01-31"))


def recognised(reader: str | None) -> bool:
    """Whether a text was read from a picture, as its reader's name says."""
    return bool(_RECOGNISED.search(reader or ""))


def held(row: sqlite3.Row) -> Held:
    """A file from a row of `FILES`."""
    head = Head(
        row["type"], row["number"], row["symbol"], row["date"], row["issuer"], row["signer"],
        recognised(row["reader"]),
    )  # fmt: skip
    notes = len(json.loads(row["notes"] or "[]"))
    return Held(
        row["id"], row["sha256"], row["name"], head, row["subject"], row["reader"] or "", notes,
        row["characters"] or 0,
    )  # fmt: skip
