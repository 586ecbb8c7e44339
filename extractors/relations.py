"""Tells what a mention is cited for, from the cue words before it, and who bears the relation."""

from __future__ import annotations

import regex

from extractors.drafts import Draft
from extractors.home import Home
from extractors.patterns import longest_first
from extractors.pinpoints import PINPOINT
from extractors.rulebook import Rulebook
from extractors.titles import PAIRED, PASSIVE

_REACH = 320
_SENTENCE = regex.compile(r"\n|[.!?…]\s+(?=\p{Lu})|(?<=\p{L}\p{L})\.\s")
_CLAUSE_END = regex.compile(r"[;\n]|\.\s")
_CHANGES = frozenset({"amends", "replaces", "repeals", "suspends", "extends", "corrects", "consolidates"})
_PASSIVE = regex.compile(r"(?:được|bị)\s+(?:(?:sửa đổi|bổ sung|thay thế|điều chỉnh)\s*,?\s*)?$")
_POINTER = regex.compile(r"(?:điểm|khoản|điều|mục|chương|phần|phụ lục|mẫu số|tiết)\s+[\w,]+|[\d,;…]+")
_NEARNESS = 9
_OTHER_OBJECT = regex.compile(r"\b(?:trước|sau|từ|kể từ) ngày\b|\bgiấy phép\b|\bquy hoạch\b.*\(")
_TITLE_AND = regex.compile(
    r"\s*,?\s*(?:về|quy định|sửa đổi|bổ sung|hướng dẫn|phê duyệt|ban hành)\s[^;\n]*\svà\s+(?:các\s+)?"
)
_NEW_CLAUSE = regex.compile(r"[,.]\s+\p{Lu}|,\s+(?:đã|đồng thời|tham mưu)\s")
_SHORT_GAP = regex.compile(r"\s*(?:\([^()\n]{2,90}\))?[\s,;]*(?:và|hoặc|cùng với|cùng)?\s*(?:các\s+)?")
_PARTY_BODY = regex.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy|Đảng bộ|Trung ương")
_END_OF_FORCE = "hết hiệu lực"
_EXPIRING = regex.compile(
    r"hết hiệu lực (?:thi hành )?(?:kể )?từ ngày [^.;\n]{0,80}có hiệu lực(?: thi hành)?\s*:?\s*"
    r"(?:[-+•*]|\(?(?:\d{1,2}|[a-zđ])[.)])?\s*$"
)
_EXPIRES = regex.compile(r"[^.;\n]{0,160}?\s(?:sẽ\s+)?" + _END_OF_FORCE)
_TAKES_EFFECT = regex.compile(r"[Kk]ể từ ngày\s[^.;\n]{0,40}\snày có hiệu lực[^.;\n]{0,60}$")
_FIGURES = regex.compile(r"\d+")
_LABEL_ONLY = regex.compile(r"\s*(?:[-+•*]|\(?(?:\d{1,2}|[a-zđ])[.)])?\s*(?:[Cc]ác\s+)?")
_ITEM_LINE = regex.compile(r"\s*(?:[-+•*]\s|\(?(?:\d{1,2}|[a-zđ])[.)]\s|\p{Lu}\p{L}+ \p{L}+ số)")
_LINKS = regex.compile(
    r"(?:[\s…,]|[-+•*]|(?:và|các|hoặc|cùng|với)(?!\p{L})|[a-zđ\d]{1,2}[.)])*", regex.IGNORECASE
)
_AT = regex.compile(r"(?<!\p{L})tại\s+(?:các\s+)?$")


