"""Decides who issued a cited document, and says from what: its words, list, symbol or another mention."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import regex

from extractors.bodies import BodyReader
from extractors.drafts import Draft
from extractors.home import Home
from extractors.letters import toneless
from extractors.model import Document, Header, IssuerBasis, ReferenceKind
from extractors.rulebook import Rulebook

_PROVINCE = regex.compile(r"(?:tỉnh|[Tt]hành phố|TP\.?)\s+(\p{Lu}\p{L}+(?:(?:\s-\s|\s)\p{Lu}\p{L}+){0,3})")
_LOCAL = regex.compile(r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã)\s+\p{Lu}.*$")
_OFFICE = regex.compile(r"(?:tỉnh|[Tt]hành phố)\s+(\p{Lu}\p{L}+(?:(?:\s-\s|\s)\p{Lu}\p{L}+){0,3})$")
_PARTY = regex.compile(r"(?P<w>Tỉnh|Thành) ủy\s+(?P<n>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3})$")
_UNKNOWN_PROVINCE = regex.compile(
    r"(?<!\p{L})[Tt]ỉnh (\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,2})(?! \p{Ll}+ \p{Lu})"
)
JOINT_TYPES = frozenset({"TTLT", "TTLB", "NQLT", "KHPH", "QCPH", "CTPH", "HDLN"})
_CARRIED = regex.compile(r"[^.\n]*\(\s*(?:được\s+)?(?:ban hành|phê duyệt)\s+(?:kèm theo|tại)\s+$")


def home_of(document: Document, header: Header, bodies: BodyReader, rules: Rulebook) -> Home:
    """The place that completes bare names in a document: by its issuer, its place line, else its words."""
    issuer = header.issuer or ""
    local = _LOCAL.search(issuer)
    own = local[0] if local else None
    if own and ", tỉnh" in own:
        own = own.split(", tỉnh")[0]
    stated = _OFFICE.search(issuer)
    party = _PARTY.search(issuer)
    if stated:
        kind = "tỉnh" if issuer[stated.start()] == "t" and issuer[stated.start() + 1] == "ỉ" else "thành phố"
        return Home(bodies.province_in(stated[1]) or stated[1], kind, own, header.issuer)
    if party and not own:
        return Home(party["n"], "thành phố" if party["w"] == "Thành" else "tỉnh", None, header.issuer)
    if not own and issuer and _is_central(issuer, rules):
        return Home(issuer=header.issuer)
    province = bodies.province_in(header.place or "") or _most_named(document, bodies)
    if province is None:
        return Home(local=own, issuer=header.issuer)
    return Home(province, rules.province_kind(province, header.date), own, header.issuer)


def _is_central(issuer: str, rules: Rulebook) -> bool:
    return any(b.name == issuer for b in rules.bodies if b.level in ("central", "union") or "{" not in b.name)


def _most_named(document: Document, bodies: BodyReader) -> str | None:
    """The province that the first pages name with its level more often than all others together."""
    printed = Counter(m[1] for m in _PROVINCE.finditer(document.text[:12000]))
    known = Counter({name: n for words, n in printed.items() if (name := bodies.province_in(words))})
    names = known or Counter(m[1] for m in _UNKNOWN_PROVINCE.finditer(document.text[:12000]))
    if not names:
        return None
    name, count = names.most_common(1)[0]
    return name if count * 2 > names.total() else None


def settle_issuers(text: str, drafts: list[Draft], home: Home, bodies: BodyReader) -> None:
    """Fill the issuers that the words beside a mention do not state."""
    stated: dict[tuple[str, str], str] = {}
    for draft in drafts:
        if draft.issuer and draft.kind is ReferenceKind.NUMBERED:
            stated.setdefault(draft.key, draft.issuer)
    for draft in drafts:
        if draft.kind is not ReferenceKind.NUMBERED:
            continue
        _take_bearers_place(text, draft, home)
        if draft.issuer_open and draft.issuer is None:
            known = stated.get(draft.key)
            if known and draft.level and f" {draft.level} " in known:
                draft.issuer, draft.basis = known, IssuerBasis.CONTEXT
        elif draft.issuer is None:
            _settle(draft, stated, _home_then(text, draft, home, bodies), bodies)


def _take_bearers_place(text: str, draft: Draft, home: Home) -> None:
    """A bare "UBND tỉnh" inside the title of another province's document is of that province."""
    bearer, place = draft.bearer, home.place
    if bearer is not None and bearer.issuer and draft.basis is IssuerBasis.LIST:
        # What a list says of its members is not said of what stands in the title of one.
        if draft.body_letters == bearer.body_letters:
            draft.issuer, draft.basis = bearer.issuer, IssuerBasis.CONTEXT
        return
    if bearer is None or bearer.basis is not IssuerBasis.STATED or place is None or home.province is None:
        return
    other = _OFFICE.search(bearer.issuer or "")
    if other is None or other[1] == home.province:
        return
    if home.province in text[draft.symbol_end : draft.tail]:
        return
    if draft.basis is IssuerBasis.STATED and draft.issuer and draft.issuer.endswith(place):
        draft.issuer = draft.issuer.removesuffix(place) + other[0]


def _home_then(text: str, draft: Draft, home: Home, bodies: BodyReader) -> Home:
    """The home as it was at the mention's date.

    Before a merger it is the old province that the same line names last.
    """
    if home.province is None or not draft.date or len(draft.date) < 10:
        return home
    merged = bodies.merged_into(home.province, draft.date)
    if not merged:
        return home
    line = text[text.rfind("\n", 0, draft.start) + 1 : draft.start]
    named = [m[1] for m in _PROVINCE.finditer(line)]
    province = next((name for words in reversed(named) if (name := bodies.province_in(words))), None)
    return replace(home, province=province) if province in merged else home


def _settle(draft: Draft, stated: dict[tuple[str, str], str], home: Home, bodies: BodyReader) -> None:
    known = stated.get(draft.key)
    if known:
        draft.issuer, draft.basis = known, IssuerBasis.CONTEXT
        return
    letters = draft.body_letters
    if draft.type_letters in ("L", "LCT") or letters in ("L/CTN", "LCT", "SL"):
        if draft.type in ("Luật", "Bộ luật"):
            draft.issuer, draft.basis = "Quốc hội", IssuerBasis.CONTEXT
        return
    if letters == "QH":
        draft.issuer, draft.basis = "Quốc hội", IssuerBasis.SYMBOL
        return
    issuer, candidates = bodies.by_letters(letters, home, draft.date, draft.type_letters in JOINT_TYPES)
    draft.candidates = candidates
    if issuer:
        draft.issuer = issuer
        own = home.place is not None and home.issuer is not None and toneless(issuer) == toneless(home.issuer)
        draft.basis = IssuerBasis.SELF if own else IssuerBasis.SYMBOL


def settle_shorts(text: str, drafts: list[Draft]) -> None:
    """A short mention has the issuer of the mention that it shortens, or of the document that carries it."""
    for draft, following in zip(drafts, [*drafts[1:], None], strict=False):
        if draft.kind is not ReferenceKind.SHORT or draft.issuer:
            continue
        target = draft.alias_of
        if target is None and following is not None and following.start - draft.end < 300:
            carried = _CARRIED.match(text, draft.end, following.start)
            target = following if carried else None
        if target is not None and target.issuer:
            draft.issuer, draft.basis = target.issuer, IssuerBasis.CONTEXT
