"""Reads the examples of the tables of tasks, to hold each row against its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.audit.examples import document_of
from extractors.model import Header
from extractors.references import reference_reader
from extractors.rulebook import Rulebook
from extractors.task_facts import OutcomeState
from extractors.tasks.deadlines import deadline_reader
from extractors.tasks.outcomes import outcome_reader
from extractors.tasks.table_examples import assignment_examples

Row = Mapping[str, str]
_DATE = "2026-05-10"
"""The day on which the examples are held to be written."""


def task_examples(rules: Rulebook) -> dict[str, Callable[[Row, str], bool]]:
    """For each table whether a row does on a text what it promises."""
    return {
        "deadline_cues": lambda row, text: _deadline_cue(rules, row, text),
        "outcome_cues": lambda row, text: _outcome_cue(rules, row, text),
        **assignment_examples(rules),
    }


def _deadline_cue(rules: Rulebook, row: Row, text: str) -> bool:
    """Whether the words help to a deadline; those that name a thing keep one away."""
    found = deadline_reader(rules).find(text, 0, len(text), _DATE)
    said = row["words"] in text or row["words"] in text[:1].lower() + text[1:]
    return said and (not found if row["kind"] == "thing" else bool(found))


def _outcome_cue(rules: Rulebook, row: Row, text: str) -> bool:
    """Whether the words help to a statement of their state; words of doubt take it back."""
    document = document_of(text)
    facts = reference_reader(rules).read(document, Header(type="Báo cáo", date=_DATE))
    found = outcome_reader(rules).read(document, facts)
    if row["words"] not in text.lower() and row["words"] not in text:
        return False
    if row["kind"] == "doubt":
        return not found
    if row["kind"] in ("in_time", "overdue"):
        return any(one.in_time is (row["kind"] == "in_time") for one in found)
    kind = row["kind"].removeprefix("cell_")
    return any(kind == one.state.value or kind not in set(OutcomeState) for one in found)
