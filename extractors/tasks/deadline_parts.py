"""Makes deadlines of the words behind a cue: a day that comes again, a span of time, an event."""

from __future__ import annotations

from datetime import date as calendar_day
from datetime import timedelta
from itertools import zip_longest

import regex

from extractors.patterns import last_end
from extractors.task_facts import Deadline, DeadlineKind
from extractors.tasks.deadline_words import EVERY
from extractors.tasks.moments import Fixed, Moment, moment_at
from extractors.tasks.recurrence import exists, rule_of

_REACH = 400
_MOST = 6
"""Days of a year that one deadline may list."""
SENTENCE = regex.compile(r"[\n;]|[.!?…]\s+(?=\p{Lu})")
LIST_LABEL = regex.compile(r"\s*(?:[-–+•*]\s*|\(?[\p{L}\d]{1,3}[.)]\s*)*", regex.I)
_LEAD = regex.compile(
    r"\s*(?:(?:vào|là|đến|trước|trong|hết|ngay|cuối(?=\s+ngày)|thời\s+điểm)\s+)*[(:]?\s*", regex.I
)
_LIST = regex.compile(r"\s*(?:,|và|hoặc)\s*(?:trước\s+)?(?=(?:ngày\s*)?\d{1,2}(?:/|\s*tháng))", regex.I)
_EVERY_AFTER = regex.compile(rf"\s*,?\s*\(?\s*{EVERY}", regex.I)
_EVERY_BEFORE = regex.compile(
    rf"(?<!\p{{L}})(?:định\s+kỳ[\s,]*)?(?:{EVERY}|(?:\d+|sáu|ba)\s+tháng|\d+\s+năm|định\s+kỳ)"
    r"[\s,:]*\(?\s*(?:(?:gửi|xong|báo\s+cáo)\s+)?$",
    regex.I,
)
_OPENING = regex.compile(
    rf"(?:định\s+kỳ[\s,]*)?(?:{EVERY}|(?<=kỳ[\s,]*)(?:\d+|sáu|ba)\s+tháng)|định\s+kỳ", regex.I
)
RELATIVE = regex.compile(
    r"\s*(?:của\s+)?(?:năm|tháng|quý)\s+(?:sau|tiếp|liền|kế|trước|đó|báo|cuối)|\s*của\s+(?:năm|tháng|kỳ|quý)",
    regex.I,
)
SPAN = regex.compile(
    r"\s*(?:(?:là|sau|trong|vòng|thời\s+hạn|thời\s+gian)\s+){0,3}\d+\s*(?:\([^()]{1,20}\)\s*)?"
    r"(?P<unit>ngày|giờ|tuần|tháng|năm)(?!\p{L})(?:\s+làm\s+việc)?"
    r"(?P<since>,?\s*(?:kể|tính)?\s*(?:từ|sau)\s+(?:khi|ngày|thời\s+điểm)\s[^.;,\n]{0,120})?",
    regex.I,
)
ANY_EVENT = regex.compile(r"\s[^.;,\n]{1,120}", regex.I)
IN_FORCE = regex.compile(r"\s[^.;,\n]{0,120}?có\s+hiệu\s+lực(?:\s+thi\s+hành)?", regex.I)
WHOLE = regex.compile(r"\s(?:hết|cuối)\s", regex.I)


class Place:
    """Where a cue was found: the bounds of the search, the cue's span, where its sentence begins."""

    __slots__ = ("after", "at", "date", "end", "sentence", "start", "text")

    def __init__(self, text: str, start: int, end: int, at: int, after: int, date: str | None) -> None:
        self.text, self.start, self.end, self.at, self.after, self.date = text, start, end, at, after, date
        self.sentence = last_end(SENTENCE, text, max(start, at - _REACH), at)

    def moment(self) -> Moment | None:
        """The moment right behind the cue and its small words ("trước", "là ngày")."""
        lead = _LEAD.match(self.text, self.after, self.end)
        offset = lead.end() if lead else self.after
        found = moment_at(self.text, offset, self.end)
        if found is None and self.text[self.after : offset].rstrip().lower().endswith(("hết", "cuối")):
            found = moment_at(self.text, self.text.rindex(" ", self.after, offset - 1) + 1, self.end)
        return found


