"""Finds the title line, which names the type, and the subject under it or behind "V/v" (NĐ 30/2020, PL I)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.header_pieces import Piece, is_capitals, is_rule, motto_at
from extractors.header_words import HeaderWords
from extractors.letters import toneless
from extractors.patterns import longest_first

_DEPTH = 16
_MERGED = re.compile(
    r"(?<=\w) (?:Căn cứ (?:Hiến|Luật|Bộ luật|Pháp|Nghị|Quyết|Thông|Chỉ|Kế|Công)|Kính gửi\b|Điều 1\.)"
)
_ABOUT = re.compile(r"(?<!\w)V\s?/\s?[vV]\s*[:.]?\s*(?:việc\s+)?|^Về việc\s+")
_SUBJECT_BEGINS = re.compile(
    r"(?<!\w)(?:V/v|về|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi)(?!\w)", re.IGNORECASE
)
_DATED = re.compile(
    r"\s*(?:[^\W\d_][^\d,;:/\n]{1,38},)?\s*(?<!\w)ngày[\s.…\d]*tháng[\s.…\d]*năm[\s.…\d]*", re.IGNORECASE
)
_OWN = re.compile(
    r"của\s+(?P<body>\S.{2,90}?)[\s,]+(?P<number>số\s*:?\s*\d\S*(?:\s*[/-]\s*\S+){0,3}?[\s,]+"
    r"ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+|[/-]\d{1,2}[/-])\d{4})\s*",
    re.IGNORECASE,
)
_ISSUER_AGAIN = re.compile(r"của\s+\S.{2,90}?\s+(?=(?:V/v|về)\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """What the title says; `letterhead` is the index of the piece at which the letterhead ends.

    `notes` are the lines in brackets under the subject. `own` is set for an old copy whose title holds the
    letterhead ("Nghị định của Chính phủ số 19/1997/NĐ-CP ngày …"): body, line break, number and date.
    """

    letterhead: int
    type: str | None = None
    subject: str | None = None
    notes: tuple[str, ...] = ()
    own: str | None = None


def read_title(pieces: Sequence[Piece], words: HeaderWords) -> Title:
    """The title among the first pieces; a document without a type line may have its subject behind "V/v"."""
    pattern, names = _type_lines(words.types)
    for index, piece in enumerate(pieces):
        if words.stamp.match(piece.text):
            continue
        match = pattern.match(toneless(piece.text[:80]))
        rest = piece.text[match.end() :].strip(" :.*") if match else ""
        if match and (piece.first or not rest) and _is_title(pieces, index, match.end()):
            return _title(index, names[match.group(1)], *_subject(pieces, index + 1, rest, words))
        if _starts_text(piece, words):
            return Title(index, None, _about(pieces[:index], words))
    return Title(len(pieces), None, _about(pieces, words))


@lru_cache(maxsize=4)
def _type_lines(types: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for a toneless title line, spaced letters included, and the names by what it catches."""
    names = {toneless(name): name for name in types}
    names |= {" ".join(name.replace(" ", "")): names[name] for name in names}
    longest = longest_first(names)
    return re.compile(rf"[\s*]*({'|'.join(map(re.escape, longest))})(?!\w)"), names


def _is_title(pieces: Sequence[Piece], index: int, end: int) -> bool:
    """Whether the type is set in capitals, or opens a copy that has lost its letterhead."""
    block = pieces[0].block
    if is_capitals(pieces[index].text[:end]):
        return True
    if index > 0 or len(block) > 300 or block.endswith((".", ";", ":")):
        return False
    return all(motto_at(piece.text) < 0 for piece in pieces[:12])


def _title(index: int, kind: str, subject: str | None, notes: tuple[str, ...]) -> Title:
    """The title; what only repeats the issuer is taken off its subject, its own number is kept apart."""
    if subject is None:
        return Title(index, kind, None, notes)
    if own := _OWN.match(subject):
        letterhead = f"{own['body'].upper()}\n{own['number']}"
        return Title(index, kind, _tidy(subject[own.end() :]), notes, letterhead)
    if again := _ISSUER_AGAIN.match(subject):
        return Title(index, kind, _tidy(subject[again.end() :]), notes)
    return Title(index, kind, subject, notes)


def _starts_text(piece: Piece, words: HeaderWords) -> bool:
    """Whether the letterhead is over: an address, a legal basis, a numbered part or a long sentence."""
    if words.text_start.match(piece.text):
        return True
    if len(piece.block) < 200 or piece.capitals or motto_at(piece.block) >= 0:
        return False
    return _ABOUT.search(piece.block) is None and _DATED.search(piece.block) is None


