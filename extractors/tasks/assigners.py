"""Tells who assigns the tasks of a document: its issuer, or the one whose conclusion an office announces."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.home import Home, completed
from extractors.letters import toneless
from extractors.model import Header
from extractors.patterns import either
from extractors.rulebook import Rulebook


class Assigners:
    """Reads the office in the subject of a notice with the table of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._names = {toneless(row["words"]): row["name"] for row in rules.tables["assigning_offices"]}
        self._said = regex.compile(
            r"kêt luân,?(?: (?:chi đao|giao nhiêm vu))? cua (?:đông chi )?(?P<deputy>pho )?"
            rf"(?P<office>{either(self._names)})(?!\p{{L}})"
        )

    def of(self, header: Header, home: Home) -> str | None:
        """Who assigns: the one whose conclusion a notice tells, else the issuer."""
        said = self._said.match(toneless(header.subject or "")) if header.type == "Thông báo" else None
        name = self._names[said["office"]] if said else None
        name = completed(name, home) if name and "{" in name else name
        if said is None or name is None:
            return header.issuer
        return f"Phó {name}" if said["deputy"] else name


@lru_cache(maxsize=4)
def assigners(rules: Rulebook) -> Assigners:
    """The reader made with `rules`."""
    return Assigners(rules)
