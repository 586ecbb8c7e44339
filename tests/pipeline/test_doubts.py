"""Words in doubt go into the registry and come out with their picture; when scans are read again."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.model import Block, BlockKind, Box, Document, Doubt, DoubtWhy, Line
from pipeline.cli import app
from pipeline.doubts import doubt_rows
from pipeline.ocr import engines
from pipeline.registry import Registry

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SCAN = CORPUS / "bao-cao-214-sxd-hoa-an.pdf"
needs_reader = pytest.mark.skipif(not engines.installed(), reason="nothing is installed that reads scans")
BOX = Box(72.04, 100.06, 300, 114)
TEXT = "Số: /QĐ-UBND\nđạt 78,76"


def document() -> Document:
    lines = (Line(0, 12, 1, BOX), Line(13, len(TEXT), 1, BOX))
    blocks = tuple(Block(BlockKind.PARAGRAPH, one.start, one.end, 1, lines=(one,)) for one in lines)
    doubts = (
        Doubt(4, 12, 1, BOX, DoubtWhy.HANDWRITTEN_NUMBER, "7"),
        Doubt(17, 22, 1, None, DoubtWhy.PERCENT),
    )
    return Document("a.pdf", "application/pdf", "scan", 1, TEXT, blocks, doubts=doubts)


def run(*words: object, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*map(str, words)], env={"VANTHU_LANG": "en", **environment})
    return result.exit_code, result.output


def test_rows_carry_the_line_and_its_box() -> None:
    assert doubt_rows(document()) == [
        (0, "handwritten_number", "/QĐ-UBND", "7", "Số: /QĐ-UBND", 4, 12, 1, 72.0, 100.1, 300, 114),
        (1, "percent", "78,76", None, "đạt 78,76", 17, 22, 1, None, None, None, None),
    ]


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A registry with the scanned specimen, two of whose words are in doubt."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / SCAN.name).write_bytes(SCAN.read_bytes())
    db = tmp_path / "r.db"
    assert run("ingest", tmp_path / "in", "--db", db)[0] == 0
    with Registry(db, write=True) as opened, opened.transaction() as connection:
        (file_id,) = connection.execute("SELECT id FROM files").fetchone()
        connection.execute("DELETE FROM doubts")
        connection.executemany(
            f"INSERT INTO doubts VALUES (?, {', '.join('?' * 12)})",
            [(file_id, *row) for row in doubt_rows(document())],
        )
    return db


@needs_reader
class TestListing:
    def test_it_comes_loudest_first_with_all_that_programs_need(self, registry: Path) -> None:
        rows = json.loads(run("doubts", "--db", registry, "--format", "json")[1])
        assert [(row["words"], row["other_reading"], row["doubt"]) for row in rows] == [
            ("/QĐ-UBND", "7", "handwritten_number"),
            ("78,76", None, "percent"),
        ]
        assert rows[0]["document"] == "Báo cáo 214/BC-SXD" and rows[0]["file"] == SCAN.name

    def test_the_page_shows_the_picture_of_the_line(self, registry: Path, tmp_path: Path) -> None:
        page = tmp_path / "d.html"
        assert run("doubts", "214/BC-SXD", "--db", registry, "--output", page)[0] == 0
        text = page.read_text(encoding="utf-8")
        (picture,) = re.findall(r"data:image/png;base64,([\w+/=]+)", text)
        assert base64.b64decode(picture).startswith(b"\x89PNG")
        assert "<mark>/QĐ-UBND</mark>" in text and "<script" not in text

    def test_a_file_that_is_gone_costs_the_picture_alone(self, registry: Path, tmp_path: Path) -> None:
        (tmp_path / "in" / SCAN.name).unlink()
        code, text = run("doubts", "--db", registry, "--format", "html")
        assert code == 0 and "base64" not in text and text.count("cannot be shown") == 2

    def test_the_view_answers(self, registry: Path) -> None:
        code, text = run("view", "doubtful_words", "--db", registry, "--format", "jsonl")
        assert code == 0 and json.loads(text.splitlines()[0])["words"] == "/QĐ-UBND"

    def test_what_is_forgotten_is_gone(self, registry: Path, tmp_path: Path) -> None:
        (tmp_path / "in" / SCAN.name).unlink()
        run("ingest", tmp_path / "in", "--db", registry)
        assert "No word of a scan is in doubt." in run("doubts", "--db", registry)[1]


@needs_reader
def test_a_scan_is_read_again_only_when_it_would_be_recognised_in_another_way(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for path in (SCAN, CORPUS / "thong-bao-196-vpubnd-hoa-an.md"):
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())

    def read(*options: str) -> tuple[int, int]:
        code, _ = run("ingest", tmp_path / "in", "--db", tmp_path / "r.db", *options)
        with Registry(tmp_path / "r.db") as opened:
            return code, opened.query("SELECT read FROM runs ORDER BY id DESC LIMIT 1")[0][0]

    assert read("--ocr", "never") == (4, 1)
    assert read("--ocr", "never") == (4, 0)
    assert read() == (0, 1)
    assert read() == (0, 0)
    assert read("--ocr-dpi", "150") == (0, 1)
    # The facts of the better reading stay where a later run may not recognise.
    read("--ocr", "never")
    with Registry(tmp_path / "r.db") as opened:
        assert opened.query("SELECT count(*) FROM files WHERE number = '214'")[0][0] == 1


def test_wrong_values_are_refused(tmp_path: Path) -> None:
    for words in (("--ocr", "sometimes"), ("--ocr-dpi", "50"), ("--ocr-dpi", "900")):
        assert run("extract", CORPUS, *words)[0] == 2


@needs_reader
def test_scan_says_what_reads_it_and_what_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def row() -> dict[str, object]:
        return json.loads(run("scan", SCAN, "--format", "jsonl")[1].splitlines()[0])  # type: ignore[no-any-return]

    assert (row()["state"], row()["pages"]) == ("scan", 1)
    assert str(row()["detail"]).startswith("TrueOCR")
    monkeypatch.setattr(engines, "installed", lambda: False)
    assert 'pip install "vanthu[ocr]"' in str(row()["detail"])


def test_doctor_says_what_each_recogniser_would_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.ocr import tesseract

    monkeypatch.setattr(engines, "installed", lambda: False)
    monkeypatch.setattr(tesseract, "how", lambda: None)
    _, text = run("doctor", "--db", tmp_path / "r.db", "--format", "jsonl")
    told = {row["check"]: row for row in map(json.loads, text.splitlines())}
    assert told["TrueOCR"]["state"] == told["Tesseract"]["state"] == "missing"
    assert "would read scans" in told["TrueOCR"]["detail"]
    assert "apt install tesseract-ocr tesseract-ocr-vie" in told["Tesseract"]["detail"]
