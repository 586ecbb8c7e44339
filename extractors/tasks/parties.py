"""Reads who is meant in a task: lists of bodies, and of classes of bodies ("các sở, ban, ngành")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.bodies import BodyReader, body_reader
from extractors.home import Home
from extractors.letters import toneless
from extractors.rulebook import Rulebook
from extractors.tasks.party_grammar import (
    COMRADE,
    GAP,
    NAME,
    NAMES,
    NO_BODY,
    NUMBERED,
    OFFICE,
    PARTY_GROUP,
    SEPARATOR,
    PartyGrammar,
)

_SHORT_NAMES = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"), ("Uỷ ban", "Ủy ban"))
_PEOPLES = "Ủy ban nhân dân "
_PLACES = frozenset({"tỉnh", "xã", "phường", "huyện"})
_DEPARTMENT = frozenset({"sở", "ban", "ngành", "bộ"})
_FIRMS = frozenset({"tập đoàn", "tổng công ty", "công ty"})
"""Kinds whose names hold no comma: "các Tập đoàn: A, B" are two, "Văn hóa, Thể thao và Du lịch" is one."""
_NEW_HEADS = (
    *("UBND", "Ủy ban", "Sở ", "Bộ ", "Công an", "Bộ đội", "Văn phòng", "Đoàn ", "Liên đoàn", "Liên minh"),
    *("Hội ", "Ban ", "Cục ", "Chi cục", "Trung tâm", "Đài ", "Ngân hàng", "Kho bạc", "Bảo hiểm xã hội"),
)
"""What begins a body with a word of its own in a list that shares one: "các Sở: Y tế, Công an tỉnh"."""
_OPENING = _DEPARTMENT | _PLACES | {"thành phố", "quận", "thị xã", "thị trấn", "đặc khu", "hội", "cấp"}
_LEVELS = regex.compile(r",\s*|\s+và\s+")
_AND_PLACES = regex.compile(r"\s+và\s+(địa phương)$", regex.IGNORECASE)
_DOES = regex.compile(
    r"(?:chủ trì|chủ động|phối hợp|tham mưu|tổ chức|thực hiện|hướng dẫn|có trách nhiệm|chịu trách nhiệm"
    r"|trong phạm vi|theo chức năng|căn cứ)(?!\p{L})"
)
"""What a field says of a body behind its name: that is no part of the name."""
_NEXT_NAME = regex.compile(r"\s(?:và (?=(?:các|những)\s)|(?=Các \p{Ll}))")
"""Where a name is over: before a class, or before one that begins alike ("Liên minh A và Liên minh B")."""
_PLURAL = regex.compile(r"(?:Các|Những|Toàn thể|Tất cả|Từng|Mỗi)\s")


@dataclass(frozen=True, slots=True)
class Party:
    """Who is named: a body's full name, or a class of bodies as printed; `known` marks a body."""

    name: str
    start: int
    end: int
    known: bool


