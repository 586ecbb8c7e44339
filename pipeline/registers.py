"""Tells which outgoing register a document belongs to from the name of its issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extractors.rulebook import Rulebook
from pipeline.search_text import slug, tone_key

_COMMITTEES = {
    tone_key(committee): tone_key(level)
    for committee, level in (
        ("tỉnh ủy", "tỉnh"), ("tỉnh đoàn", "tỉnh"), ("thành ủy", "thành phố"), ("thành đoàn", "thành phố"),
        ("huyện ủy", "huyện"), ("quận ủy", "quận"), ("thị ủy", "thị xã"), ("đảng ủy", "đảng ủy"),
    )
}  # fmt: skip
_PROVINCIAL = (tone_key("tỉnh"), tone_key("thành phố"))
_LOCAL = tuple(
    tone_key(level)
    for level in ("huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu", "đảng ủy")
)
_LEVEL = "|".join(re.escape(level) for level in (*_COMMITTEES, *_PROVINCIAL, *_LOCAL))
# Over comparison keys, in which marks are letters of their own: words end at blanks only.
_BARE = "|".join(tone_key(word) for word in ("ủy", "đoàn"))
_PLACED = re.compile(rf"(?:^|(?<= ))({_LEVEL}) (?!(?:{_LEVEL})(?: |$)|(?:{_BARE})$)(?=\S)")
_COUNTRY = " " + tone_key("Việt Nam")
_PARENT = re.compile(r",\s*(?=(?:tỉnh|thành phố|huyện|quận|thị xã)\s)", re.IGNORECASE)
_SHORTENED = (
    (re.compile(r"\bUBND\b", re.IGNORECASE), "Ủy ban nhân dân"),
    (re.compile(r"\bHĐND\b", re.IGNORECASE), "Hội đồng nhân dân"),
    (re.compile(r"\bTP\.?\s+(?=[A-ZĐ])"), "thành phố "),
    # A word left out in printing; there is no other chair "of the people".
    (re.compile(r"^Chủ tịch nhân dân\b", re.IGNORECASE), "Chủ tịch Ủy ban nhân dân"),
)
_SLUGS = (("uy-ban-nhan-dan", "ubnd"), ("hoi-dong-nhan-dan", "hdnd"))


@dataclass(frozen=True, slots=True)
class Register:
    """Who numbers a document: the body's name, its key for comparing, and the place named above it.

    `known` is False for a name that many bodies bear ("Sở Nội vụ" of no province): it may be any of them.
    `place` is the last place in the name, for comparing; `local` says that it lies below a province.
    """

    name: str
    key: str
    parent: str
    place: str
    known: bool
    local: bool

    def within(self, province: str) -> Register:
        """This register with `province` ("tỉnh lào cai", for comparing) above it, where it needs one."""
        return replace(self, parent=province) if self.local and not self.parent else self

    @property
    def province(self) -> str:
        """The province in the name, for comparing ("tỉnh đồng tháp"); "" where it names none."""
        if self.parent:
            return self.parent
        return "" if self.local else self.place

    def fits(self, other: Register) -> bool:
        """Whether both may be one register."""
        if self.parent and other.parent and self.parent != other.parent:
            return False
        if self.known and other.known:
            return self.key == other.key
        short, long = sorted((self.key, other.key), key=len)
        return long == short or long.startswith(short + " ")


class Registers:
    """Makes registers of issuers' names, by the rules' table of who signs in whose register."""

    def __init__(self, rules: Rulebook) -> None:
        self._rows = [
            (_pattern(row["issuer"]), row["register"]) for row in rules.tables.get("registers", ())
        ]
        self._national = {
            tone_key(name.strip())
            for body in rules.bodies
            for name in body.name.split("|")
            if "{" not in name
        }
        self._provinces = {tone_key(province.name) for province in rules.provinces}
        self._of = cache(self._make)

    def of(self, issuer: str | None) -> Register | None:
        """The register of an issuer, None where none is named."""
        return self._of(issuer) if issuer else None

    def _make(self, issuer: str) -> Register:
        name = " ".join(issuer.split())
        for pattern, full in _SHORTENED:
            name = pattern.sub(full, name)
        for pattern, register in self._rows:
            if match := pattern.fullmatch(name):
                name = register.replace("{body}", match.groupdict().get("body", ""))
                break
        own, *parents = _PARENT.split(name, maxsplit=1)
        key = tone_key(own)
        place = _place(key)
        local = place.startswith(tuple(f"{level} " for level in _LOCAL))
        return Register(own, key, tone_key("".join(parents)), place, self._is_known(key, place), local)

    def _is_known(self, key: str, place: str) -> bool:
        if key in self._national or key.endswith(_COUNTRY) or place:
            return True
        return any(key.endswith(" " + province) for province in self._provinces)


def _pattern(template: str) -> re.Pattern[str]:
    before, hole, after = template.partition("{body}")
    middle = r"(?P<body>\S.*)" if hole else ""
    return re.compile(re.escape(before) + middle + re.escape(after), re.IGNORECASE)


def _place(key: str) -> str:
    """The last place in a body's key, with its level: "tỉnh lào cai" of the provincial committee too."""
    found = list(_PLACED.finditer(key))
    if not found:
        return ""
    level = found[-1][1]
    return f"{_COMMITTEES.get(level, level)} {key[found[-1].end() :]}"


def body_slug(name: str) -> str:
    """A body's part of an id: "Ủy ban nhân dân tỉnh Đồng Tháp" gives "ubnd-tinh-dong-thap"."""
    made = slug(name)
    for words, letters in _SLUGS:
        made = made.replace(words, letters)
    return made
