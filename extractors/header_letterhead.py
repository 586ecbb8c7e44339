"""Reads the boxes above the title: number, symbol, place, date, issuing body (NĐ 30/2020, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.dates import iso_date, mend_date
from extractors.header_pieces import is_capitals, is_rule, without_motto
from extractors.header_words import HeaderWords
from extractors.model import signed
from extractors.stamps import is_copy_symbol, without_stamps
from extractors.symbols import Symbol

_GROUP = r"[A-ZĐ][^\W\d_]*+[\w&.]*+"
_GROUPS = rf"{_GROUP}(?:\s*[-–/]\s*(?!\d){_GROUP})*"
_BLANK = r"[\s.…_]*"
_LABEL = r"(?<!\w)(?:(?:Luật\s+|LUẬT\s+|Pháp\s+lệnh\s+)?(?:Số|SỐ|số)|No)"
_DIGITS = r"(?P<n>\d[\d.]*\d[a-zA-Z]?|\d[a-zA-Z]?)"
_YEAR = r"/\s*(?P<year>(?:19|20)\d\d)\s*"
_NUMBER = regex.compile(
    rf"{_LABEL}\s*[:.]?{_BLANK}(?:{_DIGITS}{_BLANK})?(?:{_YEAR})?(?:/{_BLANK}(?P<state>{_GROUPS})"
    rf"|[-–]\s*(?P<party>{_GROUP}\s*/\s*{_GROUP}(?:[-–]{_GROUP})?)|[-–]\s*(?P<old>[A-ZĐ][A-ZĐT]\w*))"
)
_BARE = regex.compile(
    rf"{_DIGITS}(?:{_YEAR})?(?:/(?P<state>{_GROUPS})|-(?P<party>{_GROUP}/{_GROUP})|(?P<old>(?!)))"
)
_CAPITAL = r"\p{Lu}[\p{L}'’]*+"
_LEVEL = r"[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu|T[PpXx]\.?"
_PLACE = (
    rf"(?P<place>(?:(?:{_LEVEL})[ ]*)?(?<![\p{{L}}/-]){_CAPITAL}(?:(?:[ ]-[ ]|[ ]|-){_CAPITAL}){{0,5}})"
    r"(?:[ \t]*[,.;]\s*|[ \t]+)"
)
_DATED = regex.compile(
    rf"(?:{_PLACE})?(?<!\w)[Nn](?:gày|GÀY)(?P<day>[\s.…_]*\d{{0,2}}){_BLANK}[Tt](?:háng|HÁNG)"
    rf"(?P<month>[\s.…_]*\d{{0,2}}){_BLANK}[Nn](?:ăm|ĂM)(?P<year>[\s.…_]*(?:\d{{4}}|(?=\D|$)))"
)
_SLASHED = regex.compile(
    rf"{_PLACE}(?:ngày\s*)?(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-](?P<year>\d{{4}})"
)
_DAY = regex.compile(r"(?<!\w)ngày ", regex.IGNORECASE)
_CODE = regex.compile(r"[A-ZĐ.]+\d+")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the boxes say, as printed; `bodies` are the lines of box 2 from the parent to the issuer.

    `type_letters` and `body_letters` are the parts of the symbol ("" where there is none). `mended` are the
    words that were damaged, each as printed and as it was read.
    """

    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    place: str | None = None
    bodies: tuple[str, ...] = ()
    type_letters: str = ""
    body_letters: str = ""
    mended: tuple[tuple[str, str], ...] = ()


def read_letterhead(text: str, words: HeaderWords) -> Letterhead:
    """The boxes in the lines above the title, or above the address or the text where there is no title."""
    printed = without_motto(text)
    text = without_stamps(printed, words)
    stamped = text != printed
    found = _number_in(text)
    number, symbol, kind, body = _number_and_symbol(found, words)
    span = found.span() if found is not None else None
    mended: list[tuple[str, str]] = []
    if not _is_known(kind, body, words) and (damaged := _damaged_number(text, words)):
        number, symbol = damaged.number, damaged.symbol
        kind, body = damaged.type_letters, damaged.body_letters
        span = damaged.start, damaged.end
        mended.append((text[damaged.start : damaged.end], signed(number, symbol)))
    if span is not None:
        text = f"{text[: span[0]]}\n{text[span[1] :]}"
    dated = _date_line(text, span[0] if span is not None and stamped else 0)
    if dated is None and (mend := _damaged_date(text)):
        mended.append(mend)
        text = text.replace(*mend, 1)
        dated = _date_line(text)
    if dated is not None:
        text = f"{text[: dated.start()]}\n{text[dated.end() :]}"
    bodies = tuple(_bodies(text.split("\n"), words))
    return Letterhead(number, symbol, _iso(dated), _place(dated), bodies, kind, body, tuple(mended))


