"""The words of findings, which are folded once; counts of the filters."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("datasette")

from extractors.rulebook import load_rules  # noqa: E402
from pipeline.registry import Registry  # noqa: E402
from pipeline.web import worklist  # noqa: E402
from pipeline.web.worklist import Asked  # noqa: E402


def test_words_follow_the_registry(specimens: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    shutil.copyfile(specimens, path)
    with Registry(path, write=True) as registry:
        before = worklist.words(registry)
        first = min(before)
        with registry.transaction() as connection:
            connection.execute("DELETE FROM findings WHERE id = ?", (first,))
            connection.execute("UPDATE findings SET key = 'f', why = 'Lý do mới' WHERE id = ?", (first + 1,))
        after = worklist.words(registry, before)
        assert after == worklist.words(registry)
    assert first not in after
    assert worklist.with_words(after, "LY DO moi") == [first + 1]


def test_a_filter_counts_what_the_others_leave(specimens: Path) -> None:
    with Registry(specimens) as registry:
        counted = worklist.cube(registry)
        asked = Asked({"muc": "error"})
        for option in worklist.options(counted, asked, "quy-tac", load_rules()):
            narrowed = Asked({"muc": "error", "quy-tac": option.value})
            assert option.number == worklist.total(counted, narrowed)
            assert option.number == len(worklist.ids(registry, narrowed, None)) > 0
