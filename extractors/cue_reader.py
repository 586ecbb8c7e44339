"""Reads what a mention is cited for from the cue words of its clause, the line above its list, its title."""

from __future__ import annotations

from functools import cached_property

import regex

from extractors.changes import REACH, governing, is_far, is_in_part, opens_with_change, without_asides
from extractors.competence import CHANGES, competence
from extractors.cue_windows import words_before
from extractors.drafts import Draft
from extractors.patterns import longest_first
from extractors.rulebook import Rulebook

_CLAUSE_END = regex.compile(r"[;\n]|\.\s")
_ENDINGS = frozenset({"replaces", "repeals"})
_PASSIVE = regex.compile(
    r"(?:được|bị)\s+(?:(?:sửa đổi|bổ sung|thay thế|điều chỉnh)\s*(?:,|và)?\s*)*"
    r"(?:(?:bởi|tại|theo)\s+(?:các\s+)?)?$"
)
_PASSIVE_BETWEEN = regex.compile(r"(?:được|bị)\s+(?:sửa đổi|bổ sung|thay thế|điều chỉnh|đính chính)")
_AFTER_REACH = 400
_END_OF_FORCE = "hết hiệu lực"
_EXPIRING = regex.compile(
    r"(?:hết hiệu lực (?:thi hành )?(?:kể )?từ ngày [^.;\n]{0,80}có hiệu lực(?: thi hành)?"
    r"|kể từ ngày [^.;\n]{0,60}này có hiệu lực[^.;\n]{0,160}\shết hiệu lực(?: thi hành)?)\s*:?\s*"
    r"(?:[-+•*]|\(?(?:\d{1,2}|[a-zđ])[.)])?\s*$"
)
_EXPIRES = regex.compile(r"[^.;\n]{0,160}?\s(?:sẽ\s+)?" + _END_OF_FORCE)
_TAKES_EFFECT = regex.compile(r"[Kk]ể từ ngày\s[^.;\n]{0,40}\snày có hiệu lực[^.;\n]{0,60}$")
_ASIDE = regex.compile(r"\((?P<inside>[^()]*)$")
_OF_ONE = frozenset({"replies_to", "proposed_by", "approves", "reports_on"})
# "trả lời Tờ trình A về …, không để ảnh hưởng đến Kế hoạch B", "phê duyệt khung giá nhập khẩu và Thông tư A":
# the cue is spent on the mention or the thing before.
_SPENT = regex.compile(r"…[^…]*,\s[^…]*$|(?:\s+\p{L}+){3,}\s+và\s+$")
# "tham gia thực hiện Kế hoạch này phải tuân thủ quy định an toàn trong Phương án B": what is carried out is
# the document itself.
_SPENT_ON_ITSELF = regex.compile(
    r"\s(?:nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch|chương trình|đề án|quy chế|quy định)"
    r"\s+này\s+(?!(?:và|cùng|hoặc|theo)(?!\p{L}))\p{L}"
)
# "Các thủ tục … ban hành kèm theo Quyết định A hết hiệu lực": what ends is a part of A.
_HOLDS = regex.compile(r"(?:kèm theo|tại|trong)\s+(?:các\s+)?$")
_DONE_IN_IT = regex.compile(
    r"(?:sửa đổi|bổ sung|điều chỉnh|thay thế|bãi bỏ|hủy bỏ|gia hạn|[,\s])+(?:tại|bởi)\s+(?:các\s+)?"
)
_PLACED = frozenset({"quy định tại", "nêu tại", "quy định trong"})
_AT_OPENING = regex.compile(r"\s*tại\s")
_NEW_ITEM = regex.compile(r";\s*(?:và\s+)?(?:các\s+)?$")
_ORDER = r"(?:chỉ đạo|kết luận|yêu cầu|ý kiến|chỉ thị|nghị quyết|quyết định|kế hoạch|chương trình|chủ trương)"
_DIRECTED = regex.compile(
    rf"(?:thực hiện|triển khai|thi hành|quán triệt|theo)\s+(?:(?:các|những|nội dung)\s+)*{_ORDER}"
    r"(?:\s+\p{L}+){0,14}\s*$"
)
_ISSUED_BEFORE = regex.compile(r"(?<!\p{L})(?:ban hành|có|gửi|trình|ký)\s[^;.]*$")
_OTHERS_GUIDE = regex.compile(
    r"(?<!ban hành )(?:nghị định|thông tư|nghị quyết|quyết định|văn bản|pháp luật|chính phủ"
    r"|bộ trưởng(?:\s+bộ(?:\s+\p{L}+){1,6})?)"
    r"(?:\s+(?:khác|có liên quan|của chính phủ))?\s+$"
)
_SEVERAL_GUIDE = regex.compile(r"(?:các|một số|những)\s+(?:nghị định|thông tư|quyết định|văn bản)\s+$")
_FIGURES = regex.compile(r"\d+")
_AT = regex.compile(r"(?<!\p{L})tại\s+(?:các\s+)?$")
_CHANGED_IN_TITLE = regex.compile(
    r"(?:sửa đổi|thay thế|bãi bỏ"
    r"|bổ sung\s+(?:tiêu chuẩn|định mức|danh mục|nội dung|quy định|điều|khoản|mức))(?!\p{L})"
)
_CARRIED = regex.compile(r"ban hành\s+(?:kèm theo|theo(?=\s+(?:các\s+)?$))")


