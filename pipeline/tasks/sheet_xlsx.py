"""Tasks as an Excel workbook to sort, filter and print: a row a task, real dates, overdue ones marked."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.graph.cards import day
from pipeline.messages import say
from pipeline.output import EXCEL_CELL, excel_text
from pipeline.tasks.groups import Listed
from pipeline.tasks.model import Assigned, Status
from pipeline.tasks.wording import (
    due_words,
    last_day,
    outcome_lines,
    printed_due,
    reason,
    remaining,
    short_key,
    signed,
    where,
)

_COLUMNS: Mapping[str, float] = {
    "task_number": 5, "task_text": 50, "task_lead": 20, "task_partners": 20, "task_due": 12,
    "task_printed": 18, "task_product": 18, "task_status": 18, "task_basis": 22, "task_outcome": 36,
    "task_key": 10,
}  # fmt: skip
"""Each column by its heading, with its width."""

_CENTRED = frozenset({0, tuple(_COLUMNS).index("task_key")})
_FONT = "Times New Roman"
_FILLS: Mapping[Status, str] = {
    Status.OVERDUE: "#F8D7D3", Status.DONE_LATE: "#FCE9C4", Status.DONE_IN_TIME: "#DDF0E0",
}  # fmt: skip
_MARK = " […]"
_HEAD_ROW = 2
_LINE, _HIGHEST = 15.75, 409.0  # points: a line of 12, and the highest row that Excel has
_LETTERS = 1.15  # of them in a unit of a column's width


def sheet(listed: Listed, lang: str) -> tuple[bytes, int]:
    """The workbook, and how many cells Excel could not take whole."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True,
    }  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as book:
        # no clock: the same tasks of the same day give the same file
        midnight = _midnight(listed.as_of)
        book.set_properties({"title": _title(listed, lang), "created": midnight})
        made = _Sheet(book, listed, lang)
        made.head()
        for at, task in enumerate(listed.tasks, 1):
            made.row(at, task)
        made.set_up()
    return buffer.getvalue(), made.shortened


def _midnight(as_of: date) -> Any:
    from datetime import datetime

    return datetime(as_of.year, as_of.month, as_of.day)


def _title(listed: Listed, lang: str) -> str:
    as_of = day(listed.as_of.isoformat(), lang)
    title = say("task_list_title", lang, date=as_of, count=len(listed.tasks))
    return "; ".join(part for part in (title, listed.about(lang)) if part)


def _height(cells: Sequence[Any]) -> float:
    """The height that a row's words need: Excel fits rows when it opens a file, other programs do not."""
    pairs = zip(cells, _COLUMNS.values(), strict=True)
    lines = max(_lines(str(content or ""), wide) for content, wide in pairs)
    return min(_HIGHEST, lines * _LINE + 3)


def _lines(text: str, wide: float) -> int:
    return sum(len(textwrap.wrap(line, int(wide * _LETTERS))) or 1 for line in text.split("\n"))


class _Sheet:
    """The one sheet of the workbook; `shortened` counts cells that were cut."""

    def __init__(self, book: Any, listed: Listed, lang: str) -> None:
        self._listed, self._lang = listed, lang
        self._sheet = book.add_worksheet(say("task_sheet", lang))
        self._book = book
        self._formats: dict[tuple[Status, str], Any] = {}
        self.shortened = 0

    def head(self) -> None:
        """The title, and the columns' names below it."""
        bold = {"bold": True, "font_name": _FONT}
        title = self._book.add_format({**bold, "font_size": 14})
        head = self._book.add_format(
            {**bold, "font_size": 12, "text_wrap": True, "align": "center", "valign": "vcenter",
             "bg_color": "#E3E8EF", "border": 1}
        )  # fmt: skip
        self._sheet.write_string(0, 0, _title(self._listed, self._lang), title)
        for column, (name, wide) in enumerate(_COLUMNS.items()):
            said = say(name, self._lang)
            self._sheet.write_string(_HEAD_ROW, column, said[:1].upper() + said[1:], head)
            self._sheet.set_column(column, column, wide)

    def row(self, at: int, task: Assigned) -> None:
        """One task; its overdue days and its reason stand beside the status and the evidence."""
        lang = self._lang
        status = "\n".join(
            part for part in (signed(task.status, lang), remaining(task, self._listed.as_of, lang)) if part
        )
        printed = printed_due(task, lang)
        if task.inferred:
            printed = f"{printed}\n({say('task_inferred', lang)})"
        if task.due and task.due != task.due_now:
            printed = f"{printed}\n{due_words(task, lang)}"
        cells = [
            at, task.text, "; ".join(task.lead) or say("task_no_lead", lang), "; ".join(task.partners),
            last_day(task) or printed_due(task, lang), printed, task.product, status,
            where(task.at, lang), "\n".join([*outcome_lines(task, lang), reason(task, lang)]),
            short_key(task.key),
        ]  # fmt: skip
        self._sheet.set_row(_HEAD_ROW + at, _height(cells))
        for column, content in enumerate(cells):
            self._cell((_HEAD_ROW + at, column), content, task.status)

    def _cell(self, place: tuple[int, int], content: Any, status: Status) -> None:
        kind = "day" if isinstance(content, date) else "centre" if place[1] in _CENTRED else ""
        form = self._format(status, kind)
        if content is None or content == "":
            self._sheet.write_blank(*place, None, form)
        elif isinstance(content, date):
            self._sheet.write_datetime(*place, content, form)
        elif isinstance(content, int):
            self._sheet.write_number(*place, content, form)
        else:
            self._sheet.write_string(*place, self._short(str(content)), form)

    def _short(self, text: str) -> str:
        if len(text) > EXCEL_CELL:
            self.shortened += 1
            text = text[: EXCEL_CELL - len(_MARK)] + _MARK
        return str(excel_text(text))

    def _format(self, status: Status, kind: str) -> Any:
        made = self._formats.get((status, kind))
        if made is None:
            look = {
                "font_name": _FONT, "font_size": 12, "text_wrap": True, "valign": "top", "border": 1,
                "border_color": "#AEB6C0",
            }  # fmt: skip
            look |= {"bg_color": _FILLS[status]} if status in _FILLS else {}
            look |= {"align": "center"} if kind else {}
            if kind == "day":
                look["num_format"] = "dd/mm/yyyy" if self._lang == "vi" else "yyyy-mm-dd"
            made = self._formats[status, kind] = self._book.add_format(look)
        return made

    def set_up(self) -> None:
        """Frozen head and filter on the screen; landscape A4, one page wide, the head on each, on paper."""
        last = _HEAD_ROW + len(self._listed.tasks)
        self._sheet.freeze_panes(_HEAD_ROW + 1, 2)
        self._sheet.autofilter(_HEAD_ROW, 0, last, len(_COLUMNS) - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(_HEAD_ROW)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self._sheet.set_footer('&C&"Times New Roman"&P / &N')
