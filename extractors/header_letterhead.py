"""Reads the boxes above the title: number and symbol, place and date, and the issuing body (NĐ 30/2020, Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from extractors.header_pieces import is_capitals, is_rule, without_motto
from extractors.header_words import HeaderWords

COPY_TYPES = frozenset(("SY", "TrS", "TS", "SL", "BS"))

_WORD = r"[A-ZĐ][^\W\d_]*[\w&.]*"
_GROUPS = rf"{_WORD}(?:\s*[-–/]\s*(?!\d){_WORD})*"
_BLANK = r"[\s.…_]*"
_LABEL = r"(?:(?<!\w)(?:Luật\s+|LUẬT\s+|Pháp\s+lệnh\s+)?(?:Số|SỐ|số)|(?<!\w)No)"
_NUMBER = re.compile(
    rf"{_LABEL}\s*[:.]?{_BLANK}(?:(?P<n>\d[\d.]*\d[a-zA-Z]?|\d[a-zA-Z]?){_BLANK})?"
    rf"(?:/\s*(?P<year>(?:19|20)\d\d)\s*)?"
    rf"(?:/{_BLANK}(?P<state>{_GROUPS})|[-–]\s*(?P<party>{_WORD}\s*/\s*{_WORD}(?:[-–]{_WORD})?)|[-–]\s*(?P<old>{_WORD}))"
)
_BARE = re.compile(rf"(?P<n>\d[\d.]*[a-zA-Z]?)(?:/(?P<year>(?:19|20)\d\d))?(?:/(?P<state>{_GROUPS})|-(?P<party>{_WORD}/{_WORD})|(?P<old>(?!)))")
_CAPITAL = r"\p{Lu}[\p{L}'’]*+"
_PLACE = (
    r"(?P<place>(?:(?:[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu|T[PpXx]\.?)\s*)?"
    rf"(?<![\p{{L}}/-]){_CAPITAL}(?:(?:\s-\s|\s|-){_CAPITAL}){{0,5}})(?:[ \t]*[,.;]\s*|[ \t]+)"
)
_DATED = regex.compile(
    rf"(?:{_PLACE})?(?<!\w)[Nn](?:gày|GÀY)(?P<day>[\s.…_]*\d{{0,2}})[\s.…_]*"
    rf"[Tt](?:háng|HÁNG)(?P<month>[\s.…_]*\d{{0,2}})[\s.…_]*[Nn](?:ăm|ĂM)(?P<year>[\s.…_]*(?:\d{{4}}|(?=\D|$)))"
)
_SLASHED = regex.compile(rf"{_PLACE}(?:ngày\s*)?(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-](?P<year>\d{{4}})")
_CODE = re.compile(r"[A-ZĐ.]+\d+")
_CHILD = re.compile(
    r"(?<=\w) (?=(?:SỞ|CHI CỤC|CỤC|TỔNG CỤC|BAN QUẢN LÝ|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|TRUNG TÂM|THUẾ TỈNH) \w)"
)
_JOINERS = frozenset("VÀ VỀ CỦA CÁC TẠI CHO DO & BỘ SỞ VĂN NHÂN ỦY UỶ MÔI VỤ BIỂU CHI TỔNG".split())
_BODY_ONLY = frozenset(("VĂN PHÒNG", "CHỦ TỊCH", "THANH TRA", "THƯỜNG TRỰC", "TRƯỜNG", "KIỂM TOÁN", "BAN", "HỘI ĐỒNG"))


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the boxes say, as printed; `bodies` are the lines of box 2 from the parent to the issuer.

    `type_letters` and `body_letters` are the parts of the symbol ("" where there is none).
    """

    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    place: str | None = None
    bodies: tuple[str, ...] = ()
    type_letters: str = ""
    body_letters: str = ""


def read_letterhead(text: str, words: HeaderWords) -> Letterhead:
    """The boxes in the lines that stand above the title, or above the address or the text where there is none."""
    text = without_motto(text)
    found = _number_in(text)
    number, symbol, kind, body = _number_and_symbol(found, words)
    if found is not None:
        text = f"{text[: found.start()]}\n{text[found.end() :]}"
    dated = _date_line(text)
    if dated is not None:
        text = f"{text[: dated.start()]}\n{text[dated.end() :]}"
    bodies = tuple(_bodies(text.split("\n"), words))
    return Letterhead(number, symbol, _iso(dated), _place(dated), bodies, kind, body)


def _number_in(text: str) -> re.Match[str] | None:
    """The first number that is not a copier's; a number without its label must fill a line."""
    matches = [m for m in _NUMBER.finditer(text)]
    matches += [m for line in re.finditer(r".+", text) if (m := _BARE.fullmatch(text, *line.span()))]
    originals = [m for m in matches if not _copied(m)]
    return originals[0] if originals else None


def _copied(match: re.Match[str]) -> bool:
    groups = re.split(r"\s*[-–/]\s*", match["state"] or match["party"] or "")
    return groups[0] in COPY_TYPES


def _number_and_symbol(
    match: re.Match[str] | None, words: HeaderWords
) -> tuple[str | None, str | None, str, str]:
    """Number, symbol and the symbol's type and body letters."""
    if match is None:
        return None, None, "", ""
    number = match["n"]
    if number and match["year"]:
        number = f"{number}/{match['year']}"
    if match["state"] is None:
        symbol = re.sub(r"\s+", "", match["party"] or match["old"]).replace("–", "-").rstrip(".")
        kind, _, body = symbol.rpartition("/")
        return number, symbol, kind, body
    symbol, kind, body, _, _ = words.grammar.normalise(match["state"].rstrip("."))
    return number, symbol, kind, body


def _date_line(text: str) -> regex.Match[str] | None:
    """The place-date line: the one that names a place, else any date in the boxes."""
    dates = list(_DATED.finditer(text))
    placed = [m for m in dates if m["place"]]
    return next(iter(placed or dates), None) or _SLASHED.search(text)


def _iso(match: regex.Match[str] | None) -> str | None:
    """The date where day, month and year are there and make a date."""
    if match is None:
        return None
    day, month, year = (re.sub(r"\D", "", match[name] or "") for name in ("day", "month", "year"))
    if not (day and month and year):
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _place(match: regex.Match[str] | None) -> str | None:
    if match is None or not match["place"]:
        return None
    place = " ".join(match["place"].split()).strip(" .,-–")
    return place or None


def _bodies(lines: Sequence[str], words: HeaderWords) -> list[str]:
    """The bodies of box 2; a line that does not begin with a kind of body goes on the one before."""
    bodies: list[str] = []
    for raw in lines:
        line = " ".join(raw.strip(" *-–—_.:|").split())
        if is_rule(line) or not is_capitals(line) or words.stamp.match(line) or _CODE.fullmatch(line):
            continue
        for part in _split_bodies(line, words):
            if bodies and (_unfinished(bodies[-1]) or not _opens(part, words)):
                bodies[-1] = f"{bodies[-1]} {part}"
            elif _opens(part, words):
                bodies.append(part)
    return bodies


def _opens(line: str, words: HeaderWords) -> bool:
    return words.body.match(line) is not None


def _unfinished(body: str) -> bool:
    return body in _BODY_ONLY or body.endswith(",") or body.rsplit(" ", 1)[-1] in _JOINERS


def _split_bodies(line: str, words: HeaderWords) -> list[str]:
    """A line that a parent and its child share, cut between them: "UBND TỈNH X SỞ Y"."""
    for cut in _CHILD.finditer(line):
        parent = line[: cut.start()]
        if _opens(parent, words) and not _unfinished(parent):
            return [parent, line[cut.end() :]]
    return [line]
