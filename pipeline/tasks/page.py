"""The board of tasks by body as one HTML page that needs nothing from elsewhere and no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.audit.page_style import STYLE
from pipeline.graph.cards import day
from pipeline.graph.xmltext import escape
from pipeline.messages import say
from pipeline.tasks import wording
from pipeline.tasks.groups import Group, Listed, by_body, counts, shared
from pipeline.tasks.model import Assigned, Status
from pipeline.tasks.wording import MOST_URGENT_FIRST, SIGNS, short_key

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_OWN = """
main { max-width: 84rem; }
.tiles .overdue b { color: var(--error); } .tiles .done_late b { color: var(--warning); }
.tiles .done_in_time b { color: var(--holds); } .tiles .open b { color: var(--info); }
table.tasks { table-layout: fixed; min-width: 64rem; }
.tasks td { overflow-wrap: anywhere; }
.tasks .c-due { width: 9.5rem; } .tasks .c-status { width: 10rem; } .tasks .c-product { width: 8rem; }
.tasks .c-outcome { width: 14rem; } .tasks .c-partners { width: 8rem; }
td .status { font-weight: 700; display: block; }
.overdue td:first-child { box-shadow: inset 5px 0 0 var(--error); padding-left: .8rem; }
.overdue .status { color: var(--error); } .done_late .status { color: var(--warning); }
.done_in_time .status { color: var(--holds); } .open .status { color: var(--info); }
td p { margin: 0 0 .3rem; } td .quiet { font-size: .92em; }
.proposal { border: 1px dashed var(--muted); border-radius: 5px; padding: .25rem .45rem; }
.proposal b { color: var(--warning); }
.bodies { width: auto; } .bodies td:first-child { min-width: 18rem; }
@media screen and (max-width: 60rem) {
  table.tasks { min-width: 0; } .tasks thead { position: absolute; left: -999rem; }
  .tasks, .tasks tbody, .tasks tr, .tasks td { display: block; }
  .tasks tr { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 .8rem; }
  .tasks td { border: 0; padding: .35rem .7rem; } .tasks td:empty { display: none; }
  .tasks td::before { content: attr(data-head); color: var(--muted); display: block; font-size: .85em; }
  .overdue td:first-child { box-shadow: none; } .tasks tr.overdue { border-left: 5px solid var(--error); } }
@media print { @page { size: A4 landscape; } html { font-size: 9pt; } body { font-size: 1rem; }
  table.tasks { min-width: 0; } .wide { overflow: visible; } p.quiet { break-after: avoid; }
  .bodies th { white-space: nowrap; }
  .tasks tr.long { break-inside: auto; } .proposal { break-inside: avoid; } }
