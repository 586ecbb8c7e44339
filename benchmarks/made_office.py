"""Makes the registry of a big office, the same one every time: the material of web.py.

Half of the documents are held. A text is forty paragraphs; each names a document, every eighth has a figure,
every fourth file gives tasks, and every third has a finding. Words are frequent as words are, by Zipf.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from made_graph import (
    DAYS,
    DIRECT,
    FIRST_DAY,
    NAMES,
    SEED,
    TYPES,
    WORDS,
    Document,
    in_bulk,
    insert,
    write_documents,
)
from tasks_joining import ACTS, FIELDS, OPENINGS, made_words

from pipeline.search_text import fold

_INDICATORS = tuple(
    f"{noun} {what}"
    for noun in ("số hồ sơ", "tỷ lệ", "số vụ", "diện tích", "kinh phí", "sản lượng", "số lượt", "số xã")
    for what in (
        "giải quyết trước hạn", "tiếp nhận trực tuyến", "thành lập mới", "trồng rừng", "giải ngân",
        "khai thác", "kiểm tra", "tuyên truyền", "vi phạm", "được cấp phép", "xử lý", "tồn đọng",
    )
)  # fmt: skip
_SEVERITIES = ("error", "warning", "warning", "info")
_LINES = 40


class Office:
    """Documents and the rows of their files; nothing here depends on anything but the arguments."""

    def __init__(self, documents: int) -> None:
        self._chance = random.Random(SEED)
        self._words = made_words(self._chance)
        self._weights = [1 / (rank + 5) for rank in range(len(self._words))]
        self.documents = [self._document(number, documents) for number in range(documents)]
        self.counts = {"mentions": 0, "statistics": 0, "findings": 0, "tasks": 0, "citations": 0}

    def _document(self, number: int, documents: int) -> Document:
        day = FIRST_DAY + timedelta(number * DAYS // documents)
        place = f"{self._chance.choice(NAMES)} {self._chance.choice(NAMES)}"
        return Document(self._chance.choice(tuple(TYPES)[1:]), number + 1, place, day)

    def held(self) -> Iterable[tuple[int, int]]:
        """The file and the number of every document that is held."""
        return enumerate(range(len(self.documents) // 2, len(self.documents)), 1)

    def phrase(self, words: int) -> str:
        """Words at random, frequent ones often."""
        return " ".join(self._chance.choices(self._words, self._weights, k=words))

    def older(self, number: int) -> int:
        """A document before `number`, often one of the few that all cite."""
        return int(number * self._chance.random() ** self._chance.choice((1, 3, 3)))

    def file(self, connection: sqlite3.Connection, file: int, number: int) -> None:
        """Write everything about one file."""
        made = _File(self, file, number)
        for at in range(_LINES):
            made.line(at, self._chance.choice(DIRECT))
        made.write(connection)

    def figure(self) -> tuple[str, int]:
        """An indicator and a value."""
        return self._chance.choice(_INDICATORS), self._chance.randrange(10, 99_999)

    def pick(self, among: tuple[str, ...]) -> str:
        """One at random."""
        return self._chance.choice(among)


class _File:
    """The rows of one file as its text grows."""

    def __init__(self, office: Office, file: int, number: int) -> None:
        self._office, self._file, self._number = office, file, number
        self._own = office.documents[number]
        self._own.file = file
        self._text = f"{self._own.label.upper()}\n"
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _COLUMNS}
        self._edges: dict[tuple[str, str], list[int]] = {}

    def line(self, at: int, relation: str) -> None:
        """One paragraph: words, and a document that it names; perhaps a figure, a task or a finding."""
        start = len(self._text)
        target = self._office.documents[self._office.older(self._number)]
        lead = f"{at + 1}. {self._office.phrase(9).capitalize()}; {WORDS[relation].lower()} "
        named = start + len(lead)
        body = f"{lead}{target.words} {self._office.phrase(6)}"
        self._mention(target, relation, named)
        if at % 8 == 0:
            body += self._figure(start + len(body))
        if at % 20 == 10 and self._file % 4 == 0:
            self._task(at, body, start)
        self._text += f"{body}.\n"
        end = len(self._text) - 1
        self._rows["blocks"].append((self._file, at, "paragraph", start, end, 1 + at // 20, None, None, None))
        if at == 5 and self._file % 3 == 0:
            self._finding(body, start, end)

    def _next(self, table: str) -> int:
        self._office.counts[table] += 1
        return self._office.counts[table]

    def _mention(self, target: Document, relation: str, start: int) -> None:
        key = self._next("mentions")
        self._rows["mentions"].append(
            (
                key, self._file, len(self._rows["mentions"]), target.words, start, start + len(target.words),
                1, "numbered", target.kind, str(target.number), target.symbol, target.day.isoformat(),
                target.issuer, "stated", relation, "self", 0, target.id, "resolved", "identity",
            )
        )  # fmt: skip
        edge = self._edges.setdefault((target.id, relation), [0, key])
        edge[0] += 1

    def _figure(self, start: int) -> str:
        indicator, value = self._office.figure()
        words = f"; {indicator} đạt {value}"
        self._rows["statistics"].append(
            (
                self._next("statistics"), self._file, len(self._rows["statistics"]), str(value),
                start + len(words) - len(str(value)), start + len(words), 1, "text", value, str(value),
                "hồ sơ", indicator, f"{self._own.day.year}-01-01", f"{self._own.day.year}-12-31",
            )
        )  # fmt: skip
        return words

    def _task(self, at: int, body: str, start: int) -> None:
        key = self._next("tasks")
        lead = f"Sở {self._office.pick(FIELDS)} tỉnh {self._own.place}"
        text = f"{self._office.pick(OPENINGS)} {self._office.pick(ACTS)} {self._office.phrase(12)}"
        due = (self._own.day + timedelta(30 + at * 9)).isoformat() if key % 3 else None
        self._rows["tasks"].append(
            (
                key, self._file, at, f"{key:016x}", "task", text, 0, start, start + len(body), 1,
                f'["{lead}"]', "[]", "stated", due, due and "date", due, self._own.issuer,
            )
        )  # fmt: skip
        self._rows["task_bodies"].append((key, "lead", 0, lead))

    def _finding(self, body: str, start: int, end: int) -> None:
        key = self._next("findings")
        self._rows["findings"].append(
            (
                key, self._file, f"f{key:015x}", "file", "sum_of_parts", _SEVERITIES[key % 4], body, 0, start,
                end, 1, "Các phần cộng lại không bằng tổng.", "The parts do not add up to the total.",
            )
        )  # fmt: skip

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the rows, those first to which others refer."""
        own, file = self._own, self._file
        name = f"{TYPES[own.kind][0]}-{own.number}.txt"
        size = len(self._text.encode())
        self._rows["files"].append(
            (
                file, f"{file:064x}", name, "registered", size, "made", own.id, "text", 2, len(self._text),
                own.kind, str(own.number), own.symbol, own.day.isoformat(), own.issuer,
            )
        )  # fmt: skip
        self._rows["paths"].append((f"/den/{file // 500:03}/{name}", file, size, 1))
        self._rows["texts"].append((file, self._text))
        self._rows["search_index"].append((file, fold(own.label), fold(self._text)))
        self._rows["citations"] = [
            (self._next("citations"), own.id, target, relation, own.id, count, first)
            for (target, relation), (count, first) in self._edges.items()
        ]
        for table, rows in self._rows.items():
            if rows:
                insert(connection, table, _COLUMNS[table], rows)


