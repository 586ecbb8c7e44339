"""Puts the characters of a PDF page that are set in old fonts into Unicode, each in its place."""

from __future__ import annotations

import ctypes
import re
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.legacy import Letters, convert, lettering
from pipeline.readers.plausible import is_possible

_FILL = "\u200b"
_WORD = re.compile(r"\S+|\s+")
_HYPHEN = re.compile(r"\S*[^\W\d_]-\S*|-[^\W\d_]\S*")
_PLAIN = ".VnTime"
_LINE_END = re.compile("[\ufffe\x02]")


def to_unicode(textpage: Any, text: str, letters: Letters) -> str:
    """The page's text in Unicode, as long as before: a word that became shorter is filled up at its end.

    What pdfium takes for the hyphen of a line end is the letter of 0xAD where the font is an old one.
    """
    fonts = _fonts(textpage, len(text))
    out: list[str] = []
    for told, group in groupby(range(len(text)), key=lambda place: lettering(fonts[place])):
        places = list(group)
        part, font = text[places[0] : places[-1] + 1], fonts[places[0]]
        if (told.encoding if told is not None else letters.encoding) == "tcvn3":
            part = _HYPHEN.sub(_soft, _LINE_END.sub("\u00ad", part) if told else part)
        lines = part.splitlines(keepends=True) if told is None else [part]
        out += [_as_long(line, letters.runs([(line, font)])[0]) for line in lines]
    return "".join(out)


def _soft(match: re.Match[str]) -> str:
    """The word with the letter of 0xAD, which PDF may draw as a hyphen, where that makes a word."""
    word, soft = match[0], match[0].replace("-", "\u00ad")
    if is_possible(convert(word, _PLAIN)) or not is_possible(convert(soft, _PLAIN)):
        return word
    return soft


def unpadded(word: str) -> str:
    """A word without its filling."""
    return word.replace(_FILL, "") or _FILL


def _fonts(textpage: Any, count: int) -> list[str]:
    """The font of each character; the blanks that pdfium puts between lines have the one before them."""
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    names: dict[bytes, str] = {}
    found: list[str] = []
    for index in range(count):
        buffer.value = b""
        pdfium.FPDFText_GetFontInfo(textpage, index, buffer, 128, ctypes.byref(flags))
        name = buffer.value
        if name or not found:
            found.append(names.setdefault(name, name.decode("utf-8", "replace")))
        else:
            found.append(found[-1])
    return found


def _as_long(old: str, new: str) -> str:
    """The converted text with each word filled up to its former length."""
    if len(old) == len(new):
        return new
    words = zip(_WORD.findall(old), _WORD.findall(new), strict=True)
    return "".join(after + _FILL * (len(before) - len(after)) for before, after in words)
