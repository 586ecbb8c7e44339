"""The grammars of a document's number and symbol.

There are six: State, công văn, normative, Assembly term, Party and old forms. Sources: Nghị định
30/2020/NĐ-CP, Phụ lục I and III; Hướng dẫn 05-HD/VPTW for the Party; for the older forms, documents of
1945-1997 as they are still cited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.folding import fold
from extractors.patterns import either
from extractors.rulebook import Rulebook

_GROUP = r"\p{Lu}[\p{L}\d&.]*+"
_SPACED = r"(?=\p{Lu}\p{Ll}?\p{Lu})" + _GROUP
_JOINT = rf"(?:[-–/]{_GROUP}|\s[-–]\s?{_SPACED}|[-–]\s{_SPACED}|[-–]\s{{2,3}}{_SPACED})"
_START = r"(?:(?<![\p{L}\d/.])(?<!\d\.\d{3},)(?<!\d[:–-])(?<!\d:\s)|(?<=[Ss]ố))"
_DIGITS = r"(?P<n>\d{1,6}(?:\.\d{1,2})?[a-eA-EĐđ]?|(?<=[Ss]ố:?\s?)[\dlIO]{2,5}(?=\s?[/-]))"
_STATE = rf"\s{{0,4}}/\s{{0,2}}(?:(?P<y>(?:19|20)\d\d)\s?[/-]\s?)?(?P<g>{_GROUP}{_JOINT}*)"
_DOTTED = rf"\.(?P<y2>(?:19|20)\d\d)/(?P<g2>{_GROUP}{_JOINT}*)"
_TERM = regex.compile(r"(?:QH|UBTVQH|HĐNN)\d{1,2}")
_SEPARATOR = regex.compile(r"\s*[-–/]\s*")
_OLD_BODIES = r"(?:HĐBT|CT|HĐCP|CP|TTg|SL|LCT|L/CTN|LCT/HĐNN\d|TC|TTLB)"
_NAMED_BEFORE = regex.compile(
    r"(?:[Ss]ố\s*:?|[Qq]uyết định|[Nn]ghị định|[Cc]hỉ thị|[Tt]hông tư|[Ss]ắc lệnh|[Vv]ăn bản|[Ll]uật"
    r"|[Pp]háp lệnh)\s*$"
)
_GLUED_WORD = regex.compile(r"(?<=\p{Lu}\p{L}?)(của|ngày|về|ban)$")
_FORM_BEFORE = regex.compile(
    r"(?:[Mm]ẫu|[Bb]iểu|[Mm]ã|[Bb]iển|[Tt]ài khoản|[Pp]hụ lục|hộp thư)\s+số\s*:?\s*$"
)
_LONG = 7
"""Letters of a group in which one slip still leaves no doubt which body is meant."""
_FREQUENT = ("UBND", "HĐND", "TTg", "VPUBND", "VPCP")
_FRAGMENT = regex.compile(rf"\s(\p{{Lu}}{{2,}}\p{{L}}*)(?![\p{{L}}\d])((?:[-–]{_GROUP})*)")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A parsed number and symbol.

    `number` holds the year of a normative document ("71/2025"); `symbol` is what follows it, a Party symbol
    written type, slash, body; `type_letters` and `body_letters` are its parts ("" where there is none).
    """

    number: str
    symbol: str
    type_letters: str
    body_letters: str
    family: str
    start: int
    end: int
    repaired: bool
    known: bool = True


Normalised = tuple[str, str, str, str, bool]
"""Symbol, type letters, body letters, family and whether something was repaired."""


