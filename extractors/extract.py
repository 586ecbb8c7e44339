"""From a Document to its facts, in one call."""

from __future__ import annotations

from dataclasses import replace

from extractors.audit.auditor import auditor
from extractors.figures.reader import figure_reader
from extractors.header import read_header
from extractors.model import Document, Facts
from extractors.references import reference_reader
from extractors.rulebook import Rulebook
from extractors.tasks.outcomes import outcome_reader
from extractors.tasks.reader import task_reader


def extract_facts(document: Document, rules: Rulebook) -> Facts:
    """All facts of a document.

    Its header and references, the links that it asserts between what it names, its figures, its tasks, what
    it says became of tasks, and what an audit came to.
    """
    facts = reference_reader(rules).read(document, read_header(document, rules))
    facts = task_reader(rules).read(document, figure_reader(rules).read(document, facts))
    facts = replace(facts, outcomes=outcome_reader(rules).read(document, facts))
    return auditor(rules).audit(document, facts)
