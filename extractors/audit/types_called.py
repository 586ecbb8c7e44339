"""`type_symbol_mismatch`: a document is called by one type, the letters of its symbol are another's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.audit.cited import is_numbered, is_party, key_of, label_of, letters_of
from extractors.audit.wording import severity
from extractors.drafts import LETTER
from extractors.model import Facts, Finding, Reference
from extractors.rulebook import Rulebook

_FAMILIES = ("state", "normative", "party")
_PARTS = re.compile("[-/]")
_UNTYPED = ("CP", "TTg", "HĐBT", "HĐCP", "UB", "QH", "UBTVQH", "HĐNN")
"""Bodies whose symbols have no letters of a type: the Assembly's, and until 1997 or later those of others."""


class CalledTypes:
    """Compares the type words of mentions with the letters of their symbols; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._names: dict[str, set[str]] = {}
        for kind in rules.types:
            if kind.letters:
                self._names.setdefault(kind.letters, set()).add(kind.name)
        self._names["CV"] = {LETTER}
        self._lettered = {name for names in self._names.values() for name in names}
        self._strict = {kind.name for kind in rules.types if kind.family in _FAMILIES}
        self._calls = {(row["called"], row["letters"]) for row in rules.tables["type_calls"]}

    def find(self, facts: Facts) -> Iterator[Finding]:
        """A finding for the first mention of every document that is called by a wrong type."""
        told: set[object] = set()
        for reference in facts.references:
            if not is_numbered(reference) or reference.type not in self._strict:
                continue
            meant = self._meant(reference)
            if meant and (key_of(reference), reference.type) not in told:
                told.add((key_of(reference), reference.type))
                yield self._finding(reference, meant)

    def _meant(self, reference: Reference) -> str | None:
        """The type that the symbol tells, where the text's word is surely another; else None."""
        symbol, called = reference.symbol or "", reference.type or ""
        parts = _PARTS.split(symbol)
        names = {name for part in parts for name in self._names.get(part, ())}
        kind, body = letters_of(symbol, self._rules)
        if not kind:
            return self._letter(called, body, names, reference)
        if kind in self._rules.bodies_by_letters and body not in self._rules.bodies_by_letters:
            return None  # "TTr-NV.IV" may be a letter of an inspectorate
        if (called, kind) in self._calls or any(_same(called, name) for name in names):
            return None
        family = "party" if is_party(symbol) else "state"
        return self._rules.type_by_letters.get((kind, family)) or next(iter(sorted(self._names[kind])), None)

    def _letter(self, called: str, body: str, names: set[str], reference: Reference) -> str | None:
        """A symbol without letters of a type is an official letter's where it begins with a body's."""
        known = body in self._rules.bodies_by_letters and body not in _UNTYPED
        other = called != LETTER and called in self._lettered and not names
        return LETTER if known and other and not is_party(reference.symbol or "") else None

    def _finding(self, reference: Reference, meant: str) -> Finding:
        sign = label_of(reference).removeprefix(f"{reference.type} ")
        values = {"document": sign, "called": reference.type or "", "by_symbol": meant}
        rule = "type_symbol_mismatch"
        return Finding(rule, severity(rule, self._rules), reference.start, reference.end, values)


def _same(called: str, name: str) -> bool:
    """Whether two type names are one, or one a narrower kind of the other ("Báo cáo thẩm định")."""
    return called == name or called.startswith(f"{name} ") or name.startswith(f"{called} ")
