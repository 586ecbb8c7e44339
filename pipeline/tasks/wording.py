"""The words for tasks that the screen, the sheets, the page and the calendar share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.graph.cards import day, short_issuer
from pipeline.graph.xmltext import clean
from pipeline.messages import say
from pipeline.tasks.model import Assigned, Evidence, LinkKind, Place, Status

SIGNS: Mapping[Status, str] = {
    Status.OVERDUE: "▲",
    Status.OPEN: "○",
    Status.UNKNOWN: "?",
    Status.NO_DEADLINE: "–",
    Status.DONE_LATE: "◆",
    Status.DONE_IN_TIME: "✓",
}
"""The shape of a status, as colour alone tells not everybody; the most urgent first."""
MOST_URGENT_FIRST = tuple(SIGNS)
UNFINISHED = frozenset({Status.OVERDUE, Status.OPEN})
_KEY = 12
_SHORT_KEY = 8


def short_key(key: str) -> str:
    """So much of a key as a person types."""
    return key if len(key) <= _KEY else key[:_SHORT_KEY]


def cut(text: str, most: int) -> str:
    """The text in one line of at most so many characters, whole words, with … where it is cut."""
    line = clean(" ".join(text.split()))
    if len(line) <= most:
        return line
    head = line[: most - 1]
    whole = head.rpartition(" ")[0]
    return f"{(whole if len(whole) > most // 2 else head).rstrip(' ,;:')}…"


def status_word(status: Status, lang: str) -> str:
    """A status as offices call it: "quá hạn chưa hoàn thành"."""
    return say(f"task_{status}", lang)


def short_status(status: Status, lang: str) -> str:
    """A status in a word or two, where it stands beside a count: "quá hạn"."""
    return say(f"task_short_{status}", lang)


def signed(status: Status, lang: str) -> str:
    """A status with its sign: "▲ quá hạn chưa hoàn thành"."""
    return f"{SIGNS[status]} {status_word(status, lang)}"


def reason(task: Assigned, lang: str) -> str:
    """Why the status of a task is what it is."""
    return task.status_reason_vi if lang == "vi" else task.status_reason_en


def last_day(task: Assigned) -> date | None:
    """The last day that counts now, None where the deadline is none, an event or a rule."""
    return date.fromisoformat(task.due_now) if task.due_now else None


def due_words(task: Assigned, lang: str) -> str:
    """The deadline as it stands now: "30/11/2026 (gia hạn; ban đầu 30/09/2026)", else its printed words."""
    if not task.due_now:
        return printed_due(task, lang)
    told = day(task.due_now, lang)
    if task.time:
        told = say("task_at_time", lang, date=told, time=task.time)
    if task.due and task.due != task.due_now:
        told = f"{told} ({say('task_extended_from', lang, date=day(task.due, lang))})"
    return told


def printed_due(task: Assigned, lang: str) -> str:
    """The deadline in the words of the document, with a note where they are no day of the calendar."""
    words = " ".join((task.deadline_text or "").split())
    return f"{words} ({say('task_invalid', lang)})" if task.deadline_kind == "invalid" else words


def due_notes(task: Assigned, lang: str) -> list[str]:
    """What has to be known of a deadline besides its day."""
    notes = [("task_strict", task.strict), ("task_inferred", task.inferred)]
    return [say(key, lang) for key, holds in notes if holds]


def remaining(task: Assigned, as_of: date, lang: str) -> str:
    """How many days an unfinished task is over, or has left; "" for any other."""
    due = last_day(task)
    if due is None or task.status not in UNFINISHED:
        return ""
    days = (due - as_of).days
    if days == 0:
        return say("task_due_today", lang)
    return say("task_days_left" if days > 0 else "task_days_over", lang, count=abs(days))


def where(place: Place, lang: str, *, dated: bool = True) -> str:
    """The document of a place, its date and page: "Công văn 12/UBND-KT (03/02/2026), trang 2"."""
    told = f" ({day(place.date, lang)})" if dated and place.date else ""
    page = say("task_on_page", lang, page=place.page) if place.page is not None else ""
    return ", ".join(part for part in (f"{place.document}{told}", page) if part)


def said(link: Evidence, lang: str) -> str:
    """What a place says of a task: "đã hoàn thành 12/08/2026; sản phẩm: …"."""
    if link.state is not None:
        told = say(f"task_said_{link.state}", lang)
    else:
        told = say(f"task_link_{link.kind}", lang)
    if link.leads:
        told = f"{'; '.join(short_issuer(lead) for lead in link.leads)} {told}"
    if link.date:
        told = f"{told} {day(link.date, lang)}"
    elif link.in_time is not None:
        told = f"{told} {say('task_said_in_time' if link.in_time else 'task_said_overdue', lang)}"
    if link.due:
        told = f"{told} {say('task_new_due', lang, date=day(link.due, lang))}"
    if link.product:
        told = f"{told}; {say('task_product_of', lang, product=link.product)}"
    return f"{told} ({say('task_later', lang)})" if link.later else told


def why(link: Evidence, lang: str) -> str:
    """Why a place is held to speak of the task."""
    return link.reason_vi if lang == "vi" else link.reason_en


def repeats(task: Assigned) -> list[Evidence]:
    """Where the very task, or a part of it handed down, stands besides."""
    return [one for one in task.evidence if one.kind in (LinkKind.SAME, LinkKind.HANDED_DOWN)]


def outcomes(task: Assigned) -> list[Evidence]:
    """What became of it: evidence and extensions that are held to be sure."""
    return [one for one in task.evidence if one.kind not in (LinkKind.SAME, LinkKind.HANDED_DOWN)]


def outcome_lines(task: Assigned, lang: str) -> list[str]:
    """One line a piece of evidence and a proposal; a proposal says that it is one."""
    sure = [f"{said(one, lang)} – {where(one.at, lang)}" for one in outcomes(task)]
    open_ = [
        f"? {say('task_proposal', lang)} [{short_key(one.key)}]: {said(one, lang)} – {where(one.at, lang)}"
        for one in task.proposals
    ]
    return sure + open_
