"""Finds the unit behind a number: a measure, money with its scale, or the things that are counted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from extractors.rulebook import Rulebook

_ONE = Decimal(1)
_WORD = regex.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*[²³0-9]{0,2}(?!\w)|[%‰]|°C")
_JOIN = regex.compile(r",?\s+|(?<=\w)/(?=\w)")
_PER = regex.compile(r"\s?/\s?(?=\p{L})")
_PER_WORD = regex.compile(r"\p{L}+[²³23]?(?:\.đêm)?")
_SLASH = regex.compile(r"\s*/\s*")
_RATED = frozenset(("money", "measure", "thing", "percent"))
"""Kinds of units that may be told for something: "đồng/ha", "%/năm"."""
_LONGEST = 7
"""Words of the longest unit in the table."""
_COUNTING = frozenset((Decimal(100), Decimal(1000), Decimal(10000)))
"""Scale words that are seldom said of money alone: trăm, nghìn, vạn."""
_MORE = regex.compile(r",\s+([^\W\d_]+(?:\s[^\W\d_]+)?)")
_SAYS_A_FIGURE = regex.compile(r"(?!\s+(?:và|cùng)\s+\d)[^,;:.()\n\d]{0,60}\d")
"""Words up to the next mark with a number among them: they say something of their own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in the text: where it ends, as printed, what it is compared by, its kind and its scale.

    `verbal` tells that the noun is a verb as well ("02 quyết định").
    """

    end: int
    text: str
    measure: str
    kind: str
    scale: Decimal = _ONE
    verbal: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    kind: str
    measure: str
    factor: Decimal
    small: bool
    verbal: bool


class UnitReader:
    """Matches the units of `rules/units.tsv`, and nouns that the table does not know."""

    def __init__(self, rules: Rulebook) -> None:
        self._units: dict[str, _Known] = {}
        for row in rules.tables["units"]:
            known = _Known(
                "thing" if row["kind"] == "act" else row["kind"],
                (row["canonical"] or row["unit"]).lower(),
                Decimal(row["factor"] or 1),
                row["unit"][0].islower(),
                row["kind"] == "act",
            )
            self._units.setdefault(_key(row["unit"]), known)
        self._functions = frozenset(row["word"] for row in rules.tables["function_words"])

    def match(self, text: str, at: int, limit: int) -> Unit | None:
        """The unit that begins at or one blank after `at`, None where no known unit stands there."""
        while at < limit and text[at] in " \u00a0\t":
            at += 1
        if at >= limit:
            return None
        found = self._longest(text, at, limit)
        if found is None:
            return None
        end, known = found
        if known.kind == "scale":
            return self._scaled(text, at, end, known.factor, limit)
        end = self._with_more(text, at, end, limit, known.kind)
        base = end
        while known.kind in _RATED and (joint := _PER.match(text, end, limit)):
            per = self._longest(text, joint.end(), limit)
            word = _PER_WORD.match(text, joint.end(), limit)
            end = per[0] if per and word and per[0] > word.end() else word.end() if word else joint.end()
        measure = known.measure + _SLASH.sub("/", " ".join(text[base:end].lower().split()))
        return Unit(end, " ".join(text[at:end].split()), measure, known.kind, verbal=known.verbal)

    def known(self, words: str) -> str | None:
        """The kind of a unit by its words, None where the table does not have it."""
        found = self._units.get(_key(words))
        return found.kind if found else None

    def measure(self, words: str) -> str:
        """What a unit given in words is compared by."""
        found = self._units.get(_key(words))
        return found.measure if found else words.lower()

    def noun(self, text: str, at: int, limit: int) -> Unit | None:
        """A noun that the table does not know: up to three words that are no function words."""
        while at < limit and text[at] in " \u00a0":
            at += 1
        words: list[regex.Match[str]] = []
        position = at
        while len(words) < 3 and (word := _WORD.match(text, position, limit)) is not None:
            if word[0].lower() in self._functions or (words and word[0][0].isupper()):
                break
            words.append(word)
            position = word.end()
            if position >= limit or text[position] != " ":
                break
            position += 1
        if not words or words[0][0][0].isupper():
            return None
        end = words[-1].end()
        return Unit(end, text[at:end], text[at:end].lower(), "thing")

    def _longest(self, text: str, at: int, limit: int) -> tuple[int, _Known] | None:
        """The longest known unit at `at`: its words are tried one more at a time."""
        best: tuple[int, _Known] | None = None
        position = at
        for _ in range(_LONGEST):
            word = _WORD.match(text, position, limit)
            if word is None:
                break
            known = self._units.get(_key(text[at : word.end()]))
            if known is not None and not _is_name(text[at : word.end()], known):
                best = (word.end(), known)
            join = _JOIN.match(text, word.end(), limit)
            if join is None:
                break
            position = join.end()
        return best

    def _scaled(self, text: str, at: int, end: int, scale: Decimal, limit: int) -> Unit | None:
        """A scale word and what it scales; money where nothing follows: "340 tỷ" are đồng."""
        after = self.match(text, end, limit)
        if after is None or after.kind in ("time", "percent"):
            return self._scaled_alone(text, end, scale, limit)
        printed = after.text if after.scale == _ONE else " ".join(text[end : after.end].split())
        return Unit(after.end, printed, after.measure, after.kind, scale * after.scale)

    def _scaled_alone(self, text: str, end: int, scale: Decimal, limit: int) -> Unit | None:
        """A scale word with no known unit: a noun behind it is counted ("3 nghìn bao"), else it is money."""
        noun = self.noun(text, end, limit)
        if noun is not None and scale in _COUNTING:
            return Unit(noun.end, noun.text, noun.measure, noun.kind, scale)
        return Unit(end, "đồng", "đồng", "money", scale) if scale >= 1000 else None

    def _with_more(self, text: str, at: int, end: int, limit: int, kind: str) -> int:
        """Past a second counted noun: "sở, ngành", "dự án, cơ sở"; not "hồ sơ, giải quyết", "đơn, giải 7".

        Nouns go together by their length, and what says a figure of its own begins another statement.
        """
        simple = " " not in text[at:end]
        while kind == "thing" and (more := _MORE.match(text, end, limit)) is not None:
            whole = _key(more[1]) in self._units
            known = self._units.get(_key(more[1])) or self._units.get(_key(more[1].split()[0]))
            if known is None or known.kind != "thing" or not (whole or simple):
                break
            if _SAYS_A_FIGURE.match(text, more.end(), limit):
                break
            end = more.end() if whole else more.start(1) + len(more[1].split()[0])
        return end


def _is_name(words: str, known: _Known) -> bool:
    """Whether a capital makes the word another one: "1022 Đồng Tháp" counts no money."""
    return known.kind == "money" and known.small and words[0].isupper() and not words.isupper()


def _key(words: str) -> str:
    """Words for looking up: small letters but for short signs ("m" is not "M"), blanks single."""
    plain = " ".join(words.split())
    return plain if len(plain) <= 4 and plain.isascii() else plain.lower()


@lru_cache(maxsize=4)
def unit_reader(rules: Rulebook) -> UnitReader:
    """The reader made with `rules`."""
    return UnitReader(rules)
