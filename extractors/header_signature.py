"""Reads the end of a document: who signed under which title, and who receives it (NĐ 30/2020, Phụ lục I).

The signature stands beside the recipients; a reader that goes row by row mixes the two, so every line is
taken apart into what belongs to the list and what belongs to the signature.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex as re

from extractors.header_pieces import Piece, is_capitals, is_rule, motto_at, pieces_of
from extractors.header_words import HeaderWords
from extractors.model import Document

_BEFORE, _AFTER, _LAST = 9, 75, 80
_UP, _LOW = r"\p{Lu}", r"\p{Ll}"
_WORD = rf"(?:{_UP}{_LOW}+|{_UP}(?!\w)|{_UP}['’]{_UP}{_LOW}+)"
_RANK = (
    r"(?:(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|Chuẩn đô đốc|PGS|GS|TSKH|TS|ThS|Ths|BS|KS|CN|LS|DS"
    r"|CKI{1,2})[.,]*\s*)*"
)
_NAME = rf"{_RANK}(?P<name>{_WORD}(?:\s+{_WORD}){{1,5}})"
_WHOLE_NAME = re.compile(rf"{_NAME}[\s.*|]*")
_NAME_AT_END = re.compile(rf"(?<=[;.)])\s+{_NAME}[\s*]*$")
_CAPITAL_NAME = re.compile(rf"{_RANK}(?P<name>{_UP}+(?:\s+{_UP}+){{1,4}})")
_SMALL_LETTERS = re.compile(rf"\s(?={_UP}[\w.]*{_LOW})")
_SIGNED = re.compile(
    r"\(\s*(?:đã\s+k[ýí]|k[ýí]\s+tên|chữ\s+ký|k[ýí],)[^()]*\)|^\s*đã\s+k[ýí]\b", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"N[ơƠ]i\s+(?:nh[ậẬ]n|gửi)\s*[:.]*", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|(?<=[;.:,)]))\s*[-–+•*]\s*(?=\S)")
_FILED = re.compile(r"Lưu\b|LƯU\b")
_BRACKET = re.compile(r"\s*\((?!để (?!b/c|bc\b|p/h|t/h|c/đ)\w)[^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Ending:
    """The signer as printed, the last title over the name, all capitals over the name, and the recipients."""

    signer: str | None = None
    title: str | None = None
    authority: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(slots=True)
class _Columns:
    """What has been sorted out so far: the signature's capitals and name, the list's items."""

    words: HeaderWords
    capitals: list[str] = field(default_factory=list)
    name: str | None = None
    items: list[str] = field(default_factory=list)
    in_list: bool = False
    filed: bool = False

    def take(self, line: str) -> None:
        """Sort one line, or the two halves of a line that both columns share."""
        line = _SIGNED.sub(" ", line).strip()
        if is_rule(line):
            return
        head = _RECIPIENTS.match(line)
        if head is not None:
            self.in_list = True
            line = line[head.end() :].strip()
        cut = self._signature_at(line)
        if cut is None:
            self._plain(line)
            return
        self._listed(line[:cut].strip())
        self._signature(line[cut:])

    def _signature_at(self, line: str) -> int | None:
        """Where a mark or a signer's title in capitals begins in the line."""
        marks = (self.words.mark.search(line), self.words.title.search(line))
        return min((m.start() for m in marks if m is not None), default=None)

    def _signature(self, text: str) -> None:
        if self.name is not None:
            return
        small = _SMALL_LETTERS.search(text)
        capitals = text if small is None else text[: small.start()]
        self.capitals.append(capitals.strip(" .;"))
        if small is not None:
            self._plain(text[small.end() :])

    def _plain(self, line: str) -> None:
        """A line without a title: the name under the titles, more capitals, or part of the list."""
        if not line:
            return
        if self.name is None and self.capitals and self._named(line):
            return
        if is_capitals(line) and line[0] not in "-–+•*" and (self.capitals or self.filed or not self.in_list):
            if self.name is None:
                self.capitals.append(line)
            return
        self._listed(line)

    def _named(self, line: str) -> bool:
        """Take the signer's name from the line; True when the line is used up by it."""
        whole = _WHOLE_NAME.fullmatch(line)
        if whole is not None and (not self.in_list or self.filed or self._surname(whole["name"])):
            self.name = " ".join(whole["name"].split())
            return True
        capital = _CAPITAL_NAME.fullmatch(line)
        if capital is not None and self._surname(capital["name"].title()):
            self.name = " ".join(word.capitalize() for word in capital["name"].split())
            return True
        beside = _NAME_AT_END.search(line) if self.in_list else None
        if beside is not None and self._surname(beside["name"]):
            self.name = " ".join(beside["name"].split())
            self._listed(line[: beside.start()].strip())
            return True
        return False

    def _surname(self, name: str) -> bool:
        return name.split()[0] in self.words.surnames

    def _listed(self, line: str) -> None:
        if not line or not self.in_list:
            return
        for index, part in enumerate(_ITEM.split(line)):
            if index == 0:
                if part and self.items and not self.filed:
                    self.items[-1] = f"{self.items[-1]} {part}"
                elif part and not self.filed:
                    self._item(part)
            else:
                self._item(part)

    def _item(self, text: str) -> None:
        if _FILED.match(text):
            self.filed = True
        else:
            self.items.append(text)


