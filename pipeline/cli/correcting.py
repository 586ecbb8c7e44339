"""What a person sets right about a task: what was typed for it, understood, refused or kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.messages import say

if TYPE_CHECKING:
    from pipeline.tasks.model import Assigned, Evidence

_NO_DEADLINE = ("none", "khong")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person sets; `deadline` is a day, month, quarter or year as typed, "" for none at all."""

    lead: tuple[str, ...] = ()
    deadline: str | None = None
    status: str | None = None
    done: str | None = None
    not_a_task: bool = False

    def any(self) -> bool:
        """Whether anything is set."""
        return self != Correction()


@dataclass(frozen=True, slots=True)
class Who:
    """Who decides, and why."""

    reason: str | None
    reviewer: str | None


def understood(
    lead: Sequence[str], deadline: str | None, status: str | None, done: str | None, not_a_task: bool
) -> Correction:
    """What was typed, understood."""
    from pipeline.refs import iso_day
    from pipeline.search_text import squeeze
    from pipeline.tasks import typed

    if deadline is not None:
        if not deadline.strip():
            raise UsageError(
                "--deadline needs a day (2026-09-30), a month, a quarter (2026-Q3), a year or none.",
                "--deadline cần có ngày (2026-09-30), tháng, quý (2026-Q3), năm, hoặc “không”.",
            )
        deadline = "" if squeeze(deadline) in _NO_DEADLINE else deadline
    return Correction(
        tuple(lead),
        deadline,
        typed.settable(status) if status is not None else None,
        iso_day(done, "--done") if done is not None else None,
        not_a_task,
    )


def check(correction: Correction, who: Who, day: date) -> None:
    """Refuse what contradicts itself, or lacks a reason.

    Raises:
        UsageError: for each of these.
    """
    if any(not name.strip() for name in correction.lead):
        raise UsageError("--lead needs the name of a body.", "--lead cần có tên cơ quan.")
    if correction.not_a_task and correction != Correction(not_a_task=True):
        raise UsageError(
            "What is no task has no lead, deadline or status: give --not-a-task alone.",
            "Không phải nhiệm vụ thì không có chủ trì, thời hạn, tình trạng: chỉ nêu --not-a-task.",
        )
    if correction.done and correction.status == "open":
        raise UsageError(
            "--done says that it is done, --status that it is not: give one of them.",
            "--done nói đã hoàn thành, --status nói chưa: chỉ nêu một trong hai.",
        )
    if correction.done and date.fromisoformat(correction.done) > day:
        raise UsageError(
            f"--done {correction.done} lies after {day}: it cannot be done yet.",
            f"--done {correction.done} sau ngày {day}: chưa thể hoàn thành.",
        )
    if (correction.not_a_task or correction.status) and not (who.reason and who.reason.strip()):
        option = "--not-a-task" if correction.not_a_task else "--status"
        raise UsageError(f'{option} needs a reason: --reason "…".', f"{option} phải có lý do: --reason “…”.")


def correct(db: Path, key: str, correction: Correction, who: Who, day: date, lang: str) -> list[str]:
    """Keep a correction; what holds now, in sentences."""
    from pipeline.registry import Registry
    from pipeline.tasks import corrections, wording
    from pipeline.tasks.register import called, find

    with Registry(db) as reading:
        before = find(reading, key, day)
        leads = [called(reading, typed) for typed in correction.lead]
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        corrections.correct(
            connection,
            before,
            lead=tuple(name for name, _ in leads) or None,
            deadline=correction.deadline,
            status=correction.status or ("done" if correction.done else None),
            done=correction.done,
            not_a_task=correction.not_a_task,
            reason=who.reason,
            reviewer=who.reviewer,
        )
    short = wording.short_key(before.key)
    if correction.not_a_task:
        return [say("task_now_none", lang, typed=short)]
    with Registry(db) as reading:
        now = find(reading, before.key, day)
    open_ = [said[lang == "vi"] for _, said in leads if said[0]]
    return _told(now, correction, lang) + open_ + _doubts(now, correction, lang)


def _doubts(now: Assigned, correction: Correction, lang: str) -> list[str]:
    """What is odd about a correction and yet may be so: work done before it was given."""
    from pipeline.graph.cards import day

    if not correction.done or not now.at.date or correction.done >= now.at.date:
        return []
    return [say("task_done_before", lang, date=day(now.at.date, lang), document=now.at.document)]


def _told(now: Assigned, correction: Correction, lang: str) -> list[str]:
    """What holds after a correction: what was set, and the status that follows from it."""
    from pipeline.graph.cards import day
    from pipeline.tasks import wording

    told = []
    if correction.lead:
        told.append(say("task_now_lead", lang, lead="; ".join(now.lead)))
    if correction.deadline is not None:
        due = wording.due_words(now, lang) or say("task_no_deadline", lang)
        told.append(say("task_now_deadline", lang, date=due))
    if correction.done:
        told.append(say("task_now_done", lang, date=day(correction.done, lang)))
    status = say("task_now_status", lang, status=wording.signed(now.status, lang))
    return [*told, f"{status} {wording.reason(now, lang)}"]


def decide(db: Path, key: str, typed: str, decision: str, who: Who, day: date, lang: str) -> str:
    """Confirm or reject the link whose key begins with `typed`; a sentence that says so."""
    from pipeline.registry import Registry
    from pipeline.tasks import corrections, wording
    from pipeline.tasks.register import find

    with Registry(db) as reading:
        found = find(reading, key, day)
    link = _link(found, typed)
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        corrections.decide(connection, found, link.key, decision, reason=who.reason, reviewer=who.reviewer)
    return say(f"task_{decision}", lang, typed=wording.short_key(link.key))


def _link(found: Assigned, typed: str) -> Evidence:
    """The one link of a task whose key begins with what was typed.

    Raises:
        UnknownReferenceError: there is none, or there are several; those that there are are listed.
    """
    from pipeline.tasks import wording

    prefix = typed.strip().casefold()
    same = [one for one in found.links if prefix and one.key.startswith(prefix)]
    if len(same) == 1:
        return same[0]
    listed = {
        lang: "".join(
            f"\n  {one.key[:12]}  {wording.said(one, lang)} – {wording.where(one.at, lang)}"
            for one in same or found.links
        )
        for lang in ("en", "vi")
    }
    short = wording.short_key(found.key)
    if same:
        raise UnknownReferenceError(
            f'"{typed}" begins the keys of {len(same)} links of task {short}; type more of one:'
            f"{listed['en']}",
            f"“{typed}” là phần đầu mã của {len(same)} liên kết của nhiệm vụ {short}; hãy gõ dài hơn:"
            f"{listed['vi']}",
        )
    if not found.links:
        raise UnknownReferenceError(
            f"Task {short} has no link to confirm or reject.",
            f"Nhiệm vụ {short} không có liên kết nào để xác nhận hoặc bác.",
        )
    raise UnknownReferenceError(
        f'Task {short} has no link whose key begins with "{typed}". There are:{listed["en"]}',
        f"Nhiệm vụ {short} không có liên kết nào có mã bắt đầu bằng “{typed}”. Hiện có:{listed['vi']}",
    )


def take_back(db: Path, key: str, lang: str) -> str:
    """Forget what was set and decided about a task; a sentence that says so."""
    from pipeline.registry import Registry
    from pipeline.tasks import corrections, wording

    Registry(db).close()  # an undo must not make a registry
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        gone = corrections.take_back(connection, key)
    return say("task_undone", lang, typed=wording.short_key(gone))
