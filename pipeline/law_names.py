"""Tells which law is meant by its name, and makes a document of it where no number is known."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from extractors.dates import is_before
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
    """A law as a text names it: type, name as printed and for comparing, year and date (ISO) where given."""

    type: str
    name: str
    key: str
    year: int | None
    date: str | None = None

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
    return LawName(kind, name, _name_key(name), int(date[:4]) if date else None, date)


def _name_key(name: str) -> str:
    """A law's name for comparing; commas are often left out: "Luật Thi đua khen thưởng"."""
    return tone_key(name).replace(",", "")


class Laws:
    """The rules' table of laws, by name."""

    def __init__(self, rules: Rulebook) -> None:
        self.all = [law for law in rules.laws if law.number]
        self._by_name: defaultdict[str, list[Law]] = defaultdict(list)
        for law in self.all:
            self._by_name[_name_key(law.name)].append(law)
        self._in_force = {row["number"]: row["in_force"] for row in rules.tables.get("laws_in_force", ())}
        # Names under which a younger law has been passed of which the table has no number.
        self._renewed = {_name_key(row["name"]): row["from"] for row in rules.tables.get("laws_renewed", ())}

    def first_day(self, law: Law) -> str | None:
        """The first day on which a law is in force (ISO), None where the table does not tell it."""
        return self._in_force.get(law.number) or None

    def named(self, named: LawName) -> list[Law]:
        """Every law of this name, whatever its year."""
        return list({law.number: law for law in self._by_name.get(named.key, ())}.values())

    def fitting(self, named: LawName, at: str | None) -> list[Law]:
        """The laws that a name may mean in a text of the date `at`, None where that is unknown.

        With a year those of that year, unless the text gives another day: amending laws are cited under the
        name of the law that they amend. Without one what was passed by then, without what another of the name
        had replaced by then; a law that was still to come into force is one among others, never the only one.
        """
        laws = self.named(named)
        if named.year:
            return [law for law in laws if year_of(law) == named.year and _may_be_of(law, named.date)]
        if at and _first(at) >= self._renewed.get(named.key, "9999"):
            return []
        if not at:
            return laws
        passed = [law for law in laws if _passed(law, at)]
        forces = (self._in_force.get(law.number, "") for law in passed)
        latest = max((force for force in forces if force <= _first(at)), default="")
        left = [law for law in passed if self._in_force.get(law.number, latest) >= latest]
        coming = [law for law in left if self._in_force.get(law.number, "") > _first(at)]
        return [] if left == coming else left


def _may_be_of(law: Law, date: str | None) -> bool:
    """Whether a law may have been passed on the day that a text gives."""
    return not law.date or not date or len(date) < 10 or law.date == date


def _passed(law: Law, at: str) -> bool:
    """Whether the law had been passed by the end of `at`, which may be a day, a month or a year."""
    return not is_before(at, law.date or str(year_of(law) or ""))


def _first(at: str) -> str:
    """The first day of a date that may be short."""
    return at + "-01-01"[len(at) - 4 :] if len(at) < 10 else at


def year_of(law: Law) -> int | None:
    """The year in a law's number, or of its date."""
    found = re.search(r"/((?:19|20)\d\d)/", law.number)
    return int(found[1]) if found else (int(law.date[:4]) if law.date else None)


def sign_of(law: Law) -> tuple[str, str]:
    """A law's number and symbol: "31/2024/QH15" gives ("31/2024", "QH15")."""
    number, _, symbol = law.number.rpartition("/")
    return number, symbol
