"""The words that can tell what a mention is cited for: its clause, the line above its list, its neighbour."""

from __future__ import annotations

import regex

from extractors.changes import OPENS_LIST, PLACES, REACH, without_asides
from extractors.drafts import Draft
from extractors.patterns import last_end
from extractors.pinpoints import PINPOINT
from extractors.titles import PAIRED, PASSIVE

_SENTENCE = regex.compile(r"\n|[.!?…]\s+(?=\p{Lu})|(?<=\p{L}\p{L})\.\s")
_TITLE_AND = regex.compile(
    r"\s*(?:\([^()\n]{2,90}\))?\s*,?\s*(?:về|quy định|sửa đổi|bổ sung|hướng dẫn|phê duyệt|ban hành)\s[^;\n]*"
    r"\svà\s+(?:các\s+)?",
    regex.IGNORECASE,
)
_NEW_CLAUSE = regex.compile(r"[,.]\s+\p{Lu}|,\s+(?:đã|đồng thời|tham mưu)\s")
_SHORT_GAP = regex.compile(r"\s*(?:\([^()\n]{2,90}\))?[\s,;]*(?:và|hoặc|cùng với|cùng)?\s*(?:các\s+)?")
_AFTER_COMMA = regex.compile(r"(?:,\s*(?:và\s+)?|\svà\s+)(?:các\s+)?$", regex.IGNORECASE)
_BY = regex.compile(rf"[\s,(]*{PASSIVE.pattern}[\p{{L}}\s,]*\s(?:bởi|tại|theo)\s+(?:các\s+)?")
_LABEL_ONLY = regex.compile(r"\s*(?:[-+•*]|\(?(?:\d{1,2}|[a-zđ])[.)])?\s*(?:[Cc]ác\s+)?")
_ITEM_LINE = regex.compile(r"\s*(?:[-+•*]\s|\(?(?:\d{1,2}|[a-zđ])[.)]\s|\p{Lu}\p{L}+ \p{L}+ số)")
_LINKS = regex.compile(
    r"(?:[\s…,]|[-+•*]|(?:và|các|hoặc|cùng|với)(?!\p{L})|[a-zđ\d]{1,2}[.)])*", regex.IGNORECASE
)
_ISSUED_MANY = regex.compile(
    r"(?:ban hành|có)\s+(?:(?:các|nhiều|một số|hàng loạt|\d{1,3})\s+)+"
    r"(?:văn bản|quyết định|công văn|kế hoạch|chỉ thị|thông báo)(?!\p{L})[^.;:\d]*[.:]?\s*$"
)
_GUIDES_BELOW = regex.compile(r"này\s+(?:quy định chi tiết|hướng dẫn)(?:\s+(?:thi hành|thực hiện))?\s*$")
_LONGEST_LIST = 400
_NO_HEADING = regex.compile(r"\d/\p{Lu}|[.;,]\s*$")


def leader(text: str, drafts: list[Draft], index: int) -> Draft | None:
    """The mention whose relation a list hands on: the one before, or the first where semicolons part it."""
    draft = drafts[index]
    if draft.bearer is not None or index == 0:
        return None
    earlier = drafts[index - 1]
    gap = text[max(earlier.end, min(earlier.tail, draft.start)) : draft.start]
    if "\n" in gap or len(gap) > 2 * REACH:
        return None
    if ";" not in gap and (_SHORT_GAP.fullmatch(PLACES.sub("", gap)) or _ends_title(earlier, gap)):
        return _changed_by(text, drafts, index) or _guiding(earlier, draft) or earlier
    if _AFTER_COMMA.search(gap) and (head := _same_kind(text, drafts, index)):
        return head
    if ";" not in gap:
        return None
    opening = PLACES.sub("", gap.rpartition(";")[2])
    if not _LINKS.fullmatch(opening) and not _LINKS.fullmatch(without_asides(opening)):
        return None
    first = _first_item(text, drafts, index)
    return _in_title_of(first, drafts[index - 1], draft) or first


def _guiding(earlier: Draft, draft: Draft) -> Draft | None:
    """The document that guides a law, if the mention is of its type and so goes on behind that.

    "Thay thế Nghị định A quy định chi tiết Luật B và Nghị định C": no decree guides a decree.
    """
    bearer = earlier.borne_by
    if bearer is None or earlier.relation != "guides" or draft.type != bearer.type:
        return None
    return bearer if earlier.type != draft.type else None


def _in_title_of(first: Draft, earlier: Draft, draft: Draft) -> Draft | None:
    """The mention in a title with which a list goes on: "Bãi bỏ Điều 1 Luật A sửa đổi Luật B; Luật C"."""
    if not first.pinpoint or draft.pinpoint or draft.date is None:
        return None
    return earlier if earlier.borne_by is first else None


