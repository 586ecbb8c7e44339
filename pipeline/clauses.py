"""Cuts out of a text the clause that names a document, with the words that say what it is named for."""

from __future__ import annotations

import re

REACH = 160  # characters before a mention
TAIL = 90  # and after it
HEAD = 48  # of the sentence that governs an item further down
_BACK = 4000
_END = re.compile(r"[;\n]|(?<=[^\W\d_]{2})\.\s|(?<=\d)\.\s+(?=[^\W\d_])")
_ITEM = re.compile(r"\s*(?:[-+•*–]|\(?(?:\d{1,3}|[a-zđ])[.)]|$)")
_MARK = re.compile(r"\s*(?:(?P<bullet>[-+•*–])|\(?(?:(?P<number>\d{1,3})|(?P<letter>[a-zđ]))[.)])")
_LABEL = re.compile(r"\s*(?:[-+•*–]|\(?(?:\d{1,3}|[a-zđ])[.)])?\s*(?:(?:và|[Cc]ác)\s+)?")


def clause(text: str, start: int, end: int) -> str:
    """The words around text[start:end] on one line, cut at clauses, with … where something was left out.

    An item of a list ("a) Quyết định số …") brings the line that opens its list.
    """
    first = max(0, start - REACH)
    begin = _after_last_end(text, first, start)
    cut = begin is None and first > 0
    begin = first if begin is None else begin
    if cut:
        begin = _next_word(text, begin, start)
    words = f"{'… ' if cut else ''}{text[begin:end]}{_tail(text, end)}"
    opening = _opening(text, begin) if not cut and _LABEL.fullmatch(text, begin, start) else ""
    return " ".join(f"{opening}{words}".split())


def _after_last_end(text: str, first: int, start: int) -> int | None:
    """Where the clause that holds `start` begins, None where it begins before `first`."""
    found = None
    for match in _END.finditer(text, first, start):
        found = match.end()
    return 0 if found is None and first == 0 else found


def _next_word(text: str, begin: int, start: int) -> int:
    return next((at + 1 for at in range(begin, start) if text[at].isspace()), start)


def _tail(text: str, end: int) -> str:
    """What follows to the end of the clause, or to a word's end near TAIL."""
    match = _END.search(text, end, end + TAIL)
    if match:
        return text[end : match.start()]
    rest = text[end : end + TAIL]
    if end + TAIL >= len(text):
        return rest
    return rest.rpartition(" ")[0] + " …"


def _opening(text: str, begin: int) -> str:
    """What governs an item: the line with a colon that opens its list, or the first words of its sentence."""
    line = text.rfind("\n", 0, begin) + 1
    if text[begin - 1 : begin] == ";":
        first = _after_last_sentence(text, line, begin)
        return text[first:begin] if begin - first <= HEAD else f"{_head(text, first)} … "
    colon = text.rfind(":\n", max(0, begin - _BACK), begin)
    if colon < 0:
        return ""
    items = text[colon + 2 : begin].splitlines()
    own, opener = _kind(text, line), _kind(text, text.rfind("\n", 0, colon) + 1)
    if not all(_ITEM.match(item) for item in items) or own == opener != "":
        return ""
    first = max(0, colon - REACH)
    start = _after_last_end(text, first, colon)
    if start is None:
        start = _next_word(text, first, colon)
    between = "… " if items else ""
    return f"{text[start : colon + 1]} {between}"


def _kind(text: str, line: int) -> str:
    """How the item of a line is marked, by "number", "letter" or "bullet", "" where it is not."""
    found = _MARK.match(text, line)
    return found.lastgroup or "" if found else ""


def _head(text: str, first: int) -> str:
    return text[first : first + HEAD].rpartition(" ")[0]


def _after_last_sentence(text: str, line: int, begin: int) -> int:
    ends = [match.end() for match in _END.finditer(text, line, begin) if not match[0].startswith(";")]
    return ends[-1] if ends else line


_QUOTED = 600  # characters of a check's words that are quoted whole


def sentence_around(
    text: str, start: int | None, end: int | None, around: tuple[int | None, int | None] = (None, None)
) -> str:
    """The clause of a finding's words, as long as that is not too long with all its check's operands.

    `around` is the span of that check; "" where there is no span.
    """
    if start is None or end is None:
        return ""
    first, last = min(start, around[0] or start), max(end, around[1] or end)
    return clause(text, start, end) if last - first > _QUOTED else clause(text, first, last)
