from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.extract import extract_facts
from extractors.rulebook import Rulebook
from pipeline.errors import VanthuError
from pipeline.readers import read
from tests.extractors.task_specimen import document_with, facts_with

PROJECT = Path(__file__).resolve().parents[3]
SHARED = PROJECT.parent / "shared"
PIECES = [
    "II. NHIỆM VỤ", "1. Sở Y tế", "Giao Sở Y tế", "- mua thuốc", "trước ngày 31/02/2026", "Đơn vị chủ trì:",
    "Sở Y tế chủ trì.", ";", ":", "nt", "(", "Yêu cầu các sở, ban, ngành:", "Điều 2.", "\n\n", "Phụ lục",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_whatever_stands_there_every_task_points_to_its_words(pieces: list[str]) -> None:
    body = " ".join(pieces)
    text = document_with(body).text
    facts = facts_with(body)
    for task in facts.tasks:
        assert " ".join(text[task.start : task.end].split()) == task.text
        assert task.text
        for start, end in filter(None, [task.lead_span]):
            assert 0 <= start < end <= len(text)
    assert [task.start for task in facts.tasks] == sorted(task.start for task in facts.tasks)


@pytest.mark.parametrize("folder", [PROJECT / "corpus", SHARED / "corpus", SHARED / "corpus-bulk"])
def test_tasks_of_real_documents_point_to_their_words(folder: Path, rules: Rulebook) -> None:
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not there")
    found = 0
    for path in sorted(folder.iterdir())[:40]:
        try:
            document = read(path)
        except VanthuError:
            continue  # a scan or an old file: other tests tell that these are refused with a reason
        for task in extract_facts(document, rules).tasks:
            words = " ".join(document.text[task.start : task.end].split())
            assert task.text == words or task.cell is not None and task.text.startswith(words)
            assert len(set(task.lead)) == len(task.lead)
            found += 1
    assert found > 40
