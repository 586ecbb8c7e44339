"""Follows the titles of cited documents: where each ends, and which mentions stand inside it.

A mention inside another's title is cited by that document: "Kế hoạch số 24/KH-UBND thực hiện Nghị quyết số
66-NQ/TW" says that the plan implements the resolution. So does a quotation: "Điều 71 Luật … quy định: “…”".
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.drafts import Draft
from extractors.model import IssuerBasis, ReferenceKind

_REACH = 320
_LONGEST = 500
_DEFINED = regex.compile(r"(?:gọi|viết)(?:\s+(?:tắt|chung))?\s+là[^()\n]{0,20}$")
_PASSIVE_WORDS = (
    r"(?:(?:đã|có)\s+)?(?:được|bị)\s+"
    r"(?:sửa đổi|bổ sung|thay thế|điều chỉnh|bãi bỏ|đính chính|gia hạn|kéo dài)"
)
PASSIVE = regex.compile(_PASSIVE_WORDS)
_GOES_ON = r"(?!\s*(?:quy định|hướng dẫn|sửa đổi|bổ sung|phân định)\s)"
_BODY = (
    r"(?:Sở|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Bộ|Văn phòng|Công ty|Chính phủ|Thủ tướng|Ban|Cục|Phòng"
    r"|Chủ tịch|Đảng ủy|đơn vị)"
)
_ACTS = (
    r"(?:ban hành|báo cáo|đã|có|xây dựng|tổ chức|thông báo|đề nghị|yêu cầu|quyết định|trình|kính|triển khai)"
)
_VERB = (
    r"(?:đã|được|bị|đang|sẽ|phải|đề nghị|yêu cầu|giao|thực hiện|triển khai|ban hành|có|tổ chức|xây dựng"
    r"|báo cáo|gửi|trình|phê duyệt|căn cứ|đồng thời|trong đó|cụ thể|tham mưu|kịp thời|đảm bảo|bảo đảm|đúng"
    r"|tiến hành|phối hợp|chỉ đạo|là|nay|cơ quan|đơn vị|sở|phòng|theo)"
)
# Nouns between a comma and "theo" go on with the title: "về cơ chế, chính sách đặc thù theo Nghị quyết số …".
_MORE_OF_IT = rf"(?:(?!{_VERB}(?!\p{{L}}))\p{{Ll}}+\s+){{2,8}}theo\s+$"
_CLOSED = (
    regex.compile(rf"\n|;{_GOES_ON}|\.\s"),
    regex.compile(
        rf"[,)]\s*(?!(?:hướng dẫn|biện pháp|bổ sung|quy định)\s)(?!{_MORE_OF_IT})(?:\p{{L}}+\s+){{0,6}}$"
    ),
    regex.compile(r"\s(?:và|cùng với)\s+(?:các\s+)?$"),
    regex.compile(r"\svà\s+quy định tại\s+(?:các\s+)?$"),
    regex.compile(
        r"\svà\s+(?:các\s+)?(?:ý kiến|hướng dẫn|chỉ đạo|kết luận|yêu cầu|đề nghị)\s"
        r"[^,;\n]{0,60}\stại\s+(?:các\s+)?$"
    ),
    PASSIVE,
    regex.compile(rf",\s*{_BODY}(?:\s[^,;.\n]{{0,80}}?)?\s{_ACTS}(?!\p{{L}})"),
    regex.compile(r"\(\s*(?:(?:được\s+)?(?:ban hành|phê duyệt)\s+)?(?:kèm theo\s+|tại\s+)?(?:[Ss]ố\s*)?$"),
)
PAIRED = regex.compile(
    r"(?:sửa đổi|điều chỉnh|quy định chi tiết|quán triệt|phòng|thi đua|để tổ chức),(?=\s)", regex.IGNORECASE
)
_SAID_OF_IT = (
    regex.compile(
        r"\s*(?:đã\s+)?được\s+(?:ban hành|xây dựng|phê duyệt)\s+"
        r"(?:trên cơ sở|căn cứ(?:\s+vào)?|(?:để|nhằm)\s+(?:triển khai|thực hiện|thi hành))\s+(?:các\s+)?"
    ),
    regex.compile(
        r"[^;\n]{0,260}?,\s*có hiệu lực\s[^;\n]{0,60}?(?:,|và)\s*"
        r"(?:thay thế|bãi bỏ|sửa đổi, bổ sung)\s+(?:các\s+)?"
    ),
)
_END = regex.compile(
    rf"[\n:()“”\"]|;{_GOES_ON}|\.\s|\.$|,?\s+{_PASSIVE_WORDS}|,?\s+(?:có|hết) hiệu lực"
    r"|,\s+(?:cụ thể như sau|căn cứ|trên cơ sở|quy định (?:về việc|rõ|như sau))(?!\p{L})"
    r"|\s+(?:và\s+quy định tại|có căn cứ)(?!\p{L})|,\s*trong đó\s"
    rf"|,\s*(?={_BODY}(?:\s[^,;.\n]{{0,80}}?)?\s{_ACTS}(?!\p{{L}}))"
    r"|\s+và\s+(?:các|những)\s+(?:quy định|văn bản)(?=[^,;.]{0,30}(?:khác|liên quan))"
    r"|,\s*(?=\p{Lu}\p{Ll}+\s+(?:số|đã|có))"
)
_REMARK = regex.compile(r"\(\s*(?:sau đây|gọi tắt|viết tắt|áp dụng|có hiệu lực|hiệu lực|ban hành)")
_ABOUT = regex.compile(r"^(?:về việc|về|V/v)\s+", regex.IGNORECASE)
_LOOSE_END = regex.compile(r"(?:\s*,?\s+(?:và|tại|theo|của|các|với|hoặc|trong|đến|từ|cùng))+$")
_CUT_END = regex.compile(r"\s+số$")
_NOTE_MARK = regex.compile(r"\s*\[\d{1,3}\]$")
_PREDICATE = regex.compile(
    r"(?:quy định|bổ sung|sửa đổi|hướng dẫn|ban hành|tổ chức|thực hiện)(?!\p{L})", regex.IGNORECASE
)
_SAYS = regex.compile(r"[^;.\n]{0,60}:")
_QUOTE = regex.compile(r":\s*[“\"]")
_LONGEST_QUOTE = 8000
_PREAMBLE = regex.compile(r"căn cứ ban hành như sau\s*$")


def find_bearers(text: str, drafts: list[Draft]) -> None:
    """Mark mentions that stand inside the title of a mention before, or in what it is quoted as saying."""
    _mark_aliases(text, drafts)
    _mark_named_inside(drafts)
    anchor: Draft | None = None
    for draft in drafts:
        if draft.alias_here or draft.in_name:
            continue
        if anchor is not None and not _is_same(anchor, draft) and _inside_title(text, anchor, draft):
            draft.bearer = anchor
        anchor = draft
    _mark_quotations(text, drafts)


def read_subjects(text: str, drafts: list[Draft]) -> None:
    """Give every mention the title that follows it, mentions inside the title included."""
    for index, draft in enumerate(drafts):
        if draft.title_start is None or _is_predicate(text, draft):
            continue
        limit = min(_next_outside(drafts, index, len(text)), draft.title_start + _LONGEST)
        end = _title_end(text, draft.title_start, limit)
        words = " ".join(text[draft.title_start : end].split()).rstrip(" ,.;:-/")
        words = _NOTE_MARK.sub("", _CUT_END.sub("", words) if end == limit else words)
        words = _ABOUT.sub("", _LOOSE_END.sub("", words))
        if len(words.split()) > 2 or words.count("“"):
            draft.subject = words


def _mark_named_inside(drafts: list[Draft]) -> None:
    """Mark laws in the very name of the law that amends them: "Luật sửa đổi … của Luật Đất đai số …"."""
    outer: Draft | None = None
    for draft in drafts:
        if outer is not None and draft.start > outer.start and draft.end <= outer.end:
            draft.bearer, draft.in_name = outer, True
            if draft.end == outer.end and draft.date_stated:
                # The date behind the last of them is that of the law whose name they stand in.
                draft.date, draft.date_stated, draft.end = None, False, draft.symbol_end
        elif draft.kind is ReferenceKind.NAMED:
            outer = draft


def _is_same(one: Draft, other: Draft) -> bool:
    """Whether the second mention is the first one's document again."""
    return other.alias_of is one or bool(one.number) and one.key == other.key


