"""JSON Lines of a registry: one record a file, and the schema that they keep to."""

from __future__ import annotations

import errno
import json
import tracemalloc
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extractors.model import Document, Facts, Header
from pipeline.errors import UsageError
from pipeline.export import json_lines
from pipeline.extraction import extract
from pipeline.ingest import ingest
from pipeline.records.made import bare
from pipeline.registry import Registry
from pipeline.store import rows_of, store

CORPUS = Path(__file__).parents[3] / "corpus"
FILES = ("ke-hoach-58-ubnd-hoa-an.md", "thong-bao-196-vpubnd-hoa-an.md", "bao-cao-426-ubnd-hoa-an.txt")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("held")
    path = folder / "r.db"
    broken = folder / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing else")
    ingest([*(CORPUS / name for name in FILES), broken], path, jobs=1)
    return path


def test_each_file_is_a_line_that_keeps_to_the_schema(held: Path, tmp_path: Path) -> None:
    with Registry(held) as registry:
        written = json_lines.write(registry, tmp_path, "vi")
    assert dict(written.rows) == {"records.jsonl": 3, "record.schema.json": 1}
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(written.files)
    validator = Draft202012Validator(json.loads((tmp_path / "record.schema.json").read_text("utf-8")))
    made = [json.loads(one) for one in (tmp_path / "records.jsonl").read_text("utf-8").splitlines()]
    assert [one["file"] for one in made] == sorted(FILES)
    for one in made:
        assert list(validator.iter_errors(one)) == []
        printed = extract(CORPUS / one["file"], with_text=True)
        assert bare(one) == {**printed, "file": one["file"]}


def test_what_has_no_record_is_told(held: Path, tmp_path: Path) -> None:
    with Registry(held) as registry:
        together = registry.query("SELECT count(*) FROM findings WHERE scope = 'registry'")[0][0]
        notes = json_lines.write(registry, tmp_path).notes
    told = {english for english, _ in notes}
    assert "records.jsonl: 1 file(s) that could not be read have no record." in told
    assert any(one.startswith(f"records.jsonl: {together} finding(s)") for one in told) == bool(together)
    assert all(vietnamese.startswith("records.jsonl: ") for _, vietnamese in notes)


def test_the_same_registry_gives_the_same_bytes(held: Path, tmp_path: Path) -> None:
    with Registry(held) as registry:
        for name in "ab":
            (tmp_path / name).mkdir()
            json_lines.write(registry, tmp_path / name)
    for name in ("records.jsonl", "record.schema.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_an_empty_registry_gives_an_empty_file(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        written = json_lines.write(registry, tmp_path)
    assert (tmp_path / "records.jsonl").read_bytes() == b""
    assert written.rows["records.jsonl"] == 0 and written.notes == ()


def test_a_failure_leaves_what_was_there(held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "records.jsonl").write_text("before")
    honest, told = json_lines.line, []

    def full(record: dict[str, object]) -> str:
        told.append(record)
        if len(told) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return honest(record)

    monkeypatch.setattr(json_lines, "line", full)
    with Registry(held) as registry, pytest.raises(UsageError, match="no space is left"):
        json_lines.write(registry, tmp_path)
    assert (tmp_path / "records.jsonl").read_text() == "before"
    assert not list(tmp_path.glob("*.part"))


def test_memory_does_not_grow_with_the_files(tmp_path: Path) -> None:
    text = "Một câu. " * 20_000
    rows = rows_of(Document("a.txt", "text/plain", "text", None, text, ()), Facts(Header()))
    with Registry(tmp_path / "r.db", write=True) as registry:
        with registry.transaction() as connection:
            connection.execute(
                "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'done', '', '[]')"
            )
            for number in range(40):
                store(connection, f"{number:064x}", 1, f"{number}.txt", "v", 1, rows)
        tracemalloc.start()
        json_lines.write(registry, tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert (tmp_path / "records.jsonl").stat().st_size > 40 * len(text)
    assert peak < 8 * len(text.encode())