"""
_LONG = 1500
_HEADS = ("due", "status", "text", "partners", "product", "outcome")


def page(listed: Listed, lang: str) -> str:
    """The page with its words in "vi" or "en": counts, bodies, and the tasks of each body."""
    made = _Page(listed, lang)
    title = say("task_board_title", lang, date=day(listed.as_of.isoformat(), lang))
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}{_OWN}</style>\n</head>\n<body>",
        made.skip(),
        "<main>",
        f"<h1>{escape(title)}</h1>",
        *made.summary(),
        *(line for index, group in enumerate(made.groups, 1) for line in made.body(index, group)),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(parts) + "\n"


class _Page:
    """The parts of the page."""

    def __init__(self, listed: Listed, lang: str) -> None:
        self._listed, self._lang = listed, lang
        self.groups = by_body(listed.tasks)
        found = counts(listed.tasks)
        self._statuses = [one for one in MOST_URGENT_FIRST if found[one]]
        self._found = found

    def _say(self, key: str, **values: object) -> str:
        return escape(say(key, self._lang, **values))

    def skip(self) -> str:
        """The link past the counts, for who goes by the keyboard."""
        return f'<a class="skip" href="#b-1">{self._say("task_page_skip")}</a>' if self.groups else ""

    def summary(self) -> Iterator[str]:
        """The conditions, the counts as tiles, and a table of the bodies."""
        about = self._listed.about(self._lang)
        told = "; ".join(part for part in (escape(about), self._counted(len(self._listed.tasks))) if part)
        yield f'<p class="quiet">{told}</p>'
        tiles = "".join(
            f'<li class="{one}"><b>{self._found[one]}</b>{self._sign(one)}</li>' for one in self._statuses
        )
        yield f'<ul class="tiles">{tiles}</ul>'
        if shared(self._listed.tasks):
            yield f'<p class="quiet">{self._say("task_shared")}</p>'
        if len(self.groups) > 1:
            yield from self._bodies()

    def _counted(self, count: int) -> str:
        return self._say("task_count", count=count)

    def _sign(self, status: Status) -> str:
        return f"{SIGNS[status]} {escape(wording.short_status(status, self._lang))}"

    def _bodies(self) -> Iterator[str]:
        heads = "".join(f'<th scope="col" class="n">{self._sign(one)}</th>' for one in self._statuses)
        yield f'<div class="wide"><table class="bodies"><thead><tr><th scope="col">{self._say("task_lead")}'
        yield f'</th>{heads}<th scope="col" class="n">{self._say("task_page_all")}</th></tr></thead><tbody>'
        for index, group in enumerate(self.groups, 1):
            name = f'<a href="#b-{index}">{escape(group.name(self._lang))}</a>'
            yield self._sums(name, counts(group.tasks), len(group.tasks))
        yield "</tbody></table></div>"

    def _sums(self, name: str, found: Counter[Status], total: int) -> str:
        cells = "".join(f'<td class="n">{found[one] or ""}</td>' for one in self._statuses)
        return f'<tr><td>{name}</td>{cells}<td class="n">{total}</td></tr>'

    def body(self, index: int, group: Group) -> Iterator[str]:
        """One body: its counts, then a row a task."""
        found = counts(group.tasks)
        told = " · ".join(f"{self._sign(one)}: {found[one]}" for one in self._statuses if found[one])
        heads = "".join(
            f'<th scope="col" class="c-{name}">{self._say(f"task_{name}")}</th>' for name in _HEADS
        )
        yield f'<section aria-labelledby="b-{index}"><h2 id="b-{index}">{escape(group.name(self._lang))}</h2>'
        yield f'<p class="quiet">{told}</p>'
        yield f'<div class="wide"><table class="tasks"><thead><tr>{heads}</tr></thead><tbody>'
        shown = group.tasks[: self._listed.most]
        yield from (self._task(task) for task in shown)
        yield "</tbody></table></div>"
        if more := len(group.tasks) - len(shown):
            yield f'<p class="quiet">{self._say("and_more", count=more)}</p>'
        yield "</section>"

    def _task(self, task: Assigned) -> str:
        long = " long" if len(task.text) > _LONG else ""
        cells = (
            self._due(task), self._status(task), self._words(task), escape("; ".join(task.partners)),
            escape(task.product or ""), self._outcome(task),
        )  # fmt: skip
        row = "".join(
            f'<td data-head="{self._say(f"task_{name}")}">{cell}</td>'
            for name, cell in zip(_HEADS, cells, strict=True)
        )
        return f'<tr class="{task.status}{long}">{row}</tr>'

    def _due(self, task: Assigned) -> str:
        now, printed = wording.due_words(task, self._lang), wording.printed_due(task, self._lang)
        lines = [escape(now) or "–"]
        if printed and printed != now:
            lines.append(f'<span class="quiet">“{escape(printed)}”</span>')
        if left := wording.remaining(task, self._listed.as_of, self._lang):
            lines.append(f"<strong>{escape(left)}</strong>")
        return _paragraphs(lines)

    def _status(self, task: Assigned) -> str:
        why = escape(wording.reason(task, self._lang))
        word = escape(wording.signed(task.status, self._lang))
        return f'<span class="status">{word}</span><span class="quiet">{why}</span>'

    def _words(self, task: Assigned) -> str:
        """The whole words, where they stand and the key."""
        place = escape(wording.where(task.at, self._lang))
        kind = f"{self._say(f'task_kind_{task.kind}')} · " if task.kind != "task" else ""
        told = f'<span class="quiet">{kind}{place} · <code>{escape(short_key(task.key))}</code></span>'
        return _paragraphs([f'<span lang="vi">{escape(task.text)}</span>', told])

    def _outcome(self, task: Assigned) -> str:
        """What became of it; proposals in a box that says what they are."""
        lang = self._lang
        sure = [
            f"{escape(wording.said(one, lang))} – {escape(wording.where(one.at, lang))}"
            for one in wording.outcomes(task)
        ]
        open_ = "".join(
            f'<p class="proposal"><b>? {self._say("task_proposal")}</b> '
            f"<code>{escape(short_key(one.key))}</code><br>"
            f"{escape(wording.said(one, lang))} – {escape(wording.where(one.at, lang))}</p>"
            for one in task.proposals
        )
        return _paragraphs(sure) + open_


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)
