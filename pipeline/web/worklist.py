"""The findings as a work list: which are asked for, how many of each sort there are, and one page of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.rulebook import Rulebook
from pipeline.audit import rules as wording
from pipeline.audit.findings import LOUDEST_FIRST, ON_DOCUMENT, Found, findings_by_id
from pipeline.registry import Registry
from pipeline.search_text import squeeze
from pipeline.web.asking import LANG
from pipeline.web.words import code

ROWS = 20
"""Findings of a page: each brings its sentences and a form."""
STATUSES: Mapping[str, str] = {"mo": "open", "chap-nhan": "accepted", "bo-qua": "dismissed", "tat-ca": ""}
"""What the address says for what was decided; without it, what nobody decided."""
_FACETS = ("tinh-trang", "muc", "quy-tac", "co-quan")
_OPTIONS = 14
_FROM = """FROM findings n JOIN files f ON f.id = n.file_id LEFT JOIN documents d ON d.id = f.document_id
LEFT JOIN reviews r ON r.key = n.key"""
_COUNTED = "f.status = 'registered' AND f.copy_of IS NULL"
"""What another file of the same document says counts there."""
_STATUS = "coalesce(r.decision, 'open')"
_COLUMNS = {"tinh-trang": _STATUS, "muc": "n.severity", "quy-tac": "n.rule", "co-quan": "d.issuer"}
_ORDER = "instr('error warning info', n.severity), n.file_id, n.start_offset, n.id"
Cube = Counter[tuple[str, str, str, str | None]]
"""How many findings there are of each status, severity, rule and issuer."""
Words = Mapping[int, tuple[str, str]]
"""Key and words, folded, of every finding by its id."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter and how many findings it leaves."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters that are set, by their names in the address; `document` is an id."""

    chosen: Mapping[str, str]
    words: str = ""
    typed_document: str = ""
    document: str | None = None

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments of the address, without the number of the page."""
        return {"q": self.words, **self.chosen, "van-ban": self.typed_document}

    @property
    def wanted(self) -> dict[str, str]:
        """The values that the columns must have."""
        status = STATUSES[self.chosen.get("tinh-trang", "mo")]
        named = {name: value for name, value in self.chosen.items() if name != "tinh-trang"}
        return {"tinh-trang": status, **named} if status else named

    def fits(self, sort: Sequence[str | None], without: str = "") -> bool:
        """Whether a sort of findings is asked for, one filter aside."""
        pairs = zip(_FACETS, sort, strict=True)
        wanted = self.wanted
        return all(name == without or name not in wanted or wanted[name] == value for name, value in pairs)


def cube(registry: Registry, among: Sequence[int] | None = None) -> Cube:
    """The counts of all findings, or of those of these ids."""
    condition, values = _among(among)
    rows = registry.query(
        f"SELECT {', '.join(_COLUMNS.values())}, count(*) {_FROM} WHERE {_COUNTED}{condition}"
        " GROUP BY 1, 2, 3, 4",
        values,
    )
    return Counter({tuple(row)[:4]: row[4] for row in rows})


def words(registry: Registry, before: Words | None = None) -> Words:
    """What a search among findings looks through: their words, what is wrong, and the document's name.

    `before` are the words as they were; what is there already is not folded again, as that takes long.
    """
    known = dict(before or {})
    keys = {row[0]: row[1] for row in registry.query("SELECT id, key FROM findings")}
    found = {key: told for key, told in known.items() if keys.get(key) == told[0]}
    fresh = json.dumps([key for key in keys if key not in found])
    rows = registry.query(
        "SELECT n.id, n.key, n.text || ' ' || n.why || ' ' || coalesce(n.other_text, '') || ' '"
        " || coalesce(d.label, '') || ' ' || f.name FROM json_each(?) w JOIN findings n ON n.id = w.value"
        " JOIN files f ON f.id = n.file_id LEFT JOIN documents d ON d.id = f.document_id",
        (fresh,),
    )
    return {**found, **{row[0]: (row[1], squeeze(row[2])) for row in rows}}


def with_words(known: Words, typed: str) -> list[int]:
    """The ids of the findings that hold all the words."""
    terms = squeeze(typed).split()
    return [key for key, (_, text) in known.items() if all(term in text for term in terms)]


def on_document(registry: Registry, document: str) -> list[int]:
    """The ids of the findings on a document, those between it and another among them."""
    sql = f"{ON_DOCUMENT.format('file_id')} UNION {ON_DOCUMENT.format('other_file_id')}"
    return [row[0] for row in registry.query(sql, (document, document))]


def ids(
    registry: Registry, asked: Asked, among: Sequence[int] | None, rows: int | None = None, skip: int = 0
) -> list[int]:
    """The ids of the findings asked for: the loudest first, those of one file together."""
    condition, values = _among(among)
    for name, value in asked.wanted.items():
        condition += f" AND {_COLUMNS[name]} = ?"
        values.append(value)
    sql = f"SELECT n.id {_FROM} WHERE {_COUNTED}{condition} ORDER BY {_ORDER} LIMIT ? OFFSET ?"
    return [row[0] for row in registry.query(sql, [*values, -1 if rows is None else rows, skip])]


def shown(registry: Registry, asked: Asked, among: Sequence[int] | None, number: int) -> list[Found]:
    """One page of the list."""
    return findings_by_id(registry, ids(registry, asked, among, ROWS, (number - 1) * ROWS))


def _among(found: Sequence[int] | None) -> tuple[str, list[object]]:
    if found is None:
        return "", []
    return " AND n.id IN (SELECT value FROM json_each(?))", [json.dumps(found)]


def total(counted: Cube, asked: Asked) -> int:
    """How many findings are asked for."""
    return sum(number for sort, number in counted.items() if asked.fits(sort))


def options(counted: Cube, asked: Asked, name: str, rulebook: Rulebook) -> list[Option]:
    """The values of a filter with their counts, the others being set."""
    at = _FACETS.index(name)
    found: Counter[str] = Counter()
    for sort, number in counted.items():
        value = sort[at]
        if value is not None and asked.fits(sort, name):
            found[value] += number
    if name == "tinh-trang":
        listed = [Option(typed, code(value), found[value]) for typed, value in STATUSES.items() if value]
        return [*listed, Option("tat-ca", "tất cả", found.total())]
    if name == "muc":
        return [Option(one, code(one), found[one]) for one in LOUDEST_FIRST if found[one]]
    titled = (lambda value: wording.title(value, rulebook, LANG)) if name == "quy-tac" else str
    return [Option(value, titled(value), number) for value, number in found.most_common(_OPTIONS)]
