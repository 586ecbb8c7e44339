"""Reads the name of an issuing body in running text or a letterhead and completes it with its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.body_letters import signatory
from extractors.body_names import (
    NameStops,
    is_stop_phrase,
    known_names,
    province_names,
    sentence_case,
    word_at,
)
from extractors.body_unknown import UnknownBodies
from extractors.home import Home, committee, completed
from extractors.letters import toneless
from extractors.patterns import either, longest_first
from extractors.rulebook import Rulebook

__all__ = [
    "BodyReader",
    "FoundBody",
    "Home",
    "body_reader",
    "canonical_body",
    "is_stop_phrase",
    "sentence_case",
]

_LEVELS = {
    toneless(level): level.removesuffix(".").replace("TP", "thành phố")
    for level in (
        "tỉnh", "thành phố", "TP.", "TP", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu"
    )
}  # fmt: skip
_LEVEL = (
    r"(?P<level>"
    + either(_LEVELS)
    + r")(?:(?<=\.)|(?!\p{L}))"
)
_PLACE = regex.compile(rf"[ ]?,?[ ]?{_LEVEL}[ ]*")
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}’']*(?:(?: ?- ?| )\p{Lu}[\p{L}’']*){0,4}")
_TERM = regex.compile(r" ?,? ?\(? ?khoa [ivxl\d]+ ?\)?")
_CONFERENCE = regex.compile(r"hôi nghi (?:lân thư \S+ )?(?:cua )?(?=ban châp hanh|bch |trung ương)")
_CHAIR = "chu tich "
_NO_CHAIR = ("chu tich nươc", "chu tich quôc hôi")


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body in the text: its full name, None where its place cannot be told, and where its words end."""

    name: str | None
    end: int
    printed: str


