from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.walk import key_of, walk


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def names(folder: Path, *roots: Path) -> list[str]:
    return [file.key.removeprefix(key_of(folder) + "/") for file in walk(roots or (folder,)).files]


def test_files_come_in_one_order_and_without_litter(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.docx", "2025/z.pdf", "2025/03/kế hoạch.txt", "2024/q.html")
    make(tmp_path, ".hidden", ".git/config.txt", "~$a.docx", "README.md", "2025/readme.MD", "Thumbs.db")
    assert names(tmp_path) == ["a.docx", "b.txt", "2024/q.html", "2025/z.pdf", "2025/03/kế hoạch.txt"]


def test_a_file_that_is_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.txt", "README.md")
    assert names(tmp_path, tmp_path / ".hidden.txt", tmp_path / "README.md") == [".hidden.txt", "README.md"]


def test_a_file_met_twice_counts_once(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt")
    assert names(tmp_path, tmp_path, tmp_path / "in", tmp_path / "in" / "a.txt") == ["in/a.txt"]


def test_keys_to_skip(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "registry.db")
    found = walk([tmp_path], frozenset({key_of(tmp_path / "registry.db")}))
    assert [file.name for file in found.files] == ["a.txt"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        walk([tmp_path / "nowhere"])


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege elsewhere")
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "gone").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == ["in/a.txt"]


@pytest.mark.skipif(os.name != "posix", reason="names of other systems are text")
def test_a_name_that_is_no_utf8_has_a_key(tmp_path: Path) -> None:
    make(tmp_path, os.fsdecode(b"c\xf4ng v\xe3n.txt"))
    (file,) = walk([tmp_path]).files
    assert file.key.encode("utf-8").endswith(rb"c\xf4ng v\xe3n.txt")
    assert Path(file.path).read_text(encoding="utf-8") == "x"


def test_a_folder_that_cannot_be_listed_hides_what_was_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "open/a.txt", "shut/b.txt")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = walk([tmp_path])
    assert [file.name for file in found.files] == ["a.txt"]
    assert list(found.unlisted) == [key_of(tmp_path / "shut")]
    assert not found.covers(key_of(tmp_path / "shut" / "b.txt"))
    assert found.covers(key_of(tmp_path / "open" / "gone.txt"))
    assert not found.covers(key_of(tmp_path.parent / "elsewhere.txt"))
