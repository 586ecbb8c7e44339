"""Tries announced counts against the list that follows: "05 xã: A, B, C, D, E", "02 nhóm:" and its items."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.audit.sheet import Sheet
from extractors.audit.wording import severity
from extractors.figures.numerals import vietnamese
from extractors.figures.passages import items_after
from extractors.model import Check, Finding, Verdict
from extractors.rulebook import Rulebook

RULE, FINDING = "count_matches_list", "announced_count"
_NAME = r"\p{Lu}[\p{L}\d.'’]*(?:[ -]+(?:\p{Lu}[\p{L}'’]*|\d{1,3}|[IVX]+|- ))*"
_ITEM = rf"{_NAME}(?:\s*[-–]\s*\d[\d.,]*\s?(?:ha|km|m2|m²|%))?"
_NAMES = regex.compile(rf"({_ITEM})(?:\s*[,;]\s*({_ITEM}))*(?:\s+và\s+({_ITEM}))?")
_OPENED = regex.compile(r"(?:[^:;.()\n]|[.,](?=\d)){0,120}?[:(]\s*(?:gồm|bao gồm|là|tại)?\s*")
_CLOSED = regex.compile(r"\s*(?:[;.)\n]|$)")
_FEWEST, _MOST = 2, 60


class CountAuditor:
    """Counts names behind a figure and items under the line it stands in."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """Every count of things whose list is plain to see."""
        starts = {block.start: index for index, block in enumerate(sheet.document.blocks)}
        for index, figure in enumerate(sheet.figures):
            if sheet.kind(index) != "thing" or figure.qualifier or figure.range or "/" in figure.text:
                continue
            if figure.step != 1 or not _FEWEST <= figure.value <= _MOST:
                continue
            items = self._names(sheet, index) or self._items(sheet, index, starts)
            if items:
                yield self._try(sheet, index, items)

    def _names(self, sheet: Sheet, index: int) -> list[tuple[int, int]]:
        """The names in a row behind a colon or in a bracket; none where anything else stands there."""
        figure = sheet.figures[index]
        opened = _OPENED.match(sheet.text, figure.end)
        following = sheet.figures[index + 1] if index + 1 < len(sheet.figures) else None
        if opened is None:
            return []
        if following is not None and following.start < opened.end() and sheet.kind(index + 1) == "thing":
            return []
        if " và " in opened[0]:
            return []
        row = _NAMES.match(sheet.text, opened.end())
        if row is None or not _CLOSED.match(sheet.text, row.end()):
            return []
        spans = sorted({*row.spans(1), *row.spans(2), *row.spans(3)})
        return spans if len(spans) >= _FEWEST else []

    def _items(self, sheet: Sheet, index: int, starts: dict[int, int]) -> list[tuple[int, int]]:
        """The items under the line, where each opens with the very noun that is counted."""
        figure = sheet.figures[index]
        block = sheet.document.block_at(figure.start)
        if block is None or not sheet.text[figure.end : block.end].rstrip().endswith(":"):
            return []
        following = sheet.figures[index + 1] if index + 1 < len(sheet.figures) else None
        if (
            following is not None
            and following.end < block.end
            and sheet.measure(index + 1) == sheet.measure(index)
        ):
            return []
        items = items_after(sheet.document, starts[block.start])
        names = {sheet.measure(index), (figure.unit or "").lower()}
        opens = [sheet.text[item.start : item.start + 40].lower().startswith(tuple(names)) for item in items]
        return [(item.start, item.end) for item in items] if len(items) >= _FEWEST and all(opens) else []

    def _try(self, sheet: Sheet, index: int, items: list[tuple[int, int]]) -> tuple[Check, Finding | None]:
        figure, listed = sheet.figures[index], len(items)
        holds = figure.value == listed
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        announced = vietnamese(figure.value)
        names = tuple(" ".join(sheet.text[start:end].split())[:60] for start, end in items)
        values = {"count": figure.value, "items": names, "listed": listed, "holds": holds}
        expression = f"{announced} {'=' if holds else '≠'} {listed}"
        check = Check(RULE, verdict, expression, figure.start, items[-1][1], None, None, (index,), values)
        if holds:
            return check, None
        said = {"announced": sheet.text[figure.start : figure.end], "listed": str(listed)}
        found = Finding(FINDING, severity(FINDING, self._rules), figure.start, figure.end, said, check)
        return check, found
