from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from typer.testing import CliRunner

from pipeline import Registry, ingest
from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.export.spacy_sets import paragraphs, write
from pipeline.export.spacy_split import divided, rank
from pipeline.nlp import blank

ROOT = Path(__file__).resolve().parents[3]
FILES = (
    "bao-cao-31-ubnd-ben-lau.txt",
    "bao-cao-426-ubnd-hoa-an.txt",
    "ke-hoach-09-ubnd-ben-lau.txt",
    "ke-hoach-58-ubnd-hoa-an.md",
    "thong-bao-196-vpubnd-hoa-an.md",
    "cong-van-518-snv-hoa-an.txt",
)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    folder = tmp_path_factory.mktemp("spacy")
    ingest([ROOT / "corpus" / name for name in FILES], folder / "r.db", jobs=1)
    with Registry(folder / "r.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("export")
    write(registry, made)
    return made


def docs(folder: Path, side: str) -> list[Doc]:
    return list(DocBin().from_disk(folder / f"{side}.spacy").get_docs(blank().vocab))


def test_spans_are_those_of_the_registry(registry: Registry, folder: Path) -> None:
    for group, table in (("references", "mentions"), ("statistics", "statistics"), ("tasks", "tasks")):
        rows = registry.query(f"SELECT substr(text, 1, 40) FROM {table}")
        made = [doc for side in ("train", "dev") for doc in docs(folder, side)]
        words = [" ".join(span.text.split())[:40].strip() for doc in made for span in doc.spans[group]]
        assert sorted(words) == sorted(" ".join(row[0].split())[:40].strip() for row in rows) != []


def test_no_document_is_on_both_sides(registry: Registry, folder: Path) -> None:
    told = json.loads((folder / "spacy.json").read_text(encoding="utf-8"))
    sides = divided(registry)
    assert sides == divided(registry)
    assert set(sides.values()) == {"train", "dev"}
    assert [one["side"] for one in told["files"]] == list(sides.values())
    assert told["train"]["documents"] + told["dev"]["documents"] == len(FILES)
    texts = {side: {d.text for d in docs(folder, side)} for side in ("train", "dev")}
    assert told["train"]["paragraphs"] >= len(texts["train"]) > 0 < len(texts["dev"])


def test_files_that_may_be_copies_are_on_one_side(tmp_path: Path) -> None:
    text = (ROOT / "corpus" / FILES[1]).read_text(encoding="utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mot.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a" / "hai.txt").write_text(text.replace("\n", " \n"), encoding="utf-8")
    ingest([tmp_path / "a", *(ROOT / "corpus" / name for name in FILES[2:5])], tmp_path / "r.db", jobs=1)
    with Registry(tmp_path / "r.db") as opened:
        copies = {int(row[0]) for row in opened.query("SELECT id FROM files WHERE copy_of IS NOT NULL")}
        alike = opened.query("SELECT file_id, other_file_id FROM files_alike WHERE verdict <> 'different'")
        sides = divided(opened)
    assert copies or alike
    assert not copies & set(sides)
    assert all(sides[one] == sides[other] for one, other in alike if one in sides and other in sides)


def test_the_config_is_one_that_spacy_takes(folder: Path) -> None:
    command = [sys.executable, "-m", "spacy", "train", "config.cfg", "--training.max_steps", "1"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    config = spacy.util.load_config(folder / "config.cfg")
    assert config["nlp"]["tokenizer"] == {"@tokenizers": "vanthu.official_tokenizer.v1"}
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    assert set(labels) == {"references", "statistics", "tasks"} and "numbered" in labels["references"]


@pytest.mark.parametrize("names", [(), FILES[:1]])
def test_too_few_documents_are_a_sentence(tmp_path: Path, names: tuple[str, ...]) -> None:
    paths = [ROOT / "corpus" / name for name in names] or [tmp_path]
    ingest(paths, tmp_path / "r.db", jobs=1)
    with Registry(tmp_path / "r.db") as opened, pytest.raises(UsageError, match="vanthu ingest"):
        write(opened, tmp_path)
    assert not list(tmp_path.glob("*.spacy"))


def test_the_command_writes_them(registry: Registry, tmp_path: Path) -> None:
    command = ["export", str(tmp_path / "out"), "--format", "spacy", "--db", str(registry.path)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert {"train.spacy", "dev.spacy", "config.cfg"} <= {path.name for path in (tmp_path / "out").iterdir()}


def test_a_document_keeps_its_rank() -> None:
    assert rank("vn/ubnd/kh/2020/285") == rank("vn/ubnd/kh/2020/285") != rank("vn/ubnd/kh/2020/286")
    shares = [rank(str(number)) < 0.2 for number in range(2000)]
    assert 0.17 < sum(shares) / len(shares) < 0.23


@pytest.mark.parametrize(
    ("text", "spans", "cut"),
    [
        ("a b\nc\n\nd", [], ["a b", "c", "d"]),
        ("a b\nc\nd", [(0, 5)], ["a b\nc", "d"]),
        ("a b\nc\nd", [(0, 5), (4, 7)], ["a b\nc\nd"]),
        ("a b\nc\nd", [(0, 1), (4, 5)], ["a b", "c", "d"]),
        ("", [], []),
    ],
)
def test_lines_are_joined_over_which_a_span_runs(
    text: str, spans: list[tuple[int, int]], cut: list[str]
) -> None:
    assert [text[start:end] for start, end in paragraphs(text, spans)] == cut


@given(st.text(alphabet="ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15))))
def test_every_span_lies_in_one_paragraph(text: str, places: list[tuple[int, int]]) -> None:
    spans = sorted((at, at + size) for at, size in places if at + size <= len(text))
    cut = list(paragraphs(text, spans))
    for start, end in spans:
        if text[start:end].strip():
            assert any(first <= start and end <= last for first, last in cut)
