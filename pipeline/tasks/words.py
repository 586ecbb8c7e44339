"""Reads the words of a task or an outcome for comparing: what it is about, and what makes it another one.

What all tasks say ("tăng cường", "chủ trì, phối hợp") is left out by `rules/task_plain_words.tsv`; so are the
names of the bodies, days and deadlines. Years, quarters, months, numbered things, documents' signs and places
are kept apart as marks: two texts whose marks differ speak of two things.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.rulebook import Rulebook
from pipeline.search_text import tone_key

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_TIME = (
    r"(?:(?:\d{1,2}\s*(?:h|giờ)\s*\d{0,2}\s*(?:phút)?,?\s*)?(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?"
    r"|ngày\s*\d{1,2}(?:\s*tháng\s*\d{1,2}(?:\s*năm\s*\d{4})?)?"
    r"|tháng\s*(?P<m>\d{1,2})(?:\s*(?:/|năm)\s*\d{4})?"
    r"|quý\s*(?P<q>[IVX]{1,3}|\d)(?:\s*(?:/|năm)\s*\d{4})?"
    r"|năm\s*(?P<y>\d{4}))(?!\d)"
)
_LIMIT = re.compile(
    r"\b(?P<cue>(?:(?:hoàn thành|xong|chậm nhất|muộn nhất|trước|trong|đến hết|đến|thời hạn|thời gian|hạn)"
    rf"\s+)+){_TIME}",
    re.IGNORECASE,
)
_FIRM = re.compile(r"hoàn thành|xong|chậm|muộn|trước|thời hạn|hạn", re.IGNORECASE)
_DAY = re.compile(
    r"ngày\s*\d{1,2}\s*(?:tháng\s*\d{1,2}\s*(?:năm\s*\d{4})?|[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?)"
    r"|(?<![\d/])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?:\bsố:?\s*)?(?<![\w/])(?P<number>\d{1,5}(?:\.\d+)?)[a-z]?(?:/(?P<year>\d{4}))?[/-]"
    rf"(?P<letters>(?:[{_UPPER}]{{2}}|[{_UPPER}][a-zđ])[\w&-]*(?:[-/.][{_UPPER}][\w&]*)*)"
)
_DATED = re.compile(r"\d|[Qq][Uu][Ýý]|\b[IVX]{1,4}\b")
_PURPOSE = re.compile(r"(?<=[\w,)] )(?:nhằm|góp phần|qua đó|từ đó|bảo đảm|đảm bảo)\b[^.;\n]*", re.IGNORECASE)
_PIECE = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[.;:!?\n]")
_NAME = rf"[{_UPPER}]\w*(?:\s+(?:[{_UPPER}]\w*|\d+\b))*"
_NO_NAME = (
    r"(?:Kế|Quyết|Nghị|Chỉ|Thông|Luật|Đề|Dự|Chương|Quy|Báo|Tờ|Sở|Ủy|Uỷ|Ban|Bộ|Hội|Phòng|Công|Văn|Đảng|Mặt"
    r"|Thành|Giám|Chủ|Trung|Thanh|Hệ|Nhà)\s+[^\W\d_A-ZĐ]"
)
_LEVELS = r"xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|đặc khu|thôn|bản|ấp|buôn|khu phố"
_SITES = (
    r"cụm công nghiệp|CCN|khu công nghiệp|KCN|khu dân cư|khu tái định cư|trường|cầu|chợ|hồ|đập|đường|tuyến"
    r"|sông|đảo|cảng|mỏ|bến|trạm|nhà máy|bệnh viện|gói thầu|thủy điện|công ty"
)
# A site may carry a word or two on its kind: "trường tiểu học Bến Lau".
_PLACE = re.compile(
    rf"\b(?:(?P<level>{_LEVELS})|(?P<site>{_SITES})(?:\s+[a-zà-ỹđ]+){{0,2}}?)\s+(?!{_NO_NAME})(?P<name>{_NAME})"
)
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_ROMAN = re.compile(r"[ivx]{1,5}\Z")
_LABELS = frozenset(
    map(tone_key, ("đoạn", "đợt", "kỳ", "khóa", "tuần", "khoản", "điều", "điểm", "nhóm", "lớp", "lô", "thứ"))
)
_SPANS = frozenset(map(tone_key, ("tháng", "năm", "ngày", "tuần", "giờ", "quý")))
_NUMBERED = frozenset(
    tone_key(name)
    for name in (
        "nghị quyết", "chỉ thị", "đề án", "nghị định", "quyết định", "chương trình", "kết luận", "kế hoạch",
        "thông báo", "thông tư", "dự án", "công điện", "gói thầu", "quốc lộ", "tỉnh lộ", "hương lộ",
    )
)  # fmt: skip
MONTH, QUARTER, _WEEK = (tone_key(word) for word in ("tháng", "quý", "tuần"))
_SIGNED = "sign"
_LETTERS = str.maketrans("0123456789.", "abcdefghijk")
_ENUMERATED = re.compile(r"\bcác (?:sở|bộ|xã|phường|huyện|tỉnh|ban|cơ quan)\b[^:;.]{0,20}:", re.IGNORECASE)
_FEWEST = 4
_BREAK = -1

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """What is left of a text for comparing.

    `words` are ids of a `Lexicon`, in order, -1 where a sentence or a name breaks them. `marks` are pairs
    (kind, value): of one kind, two texts that share no value differ.
    """

    words: array[int]
    marks: tuple[tuple[str, str], ...]


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """A word for comparing: case and the place of the tone mark do not count."""
    return tone_key(word)


class Lexicon:
    """Numbers the words of one comparison and knows the plain ones."""

    def __init__(self, rules: Rulebook) -> None:
        self._ids: dict[str, int] = {}
        self._phrases: dict[str, list[tuple[Name, int | None]]] = {}
        self.common: set[int] = set()
        for row in rules.tables["task_plain_words"]:
            phrase = tuple(map(key_of, row["words"].split()))
            number = None
            if row["kind"] == "common":
                number = self._id(" ".join(phrase))
                self.common.add(number)
            self._phrases.setdefault(phrase[0], []).append((phrase, number))
        for known in self._phrases.values():
            known.sort(key=lambda item: (-len(item[0]), item[0]))

    def _id(self, word: str) -> int:
        return self._ids.setdefault(word, len(self._ids))

    def read(self, text: str, names: Iterable[str] = (), deadline: str | None = None) -> Wording:
        """The wording of `text` without the bodies `names`; a month or quarter that is `deadline` is none.

        Purposes ("nhằm …") are left out where enough remains without them.
        """
        marks: set[tuple[str, str]] = set()
        body = text
        if _DATED.search(text):
            body = _SIGN.sub(lambda found: _signed(found, marks), body)
            body = _LIMIT.sub(lambda found: _limited(found, deadline), body)
            body = _DAY.sub(" ", body)
        marks.update(_places(body))
        found = self._words(_PURPOSE.sub(" ", body), names, marks)
        if sum(word >= 0 for word in found) < _FEWEST:
            found = self._words(body, names, marks)
        return Wording(found, tuple(sorted(marks)))

    def _words(self, text: str, names: Iterable[str], marks: set[tuple[str, str]]) -> array[int]:
        """The words without the bodies' names; what is numbered goes to `marks`."""
        pieces = _PIECE.findall(text)
        keys = [piece if piece in ".;:!?\n" else key_of(piece) for piece in pieces]
        if _DATED.search(text):
            _numbered(keys, pieces, marks)
        kept = ("|" if key in ".;:!?\n" else key for key in keys if not key[0].isdigit())
        line = f" {' '.join(kept)} "
        called = [_bare_name(name) for name in names]
        if _ENUMERATED.search(text):
            called += [_tail(name) for name in names]
        for name in called:
            if len(name) > 2:
                line = line.replace(f" {name} ", " | ")
        return self._numbers(line.replace(" giao | ", " | ").split())

    def _numbers(self, keys: list[str]) -> array[int]:
        """The ids of words and common phrases; empty ones are left out, "|" breaks."""
        found: array[int] = array("i")
        at, end = 0, len(keys)
        while at < end:
            key = keys[at]
            if key == "|":
                if found and found[-1] != _BREAK:
                    found.append(_BREAK)
                at += 1
                continue
            for phrase, number in self._phrases.get(key, ()):
                if len(phrase) == 1 or tuple(keys[at : at + len(phrase)]) == phrase:
                    if number is not None:
                        found.append(number)
                    at += len(phrase)
                    break
            else:
                found.append(self._id(key))
                at += 1
        if found and found[-1] == _BREAK:
            found.pop()
        return found