class PartyReader:
    """Reads parties with the names and class words of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._bodies: BodyReader = body_reader(rules)
        self._grammar = PartyGrammar(rules)

    def read(
        self, text: str, start: int, end: int, home: Home, loose: bool = False
    ) -> tuple[list[Party], int]:
        """The parties of the list that begins at `start`, and where its words end (`start`: there is none).

        `loose` takes a bare noun for a class too, where the words before leave nothing else to stand there.
        """
        parties: list[Party] = []
        at, reached = start, start
        while at < end:
            found = self._one(text, at, end, home, loose)
            if not found:
                break
            parties += _committees_of(parties, found)
            reached = found[-1].end
            gap = SEPARATOR.match(text, reached, end)
            if gap is None:
                break
            at = gap.end()
        return _once(parties), reached

    def field(self, text: str, start: int, end: int, home: Home) -> list[Party]:
        """The parties of a cell or line that holds nothing else; what no grammar knows is kept as printed."""
        parties: list[Party] = []
        at = start
        while at < end:
            found, reached = self.read(text, at, end, home)
            stop = self._next(text, max(reached, at), end, home)
            rest = text[reached:stop].strip(" .,:;-–+*\n")
            said = rest.startswith("(") or self._is_said_of(found, text, reached, stop)
            if found and rest and not said:
                whole = self._printed(text, found[-1].start, stop)
                found = [*found[:-1], whole] if whole else found
            elif not found and rest and any(c.isalpha() for c in rest):
                whole = self._printed(text, at, stop)
                found = [whole] if whole else []
            parties += found
            at = max(stop, reached) + 1
            while at < end and text[at].isspace():
                at += 1
        return _once(parties)

    def _is_said_of(self, found: list[Party], text: str, reached: int, stop: int) -> bool:
        """Whether what follows a party in a field tells what it does and is no part of its name.

        Behind a class a verb may tell which ("các tổ chức cung cấp dịch vụ"), not behind committees.
        """
        if not found or not (found[-1].known or found[-1].name.startswith(_PEOPLES)):
            return False
        rest = text[reached:stop].strip(" .,:;-–+*\n")
        return bool(_DOES.match(rest) or self._grammar.acts.match(text, reached, stop))

    def _next(self, text: str, at: int, end: int, home: Home) -> int:
        """Where the next party of a field begins: behind a semicolon, or a comma before one that is known."""
        for gap in GAP.finditer(text, at, end):
            if gap[0][0] != "," or self._one(text, gap.end(), end, home, False):
                return int(gap.start())
        return end

    def _printed(self, text: str, start: int, end: int) -> Party | None:
        words = text[start:end]
        lead = len(words) - len(words.lstrip(" .,:;-–+*\n"))
        tidy = " ".join(words.strip(" .,:;-–+*\n").split())
        if not any(c.isalpha() for c in tidy):
            return None
        return Party(_spelled(tidy), start + lead, start + len(words.rstrip(" .,:;-–+*\n")), False)

    def _one(self, text: str, at: int, end: int, home: Home, loose: bool) -> list[Party]:
        """The party at `at`; several where one word is shared out ("các Sở: Công Thương, Tài chính")."""
        comrade = COMRADE.match(text, at, end)
        at = comrade.end() if comrade else at
        office = OFFICE.match(text, at, end)
        if office and office["office"] != "Thủ tướng Chính phủ":
            return [
                Party(
                    f"{office['office']}{office['person'] or ''}", office.start("office"), office.end(), True
                )
            ]
        several = self._grammar.several.match(text, at, end)
        if several:
            shared = self._shared(text, several, end, home)
            if shared:
                return shared
        committees = self._grammar.committees.match(text, at, end)
        if committees:
            return self._committee(text, committees, end, home)
        group = self._grammar.group.match(text, at, end)
        if group and (loose and _stands_alone(group) or self._is_class(text, group, end)):
            return self._group(text, group)
        body = self._body(text, at, end, home)
        return [body] if body else []

    def _shared(self, text: str, several: regex.Match[str], end: int, home: Home) -> list[Party]:
        """The departments, or the places, that share one word before them."""
        kind = several["kind"].capitalize()
        if kind.lower() in _PLACES:
            named = NAMES.match(text, several.end(), end)
            names = NAME.finditer(text, named.start(), named.end()) if named else ()
            return [Party(f"{kind.lower()} {one[0]}", one.start(), one.end(), True) for one in names]
        parties: list[Party] = []
        at = several.end()
        while at < end:
            comma = text.find(",", at, end) if kind.lower() in _FIRMS else -1
            named = f"{kind} {text[at : min(end, at + 160, comma if comma > at else end)]}"
            found = self._bodies.read(named, 0, home, self._stop(named, len(kind) + 1))
            if found is None or found.name is None or not text[at].isupper():
                break
            reached = at + found.end - len(kind) - 1
            parties.append(Party(found.name, at, reached, True))
            gap = SEPARATOR.match(text, reached, end)
            if gap is None or not text[gap.end() : gap.end() + 1].isupper():
                break
            ended = ";" in gap[0] and "," in text[several.end() : reached]
            if ended or text.startswith(_NEW_HEADS, gap.end()):
                break
            at = gap.end()
        return parties

    def _committee(self, text: str, found: regex.Match[str], end: int, home: Home) -> list[Party]:
        """Committees of a level, or each by its name where names follow."""
        levels = _LEVELS.split(found["levels"])
        named = NAMES.match(text, found.end(), end) if found["colon"] else None
        if named is None and len(levels) == 1 and text[found.end() : found.end() + 1] == " ":
            named = NAMES.match(text, found.end() + 1, end)
        if not found["det"] and len(levels) == 1 and not found["mods"]:
            body = self._body(text, found.start(), end, home)
            if body:
                return [body]
        if named and len(levels) == 1 and found["det"].strip().lower() == "các":
            stem = text[found.start() : found.start("det")]
            return [
                Party(_spelled(f"{stem}{levels[0].lower()} {name[0]}"), name.start(), name.end(), True)
                for name in NAME.finditer(text, named.start(), named.end())
            ]
        if named and found["colon"] and {one.lower() for one in levels} <= {"tỉnh", "thành phố"}:
            return self._provinces(text, named, home)
        stop = found.start("colon") if found["colon"] else found.end()
        words = text[found.start() : stop]
        if not found["det"] and len(levels) > 1:
            at = found.start("levels") - found.start()
            words = f"{words[:at]}các {words[at:]}"
        return [Party(_spelled(words), found.start(), stop, False)]

    def _kind(self, name: str, home: Home) -> str:
        return home.kind if name == home.province else self._rules.province_kind(name, None)

    def _provinces(self, text: str, named: regex.Match[str], home: Home) -> list[Party]:
        """The committees of the provinces that are named: "UBND các tỉnh, thành phố: Sơn La, Huế"."""
        return [
            Party(f"{_PEOPLES}{self._kind(one[0], home)} {one[0]}", one.start(), one.end(), True)
            for one in NAME.finditer(text, named.start(), named.end())
        ]

    def _is_class(self, text: str, group: regex.Match[str], end: int) -> bool:
        """Whether the words mean a class: more than one bare noun, which may as well open a name."""
        several = "," in group["nouns"] or " và " in group["nouns"]
        if not several and not group["det"] and group["nouns"].lower() in ("tổ chức", "hội", "ban", "cấp"):
            return False
        if group["det"] or group["title"] or group["mods"] or several:
            follows = text[group.end() : min(end, group.end() + 2)]
            return not (group["nouns"][0].isupper() and not group["det"] and follows[1:2].isupper())
        noun = group["nouns"].lower()
        single = noun in ("địa phương", "chính quyền địa phương", "cơ quan thuế", "cơ quan tài chính")
        return single and not text[group.end() : min(end, group.end() + 2)].strip().isupper()

    def _group(self, text: str, group: regex.Match[str]) -> list[Party]:
        nouns, start = group["nouns"], group.start()
        cut = _AND_PLACES.search(nouns)
        heads = {one.lower() for one in _LEVELS.split(nouns)}
        if cut and not group["mods"] and heads & _DEPARTMENT:
            at = group.start("nouns") + cut.start()
            first = Party(_with_determiner(text[start:at], group), start, at, False)
            last = group.start("nouns") + cut.start(1)
            return [first, Party(_spelled(cut[1]), last, group.end("nouns"), False)]
        return [Party(_with_determiner(text[start : group.end()], group), start, group.end(), False)]

    def _body(self, text: str, at: int, end: int, home: Home) -> Party | None:
        """A body by its name; where only its place is unknown it is kept as printed."""
        place = self._grammar.place.match(text, at, end)
        if not text[at : at + 1].isupper() and not place:
            return None
        within = PARTY_GROUP.match(text, at, end)
        if within:
            owner = self._body(text, within.end(), end, home)
            return owner and Party(f"{within[1].capitalize()} {owner.name}", at, owner.end, True)
        if place:
            name = NAME.match(text, place.end(), end)
            assert name is not None  # the pattern looks ahead for it
            return Party(f"{place['l'].lower()} {name[0]}", at, name.end(), True)
        stop = self._stop(text[at : min(end, at + 200)], 0) + at
        found = None if NO_BODY.match(text, at, end) else self._bodies.read(text, at, home, min(stop, end))
        if found is None:
            return None
        reached = found.end
        level = self._grammar.of_level.match(text, reached, end)
        if level:
            return Party(_spelled(text[at : level.end()]), at, level.end(), False)
        number = NUMBERED.match(text, reached, end)
        printed = " ".join(text[at:reached].split())
        name_ = _of_home(_held(printed, found.name), home) if found.name else _spelled(printed)
        if found.name == printed and " - " in printed:
            joined = printed.replace(" - ", " và ")
            known = self._bodies.canonical(joined, home)
            name_ = known if known and known != joined else name_
        if number:
            return Party(f"{name_}{' '.join(number[0].split()).join([' ', ''])}", at, number.end(), True)
        return Party(name_, at, reached, True)

    def _stop(self, text: str, start: int) -> int:
        """Where the first word stands that begins what shall be done, or the next of a list."""
        verb = self._grammar.verb.search(text, start)
        stop = int(verb.start()) if verb else len(text)
        near = text[start : stop + 4].lower()
        # The patterns are slow: they are tried only where they may hold.
        if any(word in near for word in (" các ", " cấp ", " thành phố")):
            for found in (_NEXT_NAME.search(text, start), self._grammar.of_level.search(text, start)):
                stop = min(stop, int(found.start())) if found else stop
        again = text.find(f" và {' '.join(text.split(' ', 2)[:2])} ", start, stop)
        return again if again > start else stop


def _held(printed: str, name: str) -> str:
    """The body's name with the office that is addressed: "Giám đốc Sở Y tế tỉnh …"."""
    folded, stem = toneless(_spelled(printed)), toneless(" ".join(name.split()[:2]))
    at = folded.find(stem)
    return _spelled(printed)[:at] + name if at > 0 and not name.startswith("Chủ tịch") else name


