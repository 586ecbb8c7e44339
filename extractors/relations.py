"""Tells what a mention is cited for, from the cue words before it, and who bears the relation."""

from __future__ import annotations

import regex

from extractors.mentions import Draft
from extractors.model import ReferenceKind
from extractors.rulebook import Rulebook

_REACH = 320
_SENTENCE = regex.compile(r"\n|[.!?…]\s+(?=\p{Lu})|(?<=\p{L}\p{L})\.\s")
_UNIT = r"(?:điểm|khoản|mục|tiết|Điều|điều|Khoản|Điểm|Mục|Chương|Phụ lục|phụ lục)"
_UNIT_LIST = rf"{_UNIT}\s+(?:[\dIVX]+[a-zđ]?\d?|[a-zđ]\d?)(?:\s*(?:,|và)\s*(?:[\dIVX]+[a-zđ]?|[a-zđ])(?=[\s,]))*"
PINPOINT = regex.compile(rf"(?<!\p{{L}})({_UNIT_LIST}(?:\s*,?\s*(?:và\s+)?(?:của\s+)?{_UNIT_LIST})*)\s*,?\s*(?:của\s+)?(?:các\s+)?$")
_OPEN = regex.compile(r"[;\n]|\.\s")


class RelationReader:
    """Reads relations with the cues of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._relation = {cue.words.casefold(): cue.relation for cue in rules.cues if cue.position == "before"}
        self._adjacent = {cue.words.casefold(): cue.relation for cue in rules.cues if cue.position == "adjacent"}
        self._before_pattern = _alternation(self._relation)
        self._adjacent_pattern = regex.compile(rf"{_alternation(self._adjacent).pattern}\s+(?:các\s+)?$", regex.IGNORECASE)

    def settle(self, text: str, drafts: list[Draft]) -> None:
        """Give every mention its relation, its bearer and the place in the document that is pointed at."""
        for index, draft in enumerate(drafts):
            window = self._window(text, drafts, index)
            pinpoint = PINPOINT.search(window[-90:])
            if pinpoint:
                draft.pinpoint = " ".join(pinpoint[1].split())
            draft.relation = self._read(window)
            if draft.bearer is not None:
                draft.by = _name(draft.bearer)

    def _read(self, window: str) -> str:
        adjacent = self._adjacent_pattern.search(window[-24:])
        if adjacent:
            return self._adjacent[" ".join(adjacent[1].split()).casefold()]
        last = None
        for last in self._before_pattern.finditer(window):
            pass
        return self._relation[" ".join(last[1].split()).casefold()] if last else "cites"

    @staticmethod
    def _window(text: str, drafts: list[Draft], index: int) -> str:
        """The words before a mention in its sentence, without the titles of the mentions between."""
        draft = drafts[index]
        begin = max(0, draft.start - _REACH)
        for stop in _SENTENCE.finditer(text, begin, draft.start):
            begin = stop.end()
        pieces: list[str] = []
        position = draft.start
        for earlier in reversed(drafts[:index]):
            if earlier.symbol_end <= begin:
                break
            gap = text[max(earlier.end, begin) : position]
            if earlier.subject and earlier.kind is ReferenceKind.NUMBERED and len(pieces) == 0:
                between = text[earlier.tail : draft.start]
                if not _closes(between):
                    draft.bearer = earlier
                    return between
            if earlier.subject:
                gap = _without_subject(gap)
            pieces.append(gap)
            position = max(earlier.start, begin)
        pieces.append(text[begin:position])
        return " … ".join(reversed(pieces))


def _closes(between: str) -> bool:
    """Whether the earlier mention's title has ended before the later mention begins."""
    return bool(_OPEN.search(between)) or bool(regex.search(r"[,)]\s*(?:\p{L}+\s+){0,6}$", between))


def _without_subject(gap: str) -> str:
    """What stands between two mentions after the first one's title: the part behind its last punctuation."""
    cut = max(gap.rfind(mark) for mark in (";", ",", ":", ")"))
    return gap[cut:] if cut >= 0 else ""


def _alternation(cues: dict[str, str]) -> regex.Pattern[str]:
    words = sorted(cues, key=len, reverse=True)
    pattern = "|".join(regex.escape(cue).replace(r"\ ", r"\s+") for cue in words) or r"(?!)"
    return regex.compile(rf"(?<!\p{{L}})({pattern})(?!\p{{L}})", regex.IGNORECASE)


def _name(bearer: Draft) -> str:
    """A bearer as "number/symbol", a Party document as it is printed ("57-NQ/TW")."""
    if bearer.family == "party":
        return f"{bearer.number}-{bearer.symbol}"
    return f"{bearer.number}/{bearer.symbol}"
