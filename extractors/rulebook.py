"""Loads what we know from the `rules/` folder as one Rulebook: document types, bodies, places, cues, laws."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from extractors.folding import fold
from extractors.patterns import longest_first

RULES_DIR = Path(__file__).resolve().parent.parent / "rules"


class RuleFileError(ValueError):
    """A rule file that cannot be used; the message names file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class DocType:
    """A type of document: its name, its letters in a symbol ("" if none) and the family that uses them."""

    name: str
    letters: str
    family: str


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body by the letters it has in symbols.

    `name` may hold a placeholder that the document's own place fills: {province} ("tỉnh Lào Cai"), {place}
    (any level), {party} ("Tỉnh ủy Lào Cai"). Alternatives stand between " | ". Dates are ISO, "" where open.
    """

    letters: str
    name: str
    level: str
    valid_from: str
    valid_to: str
    successor: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city under the central government, over one span of time ("" where open)."""

    name: str
    kind: str
    valid_from: str
    valid_to: str
    successor: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """A law, code or ordinance: its name, its number ("31/2024/QH15", "" if unknown) and its ISO date."""

    name: str
    number: str
    date: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a mention's relation; `position` says where they stand: before, adjacent or after."""

    words: str
    relation: str
    position: str


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Everything the extractors know, as data; made once a process by `load_rules`."""

    types: tuple[DocType, ...]
    type_abbreviations: Mapping[str, str]
    bodies: tuple[Body, ...]
    provinces: tuple[Province, ...]
    laws: tuple[Law, ...]
    cues: tuple[Cue, ...]
    relations: Mapping[str, str]
    office_holders: Mapping[str, str]
    stop_words: Mapping[str, str]
    body_heads: tuple[str, ...]
    count_nouns: tuple[str, ...]
    tables: Mapping[str, tuple[Mapping[str, str], ...]]

    @cached_property
    def bodies_by_letters(self) -> dict[str, tuple[Body, ...]]:
        """Every body that has used these letters, in the order of the table."""
        found: dict[str, tuple[Body, ...]] = {}
        for body in self.bodies:
            found[body.letters] = (*found.get(body.letters, ()), body)
        return found

    @cached_property
    def party_letters(self) -> frozenset[str]:
        """Letters of Party bodies, which stand after the slash of a Party symbol."""
        return frozenset(body.letters for body in self.bodies if body.level in ("party", "union"))

    @cached_property
    def state_letters(self) -> frozenset[str]:
        """Letters of all other bodies."""
        return frozenset(body.letters for body in self.bodies) - self.party_letters

    @cached_property
    def groups_by_fold(self) -> dict[str, str]:
        """Letter groups that occur in symbols (types and bodies) by their folded form."""
        groups = [t.letters for t in self.types if t.letters] + [b.letters for b in self.bodies]
        return {fold(group): group for group in reversed(groups)}

    @cached_property
    def type_by_letters(self) -> dict[tuple[str, str], str]:
        """(letters, "party" or "state") → the type's name."""
        found: dict[tuple[str, str], str] = {}
        for kind in self.types:
            if kind.letters:
                family = "party" if kind.family == "party" else "state"
                found.setdefault((kind.letters, family), kind.name)
        return found

    @cached_property
    def type_by_fold(self) -> dict[str, str]:
        """Folded name → name of every type."""
        return {fold(kind.name): kind.name for kind in self.types}

    @cached_property
    def province_by_fold(self) -> dict[str, str]:
        """Folded name or alias → name of every province there has been."""
        names: dict[str, str] = {}
        for province in self.provinces:
            for name in (province.name, *province.aliases):
                names[fold(name)] = province.name
        return names

    def province_kind(self, name: str, date: str | None) -> str:
        """What the province was at `date` (ISO, None for its latest kind): "tỉnh" or "thành phố"."""
        spans = [province for province in self.provinces if province.name == name]
        for span in spans:
            if date and span.valid_from <= date and (not span.valid_to or date <= span.valid_to):
                return span.kind
        return spans[-1].kind if spans else "tỉnh"


