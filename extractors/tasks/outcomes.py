"""Reads what a text says became of some work: done, under way, late, not done, or given more time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.bodies import BodyReader, FoundBody, body_reader
from extractors.dates import iso_date
from extractors.figures.passages import Passage, style_of
from extractors.home import Home
from extractors.issuers import home_of
from extractors.model import Block, BlockKind, Document, Facts, Reference, ReferenceKind
from extractors.patterns import last_end
from extractors.rulebook import Rulebook
from extractors.speakers import SpeakerReader
from extractors.task_facts import Deadline, Outcome, OutcomeState
from extractors.tasks.deadlines import DeadlineReader, deadline_reader
from extractors.tasks.outcome_rows import read_rows
from extractors.tasks.outcome_words import PART, OutcomeWords

_NORMATIVE = ("normative", "consolidation")
_DECREES = frozenset({"Quyết định", "Nghị quyết", "Quy chế", "Quy định"})
_AHEAD = regex.compile(
    r"nhiệm vụ|phương hướng|kiến nghị|đề xuất|giải pháp|tổ chức thực hiện|mục tiêu", regex.I
)
_BACK = regex.compile(r"kết quả|tình hình|đã |đánh giá|hạn chế|tồn tại|công tác", regex.I)
_CUT = regex.compile(r"[;:]|,(?=\s)|(?<!\p{L})(?:nhưng|song|còn|tuy nhiên|và)(?=\s+(?:đã|đang|chưa|hiện)\s)")
_THEN = regex.compile(r"[^.;\n]{0,160}?(?<!\p{L})thì(?!\p{L})", regex.I)
_JUDGED = regex.compile(
    r"\s+(?:[\p{L}]+\s+){0,2}?(?:tốt|đầy đủ|nghiêm|triệt để|hiệu quả|kịp thời|đúng)(?!\p{L})"
)
_OBJECT = regex.compile(r"\s*[\p{L}\d“\"(]")
_COUNTED = regex.compile(r"\s*\d[\d.,]*\s+(?:hồ sơ|đơn|vụ|lượt|trường hợp|ha|hộ|người)(?!\p{L})")
_ELSEWHERE = regex.compile(
    r"\s*(?:chi tiết|cụ thể)?\s*(?:tại|ở)\s+(?:mục|phần|phụ lục|điểm|biểu)(?!\p{L})", regex.I
)
_HARD = regex.compile(r"[;:](?=\s)|\n")
_PERSON = regex.compile(r"(?:đồng chí|phó|chủ tịch|thủ tướng|bí thư|giám đốc|bộ trưởng|ông|bà)\s", regex.I)
_LEAD = 240
"""Characters of its sentence that a statement without a body takes along: what it speaks of stands there."""
_NO_SPEAKER = regex.compile(r"(?<!\p{L})(?:của|tại|do|với|cho|gửi|về|theo)\s+$|\p{Lu}\p{L}* $")
_AND = regex.compile(r"\s*(?:,|;|và|cùng)?\s*")
_FRONT_DATE = regex.compile(r"(?:vào\s+)?ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})", regex.I)
_GAP = regex.compile(
    r"(?:(?!(?:thực hiện|triển khai|theo|căn cứ|thay thế|sửa đổi|bãi bỏ|nhằm|để)(?!\p{L}))[^\d;]){0,110}",
    regex.I,
)
_NEXT = regex.compile(r"[\s,;]*(?:và|các|số)?\s*")
_ISSUING = regex.compile(
    r"ban hành|tham mưu|trình|ký|phê duyệt|công bố|có (?:văn bản|công văn|báo cáo|tờ trình)|gửi"
    r"|xây dựng|thành lập|báo cáo|quyết định",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """What stands before a cue: where its clause begins, the last colon or semicolon, words, bodies."""

    opened: int
    hard: int
    rest: str
    bodies: tuple[str, ...] = ()


class OutcomeReader:
    """Reads statements about work with the cues of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._words = OutcomeWords(rules)
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
            found += read_rows(document, facts, self._words, self._bodies, home)
        return tuple(sorted(found, key=lambda one: one.start))

    def _prose(self, document: Document, facts: Facts, home: Home) -> Iterator[Outcome]:
        text, reached = document.text, -1
        for anchor in self._words.anchor.finditer(text):
            index = document.block_index(anchor.start()) if anchor.start() >= reached else None
            if index is None:
                continue
            block = document.blocks[index]
            if block.kind in (BlockKind.HEADING, BlockKind.CELL) or not self._words.cue.match(
                text, anchor.start()
            ):
                continue
            passage = Passage(text, block.start, block.end)
            begin, end = passage.sentence(anchor.start())
            reached = end
            if begin == block.start:
                begin = style_of(text, block)[1]
            yield from self._sentence(document, facts, home, block, (begin, end), _is_ahead(document, index))

    def _sentence(
        self, document: Document, facts: Facts, home: Home, block: Block, span: tuple[int, int], ahead: bool
    ) -> Iterator[Outcome]:
        text, (begin, end) = document.text, span
        cues = [
            one for one in self._words.cue.finditer(text, begin, end) if not _inside_word(text, one.start())
        ]
        # "…, đạt 100% kế hoạch" says no more than the statement that it ends.
        cues = [one for place, one in enumerate(cues) if not (place and one["whole"])]
        bodies = list(self._speakers.bodies_before(text, begin, end, home)) if cues else []
        start, earlier = begin, None
        for place, cue in enumerate(cues):
            clause = self._clause(text, begin, cue, bodies, home)
            following = cues[place + 1] if place + 1 < len(cues) else None
            stop = end if following is None else max(cue.end(), _last_cut(text, cue.end(), following.start()))
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
        hard = last_end(_HARD, text, begin, cue.start())
        opened = _last_cut(text, begin, cue.start())
        named = _adjoining(text, bodies, cue.start(), self._words)
        if named and not (cue["whole"] and text[cue.start() - 2 : cue.start()] == ", "):
            return _Clause(min(opened, named[0][0]), hard, "", tuple(name for _, name in reversed(named)))
        opener = self._words.opener.match(text, opened, cue.start())
        rest = text[opener.end() if opener else opened : cue.start()].strip(" ,")
        grouped = self._words.group.search(text, hard, cue.start())
        if grouped and self._words.adverbs.fullmatch(text, grouped.end(), cue.start()):
            return _Clause(opened, hard, "", (grouped[0],))
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
        finished = bool(cue["whole"]) or any(word in cue[0].lower() for word in ("hoàn thành", "được"))
        if clause.bodies:
            return follows or finished
        if ahead:
            return False
        if not cue["done"] and doubt.search(text, clause.hard, cue.start()):
            return False
        opener = self._words.opener.match(text, clause.hard, clause.opened)
        starts = clause.opened <= (opener.end() if opener else clause.hard)
        if clause.rest or cue["late"]:
            work = starts and self._words.work.match(clause.rest) is not None
            return work and (follows or finished or bool(cue["late"]))
        if cue["whole"]:
            return starts
        return follows and (starts or goes_on or finished)

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
        start, stop = _trimmed(text, *span)
        state, deadline = _state(cue), None
        if cue["extended"]:
            deadline = self._new_deadline(text, cue.end(), stop, facts.header.date)
            if deadline is None:
                return None
        part = PART.match(text, cue.end())
        if part and state is OutcomeState.DONE and int(part["part"]) < int(part["all"]):
            state = OutcomeState.IN_PROGRESS
        named = [i for i, one in enumerate(facts.references) if start <= one.start and one.end <= stop]
        products = tuple(_products(text, cue, facts.references, named)) if state is OutcomeState.DONE else ()
        return Outcome(
            text[start:stop], start, stop, state, cue[0], bodies, products, tuple(named),
            _done_on(text, cue, (start, stop), facts, products) if state is OutcomeState.DONE else None,
            deadline, document.page_at(start), block.section, None, (cue.start(), cue.end()),
        )  # fmt: skip

    def _new_deadline(self, text: str, start: int, end: int, date: str | None) -> Deadline | None:
        # The cue itself governs "đến ngày …", so the search takes it in.
        begin = max(0, start - 24)
        found = [one for one in self._deadlines.find(text, begin, end, date) if one.start >= start]
        return found[-1] if found else None


