"""Tells whether a document can change another: a report changes no decree, a province no law.

A change that is only intended, or that its author has no power to make, is spoken of and not made.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.dates import is_before
from extractors.drafts import Draft
from extractors.patterns import either
from extractors.rulebook import Rulebook

CHANGES = frozenset({"amends", "replaces", "repeals", "suspends", "extends", "corrects", "consolidates"})
"""Relations by which one document acts on the force or the words of another."""
_ABOUT = regex.compile(r"(?:về|xét|theo)\s+$")
_ANOTHER_ACT = regex.compile(
    r"(?<!\p{L})(?P<type>luật|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch|quy chế|quy định)\s+$"
)
_ASKED = regex.compile(r"(?:đề nghị|đề xuất|kiến nghị|ý kiến)\s[^,;.\n]*\svề việc\s+$")
_REACH = 120
_YEAR = regex.compile(r"/((?:19|20)\d\d)$")
_GOVERNMENT = 3
_RANKS = (
    (regex.compile(r"Quốc hội$"), 5),
    (regex.compile(r"Ủy ban Thường vụ Quốc hội|Chủ tịch nước$"), 4),
    (regex.compile(r"(?:Thủ tướng )?Chính phủ$"), _GOVERNMENT),
    (regex.compile(r"(?:Bộ|(?:Văn phòng|Thanh tra) Chính phủ|Ngân hàng Nhà nước)(?!\p{L})"), 2),
    (regex.compile(r"(?:[ỦU]y ban|Hội đồng) nhân dân |Sở |Chủ tịch [ỦU]y ban"), 1),
)


class Competence:
    """What the rules know of intended changes and of documents that only report; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._reporting = {row["type"] for row in rules.tables["reporting_types"]}
        words = either(row["words"] for row in rules.tables["planned_acts"])
        self._planned = regex.compile(rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})", regex.IGNORECASE)

    def may_change(self, kind: str | None, issuer: str | None, draft: Draft, relation: str) -> bool:
        """Whether a document of this type and issuer can do this to the document that `draft` names."""
        if kind in self._reporting and kind != draft.type:
            return relation == "corrects" and kind == "Công văn"
        own, other = _rank(issuer), _rank(draft.issuer)
        return own is None or other is None or own >= other

    def may_guide(self, issuer: str | None, draft: Draft) -> bool:
        """Whether a body guides the document that `draft` names: a decree guides laws, not other decrees."""
        own, other = _rank(issuer), _rank(draft.issuer)
        return own is None or other is None or own < _GOVERNMENT or own < other

    def is_planned(self, lowered: str, verb: int, kind: str | None) -> bool:
        """Whether the words before a verb of change only ask for it, prepare it or speak of it.

        So they do where another act is to change it: in a plan (`kind`), "ban hành Quyết định thay thế …".
        """
        start = max(0, verb - _REACH)
        act = _ANOTHER_ACT.search(lowered, start, verb)
        if act is not None and kind is not None and act["type"] != kind.lower():
            return True
        if _ASKED.search(lowered, start, verb):
            return True
        for found in self._planned.finditer(lowered, start, verb):
            if not _ABOUT.search(lowered, start, found.start()):
                return True
        return False


@lru_cache(maxsize=4)
def competence(rules: Rulebook) -> Competence:
    """What is made of `rules`, once for all who ask."""
    return Competence(rules)


def is_older(one: Draft, other: Draft) -> bool:
    """Whether the first document was made before the second, as far as dates and years in numbers tell."""
    return is_before(one.date or _year(one), other.date or _year(other))


def _year(draft: Draft) -> str:
    found = _YEAR.search(draft.number or "")
    return found[1] if found else ""


def _rank(issuer: str | None) -> int | None:
    """How high a body stands in the order of normative documents; None where nothing is known."""
    return next((rank for pattern, rank in _RANKS if issuer and pattern.match(issuer)), None)
