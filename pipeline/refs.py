"""Turns what a person types as REF (285/KH-UBND, an id, a file name, a law's name) into one document's id."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.messages import value
from pipeline.registry import Registry
from pipeline.schema import IS_LAW
from pipeline.search_text import squeeze

LISTED = 8  # candidates named in a message
_NUMBERED = re.compile(
    r"(?P<number>\d+[a-z]?(?:\.\d+[a-z]?)*)"
    r"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?=\s?[/-]))?"
    r"\s?[/-]\s?(?P<symbol>[a-z][a-z0-9&./-]*)"
)
_SHORT = re.compile(r"\b(?P<number>\d+[a-z]?)/?(?![\w/])")
_SEPARATOR = re.compile(r"\s*([/-])\s*")
_JOINED = re.compile(r"\b([a-z]+)(\d+)(?![\w/-])")
_DATE = re.compile(r"\b(?:ngay )?(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_YEAR = re.compile(r"\b(?:nam |, ?)?((?:19|20)\d\d)\b")
_LAST_YEAR = re.compile(r"(?: nam)? ((?:19|20)\d\d)$")
_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"\.\w{1,5}$")
_FILLER = re.compile(r"\b(?:so|ngay|nam|cua)\b|[,;()]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A REF in parts, folded: number, symbol with "/" for every separator, year, ISO date, other words."""

    number: str
    symbol: str | None
    year: str | None
    date: str | None
    type: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be meant."""

    id: str
    label: str
    date: str | None
    issuer: str | None
    identity: str

    def __str__(self) -> str:
        known = ", ".join(part for part in (self.date, self.issuer) if part)
        return f"{self.id} ({self.label}{', ' if known else ''}{known})"


_FIELDS = "d.id, d.label, d.date, d.issuer, d.identity"


@cache
def type_names() -> dict[str, str]:
    """Every form of a document type, folded ("ke hoach", "kh"), and its full name."""
    from extractors.rulebook import load_rules

    rules = load_rules()
    forms = {squeeze(kind.letters): kind.name for kind in reversed(rules.types) if kind.letters}
    forms |= {squeeze(short): name for short, name in rules.type_abbreviations.items()}
    return forms | {squeeze(kind.name): kind.name for kind in rules.types}


def type_name(registry: Registry, typed: str) -> str:
    """The full name of a document type given in any form: "KH", "kh", "Kế hoạch", "ke hoach".

    A type that only a user's own rules have is known by the documents that bear it.

    Raises:
        UsageError: no such type is known.
    """
    stored = registry.query("SELECT DISTINCT type FROM documents WHERE type IS NOT NULL ORDER BY type")
    forms = {squeeze(row[0]): str(row[0]) for row in stored} | type_names()
    name = forms.get(squeeze(typed))
    if name is None:
        near = {forms[form]: None for form in get_close_matches(squeeze(typed), forms, LISTED, 0.5)}
        listed = ", ".join(near or ("KH", "Kế hoạch", "QĐ", "Quyết định", "…"))
        raise UsageError(
            f'"{typed}" is no type of document; did you mean one of: {listed}?',
            f"“{typed}” không phải loại văn bản; có phải ý bạn là: {listed}?",
        )
    return name


def relation_name(typed: str) -> str:
    """A relation given by its name or in Vietnamese, with or without diacritics: "implements", "thuc hien".

    Raises:
        UsageError: no such relation is known.
    """
    from extractors.rulebook import load_rules

    relations = load_rules().relations
    wanted = squeeze(typed)
    for name, vietnamese in relations.items():
        if wanted.replace(" ", "_") == name or wanted in (squeeze(vietnamese), squeeze(value(name, "vi"))):
            return name
    known = ", ".join(f"{name} ({value(name, 'vi')})" for name in relations)
    raise UsageError(
        f'"{typed}" is no relation; known are: {known}.',
        f"“{typed}” không phải quan hệ; các quan hệ đã biết: {known}.",
    )


def issuer_names(registry: Registry, typed: str) -> tuple[str, ...]:
    """Every issuer in the registry whose name holds what was typed: "UBND tỉnh Hòa An", "cong thuong".

    Letters that a body has in symbols stand for its name.

    Raises:
        UsageError: there is none.
    """
    rows = registry.query(
        "SELECT issuer FROM documents WHERE issuer IS NOT NULL UNION"
        " SELECT issuer FROM mentions WHERE document_id IS NULL AND issuer IS NOT NULL"
    )
    names = [str(row[0]) for row in rows]
    if found := fitting_names(names, typed):
        return found
    nearest = near_names(names, typed)
    raise UsageError(
        f'No issuer in the registry has "{typed}" in its name{nearest[0]}.',
        f"Trong sổ không có cơ quan ban hành nào mang tên “{typed}”{nearest[1]}.",
    )


def fitting_names(names: Iterable[str], typed: str) -> tuple[str, ...]:
    """The names of bodies that hold what was typed, diacritics and case aside, in their order.

    Letters that a body has in symbols stand for its name.
    """
    folded = {name: f" {squeeze(name)} " for name in sorted(names)}
    wanted = squeeze(typed)
    # whole words first: "Hòa An" is not "Hòa Anh"
    for form in (f" {wanted} ", f" {_spelled_out(wanted)} ", wanted):
        found = tuple(name for name, words in folded.items() if wanted and form in words)
        if found:
            return found
    return ()


def near_names(names: Iterable[str], typed: str) -> tuple[str, str]:
    """What a message adds, in English and Vietnamese, of names that are nearly what was typed."""
    known = {squeeze(name): name for name in names}
    near = get_close_matches(squeeze(typed), known, LISTED, 0.5)
    shown = "; ".join(sorted(known[words] for words in near))
    return (f"; near it are: {shown}", f"; gần giống: {shown}") if shown else ("", "")


def _spelled_out(wanted: str) -> str:
    """The name with its first word spelled out where it is a body's letters: "ubnd tinh x"."""
    from extractors.rulebook import load_rules

    first, _, rest = wanted.partition(" ")
    for body in load_rules().bodies:
        if squeeze(body.letters) == first:
            return f"{squeeze(body.name.split('{')[0].split('|')[0])} {rest}".strip()
    return wanted