def load_rules(overlay: Path | None = None) -> Rulebook:
    """The rulebook of the program, with the rows of a user's own folder put in front of it.

    Raises:
        RuleFileError: a file is missing, or a row does not fit its header.
    """
    return _load(RULES_DIR, overlay.resolve() if overlay else None)


@cache
def _load(base: Path, overlay: Path | None) -> Rulebook:
    tables = {path.stem: read_table(path) for path in sorted(base.glob("*.tsv"))}
    if overlay:
        for path in sorted(overlay.glob("*.tsv")):
            rows = read_table(path)
            _check_columns(path.name, rows, tables.get(path.stem, ()))
            tables[path.stem] = rows + tables.get(path.stem, ())
    return build(tables)


def _check_columns(
    file: str, rows: tuple[Mapping[str, str], ...], own: tuple[Mapping[str, str], ...]
) -> None:
    """A user's table must have the columns of the program's table of the same name."""
    if rows and own and rows[0].keys() != own[0].keys():
        wanted = ", ".join(name for name in own[0] if name != "_line")
        raise RuleFileError(f"{file}, line 1: the columns must be {wanted}")


def build(tables: Mapping[str, tuple[Mapping[str, str], ...]]) -> Rulebook:
    """The rulebook made of the tables, each a tuple of rows by column name."""
    try:
        return Rulebook(
            types=tuple(DocType(r["name"], r["letters"], r["family"]) for r in tables["doc_types"]),
            type_abbreviations={r["abbreviation"]: r["type"] for r in tables["type_abbreviations"]},
            bodies=tuple(_body(r) for r in tables["bodies"]),
            provinces=tuple(_province(r) for r in tables["provinces"]),
            laws=tuple(Law(r["name"], r["number"], r["date"]) for r in tables["laws"]),
            cues=tuple(Cue(r["cue"], r["relation"], r["position"]) for r in tables["cues"]),
            relations={r["relation"]: r["vietnamese"] for r in tables["relations"]},
            office_holders={r["title"]: r["body"] for r in tables["office_holders"]},
            stop_words={r["words"]: r["scope"] for r in tables["stop_words"]},
            body_heads=tuple(longest_first(r["head"] for r in tables["body_heads"])),
            count_nouns=tuple(r["noun"] for r in tables["count_nouns"]),
            tables=tables,
        )
    except KeyError as missing:
        raise RuleFileError(f"rules: no table or column named {missing}") from missing


def _body(row: Mapping[str, str]) -> Body:
    dates = (row["valid_from"], row["valid_to"])
    return Body(row["letters"], row["name"], row["level"], *dates, row["successor"], _several(row["aliases"]))


def _province(row: Mapping[str, str]) -> Province:
    dates = (row["valid_from"], row["valid_to"])
    return Province(row["name"], row["kind"], *dates, row["successor"], _several(row["aliases"]))


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def read_table(path: Path) -> tuple[Mapping[str, str], ...]:
    """The rows of a tab-separated file with one header line, by column name.

    Raises:
        RuleFileError: the file is not UTF-8, has no header, or a row has another number of columns.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError(f"{path.name}: cannot be read: {error}") from error
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows:
        raise RuleFileError(f"{path.name}: is empty")
    return tuple(_named(path.name, rows[0], rows[1:]))


def _named(file: str, header: list[str], rows: Iterable[list[str]]) -> Iterable[Mapping[str, str]]:
    for line, row in enumerate(rows, start=2):
        if not row:
            continue
        if len(row) != len(header):
            raise RuleFileError(f"{file}, line {line}: {len(row)} columns where the header has {len(header)}")
        yield {"_line": str(line), **{name: value.strip() for name, value in zip(header, row, strict=True)}}
