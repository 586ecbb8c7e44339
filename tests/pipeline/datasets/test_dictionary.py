"""The data dictionary has words in both languages for every column, of exports and of the registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.datasets import DATASETS
from pipeline.datasets.dictionary import dictionary
from pipeline.datasets.words import headed
from pipeline.registry import Registry


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "r.db", write=True)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_table_view_and_column_is_there(registry: Registry, lang: str) -> None:
    told = "".join(dictionary(registry, lang))
    rows = [line for line in told.splitlines() if line.startswith("| `")]
    assert all(len(line.split(" | ")) == 3 and line.split(" | ")[2].strip(" |") for line in rows)
    stored = registry.query(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'search_index%' AND m.name NOT LIKE 'sqlite%'"
    )
    exported = sum(len(one.columns) for one in DATASETS)
    assert len(rows) == exported + len(stored) > 400
    for name in {row[0] for row in stored}:
        assert f"### {name}\n" in told


def test_the_languages_differ_in_every_line_of_words(registry: Registry) -> None:
    english, vietnamese = (list(dictionary(registry, lang)) for lang in ("en", "vi"))
    assert len(english) == len(vietnamese)
    same = [one for one, other in zip(english, vietnamese, strict=True) if one == other and len(one) > 1]
    assert same == []


def test_a_column_without_words_is_refused(registry: Registry) -> None:
    registry.connection.execute("CREATE TABLE runs_more (unheard_of TEXT)")
    with pytest.raises(KeyError):
        list(dictionary(registry, "vi"))


@pytest.mark.parametrize("name", [one.name for one in DATASETS])
def test_every_column_has_a_heading(name: str) -> None:
    told = next(one for one in DATASETS if one.name == name)
    assert all(all(headed(name, column.name)) for column in told.columns)
    assert len(set(told.names)) == len(told.names)