def iso_day(typed: str, option: str) -> str:
    """A day given as 2025-05-12 or 12/5/2025, in ISO form.

    Raises:
        UsageError: it is no day of the calendar.
    """
    text = typed.strip()
    match = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else text).isoformat()
    except ValueError:
        raise UsageError(
            f'{option}: "{typed}" is no date; write it as 2025-05-12.',
            f"{option}: “{typed}” không phải ngày; hãy viết dạng 2025-05-12 hoặc 12/5/2025.",
        ) from None


def view_name(typed: str, known: Sequence[str]) -> str:
    """The name of a view as the registry has it; "-" may stand for "_".

    Raises:
        UsageError: there is no such view.
    """
    name = squeeze(typed).replace("-", "_").replace(" ", "_")
    if name in known:
        return name
    holding = [view for view in known if name and name in view]
    listed = ", ".join(holding or get_close_matches(name, known, 3, 0.4) or known)
    raise UsageError(
        f'There is no view "{typed}"; did you mean one of: {listed}?',
        f"Không có khung nhìn “{typed}”; có phải ý bạn là: {listed}?",
    )


def find_document(registry: Registry, ref: str) -> str:
    """The id of the one document that `ref` means.

    Raises:
        UnknownReferenceError: it fits no document, or several; the message lists the candidates.
    """
    found, near = candidates(registry, ref)
    if len(found) == 1:
        return found[0].id
    raise _ambiguous(ref, found) if found else _unknown(ref, near)


def candidates(registry: Registry, ref: str) -> tuple[list[Candidate], list[Candidate]]:
    """The documents that `ref` may mean, one where it is clear; and where there is none those near it."""
    exact = _by_id(registry, ref) or _by_file(registry, ref)
    wanted = None if exact else parse(ref)
    found = exact or (_by_number(registry, wanted) if wanted else _by_name(registry, ref))
    sure = [candidate for candidate in found if candidate.identity != "weak"]
    if len(sure) == 1:
        return sure, []
    return found, [] if found or not wanted else _near(registry, wanted)