def _subject(
    pieces: Sequence[Piece], start: int, rest: str, words: HeaderWords
) -> tuple[str | None, tuple[str, ...]]:
    """The lines under the title up to the text, joined, and the notes in brackets that follow them."""
    if _repeats_issuer(rest, words) and _SUBJECT_BEGINS.search(rest) is None:
        rest = ""
    parts, notes = ([rest] if rest else []), []
    for index in range(start, min(start + _DEPTH, len(pieces))):
        text = pieces[index].text
        if is_rule(text):
            if parts:
                break
        elif not parts and _repeats_issuer(text, words):
            continue
        elif text.startswith("(") and text.endswith(")"):
            notes.append(text)
        elif parts == [rest] and is_capitals(rest) and not is_capitals(text) and len(rest) < 20:
            parts = [text]
        elif notes or not _continues(parts, pieces[index], words) or _authority(pieces, index, parts, words):
            break
        else:
            parts.append(text)
    subject = " ".join(parts)
    while aside := words.aside.search(subject):
        notes.append(aside.group())
        subject = subject[: aside.start()]
    return _tidy(subject), tuple(notes)


def _repeats_issuer(text: str, words: HeaderWords) -> bool:
    """What stands between type and subject, in a line of its own or not: "CỦA BAN THƯỜNG VỤ TỈNH ỦY"."""
    if not text.startswith("CỦA ") or len(text) > 80 or any(map(str.isdigit, text)):
        return False
    return words.body.match(text[4:]) is not None


def _continues(parts: Sequence[str], piece: Piece, words: HeaderWords) -> bool:
    """Whether the piece is (more of) the subject."""
    if words.text_start.match(piece.text) or (piece.first and _is_prose(piece)):
        return False
    if not parts:
        return True
    if is_capitals(parts[-1]) != piece.capitals and not piece.text.startswith("("):
        return False
    if _links_on(parts[-1], words) or piece.text[:1].islower() or piece.capitals:
        return True
    if not piece.first:
        return re.match(r"Ngày \d", piece.text) is None
    return len(piece.block) < 160 and words.prose_start.match(piece.text) is None


def _is_prose(piece: Piece) -> bool:
    """Whether a sentence of the text begins here: long, or closed as no subject is."""
    if piece.capitals:
        return False
    merged = _MERGED.search(piece.block)
    block = (piece.block[: merged.start()] if merged else piece.block).rstrip('"” ')
    return len(block) > 450 or block.endswith((";", ":")) or (len(block) > 90 and block.endswith("."))


def _authority(pieces: Sequence[Piece], index: int, parts: Sequence[str], words: HeaderWords) -> bool:
    """Whether the line names who decides ("BỘ TRƯỞNG BỘ Y TẾ"), which stands right above the text."""
    text = pieces[index].text
    if not _decides(text, words) or (_links_on(parts[-1], words) if parts else not is_capitals(text)):
        return False
    for below in pieces[index + 1 : index + 5]:
        if not is_rule(below.text) and not _decides(below.text, words):
            return bool(words.text_start.match(below.text) or words.prose_start.match(below.text))
    return False


def _decides(text: str, words: HeaderWords) -> bool:
    capitals = text.upper() if len(text) < 90 else text
    return is_capitals(capitals) and bool(words.body.match(capitals) or words.title.match(capitals))


def _links_on(part: str, words: HeaderWords) -> bool:
    return part.endswith(("-", "–", ",", "(")) or part.upper().rpartition(" ")[2] in words.linking


def _about(pieces: Sequence[Piece], words: HeaderWords) -> str | None:
    """What follows "V/v" in the letterhead; a date line printed beside it is left out."""
    for index, piece in enumerate(pieces):
        match = _ABOUT.search(piece.text)
        if match is None:
            continue
        parts = [piece.text[match.end() :]]
        for more in pieces[index + 1 : index + 8]:
            if not _goes_on(parts[-1], more, words):
                break
            parts.append(more.text)
        return _tidy(_DATED.sub(" ", "\n".join(parts)))
    return None


def _goes_on(part: str, more: Piece, words: HeaderWords) -> bool:
    if is_rule(more.text) or motto_at(more.text) >= 0 or more.capitals or words.text_start.match(more.text):
        return False
    if not more.first or more.text[:1].islower() or _links_on(part, words):
        return True
    return _DATED.search(more.text) is not None


def _tidy(text: str) -> str | None:
    """One line without the marks around it; None when nothing is left."""
    return re.sub(r"\s+", " ", text).strip(" .,;:*-–—_/") or None
