"""Reads from when and until when a document says to be in force ("Quyết định này có hiệu lực từ ngày …")."""

from __future__ import annotations

from datetime import date, timedelta

import regex

from extractors.dates import iso_date

Window = tuple[str | None, str | None]
"""The first and the last day in force, ISO; None where it is not said."""

_OPENED = r"(?:^|[.:;]\s)\s*(?:Điều\s+\d+\w?\s*[.:]?\s*|\d+\s*[.)]\s*|[-–+•]\s*|[a-zđ]\)\s*)?"
_DAY = (
    r"(?:ngày\s*)?(?:\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})(?!\d)"
)
_SIGNING = (
    r"(?P<signed>ngày\s+(?:ký|ban\s+hành)(?:,?\s+ban\s+hành)?(?!\s+(?-i:\p{Lu})|\s+(?:hợp đồng|quyết định)))"
)
_FROM = (
    rf"(?:sau\s+(?P<delay>\d{{1,3}})\s*(?:\(\p{{L}}+(?:\s\p{{L}}+)*\)\s*)?ngày,?\s*)?"
    rf"(?:kể\s+)?(?:từ\s+)?(?:{_SIGNING}|(?P<from>{_DAY}))"
)
_JOINED = (
    r"(?:\s*,)?\s*(?:và\s+)?(?:được\s+)?(?:(?:áp\s+dụng|có\s+hiệu\s+lực|thực\s+hiện)(?:\s+thi\s+hành)?\s+)?"
)
_UNTIL = rf"(?:cho\s+)?đến\s+(?:hết\s+)?(?:(?P<to>{_DAY})|(?<=hết\s)năm\s+(?P<year>\d{{4}})(?!\d))"
_IN_FORCE = r"có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?,?\s+"
# Sentences about when a document comes into force or ceases to be, even if not to a day.
_SENTENCE = regex.compile(
    rf"{_OPENED}(?P<name>\p{{L}}+(?:\s+\p{{L}}+){{0,4}}?)(?P<this>\s+này)?\s+"
    rf"(?:áp\s+dụng\s+trong\s+năm\s+\d{{4}}\s+và\s+)?"
    rf"(?:(?P<starts>{_IN_FORCE}(?:{_FROM})?(?:{_JOINED}{_UNTIL})?)"
    rf"|(?P<ends>(?:được\s+)?áp\s+dụng\s+{_UNTIL})"
    rf"|(?P<ceases>hết\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+(?P<gone>{_DAY})))",
    regex.IGNORECASE | regex.MULTILINE,
)
_CLOSING = regex.compile(r"\n[^\w\n]*(?:Nơi|NƠI)\s+(?:nhận|NHẬN)(?!\w)")
# Each begins with letters to look for: together in one pattern they are found ten times slower.
_OF_FORCE = (regex.compile(r"hiệu\s+lực"), regex.compile(r"dụng\s+(?:cho|đến)\s"))
_BEFORE, _AFTER = 150, 400  # characters around such words that a sentence on them takes


def read_validity(text: str, kind: str | None, signed: str | None) -> Window | None:
    """The window in which a document says itself to be in force.

    Only sentences of its own whose subject is the document count, those above its list of recipients and
    outside quotation marks; where two of them differ nothing is told.

    Args:
        text: The document's text.
        kind: Its type; nothing is told without one.
        signed: Its date (ISO), which "kể từ ngày ký" means.
    """
    if kind is None or "hiệu lực" not in text:
        return None
    closing = _CLOSING.search(text)
    end = closing.start() if closing else len(text)
    told = [
        _window(found, signed)
        for start, stop in _places(text, end)
        for found in _SENTENCE.finditer(text, start, stop)
        if _is_of(found, kind) and text.count("“", 0, found.start()) <= text.count("”", 0, found.start())
    ]
    ends = {window[1] for window in told if window is not None and window[0] is None}
    starts = {window for window in told if window is None or window[0] is not None}
    if len(ends) > 1 or len(starts) > 1:
        return None
    first = next(iter(starts), None) or (None, None)
    window = first[0], first[1] or next(iter(ends), None)
    return None if window == (None, None) or _reversed(window) else window


def _places(text: str, end: int) -> list[tuple[int, int]]:
    """Where the text speaks of force at all; the pattern of sentences is slow on whole texts."""
    places: list[tuple[int, int]] = []
    for at in sorted(found.start() for words in _OF_FORCE for found in words.finditer(text, 0, end)):
        start, stop = max(0, at - _BEFORE), min(end, at + _AFTER)
        if places and start <= places[-1][1]:
            start = places.pop()[0]
        places.append((start, stop))
    return places


def _is_of(found: regex.Match[str], kind: str) -> bool:
    """Whether the sentence is about a document of this type, or about "Văn bản này"."""
    named = " ".join(found["name"].split()).casefold()
    return named == kind.casefold() or (named == "văn bản" and found["this"] is not None)


def _window(found: regex.Match[str], signed: str | None) -> Window | None:
    """What one sentence says; None where it gives no day ("kể từ ngày Thông tư … có hiệu lực")."""
    if found["ceases"]:
        return None, _shifted(_day(found["gone"]), -1)
    first: str | None = _day(found["from"])
    if found["signed"]:
        first = signed if signed and len(signed) == 10 else None
    if found["delay"]:
        first = _shifted(first, int(found["delay"]))
    last = f"{found['year']}-12-31" if found["year"] else _day(found["to"])
    return (first, last) if first or last else None


def _day(words: str | None) -> str | None:
    """ISO of a whole date in words, None where the calendar has no such day."""
    if words is None:
        return None
    day, month, year = regex.findall(r"\d+", words)
    return iso_date(year, month, day)


def _shifted(day: str | None, by: int) -> str | None:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat() if day else None


def _reversed(window: Window) -> bool:
    first, last = window
    return first is not None and last is not None and last < first
