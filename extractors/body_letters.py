"""Tells which body signs with the letters at the end of a symbol: "SNV" is the home province's Sở Nội vụ."""

from __future__ import annotations

from extractors.home import Home, completed
from extractors.rulebook import Body, Rulebook

_PARTY_LEVELS = {
    "ĐU": ("xã", "phường", "đặc khu", "thị trấn"),
    "HU": ("huyện",),
    "QU": ("quận",),
    "ThU": ("thị xã", "thành phố"),
}

Signatory = tuple[str | None, tuple[str, ...]]
"""A body's full name, None where it cannot be told, and the bodies that it may then be."""


def signatory(rules: Rulebook, letters: str, home: Home, date: str | None, joint: bool) -> Signatory:
    """The body that signs with these letters, and the other candidates (see `BodyReader.by_letters`)."""
    whole = _body_of(rules, letters, home, date)
    if whole[0] or whole[1]:
        return whole
    parts = letters.split("-")
    first, candidates = _body_of(rules, parts[0], home, date)
    if joint and len(parts) > 1 and first:
        others = [_body_of(rules, part, home, date)[0] for part in parts[1:]]
        if all(other and other != first for other in others):
            return ", ".join([first, *(other for other in others if other)]), ()
    return first, candidates


def _body_of(rules: Rulebook, letters: str, home: Home, date: str | None) -> Signatory:
    """The body of one group of letters, as it was at `date`; none where several bodies share the letters."""
    if not letters:
        return None, ()
    table = rules.bodies_by_letters
    bodies = table.get(letters) or table.get(letters.rstrip("0123456789"), ())
    if date:
        bodies = tuple(b for b in bodies if b.valid_from[:10] <= date or not b.valid_from) or bodies
    names = tuple(dict.fromkeys(name for body in bodies[:1] for name in body.name.split(" | ")))
    if len(names) > 1:
        filled = (completed(name, home) if "{" in name else name for name in names)
        return None, tuple(name for name in filled if name)
    return _in_place(bodies[0], home) if names else (None, ())


def _in_place(body: Body, home: Home) -> Signatory:
    """The body with the home's place in its name; what it could be where the home does not tell."""
    if "{" not in body.name:
        return body.name, ()
    stem = body.name.split(" {")[0]
    if "ủy {place}" in body.name:
        level = _PARTY_LEVELS.get(body.letters, ())
        fits = home.local is not None and home.local.startswith(level)
        name = completed(body.name, home, home.local) if fits else None
        return name, () if name else (stem,)
    if "{place}" in body.name and home.local:
        stem = body.name.replace(" {place}", "")
        return None, tuple(f"{stem} {place}" for place in (home.place, home.local) if place)
    name = completed(body.name, home)
    if name:
        return name, ()
    return None, ("Tỉnh ủy", "Thành ủy") if body.name == "{party}" else (stem,)
