"""Tries announced counts against the list that follows: "05 xã: A, B, C, D, E", "02 nhóm:" and its items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractors.audit.sheet import Sheet
from extractors.audit.wording import severity
from extractors.figures.numerals import vietnamese
from extractors.figures.passages import Item, items_after, style_of
from extractors.model import Block, Check, Finding, Verdict
from extractors.rulebook import Rulebook

RULE, FINDING = "count_matches_list", "announced_count"
_PLACES = "thành phố|tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
_NAME = rf"(?:(?:{_PLACES})\s+)?\p{{Lu}}[\p{{L}}\d.'’]*(?:[ -]+(?:\p{{Lu}}[\p{{L}}'’]*|\d{{1,3}}))*"
_ITEM = rf"{_NAME}(?:\s*[-–]\s*\d[\d.,]*\s?(?:ha|km|m2|m²|%))?"
_NAMES = regex.compile(rf"({_ITEM})(?:\s*[,;]\s*({_ITEM}))*(?:\s+và\s+({_ITEM}))?(?=\s*(?:[;.)\n]|$))")
_OPENED = regex.compile(r"(?:[^:;.()\n]|[.,](?=\d)){0,120}?[:(]\s*(?:gồm|bao gồm|là|tại)?\s*")
_LAST_WORDS = regex.compile(r"(?:\s+\p{Ll}+){0,5}\s*:\s*")
_LABEL = regex.compile(r"\(?(?P<label>[a-zđ]|\d{1,2})[.)]")
_BRACKETED = regex.compile(r"\((\d{1,2}|[ivx]{1,4})\)")
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters that label points, in their order (Nghị định 30/2020/NĐ-CP)."""
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
            if figure.step != 1 or not 0 < figure.value <= _MOST:
                continue
            items = self._names(sheet, index) or _numbered(sheet, index) or self._items(sheet, index, starts)
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
        if row is None:
            return []
        spans = sorted({*row.spans(1), *row.spans(2), *row.spans(3)})
        return spans if len(spans) >= _FEWEST else []

    def _items(self, sheet: Sheet, index: int, starts: dict[int, int]) -> list[tuple[int, int]]:
        """The items under the line, where each opens with the noun that is counted, or the line ends with it.

        Behind "gồm 05 nhóm nhiệm vụ:" anything that is lettered or numbered from the first on is one of them.
        """
        figure = sheet.figures[index]
        block = sheet.document.block_at(figure.start)
        if block is None or not sheet.text[figure.end : block.end].rstrip().endswith(":"):
            return []
        following = sheet.figures[index + 1] if index + 1 < len(sheet.figures) else None
        if following is not None and following.end < block.end and sheet.kind(index + 1) == "thing":
            return []
        items = items_after(sheet.document, starts[block.start])
        names = (sheet.measure(index), (figure.unit or "").lower())
        opens = all(sheet.text[item.start : item.start + 40].lower().startswith(names) for item in items)
        ends = _LAST_WORDS.fullmatch(sheet.text, figure.end, block.end) is not None
        if len(items) < _FEWEST or not (opens or (ends and _runs(sheet, starts[block.start], items))):
            return []
        return [(item.start, item.end) for item in items]

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


def _numbered(sheet: Sheet, index: int) -> list[tuple[int, int]]:
    """What is numbered in brackets behind a colon: "03 nhóm giải pháp: (1) …; (2) …; (3) …", (i) … likewise.

    None where the numbers do not run from the first on without a gap: they may be those of two lists.
    """
    block = sheet.document.block_at(sheet.figures[index].start)
    opened = _LAST_WORDS.match(sheet.text, sheet.figures[index].end)
    if block is None or opened is None or not _BRACKETED.match(sheet.text, opened.end(), block.end):
        return []
    labels = list(_BRACKETED.finditer(sheet.text, opened.end(), block.end))
    for row in (list(map(str, range(1, _MOST))), _ROMAN):
        if len(labels) >= _FEWEST and [label[1] for label in labels] == row[: len(labels)]:
            ends = [label.start() for label in labels[1:]] + [block.end]
            return [(label.end(), end) for label, end in zip(labels, ends, strict=True)]
    return []


def _runs(sheet: Sheet, lead: int, items: Sequence[Item]) -> bool:
    """Whether the labels of items run from the first without a gap, and do not go on elsewhere below."""
    blocks = sheet.document.blocks
    labels = [_ordinal(sheet.text, sheet.document.block_at(item.start)) for item in items]
    if labels != list(range(1, len(items) + 1)):
        return False
    after = [block for block in blocks[lead + 1 : lead + 200] if block.start > items[-1].start]
    for block in after:
        if _ordinal(sheet.text, block) == len(items) + 1 and _style(sheet.text, block) == items[0].style:
            return False
        if _ordinal(sheet.text, block) == 1 and _style(sheet.text, block) == items[0].style:
            return True
    return True


def _style(text: str, block: Block) -> str:
    return style_of(text, block)[0]


def _ordinal(text: str, block: Block | None) -> int | None:
    """The place that a label has in its row: 3 for "c)" and "3."."""
    label = _LABEL.match(text, block.start, block.end) if block else None
    if label is None:
        return None
    word = label["label"]
    return int(word) if word.isdigit() else _LETTERS.find(word) + 1
