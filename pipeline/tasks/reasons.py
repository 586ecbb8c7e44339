"""Says in a sentence, in Vietnamese and English, what a link between a task and a later place rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from pipeline.tasks.model import LinkKind
from pipeline.tasks.prepared import Statement, Work, is_copy
from pipeline.tasks.repeats import Match
from pipeline.tasks.words import key_of

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 14
Said = tuple[str, str]
"""A sentence in Vietnamese and in English."""


def reason_of_task(work: Work, other: Work, match: Match) -> Said:
    """Why a later task belongs to a task."""
    vi, en = _opening(work, other, match)
    if match.lead:
        vi, en = f"{vi} {match.lead} chủ trì", f"{en} {match.lead} leads"
    return _ended(work.given.text, other.given.text, vi, en, match.sure)


def reason_of_statement(work: Work, statement: Statement, match: Match, product: str | None) -> Said:
    """Why a statement is held to speak of a task."""
    if match.kind is LinkKind.EXTENDS:
        vi, en = "Cho thêm thời hạn:", "It gives more time:"
    else:
        vi, en = "Nói về việc này:", "It speaks of this work:"
    if match.cited:
        vi, en = f"{vi} có dẫn văn bản giao việc,", f"{en} it cites the assigning document,"
    if match.lead:
        vi, en = f"{vi} {match.lead} thực hiện,", f"{en} {match.lead} did it,"
    if product:
        vi, en = f"{vi} đã ban hành {product}", f"{en} {product} was issued"
    return _ended(work.given.text, statement.said.text, vi.rstrip(","), en.rstrip(","), match.sure)


def _opening(work: Work, other: Work, match: Match) -> Said:
    day = f" ngày {_day(other.carrier.date)}" if other.carrier.date else ""
    dated = f" of {other.carrier.date}" if other.carrier.date else ""
    if match.kind is LinkKind.HANDED_DOWN:
        kind = other.carrier.type or "Văn bản"
        return f"{kind}{day} thực hiện văn bản giao việc:", f"A document{dated} that implements this one:"
    if match.kind is LinkKind.EXTENDS:
        return (
            f"Văn bản{day} giao lại với hạn muộn hơn ({_day(other.given.due)}):",
            f"A document{dated} gives it again with a later day ({other.given.due}):",
        )
    if work.given.file_id == other.given.file_id:
        return "Cùng văn bản nêu lại việc này:", "The same document gives this task again:"
    if is_copy(work.carrier, other.carrier):
        return "Bản khác của cùng văn bản:", "Another file of the same document:"
    if match.cited:
        return (
            f"Văn bản{day} dẫn văn bản giao việc và nhắc lại:",
            f"A document{dated} cites this one and repeats:",
        )
    return f"Văn bản{day} của cùng cơ quan nhắc lại:", f"A document{dated} of the same body repeats:"


def _ended(text: str, other: str, vi: str, en: str, sure: bool) -> Said:
    words = shared_words(text, other)
    if words:
        comma = "" if vi.endswith(":") else ","
        vi, en = f"{vi}{comma} cùng lời “{words}”", f"{en}{comma} the same words “{words}”"
    if not sure:
        vi, en = f"{vi}; cần người xem lại", f"{en}; a person should look"
    return f"{vi}.", f"{en}."


def shared_words(text: str, other: str) -> str:
    """The longest run of words of `text` that `other` has too, as `text` prints it; at most 14 words."""
    found = list(_WORD.finditer(text))
    words = [key_of(match[0]) for match in found]
    first, length = _longest_run(words, [key_of(word) for word in _WORD.findall(other)])
    if not length:
        return ""
    last = first + min(length, _LONGEST)
    printed = " ".join(text[found[first].start() : found[last - 1].end()].split())
    return printed + ("…" if length > _LONGEST else "")


def _longest_run(words: list[str], others: list[str]) -> tuple[int, int]:
    """Where the longest run of two or more words that both have begins in `words`, and its length."""
    where: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, pair in enumerate(pairwise(others)):
        where[pair].append(at)
    best, at = (0, 0), 0
    while at + 1 < len(words):
        longest = 0
        for place in where.get((words[at], words[at + 1]), ()):
            length = 2
            while words[at + length : at + length + 1] == others[place + length : place + length + 1] != []:
                length += 1
            longest = max(longest, length)
        if longest > best[1]:
            best = (at, longest)
        at += max(1, longest - 1)
    return best


def _day(iso: str | None) -> str:
    """An ISO date as offices print it: 05/12/2020, 12/2020, 2020."""
    return "/".join(reversed((iso or "").split("-")))