class BodyReader:
    """Reads bodies with the names of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._known = known_names(rules)
        self._stops = NameStops(rules)
        titles = longest_first(rules.office_holders)
        self._titles = [(toneless(title), rules.office_holders[title]) for title in titles]
        self._provinces = province_names(rules)
        self._unknown = UnknownBodies(rules, self._stops, self._provinces)
        longest = max(len(name) for name in self._provinces)
        names = either(self._provinces)
        self._province = regex.compile(rf"(?:{names})(?![\p{{L}}])")
        self._window = 160 + longest

    def read(self, text: str, start: int, home: Home, end: int | None = None) -> FoundBody | None:
        """The body whose name begins at `start`, or None where the words there are no body."""
        stop = min(len(text), start + self._window, end if end is not None else len(text))
        window = text[start:stop]
        folded = toneless(window)
        chair = folded.startswith(_CHAIR) and not folded.startswith(_NO_CHAIR)
        offset, restored = (len(_CHAIR), "") if chair else self._skip_title(folded)
        if restored:
            window = window[:offset] + restored + window[offset + len(restored) :]
        found = self._known_at(window, folded, offset, home) or self._unknown.at(window, folded, offset, home)
        if not found or window[: found[1]].islower():
            return None
        name, length = found
        if chair and name and name.startswith("Ủy ban nhân dân"):
            name = f"Chủ tịch {name}"
        return FoundBody(name, start + length, window[:length])

    def canonical(self, text: str, home: Home) -> str | None:
        """The full name of a body given alone ("UBND TỈNH LÀO CAI"), None if it is no body."""
        words = " ".join(text.replace("*", " ").split())
        found = self.read(words, 0, home) if words else None
        return found.name if found else None

    def province_in(self, text: str) -> str | None:
        """The province named in a short text such as a letterhead or an issuer, None if none or several."""
        names = {self._provinces[m[0]] for m in self._province.finditer(toneless(text))}
        return next(iter(names)) if len(names) == 1 else None

    def is_known(self, name: str | None) -> bool:
        """Whether the table of bodies has this very name."""
        return any(body.name == name for body in self._rules.bodies)

    def merged_into(self, province: str, date: str) -> frozenset[str]:
        """The old provinces that were still their own at `date` (ISO) and are part of `province` today."""
        return frozenset(
            old.name for old in self._rules.provinces if old.successor == province and date <= old.valid_to
        ) - {province}

    def by_letters(
        self, letters: str, home: Home, date: str | None, joint: bool = False
    ) -> tuple[str | None, tuple[str, ...]]:
        """The body that signs with these letters, completed from `home`, and the other candidates.

        A joint document's letters ("BKHCN-BNV") give all bodies; letters used by several bodies give none. In
        any other document what follows the first body is the unit that drafted it.
        """
        return signatory(self._rules, letters, home, date, joint)

    def _skip_title(self, folded: str) -> tuple[int, str]:
        """How long an office holder's title is, and the body's first word where the title holds it."""
        conference = _CONFERENCE.match(folded)
        if conference:
            return int(conference.end()), ""
        for title, body in self._titles:
            if folded.startswith(title + " "):
                return len(title) + 1 - (len(body) + 1 if body else 0), body
        return 0, ""

    def _known_at(self, window: str, folded: str, offset: int, home: Home) -> tuple[str | None, int] | None:
        first = folded[offset:].split(None, 1)[:1]
        for known in self._known.get(first[0].rstrip(".,;:)") if first else "", ()):
            if not word_at(folded, offset, known.folded):
                continue
            end = offset + len(known.folded)
            term = _TERM.match(folded, end)
            end = term.end() if term else end
            if "{" not in known.name:
                return known.name, end
            if folded[end : end + 1] == " " and known.name.startswith("Thanh tra"):
                owner = self._known_at(window, folded, end + 1, home)
                if owner:
                    return f"{known.name.split(' {')[0]} {owner[0]}" if owner[0] else None, owner[1]
            return self._placed(known.name, window, folded, end, home)
        return None

    def _placed(self, name: str, window: str, folded: str, end: int, home: Home) -> tuple[str | None, int]:
        """Complete a template with the place printed after it, else with the home."""
        level = _PLACE.match(folded, end)
        if level:
            return self._with_level(name, window, folded, level, home)
        again = self._known_at(window, folded, end + 1, home) if folded[end : end + 1] == " " else None
        if again:
            return again
        bare = self._bare_name(window, folded, end)
        if bare:
            return self._with_bare(name, folded[:end], bare, home)
        if "{place}" in name and home.local:
            own = home.issuer or ""
            return (own if own.startswith(name.replace(" {place}", "")) else None), end
        return completed(name, home), end

    def _with_level(
        self, name: str, window: str, folded: str, level: regex.Match[str], home: Home
    ) -> tuple[str | None, int]:
        """Complete a template with the level word and, where it is there, the name behind it."""
        kind = _LEVELS[level["level"]]
        place, after = self._place_name(window, folded, level.end(), kind)
        if "{party}" in name:
            if not place:
                own = kind == home.kind
                return completed(name, home), int(level.end("level") if own else level.start())
            return name.replace("{party}", committee(_committee_word(folded[: level.start()]), place)), after
        if place:
            return completed(name, home, f"{kind} {place}"), after
        end = int(level.end("level"))
        if kind == home.kind:
            return completed(name, home), end
        if home.local and home.local.startswith(kind):
            return completed(name, home, home.local), end
        return None, end

    def _with_bare(
        self, name: str, before: str, bare: tuple[str, int, bool], home: Home
    ) -> tuple[str | None, int]:
        """Complete a template with a place name that has no level word before it."""
        place, after, province = bare
        if "{party}" in name:
            return name.replace("{party}", committee(_committee_word(before), place)), after
        if province or "ủy {place}" in name:
            own = home.kind if place == home.province else self._rules.province_kind(place, None)
            kind = f"{own} " if province else ""
            return completed(name, home, f"{kind}{place}"), after
        return f"{name.split(' {')[0]} {place}", after

    def _bare_name(self, window: str, folded: str, end: int) -> tuple[str, int, bool] | None:
        """A place name right after a body without its level word: "Sở Y tế Sơn La", "Huyện ủy Mường Mới"."""
        if folded[end : end + 1] != " " or not window[end + 1 : end + 2].isupper():
            return None
        province = self._province.match(folded, end + 1)
        if province:
            return self._provinces[province[0]], province.end(), True
        if self._stops.at(window[end + 1 : end + 41].lower(), 0):
            return None
        name = _CAPITALISED.match(window, end + 1)
        return (" ".join(name[0].split()), name.end(), False) if name else None

    def _place_name(self, window: str, folded: str, at: int, kind: str) -> tuple[str | None, int]:
        province = self._province.match(folded, at)
        if province and kind in ("tỉnh", "thành phố") and window[at : at + 1].isupper():
            return self._provinces[province[0]], province.end()
        name = _CAPITALISED.match(window, at)
        if not name or self._stops.at(window[at : at + 40].lower(), 0):
            return None, at
        words = name[0]
        if words.isupper() and len(words) > 3:
            words = " ".join(word.capitalize() for word in words.split())
        return " ".join(words.split()), name.end()


def _committee_word(folded: str) -> str:
    return "Thành ủy" if folded.endswith("thanh uy") else "Tỉnh ủy"


@lru_cache(maxsize=4)
def body_reader(rules: Rulebook) -> BodyReader:
    """The reader made with `rules`."""
    return BodyReader(rules)


def canonical_body(text: str, rules: Rulebook, home: Home | None = None) -> str | None:
    """The full name of a body given alone, completed from `home`; None if it is none or its place is open."""
    return body_reader(rules).canonical(text, home or Home())
