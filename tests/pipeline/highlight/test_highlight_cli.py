from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.highlight.targets import targets

CORPUS = Path(__file__).parents[3] / "corpus"
REPORT = CORPUS / "bao-cao-402-ubnd-hoa-an.pdf"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VANTHU_DB", raising=False)


def run(*words: object, lang: str = "en") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["--lang", lang, "highlight", *map(str, words)])
    return result.exit_code, result.output


def test_a_page_and_a_copy_by_default(tmp_path: Path) -> None:
    code, told = run(REPORT)
    assert code == 0 and "marks in the copy" in told
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "bao-cao-402-ubnd-hoa-an.html", "bao-cao-402-ubnd-hoa-an.highlighted.pdf",
    }  # fmt: skip
    assert run(REPORT)[0] == 0  # our own files are replaced


def test_no_copy_where_none_is_wanted(tmp_path: Path) -> None:
    assert run(REPORT, "--no-pdf", "--output", "a.html")[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_a_file_in_an_archive_and_many_files(tmp_path: Path) -> None:
    code, _ = run(CORPUS / "tai-lieu-hop-18-11-2025.zip", CORPUS / "thong-bao-205-vpubnd-hoa-an.txt")
    assert code == 0 and len(list((tmp_path / "out").glob("*.html"))) > 1


def test_a_file_that_cannot_be_read_is_listed(tmp_path: Path) -> None:
    (tmp_path / "rong.pdf").write_bytes(b"")
    code, told = run(tmp_path / "rong.pdf", CORPUS / "thong-bao-205-vpubnd-hoa-an.txt", lang="vi")
    assert code == 4 and "Tệp rỗng" in told
    assert (tmp_path / "out" / "thong-bao-205-vpubnd-hoa-an.html").is_file()


@pytest.mark.parametrize(
    ("words", "english", "vietnamese"),
    [
        (("a.pdf", "--output", "a.txt"), "name the page FILE.html", "TỆP.html"),
        (("a.pdf", "--pdf", "a.pdf"), "one of the files to read", "tệp cần đọc"),
        (("a.pdf", "--pdf", "b.txt"), "FILE.pdf", "TỆP.pdf"),
        (("a.pdf", "--pdf", "b.pdf", "--no-pdf"), "not both", "một trong hai"),
        (("a.pdf", "b.txt", "--output", "x.html"), "need a folder", "phải là thư mục"),
        (("a.pdf", "--output", "mine.html"), "was not made by", "không phải do"),
        (("a.pdf", "--db", "none.db"), "no registry", "Chưa có sổ"),
        (("a.pdf", "--as-of", "hôm qua"), "--as-of", "--as-of"),
        (("nowhere.pdf",), "nowhere.pdf", "nowhere.pdf"),
    ],
)
def test_what_makes_no_sense_is_refused(
    words: tuple[str, ...], english: str, vietnamese: str, tmp_path: Path
) -> None:
    shutil.copy(REPORT, tmp_path / "a.pdf")
    shutil.copy(CORPUS / "thong-bao-205-vpubnd-hoa-an.txt", tmp_path / "b.txt")
    (tmp_path / "mine.html").write_text("<p>mine", encoding="utf-8")
    original = (tmp_path / "a.pdf").read_bytes()
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        code, told = run(*words, lang=lang)
        assert code in (2, 5) and sentence in " ".join(told.split())
    assert (tmp_path / "a.pdf").read_bytes() == original
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "<p>mine"


def test_names_that_meet_are_told_apart(tmp_path: Path) -> None:
    made = targets(
        [("x/a.pdf", "a.pdf"), ("y/a.docx", "a.docx"), ("z/A.txt", "A.txt")], None, None, with_pdf=True
    )
    assert [target.page.name for target in made] == ["a.html", "a-2.html", "A-3.html"]
