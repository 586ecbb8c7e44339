"""Reads by when something is to be done, from running text and from cells that hold nothing but time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as calendar_day
from datetime import timedelta
from functools import lru_cache
from itertools import zip_longest

import regex

from extractors.patterns import last_end
from extractors.rulebook import Rulebook
from extractors.task_facts import Deadline, DeadlineKind
from extractors.tasks.deadline_words import EVERY, TIME_FOLLOWS, TIMED, DeadlineWords
from extractors.tasks.moments import MOMENT, Fixed, Moment, fix, moment_at, moment_of
from extractors.tasks.recurrence import exists, rule_of

_REACH = 400
_BREAK = regex.compile(r"[\n;]|[.!?…]\s+(?=\p{Lu})")
_LEAD = regex.compile(
    r"\s*(?:(?:vào|là|đến|trước|trong|hết|ngay|cuối(?=\s+ngày)|thời\s+điểm)\s+)*[(:]?\s*", regex.I
)
_AFTER_DONE = regex.compile(r"\s*(?:(?:dứt\s+điểm|toàn\s+bộ)\s+)?[(:]?\s*", regex.I)
_COLON = regex.compile(r"\s*:\s*")
_SENTENCE_END = regex.compile(
    r"(?:\s+và\s+(?:\d+|năm)\s+năm)?(?:\s+theo\s+(?:quy\s+định|yêu\s+cầu)[^.;,\n]{0,40})?\s*(?:[.;\n]|$)",
    regex.I,
)
_NO_PLAN = regex.compile(
    r"(?<!\p{L})(?:(?:theo|để|kết\s+quả|việc|được|là|đã)\s+(?:\p{L}+\s+)?|do\s[^,;]{1,40})$"
)
_ASIDE = regex.compile(r"(?<!\p{L})(?:theo|dự\s+toán|ngân\s+sách|nhằm|để)(?!\p{L})|\(", regex.I)
_LABEL_END = regex.compile(r"[\n;]|\.(?!\d)")
_ITEM = regex.compile(r"\s*(?:[-–+•*]\s*|\(?[\p{L}\d]{1,3}[.)]\s*)*", regex.I)
_LIST = regex.compile(r"\s*(?:,|và|hoặc)\s*(?:trước\s+)?(?=(?:ngày\s*)?\d{1,2}(?:/|\s*tháng))", regex.I)
_EVERY_AFTER = regex.compile(rf"\s*,?\s*\(?\s*{EVERY}", regex.I)
_EVERY_BEFORE = regex.compile(
    rf"(?<!\p{{L}})(?:định\s+kỳ[\s,]*)?(?:{EVERY}|(?:\d+|sáu|ba)\s+tháng|\d+\s+năm|(?P<period>định\s+kỳ))"
    r"[\s,:]*\(?\s*(?:(?:gửi|xong|báo\s+cáo)\s+)?$",
    regex.I,
)
_OPENING = regex.compile(
    rf"(?:định\s+kỳ[\s,]*)?(?:{EVERY}|(?<=kỳ[\s,]*)(?:\d+|sáu|ba)\s+tháng)|định\s+kỳ", regex.I
)
_RELATIVE = regex.compile(
    r"\s*(?:của\s+)?(?:năm|tháng|quý)\s+(?:sau|tiếp|liền|kế|trước|đó|báo|cuối)|\s*của\s+(?:năm|tháng|kỳ|quý)",
    regex.I,
)
_SPAN = regex.compile(
    r"\s*(?:(?:là|sau|trong|vòng|thời\s+hạn|thời\s+gian)\s+){0,3}\d+\s*(?:\([^()]{1,20}\)\s*)?"
    r"(?P<unit>ngày|giờ|tuần|tháng|năm)(?!\p{L})(?P<work>\s+làm\s+việc)?"
    r"(?P<since>,?\s*(?:kể|tính)?\s*(?:từ|sau)\s+(?:khi|ngày|thời\s+điểm)\s[^.;,\n]{0,120})?",
    regex.I,
)
_AFTER = regex.compile(r"\s[^.;,\n]{1,120}", regex.I)
_IN_FORCE = regex.compile(r"\s[^.;,\n]{0,120}?có\s+hiệu\s+lực(?:\s+thi\s+hành)?", regex.I)
_PAST = regex.compile(
    r"(?<!\p{L})(?:đã|được\s+cấp|tính|từ\s+(?:ngày|tháng|năm|đầu|quý)|số\s+liệu)(?!\p{L})", regex.I
)
_WHOLE = regex.compile(r"\s(?:hết|cuối)\s", regex.I)
_RANGE = regex.compile(r"(?<!\p{L})(?:từ|tính|kể)\s[^.;\n]{0,40}$|(?:^|\s)(?:tính|từ)\s+$", regex.I)
_CONDITION = regex.compile(r"[^.;\n]{0,100}?(?<!\p{L})thì(?!\p{L})", regex.I)
_COUNTED = regex.compile(r"\s*(?:tổng|số|diện)(?!\p{L})")
_GOAL = regex.compile(r"(?<!\p{L})(?:đạt|chiếm)(?!\p{L})")
_VERDICT = regex.compile(r"[^.;\n]{0,90}?(?<!\p{L})(?:đã|đạt|có)(?!\p{L})")
_YEARS = regex.compile(
    r"(?:từ\s+)?(?:(?:trong\s+)?giai\s+đoạn\s+)?(?:năm\s+)?\d{4}\s*(?:[-–]|đến)\s*(?:năm\s+)?\d{4}", regex.I
)
_YEAR_ALONE = regex.compile(r"(?:trong\s+)?\d{4}", regex.I)
_MONTH_ALONE = regex.compile(r"(?:trong\s+)?(?:T\.?\s?)?(?P<month>\d{1,2})\s?[/-]\s?(?P<year>\d{4})", regex.I)
_OPEN_END = regex.compile(r"đến\s+(?:khi|lúc)\s|^(?:ngay\s+)?(?:sau\s+)?khi\s", regex.I)
_START = regex.compile(r"(?:bắt\s+đầu\s+)?(?:kể\s+)?từ\s+", regex.I)
_SIGNED = regex.compile(r"\d/(?:\d{4}/)?\p{Lu}{2}|số\s+\d")
_SHORT_FIELD = 90


class DeadlineReader:
    """Reads deadlines with the cues of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._words = DeadlineWords(rules)
        self._readers: dict[str, Callable[[_Place], Deadline | None]] = {
            "before": self._before,
            "by": self._by,
            "until": self._until,
            "within": self._within,
            "done": self._done,
            "label": self._label,
            "event": lambda place: _event(place, _AFTER),
            "after": lambda place: _event(place, _IN_FORCE),
            "often": self._repeated,
            "every": self._repeated,
        }

    def find(self, text: str, start: int, end: int, date: str | None) -> list[Deadline]:
        """Every deadline in the text between the offsets; `date` is the document's own (ISO or None).

        What lies before that date is no deadline unless a verb of completion governs it.
        """
        found: list[Deadline] = []
        reached = start
        for anchor in self._words.anchor.finditer(text, start, end):
            at = anchor.start()
            if at < reached or text[at - 1 : at].isalpha() or text[anchor.end() : anchor.end() + 1].isalpha():
                continue
            kind = self._words.kinds[anchor[0]]
            if kind in TIMED and not TIME_FOLLOWS.match(text, anchor.end(), end):
                continue
            deadline = self._readers[kind](_Place(text, start, end, at, anchor.end(), date))
            if deadline is not None and deadline.start >= (found[-1].end if found else start):
                found.append(deadline)
                reached = deadline.end
        return _without_repeated(text, found)

    def field(self, text: str, start: int, end: int, date: str | None) -> Deadline | None:
        """The deadline of a cell or line that holds nothing but time; its last day where it names several.

        A period of years ("2026 - 2030") is no deadline, nor is a bare beginning ("Từ 01/7/2025").
        """
        while start < end and text[start] in " \n\t(:-–":
            start += 1
        while end > start and text[end - 1] in " \n\t.;,":
            end -= 1
        words = text[start:end]
        if not words or _YEARS.fullmatch(words):
            return None
        if len(words) <= _SHORT_FIELD and not _SIGNED.search(words):
            found = _of_field(text, start, end, date)
            if found is not None:
                return found
        repeated = self._words.repeated.search(text, start, end)
        several = self.find(text, start, end, date)
        dated = [one for one in several if one.kind is not DeadlineKind.RECURRING]
        if dated:
            return dated[-1]
        if repeated is not None and not _SIGNED.search(words):
            return several[-1] if several else _made(text, start, end, DeadlineKind.RECURRING, "recurring")
        return several[-1] if several else None

    def _before(self, place: _Place) -> Deadline | None:
        moment = place.moment()
        if moment is None or _COUNTED.match(place.text, moment.end):
            return None
        if _RANGE.search(place.text, place.sentence, place.at) and not self._governed(place):
            return None
        return self._resolve(place, moment, strict=True)

    def _by(self, place: _Place) -> Deadline | None:
        moment = place.moment()
        return self._resolve(place, moment) if moment else _relative(place)

    def _until(self, place: _Place) -> Deadline | None:
        moment = place.moment()
        if moment is None or moment.recurs:
            return None
        named_year = moment.year is not None and not (moment.month or moment.quarter or moment.half)
        bare_year = named_year and not _WHOLE.match(place.text, place.after)
        governed = not bare_year and self._governed(place, self._words.until_verb)
        from_now = place.text[place.sentence : place.at].rstrip().lower().endswith("từ nay")
        ranged = _RANGE.search(place.text, place.sentence, place.at) is not None and not from_now
        opens = self._opens(place) or from_now
        if ranged or not (governed or (opens and self._work_follows(place, moment, self._words.done))):
            return None
        return self._resolve(place, moment)

    def _within(self, place: _Place) -> Deadline | None:
        moment = place.moment()
        if moment is None:
            return _relative(place)
        if moment.recurs and moment.day is None or _RELATIVE.match(place.text, moment.end):
            return None
        verdict = _VERDICT.match(place.text, moment.end, place.end)
        of_year = moment.month is None and moment.quarter is None
        if self._opens(place):
            verbs = self._words.done if of_year else self._words.work
            if verdict or not self._work_follows(place, moment, verbs):
                return None
        elif of_year:
            if not self._governed(place, self._words.year_verb):
                return None
        elif _PAST.search(place.text, place.sentence, place.at) and not self._governed(place):
            return None
        return self._resolve(place, moment)

    def _done(self, place: _Place) -> Deadline | None:
        lead = _AFTER_DONE.match(place.text, place.after, place.end)
        moment = moment_at(place.text, lead.end() if lead else place.after, place.end)
        if moment is None or moment.recurs or not self._governed(place, until=place.after):
            return None
        return self._resolve(place, moment, start=moment.start)

    def _label(self, place: _Place) -> Deadline | None:
        colon = _COLON.match(place.text, place.after, place.end)
        if colon is None:
            return None
        stop = _LABEL_END.search(place.text, colon.end(), place.end)
        return self.field(place.text, colon.end(), stop.start() if stop else place.end, place.date)

    def _repeated(self, place: _Place) -> Deadline | None:
        """A word of repetition that governs the verb ("định kỳ báo cáo"), or ends a plan."""
        found = self._words.adverb.match(place.text, place.at, place.end)
        if found is None and not self._ends_plan(place):
            return None
        if self._words.thing.search(place.text, max(place.sentence, place.at - 30), place.at):
            return None
        end = found.start("gap") if found else place.after
        return _made(place.text, place.at, end, DeadlineKind.RECURRING, "recurring")

    def _ends_plan(self, place: _Place) -> bool:
        """Whether "hằng năm" ends a sentence on what is planned, issued or funded each year."""
        if not _SENTENCE_END.match(place.text, place.after, place.end):
            return False
        plans = list(self._words.plan_verb.finditer(place.text, place.sentence, place.at))
        if not plans or self._words.kinds[place.text[place.at : place.after]] != "every":
            return False
        before = place.text[max(place.sentence, plans[-1].start() - 45) : plans[-1].start()]
        between = place.text[plans[-1].end() : place.at]
        return not (_NO_PLAN.search(before) or _ASIDE.search(between) or _PAST.search(before))

    def _opens(self, place: _Place) -> bool:
        """Whether the cue opens its sentence, a label of the list left aside."""
        item = _ITEM.match(place.text, place.sentence, place.at)
        return item is not None and item.end() == place.at

    @staticmethod
    def _work_follows(place: _Place, moment: Moment, verbs: regex.Pattern[str]) -> bool:
        follows = verbs.search(place.text, moment.end, min(place.end, moment.end + 90))
        if follows is None:
            return False
        between = place.text[moment.end : follows.start()]
        return not regex.search(r"(?<!\p{L})đã(?!\p{L})|[:.;\n]", between)

    def _governed(
        self, place: _Place, verbs: regex.Pattern[str] | None = None, until: int | None = None
    ) -> bool:
        """Whether such a verb, by default one of completion, stands before the cue and tells no past fact."""
        stop = place.at if until is None else until
        found = list((verbs or self._words.done).finditer(place.text, place.sentence, stop))
        if not found:
            return False
        last = found[-1]
        if _GOAL.search(place.text, last.end(), stop):
            return False
        before = place.text[max(place.sentence, last.start() - 24) : last.start()]
        return regex.search(r"(?<!\p{L})đã(?:\s+\p{L}+){0,2}\s+$", before) is None

    def _resolve(
        self, place: _Place, moment: Moment, strict: bool = False, start: int | None = None
    ) -> Deadline | None:
        """The deadline that a cue and a moment make; None where it is a fact of the past or a condition."""
        text, begin = place.text, place.at if start is None else start
        governed = self._words.adverb.search(text, place.sentence, begin)
        again = _again(place, moment, begin, strict, governed)
        if again is not None:
            return again
        if moment.recurs or _RELATIVE.match(text, moment.end):
            return None
        fixed = fix(moment, place.date)
        if fixed.kind is DeadlineKind.INVALID:
            worded = moment.year is not None or "ngày" in text[moment.start : moment.end].lower()
            return _made(text, begin, moment.end, fixed.kind, strict=strict) if worded else None
        past = place.date is not None and fixed.last is not None and fixed.last < place.date
        if past and not self._governed(place, self._words.until_verb, until=begin):
            return None
        undated = place.date is None and _PAST.search(text, place.sentence, begin)
        if undated and not self._governed(place, until=begin):
            return None
        if _CONDITION.match(text, moment.end, place.end):
            return None
        due = _before_period(text[begin : moment.end], fixed) if strict else fixed.last
        return _made(
            text, begin, moment.end, fixed.kind, fixed.value, due, strict, fixed.inferred, time=moment.time
        )


