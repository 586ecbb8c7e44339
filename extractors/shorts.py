"""Short names ("Chỉ thị 11", "các Kế hoạch số 197, 200"), what they abbreviate, anaphora and standards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

import regex

from extractors.body_names import is_stop_phrase
from extractors.drafts import Draft
from extractors.model import IssuerBasis, ReferenceKind
from extractors.patterns import either
from extractors.rulebook import Rulebook

_NUMBER_LIST = r"\d{1,5}[a-e]?(?:\s?(?:,|;|&|và)\s?\d{1,5}[a-e]?(?![\d/]))*"
_FREE = (
    "Chỉ thị", "Đề án", "Nghị quyết", "Kết luận", "Kế hoạch", "Quyết định", "Nghị định", "Thông tư",
    "Công điện", "Quy định", "Hướng dẫn", "Thông báo", "Chương trình hành động", "Công văn", "Tờ trình",
)  # fmt: skip
_CONJUNCTIONS = (
    "và", "của", "hay", "hoặc", "nhấn", "nhưng", "cũng", "cùng", "nhằm", "đang", "đòi", "xác", "khẳng"
)  # fmt: skip
_YEARED = ("Nghị định", "Thông tư", "Thông tư liên tịch", "Nghị quyết", "Quyết định", "Luật", "Pháp lệnh")
_POINTED = regex.compile(
    r"(?<!\p{L})(?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Nghị định|Thông tư|Luật|Công văn|Văn bản|Báo cáo"
    r"|Đề án|Chương trình|Thông báo|Kết luận|Quy chế|Quy định|Tờ trình|Công điện|Hướng dẫn|văn bản|Phương án"
    r"|Pháp lệnh|Bộ luật)$"
)
_POINTING = (" này", " nêu trên", " nói trên", " dẫn trên", " trên đây", " kể trên")
_LONGEST_TYPE = 48
_STANDARD_CODES = ("TCVN", "QCVN", "QCĐP", "TCCS", "ISO")
_STANDARD = regex.compile(
    r"(?<!\p{L})(?:TCVN|QCVN|QCĐP|TCCS|ISO(?:/IEC)?)\s?(?:ISO\s)?[\d][\d.:/-]*(?:\d|/\p{Lu}+)"
)
_DEFINES = regex.compile(r"(?:gọi|viết)\s+(?:tắt|chung)\s+là\s*:?\s*[“\"]?\s*$")
_ITEM = regex.compile(r"\d{1,5}[a-e]?")
_GOES_ON = regex.compile(
    r"\s?/\s?[\p{L}\d]|[-–]\s?[\p{L}\d]|\s[-–]\s?(?:\p{Lu}{2}|\d)|[.,]\d|\s?%|\p{L}|:\d"
)
_DATED = regex.compile(r"\s*(?:ngày\s*\d|năm\s*(?P<y>(?:19|20)\d\d)(?!\s*[-–]\s*\d))")
_YEAR = regex.compile(r"19[5-9]\d|20[0-4]\d")
_NEXT = regex.compile(r"\s+(\p{L}+(?:\s+\p{L}+)?)")
_TWO = Draft(0, 0, ReferenceKind.NUMBERED, 0, 0)
"""Stands for "more than one document fits" among the full mentions of a text."""


class ShortFinder:
    """Finds mentions by type and bare number with the words of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        names = either({kind.name for kind in rules.types} - {"Dự án", "Giấy phép"})
        self._candidate = regex.compile(rf"(?<=(?<!\p{{L}})(?:{names})\s(?:số\s?:?\s?)?)\d")
        self._counted = regex.compile(
            rf"(?<!\p{{L}})(?P<t>{names})\s+(?:(?P<so>số)\s*:?\s*)?(?P<n>{_NUMBER_LIST})"
        )
        yeared = either(_YEARED)
        self._yeared = regex.compile(
            rf"(?<!\p{{L}})(?P<t>{yeared})\s+(?P<so>số\s*:?\s*)?(?P<n>\d{{1,4}}(?:\.\d{{1,2}})?/(?:19|20)\d\d)(?![/\d.-]|\s?/)"
        )
        self._function_words: dict[str, list[str]] = {}
        for phrase in (*_CONJUNCTIONS, *rules.stop_words):
            self._function_words.setdefault(phrase.split()[0], []).append(phrase)
        self._count_nouns = frozenset(rules.count_nouns)
        self._amounts = frozenset(r["noun"] for r in rules.tables["count_nouns"] if r["kind"] == "amount")
        self._known = {(r["type"], r["number"]): r for r in rules.tables["known_shorts"]}

    def find(self, text: str, drafts: list[Draft]) -> list[Draft]:
        """Short mentions outside the spans of `drafts`; their issuer is that of the mention they shorten."""
        taken = _Spans(drafts)
        full = {(d.type, d.key[0].split("/")[0]) for d in drafts if d.number}
        found = [d for m in self._yeared.finditer(text) if (d := self._with_year(m)) and taken.free(d)]
        for match in self._counted_types(text):
            found += [d for d in self._items(text, match, full) if taken.free(d)]
        return sorted(found, key=lambda d: d.start)

    def _counted_types(self, text: str) -> Iterator[regex.Match[str]]:
        """Every type word with a number or numbers behind it that are not the begin of a symbol."""
        end = 0
        for figure in self._candidate.finditer(text):
            at = figure.start()
            item = _ITEM.match(text, at)
            if at < end or item is None or _GOES_ON.match(text, item.end()):
                continue
            heads = self._counted.finditer(text, max(end, at - _LONGEST_TYPE), at + 120)
            match = next((found for found in heads if found.start("n") == at), None)
            if match:
                end = match.end()
                yield match

    def settle(self, text: str, drafts: list[Draft]) -> None:
        """Give every short mention what the text defines it to mean, else the full mention of its number."""
        defined: dict[tuple[str | None, str], Draft] = {}
        full: dict[tuple[str | None, str], Draft] = {}
        before: Draft | None = None
        for draft in drafts:
            if draft.kind is ReferenceKind.SHORT:
                name = (draft.type, draft.key[0])
                if before and _DEFINES.search(text, max(before.end, draft.start - 40), draft.start):
                    defined.setdefault(name, before)
                draft.alias_of = defined.get(name) or full.get(name)
            elif draft.number:
                full.setdefault((draft.type, draft.key[0]), draft)
                base = (draft.type, draft.key[0].split("/")[0])
                full[base] = draft if full.get(base, draft).key == draft.key else _TWO
                before = draft
        for draft in drafts:
            if draft.kind is ReferenceKind.SHORT and draft.alias_of is None:
                draft.alias_of = defined.get((draft.type, draft.key[0])) or full.get(
                    (draft.type, draft.key[0])
                )
            if draft.alias_of is _TWO:
                draft.alias_of = None

    def known_issuer(self, draft: Draft) -> str | None:
        """The issuer of a short name that the whole country uses ("Đề án 06")."""
        row = self._known.get((draft.type or "", draft.number or ""))
        return row["issuer"] if row else None

    def _with_year(self, match: regex.Match[str]) -> Draft | None:
        kind, number = match["t"], match["n"]
        if not match["so"] and kind in ("Quyết định", "Nghị quyết") and int(number.split("/")[0]) <= 12:
            return None
        return self._draft(match.start(), match.end(), match.start("n"), kind, number)

    def _items(self, text: str, match: regex.Match[str], full: set[tuple[str | None, str]]) -> list[Draft]:
        kind = match["t"]
        items = list(_ITEM.finditer(match["n"]))
        plausible = self._plausible(text, match, kind, items, full)
        drafts: list[Draft] = []
        for index, item in enumerate(items if plausible else ()):
            start = match.start("n") + item.start()
            if index == len(items) - 1 and _GOES_ON.match(text, match.start("n") + item.end()):
                break
            head = match.start() if index == 0 else start
            drafts.append(self._draft(head, match.start("n") + item.end(), start, kind, item[0]))
        return drafts

    def _plausible(
        self,
        text: str,
        match: regex.Match[str],
        kind: str,
        items: list[regex.Match[str]],
        full: set[tuple[str | None, str]],
    ) -> bool:
        """Whether the number names a document and counts nothing: "Kế hoạch 06", not "Kế hoạch 06 tháng"."""
        number = items[0][0].lstrip("0")
        known = (kind, number) in full or (kind, items[0][0]) in self._known
        if not match["so"] and not known and (kind not in _FREE or len(items[0][0]) < 2):
            return False
        if not match["so"] and not known and _YEAR.fullmatch(items[0][0]):
            return False
        end = match.end("n")
        if _GOES_ON.match(text, end):
            return len(items) > 1
        if _DATED.match(text, end):
            return True
        following = _NEXT.match(text, end)
        if not following:
            return True
        words = following[1].split()
        counted = {words[0], " ".join(words)}
        if counted & self._amounts or (counted & self._count_nouns and not known):
            return known and bool(match["so"])
        return bool(match["so"]) or known or self._goes_on(text, following.start(1))

    def _goes_on(self, text: str, at: int) -> bool:
        """Whether the sentence goes on with a word that cannot be what the number counts."""
        first = text[at : at + 12].split()[0].rstrip(".,;:)")
        phrases = self._function_words.get(first, ())
        return first[0].isupper() or any(is_stop_phrase(text, at, phrase) for phrase in phrases)

    @staticmethod
    def _draft(start: int, end: int, number_start: int, kind: str, number: str) -> Draft:
        return Draft(
            start, end, ReferenceKind.SHORT, number_start, end, number, type=kind, type_stated=True, tail=end
        )


