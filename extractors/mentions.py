"""Numbered mentions: a symbol in the text, the words before it that name its type, and the date and body after it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.bodies import BodyReader, Home
from extractors.dates import match_date
from extractors.folding import fold
from extractors.model import IssuerBasis, ReferenceKind
from extractors.rulebook import Rulebook
from extractors.symbols import Symbol, SymbolGrammar

GENERIC = "Văn bản"
LETTER = "Công văn"
_NUMBER_WORD = regex.compile(r"(?:[Ss]ố|SỐ)\s{0,3}:?\s*$")
_BEFORE_TYPE = regex.compile(r"[\s(]*$")
_WORDS = regex.compile(r"[\p{L}]+")
_DATE_LEAD = regex.compile(
    r"\s*(?:\([^()\d]{2,60}\)\s*)?,?\s*(?:(?:ký|ban hành)\s+)?(?P<same>cùng\s+)?(?=ngày|tháng\s*\d|năm\s*\d{4})",
    regex.IGNORECASE,
)
_OF = regex.compile(
    r"\s*(?:\([^()\n]{2,90}\)\s*)?,?\s*(?:(?:của|do)\s+(?:liên\s+(?=bộ|sở))?|(?=Hội nghị lần thứ))",
    regex.IGNORECASE,
)
_ISSUED_BY = regex.compile(r"\s*(?:ban hành|ký)\b")
_SUBJECT_LEAD = regex.compile(
    r"\s*,?\s*(?P<s>(?:về việc|về|V/v|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|bổ sung|công bố|thành lập"
    r"|triển khai|điều chỉnh|thay thế|kiện toàn|bãi bỏ)\b)",
    regex.IGNORECASE,
)
_SUBJECT_END = regex.compile(
    r"[;\n“\"]|\.\s|\.$|\)(?!\w)|,\s*(?:được|đã được)\s|,\s*(?=\p{Lu}\p{Ll}+\s+(?:số|đã|có|ban))"
)
_MALFORMED_DATE = regex.compile(r"\s*,?\s*ngày\s*(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,4})(?!\d)")


@dataclass(slots=True)
class Draft:
    """A mention while it is being read; becomes a `Reference` when all steps have seen it."""

    start: int
    end: int
    kind: ReferenceKind
    symbol_start: int
    symbol_end: int
    number: str | None = None
    symbol: str | None = None
    type: str | None = None
    type_letters: str = ""
    body_letters: str = ""
    family: str = ""
    type_stated: bool = False
    date: str | None = None
    date_stated: bool = False
    same_date: bool = False
    issuer: str | None = None
    basis: IssuerBasis = IssuerBasis.UNKNOWN
    candidates: tuple[str, ...] = ()
    subject: str | None = None
    subject_end: int = 0
    relation: str = "cites"
    by: str = "self"
    pinpoint: str | None = None
    repaired: bool = False
    tail: int = 0
    damaged_date: tuple[int, int] | None = None
    issuer_open: bool = False
    level: str | None = None
    bearer: Draft | None = None
    alias_of: Draft | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Number without leading zeros and symbol: what makes two mentions in one text the same document."""
        number = "/".join(part.lstrip("0") for part in (self.number or "").split("/"))
        return number, self.symbol or ""


