"""Where the citing document stands, and what its place makes of a body's name that says only "tỉnh"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Home:
    """Where the citing document stands: what "tỉnh", "Sở Nội vụ" or a bare "UBND" in it means.

    `province` is its name ("Lào Cai"), `kind` "tỉnh" or "thành phố"; `local` is the issuer's own place below
    the province ("xã Bảo Ái"), None for a provincial or central body; `issuer` is the document's own issuer.
    """

    province: str | None = None
    kind: str = "tỉnh"
    local: str | None = None
    issuer: str | None = None

    @property
    def place(self) -> str | None:
        """The province with its level ("tỉnh Lào Cai"), None where the document belongs to none."""
        return f"{self.kind} {self.province}" if self.province else None

    @property
    def party(self) -> str | None:
        """The province's Party committee: "Tỉnh ủy Lào Cai", "Thành ủy Hà Nội"."""
        if not self.province:
            return None
        return committee("Thành ủy" if self.kind == "thành phố" else "Tỉnh ủy", self.province)


def committee(word: str, place: str) -> str:
    """A Party committee's name; the city that bears a person's name keeps the word for city."""
    return f"{word} {'Thành phố ' if place == 'Hồ Chí Minh' else ''}{place}"


def completed(template: str, home: Home, printed: str | None = None) -> str | None:
    """A body's template (see `Body`) with the printed place, else the home's; None where neither is there."""
    place = printed or home.place
    if "{party}" in template:
        return template.replace("{party}", home.party) if home.party else None
    if not place:
        return None
    name = place.split(" ", 1)[1] if place.startswith("tỉnh ") else place.removeprefix("thành phố ")
    return template.replace("{province}", place).replace("{place}", place).replace("{name}", name)
