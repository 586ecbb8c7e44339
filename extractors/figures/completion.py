"""Completes figures that lean on others: a count's percentage, a number whose unit was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.figures.drafts import FigureDraft
from extractors.figures.numerals import Numeral, read_numeral
from extractors.figures.units import UnitReader

_VERB = (
    r"(?:ước\s+)?(?:(?:đạt|chiếm|bằng|tương đương|tương ứng(?:\s+với)?|chỉ đạt|mới đạt|xấp xỉ)"
    r"(?:\s+(?:với\s+)?(?:tỷ|tỉ)\s+(?:lệ|trọng))?(?:\s+là)?|(?:tỷ|tỉ)\s+lệ(?:\s+(?:đạt|là|chiếm))?)"
)
_HEDGES = r"(?:\s*(?:khoảng|trên|hơn|gần|[:≈~]))*"
_OWN_PERCENT = regex.compile(
    rf"(?P<rest>[\p{{L}}\d\s/-]{{0,60}}?)(?:\s*\[\d+\])?(?:[,\s]+|\s*\(\s*){_VERB}{_HEDGES}\s*"
    rf"|[\p{{L}}\s/-]{{0,40}}?\s*\(\s*{_HEDGES}\s*",
    regex.I,
)
"""What may stand between a count and its percentage: "80 hồ sơ trực tuyến, đạt tỷ lệ 80%", "(80%)"."""
_OUT_OF = regex.compile(r"[^\d,;:.()\n]{0,40}(?<!\p{L})trên\s+(?:tổng(?:\s+số|\s+cộng)?)\s*", regex.I)
"""Between a part and its whole: "400 giấy chứng nhận trên tổng số 500 hồ sơ, đạt 80%"."""
_CHANGES = regex.compile(r"(?<!\p{L})(?:tăng|giảm|vượt|hụt|trong đó|so với|còn lại)(?!\p{L})", regex.I)
_COUNTED = regex.compile(
    r"(?:tổng\s+)?số(?:\s+lượng)?\s+(?P<noun>[^\d\n,;:.()]{2,60}?)(?:\s*:|\s+(?:là|đạt|có))?\s*$", regex.I
)
_LABELLED = regex.compile(r"(?:^|[;,(.\n–-]|\s-)\s*[^\d\n,;:.()]{2,70}(?::|\s-|\s–|\s+là)\s*$")
_IN_BRACKET = regex.compile(r"\s*\([^\d\n,;:.()]{2,70}:\s*")
"""From a figure to the first number of the bracket right behind it: "120 đơn (khiếu nại: 75; tố cáo: 45)"."""
_FREE = regex.compile(r"\s*(?:[;,)\n]|\.(?!\d)|$)")
_PERCENT_AHEAD = regex.compile(r"\s*\((?:đạt|chiếm|bằng|tỷ lệ|đạt tỷ lệ)?\s*\d[\d.,]*\s?%")


def attach_percents(text: str, figures: Sequence[FigureDraft]) -> list[FigureDraft]:
    """The figures with each percentage that is printed for a count made a part of that count."""
    kept: list[FigureDraft] = []
    for place, figure in enumerate(figures):
        last = kept[-1] if kept else None
        following = figures[place + 1] if place + 1 < len(figures) else None
        if following is not None and _is_percent_before(text, figure, following):
            _take_percent(following, figure)
        elif last is not None and _is_percent_of(text, last, figure):
            part = kept[-2] if len(kept) > 1 else None
            if part is not None and _OUT_OF.fullmatch(text, part.end, last.start) and part.kind == last.kind:
                part.denominator, last = last.value, part
            _take_percent(last, figure)
        else:
            kept.append(figure)
    return kept


def _take_percent(count: FigureDraft, figure: FigureDraft) -> None:
    count.percent, count.percent_step = figure.value, figure.step
    count.percent_start, count.percent_end = figure.start, figure.end
    count.percent_qualifier = figure.qualifier


def _is_percent_before(text: str, figure: FigureDraft, fraction: FigureDraft) -> bool:
    """Whether a percentage says what the fraction in the bracket behind it makes: "98,5% (197/200 xã)"."""
    if figure.kind != "percent" or figure.change or figure.range or fraction.denominator is None:
        return False
    return not text[figure.end : fraction.start].strip(" (") and "(" in text[figure.end : fraction.start]


def _is_percent_of(text: str, count: FigureDraft, figure: FigureDraft) -> bool:
    if figure.kind != "percent" or count.kind in ("percent", "") or count.percent is not None:
        return False
    if figure.change or figure.range or count.range or figure.start - count.end > 100:
        return False
    between = text[count.end : figure.start]
    if ";" in between or "\n" in between or _CHANGES.search(between):
        return False
    return _OWN_PERCENT.fullmatch(between) is not None


def fill_bare(
    text: str, figures: Sequence[FigureDraft], bare: Sequence[tuple[int, int, int]], units: UnitReader
) -> list[FigureDraft]:
    """The figures, and with them the bare numbers whose unit stands before them, in the order of the text.

    A bare number is (start, end, start of its block). Its unit is that of "tổng số hồ sơ … là 120", or that
    of the figure before it where both carry a label ("đúng hạn: 20; quá hạn: 3") or it opens a bracket there.
    """
    merged: list[FigureDraft] = []
    waiting = sorted(figures, key=lambda figure: figure.start)
    place = 0
    for start, end, block in bare:
        while place < len(waiting) and waiting[place].start < start:
            merged.append(waiting[place])
            place += 1
        number = read_numeral(text[start:end])
        last = next((figure for figure in reversed(merged) if figure.kind != "percent"), None)
        last = last if last is not None and last.start >= block else None
        if number is not None:
            made = _with_unit(text, start, end, block, number, last, units)
            if made is not None:
                merged.append(made)
    return merged + waiting[place:]


def _with_unit(
    text: str, start: int, end: int, block: int, number: Numeral, last: FigureDraft | None, units: UnitReader
) -> FigureDraft | None:
    behind = _FREE.match(text, end)
    percent = _PERCENT_AHEAD.match(text, end)
    if not behind and not percent:
        return None
    before = text[max(block, start - 90) : start]
    counted = _COUNTED.search(before)
    unit = units.match(counted["noun"], 0, len(counted["noun"])) if counted else None
    if unit is not None and unit.kind == "thing":
        value, step = number.value, number.step
        return FigureDraft(start, end, end, value, step, unit.text, unit.measure, "thing", bare=True)
    labelled = _LABELLED.search(before) is not None
    divided = last is not None and _IN_BRACKET.fullmatch(text, last.end, start) is not None
    leans = percent is not None or (last is not None and labelled and (last.bare or divided))
    if last is None or not leans or last.kind not in ("thing", "measure", "money") or last.range:
        return None
    scaled = replace(last, start=start, number_end=end, end=end, value=number.value, step=number.step)
    return replace(
        scaled, qualifier=None, range=None, change=None, percent=None, denominator=None, bare=True,
        percent_qualifier=None,
    )  # fmt: skip
