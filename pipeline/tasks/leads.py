"""Compares the bodies of tasks and outcomes: the same one, one of a class, one under another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractors.rulebook import Rulebook
from pipeline.registers import Register, Registers
from pipeline.search_text import tone_key

_CLASS = re.compile(
    r"^(?:các|những|mọi|từng|toàn bộ|tất cả)\b|\bcác\b|\bcấp (?:tỉnh|huyện|xã|ủy|cơ sở|trên|dưới)\b"
    r"|^(?:thủ trưởng|người đứng đầu|cơ quan, đơn vị|địa phương|đơn vị|cơ quan)\b| liên quan$",
    re.IGNORECASE,
)
_MEMBERS = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(member, re.IGNORECASE))
    for said, member in (
        (r"\bsở\b", r"^sở\b"),
        (r"\bban, ngành\b|\bban ngành\b", r"^(?:sở|ban|thanh tra|công an|văn phòng|thuế|chi cục)\b"),
        (r"\bbộ\b", r"^bộ (?!chỉ huy|tư lệnh)"),
        (r"\bxã\b|\bcơ sở\b", r"^(?:ủy|uỷ) ban nhân dân (?:xã|phường|thị trấn|đặc khu)\b"),
        (r"\bphường\b", r"^(?:ủy|uỷ) ban nhân dân phường\b"),
        (r"\bhuyện\b", r"^(?:ủy|uỷ) ban nhân dân (?:huyện|quận|thị xã|thành phố)\b"),
        (r"\btỉnh, thành phố\b|\bcác tỉnh\b|\bcấp tỉnh\b", r"^(?:ủy|uỷ) ban nhân dân (?:tỉnh|thành phố)\b"),
        (r"\bđịa phương\b", r"^(?:ủy|uỷ) ban nhân dân\b"),
        (r"\bcơ quan, đơn vị\b|\bđơn vị\b|\bcác cấp\b", r""),
    )
)
_HOLDER = re.compile(
    r"^(?:thủ trưởng|lãnh đạo|giám đốc|trưởng|phó giám đốc|người đứng đầu)\s+", re.IGNORECASE
)
_ABOVE = re.compile(r"^(?:sở|bộ|ủy ban|uỷ ban|hội đồng nhân dân)\b|\btỉnh\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A body for comparing.

    `is_class` marks a class of bodies ("các sở, ban, ngành"); `province` is that of its name, else of the
    document it stands in; `local` the commune or district of that document, for a name that needs one.
    """

    name: str
    is_class: bool
    register: Register
    province: str
    local: str


class Bodies:
    """Compares bodies by their names; a name without a place has that of the document it stands in."""

    def __init__(self, rules: Rulebook) -> None:
        self._registers = Registers(rules)
        self.of = cache(self._make)
        self.same = cache(self._same)
        self.member = cache(self._member)

    def _make(self, name: str, issuer: str | None) -> Body:
        register = self._registers.of(_HOLDER.sub("", name)) or self._registers.of(name)
        if register is None:
            raise ValueError("a body has a name")
        home = self._registers.of(issuer)
        province, local = register.province, ""
        if home and not register.known:
            province = province or home.province
            local = "" if _ABOVE.search(name) or not home.local else home.place
        is_class = name[0].islower() or bool(_CLASS.search(name))
        return Body(name, is_class, register, province or _class_home(is_class, home), local)

    def all(self, names: Iterable[str], issuer: str | None) -> tuple[Body, ...]:
        """The bodies of these names, as a document of `issuer` means them."""
        return tuple(self.of(name, issuer) for name in names if name.strip())

    def _same(self, one: Body, other: Body) -> bool:
        """Whether both names mean one body, or one class of bodies."""
        if one.province and other.province and one.province != other.province:
            return False
        if one.local and other.local and one.local != other.local:
            return False
        if one.is_class or other.is_class:
            homes = (one.province, one.local) == (other.province, other.local)
            return homes and one.is_class == other.is_class and _class_key(one.name) == _class_key(other.name)
        return one.register.fits(other.register)

    def _member(self, one: Body, group: Body) -> bool:
        """Whether a body is one of a class of bodies."""
        if one.is_class or not group.is_class:
            return False
        if one.province and group.province and one.province != group.province:
            return False
        return any(said.search(group.name) and member.search(one.name) for said, member in _MEMBERS)


def _class_home(is_class: bool, home: Register | None) -> str:
    """The province of a class: that of the document, as all of its members are there."""
    return home.province if is_class and home else ""


def _class_key(name: str) -> frozenset[str]:
    """The words of a class without those that tell nothing: order and "tỉnh" do not count."""
    words = re.findall(r"[^\W\d_]+", name.casefold().replace("ubnd", "ủy ban nhân dân"))
    return frozenset(map(tone_key, words)) - {tone_key(word) for word in ("các", "và", "tỉnh", "của", "trên")}
