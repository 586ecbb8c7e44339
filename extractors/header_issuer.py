"""Tells the issuing body from box 2, completed with the parent above it, or from the symbol where box 2 is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.bodies import BodyReader, Home, body_reader, sentence_case
from extractors.letters import toneless
from extractors.rulebook import Rulebook

_AGENCY = re.compile(
    r"(?:(?:Tổng |Chi )?[Cc]ục|Vụ|Sở|Ban|Trung tâm|Phòng|Viện|Trường|Bệnh viện|Hội|Chi nhánh|Công ty|Học viện) (?=\w)"
)
_STANDING = "Ban Thường vụ"
_COMMITTEES = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Quận ủy", "Đảng ủy")


def issuer_of(
    bodies: Sequence[str], place: str | None, letters: str, date: str | None, authority: str, rules: Rulebook
) -> str | None:
    """The issuer's full name; `bodies` are the lines of box 2, parent first, `letters` the body's in the symbol.

    `authority` holds the capitals over the signature: what is signed for the Standing Committee is its document.
    """
    reader = body_reader(rules)
    home = _home(bodies, place, date, reader, rules)
    if not bodies:
        return reader.by_letters(letters, home, date)[0] if letters else None
    name = _full_name(bodies[-1], home, reader, rules)
    if len(bodies) > 1 and home.place and _under_province(bodies[-2], reader, home):
        name = _placed(name, home, reader)
    if name.startswith(_COMMITTEES) and "BAN THƯỜNG VỤ" in authority:
        return f"{_STANDING} {name}"
    return name


def _home(bodies: Sequence[str], place: str | None, date: str | None, reader: BodyReader, rules: Rulebook) -> Home:
    """The province that box 2 names, else the one of the place and date line."""
    named = (reader.province_in(body) for body in reversed(bodies))
    province = next(filter(None, named), None) or (reader.province_in(place) if place else None)
    return Home(province, rules.province_kind(province, date)) if province else Home()


def _full_name(body: str, home: Home, reader: BodyReader, rules: Rulebook) -> str:
    """The body as running text has it; one that no table knows keeps all its words."""
    found = reader.read(body, 0, home)
    if found is None or not found.name or body[found.end :].strip(" .,-"):
        return _named_after_head(sentence_case(body, _places(rules)))
    return _named_after_head(found.name)


def _named_after_head(name: str) -> str:
    """The word that tells what an agency is for opens with a capital: "Cục Thuế", "Ban Quản lý dự án"."""
    head = _AGENCY.match(name)
    return f"{head[0]}{name[head.end()].upper()}{name[head.end() + 1 :]}" if head else name


@lru_cache(maxsize=4)
def _places(rules: Rulebook) -> dict[str, str]:
    return {toneless(name): p.name for p in rules.provinces for name in (p.name, *p.aliases)}


def _under_province(parent: str, reader: BodyReader, home: Home) -> bool:
    name = reader.canonical(parent, home)
    return name == f"Ủy ban nhân dân {home.place}"


def _placed(name: str, home: Home, reader: BodyReader) -> str:
    """A provincial agency that does not say where it is, with its province."""
    if reader.province_in(name) or toneless(name).endswith(("viêt nam", "tinh", "thanh phô")):
        return name
    return f"{name} {home.place}"