class _Place:
    """Where a cue was found: the bounds of the search, the cue's span, where its sentence begins."""

    __slots__ = ("after", "at", "date", "end", "sentence", "start", "text")

    def __init__(self, text: str, start: int, end: int, at: int, after: int, date: str | None) -> None:
        self.text, self.start, self.end, self.at, self.after, self.date = text, start, end, at, after, date
        self.sentence = last_end(_BREAK, text, max(start, at - _REACH), at)

    def moment(self) -> Moment | None:
        """The moment right behind the cue and its small words ("trước", "là ngày")."""
        lead = _LEAD.match(self.text, self.after, self.end)
        offset = lead.end() if lead else self.after
        found = moment_at(self.text, offset, self.end)
        if found is None and self.text[self.after : offset].rstrip().lower().endswith(("hết", "cuối")):
            found = moment_at(self.text, self.text.rindex(" ", self.after, offset - 1) + 1, self.end)
        return found


def _again(
    place: _Place, moment: Moment, begin: int, strict: bool, governed: regex.Match[str] | None = None
) -> Deadline | None:
    """The deadline that comes again: a day without a year, next to words of repetition."""
    if moment.year is not None:
        return None
    text, moments = place.text, [moment]
    while more := _LIST.match(text, moments[-1].end, place.end):
        following = moment_at(text, more.end(), place.end)
        if following is None or following.year is not None:
            break
        moments.append(following)
    end = moments[-1].end
    after = _EVERY_AFTER.match(text, end, place.end)
    before = _EVERY_BEFORE.search(text, max(place.sentence, begin - 60), begin)
    item = _ITEM.match(text, place.sentence, begin)
    opening = _OPENING.match(text, item.end() if item else place.sentence, begin)
    said = after or before or opening or governed
    if not (said or moment.quarterly):
        return None
    every = said["every"] if said and said["every"] else ("năm" if moment.month else None)
    if moment.month and moment.day and not all(exists(m.month or 0, m.day or 0) for m in moments):
        return _made(text, begin, end, DeadlineKind.INVALID, strict=strict)
    if after:
        end = after.end()
    if before:
        begin = before.start()
    if text.count("(", begin, end) > text.count(")", begin, end) and text[end : end + 1] == ")":
        end += 1
    rule = rule_of(moments, (every or "").lower())
    return _made(
        text,
        begin,
        end,
        DeadlineKind.RECURRING,
        "recurring",
        strict=strict,
        recurrence=rule,
        time=moment.time,
    )


