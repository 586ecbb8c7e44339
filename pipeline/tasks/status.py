"""Derives where a task stands at a date from its deadline and from what is surely said of it.

Quyết định 42/2014/QĐ-TTg, as amended by 23/2018/QĐ-TTg: done in time or late, not done in time or overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from extractors.audit.cited import spoken
from extractors.task_facts import DeadlineKind, OutcomeState
from pipeline.tasks.days import first_day, in_english, in_vietnamese, last_day
from pipeline.tasks.model import Evidence, LinkKind, Status

Both = tuple[str, str]
"""A sentence in English and Vietnamese."""

SETTABLE = ("done", "done_in_time", "done_late", "open")
"""What a person may say became of a task; "done" leaves it to the day whether that was in time."""
_EXTENDING = (LinkKind.EXTENDS, LinkKind.EVIDENCE)
_GOING_ON: dict[str, Both] = {
    OutcomeState.IN_PROGRESS: ("in progress", "đang thực hiện"),
    OutcomeState.LATE: ("behind time", "chậm tiến độ"),
    OutcomeState.NOT_DONE: ("not done", "chưa thực hiện"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A task's first deadline: its kind, words and last day; each None where there is none.

    `corrected` tells that a person set it.
    """

    kind: str | None = None
    text: str | None = None
    due: str | None = None
    strict: bool = False
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person says became of a task: one of SETTABLE, and the day (ISO) if it was told."""

    state: str
    date: str | None = None
    reviewer: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The status, why in both languages, and the last day that counts now."""

    status: Status
    reason_en: str
    reason_vi: str
    due_now: str | None


class _Fit(Enum):
    """Whether work was done by a day; of the parts of a task the last of these tells."""

    IN_TIME = auto()
    LATE = auto()
    UNCLEAR = auto()


def judge(term: Term, said: Sequence[Evidence], as_of: date, decided: Decided | None = None) -> Judged:
    """Where a task stands at the end of `as_of`.

    Only what is sure counts, and only what was said, and done, by then. What a person decided wins over all.
    """
    counted = [one for one in said if one.sure and was_known(one, as_of)]
    extension = _extension(term, counted)
    view = _View(term, extension, as_of)
    if decided is not None:
        status, reason = view.by_person(decided)
    else:
        status, reason = view.by_texts([one for one in counted if one.kind is LinkKind.EVIDENCE])
    return Judged(status, *reason, view.limit)


def was_known(one: Evidence, as_of: date) -> bool:
    """Whether evidence may have been there at a day: neither it nor what it tells is dated later."""
    return all(first_day(told) <= as_of for told in (one.at.date, one.date) if told)


def _extension(term: Term, counted: Sequence[Evidence]) -> Evidence | None:
    """The latest place that gives more time than the first deadline."""
    longer = [
        one
        for one in counted
        if one.kind in _EXTENDING and one.due is not None and (term.due is None or one.due > term.due)
    ]
    return max(longer, key=lambda one: (one.at.date or "", one.due or ""), default=None)