def _mark_aliases(text: str, drafts: list[Draft]) -> None:
    for draft in drafts:
        draft.alias_here = bool(_DEFINED.search(text[max(0, draft.start - 50) : draft.start]))


def _inside_title(text: str, earlier: Draft, draft: Draft) -> bool:
    if earlier.number and any(said.fullmatch(text, earlier.tail, draft.start) for said in _SAID_OF_IT):
        return True
    if (
        earlier.title_start is None
        or earlier.kind is not ReferenceKind.NUMBERED
        or draft.start < earlier.tail
    ):
        return False
    between = text[earlier.title_start : draft.start]
    if len(between) >= _REACH:
        return False
    plain = PAIRED.sub(" ", between)
    return not any(pattern.search(plain) for pattern in _CLOSED)


def _mark_quotations(text: str, drafts: list[Draft]) -> None:
    """Mentions in a quotation are borne by the document that the words before the colon name."""
    for start, end in _quotations(text):
        lead = [d for d in drafts if start - _REACH < d.end <= start]
        if _PREAMBLE.search(text, max(0, start - _REACH), start):
            # "Thông tư A sửa đổi B và C có căn cứ ban hành như sau: “…”": the words are A's.
            line = text.rfind("\n", 0, start) + 1
            lead = [d for d in drafts if line <= d.start < start][:1]
        for draft in drafts:
            inside = start < draft.start < end
            if inside and (draft.bearer is None or draft.bearer.start < start):
                draft.quoted = True
                draft.bearer = _speaker(lead, draft)


