"""Reads the name of an issuing body in running text or a letterhead and completes it with its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.letters import toneless
from extractors.rulebook import Body, Rulebook

_LEVELS = {
    toneless(level): level.removesuffix(".").replace("TP", "thành phố")
    for level in (
        "tỉnh", "thành phố", "TP.", "TP", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu"
    )
}  # fmt: skip
_LEVEL = (
    r"(?P<level>"
    + "|".join(sorted(map(regex.escape, _LEVELS), key=len, reverse=True))
    + r")(?:(?<=\.)|(?!\p{L}))"
)
_PLACE = regex.compile(rf"[ ]?,?[ ]?{_LEVEL}[ ]*")
_WORD = regex.compile(r"\p{L}[\p{L}\d&.’']*")
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}’']*(?:(?: ?- ?| )\p{Lu}[\p{L}’']*){0,4}")
_TERM = regex.compile(r" ?,? ?\(? ?khoa [ivxl\d]+ ?\)?")
_CONFERENCE = regex.compile(r"hôi nghi (?:lân thư \S+ )?(?:cua )?(?=ban châp hanh|bch |trung ương)")
_HERE = regex.compile(r" (?P<kind>tỉnh|Tỉnh|[Tt]hành phố)$")


@dataclass(frozen=True, slots=True)
class Home:
    """Where the citing document stands: what "tỉnh", "Sở Nội vụ" or a bare "UBND" in it means.

    `province` is its name ("Lào Cai"), `kind` "tỉnh" or "thành phố"; `local` is the issuer's own place below the
    province ("xã Bảo Ái"), None for a provincial or central body; `issuer` is the document's own issuer.
    """

    province: str | None = None
    kind: str = "tỉnh"
    local: str | None = None
    issuer: str | None = None

    @property
    def place(self) -> str | None:
        """ "tỉnh Lào Cai", None where the document belongs to no province."""
        return f"{self.kind} {self.province}" if self.province else None

    @property
    def party(self) -> str | None:
        """The province's Party committee: "Tỉnh ủy Lào Cai", "Thành ủy Hà Nội"."""
        if not self.province:
            return None
        return committee("Thành ủy" if self.kind == "thành phố" else "Tỉnh ủy", self.province)


