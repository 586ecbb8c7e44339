"""Tells where one paragraph ends and the next begins in text that was wrapped at a fixed width."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"""[-+•●▪–]\s*[^\W\d]|[-+•●▪–]\s(?=\d)|[-+]\s*["“(]
    |\d{1,2}(?:\.\d{1,2}){0,3}[.)](?:[\s\[]|$)|\d{1,2}(?:\.\d{1,2}){1,3}\s+[^\W\d_]
    |[a-zđ]\d?[.)](?:[\s\[]|$)
    |[IVX]{1,6}[.)](?:[\s\[]|$)|[A-HĐ][.)](?:[\s\[]|$)
    |(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Phụ\slục|PHỤ\sLỤC)\s(?:số\s)?[\dIVXLC]+\s*(?:[.:]|$)
    |Căn\scứ\s|(?:Nơi\snhận|Kính\sgửi)\s*:|\[\d{1,3}\]\s|\(\d{1,2}\)\s""",
    re.VERBOSE,
)
_LABEL_STARTS = frozenset("-+•●▪–0123456789IVXABCDEFGHĐMPNK[(")
_LETTER_ENDS = frozenset(").0123456789")
_FIELD = re.compile(
    r"(?:Số|SỐ)\s*:|V/v|(?:Kính\sgửi|Nơi\snhận)\s*:|(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐ]|Độc lập\s*-"
    r"|CỘNG H(?:ÒA|OÀ)|ĐẢNG CỘNG"
)
_LETTERHEAD = re.compile(
    r"CỘNG\s+H\w{2}\s+XÃ|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập\s*[-–]|Số\s*:|Nơi\s+nhận|(?:TM|KT|TL|TUQ)\s*\.\s",
    re.IGNORECASE,
)
_JOINERS = ("VÀ ", "CỦA ", "VỀ ")
_LEADS_ON = (
    "điểm", "khoản", "điều", "mục", "số", "và", "hoặc", "tại", "chương", "phần", "theo", "tháng", "ngày",
)  # fmt: skip
_STOPS = (".", ";", ":", "!", "?", "…", "./")
_CLOSERS = " *_\"”’')]"
_RULE = re.compile(r"[-_=~*–—\s]{3,}$")
_PAGE = re.compile(r"(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?$|[Tt]rang\s+\d{1,3}(?:\s*/\s*\d{1,3})?$")
_RESUMES = re.compile(r"\d{1,4},\s|\d{1,4}/\d|\d{1,4}\s+(?P<word>[^\W\d_])|[,;)]")


def is_rule(line: str) -> bool:
    """Whether the line is nothing but a drawn rule ("-----", "____")."""
    return line[:1] in "-_=~*–—" and _RULE.match(line) is not None


def has_label(line: str) -> bool:
    """Whether the line starts with a list label, a heading's label or the first words of a basis."""
    return _LABEL.match(line) is not None


def is_page_number(line: str) -> bool:
    """Whether the line holds a page number alone ("2", "- 3 -", "Trang 2/5")."""
    return len(line) < 14 and _PAGE.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether the line ends with a stop, brackets, quotes and emphasis aside."""
    return line.rstrip(_CLOSERS).endswith(_STOPS)


def starts_item(before: str, line: str, width: int) -> bool:
    """Whether `line` begins a paragraph of its own below `before`, in text wrapped at `width`."""
    if (line[0] not in _LABEL_STARTS and line[1:2] not in _LETTER_ENDS) or _LABEL.match(line) is None:
        return False
    if ends_sentence(before) or before.endswith(","):
        return True
    words = before.rsplit(None, 1)
    if words[-1].strip("*_").lower() in _LEADS_ON:
        return False
    if line[0] in "-–+" and line[1:].lstrip()[:1].isdigit():
        return False
    return len(before) < width * 2 // 3 or line[0] in "-+•●▪[" or len(before) > 2 * width


def resumes(before: str, line: str) -> bool:
    """Whether the paragraph `line` goes on with the sentence that `before` left open at a page's end."""
    if not line[:1].islower():
        match = _RESUMES.match(line)
        if match is None or (match["word"] or "a").isupper():
            return False
    return left_open(before, line)


def left_open(before: str, line: str) -> bool:
    """Whether `before` is a long line without a stop, and `line` no new item: what a page number parts."""
    return len(before) >= 40 and not ends_sentence(before) and not has_label(line)


def is_letterhead(line: str) -> bool:
    """Whether the line belongs to a letterhead or signature: the country, number, recipients, authority."""
    return _LETTERHEAD.match(line.lstrip("*_ ")) is not None


def starts_field(paragraph: list[str], line: str) -> bool:
    """Whether `line` begins another field of a letterhead or signature cell below `paragraph`."""
    if _FIELD.match(line) is not None:
        return True
    before = paragraph[-1]
    if paragraph[0].startswith(("V/v", "v/v")) or line.startswith(_JOINERS):
        return False
    last = before.rsplit(None, 1)[-1] if before else ""
    if last.upper() in ("VÀ", "SỐ:", "CỦA", "SỐ", "NGÀY") or before.endswith((",", "-", "/")):
        return False
    if has_label(line):
        return True
    if paragraph[0][:1] in "-+" and not ends_sentence(before):
        return False
    return not line[:1].islower()


def part_fields(lines: list[str]) -> list[list[str]]:
    """The lines of a letterhead or signature paragraph, cut where another field begins."""
    fields: list[list[str]] = []
    for line in lines:
        if fields and not starts_field(fields[-1], line):
            fields[-1].append(line)
        else:
            fields.append([line])
    return fields


def part_lines(lines: list[str]) -> list[list[str]]:
    """The lines of a paragraph broken by hand, cut where a label, a title or a new sentence begins."""
    parts: list[list[str]] = []
    for line in lines:
        if parts and not _breaks(parts[-1][-1], line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _breaks(before: str, line: str) -> bool:
    if line[:1].islower() and not has_label(line):
        return False
    return before.isupper() != line.isupper() or ends_sentence(before) or starts_item(before, line, len(line))