class _View:
    """One task's deadline as it is seen at a day."""

    def __init__(self, term: Term, extension: Evidence | None, as_of: date) -> None:
        self._term, self._extension, self._as_of = term, extension, as_of
        self.limit = extension.due if extension else term.due
        if term.kind == DeadlineKind.RECURRING:
            self.limit = None

    def by_person(self, decided: Decided) -> tuple[Status, Both]:
        """What a person's word makes of it."""
        who, day = _by(decided.reviewer), _on(decided.date)
        if decided.state == "open":
            return self._not_done((f"Set as not done{who[0]}", f"Được ghi là chưa hoàn thành{who[1]}"))
        told = (f"Set as done{day[0]}{who[0]}", f"Được ghi là đã hoàn thành{day[1]}{who[1]}")
        if decided.date and first_day(decided.date) > self._as_of:
            return self._not_done(_joined(told, (", not yet by then", ", sau ngày xét")))
        if decided.state in (Status.DONE_IN_TIME, Status.DONE_LATE):
            in_time = decided.state == Status.DONE_IN_TIME
            how = (", in time.", ", đúng hạn.") if in_time else (", late.", ", quá hạn.")
            return Status(decided.state), _joined(told, how)
        if self.limit is None:
            status, reason = self._without_day()
            return status, _joined(told, (". ", ". "), reason)
        if decided.date is None:
            return Status.UNKNOWN, _joined(told, ("; when is not told. ", "; không rõ ngày. "), self._due())
        fit = self._fits(first_day(decided.date), last_day(decided.date))
        return self._measured(told, fit, last_day(decided.date))

    def by_texts(self, said: Sequence[Evidence]) -> tuple[Status, Both]:
        """What the texts make of it."""
        done = [one for one in said if one.state == OutcomeState.DONE]
        if not done:
            return self._not_done(_latest(said))
        if self.limit is None:
            status, reason = self._without_day()
            return status, _joined(_told(done[0]), (". ", ". "), reason)
        whole = [one for one in done if not one.left_out]
        if not whole and (lacking := _lacking(done)):
            return self._not_done(_partly(done[-1], lacking))
        # What several bodies have to do is done when the last of them has done it.
        parts = [whole] if whole else list(_by_leads(done))
        ends: list[Evidence] = []
        for part in parts:
            fits = {fit: [one for one in part if self._fit(one) is fit] for fit in _Fit}
            if fits[_Fit.IN_TIME] and fits[_Fit.LATE]:
                return Status.UNKNOWN, self._disagreeing(fits[_Fit.IN_TIME][0], fits[_Fit.LATE][0])
            best = next(found[0] for found in fits.values() if found)
            if denied := _denied(best, said):
                return Status.UNKNOWN, self._disagreeing(best, denied)
            ends.append(best)
        last = max(ends, key=lambda one: self._fit(one).value)
        return self._measured(_told(last), self._fit(last), _window(last)[1])

    def _fit(self, one: Evidence) -> _Fit:
        """Whether it was done in time: by its days, else by what the words say of that."""
        fit = self._fits(*_window(one))
        if fit is not _Fit.UNCLEAR or one.in_time is None:
            return fit
        return _Fit.IN_TIME if one.in_time else _Fit.LATE

    def _fits(self, first: date | None, last: date | None) -> _Fit:
        limit = date.fromisoformat(self.limit or "")
        if first and last and first > last:
            return _Fit.UNCLEAR  # told before it was done
        if last and last <= limit:
            return _Fit.IN_TIME
        return _Fit.LATE if first and first > limit else _Fit.UNCLEAR

    def _measured(self, told: Both, fit: _Fit, last: date | None) -> tuple[Status, Both]:
        """A status for work that is told to be done, on `last` at the latest."""
        if fit is _Fit.UNCLEAR:
            doubt = (
                "; it is not told whether that was by then.",
                "; không rõ đã hoàn thành trước hay sau hạn.",
            )
            return Status.UNKNOWN, _joined(told, ("; ", "; "), self._due(stop=False), doubt)
        late = fit is _Fit.LATE
        how = ("after it was due; ", "sau thời hạn; ") if late else ("in time; ", "đúng hạn; ")
        reason = _joined(told, (", ", ", "), how, self._due(), () if late else self._strictly(last))
        return (Status.DONE_LATE if late else Status.DONE_IN_TIME), reason

    def _not_done(self, told: Both) -> tuple[Status, Both]:
        if self.limit is None:
            status, reason = self._without_day()
            return status, _joined(told, (". ", ". "), reason)
        over = self._as_of > date.fromisoformat(self.limit)
        reason = _joined(told, ("; ", "; "), self._due(), () if over else self._strictly(self._as_of))
        return (Status.OVERDUE if over else Status.OPEN), reason

    def _without_day(self) -> tuple[Status, Both]:
        term, text = self._term, self._term.text or ""
        if term.kind is None:
            return Status.NO_DEADLINE, ("No deadline is given.", "Văn bản không ghi thời hạn.")
        if term.kind == DeadlineKind.RECURRING:
            return Status.NO_DEADLINE, (
                f'It recurs ("{text}"): there is no single day on which it is due.',
                f"Việc định kỳ (“{text}”): không có một ngày đến hạn duy nhất.",
            )
        return Status.UNKNOWN, (
            f'The deadline "{text}" is no day of the calendar.',
            f"Thời hạn “{text}” không phải là một ngày cụ thể.",
        )

    def _due(self, stop: bool = True) -> Both:
        """When it is due, and what moved that day."""
        end = "." if stop else ""
        limit, first = self.limit or "", self._term.due
        by = (" (set by a person)", " (do người dùng ghi)") if self._term.corrected else ("", "")
        if self._extension is None:
            return f"due on {limit}{by[0]}{end}", f"hạn {spoken(limit)}{by[1]}{end}"
        label = _label(self._extension)
        before = (f", first {first}{by[0]}", f", ban đầu {spoken(first)}{by[1]}") if first else ("", "")
        return (
            f"due on {limit}, as extended by {label[0]}{before[0]}{end}",
            f"hạn {spoken(limit)} do {label[1]} gia hạn{before[1]}{end}",
        )

    def _strictly(self, day: date | None) -> Both | tuple[()]:
        """What to know of work done, or open, on the very day before which it was to be done."""
        if not self._term.strict or self._extension or day is None or day.isoformat() != self.limit:
            return ()
        return (
            ' The text says "before" that day; it is counted as in time, some offices count the day before.',
            " Văn bản ghi “trước ngày” đó; ở đây vẫn tính là đúng hạn, có nơi chỉ tính đến ngày liền trước.",
        )

    def _disagreeing(self, one: Evidence, other: Evidence) -> Both:
        first, second = _told(one), _told(other)
        return _joined(
            ("What is said does not agree: ", "Các văn bản nói không thống nhất: "),
            first, ("; ", "; "), second, ("; ", "; "), self._due(),
        )  # fmt: skip


