"""Finds one indicator with two values in one document."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.audit.sheet import Sheet
from extractors.audit.wording import severity
from extractors.model import Check, Finding, Statistic, Verdict
from extractors.rulebook import Rulebook

RULE = "value_conflict"
_PROPER = regex.compile(r"(?<=[\p{Ll}\d,;:(]\s)\p{Lu}[\p{L}\d]*")
_TOTAL = regex.compile(r"(?<!\p{L})tổng(?!\p{L}).*", regex.S)
_SENTENCE = regex.compile(r"[.!?]\s+(?=\p{Lu})|\n")
_FEWEST_WORDS = 4
_NOT_SAME = regex.compile(
    r"(?<!\p{L})(?:bình quân|trung bình|mỗi|từng|kế hoạch|dự kiến|phấn đấu|mục tiêu|trước đây)(?!\p{L})"
    r"|điều chỉnh"
)


class ConflictAuditor:
    """Compares totals that say of themselves, in the same words, what they count, where and when."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """A comparison for each total that is told again."""
        seen: dict[tuple[object, ...], int] = {}
        for index, figure in enumerate(sheet.figures):
            key = _key(sheet, index)
            if key is None:
                continue
            first = seen.setdefault(key, index)
            if first != index and sheet.document.block_at(figure.start) != sheet.document.block_at(
                sheet.figures[first].start
            ):
                yield self._compare(sheet, first, index)

    def _compare(self, sheet: Sheet, first: int, index: int) -> tuple[Check, Finding | None]:
        one, other = sheet.figures[first], sheet.figures[index]
        holds = one.value == other.value
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        shown, earlier = sheet.shown((index, first))
        expression = f"{earlier} {'=' if holds else '≠'} {shown}"
        values = {"value": other.value, "other": one.value, "holds": holds}
        check = Check(
            RULE, verdict, expression, other.start, other.end, sheet.interval(first), sheet.interval(index),
            (first, index), values,
        )  # fmt: skip
        if holds:
            return check, None
        said = {"indicator": other.indicator or "", "printed": other.text, "other": one.text}
        loud = severity(RULE, self._rules)
        return check, Finding(RULE, loud, other.start, other.end, said, check, (one.start, one.end))


def _key(sheet: Sheet, index: int) -> tuple[object, ...] | None:
    """What a total says of itself; None for what is no total or too short of words to be known again."""
    figure = sheet.figures[index]
    plain = not (figure.range or figure.change or figure.qualifier or figure.percent or "/" in figure.text)
    total = _TOTAL.search(figure.indicator or "")
    words = total[0] if total else ""
    if not plain or sheet.kind(index) not in ("measure", "money") or len(words.split()) < _FEWEST_WORDS:
        return None
    if _NOT_SAME.search(figure.indicator or ""):
        return None
    return (
        words,
        sheet.measure(index),
        figure.place,
        figure.period,
        names_before(sheet.text, figure),
        figure.of is None,
    )


def names_before(text: str, figure: Statistic) -> frozenset[str]:
    """The proper names in the sentence up to a figure: of two projects, each has its own total."""
    start = max(0, figure.start - 300)
    cut = max((found.end() for found in _SENTENCE.finditer(text, start, figure.start)), default=start)
    return frozenset(_PROPER.findall(text, cut, figure.start))
