"""Reads numbers and symbols that scanning or typing damaged: wrong letters, blanks, lost hyphens.

A damaged symbol is read only behind "số" or a type word, and only where the mended form parses in full: a
known type before a known body, or a term of the Assembly. What stands in for what is data
(`rules/misprints.tsv`). The text stays as printed; the symbol that is read says that it was repaired.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import regex

from extractors.rulebook import Rulebook
from extractors.symbols import Symbol, SymbolGrammar

_REST = r"\s{0,2}[:.]?\s{0,2}(?=[lIOoSB|]{0,2}\d|[lIO|]{1,2}\s?[/\\])"
_LABELS = (regex.compile("ố" + _REST), regex.compile("Ố" + _REST))
_IN_LABEL = re.compile(r"(?<!\w)s$", re.IGNORECASE)
_UNLABELLED = regex.compile(r"[lIOo|]\d{0,4}\s?/\s?[A-ZĐ]")
_FIGURES = re.compile(r"(?<=\w\s)[\dlIOo|]{0,4}$")
_NO_LABEL = regex.compile(r"(?:[Mm]ẫu|[Bb]iểu|[Mm]ã|[Bb]iển|[Tt]ài khoản|[Pp]hụ lục|hộp thư|[Cc]ột)\s+$")
_NUMBER = r"(?P<n>[\dlIOoSB|]{0,4}[\dlIOoSB])"
_YEAR = r"(?:[ ]{0,3}[/\\|][ ]{0,2}(?P<y>[12lI][\dOolI]{1,3}(?:[ ]\d{1,2})?)(?=[ ]{0,2}[/\\|-]|[ ]\p{Lu}))?"
_LETTERS = r"(?P<g>[\p{Lu}0-9][\p{L}\d&]{0,7}(?:[ .–_~/-]{1,3}(?!ngày|năm)[\p{Lu}\d][\p{L}\d&]{0,8}){0,4})"
_SHAPE = regex.compile(rf"{_NUMBER}{_YEAR}(?:[ ]{{0,3}}[/\\|–-][ ]{{0,2}}|[ ]?){_LETTERS}")
_PIECE = regex.compile(r"([\p{L}\d&]+)([\s.–_~/-]*)")
_BAR = regex.compile(r"[/\\|–_~-]")
_GLUED = regex.compile(r"(?<=\p{Lu})(?:ngày|của|về)$")
_TERM = regex.compile(r"(QH|UBTVQH|HĐNN)(\d{1,2})")
_DATED = regex.compile(r"\s*,?\s*ngày\s[^\n]{3,18}?[/.-]?\s?(?:năm\s)?((?:19|20)\d\d)(?!\d)")
_TERMS = frozenset(("QH", "UBTVQH", "HĐNN"))
_DIGIT_FOLLOWS = regex.compile(r"\s\d")
_GOES_ON = regex.compile(r"[_~\\|–-]|\s\p{Lu}")
_TYPE_LETTERS = 5


class DamagedSymbols:
    """Reads damaged symbols with the letters of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook, grammar: SymbolGrammar) -> None:
        self._grammar = grammar
        self._clean: set[str] = set()
        self._types = frozenset(kind.letters for kind in rules.types if kind.letters)
        self._bodies = frozenset(rules.bodies_by_letters) - {""}
        self._party = rules.party_letters
        swaps: defaultdict[str, list[str]] = defaultdict(list)
        digits: dict[str, str] = {}
        for row in rules.tables["misprints"]:
            if row["slot"] == "number":
                digits[row["found"]] = row["meant"]
            else:
                swaps[row["found"]].append(row["meant"])
        self._swaps = dict(swaps)
        self._digits = str.maketrans(digits)

    def mend(
        self, text: str, found: Sequence[Symbol], type_before: Callable[[str], str | None]
    ) -> list[Symbol]:
        """The symbols `found` in a text, the poor ones replaced and the lost ones added, in order.

        `type_before` gives the letters of the type word that ends a text, "" for a type without letters, None
        where no type word ends it.
        """
        there = {symbol.start: symbol for symbol in found}
        read: list[Symbol] = []
        clean = {symbol.start for symbol in found if self._is_clean(symbol, text)}
        for at, start in _places(text, clean):
            known = there.get(at)
            sound = known is not None and self._is_sound(known, text)
            stated = type_before(text[max(0, start - 60) : start])
            if known and sound and stated in (None, "", known.type_letters):
                continue
            symbol = self.read(text, at, stated, start < at)
            if symbol is not None and not (sound and symbol.type_letters != stated):
                read.append(symbol)
        if not read:
            return list(found)
        kept = [s for s in found if not any(r.start < s.end and s.start < r.end for r in read)]
        return sorted(kept + read, key=lambda symbol: symbol.start)

    def knows(self, kind: str, body: str) -> bool:
        """Whether the letters are those of a type and a body, or of a body alone."""
        return body in self._bodies and (not kind or kind in self._types)

    def _is_clean(self, symbol: Symbol, text: str) -> bool:
        """Whether a symbol is sound as it is printed."""
        if symbol.repaired:
            return False
        if symbol.symbol in self._clean:
            return True
        sound = self._is_sound(symbol, text)
        if sound and symbol.symbol not in _TERMS:
            self._clean.add(symbol.symbol)
        return sound

    def _is_sound(self, symbol: Symbol, text: str) -> bool:
        """Whether nothing speaks for damage: its letters are known, and nothing goes on after them."""
        follow = text[symbol.end : symbol.end + 2]
        if symbol.family == "term" or symbol.symbol in _TERMS:
            return symbol.symbol in text[symbol.start : symbol.end] and not _DIGIT_FOLLOWS.match(follow)
        if not symbol.type_letters:
            return symbol.known
        body = symbol.body_letters.split("-")[0]
        cut_off = symbol.repaired and _GOES_ON.match(follow)
        return symbol.type_letters in self._types and body in self._bodies and not cut_off

    def read(self, text: str, at: int, stated: str | None, labelled: bool) -> Symbol | None:
        """The damaged symbol whose number begins at `at`, if one reading of it parses in full.

        `stated` are the letters of the type word before it; `labelled` says that "số" stands before it.
        """
        shape = _SHAPE.match(text, at) if labelled or stated is not None else None
        if shape is None:
            return None
        number = self._number(shape["n"])
        year = self._year(shape, text) if shape["y"] else ""
        if number is None or year is None or _NO_LABEL.search(text, max(0, at - 30), _label_start(text, at)):
            return None
        best = self._best(shape, stated)
        if best is None or not _BAR.search(text, shape.end("y") if shape["y"] else shape.end("n"), best[1]):
            return None
        parts, end = best
        whole = f"{number}/{year}" if year else number
        party = len(parts) > 1 and parts[1] in self._party and not year
        written = f"{whole}-{parts[0]}/{'-'.join(parts[1:])}" if party else f"{whole}/{'-'.join(parts)}"
        parsed = self._grammar.parse(f"số {written}")
        if parsed is None or parsed.number != whole:
            return None
        return replace(parsed, start=at, end=end, repaired=True)

    def _number(self, printed: str) -> str | None:
        number = printed.translate(self._digits)
        plain = sum(map(str.isdigit, printed))
        return number if number.isdigit() and (plain or len(printed) < 3) else None

    def _year(self, shape: regex.Match[str], text: str) -> str | None:
        """The year inside the number; one that lost its last digit is that of the date."""
        year = "".join(shape["y"].split()).translate(self._digits)
        if len(year) == 4:
            return year if year.isdigit() and "1945" <= year <= "2100" else None
        dated = _DATED.match(text, shape.end())
        return dated[1] if dated and len(year) == 3 and dated[1].startswith(year) else None

    def _best(self, shape: regex.Match[str], stated: str | None) -> tuple[list[str], int] | None:
        """The parts of the letters and where they end, in the reading that changes least."""
        pieces = [(m[1], m[2], m.end(1)) for m in _PIECE.finditer(shape.string, *shape.span("g"))]
        for count in range(len(pieces), 0, -1):
            gaps = [gap for _, gap, _ in pieces[: count - 1]]
            for joins in _joins(gaps):
                words = _joined([word for word, _, _ in pieces[:count]], joins)
                further = [gap for at, gap in enumerate(gaps) if at not in joins][1:]
                parts = None if any(map(str.isspace, further)) else self._parts(words, stated)
                if parts is not None:
                    cut = _GLUED.search(words[-1])
                    return parts, pieces[count - 1][2] - (len(cut[0]) if cut else 0)
        return None

    def _parts(self, words: list[str], stated: str | None) -> list[str] | None:
        """The letter groups as meant, None unless they parse in full."""
        words = [*words[:-1], _GLUED.sub("", words[-1])]
        if len(words) == 1:
            term = self._term(words[0])
            return term if term else self._split(words[0], stated)
        kind = self._one(words[0], self._types, stated)
        body = self._one(words[1], self._bodies, None) if kind else None
        if kind is None or body is None:
            return None
        return [kind, body, *words[2:]]

    def _term(self, word: str) -> list[str] | None:
        meant = {form for form in self._forms(word) if _TERM.fullmatch(form)}
        return [meant.pop()] if len(meant) == 1 else None

    def _split(self, word: str, stated: str | None) -> list[str] | None:
        """Type and body that stand together: "QĐUBND"."""
        for cut in range(min(_TYPE_LETTERS, len(word) - 2), 0, -1):
            kind = self._one(word[:cut], self._types, stated)
            body = word[cut:]
            if kind and body in self._bodies and (stated or kind == word[:cut]):
                return [kind, body]
        return None

    def _one(self, group: str, known: frozenset[str], stated: str | None) -> str | None:
        """The known group that was meant: as printed, else the stated one, else the only one that fits."""
        if group in known:
            return group
        meant = {form for form in self._forms(group) if form in known}
        if stated in meant:
            return stated
        return meant.pop() if len(meant) == 1 else None

    def _forms(self, group: str) -> Iterator[str]:
        """The group, and what it was with one or two of its letters misprinted."""
        yield group
        damaged = [at for at, letter in enumerate(group) if letter in self._swaps]
        for count in (1, 2):
            for places in combinations(damaged, count):
                forms = [group]
                for at in places:
                    forms = [f"{f[:at]}{new}{f[at + 1 :]}" for f in forms for new in self._swaps[group[at]]]
                yield from forms