def near_ids(registry: Registry, typed: str) -> list[Candidate]:
    """Documents whose ids are nearly the one typed: what carries it, or of the same body, type and year."""
    folder, _, last = typed.strip().strip("/").rpartition("/")
    if not folder:
        return []
    known = _select(
        registry, "WHERE d.id >= ?1 || '/' AND d.id < ?1 || '0' ORDER BY d.id LIMIT 500", (folder,)
    )
    by_last = {candidate.id.rpartition("/")[2]: candidate for candidate in known}
    near = [by_last[one] for one in get_close_matches(last, by_last, LISTED, 0.5)]
    above = _select(registry, "WHERE d.id = ?", (folder,))
    return [*above, *near] or known[:LISTED]


def parse(ref: str) -> Wanted | None:
    """The parts of a REF that carries a number, None for one that does not."""
    text = _SEPARATOR.sub(r"\1", squeeze(ref))
    year = date = None
    match = _NUMBERED.search(text)
    head, tail = (text[: match.start()], text[match.end() :]) if match else ("", text)
    if found := _DATE.search(tail):
        date = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    elif found := _ISO.search(tail):
        date = found[0]
    elif found := _YEAR.search(tail):
        year = found[1]
    if found:
        tail = tail[: found.start()] + " " + tail[found.end() :]
    if not match:
        tail = _JOINED.sub(r"\1 \2", tail)
        match = _SHORT.search(tail)
        if not match:
            return None
        before = _FILLER.sub(" ", tail[: match.start()]).strip()
        if before and _split_type(before)[0] is None:
            return None
        head, tail = tail[: match.start()], tail[match.end() :]
    parts = match.groupdict()
    kind, words = _split_type(_FILLER.sub(" ", head))
    rest = " ".join([words, *_FILLER.sub(" ", tail).split()]).strip()
    symbol = parts.get("symbol")
    return Wanted(
        parts["number"].lstrip("0"),
        symbol.strip("./-").replace("-", "/") if symbol else None,
        parts.get("year") or year,
        date,
        kind,
        rest,
    )


def _split_type(head: str) -> tuple[str | None, str]:
    """The type that the words before a number name, and the words that are left of them."""
    words = head.split()
    forms = type_names()
    for length in range(len(words), 0, -1):
        name = forms.get(" ".join(words[:length]))
        if name:
            return name, " ".join(words[length:])
    return None, " ".join(words)


def _select(registry: Registry, rest: str, values: Sequence[object]) -> list[Candidate]:
    rows = registry.query(f"SELECT DISTINCT {_FIELDS} FROM documents d {rest}", values)
    return [Candidate(*row) for row in rows]


def _by_id(registry: Registry, ref: str) -> list[Candidate]:
    return _select(registry, "WHERE d.id = ?1 OR d.urn = ?1", (ref.strip(),))


def _by_file(registry: Registry, ref: str) -> list[Candidate]:
    """The document of a file given by its name, with or without its suffix, or by the end of its path."""
    name = ref.strip().replace("\\", "/").removeprefix("./")
    # what begins with "name." sorts between "name." and "name/"
    named = "f.name = ?1 OR (f.name > ?1 || '.' AND f.name < ?1 || '/')"
    found = _of_files(registry, named, (name,))
    if not found and _SUFFIX.search(name):
        placed = "SELECT file_id FROM paths WHERE NOT removed AND (path = ?1 OR substr(path, ?2) = ?3)"
        found = _of_files(registry, f"f.id IN ({placed})", (name, -len(name) - 1, f"/{name}"))
    return found


def _of_files(registry: Registry, condition: str, values: Sequence[object]) -> list[Candidate]:
    rest = f"JOIN files f ON f.document_id = d.id AND f.status = 'registered' WHERE {condition}"
    return _select(registry, rest, values)


