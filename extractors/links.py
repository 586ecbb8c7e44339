"""Finds what a text says between two other documents: "Thực hiện Kế hoạch A, sở đã ban hành Kế hoạch B"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.drafts import Draft
from extractors.model import Link, LinkBasis
from extractors.patterns import last_end

_SENTENCE = regex.compile(r"\n|[.!?]\s+(?=\p{Lu})")
_LONGEST = 600


def find_links(text: str, drafts: Sequence[Draft]) -> tuple[Link, ...]:
    """The links between the mentions of a text, each pair and relation once, where it is first said."""
    place = {id(draft): index for index, draft in enumerate(drafts)}
    links: dict[tuple[object, object, str], Link] = {}
    for target, draft in enumerate(drafts):
        bearer = draft.borne_by
        if bearer is None or bearer.key == draft.key:
            continue
        source = place[id(bearer)]
        start, end = _sentence(text, bearer.start, draft.end)
        made = Link(source, target, draft.relation, LinkBasis.TITLE, start, end)
        links.setdefault((bearer.key, _name(draft, text), draft.relation), made)
    return tuple(links.values())


def _name(draft: Draft, text: str) -> object:
    return draft.key if draft.number else text[draft.start : draft.end]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, cut where it is too long to read."""
    begin = last_end(_SENTENCE, text, max(0, start - _LONGEST // 2), start)
    stop = _SENTENCE.search(text, end, end + _LONGEST // 2)
    return begin, stop.start() + (text[stop.start()] != "\n") if stop else min(len(text), end + _LONGEST // 2)
