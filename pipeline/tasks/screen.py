"""Draws tasks on a terminal: the list, the board by body, and one task in full."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pipeline.audit.screen import wrapped
from pipeline.graph.cards import day, short_issuer
from pipeline.graph.xmltext import clean
from pipeline.messages import say
from pipeline.output import write_chunks
from pipeline.table import WIDTH_WITHOUT_TERMINAL
from pipeline.tasks import groups, wording
from pipeline.tasks.groups import Listed
from pipeline.tasks.model import Assigned, Evidence, Status
from pipeline.tasks.wording import MOST_URGENT_FIRST, SIGNS, cut, short_key

_LEAST_WIDTH = 60
_WORDS = 240  # characters of a task that a list shows
_STYLES = {
    Status.OVERDUE: "bold red", Status.DONE_LATE: "yellow", Status.DONE_IN_TIME: "green",
    Status.UNKNOWN: "magenta", Status.NO_DEADLINE: "dim", Status.OPEN: "",
}  # fmt: skip


def width() -> int:
    """The columns of the terminal; many where there is none."""
    return max(_LEAST_WIDTH, shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns)


def draw(made: RenderableType, output: Path | None) -> None:
    """Print what is drawn: in colour on a terminal, plain in a pipe or a file."""
    console = Console(width=width(), highlight=False, emoji=False, markup=False)
    if output is None and console.is_terminal:
        console.print(made)
        return
    write_chunks(output, [plain(made)])


def plain(made: RenderableType) -> str:
    """What is drawn as lines of text without colour."""
    console = Console(
        file=io.StringIO(), width=width(), highlight=False, emoji=False, markup=False, color_system=None
    )
    with console.capture() as capture:
        console.print(made)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def task_list(listed: Listed, lang: str) -> RenderableType:
    """The list: date and count, a row a task with its words cut, the counts by status."""
    as_of = day(listed.as_of.isoformat(), lang)
    title = say("task_list_title", lang, date=as_of, count=len(listed.tasks))
    head = "; ".join(part for part in (title, listed.about(lang)) if part)
    rows = _rows(listed.tasks[: listed.most], listed.as_of, lang, lead=True)
    return Group(Text(head, style="bold"), "", rows, "", *_foot(listed.tasks, lang))


def board(listed: Listed, lang: str) -> RenderableType:
    """A panel a body with its counts by status and its tasks, overdue ones first."""
    title = say("task_board_title", lang, date=day(listed.as_of.isoformat(), lang))
    head = "; ".join(part for part in (title, listed.about(lang)) if part)
    panels = [
        Panel(
            Group(_counted(group.tasks, lang), "", *_of_body(group.tasks, listed, lang)),
            title=Text(group.name(lang), style="bold"), title_align="left", box=box.ROUNDED, padding=(0, 1),
        )
        for group in groups.by_body(listed.tasks)
    ]  # fmt: skip
    note = [say("task_shared", lang)] if groups.shared(listed.tasks) else []
    return Group(Text(head, style="bold"), "", *panels, *_foot(listed.tasks, lang), *note)


def _of_body(tasks: Sequence[Assigned], listed: Listed, lang: str) -> list[RenderableType]:
    """The rows of one body, and how many more it has."""
    rows = _rows(tasks[: listed.most], listed.as_of, lang, lead=False)
    more = len(tasks) - len(tasks[: listed.most])
    return [rows, Text(say("and_more", lang, count=more), style="dim")] if more else [rows]


def _rows(tasks: Sequence[Assigned], as_of: date, lang: str, *, lead: bool) -> Table:
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    for name, size in (("task_due", 12), ("task_status", 14), ("task_text", None), ("task_key", 8)):
        made.add_column(
            say(name, lang), width=size, ratio=None if size else 1, overflow="fold", vertical="top"
        )
    for index, task in enumerate(tasks):
        if index:
            made.add_row()
        made.add_row(
            Text(_due(task, as_of, lang)),
            Text(wording.signed(task.status, lang), style=_STYLES[task.status]),
            _words(task, lang, lead=lead),
            Text(short_key(task.key)),
        )
    return made


def _due(task: Assigned, as_of: date, lang: str) -> str:
    lines = [cut(wording.due_words(task, lang), 80), wording.remaining(task, as_of, lang)]
    return "\n".join(line for line in lines if line) or "–"


def _words(task: Assigned, lang: str, *, lead: bool) -> Text:
    """Who leads (bold), the words cut, where they stand, what became of it."""
    told = Text()
    if lead:
        bodies = "; ".join(short_issuer(body) for body in task.lead) or say("task_no_lead", lang)
        told.append(f"{bodies}\n", style="bold")
    told.append(cut(task.text, _WORDS))
    told.append(f"\n{wording.where(task.at, lang)}", style="dim")
    for line in wording.outcome_lines(task, lang):
        told.append(f"\n{line}" if line[0] == "?" else f"\n→ {line}")
    return told


def _counted(tasks: Iterable[Assigned], lang: str) -> Text:
    """The counts of those statuses that occur: "▲ 2 quá hạn · ○ 1 trong hạn"."""
    found = groups.counts(tasks)
    return Text(" · ").join(
        Text(f"{SIGNS[one]} {found[one]} {wording.short_status(one, lang)}", style=_STYLES[one])
        for one in MOST_URGENT_FIRST
        if found[one]
    )


def _foot(tasks: Sequence[Assigned], lang: str) -> list[Text]:
    proposals = sum(len(task.proposals) for task in tasks)
    lines = [_counted(tasks, lang)]
    lines += [Text(say("task_proposals_open", lang, count=proposals))] if proposals else []
    return [*lines, Text(say("task_see", lang), style="dim")]


def one_task(task: Assigned, as_of: date, lang: str) -> str:
    """One task in full: words, place, bodies, deadline, status and why, evidence, repetitions, proposals."""
    made = _One(task, as_of, lang, width())
    for part in (made.head, made.facts, made.evidence, made.elsewhere, made.proposals):
        part()
    return "".join(f"{line}\n" for line in made.lines)


class _One:
    """The lines of one task."""

    def __init__(self, task: Assigned, as_of: date, lang: str, wide: int) -> None:
        self.task, self.as_of, self.lang, self.wide = task, as_of, lang, wide
        self.lines: list[str] = []

    def _say(self, key: str, **values: object) -> str:
        return say(key, self.lang, **values)

    def head(self) -> None:
        """Key and date, then the whole words."""
        date_ = self._say("task_as_of", date=day(self.as_of.isoformat(), self.lang))
        self.lines += [f"{self._say('task_head', typed=short_key(self.task.key))} · {date_}", ""]
        self.lines += wrapped(clean(" ".join(self.task.text.split())), self.wide, "  “", "   ")
        self.lines[-1] += "”"
        self.lines.append("")

    def facts(self) -> None:
        """Place, bodies, deadline, product, documents and status, a line each."""
        task, lang = self.task, self.lang
        lead = "; ".join(task.lead)
        # what a person set was taken from no place of the text
        basis = "" if "lead" in task.corrected else f" ({self._say(f'task_lead_{task.lead_basis}')})"
        told: list[tuple[str, str, str]] = [
            ("task_status", wording.signed(task.status, lang), "status"),
            ("", wording.reason(task, lang), ""),
            ("task_lead", f"{lead}{basis}" if lead else self._say("task_no_lead"), "lead"),
            ("task_partners", "; ".join(task.partners), ""),
            ("task_due", self._due(), "deadline"),
            ("task_product", task.product or "", ""),
            ("task_documents", "; ".join(task.references), ""),
            ("task_assigner", task.assigner or "", ""),
            ("task_kind", self._say(f"task_kind_{task.kind}"), ""),
            ("task_place", wording.where(task.at, lang), ""),
            ("task_section", task.section or "", ""),
            ("task_file", task.at.file, ""),
        ]
        names = [self._say(name) for name, text, _ in told if name and text]
        column = max(map(len, names)) + 4
        for name, text, field in told:
            if text:
                mark = f" [{self._say('task_corrected')}]" if field and field in task.corrected else ""
                start = f"  {self._say(name) if name else '':<{column - 2}}"
                self.lines += wrapped(f"{text}{mark}", self.wide, start, " " * column)

    def _due(self) -> str:
        task, lang = self.task, self.lang
        now, printed = wording.due_words(task, lang), wording.printed_due(task, lang)
        parts = [now, wording.remaining(task, self.as_of, lang)]
        if printed and printed != now:
            parts.append(f"{self._say('task_printed')} “{printed}”")
        return "; ".join(part for part in (*parts, *wording.due_notes(task, lang)) if part)

    def evidence(self) -> None:
        """What became of it."""
        self._links("task_outcome", wording.outcomes(self.task), lambda one: wording.said(one, self.lang))

    def elsewhere(self) -> None:
        """Where else it stands."""
        self._links("task_elsewhere", wording.repeats(self.task), lambda one: wording.said(one, self.lang))

    def proposals(self) -> None:
        """What waits for a decision, with the keys to type."""
        found = self.task.proposals
        self._links(
            "task_proposals", found, lambda one: f"? [{short_key(one.key)}] {wording.said(one, self.lang)}"
        )
        if found:
            asked = self._say("task_decide", typed=short_key(self.task.key))
            self.lines += wrapped(asked, self.wide, "  ", "  ")

    def _links(self, title: str, links: Sequence[Evidence], told: Callable[[Evidence], str]) -> None:
        if not links:
            return
        self.lines += ["", self._say(title)]
        for link in links:
            place = f"{wording.where(link.at, self.lang)}, {link.at.file}"
            self.lines += wrapped(f"{told(link)} · {place}", self.wide, "  ", "    ")
            quoted = [f"“{' '.join(words.split())}”" for words in (link.at.words, link.told) if words]
            if quoted:
                self.lines += wrapped(" – ".join(quoted), self.wide, "    ", "     ")
            because = self._say("task_because", reason=wording.why(link, self.lang))
            self.lines += wrapped(because, self.wide, "    ", "    ")


