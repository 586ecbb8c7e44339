"""Findings on the files of one document that differ: headers, figures, names, passages that one alone has."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors.audit.wording import severity
from extractors.dates import agree
from extractors.rulebook import Rulebook
from pipeline.audit_graph import GraphFinding
from pipeline.copies.differences import Kind
from pipeline.copies.heads import FILES, Held, held
from pipeline.identity import number_parts, symbol_parts
from pipeline.search_text import squeeze, tone_key

_COPIES = """SELECT u.id, c.id, p.file_id = u.id, p.differences FROM files c JOIN files u ON u.id = c.copy_of
JOIN file_pairs p ON p.file_id = min(u.id, c.id) AND p.other_file_id = max(u.id, c.id)
    OR p.file_id = max(u.id, c.id) AND p.other_file_id = min(u.id, c.id)
ORDER BY u.name, u.sha256, c.name, c.sha256"""
_RULES = {
    Kind.FIGURE: "copy_figure",
    Kind.NAME: "copy_words",
    Kind.WORDS: "copy_words",
    Kind.PASSAGE: "copy_passage",
}
_FIELDS = {
    "number": ("số", "number"), "symbol": ("ký hiệu", "symbol"), "date": ("ngày", "date"),
    "signer": ("người ký", "signer"), "issuer": ("cơ quan ban hành", "issuer"),
}  # fmt: skip
_HEAD = 3000
"""Characters in which number, symbol, day and issuer stand; the signer stands anywhere."""
_MISREAD = 0.6
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Both:
    """The used file of a document and a copy of it."""

    used: Held
    copy: Held
    rules: Rulebook

    @property
    def lenient(self) -> bool:
        """Whether a difference may be a misreading."""
        return self.used.head.recognised or self.copy.head.recognised

    def finding(
        self, rule: str, at: Span, other: Span | None, values: Mapping[str, str], lenient: bool
    ) -> GraphFinding:
        """A finding on the used file against the copy."""
        start, end = other or (None, None)
        return GraphFinding(
            rule, severity(rule, self.rules, lenient), self.used.id, *at,
            {**values, "other_file": self.copy.name}, self.copy.id, start, end,
        )  # fmt: skip


def copy_findings(connection: sqlite3.Connection, rules: Rulebook) -> Iterator[GraphFinding]:
    """Every difference between a file that is used and its copies, by files and in the order of the text."""
    rows = connection.execute(_COPIES).fetchall()
    if not rows:
        return
    files = {row["id"]: held(row) for row in connection.execute(FILES)}
    for used, copy, first, told in rows:
        both = _Both(files[used], files[copy], rules)
        texts = _text(connection, used), _text(connection, copy)
        yield from _headers(both, *texts)
        for kind, slight, *spans in json.loads(told):
            at, other = (spans[0], spans[1]), (spans[2], spans[3])
            if not first:
                at, other = other, at
            yield _different(both, Kind(kind), bool(slight), (at, other), texts)


def _text(connection: sqlite3.Connection, file_id: int) -> str:
    row = connection.execute("SELECT text FROM texts WHERE file_id = ?", (file_id,)).fetchone()
    return str(row[0]) if row else ""


def _different(
    both: _Both, kind: Kind, slight: bool, spans: tuple[Span, Span], texts: tuple[str, str]
) -> GraphFinding:
    said, told = (_line(text[slice(*span)]) for text, span in zip(texts, spans, strict=True))
    values = {"printed": said, "other": told}
    if kind is Kind.PASSAGE:
        here = len(said) > len(told)
        names = (both.used.name, both.copy.name) if here else (both.copy.name, both.used.name)
        values = {"words": str(len((said if here else told).split())), "file": names[0], "without": names[1]}
    return both.finding(_RULES[kind], *spans, values, slight or both.lenient or kind is Kind.WORDS)


def _line(words: str) -> str:
    return " ".join(words.split())


def _headers(both: _Both, text: str, other_text: str) -> Iterator[GraphFinding]:
    for field, (name, name_en) in _FIELDS.items():
        said, told = (getattr(one.head, field) for one in (both.used, both.copy))
        if not said or not told or not _differ(field, said, told, both.lenient):
            continue
        values = {"field": name, "field_en": name_en, "printed": _shown(said), "other": _shown(told)}
        place = _where(field, said, text) or (0, min(len(text), 1))
        yield both.finding("copy_header", place, _where(field, told, other_text), values, both.lenient)


def _differ(field: str, said: str, told: str, lenient: bool) -> bool:
    if field == "date":
        return not agree(said, told)
    if field == "number":
        return number_parts(said)[0] != number_parts(told)[0]
    if field == "symbol":
        return symbol_parts(said) != symbol_parts(told)
    if lenient:
        return SequenceMatcher(None, squeeze(said), squeeze(told), autojunk=False).ratio() < _MISREAD
    return tone_key(said) != tone_key(told)


def _shown(value: str) -> str:
    """A value as people write it; days the Vietnamese way."""
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    return f"{day[3]}/{day[2]}/{day[1]}" if day else value


def _where(field: str, value: str, text: str) -> Span | None:
    """Where a field of the header stands, if its words are found."""
    if field == "date":
        year, month, day = ([int(part) for part in value.split("-")] + [0, 0])[:3]
        pattern = rf"(?i)(?:ngày\s*)?0?{day}\s*(?:/|-|\.|tháng)\s*0?{month}\s*(?:/|-|\.|năm)\s*{year}"
    elif field == "number":
        pattern = rf"(?<!\d)0*{re.escape(value.lstrip('0'))}(?!\d)"
    else:
        pattern = r"\s+".join(map(re.escape, value.split()))
    area = text if field == "signer" else text[:_HEAD]
    found = list(re.finditer(pattern, area, re.IGNORECASE))
    return found[-1 if field == "signer" else 0].span() if found else None