def committee(word: str, place: str) -> str:
    """A Party committee's name; the city that bears a person's name keeps the word for city."""
    return f"{word} {'Thành phố ' if place == 'Hồ Chí Minh' else ''}{place}"


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body in the text: its full name, None where its place cannot be told, and where its words end."""

    name: str | None
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class _Known:
    folded: str
    name: str


class BodyReader:
    """Reads bodies with the names of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._known = _known_names(rules)
        self._stops = _phrases(rules, ("both", "body"))
        self._heads = tuple(toneless(head) for head in rules.body_heads)
        titles = sorted(rules.office_holders, key=len, reverse=True)
        self._titles = [(toneless(title), rules.office_holders[title]) for title in titles]
        self._provinces = {toneless(name): proper for name, proper in _province_names(rules)}
        longest = max(len(name) for name in self._provinces)
        names = "|".join(sorted(map(regex.escape, self._provinces), key=len, reverse=True))
        self._province = regex.compile(rf"(?:{names})(?![\p{{L}}])")
        self._window = 160 + longest

    def read(self, text: str, start: int, home: Home, end: int | None = None) -> FoundBody | None:
        """The body whose name begins at `start`, or None where the words there are no body."""
        stop = min(len(text), start + self._window, end if end is not None else len(text))
        window = text[start:stop]
        folded = toneless(window)
        chair = folded.startswith("chu tich ") and not folded.startswith(
            ("chu tich nươc", "chu tich quôc hôi")
        )
        offset, restored = (len("chu tich "), "") if chair else self._skip_title(folded)
        if restored:
            window = window[:offset] + restored + window[offset + len(restored) :]
        found = self._known_at(window, folded, offset, home) or self._unknown_at(window, folded, offset, home)
        if not found or window[offset : found[1]].islower():
            return None
        name, length = found
        if chair:
            if name and not name.startswith("Ủy ban nhân dân"):
                chair = False
            name = f"Chủ tịch {name}" if name and chair else name
        return FoundBody(name, start + length, window[:length])

    def canonical(self, text: str, home: Home) -> str | None:
        """The full name of a body given alone ("UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG"), None if it is no body."""
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
        """The body that signs with these letters, completed from the document's home, and the other candidates.

        A joint document's letters ("BKHCN-BNV") give all bodies; letters used by several bodies give none. In any
        other document what follows the first body is the unit that drafted it.
        """
        whole = self._body_of(letters, home, date)
        if whole[0] or whole[1]:
            return whole
        parts = letters.split("-")
        first, candidates = self._body_of(parts[0], home, date)
        if joint and len(parts) > 1 and first:
            others = [self._body_of(part, home, date)[0] for part in parts[1:]]
            if all(other and other != first for other in others):
                return ", ".join([first, *(other for other in others if other)]), ()
        return first, candidates

    def _body_of(self, letters: str, home: Home, date: str | None) -> tuple[str | None, tuple[str, ...]]:
        bodies = self._rules.bodies_by_letters.get(letters) or self._rules.bodies_by_letters.get(
            letters.rstrip("0123456789"), ()
        )
        if date:
            bodies = tuple(b for b in bodies if b.valid_from[:10] <= date or not b.valid_from) or bodies
        if not letters:
            return None, ()
        names = list(dict.fromkeys(name for body in bodies[:1] for name in body.name.split(" | ")))
        if len(names) > 1:
            return None, tuple(names)
        if not names:
            return None, ()
        return self._complete_symbol(bodies[0], home)

    def _complete_symbol(self, body: Body, home: Home) -> tuple[str | None, tuple[str, ...]]:
        if "{" not in body.name:
            return body.name, ()
        if "ủy {place}" in body.name:
            level = _PARTY_LEVELS.get(body.letters, ())
            name = _fill(body.name, home, home.local) if home.local and home.local.startswith(level) else None
            return name, () if name else (body.name.split(" {")[0],)
        if "{place}" in body.name and home.local:
            stem = body.name.replace(" {place}", "")
            places = [home.place, home.local]
            return None, tuple(f"{stem} {place}" for place in places if place)
        name = _fill(body.name, home, None)
        bare = ("Tỉnh ủy", "Thành ủy") if body.name == "{party}" else (body.name.split(" {")[0],)
        return name, () if name else bare

    def _skip_title(self, folded: str) -> tuple[int, str]:
        """How many letters an office holder's title takes, and the body's first word where the title holds it."""
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
            if not folded.startswith(known.folded, offset):
                continue
            end = offset + len(known.folded)
            if folded[end : end + 1].isalpha():
                continue
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
            kind = _LEVELS[level["level"]]
            place, after = self._place_name(window, folded, level.end(), kind)
            if "{party}" in name:
                word = _committee_word(folded[:end])
                return (
                    (name.replace("{party}", committee(word, place)), after)
                    if place
                    else (_fill(name, home, None), end)
                )
            if place:
                return _fill(name, home, f"{kind} {place}"), after
            if kind in ("tỉnh", "thành phố") and (kind == home.kind or kind == "tỉnh"):
                return _fill(name, home, None), level.end("level")
            if home.local and home.local.startswith(kind):
                return _fill(name, home, home.local), level.end("level")
            return None, level.end("level")
        bare = self._bare_name(window, folded, end)
        if bare:
            place, after, province = bare
            if "{party}" in name:
                return name.replace("{party}", committee(_committee_word(folded[:end]), place)), after
            if province or "ủy {place}" in name:
                kind = f"{self._rules.province_kind(place, None)} " if province else ""
                return _fill(name, home, f"{kind}{place}"), after
            return f"{name.split(' {')[0]} {place}", after
        if "{place}" in name and home.local:
            own = home.issuer or ""
            return (own if own.startswith(name.replace(" {place}", "")) else None), end
        return _fill(name, home, None), end

    def _bare_name(self, window: str, folded: str, end: int) -> tuple[str, int, bool] | None:
        """A place name right after a body without its level word: "Sở Y tế Sơn La", "Huyện ủy Mường Mới"."""
        if folded[end : end + 1] != " " or not window[end + 1 : end + 2].isupper():
            return None
        province = self._province.match(folded, end + 1)
        if province:
            return self._provinces[province[0]], province.end(), True
        name = (
            None
            if self._is_stop(window[end + 1 : end + 41].lower(), 0)
            else _CAPITALISED.match(window, end + 1)
        )
        return (" ".join(name[0].split()), name.end(), False) if name else None

    def _place_name(self, window: str, folded: str, at: int, kind: str) -> tuple[str | None, int]:
        province = self._province.match(folded, at)
        if province and kind in ("tỉnh", "thành phố") and window[at : at + 1].isupper():
            return self._provinces[province[0]], province.end()
        name = _CAPITALISED.match(window, at)
        if not name or self._is_stop(window[at : at + 40].lower(), 0):
            return None, at
        words = name[0]
        if words.isupper() and len(words) > 3:
            words = " ".join(word.capitalize() for word in words.split())
        return " ".join(words.split()), name.end()

    def _unknown_at(self, window: str, folded: str, offset: int, home: Home) -> tuple[str | None, int] | None:
        """A body that no table knows: a head word such as "Cục" or "Công ty" and its name up to a stop word."""
        head = next((h for h in self._heads if _starts(folded, offset, h)), None)
        if not head or not window[offset].isupper():
            return None
        end = self._name_end(window, offset)
        end -= len(window[offset:end]) - len(window[offset:end].rstrip(" ,-."))
        words = " ".join(window[offset:end].split())
        if len(words.split()) < 2 or not any(w[0].isupper() for w in words.split()[1:]):
            return None
        if words.isupper():
            words = sentence_case(words, self._provinces)
        words = words.replace("UBND", "Ủy ban nhân dân").replace("HĐND", "Hội đồng nhân dân")
        here = _HERE.search(words)
        if here and home.place and here["kind"].lower() == home.kind:
            words = f"{words[: here.start()]} {home.place}"
        return words, end

    def _name_end(self, window: str, offset: int) -> int:
        end = position = offset
        capitals = window[offset : offset + 12].isupper()
        board = bool(_BOARD.match(window, offset))
        while True:
            word = _WORD.match(window, position)
            if not word:
                return end
            steering = word[0] == "chỉ" and window[offset:end].endswith("Ban")
            if word.start() > offset and not steering and self._is_stop(window, word.start()):
                return end
            if capitals and not word[0].isupper():
                return end
            end = word.end()
            gap = _NAME_GAP.match(window, end) or (_BOARD_GAP.match(window, end) if board else None)
            if not gap or window[end - 1] == "." and not window[word.start() : end].isupper():
                return end
            position = gap.end()

    def _is_stop(self, window: str, at: int) -> bool:
        """Whether a word ends the name; tones count here ("từ" ends it, "tư" of "đầu tư" does not)."""
        if window[at].isupper():
            return False
        first = window[at:].split(None, 1)[0].rstrip(".,;:)")
        return any(is_stop_phrase(window, at, phrase) for phrase in self._stops.get(first, ()))