def read_ending(document: Document, after: int, words: HeaderWords) -> Ending:
    """The ending of the first document in the file; `after` is the offset where its title ends."""
    ending = Ending()
    for first, anchor in _anchors(document, after, words):
        columns = _Columns(words)
        for piece in pieces_of(document, first, anchor + _AFTER):
            if _is_over(piece, columns):
                break
            for line in _typed(piece):
                columns.take(line)
        ending = _ending(columns)
        if ending.signer is not None:
            break
    return ending


def _typed(piece: Piece) -> tuple[str, ...]:
    """The lines of a list; what was only wrapped (a name cut in two) is one line."""
    return piece.lines if any(_ITEM.match(line) for line in piece.lines) else (piece.text,)


def _ending(columns: _Columns) -> Ending:
    recipients = tuple(tidy for item in columns.items if (tidy := _tidy(item)))
    if columns.name is None:
        return Ending(recipients=recipients)
    authority = " ".join(" ".join(columns.capitals).split())
    return Ending(columns.name, _last_title(authority, columns.words), authority, recipients)


def _last_title(authority: str, words: HeaderWords) -> str | None:
    """The last title over the name with the few words that complete it ("PHÓ TRƯỞNG THUẾ TỈNH")."""
    titles = list(words.title.finditer(authority))
    if not titles:
        return authority if 0 < len(authority.split()) < 6 else None
    rest = authority[titles[-1].end() :]
    return titles[-1].group() + (rest if len(rest.split()) < 4 else "")


def _is_over(piece: Piece, columns: _Columns) -> bool:
    """Whether an annex or the next document begins, or all is found."""
    if not columns.name and not columns.items:
        return False
    if motto_at(piece.text) >= 0 or columns.words.annex.match(piece.text):
        return True
    if columns.name and columns.filed:
        return True
    return len(piece.block) > 400 and not columns.in_list


def _anchors(document: Document, after: int, words: HeaderWords) -> Iterator[tuple[int, int]]:
    """Block indexes to read from and about: the list of recipients, else the first mark, else the file's end.

    The later ones are tried where no signer was found: a list may belong to a form in an annex.
    """
    for find in (_label_at, words.first_mark):
        offset = find(document.text, after)
        if offset is not None:
            anchor = bisect_right(document.blocks, offset, key=lambda block: block.start) - 1
            yield _signature_above(document, anchor), anchor
    last = max(len(document.blocks) - _LAST, 0)
    yield last, last


def _label_at(text: str, after: int) -> int | None:
    """Where "Nơi nhận" opens a line or stands before a colon."""
    for label in ("Nơi nhận", "NƠI NHẬN", "Nơi Nhận"):
        offset = text.find(label, after)
        while offset >= 0:
            if text[max(offset - 1, 0)] == "\n" or ":" in text[offset : offset + 11]:
                return offset
            offset = text.find(label, offset + 1)
    return None


def _signature_above(document: Document, anchor: int) -> int:
    """The first block of a signature printed above the list: only capitals and names stand there."""
    first = anchor
    while first > max(anchor - _BEFORE, 0):
        text = document.text[document.blocks[first - 1].start : document.blocks[first - 1].end]
        signature = is_capitals(text) or _WHOLE_NAME.fullmatch(text) or _SIGNED.search(text)
        if not signature or motto_at(text) >= 0:
            break
        first -= 1
    return first


def _tidy(item: str) -> str | None:
    """An item without its dash, its closing mark and a bracketed note ("b/c", names of clerks)."""
    item = " ".join(item.split()).strip(" ;.,-–")
    item = _BRACKET.sub("", item).strip(" ;.,-–")
    return item if len(item) > 1 else None