def recurring(
    place: Place, moment: Moment, begin: int, strict: bool, governed: regex.Match[str] | None = None
) -> Deadline | None:
    """The deadline that comes again: a day without a year, next to words of repetition."""
    if moment.year is not None:
        return None
    text, moments = place.text, [moment]
    while len(moments) < _MOST and (more := _LIST.match(text, moments[-1].end, place.end)):
        following = moment_at(text, more.end(), place.end)
        if following is None or following.year is not None:
            break
        moments.append(following)
    end = moments[-1].end
    after = _EVERY_AFTER.match(text, end, place.end)
    before = _EVERY_BEFORE.search(text, max(place.sentence, begin - 60), begin)
    item = LIST_LABEL.match(text, place.sentence, begin)
    opening = _OPENING.match(text, item.end() if item else place.sentence, begin)
    said = after or before or opening or governed
    if not (said or moment.quarterly):
        return None
    every = said["every"] if said and said["every"] else ("năm" if moment.month else None)
    if moment.month and moment.day and not all(exists(m.month or 0, m.day or 0) for m in moments):
        return made(text, begin, end, DeadlineKind.INVALID, strict=strict)
    if after:
        end = after.end()
    if before:
        begin = before.start()
    if text.count("(", begin, end) > text.count(")", begin, end) and text[end : end + 1] == ")":
        end += 1
    rule = rule_of(moments, (every or "").lower())
    return made(
        text,
        begin,
        end,
        DeadlineKind.RECURRING,
        "recurring",
        strict=strict,
        recurrence=rule,
        time=moment.time,
    )


def relative(place: Place) -> Deadline | None:
    """A span of time that starts with an event: "trong 15 ngày kể từ ngày …"."""
    span = SPAN.match(place.text, place.after, place.end)
    if span is None or not (span["since"] or span["unit"].lower() in ("ngày", "giờ")):
        return None
    return made(place.text, place.at, span.end(), DeadlineKind.EVENT)


def event(place: Place, rest: regex.Pattern[str]) -> Deadline | None:
    """A deadline that is something that has to happen first: "ngay sau khi …"; `rest` are its words."""
    found = rest.match(place.text, place.after, place.end)
    return made(place.text, place.at, found.end(), DeadlineKind.EVENT) if found else None


def last_before(words: str, fixed: Fixed) -> str | None:
    """The last day of "trước …": the day itself, but the one before a whole month, quarter or year begins."""
    if fixed.kind is DeadlineKind.DATE or fixed.first is None or WHOLE.search(words):
        return fixed.last
    return (calendar_day.fromisoformat(fixed.first) - timedelta(days=1)).isoformat()


def without_repeated(text: str, found: list[Deadline]) -> list[Deadline]:
    """Without a bare word of repetition whose sentence goes on to print the day that comes again."""
    kept = []
    for one, following in zip_longest(found, found[1:]):
        bare = one.kind is DeadlineKind.RECURRING and one.recurrence is None and one.time is None
        ruled = following is not None and following.kind is DeadlineKind.RECURRING and following.recurrence
        if bare and ruled and following and not SENTENCE.search(text, one.end, following.start):
            continue
        kept.append(one)
    return kept


def made(
    text: str,
    start: int,
    end: int,
    kind: DeadlineKind,
    value: str | None = None,
    due: str | None = None,
    strict: bool = False,
    inferred: bool = False,
    recurrence: str | None = None,
    time: str | None = None,
) -> Deadline:
    """A deadline with its words, white space at their end left out."""
    while end > start and text[end - 1].isspace():
        end -= 1
    words = text[start:end]
    return Deadline(words, start, end, kind, value, due, strict, inferred, recurrence, time)