def _signed(found: re.Match[str], marks: set[tuple[str, str]]) -> str:
    """Keep a document's sign as a mark: two of one series that differ are two documents."""
    series = f"{found['letters'].casefold()} {found['year'] or ''}".replace("-", "/").strip()
    marks.add((f"sign {series}", found["number"].lstrip("0")))
    # One word for comparing, with letters for digits: numbers are left out of the words.
    letters = "".join(filter(str.isalnum, found["number"].lstrip("0") + series)).translate(_LETTERS)
    return f" {_SIGNED}{letters} "


def _limited(found: re.Match[str], deadline: str | None) -> str:
    """Take a deadline out; "trong tháng 7" stays where the task's deadline is another."""
    if _FIRM.search(found["cue"]) or deadline is None or not (found["m"] or found["q"] or found["y"]):
        return " "
    if found["m"]:
        return " " if f"-{int(found['m']):02d}" in deadline[4:7] else found[0]
    if found["q"]:
        quarter = _QUARTERS.get(found["q"].lower(), found["q"])
        return " " if deadline.endswith(f"Q{quarter}") else found[0]
    return " "


def _places(text: str) -> Iterable[tuple[str, str]]:
    for found in _PLACE.finditer(text):
        kind = found["level"] or found["site"]
        yield f"place {key_of(kind.split()[0])}", tone_key(found["name"])


