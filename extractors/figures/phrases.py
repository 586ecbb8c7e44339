"""Tells what a figure counts, where and for which time, from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from extractors.figures.drafts import FigureDraft
from extractors.figures.passages import Passage
from extractors.model import Change
from extractors.rulebook import Rulebook

_LONGEST, _LONGEST_TAIL, _GENERIC = 16, 8, 2
"""Words of an indicator, of what follows a count, and of one that says too little by itself ("diện tích")."""
_NEXT = regex.compile(r"\s+(\p{L}+)")
_CLOSED = regex.compile(r"\([^()]*\)")
_JOINED = regex.compile(r"(?:\p{Ll}+\s){1,3}và\s\p{L}")
_SHORT_NAME = 5
"""Words of a piece before a comma that may be the first of several names."""
_MARK = regex.compile(r"[;,()\[\]]\s*|(?<=\p{L})\.\s+|\s[-–]\s(?!\d)|(?<!\d)\s[-–]\s|:\s+(?=\S)")
_TIME = regex.compile(
    r"(?<!\p{L})(?:(?:(?:tính\s+)?(?:từ|đến|kể từ)\s+)?(?:hết\s+)?(?:ngày\s+)?"
    r"(?<![\d/.])\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?(?![\d/.]\d)"
    r"|(?:trong\s+|đến\s+|từ\s+)?(?:hết\s+)?(?:năm|tháng|quý|giai đoạn|thời kỳ)\s+[\dIVX]+"
    r"(?:\s*[-–/]\s*\d+)*|(?:\d+|ba|sáu|chín) tháng(?: (?:đầu|cuối)(?: năm)?(?: \d{4})?| năm \d{4})"
    r"|trong (?:năm|kỳ|tháng|quý)|l(?:ũy|uỹ) kế(?: đến nay)?|đến nay|hiện nay|từ đầu năm(?: đến nay)?)"
    r"(?!\p{L})",
    regex.I,
)
_TRAILING = frozenset(
    ("là", "đạt", "với", "có", "được", "còn", "chỉ", "thì", "cho", "lên", "đối", "và", "chiếm", "bằng", "từ")
    + ("đến", "hoặc")
)
_LEADING = frozenset(
    ("là", "với", "và", "có", "thì", "trong", "đó", "gồm", "còn", "tại", "ở", "đến", "nay", "hiện")
    + ("hoặc", "của", "chiếm", "đạt")
)
_MORE = regex.compile(r"\s+trở\s+(?:lên|xuống)(?!\p{L})", regex.I)
"""What stands between a limit and its words: "120 ha trở lên đối với …"."""
_SPACES = regex.compile(r"\s+")
_CHANGES = frozenset(("tăng", "giảm", "vượt", "hụt", "trưởng", "thêm"))
_BASIS = regex.compile(
    r"\s*so\s+(?:với\s+)?(?:cùng kỳ|dự toán|kế hoạch|(?:năm|tháng|quý|kỳ) trước"
    r"|(?:năm|tháng|quý) [\dIVX]+|bình quân)",
    regex.I,
)
_BESIDE = regex.compile(
    r"(?:(?P<basis>cùng kỳ|năm trước|năm ngoái|kỳ trước|tháng trước|quý trước|kế hoạch|dự toán|chỉ tiêu)"
    r"|so\s+(?:với\s+)?(?P<year>năm\s+\d{4}))(?!\p{L})[^;:.()\n]*\(\s*(?:(?:là|đạt|chỉ|khoảng)\s*)?$",
    regex.I,
)
"""The words before a value in brackets that another value is compared with."""
_ROSE = regex.compile(r"\s*(?:lên|xuống(?:\s+còn)?)\s*")
"""Between two values of one thing: "từ 400 hộ xuống còn 320 hộ"."""
_FROM, _EARLIER = regex.compile(r"(?<!\p{L})từ\s*$", regex.I), " · trước đó"
"""What opens the earlier of two such values, and what tells it from the present one."""
_HOW = regex.compile(r" · (?:tăng|giảm|vượt|hụt)(?!\p{L}).*$")
_PURPOSE = regex.compile(r"(?<!\p{L})(?:phấn đấu|đảm bảo|bảo đảm|trở (?:đi|lên|xuống))(?!\p{L})", regex.I)
_LEAD = regex.compile(r"[^:;.()\n]{3,80}?(?=:\s)")


class PhraseReader:
    """Reads indicators with the function words and hedges of one rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        rows = rules.tables["function_words"]
        self._stops = frozenset(row["word"] for row in rows)
        self._joined = frozenset((word, row["word"]) for row in rows for word in row["joins"].split("|"))
        self._hedges = frozenset(row["words"].lower() for row in rules.tables["hedges"])

    def indicator(
        self,
        passage: Passage,
        figure: FigureDraft,
        floor: int,
        before: FigureDraft | None,
        lead: Sequence[str] = (),
    ) -> str | None:
        """What the figure counts, its part after a dot: "hồ sơ · trước hạn"; None where no words tell.

        `floor` is where its own words may begin, `before` the figure before it in the passage: a change is a
        change of that; `lead` is the label of the passage, which says what "diện tích" is the area of.
        """
        compared = self._compared(passage, figure, floor, before)
        if compared is not None:
            return compared
        left = self._left(passage, figure, floor, before)
        if figure.change is not None:
            return self._changed(passage, figure, left, before)
        if before is not None and _ROSE.fullmatch(passage.text, before.end, figure.start):
            return (before.indicator or "").removesuffix(_EARLIER) or None
        while left and left[-1] in _CHANGES:
            left.pop()
        named = self._named(passage, figure, floor, left, lead)
        was = _FROM.search(passage.text, floor, figure.start) and _ROSE.match(passage.text, figure.end)
        return f"{named}{_EARLIER}" if named and was else named

    def _named(
        self,
        passage: Passage,
        figure: FigureDraft,
        floor: int,
        left: Sequence[str],
        lead: Sequence[str],
    ) -> str | None:
        """What a value counts by the words `left` of it, else by those around it."""
        if figure.kind == "thing":
            tail = self._tail(passage, figure, self._stops)
            subject = " ".join([figure.measure or "", *tail][:_LONGEST])
            part = left or (self._tail(passage, figure) if not tail else [])
            return f"{subject} · {' '.join(part)}" if part else subject
        words = left or self._around(passage, figure, floor)
        phrases = (words, lead if len(words) <= _GENERIC else ())
        return " · ".join(" ".join(phrase) for phrase in phrases if phrase) or None

    def _compared(
        self, passage: Passage, figure: FigureDraft, floor: int, before: FigureDraft | None
    ) -> str | None:
        """What a value in brackets is told beside: "120 vụ, tăng 20% so với cùng kỳ (100 vụ)" are vụ too."""
        found = _BESIDE.search(passage.text, floor, figure.start)
        if found is None or before is None or not before.indicator or figure.change is not None:
            return None
        name = _HOW.sub("", before.indicator)
        return name if found["year"] else f"{name} · {found['basis'].lower()}"

    def _left(
        self, passage: Passage, figure: FigureDraft, floor: int, before: FigureDraft | None
    ) -> list[str]:
        """The words before a figure that are its own: behind the last mark, or a "và" that joins figures."""
        words = passage.text[floor : figure.start]
        if before is not None and before.end <= floor and not _MARK.search(words):
            words = words.rpartition(" và ")[2]
        return self._trim(_after_mark(words))

    def _changed(
        self, passage: Passage, figure: FigureDraft, left: Sequence[str], before: FigureDraft | None
    ) -> str | None:
        """What changed, and how: "sản lượng điện · tăng so cùng kỳ".

        What changed stands before the verb, between it and the figure, or behind the figure; where no words
        name it, it is what the figure before counts.
        """
        at = next((i for i in range(len(left) - 1, -1, -1) if left[i] in _CHANGES), None)
        verb = left[at] if at is not None else ("tăng" if figure.change is Change.UP else "giảm")
        subject = list(left[:at]) if at is not None else list(left)
        object_ = [word for word in left[at + 1 :] if word not in _CHANGES] if at is not None else []
        basis = _BASIS.match(passage.text, figure.end, passage.end)
        if not subject and not object_ and basis is None:
            object_ = [word for word in self._tail(passage, figure) if word != "so"]
        name = " ".join(subject) or " ".join(object_)
        if not name and before is not None:
            name = before.indicator or ""
        how = " ".join([verb, *(basis[0].lower().split() if basis else ())])
        return f"{name} · {how}" if name else None

    def _trim(self, words: str) -> list[str]:
        plain = _PURPOSE.sub(" ", _TIME.sub(" ", words))
        kept = _SPACES.sub(" ", plain).strip(" :,.-–").lower().split()
        while kept:
            ends = [n for n in (3, 2, 1) if " ".join(kept[-n:]) in self._hedges]
            total = kept[-2:] == ["tổng", "số"]
            whole_word = tuple(kept[-2:]) in self._joined or kept[-1] not in _TRAILING
            if not ends and not total and whole_word:
                break
            ends = [2] if total else ends
            del kept[-(ends[0] if ends else 1) :]
        while kept and kept[0].rstrip(":") in _LEADING and kept[:2] != ["còn", "lại"]:
            kept.pop(0)
        return list(kept[-_LONGEST:])

    def _around(self, passage: Passage, figure: FigureDraft, floor: int) -> list[str]:
        """The words before the bracket that a figure opens, else those behind the figure."""
        before = passage.text[floor : figure.start].rstrip()
        if before.endswith("("):
            named = self._trim(_after_mark(before[:-1]))
            if named:
                return named
        return self._tail(passage, figure)

    def lead(self, passage: Passage, first: int) -> list[str]:
        """The label that opens a passage before its first figure: "Cụm công nghiệp Minh Quân: …"."""
        found = _LEAD.match(passage.text, passage.start, first)
        return self._trim(found[0]) if found else []

    def _tail(self, passage: Passage, figure: FigureDraft, stops: frozenset[str] = frozenset()) -> list[str]:
        """The words behind the unit, up to a mark, a number or one of `stops`."""
        if figure.bare:
            return []
        words: list[str] = []
        hedge = _MORE.match(passage.text, figure.end, passage.end)
        position = hedge.end() if hedge else figure.end
        while len(words) < _LONGEST_TAIL and (found := _NEXT.match(passage.text, position, passage.end)):
            word = found[1].lower()
            if word in stops and (*words[-1:], word) not in self._joined:
                break
            words.append(word)
            position = found.end()
        return words


def floors(passage: Passage, figures: Sequence[FigureDraft]) -> list[int]:
    """Where the own words of each figure may begin: behind the figure before it and the sentence's start."""
    found: list[int] = []
    behind = passage.start
    for figure in figures:
        found.append(max(behind, passage.sentence(figure.start)[0]))
        behind = max(figure.end, figure.percent_end)
    return found


def _after_mark(words: str) -> str:
    """The words behind the last mark before a figure; a colon right before it ends its label.

    What stands in closed brackets says nothing of the figure; "nông, lâm nghiệp và thủy sản" is one name.
    """
    pieces = _MARK.split(_CLOSED.sub(" ", words.rstrip(" :–-")))
    last = str(pieces[-1])
    if len(pieces) > 1 and _JOINED.match(last) and len(pieces[-2].split()) <= _SHORT_NAME:
        return f"{pieces[-2]}, {last}"
    return last


@lru_cache(maxsize=4)
def phrase_reader(rules: Rulebook) -> PhraseReader:
    """The reader made with `rules`."""
    return PhraseReader(rules)