def _committee_word(folded: str) -> str:
    return "Thành ủy" if folded.endswith("thanh uy") else "Tỉnh ủy"


_PARTY_LEVELS = {
    "ĐU": ("xã", "phường", "đặc khu", "thị trấn"),
    "HU": ("huyện",),
    "QU": ("quận",),
    "ThU": ("thị xã", "thành phố"),
}
_BOARD = regex.compile(r"(?:Tổ giúp việc )?(?:Ban [Cc]hỉ đạo|Tổ công tác|Ban Tổ chức|Hội đồng)")
_BOARD_GAP = regex.compile(r", (?=\p{Ll})")
_NAME_GAP = regex.compile(r"(?: | ?[-–] ?|, (?=\p{Lu}\p{Ll}+\s(?:và|nghiệp|công|học)\b))(?=\p{L})")


def _starts(folded: str, at: int, phrase: str) -> bool:
    return folded.startswith(phrase, at) and not folded[at + len(phrase) : at + len(phrase) + 1].isalpha()


def is_stop_phrase(text: str, at: int, phrase: str) -> bool:
    """Whether `phrase` stands at `at`; one that ends in " N" wants a figure next ("số 5", not "chuyển đổi số")."""
    words = phrase.removesuffix(" N")
    if not _starts(text, at, words):
        return False
    return words == phrase or bool(_FIGURE.match(text, at + len(words)))