def _is_ahead(document: Document, index: int) -> bool:
    """Whether a block stands under a heading on what shall be done."""
    for block in reversed(document.blocks[max(0, index - 60) : index]):
        if block.kind is BlockKind.HEADING:
            words = document.text[block.start : block.end]
            return _AHEAD.search(words) is not None and _BACK.search(words) is None
    return False


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalpha()


def _last_cut(text: str, start: int, at: int) -> int:
    """Where the clause that holds `at` begins."""
    for found in _CUT.finditer(text, start, at):
        start = found.end() if found[0] in ";:," else found.start()
    return start


def _adjoining(
    text: str, bodies: Sequence[tuple[int, FoundBody]], at: int, words: OutcomeWords
) -> list[tuple[int, str]]:
    """The bodies named right before a cue, the last one first: where their words begin, and their names."""
    found: list[tuple[int, str]] = []
    for start, body in reversed(bodies):
        if body.end > at:
            continue
        between = _AND if found else words.adverbs
        if not between.fullmatch(text, body.end, at) or (body.name is None and _PERSON.match(body.printed)):
            break
        if _NO_SPEAKER.search(text, max(0, start - 20), start):
            break
        found.append((start, body.name or body.printed))
        at = start
    return found


def _state(cue: regex.Match[str]) -> OutcomeState:
    if cue["whole"]:
        return OutcomeState.DONE
    if cue["still"]:
        return OutcomeState.IN_PROGRESS
    return OutcomeState(next(state for state in OutcomeState if cue[state.value]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n\t,;:.-–+":
        start += 1
    while end > start and text[end - 1] in " \n\t,;:.":
        end -= 1
    return start, end


def _products(
    text: str, cue: regex.Match[str], references: Sequence[Reference], named: Sequence[int]
) -> Iterator[int]:
    """The documents that were put out: the first behind the verb and what is listed with it."""
    if not _ISSUING.search(cue[0]):
        return
    at = -1
    for index in named:
        one = references[index]
        if one.end <= cue.end() or one.kind is not ReferenceKind.NUMBERED:
            continue
        first = at < 0 and (one.start <= cue.end() or _GAP.fullmatch(text, cue.end(), one.start))
        listed = at >= 0 and _NEXT.fullmatch(text, at, one.start)
        if one.relation == "issues" or first or listed:
            at = one.end
            yield index


def _done_on(
    text: str, cue: regex.Match[str], span: tuple[int, int], facts: Facts, products: Sequence[int]
) -> str | None:
    """When the work was done: the day that opens the sentence or follows the verb, or its product's."""
    for found in _FRONT_DATE.finditer(text, *span):
        inside = any(one.start <= found.start() < one.end for one in facts.references)
        fronted = found.start() == span[0] and found.end() < cue.start()
        between = text[cue.end() : found.start()]
        behind = found.start() >= cue.end() and not products and not regex.search(r"[,;:]", between)
        if not inside and (fronted or behind):
            return iso_date(found[3], found[2], found[1])
    dates = {facts.references[index].date for index in products}
    return dates.pop() if len(dates) == 1 else None


@lru_cache(maxsize=4)
def outcome_reader(rules: Rulebook) -> OutcomeReader:
    """The reader made with `rules`."""
    return OutcomeReader(rules)
