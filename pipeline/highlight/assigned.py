"""Entries for tasks, and for what the text says became of some work."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Document, Facts
from extractors.task_facts import Deadline, Outcome, Task
from pipeline.highlight.model import Entry, Layer, Line, Place
from pipeline.highlight.references import Referring
from pipeline.highlight.words import Words, shortened, squeezed

TASK_SIGN, OUTCOME_SIGN = "☐", "↻"


class Assigning:
    """Makes the entries of tasks and outcomes; their references lead to those of `referring`."""

    def __init__(self, document: Document, facts: Facts, referring: Referring, words: Words) -> None:
        self._document, self._facts, self._referring, self._words = document, facts, referring, words

    def tasks(self) -> Iterator[Entry]:
        """One entry a task."""
        say = self._words.say
        for n, task in enumerate(self._facts.tasks, 1):
            lead = "; ".join(task.lead) or say("entry_no_lead")
            kind = say(f"task_kind_{task.kind.value}")
            tip = " · ".join(part for part in (kind, lead, task.deadline and task.deadline.text) if part)
            yield Entry(
                Layer.TASK,
                n,
                f"{say('code_task')}{n}",
                "task",
                TASK_SIGN,
                shortened(task.text),
                tuple(self._task(task)),
                (Place(task.start, task.end, self._page(task), "task", squeezed(tip)),),
            )

    def _task(self, task: Task) -> Iterator[Line]:
        say = self._words.say
        yield Line(say("entry_is"), say(f"task_kind_{task.kind.value}"))
        basis = say(f"task_lead_{task.lead_basis.value}")
        lead = "; ".join(task.lead)
        yield Line(say("entry_lead"), f"{lead} ({basis})" if lead else say("entry_no_lead"))
        if task.partners:
            yield Line(say("entry_partners"), "; ".join(task.partners))
        yield from self._deadline(task.deadline)
        if task.product:
            yield Line(say("entry_product"), squeezed(task.product))
        if task.assigner and task.assigner not in task.lead:
            yield Line(say("entry_assigner"), task.assigner)
        yield from self._referring.links(say("entry_references"), task.references)

    def _deadline(self, deadline: Deadline | None) -> Iterator[Line]:
        if deadline is None:
            return
        say = self._words.say
        yield Line(say("entry_deadline"), squeezed(deadline.text))
        told = self._words.day(deadline.due)
        if deadline.due and deadline.time:
            told = say("task_at_time", date=told, time=deadline.time)
        if deadline.kind == "invalid":
            told = say("task_invalid")
        notes = [say("task_strict")] if deadline.strict else []
        notes += [say("task_inferred")] if deadline.inferred else []
        if told:
            yield Line(say("entry_due"), f"{told} ({'; '.join(notes)})" if notes else told)

    def outcomes(self) -> Iterator[Entry]:
        """One entry a sentence that says how far some work has come."""
        say = self._words.say
        for n, outcome in enumerate(self._facts.outcomes, 1):
            state = say(f"task_said_{outcome.state.value}")
            tip = " · ".join((say("layer_outcome"), state))
            yield Entry(
                Layer.OUTCOME,
                n,
                f"{say('code_outcome')}{n}",
                "outcome",
                OUTCOME_SIGN,
                f"{state[:1].upper()}{state[1:]}: {shortened(outcome.text)}",
                tuple(self._outcome(outcome)),
                (Place(outcome.start, outcome.end, self._page(outcome), "outcome", tip),),
            )

    def _outcome(self, outcome: Outcome) -> Iterator[Line]:
        say = self._words.say
        yield Line(say("entry_cue"), f"“{squeezed(outcome.told or outcome.cue)}”")
        if outcome.bodies:
            yield Line(say("entry_bodies"), "; ".join(outcome.bodies))
        if outcome.date:
            yield Line(say("entry_done_on"), self._words.day(outcome.date))
        yield from self._deadline(outcome.deadline)
        yield from self._referring.links(say("entry_products"), outcome.products)
        others = [at for at in outcome.references if at not in outcome.products]
        yield from self._referring.links(say("entry_references"), others)

    def _page(self, place: Task | Outcome) -> int | None:
        return place.page if place.page is not None else self._document.page_at(place.start)
