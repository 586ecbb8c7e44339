"""The review as an Excel workbook: sheets of findings, checks and figures that sort, filter and print."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.rulebook import Rulebook
from pipeline.audit import rules as wording
from pipeline.audit.findings import SHORT_KEY, Tried, Wanted, checks
from pipeline.audit.listings import FINDING_COLUMNS, finding_listing
from pipeline.audit.numbers import interval, rounded
from pipeline.audit.report import Report
from pipeline.audit.screen import SIGNS, VERDICT_SIGNS
from pipeline.listing import Listing, flat, worded
from pipeline.messages import heading, say, value
from pipeline.output import excel_text
from pipeline.registry import Registry
from pipeline.series.figures import FigureFilter, figures

if TYPE_CHECKING:
    import xlsxwriter

_LAST_ROW = 1_048_575  # Excel has no more
_WIDTHS = {
    "severity": 12, "page": 7, "rule": 18, "document": 26, "words": 34, "clause": 44, "why": 44, "advice": 34,
    "expression": 40, "other_words": 30, "other_clause": 40, "other_document": 24, "file": 28, "key": 18,
    "left_side": 22, "right_side": 22, "verdict": 18, "mark": 4, "indicator": 36, "value": 18, "unit": 12,
    "issuer": 30, "status": 14, "reason": 28, "reviewer": 16, "place": 18, "left_low": 16, "left_high": 16,
    "right_low": 16, "right_high": 16,
}  # fmt: skip
_FILLS = {"error": "#F8D7D3", "warning": "#FCE9C4", "info": "#DCE9F7", "fails": "#F8D7D3", "holds": "#DDF0E0"}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: its name, its columns by the names of headings, and its rows."""

    title: str
    names: Sequence[str]
    rows: Iterable[Sequence[Any]]


def sheet(registry: Registry, found: Report, wanted: Wanted, rules: Rulebook, lang: str) -> bytes:
    """The workbook, with the findings that `found` holds and all checks and figures that are wanted."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True, "nan_inf_to_errors": True,
    }  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as book:
        findings = finding_listing(found.findings, rules, lang)
        for one in (
            _findings(findings, rules, lang),
            _checks(checks(registry, wanted), rules, lang),
            _figures(figures(registry, FigureFilter(document=wanted.document)), lang),
        ):
            _write(book, one, lang)
    return buffer.getvalue()


_TECHNICAL = frozenset({"scope", "start", "end"})
"""What says nothing to a person; CSV and JSON have it."""


def _findings(listing: Listing, rules: Rulebook, lang: str) -> _Sheet:
    shown = [at for at, column in enumerate(FINDING_COLUMNS) if column.name not in _TECHNICAL]
    names = [FINDING_COLUMNS[at].name for at in shown]
    rows = [[flat(worded(row[at], FINDING_COLUMNS[at], lang)) for at in shown] for row in listing.rows]
    severity, rule, key = (names.index(name) for name in ("severity", "rule", "key"))
    for row in rows:
        row[key] = str(row[key])[:SHORT_KEY]
        row[rule] = wording.title(str(row[rule]), rules, lang)
    at = [column.name for column in FINDING_COLUMNS].index("severity")
    for row, source in zip(rows, listing.rows, strict=True):
        row[severity] = f"{SIGNS[str(source[at])]} {row[severity]}"
    return _Sheet(say("sheet_findings", lang), names, rows)


_CHECKS = (
    "mark", "verdict", "expression", "left_side", "right_side", "left_low", "left_high",
    "right_low", "right_high", "rule", "words", "document", "page", "file",
)  # fmt: skip


def _checks(tried: Iterable[Tried], rules: Rulebook, lang: str) -> _Sheet:
    rows = (
        (
            VERDICT_SIGNS[one.verdict], value(one.verdict, lang), one.expression, interval(one.left),
            interval(one.right), *_ends(one.left), *_ends(one.right), wording.title(one.rule, rules, lang),
            one.at.words, one.at.document, one.at.page, one.at.file,
        )
        for one in tried
    )  # fmt: skip
    return _Sheet(say("sheet_checks", lang), _CHECKS, rows)


def _ends(ends: list[str] | None) -> tuple[float | None, float | None]:
    low, high = (float(rounded(end)) for end in ends) if ends else (None, None)
    return _finite(low), _finite(high)


def _finite(number: float | None) -> float | None:
    return number if number is not None and abs(number) < 1e300 else None


def _figures(listing: Listing, lang: str) -> _Sheet:
    shown = [at for at, column in enumerate(listing.columns) if column.name not in _TECHNICAL]
    names = [listing.columns[at].name for at in shown]
    rows = ([flat(worded(row[at], listing.columns[at], lang)) for at in shown] for row in listing.rows)
    return _Sheet(say("sheet_figures", lang), names, rows)


def _write(book: xlsxwriter.Workbook, one: _Sheet, lang: str) -> None:
    sheet_ = book.add_worksheet(one.title)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E3E8EF", "border": 1}
    )
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9D0DA"})
    count = book.add_format(
        {"valign": "top", "border": 1, "border_color": "#C9D0DA", "num_format": "#,##0.######"}
    )
    last = 0
    for column, name in enumerate(one.names):
        sheet_.write_string(0, column, heading(name, lang) or "±", head)
        sheet_.set_column(column, column, _WIDTHS.get(name, 12))
    for last, row in enumerate(one.rows, 1):  # noqa: B007
        if last > _LAST_ROW:
            break
        for column, content in enumerate(row):
            _cell(sheet_, (last, column), content, cell, count)
    _colour(book, sheet_, one, last, lang)
    _set_up(sheet_, one, last)


def _cell(sheet_: Any, place: tuple[int, int], content: Any, cell: Any, count: Any) -> None:
    if content is None or content == "":
        sheet_.write_blank(*place, None, cell)
    elif isinstance(content, int | float):
        sheet_.write_number(*place, content, count)
    else:
        sheet_.write_string(*place, str(excel_text(str(content))), cell)


def _colour(book: xlsxwriter.Workbook, sheet_: Any, one: _Sheet, last: int, lang: str) -> None:
    """Colour the cells of severities and verdicts; their sign stands in them besides."""
    for name, codes in (("severity", ("error", "warning", "info")), ("verdict", ("fails", "holds"))):
        if name not in one.names or not last:
            continue
        at = one.names.index(name)
        for code in codes:
            fill = book.add_format({"bg_color": _FILLS[code]})
            rule = {"type": "text", "criteria": "containing", "value": value(code, lang), "format": fill}
            sheet_.conditional_format(1, at, last, at, rule)


def _set_up(sheet_: Any, one: _Sheet, last: int) -> None:
    """Frozen head and filter on the screen; landscape A4, one page wide, the head on each, on paper."""
    sheet_.freeze_panes(1, 0)
    sheet_.autofilter(0, 0, last, len(one.names) - 1)
    sheet_.set_landscape()
    sheet_.set_paper(9)
    sheet_.fit_to_pages(1, 0)
    sheet_.repeat_rows(0)
    sheet_.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet_.set_header(f"&L&B{one.title}")
    sheet_.set_footer("&R&P / &N")