def _places(text: str, clean: Container[int]) -> Iterator[tuple[int, int]]:
    """Where a number may begin, and where its label does; a number without one has a letter in it.

    Those that begin a `clean` symbol are left out.
    """
    for pattern in _LABELS:
        for label in pattern.finditer(text):
            if label.end() not in clean and _IN_LABEL.search(text[max(0, label.start() - 2) : label.start()]):
                yield label.end(), label.start() - 1
    for bare in _UNLABELLED.finditer(text):
        first = max(0, bare.start() - 8)
        figures = _FIGURES.search(text[first : bare.start()])
        if figures:
            yield first + figures.start(), first + figures.start()


def _label_start(text: str, at: int) -> int:
    label = regex.search(r"(?:[Ss]ố|SỐ)[\s:.]*$", text, pos=max(0, at - 8), endpos=at)
    return label.start() if label else at


def _joins(gaps: Sequence[str]) -> Iterator[frozenset[int]]:
    """Which gaps of blanks are no gaps: none of them, then each, then two of them."""
    blank = [at for at, gap in enumerate(gaps) if gap.isspace()]
    for count in range(min(len(blank), 2) + 1):
        yield from map(frozenset, combinations(blank, count))


def _joined(words: Sequence[str], joins: frozenset[int]) -> list[str]:
    made = [words[0]]
    for at, word in enumerate(words[1:]):
        if at in joins:
            made[-1] += word
        else:
            made.append(word)
    return made
