"""Which letters belong to which body, and whether a body can have signed with the letters of a symbol."""

from __future__ import annotations

from functools import lru_cache

from extractors.letters import toneless
from extractors.rulebook import Body, Rulebook

_LEADS = ("chu tich ", "pho chu tich ", "ban thương vu ", "thương trưc ", "ban châp hanh ", "bô trương ")
_PARTY = ("tinh uy", "thanh uy", "đang bô tinh", "đang bô thanh phô")


class BodyLetters:
    """The letters of the bodies of a rulebook, by the stems of their names; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._shared = {row["letters"] for row in rules.tables["shared_letters"]}
        self._by_letters: dict[str, tuple[Body, ...]] = rules.bodies_by_letters
        stems = [(stem, body) for body in rules.bodies for stem in _stems(body) if body.letters]
        self._stems = sorted(stems, key=lambda pair: -len(pair[0]))

    def bodies(self, letters: str) -> tuple[Body, ...]:
        """The bodies that sign with these letters and no others do; none where several kinds share them."""
        return () if letters in self._shared else self._by_letters.get(letters, ())

    def named(self, name: str) -> tuple[Body, ...]:
        """The rows of the body of this full name, whatever its place: the longest stem decides."""
        for bare in (toneless(name), _bare(name)):
            stem = next((s for s, _ in self._stems if _begins(bare, s)), None)
            if stem:
                return tuple(body for other, body in self._stems if other == stem)
        return ()

    def contradict(self, letters: str, name: str) -> bool:
        """Whether a symbol's letters are surely not those of the body of this full name.

        A body and the one that took its place do not contradict each other: people mix them up in time, and
        another rule tells of that.
        """
        owners, said = self.bodies(letters), self.named(name)
        if not owners or not said or any(body.letters == letters for body in said):
            return False
        bare = _bare(name)
        if any(_begins(form, s) for body in owners for s in _stems(body) for form in (bare, toneless(name))):
            return False
        if any(_is_office(s, bare) or _is_committee(bare, s) for body in owners for s in _stems(body)):
            return False
        return not any(_follow(one, other) for one in owners for other in said)


def _stems(body: Body) -> tuple[str, ...]:
    """The toneless names of a body without their place; a Party committee's are those of a province."""
    names: list[str] = []
    for name in body.name.split(" | "):
        stem = toneless(name.split(" {p")[0]) if "{party}" not in name else toneless(name)
        names += [stem.replace("{party}", word) for word in _PARTY] if "{party}" in stem else [stem]
    return tuple(stem.split(" {")[0] for stem in names)


def _begins(name: str, stem: str) -> bool:
    return name.startswith(stem) and name[len(stem) : len(stem) + 1] in ("", " ", ",")


def _is_office(stem: str, name: str) -> bool:
    """Whether a stem is that of the office of the body of this name, which writes in its place."""
    served = stem.removeprefix("văn phong ")
    return served != stem and (_begins(name, served) or name.endswith(served))


def _is_committee(name: str, stem: str) -> bool:
    """Whether a body is a committee of a council, which signs with the council's letters."""
    return name.startswith("ban ") and f" {stem}" in name


def _bare(name: str) -> str:
    """The name without the title of those who speak for the body: "Chủ tịch Ủy ban …", "Ban Thường vụ …"."""
    bare = toneless(name)
    for lead in _LEADS:
        bare = bare.removeprefix(lead)
    return bare


def _follow(one: Body, other: Body) -> bool:
    """Whether one of two bodies took the other's place, or both went into the same."""
    ones, others = _successors(one), _successors(other)
    return one.letters in others or other.letters in ones or bool(ones & others)


def _successors(body: Body) -> set[str]:
    return {letters.strip() for letters in body.successor.split(";") if letters.strip()}


@lru_cache(maxsize=4)
def body_letters(rules: Rulebook) -> BodyLetters:
    """What is made of `rules`, once for all rules of the audit."""
    return BodyLetters(rules)