_FIGURE = regex.compile(r"\s*:?\s*\d")


def _fill(template: str, home: Home, printed: str | None) -> str | None:
    """The template with its place: the printed one, else the home's; None where neither is there."""
    place = printed or home.place
    if "{party}" in template:
        return template.replace("{party}", home.party) if home.party else None
    if not place:
        return None
    name = place.split(" ", 1)[1] if place.startswith("tỉnh ") else place.removeprefix("thành phố ")
    return template.replace("{province}", place).replace("{place}", place).replace("{name}", name)


def sentence_case(words: str, provinces: dict[str, str]) -> str:
    """A name printed in capitals as running text has it: the head's first letter and proper names stay capital."""
    lowered = words.lower()
    cased = lowered[:1].upper() + lowered[1:]
    folded = toneless(words)
    for name, proper in provinces.items():
        at = folded.find(name)
        if (
            at > 0
            and not folded[at - 1].isalpha()
            and not folded[at + len(name) : at + len(name) + 1].isalpha()
        ):
            cased = cased[:at] + proper + cased[at + len(name) :]
    return cased


def _province_names(rules: Rulebook) -> list[tuple[str, str]]:
    return [(name, p.name) for p in rules.provinces for name in (p.name, *p.aliases)]


def _phrases(rules: Rulebook, scopes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase, scope in rules.stop_words.items():
        if scope in scopes:
            first = phrase.split()[0]
            found[first] = (*found.get(first, ()), phrase)
    return found


_PARTY_NAMES = (("Tỉnh ủy", "{party}"), ("Thành ủy", "{party}"))


def _known_names(rules: Rulebook) -> dict[str, tuple[_Known, ...]]:
    """First folded word → names that begin with it, longest first."""
    pairs: list[tuple[str, str]] = []
    for body in rules.bodies:
        for name in body.name.split(" | "):
            pairs += _spellings(name, body)
    found: dict[str, list[_Known]] = {}
    for words, name in dict(reversed(pairs)).items():
        known = _Known(toneless(words), name)
        found.setdefault(known.folded.split()[0], []).append(known)
    return {first: tuple(sorted(names, key=lambda k: -len(k.folded))) for first, names in found.items()}


def _spellings(name: str, body: Body) -> list[tuple[str, str]]:
    stem = name.split(" {")[0]
    if "{party}" in name:
        forms = [(name.replace("{party}", word).strip(), name) for word, _ in _PARTY_NAMES]
    else:
        forms = [(stem, name)]
    forms += [(alias, name) for alias in body.aliases]
    short = [
        (words.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND"), n)
        for words, n in forms
    ]
    return forms + [pair for pair in short if pair not in forms]


@lru_cache(maxsize=4)
def body_reader(rules: Rulebook) -> BodyReader:
    """The reader made with `rules`."""
    return BodyReader(rules)


def canonical_body(text: str, rules: Rulebook, home: Home | None = None) -> str | None:
    """The full name of a body given alone, completed from `home`; None if it is no body or its place is unknown."""
    return body_reader(rules).canonical(text, home or Home())