class CueReader:
    """Reads relations with the cues of a rulebook; made once a rulebook.

    A relation is one of those in `rules/relations.tsv`, "cites" where no cue tells another.
    """

    def __init__(self, rules: Rulebook) -> None:
        self._relation = _by_position(rules, "before")
        self._adjacent = _by_position(rules, "adjacent")
        self._after = _by_position(rules, "after")
        self._after_pattern = _alternation(self._after)
        self._before_pattern = _alternation(self._relation, from_end=True)
        self._adjacent_pattern = regex.compile(rf"{_alternation(self._adjacent).pattern}\s+(?:các\s+)?$")
        self._competence = competence(rules)

    @cached_property
    def _first_pattern(self) -> regex.Pattern[str]:
        """Made when it is wanted: few documents need it, and every worker would wait for it."""
        return _alternation(self._relation)

    def tells_after(self, text: str) -> bool:
        """Whether any mention of a text may have its cue behind it."""
        lowered = text.lower()
        return _END_OF_FORCE in lowered or any(cue in lowered for cue in self._after)

    def read_before(self, text: str, drafts: list[Draft], index: int, kind: str | None) -> str:
        """The relation that the words before a mention tell, in a document of the type `kind`."""
        draft = drafts[index]
        lead, window = words_before(text, drafts, index)
        relation = self._read(lead, window, draft, kind)
        if draft.bearer is not None and relation == "cites" and not draft.quoted:
            relation = self._read_title(window)
        if draft.quoted and draft.bearer is None:
            return "cites"
        at = relation == "approves" and _AT.search(window)
        return "issues" if at else relation

    def read_after(self, text: str, drafts: list[Draft], index: int) -> str | None:
        """The relation that the words behind a mention tell: "… hết hiệu lực kể từ ngày …"."""
        draft = drafts[index]
        before = text[max(0, draft.start - REACH) : draft.start]
        if _PASSIVE.search(before.lower()):
            return None
        limit = _next_at_its_level(text, drafts, index)
        stop = _CLAUSE_END.search(text, draft.tail, limit)
        end = stop.start() if stop else min(limit, len(text))
        found = self._after_pattern.search(text[draft.tail : end].lower())
        if found is not None and _HOLDS.search(before):
            return "amends"
        if found is None and _EXPIRES.match(text, draft.tail) and _TAKES_EFFECT.search(before):
            return "replaces"
        return self._after[" ".join(found[1].split())] if found else None

    def _read(self, lead: str, window: str, draft: Draft, kind: str | None) -> str:
        adjacent = self._adjacent_pattern.search(window[-24:].lower())
        if adjacent:
            return self._adjacent[" ".join(adjacent[1].split())]
        window = without_asides(window)
        aside = _ASIDE.search(window)
        if aside is not None and not draft.alias_here and not _AT_OPENING.match(aside["inside"]):
            if not self._before_pattern.search(aside["inside"].lower()):
                return self._read_aside(window[: aside.start()].lower(), draft)
            lead, window = "", aside["inside"]
        if _NEW_ITEM.search(window):
            return self._read_first(window.lower())
        return self._read_clause(governing(lead).lower(), window.lower(), draft, kind)

    def _read_clause(self, lead: str, window: str, draft: Draft, kind: str | None) -> str:
        """The relation that the last cue of a clause tells, or of the line that leads its list in."""
        lowered = lead + window
        if _EXPIRING.search(lowered) or _EXPIRING.search(lead):
            return "replaces"
        last = self._before_pattern.search(lowered)
        if last is None:
            return "cites"
        carried = _CARRIED.search(lowered, last.start())
        if (carried or _cue_key(last[1]) in _PLACED) and opens_with_change(lowered):
            return "amends"
        if carried:
            return self._change_of_annex(lowered, last.start())
        relation = self._relation[_cue_key(last[1])]
        if relation in _OF_ONE and _SPENT.search(lowered, last.end()):
            return "cites"
        if relation == "implements" and _SPENT_ON_ITSELF.search(lowered, last.end()):
            return "cites"
        if relation == "guides" and _guided_by_others(lowered, last.start(), draft):
            return "cites"
        if relation in CHANGES and not self._is_made(lowered, last, last.end() <= len(lead), draft, kind):
            return "cites"
        return "amends" if relation in _ENDINGS and is_in_part(lowered, last) else relation

    def _is_made(
        self, lowered: str, verb: regex.Match[str], leads_in: bool, draft: Draft, kind: str | None
    ) -> bool:
        """Whether a verb of change has the mention for its object, and the change is made and not planned."""
        if _DONE_IN_IT.fullmatch(lowered, verb.start()) or _PASSIVE.search(lowered, 0, verb.start()):
            return False
        if not leads_in and is_far(lowered, verb):
            return False
        return draft.bearer is not None or not self._competence.is_planned(lowered, verb.start(), kind)

    def _read_aside(self, before: str, draft: Draft) -> str:
        """The relation of a mention in brackets of its own, told by the words before only if they name it.

        "… thực hiện ý kiến chỉ đạo của tỉnh (Công văn số …)", "đã ban hành kế hoạch (Kế hoạch số …)"; else it
        only shows where the thing said is written.
        """
        if _DIRECTED.search(before):
            return "implements"
        issued = _ISSUED_BEFORE.search(before)
        named = (draft.type or "").lower()
        return "issues" if issued and named and named in issued[0] else "cites"

    def _read_first(self, lowered: str) -> str:
        """The relation of an item behind a semicolon: what its sentence does first governs all its items."""
        first = self._first_pattern.search(lowered, lowered.rfind(";", 0, lowered.rstrip().rfind(";")) + 1)
        relation = self._relation[_cue_key(first[1])] if first is not None else "cites"
        return "cites" if relation in CHANGES else relation

    def _change_of_annex(self, lowered: str, end: int) -> str:
        """A change of what a document carries amends it: "Thay thế Phụ lục ban hành kèm theo Thông tư …"."""
        verb = self._before_pattern.search(lowered, 0, end)
        relation = self._relation[_cue_key(verb[1])] if verb is not None else "cites"
        if verb is None or relation not in CHANGES or is_far(lowered, verb, end):
            return "cites"
        return "amends" if relation in _ENDINGS else relation

    def _read_title(self, window: str) -> str:
        """What a title changes is told in full before "quy định tại": "… sửa đổi mức phí quy định tại …"."""
        lowered = without_asides(window).lower()
        last = self._before_pattern.search(lowered)
        if last is None or _cue_key(last[1]) != "quy định tại":
            return "cites"
        verb = self._before_pattern.search(lowered, 0, last.start())
        if verb is None or _PASSIVE.search(lowered, 0, verb.start()):
            return "cites"
        return "amends" if _CHANGED_IN_TITLE.match(lowered, verb.start(1)) else "cites"


def _by_position(rules: Rulebook, position: str) -> dict[str, str]:
    """The cues that stand there, folded to lower case, with their relations."""
    return {cue.words.casefold(): cue.relation for cue in rules.cues if cue.position == position}


def _guided_by_others(lowered: str, cue: int, draft: Draft) -> bool:
    """Whether it is other documents that guide: "sửa đổi một số nghị định quy định chi tiết Luật …"."""
    if _SEVERAL_GUIDE.search(lowered, 0, cue):
        return True
    return draft.bearer is None and bool(_OTHERS_GUIDE.search(lowered, 0, cue))


def _next_at_its_level(text: str, drafts: list[Draft], index: int) -> int:
    """Where the next mention begins that stands neither in this one's title nor in brackets or a passive."""
    draft = drafts[index]
    for later in drafts[index + 1 :]:
        if later.start > draft.tail + _AFTER_REACH:
            break
        between = text[draft.tail : later.start]
        aside = between.count("(") > between.count(")") or _PASSIVE_BETWEEN.search(between.lower())
        if later.bearer is None and not aside:
            return later.start
    return draft.tail + _AFTER_REACH


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