def _by_number(registry: Registry, wanted: Wanted) -> list[Candidate]:
    conditions = ["d.number_key = ?"]
    values: list[object] = [wanted.number]
    if wanted.symbol is not None:
        conditions.append("replace(d.symbol_key, '-', '/') = ?")
        values.append(wanted.symbol)
    if wanted.type is not None:
        conditions.append("(d.type = ? OR d.type IS NULL)")
        values.append(wanted.type)
    if wanted.date is not None:
        conditions.append("d.date = ?")
        values.append(wanted.date)
    if wanted.year is not None:
        conditions.append("d.year = ?")
        values.append(int(wanted.year))
    found = _select(registry, f"WHERE {' AND '.join(conditions)} ORDER BY d.held DESC, d.id", values)
    words = set(_WORD.findall(wanted.words))
    return [c for c in found if words <= set(_WORD.findall(squeeze(f"{c.label} {c.issuer or ''}")))]


def _by_name(registry: Registry, ref: str) -> list[Candidate]:
    """Laws of the name that was typed, else documents whose label is or holds what was typed."""
    words = set(_FILLER.sub(" ", squeeze(ref)).split())
    if not words or squeeze(ref) in type_names():
        return []
    laws = _laws(registry, ref)
    if laws:
        return laws
    named = _select(registry, "WHERE d.identity = 'named' OR d.number_key IS NULL ORDER BY d.id", ())
    same = [c for c in named if squeeze(c.label) == squeeze(ref)]
    return same or [c for c in named if words <= set(squeeze(f"{c.label} {c.date or ''}"[:400]).split())]


def _laws(registry: Registry, ref: str) -> list[Candidate]:
    """The laws of this name, of the year that stands behind it if there is one: "luật đất đai 2024"."""
    from extractors.rulebook import load_rules

    typed = _law_key(ref)
    found = _LAST_YEAR.search(typed)
    year = int(found[1]) if found else None
    name = typed[: found.start()] if found else typed
    numbers = {law.number for law in load_rules().laws if _law_key(law.name) == name}
    sql = f"SELECT id, year, subject, label, number || '/' || symbol AS sign FROM documents WHERE {IS_LAW}"
    ids = [
        row["id"]
        for row in registry.query(sql)
        if year in (None, row["year"])
        and (
            row["sign"] in numbers
            or _law_key(row["subject"] or "") == name
            or _law_key(row["label"]) == typed
        )
    ]
    listed = "SELECT value FROM json_each(?)"
    return _select(registry, f"WHERE d.id IN ({listed}) ORDER BY d.year, d.id", (json.dumps(ids),))


def _law_key(name: str) -> str:
    """A law's name for comparing; commas are often left out: "luat thi dua khen thuong"."""
    return squeeze(name).replace(",", "")


def _near(registry: Registry, wanted: Wanted) -> list[Candidate]:
    rest = "WHERE d.number_key = ? ORDER BY d.identity = 'weak', d.held DESC, d.id LIMIT ?"
    return _select(registry, rest, (wanted.number, LISTED))


def _listed(candidates: Sequence[Candidate]) -> str:
    more = len(candidates) - LISTED
    return "\n  ".join([*map(str, candidates[:LISTED]), *([f"… (+{more})"] if more > 0 else [])])


def _ambiguous(ref: str, found: Sequence[Candidate]) -> UnknownReferenceError:
    listed = _listed(found)
    return UnknownReferenceError(
        f'"{ref}" fits {len(found)} documents; add the year, date or issuer that tells them apart, '
        f"or give one of these ids:"
        f"\n  {listed}",
        f"“{ref}” khớp {len(found)} văn bản; hãy thêm năm, ngày hoặc cơ quan ban hành để phân biệt, "
        f"hoặc dùng một mã sau:"
        f"\n  {listed}",
    )


def _unknown(ref: str, near: Sequence[Candidate]) -> UnknownReferenceError:
    english = f'No document in the registry fits "{ref}".'
    vietnamese = f"Trong sổ không có văn bản nào khớp “{ref}”."
    if near:
        listed = _listed(near)
        english += f" With the same number there are:\n  {listed}"
        vietnamese += f" Cùng số có:\n  {listed}"
    return UnknownReferenceError(english, vietnamese)
