"""Tries whether the parts that a text names add up to their whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractors.audit import intervals
from extractors.audit.sheet import Sheet
from extractors.audit.slips import explained
from extractors.audit.wording import severity
from extractors.figures.numerals import vietnamese
from extractors.model import Breakdown, Check, Finding, Interval, Qualifier, Verdict
from extractors.rulebook import Rulebook

RULE = "parts_sum"
_MARK = regex.compile("[;,.]")


@dataclass(frozen=True, slots=True)
class Trial:
    """A sum that was tried, with the breakdown that it is of."""

    breakdown: Breakdown
    check: Check
    lenient: bool


class SumAuditor:
    """Tries breakdowns; labels that leave nothing between them stand in `rules/partitions.tsv`."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._partitions = [
            frozenset(label.strip() for label in row["labels"].split("|"))
            for row in rules.tables["partitions"]
        ]

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """Every sum that the text lets try, with what to say where it fails."""
        trials = [trial for b in sheet.breakdowns if (trial := self._try(sheet, b)) is not None]
        lists = _lists(trials)
        trials = _doubted_together(trials, lists)
        said: list[tuple[int, int]] = []
        for place, trial in enumerate(trials):
            failing = [trials[i] for i in lists[place] if trials[i].check.verdict is Verdict.FAILS]
            finding = None
            if trial in failing and not any(_overlap(trial, span) for span in said):
                finding = self._finding(sheet, trial, failing)
                said.append((finding.start, finding.end))
            yield trial.check, finding or self._hedge(sheet, trial)

    def _try(self, sheet: Sheet, breakdown: Breakdown) -> Trial | None:
        breakdown = _leading(sheet, _direct(sheet, breakdown))
        if len(breakdown.parts) < 2:
            return None
        parts = [sheet.interval(index) for index in breakdown.parts]
        summed, whole = intervals.total(parts), sheet.interval(breakdown.whole)
        exhaustive = breakdown.exhaustive or self._is_partition(sheet, breakdown)
        verdict = _verdict(sheet, breakdown, summed, whole, exhaustive)
        indexes = (breakdown.whole, *breakdown.parts)
        lenient = not exhaustive or sheet.hedged(indexes)
        total, *shown = sheet.shown(indexes)
        values = {
            "total": sheet.figures[breakdown.whole].value,
            "parts": tuple(sheet.figures[index].value for index in breakdown.parts),
            "holds": verdict is Verdict.HOLDS,
        }
        sign = "=" if verdict is Verdict.HOLDS else "≠" if verdict is Verdict.FAILS else "≤"
        words = f"{' + '.join(shown)} {sign} {total}"
        check = Check(RULE, verdict, words, breakdown.start, breakdown.end, summed, whole, indexes, values)
        return Trial(breakdown, check, lenient)

    def _is_partition(self, sheet: Sheet, breakdown: Breakdown) -> bool:
        """Whether the words of the parts are labels of one partition, each of them there."""
        words = _labels(sheet, breakdown)
        for labels in self._partitions:
            found = [_longest(labels, text) for text in words]
            if all(found) and set(found) == labels:
                return True
        return False

    def _finding(self, sheet: Sheet, trial: Trial, failing: Sequence[Trial]) -> Finding:
        wholes = [sheet.figures[t.breakdown.whole] for t in failing]
        computed, off = worked_out(sheet, trial.check)
        values = {
            "expression": "; ".join(t.check.expression for t in failing),
            "computed": computed,
            "printed": sheet.shown(trial.check.figures)[0],
            "difference": off,
        }
        lenient = any(t.lenient for t in failing)
        start, end = min(w.start for w in wholes), max(w.end for w in wholes)
        loud = severity(RULE, self._rules, lenient)
        return Finding(RULE, loud, start, end, values, trial.check)

    def _hedge(self, sheet: Sheet, trial: Trial) -> Finding | None:
        """A hedge before a total that the parts make up exactly."""
        whole = sheet.figures[trial.breakdown.whole]
        parts = trial.check.values["parts"]
        assert isinstance(parts, tuple)
        if whole.qualifier not in (Qualifier.OVER, Qualifier.UNDER) or sum(parts) != whole.value:
            return None
        start, end = sheet.hedge_words(trial.breakdown.whole)
        rule = "hedge_on_exact"
        values = {"printed": sheet.text[start:end], "computed": sheet.shown(trial.check.figures)[0]}
        return Finding(rule, severity(rule, self._rules), start, end, values, trial.check)


def _direct(sheet: Sheet, breakdown: Breakdown) -> Breakdown:
    """The breakdown without parts of parts: "trong đó 650 ha; đã cho thuê 188 ha"."""
    whole = sheet.figures[breakdown.whole].value
    parts = tuple(i for i in breakdown.parts if sheet.figures[i].of == whole or "/" in sheet.figures[i].text)
    return replace(breakdown, parts=parts)