class SymbolGrammar:
    """Finds symbols with the letters that a rulebook knows; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._types = {kind.letters for kind in rules.types if kind.letters} | {"CV", "L", "LCT", "NĐ"}
        types = either(self._types | {"QD", "ND", "CD"})
        bodies = either(rules.party_letters)
        kinds = rf"(?:{types}|\p{{Lu}}\p{{L}}{{1,4}}(?=/(?:{bodies})(?!\p{{L}})))"
        party = rf"\s?[-–\s]\s?(?P<t>{kinds})\s?/\s?(?P<b>{_GROUP}(?:\s?[-–]\s?{_SPACED}|[-–.]{_GROUP})*)"
        old = rf"(?:\s?-\s?(?P<o>{_OLD_BODIES})(?![\p{{L}}/-]))"
        self._pattern = regex.compile(rf"{_START}{_DIGITS}(?:{_STATE}|{party}|{_DOTTED}|{old})")
        self._known = set(rules.bodies_by_letters) - {""} | self._types
        self._normalised: dict[str, Normalised] = {}
        self._long_bodies = tuple(letters for letters in rules.bodies_by_letters if len(letters) >= _LONG - 1)

    def find(self, text: str) -> Iterator[Symbol]:
        """Every symbol in the text, from left to right."""
        for match in self._pattern.finditer(text):
            symbol = self._read(text, match)
            if symbol:
                yield symbol

    def parse(self, text: str) -> Symbol | None:
        """The first symbol in a short text such as a letterhead's "Số: 285/KH-UBND"."""
        return next(self.find(text), None)

    def normalise(self, groups: str) -> Normalised:
        """(symbol, type letters, body letters, family, repaired) of what follows a State number's slash."""
        found = self._normalised.get(groups)
        if found is None:
            found = self._normalised[groups] = self._normalise(groups)
        return found

    def _normalise(self, groups: str) -> Normalised:
        parts = [part.strip(".") for part in _SEPARATOR.split(groups)]
        separators = [s.strip() for s in _SEPARATOR.findall(groups)]
        clean = self._split_glued(
            [self._repair(part, index > 0) for index, part in enumerate(p for p in parts if p)]
        )
        damaged = clean != parts or any(c.isspace() for c in groups) or "–" in groups
        if len(clean) == len(parts):
            joined = clean[0] + "".join(
                ("/" if sep == "/" else "-") + part for sep, part in zip(separators, clean[1:], strict=False)
            )
        else:
            joined = "-".join(clean)
        first, rest = clean[0], "-".join(clean[1:])
        if _TERM.fullmatch(first):
            return joined, "", first.rstrip("0123456789"), "term", damaged
        if rest and first in self._types:
            if clean[1] in self._rules.party_letters:
                return f"{first}/{rest}", first, rest, "party", True
            if separators[:1] == ["/"] and clean[1] in self._rules.state_letters:
                joined, damaged = "-".join(clean), True
            return joined, first, rest, "state", damaged
        if not rest and first in self._types and first not in self._rules.bodies_by_letters:
            return joined, first, "", "state", damaged
        return joined, "", joined, "letter", damaged

    def _read(self, text: str, match: regex.Match[str]) -> Symbol | None:
        number, start, end = match["n"], match.start(), match.end()
        repaired = False
        if not number.rstrip("abcdeABCDEĐđ").replace(".", "").isdigit():
            fixed = number.translate(str.maketrans("lIO", "110"))
            number, repaired = fixed, True
        if match["t"]:
            return self._party(text, match, number, repaired)
        if match["o"]:
            return self._old(text, match, number, repaired)
        groups, year = match["g"] or match["g2"], match["y"] or match["y2"]
        trailing = len(groups) - len(groups.rstrip("."))
        groups, end = groups[: len(groups) - trailing], end - trailing
        glued = _GLUED_WORD.search(groups)
        if glued:
            groups, end, repaired = groups[: glued.start(1)], end - len(glued[1]), True
        groups, end, joined = self._rejoin(text, groups, end)
        if _FORM_BEFORE.search(text, max(0, start - 24), start) or (
            "." in number and not year and "-" not in groups
        ):
            return None
        known = _SEPARATOR.split(groups, maxsplit=1)[0] in self._known
        if not known and sum(c.isupper() for c in groups) < 2:
            return None
        symbol, kind, body, family, damaged = self.normalise(groups)
        if year:
            number = f"{number}/{year}"
        damaged = damaged or joined or bool(match["g2"]) or self._loose(text[start:end])
        return Symbol(
            number, symbol, kind, body, family, start, end, repaired or damaged, known or family != "letter"
        )

    @staticmethod
    def _loose(printed: str) -> bool:
        return any(c.isspace() for c in printed)

    def _party(self, text: str, match: regex.Match[str], number: str, repaired: bool) -> Symbol | None:
        kind = self._repair(match["t"], False)
        body = _SEPARATOR.sub("-", match["b"]).rstrip(".")
        end = match.end() - (len(match["b"]) - len(match["b"].rstrip(".")))
        printed, _, tail = body.partition("-")
        first = self._repair(printed, True)
        repaired = repaired or first != printed or kind != match["t"]
        body = f"{first}-{tail}" if tail else first
        if not self._is_party(first) and first in self._rules.state_letters and kind not in ("L", "LCT"):
            symbol, family = f"{kind}-{body}", "state"
        else:
            symbol, family = f"{kind}/{body}", "party"
        modern = family == "state" and first not in ("TTg", "CP")
        loose = self._loose(text[match.start() : end]) or modern
        return Symbol(number, symbol, kind, body, family, match.start(), end, repaired or loose)

    def _old(self, text: str, match: regex.Match[str], number: str, repaired: bool) -> Symbol | None:
        if not _NAMED_BEFORE.search(text, max(0, match.start() - 24), match.start()):
            return None
        letters = match["o"]
        return Symbol(number, letters, "", letters, "old", match.start(), match.end(), repaired)

    def _is_party(self, letters: str) -> bool:
        if letters in self._rules.party_letters:
            return True
        known = letters in self._rules.state_letters
        return not known and len(letters) > 2 and letters.endswith(("TU", "TW", "ĐU")) and letters != "BTTTU"

    def _rejoin(self, text: str, groups: str, end: int) -> tuple[str, int, bool]:
        """Put back the rest of a letter group that a blank cut off: "KH-V PUBND" is "KH-VPUBND"."""
        follow = _FRAGMENT.match(text, end)
        if not follow:
            return groups, end, False
        head, _, last = groups.rpartition("-")
        whole = last + follow[1]
        if whole not in self._known:
            return groups, end, False
        return (f"{head}-" if head else "") + whole + follow[2].replace("–", "-"), follow.end(), True

    def _split_glued(self, parts: list[str]) -> list[str]:
        """Put back a lost hyphen between known type letters and a known body: "NĐCP" is "NĐ-CP"."""
        if len(parts) != 1 or parts[0] in self._known:
            return parts
        kind, dot, body = parts[0].partition(".")
        if dot and kind in self._types and body in self._rules.bodies_by_letters:
            return [kind, body]
        for cut in range(len(parts[0]) - 1, 0, -1):
            kind, body = parts[0][:cut], parts[0][cut:]
            mended = self._repair(body, True)
            if kind in self._types and len(body) > 1 and mended in self._rules.bodies_by_letters:
                return [kind, mended]
        return parts

    def _repair(self, group: str, body: bool) -> str:
        """A damaged letter group as it was meant, where exactly one known group fits; else the group itself.

        Slips of single letters are mended only in the place of a body, where few letter groups are frequent.
        """
        if group in self._known or not group or (group[-1:] != "0" and any(c.isdigit() for c in group)):
            return group
        crossed = next((c for c in _crossings(group) if c in self._known), None)
        if crossed:
            return crossed
        cased = self._rules.groups_by_fold.get(fold(group))
        if cased:
            return cased
        if not body:
            return "TTLT" if one_slip(group, "TTLT") else group
        meant = self._long_bodies if len(group) >= _LONG else _FREQUENT
        near = [known for known in meant if one_slip(group, known)] if len(group) > 1 else []
        return near[0] if len(near) == 1 else group


def _crossings(group: str) -> list[str]:
    """The group with its bars put back where D stands for Đ, and D where a figure 0 stands: HDND, UBN0."""
    forms = [group.replace("0", "D")]
    for at, letter in enumerate(forms[0]):
        if letter == "D":
            forms += [f"{form[:at]}Đ{form[at + 1 :]}" for form in forms]
    return forms[1:] if "0" not in group else forms


def one_slip(found: str, meant: str) -> bool:
    """Whether `found` is `meant` with one letter lost, doubled or two neighbours swapped."""
    if found == meant:
        return False
    if len(found) == len(meant):
        wrong = [i for i, (a, b) in enumerate(zip(found, meant, strict=True)) if a != b]
        return (
            len(found) > 3
            and len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and found[wrong[0]] == meant[wrong[1]]
            and found[wrong[1]] == meant[wrong[0]]
        )
    longer, shorter = (found, meant) if len(found) > len(meant) else (meant, found)
    if len(longer) != len(shorter) + 1 or len(meant) < 3:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
