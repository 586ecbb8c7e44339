"""Reads the examples of the tables of tasks, to hold each row against its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.rulebook import Rulebook
from extractors.tasks.deadlines import deadline_reader
from extractors.tasks.table_examples import assignment_examples

Row = Mapping[str, str]
_DATE = "2026-05-10"
"""The day on which the examples are held to be written."""


def task_examples(rules: Rulebook) -> dict[str, Callable[[Row, str], bool]]:
    """For each table whether a row does on a text what it promises."""
    return {
        "deadline_cues": lambda row, text: _deadline_cue(rules, row, text),
        **assignment_examples(rules),
    }


def _deadline_cue(rules: Rulebook, row: Row, text: str) -> bool:
    """Whether the words help to a deadline; those that name a thing keep one away."""
    found = deadline_reader(rules).find(text, 0, len(text), _DATE)
    said = row["words"] in text or row["words"] in text[:1].lower() + text[1:]
    return said and (not found if row["kind"] == "thing" else bool(found))