_COLUMNS = {
    "files": "id, sha256, name, status, size, fingerprint, document_id, reader, pages, characters, type,"
    " number, symbol, date, issuer",
    "paths": "path, file_id, size, mtime_ns",
    "texts": "file_id, text",
    "search_index": "rowid, title, text",
    "blocks": "file_id, ordinal, kind, start_offset, end_offset, page, section, table_index, lines",
    "mentions": "id, file_id, ordinal, text, start_offset, end_offset, page, kind, type, number, symbol,"
    " date, issuer, issuer_basis, relation, borne_by, repaired, document_id, status, basis",
    "citations": "id, from_document, to_document, relation, asserted_by, mentions, first_mention",
    "statistics": "id, file_id, ordinal, text, start_offset, end_offset, page, source, value, value_text,"
    " unit, indicator, period_from, period_to",
    "findings": "id, file_id, key, scope, rule, severity, text, occurrence, start_offset, end_offset, page,"
    " why, why_en",
    "tasks": "id, file_id, ordinal, key, kind, text, occurrence, start_offset, end_offset, page,"
    " lead_bodies, partner_bodies, lead_basis, deadline, deadline_kind, due, assigner",
    "task_bodies": "task_id, role, ordinal, body",
}


def write(path: Path, documents: int) -> None:
    """Make the registry at `path`, which must not exist yet.

    Raises:
        RegistryError: It cannot be written.
    """
    office = Office(documents)
    with in_bulk(path) as connection:
        for file, number in office.held():
            office.file(connection, file, number)
        write_documents(connection, office.documents)