def _window(one: Evidence) -> tuple[date | None, date | None]:
    """The first and the last day on which it can have been done, None where that is open.

    Nobody reports what is yet to be done: the day of the report is the last one.
    """
    first = first_day(one.date) if one.date else None
    ends = [last_day(told) for told in (one.date, one.at.date) if told]
    return first, min(ends, default=None)


def _denied(done: Evidence, said: Sequence[Evidence]) -> Evidence | None:
    """What says, not before a place that tells of its end, that the work still goes on."""
    if done.at.date is None:
        return None
    since = last_day(done.at.date)
    later = (one for one in said if one.state in _GOING_ON and one.at.date and not _apart(done, one))
    return next((one for one in later if first_day(one.at.date or "") >= since), None)


def _apart(one: Evidence, other: Evidence) -> bool:
    """Whether two places speak of different leads."""
    return bool(one.left_out and other.left_out and one.left_out != other.left_out)


def _by_leads(done: Sequence[Evidence]) -> Iterable[list[Evidence]]:
    """Places that speak of one lead, or of the same ones, together."""
    parts: dict[tuple[str, ...], list[Evidence]] = {}
    for one in done:
        parts.setdefault(one.left_out, []).append(one)
    return parts.values()


def _lacking(done: Sequence[Evidence]) -> list[str]:
    """The leads of which nothing says that they have done their part."""
    return [lead for lead in done[0].left_out if all(lead in one.left_out for one in done)]


def _partly(done: Evidence, lacking: Sequence[str]) -> Both:
    """What is done so far, and who has not done it yet."""
    names = ", ".join(lacking)
    return _joined(_told(done), (f", but nothing of {names}", f", chưa nói gì về {names}"))


def _latest(said: Sequence[Evidence]) -> Both:
    """What was said last of work that nobody says is done."""
    going = [one for one in said if one.state in _GOING_ON]
    if not going:
        return "Nothing says that it was done", "Chưa có văn bản nào nói đã hoàn thành"
    return _told(max(going, key=lambda one: one.at.date or ""))


def _told(one: Evidence) -> Both:
    """What a place tells of the work, and which place it is."""
    label, day = _label(one), _on(one.date)
    state = _GOING_ON.get(one.state or "", ("done", "đã hoàn thành"))
    product = (f" ({one.product})",) * 2 if one.product else ("", "")
    who = f"{', '.join(one.leads)} " if one.leads else ""
    if one.in_time is not None and not one.date:
        day = (" in time", " đúng hạn") if one.in_time else (" behind its day", " quá hạn")
    return (
        f"{label[0]} says: {who}{state[0]}{day[0]}{product[0]}",
        f"{label[1]} nói {who}{state[1]}{day[1]}{product[1]}",
    )


def _label(one: Evidence) -> Both:
    """The document of a place with its date."""
    if one.at.date is None:
        return one.at.document, one.at.document
    return f"{one.at.document} of {one.at.date}", f"{one.at.document} {in_vietnamese(one.at.date)}"


def _on(told: str | None) -> Both:
    return (f" {in_english(told)}", f" {in_vietnamese(told)}") if told else ("", "")


def _by(reviewer: str | None) -> Both:
    return (f" by {reviewer}", f" bởi {reviewer}") if reviewer else (" by a person", " bởi người dùng")


def _joined(*parts: Both | tuple[()]) -> Both:
    told = [part for part in parts if part]
    return "".join(part[0] for part in told), "".join(part[1] for part in told)
