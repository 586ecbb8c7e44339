"""Whether the boxes for the document's own number and date are filled in (NĐ 30/2020, Phụ lục I, mục II)."""

from __future__ import annotations

import regex

from extractors.audit.wording import severity
from extractors.header_pieces import HEAD_BLOCKS
from extractors.model import Document, DoubtWhy, Facts, Finding
from extractors.rulebook import Rulebook

_HEAD = 2500
"""Letters of the first page within which the boxes stand."""
_BLANK = r"[\s.…_]*"
_NUMBER = regex.compile(
    rf"(?<!\w)(?:Số|SỐ)\s*:?{_BLANK}(?:/{_BLANK}(?=\p{{Lu}})|[-–]\s?(?=\p{{Lu}}\p{{L}}+/))"
    r"\S+(?:\s?[-–]\s?\p{Lu}+)*"
)
_PLACE = r"\p{Lu}[\p{L}’']*(?: \p{Lu}[\p{L}’']*){0,4}"
_DATE = regex.compile(
    rf"(?:{_PLACE}\s*,\s*)?[Nn]gày(?P<d>[\s.…_]*\d{{0,2}}){_BLANK}"
    rf"tháng(?P<m>[\s.…_]*\d{{0,2}}){_BLANK}năm(?P<y>{_BLANK}\d{{0,4}})"
)
_UNREAD = "handwriting_unread"
_ATTACHED = regex.compile(r"èm theo[^\n]*$")


def blank_fields(document: Document, facts: Facts, rules: Rulebook) -> list[Finding]:
    """Findings on a blank number and a blank date in the head of the document.

    A box that is not there at all is not told of: a text may come without its letterhead. On a scan a box
    without print may be filled in by hand: that is another finding.
    """
    head = document.text[: _head_end(document)]
    found: list[Finding] = []
    if facts.header.number is None and facts.header.symbol is not None:
        rule = _UNREAD if _on_paper(document, DoubtWhy.HANDWRITTEN_NUMBER) else "own_number_missing"
        found += (_finding(rule, box, rules) for box in _own(_NUMBER, head))
    if facts.header.date is None and (facts.header.symbol or facts.header.issuer):
        lines = (line for line in _own(_DATE, head) if not all(_digits(line[part]) for part in "dmy"))
        rule = _UNREAD if _on_paper(document, DoubtWhy.HANDWRITTEN_DAY) else "own_date_missing"
        found += (_finding(rule, line, rules) for line in lines)
    return found


def _on_paper(document: Document, why: DoubtWhy) -> bool:
    """Whether the field may be filled in by hand: recognition saw something there, or all of it is a scan."""
    return document.reader == "scan" or any(doubt.why is why for doubt in document.doubts)


def _own(pattern: regex.Pattern[str], head: str) -> list[regex.Match[str]]:
    """The first place for the field, but one for the document that this is attached to may stay blank."""
    box = pattern.search(head)
    return [] if box is None or _ATTACHED.search(head, 0, box.start()) else [box]


def _digits(words: str) -> str:
    return "".join(filter(str.isdigit, words))


def _head_end(document: Document) -> int:
    """Where the first blocks end, at most `_HEAD` letters in."""
    blocks = document.blocks[:HEAD_BLOCKS]
    return min(_HEAD, blocks[-1].end) if blocks else 0


def _finding(rule: str, box: regex.Match[str], rules: Rulebook) -> Finding:
    words = box[0].rstrip()
    values = {"printed": " ".join(words.split())}
    return Finding(rule, severity(rule, rules), box.start(), box.start() + len(words), values)