def _relative(place: _Place) -> Deadline | None:
    """A span of time that starts with an event: "trong 15 ngày kể từ ngày …"."""
    span = _SPAN.match(place.text, place.after, place.end)
    if span is None or not (span["since"] or span["unit"].lower() in ("ngày", "giờ")):
        return None
    return _made(place.text, place.at, span.end(), DeadlineKind.EVENT)


def _event(place: _Place, rest: regex.Pattern[str]) -> Deadline | None:
    found = rest.match(place.text, place.after, place.end)
    return _made(place.text, place.at, found.end(), DeadlineKind.EVENT) if found else None


def _of_field(text: str, start: int, end: int, date: str | None) -> Deadline | None:
    """The last moment of a short field, or the event that ends it."""
    words = text[start:end]
    if _YEAR_ALONE.fullmatch(words):
        fixed = fix(Moment(start, end, year=int(words[-4:])), date)
        return _made(text, start, end, fixed.kind, fixed.value, fixed.last)
    alone = _MONTH_ALONE.fullmatch(words)
    if alone:
        fixed = fix(Moment(start, end, year=int(alone["year"]), month=int(alone["month"])), date)
        return _made(text, start, end, fixed.kind, fixed.value, fixed.last)
    if _OPEN_END.search(words):
        return _made(text, start, end, DeadlineKind.EVENT)
    found = [moment_of(one) for one in MOMENT.finditer(text, start, end)]
    if not found:
        span = _SPAN.match(text, start, end)
        return _made(text, start, end, DeadlineKind.EVENT) if span else None
    last = found[-1]
    if _START.match(words) and len(found) == 1 and "đến" not in words.lower():
        return None
    strict = text[start : last.start].rstrip().lower().endswith("trước")
    place = _Place(text, start, end, last.start, last.end, date)
    again = _again(place, found[0], start, strict)
    if again is not None:
        return _made(
            text,
            start,
            end,
            again.kind,
            again.value,
            strict=strict,
            recurrence=again.recurrence,
            time=again.time,
        )
    if last.recurs:
        return None
    fixed = fix(last, date)
    if fixed.kind is DeadlineKind.INVALID and last.year is None:
        return None
    due = _before_period(text[start : last.end], fixed) if strict else fixed.last
    return _made(text, start, end, fixed.kind, fixed.value, due, strict, fixed.inferred, time=last.time)


def _before_period(words: str, fixed: Fixed) -> str | None:
    """The last day of "trước …": the day itself, but the one before a whole month, quarter or year begins."""
    if fixed.kind is DeadlineKind.DATE or fixed.first is None or _WHOLE.search(words):
        return fixed.last
    return (calendar_day.fromisoformat(fixed.first) - timedelta(days=1)).isoformat()


def _without_repeated(text: str, found: list[Deadline]) -> list[Deadline]:
    """Without a bare word of repetition whose sentence goes on to print the day that comes again."""
    kept = []
    for one, following in zip_longest(found, found[1:]):
        bare = one.kind is DeadlineKind.RECURRING and one.recurrence is None and one.time is None
        ruled = following is not None and following.kind is DeadlineKind.RECURRING and following.recurrence
        if bare and ruled and following and not _BREAK.search(text, one.end, following.start):
            continue
        kept.append(one)
    return kept


def _made(
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
    while end > start and text[end - 1].isspace():
        end -= 1
    words = text[start:end]
    return Deadline(words, start, end, kind, value, due, strict, inferred, recurrence, time)


@lru_cache(maxsize=4)
def deadline_reader(rules: Rulebook) -> DeadlineReader:
    """The reader made with `rules`."""
    return DeadlineReader(rules)
