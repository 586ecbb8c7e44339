"""Writes the values of a dataset's columns as cells of Excel; a document's words never become a formula."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from pipeline.datasets.model import Column, Kind, day_of, list_of, moment_of
from pipeline.datasets.words import worded
from pipeline.output import EXCEL_CELL, excel_text

Put = Callable[[Any, int, int, Any], int]
"""Writes a value, which is there, to a sheet at a row and column; how many characters it shows."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel believes in 29 February 1900: earlier days stay text."""


class Cells:
    """The formats of a workbook, and how many cells were cut because Excel holds no more."""

    def __init__(self, workbook: Any, lang: str) -> None:
        self._lang = lang
        self._day = workbook.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self._moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"})
        self._whole = workbook.add_format({"num_format": "#,##0"})
        self.cut = 0

    def writer(self, column: Column) -> Put:
        """What writes the values of a column."""
        if column.kind is Kind.CODE:
            known: dict[str, str] = {}

            def put_code(sheet: Any, row: int, at: int, value: Any) -> int:
                if value not in known:
                    known[value] = worded(column, value, self._lang)
                return self._text(sheet, row, at, known[value])

            return put_code
        return {
            Kind.INTEGER: _integer, Kind.NUMBER: self._number, Kind.BOOLEAN: _boolean,
            Kind.DAY: self._date, Kind.ISO: self._date, Kind.LIST: self._list, Kind.MOMENT: self._time,
        }.get(column.kind, self._text)  # fmt: skip

    def link(self, sheet: Any, row: int, at: int, target: str, value: Any) -> int:
        """Write a value that leads to another row."""
        words = self._fitting(str(value))
        sheet.write_url(row, at, target, string=words)
        return len(words)

    def _fitting(self, value: str) -> str:
        self.cut += len(value) > EXCEL_CELL
        return value if value.isprintable() and len(value) <= EXCEL_CELL else str(excel_text(value))

    def _text(self, sheet: Any, row: int, at: int, value: Any) -> int:
        words = self._fitting(value)
        sheet.write_string(row, at, words)
        return len(words)

    def _list(self, sheet: Any, row: int, at: int, value: Any) -> int:
        return self._text(sheet, row, at, "; ".join(list_of(value) or ()))

    def _number(self, sheet: Any, row: int, at: int, value: Any) -> int:
        if not math.isfinite(value):  # Excel has no such number
            return self._text(sheet, row, at, str(value))
        sheet.write_number(row, at, value, self._whole if float(value).is_integer() else None)
        return len(f"{value:,.6g}")

    def _date(self, sheet: Any, row: int, at: int, value: Any) -> int:
        day = day_of(value)
        if day is None or day < _FIRST_DAY:
            return self._text(sheet, row, at, value)
        sheet.write_datetime(row, at, datetime(day.year, day.month, day.day), self._day)
        return len("dd/mm/yyyy")

    def _time(self, sheet: Any, row: int, at: int, value: Any) -> int:
        moment = moment_of(value)
        assert moment is not None
        sheet.write_datetime(row, at, moment.replace(tzinfo=None), self._moment)
        return len("dd/mm/yyyy hh:mm")


def _integer(sheet: Any, row: int, at: int, value: Any) -> int:
    sheet.write_number(row, at, value)
    return len(str(value))


def _boolean(sheet: Any, row: int, at: int, value: Any) -> int:
    sheet.write_boolean(row, at, bool(value))
    return 5
