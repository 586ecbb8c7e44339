from __future__ import annotations

from collections.abc import Callable

import pytest
from audit_specimen import HEAD, document_of

from extractors.extract import extract_facts
from extractors.model import Document, Facts, Finding
from extractors.rulebook import Rulebook

Reading = Callable[..., tuple[Document, Facts]]
Auditing = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def read(rules: Rulebook) -> Reading:
    """A document and its facts: the words stand in a report of Sở Nội vụ tỉnh Sơn La of 05/6/2024."""

    def reading(words: str, whole: bool = False) -> tuple[Document, Facts]:
        lines = words.split("\n") if whole else [*HEAD, *words.split("\n")]
        document = document_of(lines)
        return document, extract_facts(document, rules)

    return reading


@pytest.fixture(scope="session")
def audit(read: Reading) -> Auditing:
    """The findings of one rule in such a document; with `whole` the words are the document."""

    def auditing(rule: str, words: str, whole: bool = False) -> list[Finding]:
        return [found for found in read(words, whole)[1].findings if found.rule == rule]

    return auditing
