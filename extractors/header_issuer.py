"""Tells the issuing body from box 2 and the parent above it, or from the symbol where box 2 is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.bodies import BodyReader, body_reader
from extractors.body_names import sentence_case
from extractors.header_words import header_words
from extractors.home import Home
from extractors.letters import toneless
from extractors.rulebook import Rulebook

_SHOUTED = re.compile(r"(?<!\w)[^\W\d_a-z]{2,}(?!\w)(?<=[A-ZĐÀ-Ỹ])")
_PROVINCE = re.compile(r"(?:^|(?<= ))(TỈNH|THÀNH PHỐ) ((?!ỦY|UỶ)\D+)$")
_LOCAL = re.compile(r"(HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) (\D+)$")
_SPELLED = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
_OFFICE = "Văn phòng"
_STANDING = "Ban Thường vụ"
_COMMITTEES = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Quận ủy", "Đảng ủy")


def issuer_of(
    bodies: Sequence[str], place: str | None, letters: str, date: str | None, authority: str, rules: Rulebook
) -> str | None:
    """The issuer's full name; `bodies` are the lines of box 2, parent first, `letters` the symbol's body.

    `authority` holds the capitals over the signature: what is signed for the Standing Committee is its own.
    Bodies that issue together are told apart by commas, in the order printed.
    """
    reader = body_reader(rules)
    home = _home(bodies, place, date, reader, rules)
    if not bodies:
        return reader.by_letters(letters, home, date)[0] if letters else None
    partners = _partners(bodies, rules)
    if len(partners) > 1:
        return ", ".join(_full_name(body, home, reader, rules) for body in partners)
    name = _full_name(bodies[-1], home, reader, rules)
    if len(bodies) > 1:
        name = _with_parent(name, bodies[-2], home, reader)
    if name.startswith(_COMMITTEES) and "BAN THƯỜNG VỤ" in authority:
        return f"{_STANDING} {name}"
    return name


def _partners(bodies: Sequence[str], rules: Rulebook) -> list[str]:
    """Bodies printed with a dash between them ("BỘ NỘI VỤ - BỘ TÀI CHÍNH") issue together."""
    opens = header_words(rules).body
    parts = re.split(r"\s+[-–]\s+", bodies[-1])
    return parts if all(opens.match(part) for part in parts) else [bodies[-1]]


def _home(
    bodies: Sequence[str], place: str | None, date: str | None, reader: BodyReader, rules: Rulebook
) -> Home:
    """The province that box 2 names, else that of the place and date line, else one that no table knows."""
    named = (reader.province_in(body) for body in reversed(bodies))
    province = next(filter(None, named), None) or (reader.province_in(place) if place else None)
    if province:
        return Home(province, rules.province_kind(province, date))
    other = next(filter(None, map(_PROVINCE.search, reversed(bodies))), None)
    return Home(_capitalised(other[2]), other[1].lower()) if other else Home()


def _full_name(body: str, home: Home, reader: BodyReader, rules: Rulebook) -> str:
    """The body as running text has it; one that no table knows keeps all its words."""
    found = reader.read(body, 0, home)
    if found is not None and found.name and not body[found.end :].strip(" .,-"):
        name = found.name
    else:
        for letters, words in _SPELLED.items():
            body = re.sub(rf"(?<!\w){letters}(?!\w)", words.upper(), body)
        name = sentence_case(body, _proper_names(rules))
    name = _SHOUTED.sub(lambda m: m[0] if m[0] in rules.bodies_by_letters else m[0].capitalize(), name)
    head = header_words(rules).agency.match(name)
    return f"{head[0]}{name[head.end()].upper()}{name[head.end() + 1 :]}" if head else name


@lru_cache(maxsize=4)
def _proper_names(rules: Rulebook) -> dict[str, str]:
    """Names that keep their capitals in a name set in small letters, by their toneless form."""
    places = {toneless(name): p.name for p in rules.provinces for name in (p.name, *p.aliases)}
    others = (*_SPELLED.values(), "Việt Nam", "Nhà nước", "Quốc hội")
    return places | {toneless(words): words for words in others}


def _with_parent(name: str, parent: str, home: Home, reader: BodyReader) -> str:
    """An agency that does not say whose it is, with the place or the committee above it."""
    if toneless(name).endswith(("viêt nam", " tinh", " thanh phô")) or reader.province_in(name):
        return name
    if home.place and name.endswith(home.place):
        return name
    above = reader.canonical(parent, home) or ""
    if name == _OFFICE and above:
        return f"{_OFFICE} {above}"
    if home.place and above == f"Ủy ban nhân dân {home.place}":
        return f"{name} {home.place}"
    if above.startswith(_COMMITTEES):
        return f"{name} {above}"
    local = _LOCAL.search(parent)
    if local is None or not parent.startswith(("UBND", "ỦY BAN", "UỶ BAN")):
        return name
    place = f"{local[1].lower()} {_capitalised(local[2])}"
    return name if name.endswith(place) else f"{name} {place}"


def _capitalised(words: str) -> str:
    return " ".join(word.capitalize() for word in words.split())
