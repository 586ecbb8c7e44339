"""What templates word tasks with: `pipeline.tasks.wording` in the language of the pages, at one day."""

from __future__ import annotations

from datetime import date

from pipeline.audit.findings import SHORT_KEY
from pipeline.graph.cards import day as day_words
from pipeline.graph.cards import short_issuer
from pipeline.messages import say
from pipeline.tasks import wording
from pipeline.tasks.model import Assigned, Evidence, Place, Status
from pipeline.web.asking import LANG, address

PATH = "/nhiem-vu"
_CARD = 170  # characters of a task on a card


class TaskWords:
    """The words for tasks as they stand at `day`."""

    statuses = wording.MOST_URGENT_FIRST

    def __init__(self, day: date) -> None:
        self.day = day
        self.is_today = day == date.today()
        self.spoken = day_words(day.isoformat(), LANG)

    def link(self, key: str) -> str:
        """Where one task is shown, at the same day."""
        return address(f"{PATH}/{key}", {} if self.is_today else {"ngay": self.day.isoformat()})

    def sign(self, status: Status) -> str:
        """The shape of a status."""
        return wording.SIGNS[status]

    def short(self, status: Status) -> str:
        """A status in a word or two."""
        return wording.short_status(status, LANG)

    def status(self, status: Status) -> str:
        """A status as offices call it."""
        return wording.status_word(status, LANG)

    def reason(self, task: Assigned) -> str:
        """Why the status is what it is."""
        return wording.reason(task, LANG)

    def due(self, task: Assigned) -> str:
        """The deadline as it stands now."""
        return wording.due_words(task, LANG)

    def printed(self, task: Assigned) -> str:
        """The words of the deadline, where they tell more than its day."""
        printed = wording.printed_due(task, LANG)
        return "" if printed == self.due(task) else printed

    def notes(self, task: Assigned) -> list[str]:
        """What has to be known of the deadline besides."""
        return wording.due_notes(task, LANG)

    def left(self, task: Assigned) -> str:
        """How many days an unfinished task has left or is over."""
        return wording.remaining(task, self.day, LANG)

    def where(self, place: Place) -> str:
        """Document, date and page."""
        return wording.where(place, LANG)

    def said(self, link: Evidence) -> str:
        """What a place says of the task."""
        return wording.said(link, LANG)

    def why(self, link: Evidence) -> str:
        """Why it is held to speak of the task."""
        return wording.why(link, LANG)

    def outcomes(self, task: Assigned) -> list[Evidence]:
        """What became of it."""
        return wording.outcomes(task)

    def repeats(self, task: Assigned) -> list[Evidence]:
        """Where else it stands."""
        return wording.repeats(task)

    def kind(self, task: Assigned) -> str:
        """What kind of task it is."""
        return say(f"task_kind_{task.kind}", LANG)

    def leads(self, task: Assigned) -> str:
        """Who leads, in short."""
        return "; ".join(short_issuer(one) for one in task.lead) or say("task_no_lead", LANG)

    def basis(self, task: Assigned) -> str:
        """Where the lead was read; "" where nobody is named, or a person set it."""
        return "" if "lead" in task.corrected or not task.lead else say(f"task_lead_{task.lead_basis}", LANG)

    def cut(self, task: Assigned) -> str:
        """The words of a task for a card."""
        return wording.cut(task.text, _CARD)

    def key(self, key: str) -> str:
        """So much of a key as is shown."""
        return key[:SHORT_KEY]
