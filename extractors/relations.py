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
_ENDINGS = frozenset({"replaces", "repeals"})
_PASSIVE = regex.compile(r"(?:được|bị)\s+(?:(?:sửa đổi|bổ sung|thay thế|điều chỉnh)\s*(?:,|và)?\s*)*$")
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
    r"(?:hết hiệu lực (?:thi hành )?(?:kể )?từ ngày [^.;\n]{0,80}có hiệu lực(?: thi hành)?"
    r"|kể từ ngày [^.;\n]{0,60}này có hiệu lực[^.;\n]{0,160}\shết hiệu lực(?: thi hành)?)\s*:?\s*"
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
_WITHIN = regex.compile(r"(?<!\p{L})(?:tại|của|trong|thuộc|kèm theo)\s+(?:các\s+)?$")
_VERB = r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ)"
_VERBS = rf"{_VERB}(?:\s*(?:,|và)\s*{_VERB})*"
_WORDING = r"(?:cụm từ|một số từ|từ(?=\s*[“\"])|phụ lục|mẫu|biểu)"
_PROVISION = (
    r"(?:(?:điểm|khoản|điều|chương|mục|phần)\s+(?:\d+[a-zđ]?|[ivxl]+|[a-zđ])"
    r"|điều(?=\s*,|\s+(?:của|và)\s)|nội dung|quy định|danh mục|đoạn|tiêu đề)"
)
_QUANTITY = r"\s*:?\s*(?:(?:một số(?! từ)|các|những|toàn bộ|nội dung)\s+)*"
_CHANGED_WORDING = regex.compile(rf"{_VERBS}{_QUANTITY}{_WORDING}(?!\p{{L}})")
_CHANGED_PROVISION = regex.compile(rf"{_VERBS}{_QUANTITY}{_PROVISION}(?!\p{{L}})")
_SEVERAL_CHANGES = regex.compile(rf"(?:sửa đổi|bổ sung)\s*(?:,|và)\s*(?:{_VERB}\s*(?:,|và)\s*)*$")
_SOME_ARTICLES = regex.compile(rf"(?:\s*(?:,|và)\s*{_VERB})*\s+một số\s")
_CHANGED_IN_TITLE = regex.compile(r"(?:sửa đổi|thay thế|bãi bỏ)(?!\p{L})")
_QUOTED = regex.compile(r"“[^“”\n]*”")
_LABEL = r"(?:\d{1,3}(?:\.\d{1,2})*[a-zđ]?|[IVXL]+|[a-zđ])(?![\p{L}\d])"
_PLACES = regex.compile(
    r"(?:(?:điểm|khoản|điều|mục|chương|phần|phụ lục|mẫu số|tiết)\s+"
    rf"{_LABEL}(?:\s*(?:,|và)\s*{_LABEL})*(?:\s+của(?!\p{{L}}))?|[,;])",
    regex.IGNORECASE,
)
_OPENS_LIST = regex.compile(
    r"\s*(?:(?:Điều|Mục|Khoản)\s+\d{1,3}[.:]|(?:\d{1,2}|[a-zđ])[.)])?\s*"
    rf"(?P<cue>{_VERBS}|đình chỉ|ngưng hiệu lực)\s+(?:một số (?:điều|nội dung) (?:của|tại)\s+)?"
    r"(?:(?:toàn bộ|các|những|một số|\d{1,3})\s+){1,3}"
    r"(?:văn bản|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch)(?!\p{L})",
    regex.IGNORECASE,
)
_CARRIED = regex.compile(r"ban hành\s+(?:kèm theo|theo(?=\s+(?:các\s+)?$))")
_NO_HEADING = regex.compile(r"\d/\p{Lu}|[.;,]\s*$")
_GENERIC_HEAD = regex.compile(
    r"(?<!\p{L})(?:các|những)\s+(?:văn bản|nghị định|nghị quyết|quyết định|thông tư|luật)\s+"
    r"(?:về|quy định|sửa đổi|bổ sung|hướng dẫn|ban hành|phê duyệt)[\s,][^;:()]*(?::|\(\s*(?:số)?)\s*$"
)


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
        """Give every mention its relation and its bearer.

        A bearer that is not among `drafts` was left out of them as the document's own number: what it bears,
        this document bears.
        """
        lowered = text.lower()
        cited = {id(draft) for draft in drafts}
        tells_after = _END_OF_FORCE in lowered or any(cue in lowered for cue in self._after)
        for index, draft in enumerate(drafts):
            lead, window = _window(text, drafts, index)
            leader = _leader(text, drafts, index)
            if leader is not None:
                draft.relation, draft.by = leader.relation, leader.by
                continue
            after = self._read_after(text, drafts, index) if tells_after else None
            relation = after or self._read(lead, window)
            if draft.bearer is not None and relation == "cites" and not draft.quoted:
                relation = self._read_title(window)
            if draft.quoted and draft.bearer is None:
                relation = "cites"
            if relation in ("approves", "issues") and (relation == "issues" or _AT.search(window)):
                relation = "issues" if _near(draft, home) else "cites"
            draft.relation = relation
            if draft.bearer is not None and relation != "issues" and id(draft.bearer) in cited:
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

    def _read(self, lead: str, window: str) -> str:
        adjacent = self._adjacent_pattern.search(window[-24:].lower())
        if adjacent:
            return self._adjacent[" ".join(adjacent[1].split())]
        lead = _governing(lead)
        lowered = (lead + _without_asides(window)).lower()
        if _EXPIRING.search(lowered) or _EXPIRING.search(lead.lower()):
            return "replaces"
        last = self._before_pattern.search(lowered)
        if last is None:
            return "cites"
        if _CARRIED.search(lowered, last.start()):
            return self._change_of_annex(lowered, last.start())
        relation = self._relation[_cue_key(last[1])]
        if relation not in _CHANGES:
            return relation
        leads_in = last.end() <= len(lead)
        if _PASSIVE.search(lowered, 0, last.start()) or not leads_in and _far(lowered, last):
            return "cites"
        return "amends" if relation in _ENDINGS and _in_part(lowered, last) else relation

    def _change_of_annex(self, lowered: str, end: int) -> str:
        """A change of what a document carries amends it: "Thay thế Phụ lục ban hành kèm theo Thông tư …"."""
        verb = self._before_pattern.search(lowered, 0, end)
        relation = self._relation[_cue_key(verb[1])] if verb is not None else "cites"
        if verb is None or relation not in _CHANGES or _far(lowered, verb, end):
            return "cites"
        return "amends" if relation in _ENDINGS else relation

    def _read_title(self, window: str) -> str:
        """What a title changes is told in full before "quy định tại": "… sửa đổi mức phí quy định tại …"."""
        lowered = _without_asides(window).lower()
        last = self._before_pattern.search(lowered)
        if last is None or _cue_key(last[1]) != "quy định tại":
            return "cites"
        verb = self._before_pattern.search(lowered, 0, last.start())
        if verb is None or _PASSIVE.search(lowered, 0, verb.start()):
            return "cites"
        return "amends" if _CHANGED_IN_TITLE.match(verb[1]) else "cites"