def _of_home(name: str, home: Home) -> str:
    """A unit inside a body by its full name: "Văn phòng Sở" and "Phòng Kinh tế" are the issuer's own."""
    owner = home.issuer or ""
    unit, _, kind = name.rpartition(" ")
    if (
        unit in ("Văn phòng", "Thanh tra", "Lãnh đạo")
        and kind in ("Sở", "Bộ")
        and owner.startswith(f"{kind} ")
    ):
        return f"{unit} {owner}"
    if name.startswith("Phòng ") and home.local and home.local not in name:
        return f"{name} {home.local}"
    local = name.startswith(("Chi cục ", "Ban Quản lý các khu ", "Ban Quản lý khu ", "Ban Quản lý các Khu "))
    if local and home.place and (home.province or home.place) not in name:
        return f"{name} {home.place}"
    return name


def _committees_of(named: list[Party], found: list[Party]) -> list[Party]:
    """Places that share the committee before them: "UBND tỉnh A, tỉnh B, thành phố C"."""
    shared = named and named[-1].known and named[-1].name.startswith(_PEOPLES)
    if not shared or not all(one.known and one.name.startswith(("tỉnh ", "thành phố ")) for one in found):
        return found
    return [Party(f"{_PEOPLES}{one.name}", one.start, one.end, True) for one in found]