class RelationReader:
    """Reads relations with the cues of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._relation = {
            cue.words.casefold(): cue.relation for cue in rules.cues if cue.position == "before"
        }
        self._adjacent = {
            cue.words.casefold(): cue.relation for cue in rules.cues if cue.position == "adjacent"
        }
        self._after = {cue.words.casefold(): cue.relation for cue in rules.cues if cue.position == "after"}
        self._after_pattern = _alternation(self._after)
        self._before_pattern = _alternation(self._relation, from_end=True)
        self._adjacent_pattern = regex.compile(rf"{_alternation(self._adjacent).pattern}\s+(?:các\s+)?$")

    def settle(self, text: str, drafts: list[Draft], home: Home) -> None:
        """Give every mention its relation and its bearer."""
        lowered = text.lower()
        tells_after = _END_OF_FORCE in lowered or any(cue in lowered for cue in self._after)
        for index, draft in enumerate(drafts):
            window = _window(text, drafts, index)
            leader = _leader(text, drafts, index)
            if leader is not None:
                draft.relation, draft.by = leader.relation, leader.by
                continue
            after = self._read_after(text, drafts, index) if tells_after else None
            relation = after or self._read(window)
            if draft.quoted and draft.bearer is None:
                relation = "cites"
            if relation in ("approves", "issues") and (relation == "issues" or _AT.search(window)):
                relation = "issues" if _near(draft, home) else "cites"
            draft.relation = relation
            if draft.bearer is not None and relation != "issues":
                draft.by = _name(draft.bearer)

    def _read_after(self, text: str, drafts: list[Draft], index: int) -> str | None:
        """The relation that the words behind a mention tell: "… hết hiệu lực kể từ ngày …"."""
        draft = drafts[index]
        limit = min((d.start for d in drafts[index + 1 : index + 2]), default=len(text))
        stop = _CLAUSE_END.search(text, draft.tail, min(limit, draft.tail + 260))
        end = stop.start() if stop else min(limit, draft.tail + 260)
        found = self._after_pattern.search(text[draft.tail : end].lower())
        before = text[max(0, draft.start - _REACH) : draft.start]
        if found is None and _EXPIRES.match(text, draft.tail) and _TAKES_EFFECT.search(before):
            return "replaces"
        return self._after[" ".join(found[1].split())] if found else None

    def _read(self, window: str) -> str:
        adjacent = self._adjacent_pattern.search(window[-24:].lower())
        if adjacent:
            return self._adjacent[" ".join(adjacent[1].split())]
        lowered = window.lower()
        if _EXPIRING.search(lowered):
            return "replaces"
        last = self._before_pattern.search(lowered)
        if last is None:
            return "cites"
        relation = self._relation[_cue_key(last[1])]
        if last[1].endswith("kèm theo"):
            return self._change_of_annex(lowered[: last.start()])
        if relation in _CHANGES and (
            _PASSIVE.search(lowered, 0, last.start()) or _far(lowered[last.end() :])
        ):
            return "cites"
        return relation

    def _change_of_annex(self, before: str) -> str:
        """A change of what a document carries amends it: "Thay thế Phụ lục ban hành kèm theo Thông tư …"."""
        verb = self._before_pattern.search(before)
        changed = verb is not None and self._relation[_cue_key(verb[1])] in _CHANGES
        return "amends" if changed and verb is not None and not _far(before[verb.end() :]) else "cites"


def _far(between: str) -> bool:
    """Whether a verb of change stands too far from a mention to be about it: its object is something else."""
    return len(_POINTER.sub(" ", between).split()) > _NEARNESS or bool(_OTHER_OBJECT.search(between))


def _leader(text: str, drafts: list[Draft], index: int) -> Draft | None:
    """The mention whose relation a list hands on: the one before, or the first where semicolons part it."""
    draft = drafts[index]
    if draft.bearer is not None or index == 0:
        return None
    earlier = drafts[index - 1]
    gap = text[max(earlier.end, min(earlier.tail, draft.start)) : draft.start]
    if "\n" in gap or len(gap) > 2 * _REACH:
        return None
    if ";" not in gap and (_SHORT_GAP.fullmatch(gap) or _ends_title(earlier, gap)):
        return earlier
    if ";" not in gap or not _LINKS.fullmatch(gap.rpartition(";")[2]):
        return None
    return _first_item(text, drafts, index)


def _first_item(text: str, drafts: list[Draft], index: int) -> Draft:
    """The first mention of the sentence in which semicolons part a list."""
    first = drafts[index - 1]
    for earlier in reversed(drafts[: index - 1]):
        if _SENTENCE.search(text, earlier.end, first.start) or first.start - earlier.end > 2 * _REACH:
            break
        first = earlier
    return first


def _ends_title(earlier: Draft, gap: str) -> bool:
    """Whether only the earlier title and "và" stand between: "Thông tư A quy định … và Thông tư B"."""
    return earlier.title_start is not None and bool(_TITLE_AND.fullmatch(gap)) and not _NEW_CLAUSE.search(gap)


def _window(text: str, drafts: list[Draft], index: int) -> str:
    """The words before a mention in its sentence, without the titles of the mentions between."""
    draft = drafts[index]
    if draft.bearer is not None:
        return text[draft.bearer.tail : draft.start]
    begin = max(0, draft.start - _REACH)
    for stop in _SENTENCE.finditer(text, begin, draft.start):
        begin = stop.end()
    pieces: list[str] = []
    later = draft
    for earlier in reversed(drafts[:index]):
        if earlier.symbol_end <= begin:
            break
        gap = text[max(earlier.end, begin) : later.start]
        if later.bearer is not None:
            gap = ""
        pieces.append(_without_subject(gap) if earlier.title_start is not None else gap)
        later = earlier
    pieces.append(text[begin : max(begin, later.start)])
    window = _own_clause(" … ".join(reversed(pieces)))
    if _LABEL_ONLY.fullmatch(PINPOINT.sub("", window)):
        return _lead_in(text, begin) + window
    return window


def _own_clause(window: str) -> str:
    """The window from the last semicolon on where the clause behind it says anything of its own."""
    cut = window.rfind(";")
    while cut >= 0:
        if not _LINKS.fullmatch(window, cut + 1):
            return window[cut + 1 :]
        cut = window.rfind(";", 0, cut)
    return window


def _lead_in(text: str, line_start: int) -> str:
    """The line ending in a colon that opens the list in which this line is an item, "" if there is none."""
    end = line_start - 1
    for _ in range(20):
        start = text.rfind("\n", 0, max(end, 0)) + 1
        line = text[start:end]
        if line.rstrip().endswith(":"):
            return line[-_REACH:]
        if end <= 0 or not _ITEM_LINE.match(line):
            return ""
        end = start - 1
    return ""


def _near(draft: Draft, home: Home) -> bool:
    """Whether the cited document is of the citing body or of its province, not of a higher body."""
    if draft.issuer is None:
        return False
    if draft.issuer == home.issuer:
        return True
    same_side = (draft.family == "party") == bool(_PARTY_BODY.search(home.issuer or ""))
    return same_side and bool(home.place and draft.issuer.endswith(home.place))


def _without_subject(gap: str) -> str:
    """What stands between two mentions after the first one's title: the part behind its last punctuation."""
    passive = PASSIVE.search(gap)
    if passive:
        return str(gap[passive.start() :])
    plain = PAIRED.sub(lambda found: found[0][:-1] + " ", gap)
    cut = max(plain.rfind(mark) for mark in (";", ",", ":", ")"))
    return gap[cut:] if cut >= 0 else ""


def _alternation(cues: dict[str, str], from_end: bool = False) -> regex.Pattern[str]:
    """One of the cues as whole words, the longest first; `from_end` makes a search give the last one."""
    words = longest_first(cues)
    escaped = (regex.escape(cue).replace(r"\ ", r"\s+").replace(r"\#", r"\d+") for cue in words)
    pattern = "|".join(escaped) or r"(?!)"
    flags = regex.REVERSE if from_end else regex.DEFAULT_VERSION
    return regex.compile(rf"(?<!\p{{L}})(?<!\bban )(?<!\bkèm )({pattern})(?!\p{{L}})", flags)


def _cue_key(found: str) -> str:
    """A cue as its row writes it: single blanks, "#" for any figure."""
    return str(_FIGURES.sub("#", " ".join(found.split())))


def _name(bearer: Draft) -> str:
    """A bearer as "number/symbol", a Party document as it is printed ("57-NQ/TW")."""
    if bearer.family == "party":
        return f"{bearer.number}-{bearer.symbol}"
    return f"{bearer.number}/{bearer.symbol}"
