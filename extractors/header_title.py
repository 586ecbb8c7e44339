"""Finds the title line, which names the type, and the subject under it or behind "V/v" (NĐ 30/2020, Phụ lục I, ô 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.header_pieces import Piece, is_capitals, is_rule, motto_at
from extractors.header_words import HeaderWords
from extractors.letters import toneless

_BODY_START = re.compile(
    r"(?:Căn cứ|CĂN CỨ|Kính gửi|KÍNH GỬI|Nơi nhận|Điều\s+\d|ĐIỀU\s+\d|Chương\s+[IVX\d]|CHƯƠNG\s+[IVX\d]|Phần\s+(?:thứ|[IVX\d])"
    r"|PHẦN\s+(?:THỨ|[IVX\d])|Mục\s+\d|[IVX]{1,4}\s?(?:[.)]|[-/]\s)|\d{1,2}\s?(?:[.)]|/\s)|[A-Z][.)]\s|[a-zđ]\)|[-+•]\s)"
)
_PROSE_START = re.compile(
    r"(?:Thực hiện|Triển khai|Theo|Xét|Ngày \d|Trong|Để|Nhằm|Qua|Trên cơ sở|Trước|Sau|Từ ngày|Vừa qua|Hiện nay|Năm \d{4},"
    r"|Thời gian qua|Tiếp theo|Thi hành|Tại|Với|Hôm nay|Chiều|Sáng|Phúc đáp|Trả lời|Ủy ban nhân dân|UBND|Bộ|Sở) "
)
_MERGED = re.compile(r"(?<=\w) (?:Căn cứ (?:Hiến|Luật|Bộ luật|Pháp|Nghị|Quyết|Thông|Chỉ|Kế|Công)|Kính gửi\b|Điều 1\.)")
_ASIDE = re.compile(r"\s*\(\s*(?:(?:ban hành\s+)?kèm theo|số liệu|tính (?:từ|đến)|từ ngày|đính kèm|ban hành theo|dự thảo|lần \d)[^()]*\)\W*$", re.IGNORECASE)
_LINKING = frozenset("VÀ VỀ CỦA CÁC TẠI CHO DO BỞI LÀ ĐỂ TRONG THEO TỪ ĐẾN VỚI".split())
_ABOUT = re.compile(r"(?<!\w)V\s?/\s?[vV]\s*[:.]?\s*(?:việc\s+)?|^Về việc\s+")
_DATED = re.compile(r"\s*(?:[^\W\d_][^\d,;:/\n]{1,38},)?\s*(?<!\w)ngày[\s.…\d]*tháng[\s.…\d]*năm[\s.…\d]*", re.IGNORECASE)
_OWN = re.compile(
    r"của\s+(?P<body>\S.{2,90}?)[\s,]+(?P<number>số\s*:?\s*\d\S*(?:\s*[/-]\s*\S+){0,3}?[\s,]+"
    r"ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+|[/-]\d{1,2}[/-])\d{4})\s*",
    re.IGNORECASE,
)
_ISSUER_AGAIN = re.compile(r"của\s+\S.{2,90}?\s+(?=(?:V/v|về)\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """Where the letterhead ends (an index into the pieces) and what the title says; `notes` are lines in brackets.

    `own` is set for an old copy whose title holds the letterhead ("Nghị định của Chính phủ số 94/1998/NĐ-CP ngày
    …"): the body, a line break, and the number with its date.
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
        if match is not None and not piece.first and piece.text[match.end() :].strip(" :.*"):
            match = None
        if match is not None and (is_capitals(piece.text[: match.end()]) or _opens_bare(pieces, index)):
            rest = piece.text[match.end() :].strip(" :.*")
            return _title(index, names[match.group(1)], *_subject(pieces, index + 1, rest, words))
        if _starts_text(piece):
            return Title(index, None, _about(pieces[:index]))
    return Title(len(pieces), None, _about(pieces))


def _opens_bare(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a title in small letters opens a copy that has lost its letterhead."""
    block = pieces[0].block
    if index > 0 or len(block) > 300 or block.endswith((".", ";", ":")):
        return False
    return all(motto_at(piece.text) < 0 for piece in pieces[:12])


def _title(index: int, kind: str, subject: str | None, notes: tuple[str, ...]) -> Title:
    """The title with what only repeats the issuer taken off its subject; its own number, if it is there, kept apart."""
    own = _OWN.match(subject or "")
    if own is not None and subject is not None:
        return Title(index, kind, _tidy(subject[own.end() :]), notes, f"{own['body'].upper()}\n{own['number']}")
    again = _ISSUER_AGAIN.match(subject or "")
    if again is not None and subject is not None:
        return Title(index, kind, _tidy(subject[again.end() :]), notes)
    return Title(index, kind, subject, notes)


@lru_cache(maxsize=4)
def _type_lines(types: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for a folded title line, spaced letters included, and the names by what it catches."""
    names = {toneless(name): name for name in types}
    spaced = {" ".join(name.replace(" ", "")): names[name] for name in names}
    names |= spaced
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"[\s*]*({'|'.join(map(re.escape, longest))})(?!\w)"), names


def _starts_text(piece: Piece) -> bool:
    """Whether the letterhead is over: an address, a legal basis, a numbered part or a long sentence."""
    if _BODY_START.match(piece.text):
        return True
    if len(piece.block) < 200 or piece.capitals or motto_at(piece.block) >= 0:
        return False
    return _ABOUT.search(piece.block) is None and _DATED.search(piece.block) is None


def _subject(
    pieces: Sequence[Piece], start: int, rest: str, words: HeaderWords
) -> tuple[str | None, tuple[str, ...]]:
    """The lines under the title up to the text, joined, and the lines in brackets that follow them."""
    parts, notes = ([rest] if rest else []), []
    for index in range(start, min(start + 16, len(pieces))):
        text = pieces[index].text
        if is_rule(text):
            if parts:
                break
        elif text.startswith("(") and text.endswith(")"):
            notes.append(text)
        elif notes or not _continues(parts, pieces[index]) or _authority(pieces, index, parts, words):
            break
        else:
            parts.append(text)
    subject = " ".join(parts)
    while aside := _ASIDE.search(subject):
        notes.append(aside.group())
        subject = subject[: aside.start()]
    return _tidy(subject), tuple(notes)


def _continues(parts: Sequence[str], piece: Piece) -> bool:
    """Whether the piece is (more of) the subject."""
    if _BODY_START.match(piece.text) or (piece.first and _is_prose(piece)):
        return False
    if not parts:
        return True
    if is_capitals(parts[-1]) != piece.capitals and not piece.text.startswith("("):
        return False
    if _links_on(parts[-1]) or piece.text[:1].islower() or piece.capitals:
        return True
    if not piece.first:
        return re.match(r"Ngày \d", piece.text) is None
    return len(piece.block) < 160 and _PROSE_START.match(piece.text) is None


def _is_prose(piece: Piece) -> bool:
    if piece.capitals:
        return False
    merged = _MERGED.search(piece.block)
    block = piece.block[: merged.start()] if merged else piece.block
    return len(block) > 450 or (len(block) > 90 and block.rstrip("\"” ")[-1:] in ".;:")


def _authority(pieces: Sequence[Piece], index: int, parts: Sequence[str], words: HeaderWords) -> bool:
    """Whether the line names who decides ("BỘ TRƯỞNG BỘ Y TẾ"): in capitals, right above the legal basis."""
    text = pieces[index].text
    if not _decides(text, words) or (parts and _links_on(parts[-1])):
        return False
    if not parts and not is_capitals(text):
        return False
    below = (p for p in pieces[index + 1 : index + 5] if not is_rule(p.text) and not _decides(p.text, words))
    after = next(below, None)
    return after is not None and (_BODY_START.match(after.text) is not None or _PROSE_START.match(after.text) is not None)


def _decides(text: str, words: HeaderWords) -> bool:
    capitals = text.upper() if len(text) < 90 else text
    return is_capitals(capitals) and (words.body.match(capitals) or words.title.match(capitals)) is not None


def _links_on(part: str) -> bool:
    return part.endswith(("-", "–", ",", "(")) or part.rsplit(None, 1)[-1].upper() in _LINKING


def _about(pieces: Sequence[Piece]) -> str | None:
    """What follows "V/v" in the letterhead; a date line printed beside it is left out."""
    for index, piece in enumerate(pieces):
        match = _ABOUT.search(piece.text)
        if match is None:
            continue
        parts = [piece.text[match.end() :]]
        for more in pieces[index + 1 : index + 8]:
            if is_rule(more.text) or motto_at(more.text) >= 0 or _BODY_START.match(more.text) or more.capitals:
                break
            if more.first and not (more.text[:1].islower() or _links_on(parts[-1]) or _DATED.search(more.text)):
                break
            parts.append(more.text)
        return _tidy(_DATED.sub(" ", "\n".join(parts)))
    return None


def _tidy(text: str) -> str | None:
    """One line without the marks around it; None when nothing is left."""
    return re.sub(r"\s+", " ", text).strip(" .,;:*-–—_/") or None
