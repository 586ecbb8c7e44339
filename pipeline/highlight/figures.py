"""Entries for figures, and for the checks that were tried on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractors.model import Check, Document, Facts, Source, Statistic
from extractors.rulebook import Rulebook
from pipeline.audit import rules as wording
from pipeline.audit.numbers import number
from pipeline.audit.screen import VERDICT_SIGNS
from pipeline.highlight.model import Entry, Layer, Line, Place
from pipeline.highlight.words import Words

_SIGN = "#"


class Figuring:
    """Makes the entries of figures and of checks."""

    def __init__(self, document: Document, facts: Facts, rules: Rulebook, words: Words) -> None:
        self._document, self._facts, self._rules, self._words = document, facts, rules, words
        self._checks: defaultdict[int, list[tuple[int, Check, bool]]] = defaultdict(list)
        for at, check in enumerate(facts.checks, 1):
            for rank, figure in enumerate(check.figures):
                self._checks[figure].append((at, check, rank == 0))

    def figures(self) -> Iterator[Entry]:
        """One entry a figure."""
        code = self._words.say("code_figure")
        for at, figure in enumerate(self._facts.statistics):
            kind, page = self._kind(at, figure), self._page(figure.page, figure.start)
            lines = tuple(self._lines(at, figure))
            tip = " · ".join(line.words for line in lines if not line.entry) or figure.text
            place = Place(figure.start, figure.end, page, kind, tip)
            tried = " ".join(
                f"{VERDICT_SIGNS[check.verdict.value]}{self._words.say('code_check')}{n}"
                for n, check, _ in self._checks[at]
            )
            indicator = " · ".join(part for part in (figure.indicator, figure.place) if part)
            cells = (self._value(figure), indicator, self._words.period(figure.period), tried)
            yield Entry(
                Layer.FIGURE, at + 1, f"{code}{at + 1}", kind, _SIGN, figure.text, lines, (place,), "", cells
            )

    def _kind(self, at: int, figure: Statistic) -> str:
        """The kind of a figure: with the verdict of its checks, in a table those of which it is the total."""
        in_text = figure.source is Source.TEXT
        told = {check.verdict.value for _, check, total in self._checks[at] if total or in_text}
        worst = next((verdict for verdict in ("fails", "holds") if verdict in told), "")
        return f"figure {worst}".strip()

    def _value(self, figure: Statistic) -> str:
        parts = (
            self._words.code(figure.change),
            self._words.code(figure.range),
            self._words.code(figure.qualifier),
            self._words.number(figure.value),
            figure.unit,
        )
        return " ".join(part for part in parts if part)

    def _lines(self, at: int, figure: Statistic) -> Iterator[Line]:
        say = self._words.say
        known = {
            "entry_indicator": figure.indicator,
            "entry_value": self._value(figure),
            "entry_percent": figure.percent is not None and f"{self._words.number(figure.percent)}%",
            "entry_of": self._words.number(figure.of),
            "entry_place": figure.place,
            "entry_period": self._words.period(figure.period),
        }
        yield from (Line(say(label), words) for label, words in known.items() if words)
        for n, check, _ in self._checks[at]:
            sign, verdict = VERDICT_SIGNS[check.verdict.value], self._words.code(check.verdict.value)
            words = f"{sign} {check.expression} ({verdict})"
            yield Line(say("entry_check"), words, f"c{n}", True)

    def checks(self) -> Iterator[Entry]:
        """One entry a check; it stands at its total where that is in a table, else at its words."""
        code, say = self._words.say("code_check"), self._words.say
        for n, check in enumerate(self._facts.checks, 1):
            verdict = check.verdict.value
            title = wording.title(check.rule, self._rules, self._words.lang)
            told = f"{check.expression} ({self._words.code(verdict)})"
            start, end = self._span(check)
            place = Place(start, end, self._page(None, start), verdict, f"{title}: {told}")
            sides = " | ".join(filter(None, (_interval(check, "left"), _interval(check, "right"))))
            lines = [Line(say("entry_rule"), title), Line(say("entry_verdict"), self._words.code(verdict))]
            lines += [Line(say("entry_sides"), sides)] if sides else []
            lines += [
                Line(
                    "", f"{say('code_figure')}{at + 1} {self._facts.statistics[at].text}", f"f{at + 1}", True
                )
                for at in check.figures
            ]
            cells = (self._words.code(verdict), check.expression, title)
            yield Entry(
                Layer.CHECK, n, f"{code}{n}", verdict, VERDICT_SIGNS[verdict], check.expression, tuple(lines),
                (place,), "", cells,
            )  # fmt: skip

    def _span(self, check: Check) -> tuple[int, int]:
        if check.figures:
            total = self._facts.statistics[check.figures[0]]
            if total.source is Source.TABLE:
                return total.start, total.end
        return check.start, check.end

    def _page(self, page: int | None, start: int) -> int | None:
        return page if page is not None else self._document.page_at(start)


def _interval(check: Check, side: str) -> str:
    told = check.left if side == "left" else check.right
    if told is None:
        return ""
    return number(told.low) if told.low == told.high else f"{number(told.low)} – {number(told.high)}"
