"""Tells which law is meant by its name, and makes a document of it where no number is known."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from extractors.rulebook import Law, Rulebook
from pipeline.search_text import slug, tone_key

_NAME = re.compile(
    r"(?P<name>(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp).*?)"
    r"(?:\s*,?\s*\(?(?:(?:số|năm|ngày|\d{1,2}/\d)\s*:?\s*\S*\d.*|(?:19|20)\d\d\)?))?",
    re.IGNORECASE | re.DOTALL,
)
_HEADS = (("bộ luật", "Bộ luật"), ("luật", "Luật"), ("pháp lệnh", "Pháp lệnh"), ("hiến pháp", "Hiến pháp"))


@dataclass(frozen=True, slots=True)
class LawName:
    """A law as a text names it: type, name as printed and for comparing, and the year where one is given."""

    type: str
    name: str
    key: str
    year: int | None

    @property
    def issuer(self) -> str:
        """Who passes laws of this type."""
        return "Ủy ban Thường vụ Quốc hội" if self.type == "Pháp lệnh" else "Quốc hội"

    @property
    def id(self) -> str:
        """The id of the law as far as its name and year tell it: "vn/quoc-hoi/luat/2019/thu-vien"."""
        own = slug(self.name[len(self.type) :]) or slug(self.name)
        year = f"{self.year}/" if self.year else ""
        return f"vn/{slug(self.issuer)}/{slug(self.type)}/{year}{own}"

    @property
    def label(self) -> str:
        """The name with its year, as people write it."""
        return f"{self.name} năm {self.year}" if self.year else self.name


def law_name(text: str, date: str | None) -> LawName | None:
    """The law that `text` names, without its number, year and date; None where it names none."""
    match = _NAME.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    name = match["name"].rstrip(" ,;.(")
    kind = next(kind for head, kind in _HEADS if tone_key(name).startswith(tone_key(head)))
    if name.isupper():
        name = name[: len(kind)].capitalize() + name[len(kind) :].lower()
    return LawName(kind, name, tone_key(name), int(date[:4]) if date else None)


class Laws:
    """The rules' table of laws, by name."""

    def __init__(self, rules: Rulebook) -> None:
        self._by_name: defaultdict[str, list[Law]] = defaultdict(list)
        for law in rules.laws:
            if law.number:
                self._by_name[tone_key(law.name)].append(law)

    def fitting(self, named: LawName, before: str | None) -> list[Law]:
        """The laws of this name: of its year if it gives one, else those not younger than `before`."""
        laws = {law.number: law for law in self._by_name.get(named.key, ())}.values()
        if named.year:
            return [law for law in laws if year_of(law) == named.year]
        return [law for law in laws if not before or (year_of(law) or 0) <= int(before[:4])]


def year_of(law: Law) -> int | None:
    """The year in a law's number, or of its date."""
    found = re.search(r"/((?:19|20)\d\d)/", law.number)
    return int(found[1]) if found else (int(law.date[:4]) if law.date else None)


def sign_of(law: Law) -> tuple[str, str]:
    """A law's number and symbol: "31/2024/QH15" gives ("31/2024", "QH15")."""
    number, _, symbol = law.number.rpartition("/")
    return number, symbol
