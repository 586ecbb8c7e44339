"""Reads by when something is to be done, from running text and from cells that hold nothing but time."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import regex

from extractors.rulebook import Rulebook
from extractors.task_facts import Deadline, DeadlineKind
from extractors.tasks.deadline_fields import of_field
from extractors.tasks.deadline_parts import (
    ANY_EVENT,
    IN_FORCE,
    LIST_LABEL,
    RELATIVE,
    WHOLE,
    Place,
    event,
    last_before,
    made,
    recurring,
    relative,
    without_repeated,
)
from extractors.tasks.deadline_words import TIME_FOLLOWS, TIMED, DeadlineWords
from extractors.tasks.moments import Moment, fix, moment_at

_AFTER_DONE = regex.compile(r"\s*(?:(?:dứt\s+điểm|toàn\s+bộ)\s+)?[(:]?\s*", regex.I)
_COLON = regex.compile(r"\s*:\s*")
_SENTENCE_END = regex.compile(
    r"(?:\s+và\s+(?:\d+|năm)\s+năm)?(?:\s+theo\s+(?:quy\s+định|yêu\s+cầu)[^.;,\n]{0,40})?\s*(?:[.;\n]|$)",
    regex.I,
)
_AS_NOUN = regex.compile(r"(?<!\p{L})việc\s+(?:(?:chủ động|tích cực|kịp thời)\s*,\s*)?$", regex.I)
_NO_PLAN = regex.compile(
    r"(?<!\p{L})(?:(?:theo|để|kết\s+quả|việc|được|là|đã)\s+(?:\p{L}+\s+)?|do\s[^,;]{1,40})$"
)
_ASIDE = regex.compile(r"(?<!\p{L})(?:theo|dự\s+toán|ngân\s+sách|nhằm|để)(?!\p{L})|\(", regex.I)
_LABEL_END = regex.compile(r"[\n;]|\.(?!\d)")
_PAST = regex.compile(
    r"(?<!\p{L})(?:đã|được\s+cấp|tính|từ\s+(?:ngày|tháng|năm|đầu|quý)|số\s+liệu)(?!\p{L})", regex.I
)
_RANGE = regex.compile(r"(?<!\p{L})(?:từ|tính|kể)\s[^.;\n]{0,40}$|(?:^|\s)(?:tính|từ)\s+$", regex.I)
_CONDITION = regex.compile(r"[^.;\n]{0,100}?(?<!\p{L})thì(?!\p{L})", regex.I)
_COUNTED = regex.compile(r"\s*(?:tổng|số|diện)(?!\p{L})")
_GOAL = regex.compile(r"(?<!\p{L})(?:đạt|chiếm)(?!\p{L})")
_VERDICT = regex.compile(r"[^.;\n]{0,90}?(?<!\p{L})(?:đã|đạt|có)(?!\p{L})")
_YEARS = regex.compile(
    r"(?:từ\s+)?(?:(?:trong\s+)?giai\s+đoạn\s+)?(?:năm\s+)?\d{4}\s*(?:[-–]|đến)\s*(?:năm\s+)?\d{4}", regex.I
)
SIGNED = regex.compile(r"\d/(?:\d{4}/)?\p{Lu}{2}|số\s+\d")
_SHORT_FIELD = 90


class DeadlineReader:
    """Reads deadlines with the cues of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._words = DeadlineWords(rules)
        self._readers: dict[str, Callable[[Place], Deadline | None]] = {
            "before": self._before,
            "by": self._by,
            "until": self._until,
            "within": self._within,
            "done": self._done,
            "label": self._label,
            "event": lambda place: event(place, ANY_EVENT),
            "after": lambda place: event(place, IN_FORCE),
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
            deadline = self._readers[kind](Place(text, start, end, at, anchor.end(), date))
            if deadline is not None and deadline.start >= (found[-1].end if found else start):
                found.append(deadline)
                reached = deadline.end
        return without_repeated(text, found)

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
        if len(words) <= _SHORT_FIELD and not SIGNED.search(words):
            found = of_field(text, start, end, date)
            if found is not None:
                return found
        repeated = self._words.repeated.search(text, start, end)
        several = self.find(text, start, end, date)
        dated = [one for one in several if one.kind is not DeadlineKind.RECURRING]
        if dated:
            return dated[-1]
        if repeated is not None and not SIGNED.search(words):
            return several[-1] if several else made(text, start, end, DeadlineKind.RECURRING, "recurring")
        return several[-1] if several else None

    def _before(self, place: Place) -> Deadline | None:
        moment = place.moment()
        if moment is None or _COUNTED.match(place.text, moment.end):
            return None
        if _RANGE.search(place.text, place.sentence, place.at) and not self._governed(place):
            return None
        return self._resolve(place, moment, strict=True)

    def _by(self, place: Place) -> Deadline | None:
        moment = place.moment()
        return self._resolve(place, moment) if moment else relative(place)

    def _until(self, place: Place) -> Deadline | None:
        moment = place.moment()
        if moment is None or moment.recurs:
            return None
        named_year = moment.year is not None and not (moment.month or moment.quarter or moment.half)
        bare_year = named_year and not WHOLE.match(place.text, place.after)
        governed = not bare_year and self._governed(place, self._words.until_verb)
        from_now = place.text[place.sentence : place.at].rstrip().lower().endswith("từ nay")
        ranged = _RANGE.search(place.text, place.sentence, place.at) is not None and not from_now
        opens = self._opens(place) or from_now
        if ranged or not (governed or (opens and self._work_follows(place, moment, self._words.done))):
            return None
        return self._resolve(place, moment)

    def _within(self, place: Place) -> Deadline | None:
        moment = place.moment()
        if moment is None:
            return relative(place)
        if moment.recurs and moment.day is None or RELATIVE.match(place.text, moment.end):
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
            fixed = fix(moment, place.date)
            ahead = place.date is not None and fixed.first is not None and fixed.first > place.date
            if fixed.inferred or not ahead:
                return None
        return self._resolve(place, moment)

    def _done(self, place: Place) -> Deadline | None:
        lead = _AFTER_DONE.match(place.text, place.after, place.end)
        moment = moment_at(place.text, lead.end() if lead else place.after, place.end)
        if moment is None or moment.recurs or not self._governed(place, until=place.after):
            return None
        return self._resolve(place, moment, start=moment.start)

    def _label(self, place: Place) -> Deadline | None:
        colon = _COLON.match(place.text, place.after, place.end)
        if colon is None:
            return None
        stop = _LABEL_END.search(place.text, colon.end(), place.end)
        return self.field(place.text, colon.end(), stop.start() if stop else place.end, place.date)

    def _repeated(self, place: Place) -> Deadline | None:
        """A word of repetition that governs the verb ("định kỳ báo cáo"), or ends a plan."""
        found = self._words.adverb.match(place.text, place.at, place.end)
        if found is None and not self._ends_plan(place):
            return None
        before = place.text[max(place.sentence, place.at - 40) : place.at]
        if self._words.thing.search(before) or _AS_NOUN.search(before):
            return None
        end = found.start("gap") if found else place.after
        return made(place.text, place.at, end, DeadlineKind.RECURRING, "recurring")

    def _ends_plan(self, place: Place) -> bool:
        """Whether "hằng năm" ends a sentence on what is planned, issued or funded each year."""
        if not _SENTENCE_END.match(place.text, place.after, place.end):
            return False
        plans = list(self._words.plan_verb.finditer(place.text, place.sentence, place.at))
        if not plans or self._words.kinds[place.text[place.at : place.after]] != "every":
            return False
        before = place.text[max(place.sentence, plans[-1].start() - 45) : plans[-1].start()]
        between = place.text[plans[-1].end() : place.at]
        return not (_NO_PLAN.search(before) or _ASIDE.search(between) or _PAST.search(before))

    def _opens(self, place: Place) -> bool:
        """Whether the cue opens its sentence, a label of the list left aside."""
        item = LIST_LABEL.match(place.text, place.sentence, place.at)
        return item is not None and item.end() == place.at

    @staticmethod
    def _work_follows(place: Place, moment: Moment, verbs: regex.Pattern[str]) -> bool:
        follows = verbs.search(place.text, moment.end, min(place.end, moment.end + 90))
        if follows is None:
            return False
        between = place.text[moment.end : follows.start()]
        return not regex.search(r"(?<!\p{L})đã(?!\p{L})|[:.;\n]", between)

    def _governed(
        self, place: Place, verbs: regex.Pattern[str] | None = None, until: int | None = None
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
        self, place: Place, moment: Moment, strict: bool = False, start: int | None = None
    ) -> Deadline | None:
        """The deadline that a cue and a moment make; None where it is a fact of the past or a condition."""
        text, begin = place.text, place.at if start is None else start
        governed = self._words.adverb.search(text, place.sentence, begin)
        again = recurring(place, moment, begin, strict, governed)
        if again is not None:
            return again
        if moment.recurs or RELATIVE.match(text, moment.end):
            return None
        fixed = fix(moment, place.date)
        if fixed.kind is DeadlineKind.INVALID:
            worded = moment.year is not None or "ngày" in text[moment.start : moment.end].lower()
            return made(text, begin, moment.end, fixed.kind, strict=strict) if worded else None
        past = place.date is not None and fixed.last is not None and fixed.last < place.date
        if past and not self._governed(place, self._words.until_verb, until=begin):
            return None
        undated = place.date is None and _PAST.search(text, place.sentence, begin)
        if undated and not self._governed(place, until=begin):
            return None
        if _CONDITION.match(text, moment.end, place.end):
            return None
        due = last_before(text[begin : moment.end], fixed) if strict else fixed.last
        return made(
            text, begin, moment.end, fixed.kind, fixed.value, due, strict, fixed.inferred, time=moment.time
        )


@lru_cache(maxsize=4)
def deadline_reader(rules: Rulebook) -> DeadlineReader:
    """The reader made with `rules`."""
    return DeadlineReader(rules)