def _changed_by(text: str, drafts: list[Draft], index: int) -> Draft | None:
    """The head of a list that goes on behind a passive: "Luật A được sửa đổi bởi Luật B và Thông tư C"."""
    changing = drafts[index - 1]
    for place in range(index - 1, 0, -1):
        if drafts[index].type == changing.type or drafts[place].type != changing.type:
            return None
        changed = drafts[place - 1]
        if _BY.fullmatch(text, changed.tail, drafts[place].start):
            return changed
    return None


def _same_kind(text: str, drafts: list[Draft], index: int) -> Draft | None:
    """The last titled mention of the same type in the sentence: "ban hành Công văn A về …, Công văn B"."""
    draft = drafts[index]
    for earlier in reversed(drafts[:index]):
        if draft.start - earlier.end > 2 * REACH or _SENTENCE.search(text, earlier.end, draft.start):
            return None
        if earlier.bearer is None and earlier.title_start is not None and earlier.type == draft.type:
            return earlier
    return None


def _first_item(text: str, drafts: list[Draft], index: int) -> Draft:
    """The first mention of the sentence in which semicolons part a list."""
    first = drafts[index - 1]
    for earlier in reversed(drafts[: index - 1]):
        if _SENTENCE.search(text, earlier.end, first.start) or first.start - earlier.end > 2 * REACH:
            break
        first = earlier
    return first


def _ends_title(earlier: Draft, gap: str) -> bool:
    """Whether only the earlier title and "và" stand between: "Thông tư A quy định … và Thông tư B"."""
    return earlier.title_start is not None and bool(_TITLE_AND.fullmatch(gap)) and not _NEW_CLAUSE.search(gap)


def words_before(text: str, drafts: list[Draft], index: int) -> tuple[str, str]:
    """The line that opens a mention's list, and the words before it in its sentence without other titles."""
    draft = drafts[index]
    if draft.bearer is not None:
        return "", text[draft.bearer.tail : draft.start]
    begin = last_end(_SENTENCE, text, max(0, draft.start - REACH), draft.start)
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
    if later.bearer is None:
        pieces.append(text[begin : max(begin, later.start)])
    window = _own_clause(" … ".join(reversed(pieces)))
    if _is_item_start(window):
        return _lead_in(text, begin), window
    return "", window


def _is_item_start(window: str) -> bool:
    """Whether only a label and places in the mention stand before it: "c) Khoản 2 Điều 3; Điều 7 của …"."""
    if _LABEL_ONLY.fullmatch(PINPOINT.sub("", window)):
        return True
    return "…" not in window and bool(_LINKS.fullmatch(PLACES.sub("", window)))


def _own_clause(window: str) -> str:
    """The window from the last semicolon on where the clause behind it says anything of its own."""
    cut = window.rfind(";")
    while cut >= 0:
        if not _LINKS.fullmatch(PLACES.sub("", window[cut + 1 :])):
            return window[cut + 1 :]
        cut = window.rfind(";", 0, cut)
    return window


def _lead_in(text: str, begin: int) -> str:
    """The line that opens the list in which this line is an item, "" if there is none.

    It ends in a colon, or opens with a change and names no document: "Điều 1. Bãi bỏ các văn bản sau".
    """
    first = text.rfind("\n", 0, begin) + 1
    if not _LABEL_ONLY.fullmatch(text, first, begin):
        return ""
    end = first - 1
    for _ in range(_LONGEST_LIST):
        start = text.rfind("\n", 0, max(end, 0)) + 1
        line = text[start:end]
        if issued := _ISSUED_MANY.search(line):
            return line[: issued.start()][-REACH:] + "ban hành "
        if _opens_list(line):
            return line[-REACH:] + " "
        if end <= 0 or not _ITEM_LINE.match(line):
            return ""
        end = start - 1
    return ""


def _opens_list(line: str) -> bool:
    """Whether a line leads in the items below it: by its colon, or as a heading that names no document."""
    if line.rstrip().endswith(":") or _GUIDES_BELOW.search(line):
        return True
    return bool(OPENS_LIST.match(line)) and not _NO_HEADING.search(line)


def _without_subject(gap: str) -> str:
    """What stands between two mentions after the first one's title: the part behind its last punctuation."""
    passive = PASSIVE.search(gap)
    if passive:
        return str(gap[passive.start() :])
    plain = PAIRED.sub(lambda found: found[0][:-1] + " ", gap)
    cut = max(plain.rfind(mark) for mark in (";", ",", ":", ")"))
    return gap[cut:] if cut >= 0 else ""
