"""How wide text is at most in any common sans serif font, and how it is broken into lines of a width."""

from __future__ import annotations

import unicodedata
from functools import cache

_WIDEST = 1.02
# Hundredths of an em: the widest of DejaVu Sans, Noto Sans and Liberation Sans (metrics of Arial).
_CLASSES = (
    (34, "ijl',. I:;·"),
    (40, "f-/\\t()[]"),
    (46, '!r"'),
    (53, "J`“”szc"),
    (60, "L*?_|–kvxy"),
    (64, "aeoFT0123456789bdghnpqu${}đ"),
    (69, "ơEKPSYưABVXZ"),
    (79, "CRUHNDG&ĐOQ"),
    (86, "w#+<=>^~×Ư"),
    (93, "MƠ"),
    (100, "%mW…→"),
)
_BOLD_CLASSES = (
    (39, "ijl ',.·I"),
    (46, ":;-/\\f!()[]"),
    (53, 't"r`'),
    (60, "*J_|–zcs"),
    (69, "?Lxvy“”kaeoEFT"),
    (73, "0123456789$bdghnpqu{}đơSYZ"),
    (79, "CPưBRAKVX"),
    (85, "UDGHN#+<=>^~Đ×OQ"),
    (93, "&ƠƯw"),
    (106, "M@…→%m"),
    (111, "W"),
)
_WIDTHS = {
    bold: {letter: hundredths / 100 for hundredths, letters in classes for letter in letters}
    for bold, classes in ((False, _CLASSES), (True, _BOLD_CLASSES))
}
_HORN = "\u031b"


@cache
def _letter(letter: str, bold: bool) -> float:
    """The width of one letter in ems; marks above and below widen nothing, the horn of ơ and ư does."""
    parts = unicodedata.normalize("NFD", letter)
    base = parts[0]
    if _HORN in parts:
        base = unicodedata.normalize("NFC", base + _HORN)
    if unicodedata.combining(base):
        return 0.0
    return _WIDTHS[bold].get(base, 1.11 if bold else _WIDEST)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The most that `text` measures in pixels at a font size in pixels."""
    return size * sum(_letter(letter, bold) for letter in text)


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text`, shortened with … where it is wider than `room` pixels."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip(" ,;-–·/") + "…"


def wrap(text: str, size: float, room: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in at most so many lines of `room` pixels, broken at blanks; the last one is cut with …."""
    done: list[str] = []
    line = ""
    words = text.split()
    while words and len(done) < lines - 1:
        longer = f"{line} {words[0]}".strip()
        if width(longer, size, bold=bold) <= room:
            line = longer
            words.pop(0)
        elif line:
            done.append(line)
            line = ""
        else:
            # one word that is wider than a line stands alone, cut
            done.append(cut(words.pop(0), size, room, bold=bold))
    rest = " ".join([line, *words]).strip() if line or words else ""
    return (*done, cut(rest, size, room, bold=bold)) if rest else tuple(done)