def _is_known(kind: str, body: str, words: HeaderWords) -> bool:
    """Whether the letters of a symbol are those of a type and a body, or of a body."""
    return words.damaged.knows(kind, body.split("-")[0])


def _damaged_number(text: str, words: HeaderWords) -> Symbol | None:
    """The number that only makes sense with its damage mended."""
    found = words.damaged.mend(text, (), lambda _: None)
    own = (s for s in found if not is_copy_symbol(s.symbol) and not _in_sentence(text, s.start))
    return next(own, None)


def _damaged_date(text: str) -> tuple[str, str] | None:
    """A date with blanks or letters in its figures, as printed and in words that can be read."""
    for match in _DAY.finditer(text):
        found = mend_date(text, match.start())
        if found is not None and found.iso is not None:
            year, month, day = found.iso.split("-")
            return text[match.start() : found.end], f"ngày {day} tháng {month} năm {year}"
    return None


def _number_in(text: str) -> regex.Match[str] | None:
    """The first number that is not a copier's; a number without its label must fill a line."""
    for match in _NUMBER.finditer(text):
        if not _copied(match) and not _in_sentence(text, match.start()):
            return match
    start = 0
    for line in text.split("\n"):
        bare = _BARE.fullmatch(text, start, start + len(line))
        if bare is not None and not _copied(bare):
            return bare
        start += len(line) + 1
    return None


def _in_sentence(text: str, at: int) -> bool:
    """Whether running text stands before a number on its line: "Thực hiện Quyết định số …" is no box."""
    before = text[text.rfind("\n", 0, at) + 1 : at].split()
    small = [word for word in before if word[:1].isalpha() and not word.isupper()]
    return len(small) > 3


def _copied(match: regex.Match[str]) -> bool:
    return is_copy_symbol("".join((match["state"] or match["party"] or "").split()))


def _number_and_symbol(
    match: regex.Match[str] | None, words: HeaderWords
) -> tuple[str | None, str | None, str, str]:
    """Number, symbol and the symbol's type and body letters."""
    if match is None:
        return None, None, "", ""
    number = match["n"]
    if number and match["year"]:
        number = f"{number}/{match['year']}"
    if match["state"] is None:
        symbol = "".join((match["party"] or match["old"]).split()).replace("–", "-").rstrip(".")
        kind, _, body = symbol.rpartition("/")
        return number, symbol, kind, body
    symbol, kind, body, _, _ = words.grammar.normalise(match["state"].rstrip("."))
    return number, symbol, kind, body


def _date_line(text: str, after: int = 0) -> regex.Match[str] | None:
    """The place-date line: the one that names a place, else any date in the boxes.

    Where a copier dated the page too, the document's date comes `after` its number.
    """
    dates = list(_DATED.finditer(text, after)) or list(_DATED.finditer(text))
    placed = [match for match in dates if match["place"]]
    return next(iter(placed or dates), None) or _SLASHED.search(text)


def _iso(match: regex.Match[str] | None) -> str | None:
    """The date where day, month and year are there and make a date."""
    if match is None:
        return None
    day, month, year = (regex.sub(r"\D", "", match[name]) for name in ("day", "month", "year"))
    return iso_date(year, month, day) if day and month and year else None


def _place(match: regex.Match[str] | None) -> str | None:
    if match is None or not match["place"]:
        return None
    return " ".join(match["place"].split())


def _bodies(lines: Sequence[str], words: HeaderWords) -> list[str]:
    """The bodies of box 2; a line that does not begin with a kind of body goes on the one before."""
    bodies: list[str] = []
    for raw in lines:
        line = " ".join(raw.strip(" *-–—_.:|").split())
        if is_rule(line) or not is_capitals(line) or words.stamp.match(line) or _CODE.fullmatch(line):
            continue
        for part in _split_bodies(line, words):
            opens = words.body.match(part) is not None
            if bodies and (_unfinished(bodies[-1], words) or not opens):
                bodies[-1] = f"{bodies[-1]} {part}"
            elif opens:
                bodies.append(part)
    return bodies


def _unfinished(body: str, words: HeaderWords) -> bool:
    return body in words.alone or body.endswith(",") or body.rsplit(" ", 1)[-1] in words.unfinished


def _split_bodies(line: str, words: HeaderWords) -> list[str]:
    """A line that a parent and its child share, cut between them: "UBND TỈNH X SỞ Y"."""
    for cut in words.child.finditer(line):
        parent = line[: cut.start()]
        if words.body.match(parent) and not _unfinished(parent, words):
            return [parent, line[cut.end() :]]
    return [line]
