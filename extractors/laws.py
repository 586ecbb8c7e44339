"""Laws, codes and ordinances cited by name: "Luật Đất đai năm 2024", "Luật sửa đổi … của Luật …"."""

from __future__ import annotations

import regex

from extractors.body_names import is_stop_phrase
from extractors.dates import match_date
from extractors.drafts import Draft
from extractors.letters import toneless
from extractors.model import IssuerBasis, ReferenceKind
from extractors.rulebook import Law, Rulebook

_HEAD = regex.compile(
    r"(?<![\p{L}])(?:[Bb]ộ [Ll]uật|Luật|Pháp lệnh|Hiến pháp|BỘ LUẬT|LUẬT|PHÁP LỆNH|HIẾN PHÁP"
    r"|(?<=(?:của|theo|và|,|các|căn cứ|Căn cứ|tại) )luật(?= \p{L}))"
    r"(?![\p{L}])"
)
_DRAFT_BEFORE = regex.compile(
    r"(?:dự thảo|dự án|Dự thảo|Dự án|soạn thảo|Đại học|đại học|Cao đẳng"
    r"|khoa|Khoa|ngành|Viện|Tạp chí|Báo|cử nhân|thạc sĩ|tiến sĩ|pháp|kỷ|PHÁP|KỶ|DỰ THẢO|DỰ ÁN)\s+$"
)
_AMENDING = regex.compile(
    r"\s+sửa đổi(?:,?\s*(?:và\s+)?bổ sung)?"
    r"(?:\s+(?:một số|các|\d+))?(?:\s+(?:điều|khoản|nội dung))*"
    r"(?:\s+(?:của|tại))?(?:\s+các)?\s*:?\s*",
    regex.IGNORECASE,
)
_ANOTHER = regex.compile(r"\s*(?:,|;|và)\s*(?:và\s+)?(?=(?:Bộ luật|Bộ Luật|[Ll]uật|Pháp lệnh|LUẬT)\s)")
_NEXT_WORD = regex.compile(r"\s*(?:\s-\s)?(\p{L}[\p{L}\d&/-]*(?:,\p{Lu}[\p{Lu}&]*)*)")
_AND = regex.compile(
    r"\s+và\s+(?:các|những|Luật|Nghị|Bộ|Pháp|Quyết|Thông|văn bản|khoản|[Đđ]iều|điểm|quy|hướng)\b"
)
_LOWER_NAME = regex.compile(r" thuế \p{Lu}{2,}")
_AFTER_NAME = regex.compile(
    r"\s*(?:\((?:sửa đổi|sửa đổi, bổ sung)\)\s*)?,?\s*(?=ngày|năm\s*\d{4})", regex.IGNORECASE
)
_NUMBER_WORD_ASTRAY = regex.compile(r" số(?= \p{Lu}\p{Ll})")
_BARE_YEAR = regex.compile(r"\s*,?\s*\(?((?:19|20)\d\d)(?![\d/]|[.-]\d)")
_REST_OF_NAME = regex.compile(
    r"\s((?:\p{Ll}+\s){0,5}(?:\p{L}+))(?=\s(?:\(sửa đổi\)\s)?(?:ngày\s*\d|năm\s*\d{4}|số\s*:?\s*\d+/))"
)
_NUMBER_LINK = regex.compile(r"\s*(?:\(sửa đổi[^()]{0,20}\)\s*)?(?:\(?\s*(?:[Ll]uật\s+)?số\s*:?\s*)?")
_STRAY = regex.compile(r"\s+\p{Ll}[^,;.:()\n]{2,60}?(?:,|\s+và)\s+(?=Luật\s\p{Lu})")
_LISTED_SMALL = regex.compile(
    r"luật \p{Ll}[^;.:\n]{3,70}?(?=,\s+(?:và\s+)?luật\s|\s+và\s+luật\s|\s+ngày\s|\s+năm\s+\d|\s+số\s+\d)"
)
_SEVERAL = regex.compile(
    r"(?:\d+\s+)?[Ll]uật\s+(?:có\s+)?(?:liên quan|trong|về)\s"
    r"(?:(?!\s+ngày\s|\s+năm\s+\d|\s+số\s+\d|\s+và\s+(?:[Kk]hoản|[Đđ]iều|các\s))[^,;.:()\n])+"
)
_TYPE = {"bô luât": "Bộ luật", "luât": "Luật", "phap lênh": "Pháp lệnh", "hiên phap": "Hiến pháp"}
_TERM_SYMBOL = regex.compile(r"(?:PL-)?(?:QH|UBTVQH|LCT|HĐNN|L/CTN)")


