"""Tries a number against itself in words: "7.700 m² (Bằng chữ: Bảy nghìn bảy trăm mét vuông)"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.audit import intervals
from extractors.audit.sheet import Sheet
from extractors.audit.wording import severity
from extractors.figures.number_words import WORDS, words_value
from extractors.figures.numerals import vietnamese
from extractors.model import Check, Finding, Verdict
from extractors.rulebook import Rulebook

RULE, FINDING = "number_equals_words", "value_conflict"
_OPENED = regex.compile(r"[\s.,;]*\(?\s*(?:viết\s+)?bằng\s+chữ\s*:?\s*", regex.I)
_NEAR = 40
"""Characters behind a figure in which "bằng chữ" stands; without an end the whole text would be searched."""


class WrittenOutAuditor:
    """Reads the words behind "bằng chữ" and compares."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """Every figure that is written out behind itself."""
        for index, figure in enumerate(sheet.figures):
            opened = _OPENED.match(sheet.text, figure.end, figure.end + _NEAR)
            words = WORDS.match(sheet.text, opened.end()) if opened else None
            value = words_value(words[0]) if words else None
            if words is None or value is None or (value == 0 and figure.value):
                continue
            holds = value == figure.value
            shown = vietnamese(figure.value)
            expression = f"{shown} {'=' if holds else '≠'} “{words[0]}”"
            values = {"value": figure.value, "words": words[0], "holds": holds}
            verdict = Verdict.HOLDS if holds else Verdict.FAILS
            check = Check(
                RULE,
                verdict,
                expression,
                figure.start,
                words.end(),
                intervals.exact(figure.value),
                None,
                (index,),
                values,
            )
            finding = None
            if not holds:
                said = {"indicator": "Số và chữ", "printed": shown, "other": words[0]}
                loud = severity(FINDING, self._rules)
                other = (words.start(), words.end())
                finding = Finding(FINDING, loud, figure.start, figure.end, said, check, other)
            yield check, finding
