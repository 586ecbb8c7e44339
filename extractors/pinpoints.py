"""Reads the place inside a document that the words before a mention point at: "điểm b khoản 2 Điều 5"."""

from __future__ import annotations

import regex

from extractors.drafts import Draft

_UNIT = (
    r"(?:điểm|khoản|tiểu mục|mục|tiết|Điều|điều|Khoản|Điểm|Tiểu mục|Mục"
    r"|Chương|chương|Phần|phần|Phụ lục|phụ lục"
    r"|Mẫu số|mẫu số|Mẫu|Biểu số)"
)
_LABEL = (
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}|[IVXL]+(?:\.\d{1,2}|[A-C])"
    r"|[\dIVXL]+[a-zđ]?\d?(?:-\p{Lu}+)?|[a-zđA-ZĐ]\d?)(?![\p{L}\d])"
)
_UNITS = rf"{_UNIT}\s+(?:số\s+)?{_LABEL}(?:\s*(?:,|và|đến)\s*{_LABEL})*"
_PLACE = rf"{_UNITS}(?:\s*[,;]?\s*(?:(?:và|đến)\s+)?(?:của\s+)?{_UNITS})*"
_CARRIED = (
    r"(?:(?:Quy định|Quy chế|Quyết định|Kế hoạch|Chương trình|Danh mục|Đề án|Điều lệ)"
    r"(?:\s+[\p{L}\d,-]+){0,16}?\s+)?(?:được\s+)?(?:ban hành\s+)?kèm theo\s+"
)
PINPOINT = regex.compile(
    rf"(?<!\p{{L}})({_PLACE})(?:\s*\([^()\n]{{2,80}}\))?\s*,?\s*(?:của\s+)?(?:các\s+)?(?:{_CARRIED})?$"
)
_LATER = regex.compile(
    rf"[^.;\n]{{0,200}}?(?:,\s*(?:trong đó|cụ thể)\s*,?\s*(?:là\s+)?tại|\(\s*(?:tại\s+)?(?={_PLACE}\s*\)))\s*"
    rf"(?P<place>{_PLACE})"
)
_REACH = 220


def read_pinpoints(text: str, drafts: list[Draft]) -> None:
    """Give every mention the place pointed at right before it; none reaches over the mention before."""
    floor = 0
    for draft in drafts:
        start = max(floor, draft.start - _REACH, text.rfind("\n", 0, draft.start) + 1)
        found = PINPOINT.search(text[start : draft.start])
        if found:
            draft.pinpoint = " ".join(found[1].split())
        floor = draft.symbol_end


def read_later_pinpoints(text: str, drafts: list[Draft]) -> None:
    """Give mentions without one the place pointed at behind them: "…, trong đó tại Điều 13 quy định"."""
    for index, draft in enumerate(drafts):
        limit = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
        if draft.pinpoint is None and draft.tail < limit:
            later = _LATER.match(text, draft.tail, limit)
            draft.pinpoint = " ".join(later["place"].split()) if later else None