class LawFinder:
    """Finds laws by name with the table of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._names: dict[str, list[tuple[str, Law]]] = {}
        for law in rules.laws:
            folded = toneless(law.name)
            self._names.setdefault(" ".join(folded.split()[:3]), []).append((folded, law))
            self._names.setdefault(" ".join(folded.split()[:2]), []).append((folded, law))
        for names in self._names.values():
            names.sort(key=lambda pair: -len(pair[0]))
        self._numbers: dict[str, set[str]] = {}
        for law in rules.laws:
            self._numbers.setdefault(law.name, set()).add(law.number)
        self._stops: dict[str, list[str]] = {}
        for phrase, scope in rules.stop_words.items():
            if scope in ("both", "law"):
                self._stops.setdefault(phrase.split()[0], []).append(phrase)

    def find(self, text: str, numbered: list[Draft]) -> list[Draft]:
        """Laws by name; a numbered mention that gives a law's number takes the law's words as its head."""
        by_start = {draft.start: draft for draft in numbered} | {d.symbol_start: d for d in numbered}
        found: list[Draft] = []
        position = 0
        for head in _HEAD.finditer(text):
            if head.start() < position or _DRAFT_BEFORE.search(text, max(0, head.start() - 12), head.start()):
                continue
            end = self._whole_name(text, head, by_start)
            if end is None:
                continue
            draft, position = self._finish(text, head, end, by_start)
            if draft:
                found.append(draft)
        return found

    def _whole_name(self, text: str, head: regex.Match[str], by_start: dict[int, Draft]) -> int | None:
        """Where the name ends (None: no name); laws inside an amending law's name get their numbers."""
        if toneless(head[0]) == "hiên phap":
            dated = _AFTER_NAME.match(text, head.end()) or _BARE_YEAR.match(text, head.end())
            return head.end() if dated else None
        amending = _AMENDING.match(text, head.end())
        if not amending:
            return self._name_end(text, head.start(), head.end())[0]
        end = self._amended_end(text, int(amending.end()), by_start)
        if end is None:
            end = self._end_at_number(text, head, by_start)
        if end is None:
            several = _SEVERAL.match(text, amending.end())
            end = int(several.end()) if several else None
        return end

    def _amended_end(self, text: str, at: int, by_start: dict[int, Draft]) -> int | None:
        """The end of the laws that an amending law names from `at` on, None where none is named there."""
        end: int | None = None
        numbered = False
        while head := _HEAD.match(text, at):
            name_end, law = self._name_end(text, head.start(), head.end())
            listed = _LISTED_SMALL.match(text, head.start()) if name_end is None else None
            if listed:
                name_end = int(listed.end())
            if name_end is None:
                break
            end = name_end
            number = self._number_after(text, end, by_start)
            another = _ANOTHER.match(text, number.symbol_end if number else end) or _STRAY.match(text, end)
            if number and (another or numbered or self._has_number(law, number)):
                number.start, number.type, number.type_stated = head.start(), "Luật", True
                end, numbered = number.symbol_end, True
            if not another:
                break
            at = int(another.end())
        return end

    def _finish(
        self, text: str, head: regex.Match[str], end: int, by_start: dict[int, Draft]
    ) -> tuple[Draft | None, int]:
        kind = _TYPE[toneless(head[0])]
        number = self._number_after(text, end, by_start)
        if number:
            number.start, number.type, number.type_stated = head.start(), kind, True
            return None, number.end
        draft = Draft(head.start(), end, ReferenceKind.NAMED, head.start(), end, type=kind, type_stated=True)
        self._read_date(text, draft)
        draft.tail = draft.end
        committee = kind == "Pháp lệnh"
        draft.issuer = "Ủy ban Thường vụ Quốc hội" if committee else "Quốc hội"
        draft.basis = IssuerBasis.CONTEXT
        return draft, draft.end

    @staticmethod
    def _end_at_number(text: str, head: regex.Match[str], by_start: dict[int, Draft]) -> int | None:
        """The end of "Luật sửa đổi 10 luật có liên quan đến an ninh" where a number closes the name."""
        for start in range(head.end(), min(head.end() + 220, len(text))):
            if text[start] in ";.\n":
                return None
            draft = by_start.get(start)
            if draft:
                return len(text[:start].rstrip()) if _TERM_SYMBOL.match(draft.symbol or "") else None
        return None

    def _has_number(self, law: Law | None, number: Draft) -> bool:
        """Whether laws of this name have had this number, so that it is not the amending law's own."""
        return law is not None and f"{number.number}/{number.symbol}" in self._numbers[law.name]

    @staticmethod
    def _number_after(text: str, end: int, by_start: dict[int, Draft]) -> Draft | None:
        link = _NUMBER_LINK.match(text, end)
        for position in (link.end() if link else end, end + 1):
            draft = by_start.get(position)
            if draft and draft.symbol and _TERM_SYMBOL.match(draft.symbol):
                return draft
        return None

    def _name_end(self, text: str, start: int, head_end: int) -> tuple[int | None, Law | None]:
        """The end of one law's name and its row; the name may be one that no table knows."""
        folded = toneless(text[start : start + 110])
        words = folded.split()
        small = text[start].islower() and not text[head_end + 1 : head_end + 2].isupper()
        for count in (3, 2):
            for name, law in self._names.get(" ".join(words[:count]).rstrip(",.;:"), ()):
                if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalpha():
                    if small and text[start : start + len(name)].lower() != law.name.lower():
                        continue  # "luật gia" is a jurist, not Luật Giá
                    longer = self._longer_name(text, start + len(name))
                    return (longer, None) if longer else (start + len(name), law)
        # in small letters only a known name makes a law of it
        if small:
            return None, None
        return self._generic_end(text, head_end), None

    def _longer_name(self, text: str, end: int) -> int | None:
        """Where a name ends that goes on behind a known one up to its date or number; None if it does not."""
        rest = _REST_OF_NAME.match(text, end)
        if not rest:
            return None
        words = rest[1].split()
        position = rest.start(1)
        for word in words:
            if word == "và" or self._stops_at(text, position, False):
                return None
            position = text.index(word, position) + len(word) + 1
        return int(rest.end(1))

    def _generic_end(self, text: str, head_end: int) -> int | None:
        """The end of an unknown law's name: from a capital to a stop word or punctuation."""
        astray = _NUMBER_WORD_ASTRAY.match(text, head_end)
        head_end = int(astray.end()) if astray else head_end
        first = _NEXT_WORD.match(text, head_end)
        if not first or text[head_end : head_end + 1] != " ":
            return None
        named = text[head_end - 1] in "hH"  # an ordinance, "Pháp lệnh", is never the word for law as such
        if not first[1][0].isupper() and not (named or _LOWER_NAME.match(text, head_end)):
            return None
        capitals = text[head_end - 2 : head_end].isupper()
        if self._stops_at(text, first.start(1), capitals):
            return None
        end = int(first.end())
        for _ in range(14):
            if _AND.match(text, end):
                break
            word = _NEXT_WORD.match(text, end)
            if not word or "\n" in text[end : word.start(1)]:
                break
            if self._stops_at(text, word.start(1), capitals):
                break
            end = int(word.end())
        if text[end : end + 1] == "," and text[head_end:end].strip() in ("Phòng", "PHÒNG"):
            return self._generic_end_after(text, end + 1)
        if text[head_end:end].endswith(" và"):
            end -= 3
        return end

    def _stops_at(self, text: str, at: int, capitals: bool) -> bool:
        window = text[at : at + 40].lower() if capitals else text[at : at + 40]
        return any(
            is_stop_phrase(window, 0, p) for p in self._stops.get(window.split()[0].rstrip(",.;:"), ())
        )

    def _generic_end_after(self, text: str, at: int) -> int:
        word = _NEXT_WORD.match(text, at)
        end = int(word.end()) if word else at
        while (word := _NEXT_WORD.match(text, end)) and "\n" not in text[end : word.start(1)]:
            if self._stops_at(text, word.start(1), False) or word[1] == "và":
                break
            end = int(word.end())
        return end

    @staticmethod
    def _read_date(text: str, draft: Draft) -> None:
        lead = _AFTER_NAME.match(text, draft.end)
        date = match_date(text, lead.end()) if lead else None
        if date:
            draft.date, draft.end, draft.date_stated = date.iso, date.end, True
            return
        year = _BARE_YEAR.match(text, draft.end)
        if year and "\n" not in year[0]:
            draft.date, draft.end, draft.date_stated = year[1], year.end(), True
