"""Finds what was stamped on a document later: the register of incoming papers, the mark of a certified copy.

Their numbers and dates are the receiver's or the copier's, not the document's own (NĐ 30/2020, Phụ lục IV;
Điều 25 on copies).
"""

from __future__ import annotations

import regex

from extractors.header_words import HeaderWords

COPY_LETTERS = frozenset(("SY", "TrS", "TS", "SL", "BS"))
"""Type letters of copies: sao y, trích sao, sao lục, bản sao of the Party."""
_FIELD = regex.compile(
    r"(?<!\w)(?P<f>số|ngày|giờ|chuyển|kính chuyển|lưu hồ sơ(?: số)?)(?!\w)\s*[:.…]?", regex.IGNORECASE
)
_OPENS_FIELD = regex.compile(rf"\W*{_FIELD.pattern}", regex.IGNORECASE)
_LETTERS = regex.compile(r"\d\s?[/-]\s?\p{Lu}")
_COPY_NUMBER = regex.compile(r"\W*(?:[Ss]ố|SỐ)\s*:?[\s.…]*\d*[\s.…]*[/-]\s*(?P<g>\p{Lu}[\w.&/–-]*)[^\n]*")
_SEPARATOR = regex.compile(r"[-–/]")
_FIELDS = 4


def is_copy_symbol(symbol: str) -> bool:
    """Whether a symbol is a copier's: "SY-UBND", "BS/VPTU", and "UBND-SY" in its older order."""
    groups = _SEPARATOR.split(symbol)
    return groups[0] in COPY_LETTERS or (len(groups) > 1 and groups[-1] in ("SY", "TrS"))


def without_stamps(text: str, words: HeaderWords) -> str:
    """The lines of a head with the words and fields of stamps taken out."""
    lines = text.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        incoming, copied = words.incoming.match(lines[at]), words.copy.match(lines[at])
        if incoming:
            at = _end_of_register(lines, at, incoming.end())
        elif copied:
            at = _end_of_copy_mark(lines, at, copied.end())
        else:
            kept.append(lines[at])
            at += 1
    return "\n".join(kept)


def _end_of_register(lines: list[str], at: int, opened: int) -> int:
    """The first line behind a stamp of the register: its fields come once each, in any order."""
    seen = {field["f"].lower() for field in _FIELD.finditer(lines[at], opened)}
    after = at + 1
    while after < len(lines) and after <= at + _FIELDS:
        line = lines[after]
        fields = {field["f"].lower() for field in _FIELD.finditer(line)}
        if not _OPENS_FIELD.match(line) or fields & seen:
            break
        follows = after + 1 < len(lines) and _OPENS_FIELD.match(lines[after + 1])
        if fields == {"số"} and _LETTERS.search(line) and not seen and not follows:
            break  # a number with a symbol and no field beside it is the document's own
        seen |= fields
        after += 1
    return after


def _end_of_copy_mark(lines: list[str], at: int, opened: int) -> int:
    """The first line behind the mark of a copy and its number."""
    if _COPY_NUMBER.match(lines[at], opened) or at + 1 >= len(lines):
        return at + 1
    number = _COPY_NUMBER.match(lines[at + 1])
    return at + 2 if number and is_copy_symbol(number["g"]) else at + 1


def is_stamped(text: str, start: int, symbol: str, words: HeaderWords) -> bool:
    """Whether the number without a type word at `start` was stamped there, by a copier or a register."""
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    if is_copy_symbol(symbol):
        return not before.strip() or words.copy.match(before) is not None
    head = text[max(0, start - 90) : start].split("\n")[-3:]
    return any(
        words.incoming.match(own) is not None
        and all(_OPENS_FIELD.match(other) for other in head[at + 1 :] if other.strip())
        for at, own in enumerate(head)
    )