class NumberedFinder:
    """Finds numbered mentions with the words of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook, bodies: BodyReader) -> None:
        self._rules, self._bodies = rules, bodies
        self.grammar = SymbolGrammar(rules)
        self._types = dict(rules.type_by_fold)
        self._abbreviations = dict(rules.type_abbreviations)
        self._longest = max(len(name.split()) for name in self._types)
        self._letters_of = {kind.name: kind.letters for kind in reversed(rules.types)}

    def find(self, text: str, home: Home) -> list[Draft]:
        """Every numbered mention of the text, in order, each read on its own (lists come later)."""
        drafts: list[Draft] = []
        for symbol in self.grammar.find(text):
            draft = self._draft(text, symbol)
            if (
                symbol.known
                or draft.start < draft.symbol_start
                or _ITEM_BEFORE.search(text, max(0, draft.start - 6), draft.start)
            ):
                drafts.append(draft)
        for index, draft in enumerate(drafts):
            limit = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
            self.read_tail(text, draft, home, limit)
        return drafts

    def _draft(self, text: str, symbol: Symbol) -> Draft:
        draft = Draft(
            symbol.start, symbol.end, ReferenceKind.NUMBERED, symbol.start, symbol.end, symbol.number, symbol.symbol,
            type_letters=symbol.type_letters, body_letters=symbol.body_letters, family=symbol.family,
            repaired=symbol.repaired, tail=symbol.end,
        )  # fmt: skip
        self.read_head(text, draft)
        self.settle_type(draft)
        return draft

    def read_head(self, text: str, draft: Draft) -> None:
        """Find "Kế hoạch số" before the number; the mention then starts at the type word, else at "số"."""
        window_start = max(0, draft.start - 140)
        window = text[window_start : draft.start]
        word = _NUMBER_WORD.search(window)
        if word:
            draft.start = window_start + word.start()
            window = window[: word.start()]
            split = _SPLIT_NUMBER.search(text, draft.start, draft.symbol_start)
            if split:
                draft.number, draft.repaired = split[1] + (draft.number or ""), True
        head = self.type_word(window)
        if not head and not word:
            split = _SPLIT_NUMBER.search(window)
            head = self.type_word(window[: split.start()]) if split else None
            if split and head:
                draft.number, draft.repaired = split[1] + (draft.number or ""), True
        if not head and word:
            head = self._distant_type(window, draft.type_letters)
        if head:
            head = self._wider_head(window, head, draft.type_letters)
            draft.start, draft.type, draft.type_stated = window_start + head[0], head[1], True

    def _wider_head(self, window: str, head: tuple[int, str], letters: str) -> tuple[int, str]:
        """ "Thông báo kết luận số …/TB-…": the type word of the symbol's letters right before another type word."""
        if self._letters_of.get(head[1]) == letters or not letters:
            return head
        before = self.type_word(window[: head[0]])
        return before if before and self._letters_of.get(before[1]) == letters else head

    def type_word(self, window: str) -> tuple[int, str] | None:
        """(start, type) of the type word that ends the window, the longest one; None if it ends in none."""
        trimmed = window[: _BEFORE_TYPE.search(window).start()]  # type: ignore[union-attr]
        words = list(_WORDS.finditer(trimmed, max(0, len(trimmed) - 60)))
        if not words or words[-1].end() != len(trimmed):
            return None
        best: tuple[int, str] | None = None
        for count in range(1, min(self._longest, len(words)) + 1):
            start = words[-count].start()
            phrase = trimmed[start:]
            name = self._types.get(fold(phrase)) or (self._abbreviations.get(phrase) if count == 1 else None)
            if name:
                best = (start, name)
        return best

    def _distant_type(self, window: str, letters: str) -> tuple[int, str] | None:
        """ "Báo cáo đề xuất chủ trương đầu tư số 170/BC-UBND": the type word of the symbol's own letters, further left."""
        names = [name for name, own in self._letters_of.items() if own and own == letters]
        clause = max(window.rfind(mark) for mark in (";", ":", ",", ".", "(", "\n")) + 1
        for name in names:
            at = window.rfind(name, clause)
            if at >= 0 and len(window[at:].split()) <= 12 and not _SYMBOL_LIKE.search(window, at):
                return at, name
        return None

    def settle_type(self, draft: Draft) -> None:
        """Put the type that the symbol tells where the words say none, or only "Văn bản"."""
        told = self.type_of_letters(draft)
        longer = told is not None and draft.type is not None and draft.type.startswith(f"{told} ")
        if draft.type in (None, GENERIC) or (longer and self._letters_of.get(draft.type or "")):
            draft.type = told

    def type_of_letters(self, draft: Draft) -> str | None:
        """The type that the symbol tells: its letters, or công văn where a body stands first."""
        family = "party" if draft.family == "party" else "state"
        if draft.type_letters:
            if draft.type_letters == "CV":
                return LETTER
            if family == "party" and draft.type_letters == "QĐ":
                return None
            names = self._rules.type_by_letters
            return names.get((draft.type_letters, family)) or names.get((draft.type_letters, "state"))
        if draft.family == "letter":
            if draft.body_letters in ("CP", "TTg", "HĐBT") and not draft.type_stated:
                return None  # the form of decrees and directives of 1992-1996, whose type only words tell
            known = draft.body_letters.split("-")[0] in self._rules.bodies_by_letters
            return LETTER if draft.type_stated or known else None
        return None

    def read_tail(self, text: str, draft: Draft, home: Home, limit: int) -> None:
        """Read date, body and subject after the symbol, none of them beyond `limit`."""
        position = self._read_date(text, draft, draft.symbol_end)
        of = _OF.match(text, position)
        if of and of.end() < limit + 1:
            body = self._bodies.read(text, of.end(), home)
            if body and not (
                of[0].strip(", ").lower().startswith("do") and not _ISSUED_BY.match(text, body.end)
            ):
                self._state_issuer(text, draft, body.name, body.end)
                position = body.end
                if not draft.date_stated:
                    position = self._read_date(text, draft, position)
            elif level := _LEVEL_ALONE.match(text, of.end()):
                draft.level, position = level[0].lower(), level.end()
        draft.tail = max(position, draft.end)
        self._read_subject(text, draft, limit)

    def _state_issuer(self, text: str, draft: Draft, name: str | None, end: int) -> None:
        if name:
            draft.issuer, draft.basis = name, IssuerBasis.STATED

    def _read_date(self, text: str, draft: Draft, position: int) -> int:
        lead = _DATE_LEAD.match(text, position)
        if not lead:
            return position
        date = match_date(text, lead.end())
        if not date:
            return self._note_damage(text, draft, position)
        if date.iso is None:
            self._note_damage(text, draft, position)
        draft.date, draft.date_stated, draft.same_date = date.iso, True, bool(lead["same"])
        draft.end = date.end
        return date.end

    @staticmethod
    def _note_damage(text: str, draft: Draft, position: int) -> int:
        """Keep day and month of a date whose year is damaged ("21/9/025"); other mentions may tell the rest."""
        malformed = _MALFORMED_DATE.match(text, position)
        if not malformed:
            return position
        draft.damaged_date = (int(malformed[1]), int(malformed[2]))
        draft.date_stated, draft.end = True, malformed.end()
        return int(malformed.end())

    @staticmethod
    def _read_subject(text: str, draft: Draft, limit: int) -> None:
        lead = _SUBJECT_LEAD.match(text, draft.tail)
        if not lead or lead.end() > limit:
            return
        stop = _SUBJECT_END.search(text, lead.end(), min(limit, lead.end() + 400))
        end = stop.start() if stop else min(limit, lead.end() + 400)
        words = " ".join(text[lead.start("s") : end].split()).rstrip(" ,.;:")
        if end == limit and stop is None:
            words = _LOOSE_END.sub("", words)
        draft.subject = _ABOUT.sub("", words) or None
        draft.subject_end = end


_ITEM_BEFORE = regex.compile(r"(?:[,;&]|và)\s$")
_SYMBOL_LIKE = regex.compile(r"\d\s?[/-]\s?\p{Lu}")
_LEVEL_ALONE = regex.compile(
    r"(?:tỉnh|thành phố|xã|phường|huyện|quận|thị xã|đặc khu|thị trấn)(?!\p{L}| \p{Lu})", regex.IGNORECASE
)
_ABOUT = regex.compile(r"^(?:về việc|về|V/v)\s*", regex.IGNORECASE)
_SPLIT_NUMBER = regex.compile(r"(?:[Ss]ố|\p{Ll})\s*:?\s*(\d{1,4})\s$")
_LOOSE_END = regex.compile(r"(?:\s*,?\s+(?:và|tại|theo|của|số|các|với|hoặc|trong|đến|từ))+$")
