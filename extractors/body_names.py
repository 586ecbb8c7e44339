"""The names of bodies as a rulebook knows them: every spelling in print, and the words that end a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from extractors.letters import toneless
from extractors.rulebook import Body, Rulebook

_PARTY_WORDS = ("Tỉnh ủy", "Thành ủy")
_FIGURE = regex.compile(r"\s*:?\s*\d")


@dataclass(frozen=True, slots=True)
class KnownName:
    """One spelling of a body that the rules know, toneless, and the template of its full name."""

    folded: str
    name: str


def known_names(rules: Rulebook) -> dict[str, tuple[KnownName, ...]]:
    """First toneless word → names that begin with it, longest first."""
    pairs: list[tuple[str, str]] = []
    for body in rules.bodies:
        for name in body.name.split(" | "):
            pairs += _spellings(name, body)
    found: dict[str, list[KnownName]] = {}
    for words, name in dict(reversed(pairs)).items():
        known = KnownName(toneless(words), name)
        found.setdefault(known.folded.split()[0], []).append(known)
    return {first: tuple(sorted(names, key=lambda k: -len(k.folded))) for first, names in found.items()}


def _spellings(name: str, body: Body) -> list[tuple[str, str]]:
    """(spelling, template) of one name of a body: in full, its aliases, and with UBND or HĐND cut short."""
    if "{party}" in name:
        forms = [(name.replace("{party}", word).strip(), name) for word in _PARTY_WORDS]
    else:
        forms = [(name.split(" {")[0], name)]
    words = _PARTY_WORDS if "{party}" in name and name != "{party}" else ("",)
    forms += [(f"{alias} {word}".strip(), name) for alias in body.aliases for word in words]
    short = [
        (words.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND"), template)
        for words, template in forms
    ]
    return forms + [pair for pair in short if pair not in forms]


def province_names(rules: Rulebook) -> dict[str, str]:
    """Toneless name or alias → name of every province there has been."""
    return {toneless(name): p.name for p in rules.provinces for name in (p.name, *p.aliases)}


class NameStops:
    """The words at which a body's name ends, with the tables of a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._phrases: dict[str, tuple[str, ...]] = {}
        for phrase, scope in rules.stop_words.items():
            if scope in ("both", "body"):
                first = phrase.split()[0]
                self._phrases[first] = (*self._phrases.get(first, ()), phrase)

    def at(self, text: str, at: int) -> bool:
        """Whether the word at `at` ends a name; tones count ("từ" ends it, "tư" of "đầu tư" does not)."""
        if text[at].isupper():
            return False
        first = text[at:].split(None, 1)[0].rstrip(".,;:)")
        return any(is_stop_phrase(text, at, phrase) for phrase in self._phrases.get(first, ()))


def is_stop_phrase(text: str, at: int, phrase: str) -> bool:
    """Whether `phrase` stands at `at`; one that ends in " N" wants a figure next ("số 5", not "số hóa")."""
    words = phrase.removesuffix(" N")
    if not word_at(text, at, words):
        return False
    return words == phrase or bool(_FIGURE.match(text, at + len(words)))


def word_at(text: str, at: int, words: str) -> bool:
    """Whether these whole words stand at `at`."""
    return text.startswith(words, at) and not text[at + len(words) : at + len(words) + 1].isalpha()


def sentence_case(words: str, proper_names: Mapping[str, str]) -> str:
    """A name printed in capitals as running text has it: the first letter and proper names stay capital.

    `proper_names` gives the proper form of each toneless name.
    """
    lowered = words.lower()
    cased = lowered[:1].upper() + lowered[1:]
    folded = toneless(words)
    for name, proper in proper_names.items():
        at = folded.find(name)
        if at > 0 and not folded[at - 1].isalpha() and word_at(folded, at, name):
            cased = cased[:at] + proper + cased[at + len(name) :]
    return cased
