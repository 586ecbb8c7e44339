"""Reads the text of a Doc as the text reader reads a file, and carries the offsets of facts back to it.

The reader joins wrapped lines, leaves out page numbers, puts two columns one after the other and mends
characters; `doc.text` stays as it is. What the reader made is found again piece by piece: a piece is a run of
the source between line ends and wide gaps, cleaned as the reader cleans it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.clean import clean
from extractors.model import Document
from pipeline.errors import UsageError
from pipeline.readers.legacy import Letters
from pipeline.readers.markdown import read_plain

_PIECE = re.compile(r"[^\s|](?:[^\S\n\f\r]?[^\s|])*")
_FAR = 4000
"""Pieces that are looked through for the one that the reader put here: a column or a table and more."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of the source as the reader cleans it; `places` are the source offsets of its characters."""

    text: str
    start: int
    end: int
    raw: str

    def source(self, offset: int) -> int:
        """Where the character at `offset` of the cleaned piece stands in the source."""
        if len(self.raw) == len(self.text):
            return self.start + offset
        return self.start + _places(self.raw, self.text)[offset]


class Offsets:
    """The way back from a Document's text to the source that it was read from."""

    def __init__(self, source: str, text: str) -> None:
        self._same = source == text
        self._source, self._text = source, text
        self._starts: list[int] = []
        self._pieces: list[_Piece] = []
        if not self._same:
            for at, piece in _laid(text, _pieces(source)):
                self._starts.append(at)
                self._pieces.append(piece)

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the source whose words the reader put between `start` and `end`; None: not found.

        Where the source has them in another order (columns), or none of them, there is no such span.
        """
        if self._same:
            return start, end
        if start >= end:
            place = self._at(start) if start < len(self._text) else None
            return None if place is None else (place, place)
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None or last < first:
            return None
        tail = last + 1
        while tail < len(self._source) and unicodedata.combining(self._source[tail]):
            tail += 1
        words = clean(" ".join(self._source[first:tail].split()))[0]
        told = self._text[start:end].strip()
        if abs(len(words) - len(told)) > 4 + self._source[first:tail].count("\n") * 8:
            return None  # other pieces lie between: the words do not stand together here
        return first, tail

    def _at(self, offset: int) -> int | None:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        piece, inside = self._pieces[index], offset - self._starts[index]
        if inside < len(piece.text):
            return piece.source(inside)
        return piece.end if inside == len(piece.text) else None


def _pieces(source: str) -> list[_Piece]:
    found = []
    for match in _PIECE.finditer(source):
        text = clean(match[0])[0]
        if text:
            found.append(_Piece(text, match.start(), match.end(), match[0]))
    return found


def _laid(text: str, pieces: list[_Piece]) -> Iterator[tuple[int, _Piece]]:
    """Every piece with where it stands in the text; pieces that the reader left out are passed over."""
    at, following, used = 0, 0, bytearray(len(pieces))
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        index = _next(text, at, pieces, following, used)
        if index is None:
            ends = [found for sign in " \n" if (found := text.find(sign, at)) >= 0]
            at = min(ends, default=len(text))
            continue
        used[index] = 1
        yield at, pieces[index]
        at += len(pieces[index].text)
        while following < len(pieces) and used[following]:
            following += 1


def _next(text: str, at: int, pieces: list[_Piece], following: int, used: bytearray) -> int | None:
    """The first unused piece whose words stand at `at`, those of the longest line before shorter ones."""
    for index in range(following, min(following + _FAR, len(pieces))):
        piece = pieces[index]
        if not used[index] and text.startswith(piece.text, at):
            end = at + len(piece.text)
            if end == len(text) or text[end].isspace() or piece.text[-1] in "-/":
                return index
    return None


def _places(raw: str, text: str) -> list[int]:
    """For every character of the cleaned text the place in the raw one of the character it came from."""
    places, at = [], 0
    for letter in text:
        while at < len(raw) and not _became(raw, at, letter):
            at += 1
        places.append(min(at, len(raw) - 1))
        at += 1
        while at < len(raw) and unicodedata.combining(raw[at]):
            at += 1
    return places


def _became(raw: str, at: int, letter: str) -> bool:
    """Whether the character at `at` is one from which `letter` was made, not one that was left out."""
    end = at + 1
    while end < len(raw) and unicodedata.combining(raw[end]):
        end += 1
    one = unicodedata.normalize("NFC", raw[at:end])
    if one == letter or one.isspace() and letter == " ":
        return True
    return clean(one)[0] == letter or one.isprintable() and not one.isspace() and bool(clean(one)[0])


def document_of(text: str) -> tuple[Document, Offsets]:
    """The Document that the text reader makes of a Doc's text, and the way back to the text.

    Raises:
        UsageError: the text is in letters of before Unicode (TCVN3, VNI), which only a file's reader turns.
    """
    if Letters.of(text) is not None:
        raise UsageError(
            "The text is in letters of before Unicode (TCVN3, VNI or VISCII), in which nothing can be found; "
            "read its file with pipeline.extract(FILE, with_text=True) and use pipeline.nlp.to_doc.",
            "Văn bản dùng bảng mã cũ (TCVN3, VNI hoặc VISCII) nên không tìm được gì; hãy đọc tệp bằng "
            "pipeline.extract(TỆP, with_text=True) rồi dùng pipeline.nlp.to_doc.",
        )
    document = read_plain(text, "")
    return document, Offsets(text, document.text)
