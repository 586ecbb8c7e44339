"""Tells from type, number, symbol, date and issuer which document is meant, and makes readable ids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from extractors.dates import agree
from extractors.model import signed
from extractors.rulebook import Rulebook
from pipeline.registers import Register, Registers, body_slug
from pipeline.search_text import fold, slug, squeeze, tone_key

_YEARED = re.compile(r"(.+)/((?:19|20)\d\d)")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_ASSEMBLY = re.compile(r"(?:ubtv)?qh\d+|hdnn\d+")
_PARTY_BODY = re.compile(r"(?:tw|u|cb)$")
UNKNOWN = "khong-ro"
_GOVERNMENT = ("CP", "TTg")


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of which document is meant.

    `number_key` has no leading zeros, `symbol_key` is folded with one separator, `type_key` is "" where the
    symbol tells the type. `period` is that within which the number is unique: a year ("2020"), a Party
    committee's term ("nhiem-ky-2025"), or, where a Party document's date fits two terms, the date; None where
    nothing is known. `date` is ISO and may be short. `signed_by` is who signed where that is not who numbers:
    what the Politburo and the Secretariat sign stands in the Central Committee's register.
    """

    type: str | None
    number: str | None
    symbol: str | None
    date: str | None
    register: Register | None
    number_key: str
    symbol_key: str
    type_key: str | None
    period: str | None
    year: int | None
    signed_by: str | None = field(default=None, compare=False)

    @property
    def numbered(self) -> bool:
        """Whether it has a number and a symbol."""
        return bool(self.number_key and self.symbol_key)

    @property
    def full(self) -> bool:
        """Whether number, symbol, type, issuer and period are known, so that no other document is meant."""
        known = self.register is not None and self.register.known
        return self.numbered and known and self.period is not None and self.type_key is not None

    @property
    def key(self) -> str:
        """What it comes down to, as one string; dates within one period do not count."""
        register = self.register.key if self.register else ""
        number = self.number_key.zfill(8)
        return "|".join((register, self.type_key or "", self.symbol_key, self.period or "", number))

    def fits(self, other: Identity) -> bool:
        """Whether nothing that is known of the two sets them apart; dates within one period do not."""
        if (self.number_key, self.symbol_key) != (other.number_key, other.symbol_key):
            return False
        if self.type_key != other.type_key and self.type_key is not None and other.type_key is not None:
            return False
        if self.period != other.period and self.period is not None and other.period is not None:
            return False
        return self.register is None or other.register is None or self.register.fits(other.register)

    def same_date(self, other: Identity) -> bool | None:
        """Whether the two dates agree as far as both are given; None where one gives none."""
        if not self.date or not other.date:
            return None
        return agree(self.date, other.date)


class Identities:
    """Makes identities by what the rules know of types, bodies and Party terms."""

    def __init__(self, rules: Rulebook) -> None:
        self.registers = Registers(rules)
        self._letters = {tone_key(kind.name): slug(kind.letters) for kind in rules.types if kind.letters}
        self._letters |= {
            tone_key(name): slug(short)
            for short, name in rules.type_abbreviations.items()
            if tone_key(name) not in self._letters
        }
        self._type_letters = {fold(kind.letters) for kind in rules.types if kind.letters}
        self._party_letters = {fold(letters) for letters in rules.party_letters if letters}
        # What the central committee, its Politburo and its Secretariat sign is numbered in one register.
        self._central = {
            fold(body.letters): body.name.split("|")[0].strip()
            for body in rules.bodies
            if body.letters and body.level == "party" and "{" not in body.name
        }
        self._joint_letters = {fold(kind.letters) for kind in rules.types if " liên " in f"{kind.name} "}
        self._national_letters = {
            fold(body.letters) for body in rules.bodies if body.letters and "{" not in body.name
        }
        self._heirs = _heirs(rules)
        self._terms = [
            (row["level"], row["term"], row["from"], row["to"] or "9999")
            for row in rules.tables.get("party_terms", ())
        ]
        self.of = cache(self._make)

    def type_part(self, kind: str | None, symbol: str | None) -> str:
        """A type's part of an id: its letters ("kh"), else its name, else what the symbol begins with."""
        if kind:
            return self._letters.get(tone_key(kind)) or slug(kind)
        first = re.split(r"[-/]", fold(symbol or ""))[0]
        return first if first in self._type_letters else "vb"

    def _make(
        self, kind: str | None, number: str | None, symbol: str | None, date: str | None, issuer: str | None
    ) -> Identity:
        number_key, year = number_parts(number)
        symbol_key = symbol_parts(symbol)
        groups = symbol_key.split("-")
        party = self._is_party(symbol or "", groups)
        if year is None and date:
            year = int(date[:4])
        signed_by = issuer if party and groups[-1] in self._central else None
        issuer = self._central.get(groups[-1], issuer) if party else issuer
        register = self._joint(groups, issuer) or self.registers.of(self._numbered_by(groups, issuer))
        period = self._term(groups[-1], date) if party else (str(year) if year else None)
        return Identity(
            kind,
            number,
            symbol,
            date,
            register,
            number_key,
            symbol_key,
            self._type_key(kind, groups, party),
            period,
            year,
            signed_by,
        )

    def _numbered_by(self, groups: list[str], issuer: str | None) -> str | None:
        """The body whose letters the symbol bears, where a text names the one before or after it.

        "Thông tư số 09/2026/TT-BNNMT của Bộ trưởng Bộ Tài nguyên và Môi trường" is the heir's; the Government
        and its head are named for each other as well.
        """
        named = self.registers.of(issuer)
        if named is None or len(groups) != 2 or groups[0] not in self._type_letters:
            return issuer
        return self._heirs.get((groups[1], named.key), issuer)

    def _joint(self, groups: list[str], issuer: str | None) -> Register | None:
        """The register of a joint circular: its symbol names all who issue it, citations often only one."""
        bodies = groups[1:]
        if groups[0] not in self._joint_letters or len(bodies) < 2 or not self._national_letters >= {*bodies}:
            return None
        named = self.registers.of(issuer or " ".join(bodies).upper())
        return replace(named, key="+".join(bodies), known=True) if named else None

    def _is_party(self, symbol: str, groups: list[str]) -> bool:
        if len(groups) != 2 or groups[0] not in self._type_letters:
            return False
        return groups[1] in self._party_letters or ("/" in symbol and bool(_PARTY_BODY.search(groups[1])))

    def _type_key(self, kind: str | None, groups: list[str], party: bool) -> str | None:
        """The type where the symbol leaves it open: laws and resolutions of the Assembly, QĐ of the Party."""
        open_party = party and groups[0] == "qd"
        if not open_party and not (len(groups) == 1 and _ASSEMBLY.fullmatch(groups[0])):
            return ""
        if not kind:
            return None
        key = tone_key(kind)
        return tone_key("Luật") if key == tone_key("Bộ luật") else key

    def _term(self, letters: str, date: str | None) -> str | None:
        """The committee's term that a Party number belongs to; the date itself where it fits two terms."""
        if not date:
            return None
        level = "central" if letters.endswith("tw") else "province" if letters.endswith("tu") else "basic"
        spans = [
            term
            for at, term, first, last in self._terms
            if at == level and date[:7] >= first[: len(date)] and date[: len(last)] <= last[: len(date)]
        ]
        if len(spans) == 1:
            return spans[0]
        return date if len(date) == 10 else None


