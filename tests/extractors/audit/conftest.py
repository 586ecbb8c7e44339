from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.extract import extract_facts
from extractors.model import Block, BlockKind, Document, Facts, Finding
from extractors.rulebook import Rulebook
from extractors.sections import SectionPath

Reading = Callable[..., tuple[Document, Facts]]
Auditing = Callable[..., list[Finding]]
HEAD = (
    "UBND TỈNH SƠN LA", "SỞ NỘI VỤ", "Số: 15/BC-SNV", "Sơn La, ngày 05 tháng 6 năm 2024",
    "BÁO CÁO", "Tình hình công tác 5 tháng đầu năm", "I. KẾT QUẢ",
)  # fmt: skip


def document_of(lines: list[str]) -> Document:
    """A document with a block a line; one that begins with † is a footnote."""
    path, blocks, start = SectionPath(), [], 0
    for line in lines:
        kind = BlockKind.FOOTNOTE if line.startswith("†") else BlockKind.PARAGRAPH
        words = line.removeprefix("†")
        kind, section = path.enter(kind, words)
        blocks.append(Block(kind, start, start + len(words), section=section))
        start += len(words) + 1
    text = "\n".join(line.removeprefix("†") for line in lines)
    return Document("thu.txt", "text/plain", "markdown", None, text, tuple(blocks))


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
