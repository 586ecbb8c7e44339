"""Tells what a mention is cited for, from the cue words before it, and who bears the relation."""

from __future__ import annotations

import regex

from extractors.bodies import Home
from extractors.mentions import Draft
from extractors.model import ReferenceKind
from extractors.rulebook import Rulebook

_REACH = 320
_SENTENCE = regex.compile(r"\n|[.!?…]\s+(?=\p{Lu})|(?<=\p{L}\p{L})\.\s")
_UNIT = r"(?:điểm|khoản|mục|tiết|Điều|điều|Khoản|Điểm|Mục|Chương|Phụ lục|phụ lục)"
_UNIT_LIST = (
    rf"{_UNIT}\s+(?:[\dIVX]+[a-zđ]?\d?|[a-zđ]\d?)(?:\s*(?:,|và)\s*(?:[\dIVX]+[a-zđ]?|[a-zđ])(?=[\s,]))*"
)
PINPOINT = regex.compile(
    rf"(?<!\p{{L}})({_UNIT_LIST}(?:\s*,?\s*(?:và\s+)?(?:của\s+)?{_UNIT_LIST})*)\s*,?\s*(?:của\s+)?(?:các\s+)?$"
)
_OPEN = regex.compile(r"[;\n]|\.\s")


class RelationReader:
    """Reads relations with the cues of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._relation = {
            cue.words.casefold(): cue.relation for cue in rules.cues if cue.position == "before"
        }
        self._adjacent = {
            cue.words.casefold(): cue.relation for cue in rules.cues if cue.position == "adjacent"
        }
        self._before_pattern = _alternation(self._relation)
        self._adjacent_pattern = regex.compile(
            rf"{_alternation(self._adjacent).pattern}\s+(?:các\s+)?$", regex.IGNORECASE
        )

    def settle(self, text: str, drafts: list[Draft], home: Home) -> None:
        """Give every mention its relation and the place in the document that is pointed at."""
        for index, draft in enumerate(drafts):
            window = _window(text, drafts, index)
            pinpoint = PINPOINT.search(window[-90:])
            if pinpoint:
                draft.pinpoint = " ".join(pinpoint[1].split())
            relation = self._read(window)
            if relation in ("approves", "issues") and _AT.search(window):
                relation = "issues" if _near(draft, home) else "cites"
            draft.relation = relation
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


def find_bearers(text: str, drafts: list[Draft]) -> None:
    """Mark mentions that stand inside the title of the mention before: that document bears their relation."""
    for earlier, draft in zip(drafts, drafts[1:], strict=False):
        if (
            earlier.subject is None
            or earlier.kind is not ReferenceKind.NUMBERED
            or draft.start < earlier.tail
        ):
            continue
        between = text[earlier.tail : draft.start]
        if len(between) < _REACH and not _closes(between):
            draft.bearer = earlier


def _window(text: str, drafts: list[Draft], index: int) -> str:
    """The words before a mention in its sentence, without the titles of the mentions between."""
    draft = drafts[index]
    if draft.bearer is not None:
        return text[draft.bearer.tail : draft.start]
    begin = max(0, draft.start - _REACH)
    for stop in _SENTENCE.finditer(text, begin, draft.start):
        begin = stop.end()
    pieces: list[str] = []
    position = draft.start
    for at in range(index - 1, -1, -1):
        earlier = drafts[at]
        if earlier.symbol_end <= begin:
            break
        gap = text[max(earlier.end, begin) : position]
        pieces.append(_without_subject(gap) if earlier.subject else gap)
        position = max(earlier.start, begin)
    pieces.append(text[begin:position])
    return " … ".join(reversed(pieces))


_AT = regex.compile(r"(?<!\p{L})tại\s+(?:các\s+)?$")


def _near(draft: Draft, home: Home) -> bool:
    """Whether the cited document is of the citing body or of its province, not of a higher body."""
    if draft.issuer is None:
        return draft.type_letters not in ("NĐ", "TT") and draft.family != "party"
    return draft.issuer == home.issuer or bool(home.place and draft.issuer.endswith(home.place))


def _closes(between: str) -> bool:
    """Whether the earlier mention's title has ended before the later mention begins."""
    plain = _PAIRED.sub(" ", between)
    return bool(_OPEN.search(plain)) or bool(_RESUMED.search(plain))


_PAIRED = regex.compile(
    r"(?:sửa đổi|điều chỉnh|quy định chi tiết|quán triệt|phòng|thi đua),(?=\s)", regex.IGNORECASE
)
_RESUMED = regex.compile(r"[,)]\s*(?:\p{L}+\s+){0,6}$")


def _without_subject(gap: str) -> str:
    """What stands between two mentions after the first one's title: the part behind its last punctuation."""
    cut = max(gap.rfind(mark) for mark in (";", ",", ":", ")"))
    return gap[cut:] if cut >= 0 else ""


def _alternation(cues: dict[str, str]) -> regex.Pattern[str]:
    words = sorted(cues, key=len, reverse=True)
    pattern = "|".join(regex.escape(cue).replace(r"\ ", r"\s+") for cue in words) or r"(?!)"
    return regex.compile(
        rf"(?<!\p{{L}})(?<!\b[Bb]an )(?<!\b[Ủủ]y viên )({pattern})(?!\p{{L}})", regex.IGNORECASE
    )


def _name(bearer: Draft) -> str:
    """A bearer as "number/symbol", a Party document as it is printed ("57-NQ/TW")."""
    if bearer.family == "party":
        return f"{bearer.number}-{bearer.symbol}"
    return f"{bearer.number}/{bearer.symbol}"