def _numbered(keys: list[str], pieces: list[str], marks: set[tuple[str, str]]) -> None:
    """Keep years, months, quarters, numbered things and quantities as marks."""
    for at, key in enumerate(keys):
        before = keys[at - 1] if at else ""
        after = keys[at + 1] if at + 1 < len(keys) else ""
        if not key[0].isdigit():
            if _ROMAN.match(key) and pieces[at].isupper() and (before in _LABELS or before == QUARTER):
                marks.add((before, _QUARTERS.get(key, key)))
            continue
        number = key.lstrip("0") or "0"
        if len(number) == 4 and number[:2] in ("19", "20") and after not in _SPANS:
            marks.add(("year", number))
        elif before in (MONTH, QUARTER, _WEEK):
            marks.add((before, number))
        elif after == MONTH:
            marks.add(("span", number))
        elif before in _LABELS or _is_name(pieces, at):
            marks.add((f"label {before}", number))
        elif after not in _SPANS and (named := " ".join(keys[max(at - 2, 0) : at])) in _NUMBERED:
            marks.add((f"label {named}", number))
        elif after and not after[0].isdigit():
            marks.add((f"count {after}", number))


def _is_name(pieces: list[str], at: int) -> bool:
    """Whether the number belongs to a name ("Cụm công nghiệp Bến Lau 2", "quốc lộ 4D")."""
    return at > 1 and pieces[at - 1][0].isupper() and pieces[at - 2] not in ".;:!?\n"


_PLACED = re.compile(r" (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)(?: [^ ]+)*$")


@lru_cache(maxsize=65536)
def _bare_name(name: str) -> str:
    """A body's name for comparing, without its place: "Sở Y tế tỉnh Hòa An" gives that of "Sở Y tế"."""
    lowered = " ".join(re.findall(r"[^\W\d_]+", name.casefold()))
    return " ".join(map(key_of, (_PLACED.sub("", lowered) or lowered).split()))


@lru_cache(maxsize=65536)
def _tail(name: str) -> str:
    """What an enumeration prints of a body ("các Sở: Tài chính, Nội vụ"): its name without what it is."""
    words = re.findall(r"[^\W\d_]+", _PLACED.sub("", name) if name.startswith(("Sở", "Bộ", "Ban")) else name)
    start = next((at for at, word in enumerate(words) if at and word[0].isupper()), len(words))
    return " ".join(map(key_of, words[start:]))
