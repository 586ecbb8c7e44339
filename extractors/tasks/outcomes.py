"""Reads what a text says became of some work: done, under way, late, not done, or given more time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.bodies import BodyReader, FoundBody, body_reader
from extractors.figures.passages import Passage, style_of
from extractors.home import Home
from extractors.issuers import home_of
from extractors.model import Block, BlockKind, Document, Facts
from extractors.patterns import last_end
from extractors.rulebook import Rulebook
from extractors.speakers import SpeakerReader
from extractors.task_facts import Outcome, OutcomeState
from extractors.tasks.deadlines import DeadlineReader, deadline_reader
from extractors.tasks.outcome_parts import (
    clause_start,
    done_on,
    inside_word,
    is_ahead,
    new_deadline,
    products_of,
    speakers,
    state_of,
    trimmed,
)
from extractors.tasks.outcome_rows import read_rows
from extractors.tasks.outcome_words import PART, OutcomeWords
from extractors.tasks.parties import party_reader

_NORMATIVE = ("normative", "consolidation")
_DECREES = frozenset({"Quyết định", "Nghị quyết", "Quy chế", "Quy định"})
_THEN = regex.compile(r"[^.;\n]{0,160}?(?<!\p{L})thì(?!\p{L})", regex.I)
_JUDGED = regex.compile(
    r"\s+(?:[\p{L}]+\s+){0,2}?(?:tốt|đầy đủ|nghiêm|triệt để|hiệu quả|kịp thời|đúng)(?!\p{L})"
)
_OBJECT = regex.compile(r"\s*[\p{L}\d“\"(]")
_COUNTED = regex.compile(r"\s*\d[\d.,]*\s+(?:hồ sơ|đơn|vụ|lượt|trường hợp|ha|hộ|người)(?!\p{L})")
_ELSEWHERE = regex.compile(
    r"\s*(?:chi tiết|cụ thể)?\s*(?:tại|ở)\s+(?:mục|phần|phụ lục|điểm|biểu)(?!\p{L})", regex.I
)
_SHARE = regex.compile(
    r"(?:đạt|bằng)\s+(?:tỷ lệ\s+)?(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s?%"
    r"\s+(?:so với\s+)?(?:kế hoạch|khối lượng|nhiệm vụ|tiến độ|mục tiêu)",
    regex.I,
)
_HARD = regex.compile(r"[;:](?=\s)|\n")
_REACH = 600
"""Characters before a cue in which its body is looked for."""
_LEAD = 240
"""Characters of its sentence that a statement without a body takes along: what it speaks of stands there."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """What stands before a cue: where its clause begins, the last colon or semicolon, words, bodies."""

    opened: int
    hard: int
    rest: str
    bodies: tuple[str, ...] = ()
    passive: bool = False


def _name(body: FoundBody) -> str:
    return body.name or body.printed


class OutcomeReader:
    """Reads statements about work with the cues of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._words = OutcomeWords(rules)
        self._parties = party_reader(rules)
        self._bodies: BodyReader = body_reader(rules)
        self._speakers = SpeakerReader(rules, self._bodies)
        self._deadlines: DeadlineReader = deadline_reader(rules)
        self._families = {kind.name: kind.family for kind in rules.types}
        self._own: dict[str, list[str]] = {}
        for row in rules.tables["self_words"]:
            self._own.setdefault(row["words"], []).append(row["issuer"])

    def read(self, document: Document, facts: Facts) -> tuple[Outcome, ...]:
        """What a document says became of work, in the order of its text; nothing in a normative one.

        A decision lays down what shall be, so that only more time is read in it.
        """
        header = facts.header
        if "/" in (header.number or "") or self._families.get(header.type or "") in _NORMATIVE:
            return ()
        home = home_of(document, header, self._bodies, self._rules)
        found = [*self._prose(document, facts, home)]
        if header.type in _DECREES:
            found = [one for one in found if one.state is OutcomeState.EXTENDED]
        else:
            found += read_rows(document, facts, self._words, self._parties, self._deadlines, home)
        return tuple(sorted(found, key=lambda one: one.start))

    def _prose(self, document: Document, facts: Facts, home: Home) -> Iterator[Outcome]:
        text, reached, passage = document.text, -1, None
        for anchor in self._words.anchor.finditer(text):
            index = document.block_index(anchor.start()) if anchor.start() >= reached else None
            if index is None:
                continue
            block = document.blocks[index]
            if block.kind in (BlockKind.HEADING, BlockKind.CELL) or not self._words.cue.match(
                text, anchor.start()
            ):
                continue
            if passage is None or passage.start != block.start:
                passage = Passage(text, block.start, block.end)
            begin, end = passage.sentence(anchor.start())
            reached = end
            if begin == block.start:
                begin = style_of(text, block)[1]
            yield from self._sentence(document, facts, home, block, (begin, end), index)

    def _sentence(
        self, document: Document, facts: Facts, home: Home, block: Block, span: tuple[int, int], index: int
    ) -> Iterator[Outcome]:
        text, (begin, end) = document.text, span
        cues = [
            one for one in self._words.cue.finditer(text, begin, end) if not inside_word(text, one.start())
        ]
        # "…, đạt 100% kế hoạch" says no more than the statement that it ends.
        cues = [one for place, one in enumerate(cues) if not (place and one["whole"])]
        bodies = list(self._speakers.bodies_before(text, begin, end, home)) if cues else []
        start, earlier = begin, None
        for place, cue in enumerate(cues):
            clause = self._clause(text, begin, cue, bodies, home)
            following = cues[place + 1] if place + 1 < len(cues) else None
            stop = end
            if following is not None:
                cut = clause_start(text, cue.end(), following.start())
                stop = cut if cut > cue.end() else following.start()
            told = facts.header.type == "Báo cáo" and bool(cue["done"] or cue["over"])
            ahead = is_ahead(document, index, told)
            if self._says(text, clause, cue, begin, stop, ahead, earlier is not None):
                who = clause.bodies or (earlier or ())
                first = clause.hard if clause.bodies or cue.start() - start > _LEAD else start
                said = self._outcome(document, facts, block, cue, (max(start, first), stop), who)
                if said:
                    yield said
                    start, earlier = stop, who

    def _clause(
        self,
        text: str,
        begin: int,
        cue: regex.Match[str],
        bodies: Sequence[tuple[int, FoundBody]],
        home: Home,
    ) -> _Clause:
        """The words before a cue in its clause, and the bodies right before it."""
        begin = max(begin, cue.start() - _REACH)
        hard = last_end(_HARD, text, begin, cue.start())
        opened = clause_start(text, begin, cue.start())
        inside = [body for start, body in bodies if cue.start() < start < cue.end()]
        if inside:
            rest = text[opened : cue.start()].strip(" ,")
            return _Clause(opened, hard, rest, (_name(inside[-1]),), passive=True)
        named = speakers(text, bodies, cue.start(), self._words, told=bool(cue["extended"]))
        if named and not (cue["whole"] and text[cue.start() - 2 : cue.start()] == ", "):
            names = tuple(name for _, name in reversed(named))
            return _Clause(min(opened, named[-1][0]), hard, "", names)
        opener = self._words.opener.match(text, opened, cue.start())
        rest = text[opener.end() if opener else opened : cue.start()].strip(" ,")
        grouped = self._words.group.search(text, hard, cue.start())
        if grouped and self._words.adverbs.fullmatch(text, grouped.end(), cue.start()):
            others = speakers(text, bodies, grouped.start(), self._words)
            return _Clause(opened, hard, "", (*(name for _, name in reversed(others)), grouped[0]))
        own = self._own.get(rest)
        if own and home.issuer and home.issuer.startswith(tuple(own)):
            return _Clause(opened, hard, "", (home.issuer,))
        return _Clause(opened, hard, rest)

    def _says(
        self,
        text: str,
        clause: _Clause,
        cue: regex.Match[str],
        begin: int,
        stop: int,
        ahead: bool,
        goes_on: bool,
    ) -> bool:
        """Whether a cue states a fact about work and is no condition, wish, count or mere attribute.

        `goes_on` tells that the sentence has stated such a fact before.
        """
        doubt = self._words.doubt
        if (
            doubt.search(text, clause.opened, cue.start())
            or doubt.match(text, begin)
            or _THEN.match(text, cue.end())
        ):
            return False
        if cue["extended"]:
            return True
        if _COUNTED.match(text, cue.end()) or _ELSEWHERE.match(text, cue.end()):
            return False
        if cue["not_done"] and _JUDGED.match(text, cue.end()):
            return False
        follows = _OBJECT.match(text, cue.end(), stop) is not None
        finished = bool(cue["whole"] or cue["part"] or cue["over"]) or any(
            word in cue[0].lower() for word in ("hoàn thành", "được")
        )
        if clause.bodies and not clause.passive:
            return follows or finished
        if ahead:
            return False
        if not (cue["done"] or cue["over"] or cue["part"]) and doubt.search(text, clause.hard, cue.start()):
            return False
        opener = self._words.opener.match(text, clause.hard, clause.opened)
        starts = clause.opened <= (opener.end() if opener else clause.hard)
        if clause.rest or cue["late"]:
            work = starts and self._words.work.match(clause.rest) is not None
            return work and (follows or finished or bool(cue["late"]))
        if cue["whole"]:
            return starts
        return follows and (starts or goes_on or "hoàn thành" in cue[0].lower())

    def _outcome(
        self,
        document: Document,
        facts: Facts,
        block: Block,
        cue: regex.Match[str],
        span: tuple[int, int],
        bodies: tuple[str, ...],
    ) -> Outcome | None:
        text = document.text
        start, stop = trimmed(text, *span)
        state, deadline = state_of(cue), None
        if cue["extended"]:
            deadline = new_deadline(self._deadlines, text, cue.end(), stop, facts.header.date)
            if deadline is None:
                return None
        if state is OutcomeState.DONE and _only_partly(text, cue.end(), stop):
            state = OutcomeState.IN_PROGRESS
        named = [i for i, one in enumerate(facts.references) if start <= one.start and one.end <= stop]
        done = state is OutcomeState.DONE
        makers = bodies or ((facts.header.issuer,) if facts.header.issuer else ())
        products = tuple(products_of(text, cue, facts.references, named, makers)) if done else ()
        return Outcome(
            text[start:stop], start, stop, state, cue[0], bodies, products, tuple(named),
            done_on(text, cue, (start, stop), facts, products) if done else None,
            deadline, document.page_at(start), block.section, None, (cue.start(), cue.end()),
            self._words.in_time(text, cue.start(), stop) if done else None,
        )  # fmt: skip


def _only_partly(text: str, at: int, stop: int) -> bool:
    """Whether what is done is a part of it: "27/36 nhiệm vụ", "đạt 60% kế hoạch"."""
    part = PART.match(text, at, stop)
    if part:
        return int(part["part"]) < int(part["all"])
    share = _SHARE.search(text, at, stop)
    return share is not None and float(share["percent"].replace(",", ".")) < 100


@lru_cache(maxsize=4)
def outcome_reader(rules: Rulebook) -> OutcomeReader:
    """The reader made with `rules`."""
    return OutcomeReader(rules)