def _governing(lead: str) -> str:
    """The words of a lead-in line that govern its list: a change that opens it, not the rest of the line."""
    opening = _OPENS_LIST.match(lead)
    return lead[: opening.end("cue")] + " " if opening else _without_asides(lead)


def _without_asides(window: str) -> str:
    """The window without words that govern nothing: quotations, and the title of a generic list head."""
    plain = str(_QUOTED.sub("“”", window))
    head = _GENERIC_HEAD.search(plain.lower())
    return plain[: head.start()] if head else plain


def _far(lowered: str, verb: regex.Match[str], end: int | None = None) -> bool:
    """Whether a verb of change stands too far from a mention to be about it: its object is something else."""
    between = lowered[verb.end() : end]
    if _OTHER_OBJECT.search(between):
        return True
    if _changes_text(lowered, verb) and (end is not None or _points_inside(lowered)):
        return False
    return len(_POINTER.sub(" ", between).split()) > _NEARNESS


def _changes_text(lowered: str, verb: regex.Match[str]) -> bool:
    """Whether the verb's object is a piece of a document: "bãi bỏ cụm từ …", "sửa đổi nội dung …"."""
    patterns = (_CHANGED_WORDING, _CHANGED_PROVISION)
    return any(pattern.match(lowered, verb.start()) for pattern in patterns)


def _points_inside(lowered: str) -> bool:
    """Whether the last words place something in the mention: "… tại khoản 1 Điều 3 (Nghị định …)"."""
    plain = _PLACES.sub("", lowered[-_REACH:])
    return bool(_WITHIN.search(plain))


def _in_part(lowered: str, verb: regex.Match[str]) -> bool:
    """Whether a document is changed in its wording or annexes, or in several ways at once."""
    if _CHANGED_WORDING.match(lowered, verb.start()) or lowered.rstrip().endswith("kèm theo"):
        return True
    coordinated = _SEVERAL_CHANGES.search(lowered, 0, verb.start())
    return bool(coordinated and _SOME_ARTICLES.match(lowered, verb.end()))


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


def _window(text: str, drafts: list[Draft], index: int) -> tuple[str, str]:
    """The line that opens a mention's list, and the words before it in its sentence without other titles."""
    draft = drafts[index]
    if draft.bearer is not None:
        return "", text[draft.bearer.tail : draft.start]
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
    return "…" not in window and bool(_LINKS.fullmatch(_PLACES.sub("", window)))


def _own_clause(window: str) -> str:
    """The window from the last semicolon on where the clause behind it says anything of its own."""
    cut = window.rfind(";")
    while cut >= 0:
        if not _LINKS.fullmatch(_PLACES.sub("", window[cut + 1 :])):
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
    for _ in range(20):
        start = text.rfind("\n", 0, max(end, 0)) + 1
        line = text[start:end]
        if line.rstrip().endswith(":") or (_OPENS_LIST.match(line) and not _NO_HEADING.search(line)):
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
