"""Numbered mentions: a symbol in the text and the words before it that name its type."""

from __future__ import annotations

import regex

from extractors.bodies import BodyReader
from extractors.damaged_symbols import DamagedSymbols
from extractors.drafts import GENERIC, LETTER, Draft
from extractors.folding import fold
from extractors.home import Home
from extractors.model import IssuerBasis, ReferenceKind
from extractors.patterns import either
from extractors.rulebook import Rulebook
from extractors.symbols import Symbol, SymbolGrammar
from extractors.tails import TailReader

_NUMBER_WORD = regex.compile(r"(?:[Ss]ố|SỐ|(?<=\p{L}\s)so)\s{0,3}:?\s*$")
_WORDS = regex.compile(r"[\p{L}]+")
_ITEM_BEFORE = regex.compile(r"(?:[,;&]|và)\s$")
_SYMBOL_LIKE = regex.compile(r"\d\s?[/-]\s?\p{Lu}")
_SPLIT_NUMBER = regex.compile(r"(?:[Ss]ố|\p{Ll})\s*:?\s*(\d{1,4})\s$")


class NumberedFinder:
    """Finds numbered mentions with the words of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook, bodies: BodyReader) -> None:
        self._rules = rules
        self.grammar = SymbolGrammar(rules)
        self._damaged = DamagedSymbols(rules, self.grammar)
        self.tails = TailReader(bodies)
        self._bodies = bodies
        names = either({name[1:] for name in rules.type_by_fold.values()})
        self._with_body = regex.compile(rf"(?<!\p{{L}})(\p{{L}}(?:{names}))\s+của\s+(?=\p{{L}})")
        self._types = dict(rules.type_by_fold)
        self._abbreviations = dict(rules.type_abbreviations)
        self._longest = max(len(name.split()) for name in self._types)
        self._letters_of = {kind.name: kind.letters for kind in reversed(rules.types)}

    def find(self, text: str, home: Home) -> list[Draft]:
        """Every numbered mention of the text, in order, each read on its own (lists come later)."""
        drafts: list[Draft] = []
        symbols = self._damaged.mend(text, list(self.grammar.find(text)), self._type_letters)
        for symbol in symbols:
            draft = self._draft(text, symbol, home)
            if (
                symbol.known
                or draft.start < draft.symbol_start
                or _ITEM_BEFORE.search(text, max(0, draft.start - 6), draft.start)
            ):
                drafts.append(draft)
        for index, draft in enumerate(drafts):
            limit = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
            self.tails.read(text, draft, home, limit)
        return drafts

    def _type_letters(self, before: str) -> str | None:
        """The letters of the type word that ends the text before a number."""
        head = self.type_word(before)
        return None if head is None else self._letters_of.get(head[1], "")

    def _draft(self, text: str, symbol: Symbol, home: Home) -> Draft:
        draft = Draft(
            symbol.start, symbol.end, ReferenceKind.NUMBERED, symbol.start, symbol.end,
            symbol.number, symbol.symbol,
            type_letters=symbol.type_letters, body_letters=symbol.body_letters, family=symbol.family,
            repaired=symbol.repaired, tail=symbol.end,
        )  # fmt: skip
        self.read_head(text, draft, home)
        self.settle_type(draft)
        return draft

    def read_head(self, text: str, draft: Draft, home: Home) -> None:
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
            draft.repaired = draft.repaired or word[0].strip().lower() == "so"
        head = self.type_word(window)
        if not head and not word:
            split = _SPLIT_NUMBER.search(window)
            head = self.type_word(window[: split.start()]) if split else None
            if split and head:
                draft.number, draft.repaired = split[1] + (draft.number or ""), True
        if not head:
            head = self._type_and_body(text, window_start, window_start + len(window), draft, home)
        if not head and word:
            head = self._distant_type(window, draft.type_letters)
        if head and self._is_remark(window, head, draft):
            head = None
        if head:
            head = self._wider_head(window, head, draft.type_letters)
            draft.start, draft.type, draft.type_stated = window_start + head[0], head[1], True

    def _type_and_body(
        self, text: str, start: int, end: int, draft: Draft, home: Home
    ) -> tuple[int, str] | None:
        """A type word and its body before the number: "Kế hoạch của UBND tỉnh Sơn La số 14/KH-UBND"."""
        heads = list(self._with_body.finditer(text, start, end))
        if not heads:
            return None
        body = self._bodies.read(text, heads[-1].end(), home, end)
        if body is None or text[body.end : end].strip(" (,"):
            return None
        if body.name:
            draft.issuer, draft.basis = body.name, IssuerBasis.STATED
        return heads[-1].start() - start, self._types.get(fold(heads[-1][1]), GENERIC)

    def _is_remark(self, window: str, head: tuple[int, str], draft: Draft) -> bool:
        """Whether a bracket opens a remark on another document: "Luật Quy hoạch (Số 37/2019/NĐ-CP"."""
        told = self.type_of_letters(draft)
        return window.rstrip().endswith("(") and told not in (None, LETTER, head[1])

    def _wider_head(self, window: str, head: tuple[int, str], letters: str) -> tuple[int, str]:
        """The type word of the symbol's letters right before another one: "Thông báo kết luận số …/TB-…"."""
        if self._letters_of.get(head[1]) == letters or not letters:
            return head
        before = self.type_word(window[: head[0]])
        return before if before and self._letters_of.get(before[1]) == letters else head

    def type_word(self, window: str) -> tuple[int, str] | None:
        """(start, type) of the type word that ends the window, the longest one; None if it ends in none."""
        trimmed = window.rstrip().rstrip("(").rstrip()
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
        """The type word of the symbol's letters, further left: "Báo cáo đề xuất đầu tư số 170/BC-UBND"."""
        names = [name for name, own in self._letters_of.items() if own and own == letters]
        clause = max(window.rfind(mark) for mark in (";", ":", ".", "(", "\n")) + 1
        for name in names:
            at = window.rfind(name, clause)
            words = 8 if "," in window[max(at, 0) :] else 12
            if at >= 0 and len(window[at:].split()) <= words and not _SYMBOL_LIKE.search(window, at):
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
