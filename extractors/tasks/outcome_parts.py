"""Reads what stands around a statement about work: who made it true, what was put out, when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractors.bodies import FoundBody
from extractors.dates import DATE, FoundDate, find_date, match_date
from extractors.model import BlockKind, Document, Facts, Reference, ReferenceKind
from extractors.task_facts import Deadline, OutcomeState
from extractors.tasks.deadlines import DeadlineReader
from extractors.tasks.moments import moment_at
from extractors.tasks.outcome_words import OutcomeWords

_AHEAD = regex.compile(
    r"nhiệm vụ|phương hướng|kiến nghị|đề xuất|giải pháp|tổ chức thực hiện|mục tiêu", regex.I
)
_SURELY_AHEAD = regex.compile(r"phương hướng|kiến nghị|đề xuất|giải pháp|mục tiêu", regex.I)
_BACK = regex.compile(r"kết quả|tình hình|đã |đánh giá|hạn chế|tồn tại|công tác", regex.I)
_CUT = regex.compile(r"[;:]|,(?=\s)|(?<!\p{L})(?:nhưng|song|còn|tuy nhiên|và)(?=\s+(?:đã|đang|chưa|hiện)\s)")
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
_WHEN = regex.compile(r"(?:[^,;:]*(?<!\p{L})(?:vào|trong|xong)(?:\s+các)?)?\s+", regex.I)
"""Between a verb and the day on which it was done: "đã hoàn thành … vào ngày 12/3/2026"."""
_BY = regex.compile(
    r"(?<!(?:quy định|giao|nêu|yêu cầu|chỉ đạo|kết luận|kiến nghị|đề nghị)\s)tại\s+$", regex.I
)
_DAYS = regex.compile(
    r"ngày\s+(?:\d{1,2}(?:\s*,\s*|\s+và\s+|\s*-\s*))+(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{4})", regex.I
)
"""Days of which only the last is written in full: "các ngày 08 và 09/12/2025"."""
_MOVED = regex.compile(r"(?<!\p{L})(?:sang|đến|tới|thành)\s+(?:hết\s+)?", regex.I)
_REACH = 600
"""Characters behind a cue in which its new deadline is looked for."""
_PERSON = regex.compile(r"(?:đồng chí|phó|chủ tịch|thủ tướng|bí thư|giám đốc|bộ trưởng|ông|bà)\s", regex.I)
_NO_SPEAKER = regex.compile(r"(?<!\p{L})(?:của|tại|do|với|cho|gửi|về|theo)\s+$|\p{Lu}\p{L}* $")
_LINKED = regex.compile(r"[\s,;]*(?:và|nhưng|song|còn)\s+(?=đã|đang|chưa)", regex.I)
_AND = regex.compile(r"\s*(?:,|;|và|cùng)?\s*")


def is_ahead(document: Document, index: int, told: bool) -> bool:
    """Whether a block stands under a heading on what shall be done.

    A report lists what was `told` to be done ("đã …") under "Nhiệm vụ của Sở" as well.
    """
    ahead = _SURELY_AHEAD if told else _AHEAD
    for block in reversed(document.blocks[max(0, index - 60) : index]):
        if block.kind is BlockKind.HEADING:
            words = document.text[block.start : block.end]
            return ahead.search(words) is not None and _BACK.search(words) is None
    return False


def inside_word(text: str, at: int) -> bool:
    """Whether a letter stands right before `at`."""
    return at > 0 and text[at - 1].isalpha()


def clause_start(text: str, start: int, at: int) -> int:
    """Where the clause that holds `at` begins."""
    # The little words before "đã", "đang", "chưa" cut only where these follow, so the search sees past `at`.
    for found in _CUT.finditer(text, start, at + len(" đang ")):
        if found.start() < at:
            start = found.end() if found[0] in ";:," else found.start()
    return start


def speakers(
    text: str, bodies: Sequence[tuple[int, FoundBody]], at: int, words: OutcomeWords, told: bool = False
) -> list[tuple[int, str]]:
    """The bodies named right before a cue, the last one first: where their words begin, and their names.

    `told` lets them be told by another: "cho phép Sở … gia hạn".
    """
    found: list[tuple[int, str]] = []
    for start, body in reversed(bodies):
        if body.end > at:
            continue
        between = _AND if found else words.adverbs
        if not between.fullmatch(text, body.end, at) or (body.name is None and _PERSON.match(body.printed)):
            break
        if not told and _NO_SPEAKER.search(text, max(0, start - 20), start):
            break
        found.append((start, body.name or body.printed))
        at = start
    return found


def state_of(cue: regex.Match[str]) -> OutcomeState:
    """The state that a cue's words tell."""
    if cue["whole"] or cue["part"] or cue["over"]:
        return OutcomeState.DONE
    if cue["still"]:
        return OutcomeState.IN_PROGRESS
    return OutcomeState(next(state for state in OutcomeState if cue[state.value]))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the signs, white space and linking word at its ends."""
    linked = _LINKED.match(text, start, end)
    start = linked.end() if linked else start
    while start < end and text[start] in " \n\t,;:.-–+":
        start += 1
    while end > start and text[end - 1] in " \n\t,;:.":
        end -= 1
    return start, end


def products_of(
    text: str,
    cue: regex.Match[str],
    references: Sequence[Reference],
    named: Sequence[int],
    makers: Sequence[str],
) -> Iterator[int]:
    """The documents that were put out: the first behind the verb and what is listed with it.

    Whatever was done, it was done with a document of the body that did it where it is told to be "tại" it.
    """
    if not _ISSUING.search(cue[0]):
        yield from (index for index in named if _is_act(text, cue.end(), references[index], makers))
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


def _is_act(text: str, after: int, one: Reference, makers: Sequence[str]) -> bool:
    """Whether a document is that with which its own maker did the work: "công khai kết quả tại Thông báo"."""
    if one.start < after or one.kind is not ReferenceKind.NUMBERED or one.issuer not in makers:
        return False
    return _BY.search(text, max(after, one.start - 30), one.start) is not None


def _is_past(day: str, today: str | None) -> bool:
    return today is None or day[: len(today)] <= today[: len(day)]


def new_deadline(
    deadlines: DeadlineReader, text: str, start: int, end: int, date: str | None
) -> Deadline | None:
    """The new day that words behind a cue which ends at `start` give: "gia hạn … đến ngày 31/01/2026"."""
    # The cue itself governs "đến ngày …", so the search takes it in.
    begin, end = max(0, start - 24), min(end, start + _REACH)
    found = [one for one in deadlines.find(text, begin, end, date) if one.start >= start]
    if found:
        return found[-1]
    moved = list(_MOVED.finditer(text, start, end))
    moment = moment_at(text, moved[-1].end(), end) if moved else None
    return deadlines.field(text, moment.start, moment.end, date) if moment else None


def _days(text: str, start: int, end: int) -> Iterator[tuple[int, FoundDate]]:
    """The days of a text with where their words begin; of several days the last."""
    for found in DATE.finditer(text, start, end):
        if day := match_date(text, found.start(), end):
            yield found.start(), day
    for found in _DAYS.finditer(text, start, end):
        if day := find_date(text, found.end(), end):
            yield found.start(), day


def done_on(
    text: str, cue: regex.Match[str], span: tuple[int, int], facts: Facts, products: Sequence[int]
) -> str | None:
    """When the work was done: the day that opens the sentence or follows the verb, or its product's."""
    start, end = span
    for first, day in _days(text, start, end):
        inside = any(one.start <= first < one.end for one in facts.references)
        if inside or day.iso is None or not _is_past(day.iso, facts.header.date):
            continue
        fronted = day.end < cue.start() and not text[start:first].strip(" ,").count(" ")
        if fronted or (not products and _WHEN.fullmatch(text, cue.end(), first)):
            return day.iso
    dates = {facts.references[index].date for index in products}
    return dates.pop() if len(dates) == 1 else None