def find_anaphora(text: str) -> list[Draft]:
    """Places that point back without naming a number: "Quyết định này", "Kế hoạch nêu trên".

    "Quy định này" mostly means the sentence before; it is a document only where the text attaches one.
    """
    attached = "kèm theo Quyết định này Quy định" in text
    found = []
    for start, end, kind in _pointers(text):
        if attached or kind != "Quy định":
            kind = kind[0].upper() + kind[1:]
            found.append(Draft(start, end, ReferenceKind.ANAPHORA, start, end, type=kind, tail=end))
    return sorted(found, key=lambda d: d.start)


def _pointers(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, type word) of every type word with a word behind it that points back."""
    for words in _POINTING:
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            head = _POINTED.search(text, max(0, at - 16), at)
            if head and not text[end : end + 1].isalpha():
                yield head.start(), end, head[0]
            at = text.find(words, end)


def find_standards(text: str) -> list[Draft]:
    """Technical standards (TCVN, QCVN, ISO): they have a code, not a number and symbol."""
    drafts: list[Draft] = []
    if not any(code in text for code in _STANDARD_CODES):
        return drafts
    for match in _STANDARD.finditer(text):
        code, _, number = match[0].partition(" ")
        drafts.append(
            Draft(
                match.start(), match.end(), ReferenceKind.STANDARD, match.start(), match.end(),
                number or None, code,
                basis=IssuerBasis.UNKNOWN, tail=match.end(),
            )
        )  # fmt: skip
    return drafts


class _Spans:
    """The spans of mentions already found, asked whether a new one overlaps them."""

    def __init__(self, drafts: list[Draft]) -> None:
        spans = sorted((d.start, max(d.symbol_end, d.end)) for d in drafts)
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def free(self, draft: Draft) -> bool:
        before = bisect_left(self._starts, draft.end) - 1
        return before < 0 or self._ends[before] <= draft.start