def _leading(sheet: Sheet, breakdown: Breakdown) -> Breakdown:
    """The breakdown without what is told behind its last part: "30 đạt, 15 không đạt, xử phạt 10 cơ sở"."""
    whole = sheet.interval(breakdown.whole, hedged=False)
    if intervals.total(sheet.interval(i) for i in breakdown.parts).low <= whole.high:
        return breakdown
    for count in range(2, len(breakdown.parts)):
        parts = breakdown.parts[:count]
        if intervals.meet(intervals.total(sheet.interval(i, hedged=False) for i in parts), whole):
            return replace(breakdown, parts=parts, end=sheet.figures[parts[-1]].end)
    return breakdown


def _verdict(
    sheet: Sheet, breakdown: Breakdown, summed: Interval, whole: Interval, exhaustive: bool
) -> Verdict:
    if intervals.meet(summed, whole):
        return Verdict.HOLDS
    if exhaustive or summed.low > whole.high:
        return Verdict.FAILS
    parts = [sheet.figures[index].value for index in breakdown.parts]
    slip = explained(parts, sheet.figures[breakdown.whole].value)
    return Verdict.FAILS if slip and not sheet.hedged(breakdown.parts) else Verdict.CANNOT_TELL


def _lists(trials: Sequence[Trial]) -> list[list[int]]:
    """For each trial the places of those that divide a measure of the same list, its own among them.

    Trials stand in the order of the text; parts of one list can alternate only where the spans overlap.
    """
    found = [[place] for place in range(len(trials))]
    for place, trial in enumerate(trials):
        for later in range(place + 1, len(trials)):
            if trials[later].check.start >= trial.check.end:
                break
            if _one_list(trial, trials[later]):
                found[place].append(later)
                found[later].append(place)
    return [sorted(places) for places in found]


def _doubted_together(trials: Sequence[Trial], lists: Sequence[Sequence[int]]) -> list[Trial]:
    """The trials; where one measure of a list fails, another that does not come out fails too."""
    made = []
    for trial, places in zip(trials, lists, strict=True):
        fails = any(trials[place].check.verdict is Verdict.FAILS for place in places)
        if trial.check.verdict is Verdict.CANNOT_TELL and fails:
            words = trial.check.expression.replace("≤", "≠")
            check = replace(trial.check, verdict=Verdict.FAILS, expression=words)
            trial = replace(trial, check=check)
        made.append(trial)
    return made


def _one_list(one: Trial, other: Trial) -> bool:
    """Whether two breakdowns divide two measures of one list: their parts alternate."""
    a, b = one.breakdown, other.breakdown
    if (
        len(a.parts) != len(b.parts)
        or set(a.parts) & set(b.parts)
        or a.whole in b.parts
        or b.whole in a.parts
    ):
        return False
    pairs = sorted([*((p, 0) for p in a.parts), *((p, 1) for p in b.parts)])
    return all(x[1] != y[1] for x, y in zip(pairs[::2], pairs[1::2], strict=True))


def _overlap(trial: Trial, span: tuple[int, int]) -> bool:
    return trial.check.start < span[1] and span[0] < trial.check.end and span[0] <= trial.check.start


def _labels(sheet: Sheet, breakdown: Breakdown) -> list[str]:
    """The words around each part, between its neighbours."""
    labels, behind = [], sheet.figures[breakdown.whole].end
    order = [*breakdown.parts]
    for place, index in enumerate(order):
        figure = sheet.figures[index]
        following = sheet.figures[order[place + 1]].start if place + 1 < len(order) else figure.end + 40
        after = _MARK.split(sheet.text[figure.end : min(following, figure.end + 40)], 1)[0]
        before = sheet.text[max(behind, figure.start - 60) : figure.start]
        labels.append(f"{before} {after}".lower())
        behind = figure.end + len(after)
    return labels


def _longest(labels: frozenset[str], text: str) -> str | None:
    """The longest label in a text: "chưa đến hạn" is not "đến hạn"."""
    found = [label for label in labels if label in text]
    return max(found, key=len, default=None)


def worked_out(sheet: Sheet, check: Check) -> tuple[str, str]:
    """The sum as printed figures make it, and by how much the total is off."""
    scale = sheet.common_scale(check.figures)
    total, parts = check.values["total"], check.values["parts"]
    assert isinstance(total, Decimal) and isinstance(parts, tuple)
    summed = sum(parts, Decimal(0))
    return vietnamese(summed / scale), vietnamese(abs(summed - total) / scale)
