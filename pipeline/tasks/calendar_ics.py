"""Deadlines as an iCalendar file (RFC 5545) that Outlook, Google Calendar and Thunderbird take in.

An all-day event with an alarm is what all of them import; to-dos are not. Nothing depends on the clock.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.audit.rows import KEY_LENGTH
from pipeline.graph.xmltext import clean
from pipeline.messages import say
from pipeline.search_text import squeeze
from pipeline.tasks.groups import Listed
from pipeline.tasks.model import Assigned, LinkKind, Status
from pipeline.tasks.wording import (
    cut,
    due_notes,
    last_day,
    outcome_lines,
    printed_due,
    reason,
    short_key,
    short_status,
    status_word,
    where,
)

if TYPE_CHECKING:
    from icalendar import Event

_SUMMARY = 120  # characters of a task in the name of its event
_DAYS_BEFORE = 3
_HOUR = 8
_FINISHED = frozenset({Status.DONE_IN_TIME, Status.DONE_LATE})


def calendar(listed: Listed, lang: str) -> tuple[bytes, int]:
    """The calendar with an event a deadline, and how many tasks have no day that it could hold."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//vanthu//tasks//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", say("task_calendar", lang))
    undated = 0
    uids = _Identities()
    for task in listed.tasks:
        event = _event(task, uids.of(task), listed.as_of, lang)
        if event is None:
            undated += 1
        else:
            made.add_component(event)
    return made.to_ical(), undated


class _Identities:
    """What calendars know events by: document and words, so that a corrected file brings no event twice."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, task: Assigned) -> str:
        known = task.at.document_id or task.at.file, squeeze(task.text)
        self._seen[known] += 1
        told = "\0".join((*known, str(self._seen[known])))
        return f"{hashlib.sha256(told.encode()).hexdigest()[:KEY_LENGTH]}@vanthu"


def _event(task: Assigned, uid: str, as_of: date, lang: str) -> Event | None:
    from icalendar import Event

    first, rule = _when(task, as_of)
    if first is None:
        return None
    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", datetime.combine(as_of, time(), UTC))
    # a program takes an event that it knows for a newer one by this number: it grows with each extension
    made.add("sequence", sum(one.kind is LinkKind.EXTENDS for one in task.evidence))
    made.add("dtstart", first)
    made.add("dtend", first + timedelta(days=1))
    if rule is not None:
        made.add("rrule", rule)
    name = _name(task, lang)
    made.add("summary", name)
    made.add("description", clean(_description(task, lang)))
    made.add("categories", [say("task_sheet", lang), short_status(task.status, lang), *task.lead])
    made.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
    if task.status not in _FINISHED and (rule is not None or first >= as_of):
        made.add_component(_alarm(name, lang))
    return made


def _when(task: Assigned, as_of: date) -> tuple[date | None, Any]:
    """The day of the event, the first one where it recurs, and the rule by which it does."""
    due = last_day(task)
    if due is not None or not task.recurrence:
        return due, None
    from dateutil.rrule import rrulestr
    from icalendar import vRecur

    # from the document's own day, so that the event is the same whenever the calendar is made
    given = task.at.date or ""
    start = date.fromisoformat(given) if len(given) == len("2026-01-31") else as_of
    days = rrulestr(task.recurrence, dtstart=datetime.combine(start, time()))
    first = next(iter(days), None)  # none where it ended before its document was given
    return (None, None) if first is None else (first.date(), vRecur.from_ical(task.recurrence))


def _name(task: Assigned, lang: str) -> str:
    """The event's name; whether it is overdue or done comes first, as it is cut on the right."""
    short = cut(task.text, _SUMMARY)
    if task.time:
        name = say("task_event_time", lang, time=task.time, task=short)
    else:
        name = say("task_event", lang, task=short)
    if task.status in (Status.OVERDUE, *_FINISHED):
        status = status_word(task.status, lang)
        return say("task_event_marked", lang, status=status[:1].upper() + status[1:], event=name)
    return name


def _description(task: Assigned, lang: str) -> str:
    due = "; ".join(part for part in (printed_due(task, lang), *due_notes(task, lang)) if part)
    facts = [
        ("task_lead", "; ".join(task.lead) or say("task_no_lead", lang)),
        ("task_partners", "; ".join(task.partners)),
        ("task_due", due),
        ("task_product", task.product or ""),
        ("task_status", f"{status_word(task.status, lang)}. {reason(task, lang)}".strip()),
        ("task_outcome", "; ".join(outcome_lines(task, lang))),
        ("task_basis", where(task.at, lang)),
        ("task_key", short_key(task.key)),
    ]
    return "\n".join([task.text, "", *(f"{say(name, lang)}: {told}" for name, told in facts if told)])


def _alarm(name: str, lang: str) -> Any:
    """Some days before, in the morning: an all-day event begins at midnight."""
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", say("task_alarm", lang, count=_DAYS_BEFORE, event=name))
    made.add("trigger", timedelta(hours=_HOUR) - timedelta(days=_DAYS_BEFORE))
    return made