def _stands_alone(group: regex.Match[str]) -> bool:
    """Whether bare nouns may mean a class; "Bộ", "Sở" and the words for places only begin a name."""
    return bool(group[0]) and group["nouns"].lower() not in _OPENING


def _once(parties: list[Party]) -> list[Party]:
    """Each party once, in the order in which they are named."""
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(toneless(party.name), party)
    return list(seen.values())


def _with_determiner(words: str, group: regex.Match[str]) -> str:
    """A class as a registry writes it: "Sở, ban, ngành" with "các" before it."""
    several = "," in group["nouns"] or " và " in group["nouns"]
    if group["det"] or group["title"] or not several or group["nouns"].lower().startswith("cấp ủy"):
        return _spelled(words)
    return _spelled(f"các {words}")


def _spelled(words: str) -> str:
    """Words as the registry writes them: short forms spelled out, "Các" small, one space between words."""
    tidy = " ".join(words.split())
    for short, full in _SHORT_NAMES:
        tidy = tidy.replace(short, full)
    if _PLURAL.match(tidy):
        tidy = tidy[0].lower() + tidy[1:]
    return tidy


@lru_cache(maxsize=4)
def party_reader(rules: Rulebook) -> PartyReader:
    """The reader made with `rules`."""
    return PartyReader(rules)
