"""Verbs of change and their objects: how far they reach, and whether all of a document is changed."""

from __future__ import annotations

import regex

REACH = 320
_POINTER = regex.compile(r"(?:điểm|khoản|điều|mục|chương|phần|phụ lục|mẫu số|tiết)\s+[\w,]+|[\d,;…]+")
_NEARNESS = 9
_OTHER_OBJECT = regex.compile(r"\b(?:trước|sau|từ|kể từ) ngày\b|\bgiấy phép\b|\bquy hoạch\b.*\(")
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
_QUOTED = regex.compile(r"“[^“”\n]*”")
_LABEL = r"(?:\d{1,3}(?:\.\d{1,2})*[a-zđ]?|[IVXL]+|[a-zđ])(?![\p{L}\d])"
PLACES = regex.compile(
    r"(?:(?:điểm|khoản|điều|mục|chương|phần|phụ lục|mẫu số|tiết)\s+"
    rf"{_LABEL}(?:\s*(?:,|và)\s*{_LABEL})*(?:\s+của(?!\p{{L}}))?|[,;])",
    regex.IGNORECASE,
)
OPENS_LIST = regex.compile(
    r"\s*(?:(?:Điều|Mục|Khoản)\s+\d{1,3}[.:]|(?:\d{1,2}|[a-zđ])[.)])?\s*"
    rf"(?P<cue>{_VERBS}|đình chỉ|ngưng hiệu lực)\s+(?:một số (?:điều|nội dung) (?:của|tại)\s+)?"
    r"(?:(?:toàn bộ|các|những|một số|\d{1,3})\s+){1,3}"
    r"(?:văn bản|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch)(?!\p{L})",
    regex.IGNORECASE,
)
_NOUN = r"(?:văn bản|nghị định|nghị quyết|quyết định|thông tư|luật|công văn|kế hoạch|chỉ thị|thông báo)"
_GENERIC_HEAD = regex.compile(
    rf"(?<!\p{{L}})(?:(?:các|những)\s+{_NOUN}(?:\s+của\s+[^;:()]{{2,90}}?)?\s+"
    r"(?:về|quy định|sửa đổi|bổ sung|hướng dẫn|ban hành|phê duyệt|chỉ đạo|đôn đốc)[\s,]"
    rf"|(?:nhiều|hàng loạt|\d{{1,3}})\s+{_NOUN}\s)[^;:()]*(?::|\(\s*(?:số)?)\s*$"
)

_OPENS_CHANGE = regex.compile(rf"[\s…]*(?:sửa đổi|{_VERB}(?:\s*(?:,|và)\s*{_VERB})+)\s")


def opens_with_change(lowered: str) -> bool:
    """Whether the sentence sets out to change a text: "Sửa đổi, bổ sung một số định mức … kèm theo …"."""
    return bool(_OPENS_CHANGE.match(lowered))


def governing(lead: str) -> str:
    """The words of a lead-in line that govern its list: a change that opens it, not the rest of the line."""
    opening = OPENS_LIST.match(lead)
    return lead[: opening.end("cue")] + " " if opening else without_asides(lead)


def without_asides(window: str) -> str:
    """The window without words that govern nothing: quotations, and the title of a generic list head."""
    plain = str(_QUOTED.sub("“”", window))
    head = _GENERIC_HEAD.search(plain.lower())
    return plain[: head.start()] if head else plain


def is_far(lowered: str, verb: regex.Match[str], end: int | None = None) -> bool:
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
    plain = PLACES.sub("", lowered[-REACH:])
    return bool(_WITHIN.search(plain))


def is_in_part(lowered: str, verb: regex.Match[str]) -> bool:
    """Whether a document is changed in its wording or annexes, or in several ways at once."""
    if _CHANGED_WORDING.match(lowered, verb.start()) or lowered.rstrip().endswith("kèm theo"):
        return True
    coordinated = _SEVERAL_CHANGES.search(lowered, 0, verb.start())
    return bool(coordinated and _SOME_ARTICLES.match(lowered, verb.end()))
