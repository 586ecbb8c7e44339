"""Reads how a sentence opens: who is told or asked to act, and whether it only leads in what follows."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.home import Home
from extractors.tasks import phrases
from extractors.tasks.parties import Party, PartyReader
from extractors.tasks.words import TaskWords


@dataclass(frozen=True, slots=True)
class Head:
    """How a sentence opens.

    `parties` are who shall act, `start` is where the assignment begins (its cue, else its parties), `rest`
    where what they shall do begins; `cue` is the word that assigns or asks, None where there is none.
    """

    parties: tuple[Party, ...]
    start: int
    rest: int
    cue: str | None


class HeadReader:
    """Reads openings with the parties and words of a rulebook."""

    def __init__(self, parties: PartyReader, words: TaskWords) -> None:
        self._parties, self._words = parties, words

    def read(
        self, text: str, start: int, end: int, home: Home, strict: bool = False, announced: bool = False
    ) -> Head | None:
        """Who a sentence tells to act; None where it does not say, or tells what was or is done.

        `strict` wants a cue: where nothing announces tasks a body that acts is a fact. Where they are
        `announced` a body before any words is told to do them.
        """
        cued = self._cued(text, start, end, home, loose=announced)
        if cued or strict:
            return cued
        return self._bare(text, start, end, home, announced)

    def heading(self, text: str, start: int, end: int, home: Home, whole: bool = False) -> Head | None:
        """The parties of a title or line that names nothing else: "2. Sở Tài chính", "Giao Sở Nội vụ:".

        `whole` takes a title that only begins like a party for one: "3. Các đơn vị được kiểm kê".
        """
        cue = self._words.cue.match(text, start, end)
        at = cue.end() if cue else start
        while at < end and text[at] in " :":
            at += 1
        lead = phrases.OF_BODIES.match(text, at, end)
        at = lead.end() if lead else at
        parties, reached = self._parties.read(text, at, end, home)
        bracket = phrases.BRACKET.match(text, reached, end)
        reached = bracket.end() if bracket else reached
        if not parties or not phrases.FORMULA.fullmatch(text, reached, end):
            apposed = phrases.APPOSED.match(text, reached, end) if parties else None
            if apposed is None:
                if not whole or not self._names(text, at, reached, end, parties):
                    return None
                parties = self._parties.field(text, at, _title_end(text, at, end), home)
            reached = end
        if not parties:
            return None
        return Head(tuple(parties), start, reached, cue[0] if cue else None)

    def _names(self, text: str, at: int, reached: int, end: int, parties: list[Party]) -> bool:
        """Whether a title may name one that no grammar knows: it begins like a body, no verb follows."""
        if not (parties or phrases.COLLECTIVE.match(text, at, end)) or text[reached : reached + 1] == ":":
            return False
        known = bool(parties) and parties[-1].known
        after = reached
        while known and after < end and text[after] in " ,":
            after += 1
        return not (known and self._words.verb.match(text, after, end))

    def is_formula(self, text: str, start: int, end: int) -> bool:
        """Whether nothing is said but that the following, or the document, shall be carried out."""
        return bool(phrases.FORMULA.fullmatch(text, start, end))

    def is_fact(self, text: str, start: int, end: int, home: Home) -> bool:
        """Whether a sentence tells what somebody has done, does or is."""
        towards = phrases.OF_BODIES.match(text, start, end)
        for at in self._openings(text, start, end)[1 if towards else 0 :]:
            parties, reached = self._parties.read(text, at, end, home)
            if parties and phrases.PAST.match(text, reached, end):
                return True
        return bool(phrases.TOLD.match(text, start, end))

    def _cued(self, text: str, start: int, end: int, home: Home, loose: bool) -> Head | None:
        for cue in self._words.cue.finditer(text, start, end):
            before = text[max(start, cue.start() - 20) : cue.start()]
            if phrases.BEFORE_CUE.search(before) or not self._announced(text, start, cue.start(), home):
                continue
            at = cue.end()
            while at < end and text[at] in " :":
                at += 1
            parties, reached = self._parties.read(text, at, end, home, loose)
            bracket = phrases.BRACKET.match(text, reached, end) if parties else None
            reached = bracket.end() if bracket else reached
            if parties and self._acts(text, reached, end):
                return Head(tuple(parties), cue.start(), reached, cue[0])
        return None

    def _announced(self, text: str, start: int, at: int, home: Home) -> bool:
        """Whether what stands before a cue leaves it free: nothing, a clause, or the one who speaks."""
        before = text[start:at].strip()
        if not before or before.endswith((",", ";", ":")):
            if before.endswith(",") and len(before) < 40 and not phrases.OPENER.match(before):
                return False
            return not phrases.DONE_BEFORE.search(before)
        if phrases.DONE_EARLIER.search(before):
            return False
        if phrases.CONDITION.match(before):
            return True
        last = max(before.rfind(","), before.rfind(";"), before.rfind(":")) + 1
        tail = before[last:].strip()
        tail = phrases.POLITE.sub("", tail)
        if not tail:
            return True
        speakers, reached = self._parties.read(tail, 0, len(tail), home)
        return bool(speakers) and reached == len(tail)

    def _bare(self, text: str, start: int, end: int, home: Home, announced: bool) -> Head | None:
        for at in self._openings(text, start, end):
            parties, reached = self._parties.read(text, at, end, home)
            if at > start and _goes_on(text, start, at, parties):
                continue
            told = announced and at == start and _is_told(parties, text[at:reached])
            if parties and self._acts(text, reached, end) and (told or self._does(text, reached, end)):
                return Head(tuple(parties), at, reached, None)
        return None

    def _openings(self, text: str, start: int, end: int) -> list[int]:
        """Where the one who acts may stand: first, or behind the clause that a sentence opens with."""
        towards = phrases.OF_BODIES.match(text, start, end)
        if not phrases.OPENER.match(text, start, end):
            topic = phrases.TOPIC.match(text, start, end)
            return [start, topic.end()] if topic else [start]
        reach = min(end, start + 300)
        found = [start]
        for middle in phrases.MIDDLE.finditer(text, start, reach):
            if phrases.WORKS.search(text, start, middle.start()):
                break
            found.append(middle.end())
        return [towards.end(), *found[:7]] if towards else found[:7]

    def _acts(self, text: str, reached: int, end: int) -> bool:
        return reached < end and not phrases.PAST.match(text, reached, end)

    def _does(self, text: str, reached: int, end: int) -> bool:
        """Whether a verb follows, perhaps behind a comma or colon."""
        at = reached
        while at < end and text[at] in " ,:":
            at += 1
        return self._words.verb.match(text, at, end) is not None or text[reached : reached + 1] == ":"


def _is_told(parties: list[Party], words: str) -> bool:
    """Whether parties alone tell who acts, whatever follows: a body by a long name, or several.

    "Thống kê số liệu" begins with a verb that is a body's name too.
    """
    if not parties or len(words.split()) < 3:
        return False
    return parties[-1].known or len(parties) > 1 and parties[0].known


def _goes_on(text: str, start: int, at: int, parties: list[Party]) -> bool:
    """Whether bare nouns behind a comma only go on with those before: "văn bản của Chính phủ, bộ, ngành"."""
    if not parties or parties[0].known or phrases.DETERMINED.match(text, at):
        return False
    return phrases.OWNERS.search(text, start, at) is not None


def _title_end(text: str, start: int, end: int) -> int:
    """Where a title's words end, without a colon and what stands in brackets."""
    bracket = text.find("(", start, end)
    words = text[start : bracket if bracket > start else end].rstrip(" :;.,")
    return start + len(phrases.BOUND.sub("", words).rstrip(" :;.,"))