def _speaker(lead: list[Draft], draft: Draft) -> Draft | None:
    """The document whose words are quoted: the last one named before, or the one whose title that is in."""
    found = lead[-1] if lead else None
    while found is not None and found.bearer is not None:
        found = found.bearer
    return found if found is not None and found.number and not _is_same(found, draft) else None


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for opening in _QUOTE.finditer(text):
        if opening.start() < end:
            continue
        close = "”" if opening[0].endswith("“") else '"'
        found = text.find(close, opening.end(), opening.end() + _LONGEST_QUOTE)
        if found > 0:
            end = found
            yield opening.start(), found


def _is_predicate(text: str, draft: Draft) -> bool:
    """Whether the words say what an article does and are no title: "Điều 8 Nghị định … quy định: …"."""
    assert draft.title_start is not None
    if not draft.pinpoint or not _PREDICATE.match(text, draft.title_start):
        return False
    return draft.basis is not IssuerBasis.STATED or bool(_SAYS.match(text, draft.title_start))


def _next_outside(drafts: list[Draft], index: int, default: int) -> int:
    """Where the first mention after this one begins that does not stand in its title."""
    inside = {id(drafts[index])}
    for later in drafts[index + 1 :]:
        if later.bearer is not None and id(later.bearer) in inside or later.alias_here:
            inside.add(id(later))
        else:
            return later.start
    return default


def _title_end(text: str, start: int, limit: int) -> int:
    """Where a title ends: at its sentence's end, or at a bracket or quotation mark opened before it."""
    depth = quotes = 0
    for found in _END.finditer(text, start, limit):
        mark = found[0]
        if mark == "(":
            if _REMARK.match(text, found.start()):
                return int(found.start())
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
        elif mark == "“":
            quotes += 1
        elif mark == "”" and quotes:
            quotes -= 1
        elif mark == '"':
            quotes = 1 - quotes
        elif mark[0] == "\n" or not (depth or quotes):
            return int(found.start())
    return limit