def _heirs(rules: Rulebook) -> dict[tuple[str, str], str]:
    """(letters, key of a body that is named for another) → the body whose letters these are."""
    state = {body.letters: body.name for body in rules.bodies if body.letters and "{" not in body.name}
    pairs = [
        (body.letters, heir)
        for body in rules.bodies
        for heir in re.split(r"\W+", body.successor)
        if body.letters in state and heir in state
    ] + [_GOVERNMENT]
    both = [pair for first, second in pairs for pair in ((first, second), (second, first))]
    return {(fold(own), tone_key(state[other])): state[own] for own, other in both}


def number_parts(number: str | None) -> tuple[str, int | None]:
    """A number without leading zeros, and the year inside it: "02/2026" gives ("2", 2026)."""
    text = fold(number or "").replace(" ", "")
    match = _YEARED.fullmatch(text)
    own = match[1] if match else text
    return _ZEROS.sub("", own), int(match[2]) if match else None


def symbol_parts(symbol: str | None) -> str:
    """A symbol for comparing: folded, with "-" for every separator, so that "CT/TU" and "CT-TU" are one."""
    return fold(symbol or "").replace(" ", "").replace("/", "-").strip("-.")


def label_of(kind: str | None, number: str | None, symbol: str | None) -> str:
    """A document as people write it: "Kế hoạch 285/KH-UBND", "Chỉ thị 11-CT/TU", "Báo cáo …/BC-STC"."""
    signs = signed(number or "…", symbol) if symbol else number
    return " ".join(part for part in (kind, signs) if part)


def base_id(identities: Identities, known: Identity) -> str:
    """The id of a document of which everything is known: body, type, period, number.

    "vn/ubnd-tinh-dong-thap/kh/2020/285"; a symbol that is not just type and body stays in it: "1390-ubnd-hc".
    """
    body = body_slug(known.register.name) if known.register else UNKNOWN
    kind = identities.type_part(known.type, known.symbol)
    groups = known.symbol_key.split("-")
    rest = groups[1:] if groups[0] in (kind, fold(kind)) else groups
    plain = len(rest) == 1 and (groups[0] == kind or _ASSEMBLY.fullmatch(rest[0]))
    tail = "" if plain else "-" + slug("-".join(rest))
    return f"vn/{body}/{kind}/{known.period or UNKNOWN}/{slug(known.number_key)}{tail}"


def urn_of(known: Identity, name: str | None = None) -> str:
    """The URN:LEX form (RFC 9676): jurisdiction, authority, type, date, then number and symbol.

    A date that is not known to the day is a period there, of letters, digits and dots. The year inside a
    number is in the date; it is named only where it contradicts the date. `name` is that of a law cited by
    it ("Luật Thư viện năm 2019"): it specifies the type, as the law has no number there.
    """
    issuer = _dotted(known.register.name if known.register else UNKNOWN)
    date = known.date or str(known.year or UNKNOWN)
    date = date if len(date) == len("2020-12-05") else _dotted(date)
    year = number_parts(known.number)[1]
    own_year = str(year) if year and not date.startswith(str(year)) else ""
    kind = _dotted(known.type or "Văn bản")
    own_name = _dotted(name or "").removeprefix(f"{kind}.").removesuffix(f".nam.{date[:4]}")
    measure = f"{kind};{own_name}" if own_name else kind
    parts = (known.number_key, own_year, known.symbol_key)
    number = "-".join(re.sub(r"[^a-z0-9.]+", "-", slug(part)).strip("-.") for part in parts if part)
    return f"urn:lex:vn:{issuer}:{measure}:{date};{number or UNKNOWN}"


def _dotted(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", ".", squeeze(text)).strip(".")
