"""Word 97 files, and what becomes of an office file that is locked, damaged, swollen or not ours to read."""

from __future__ import annotations

import io
import os
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.model import BlockKind
from pipeline.errors import UnreadableFileError
from pipeline.readers import office, read_bytes, soffice
from pipeline.readers.doc import DRAWINGS_LOST, read_doc_without_drawings
from pipeline.readers.office import BY_LIBREOFFICE, MACROS, OLD_WORKBOOK

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
WORD = (CORPUS / "thong-bao-83-stc-hoa-an.doc").read_bytes()
TEXT = read_bytes((CORPUS / "ke-hoach-25-ubnd-hoa-an.docx").read_bytes(), "a").text
HEAD = next(at for at in range(512, len(WORD), 512) if WORD[at : at + 2] == b"\xec\xa5")
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le")
HAS_SOFFICE = soffice.command() is not None
posix = pytest.mark.skipif(sys.platform == "win32", reason="a stand-in for LibreOffice is a shell script")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setattr(soffice, "command", lambda: None)
    soffice.convert.cache_clear()


def test_word_97_keeps_labels_notes_and_merged_cells(alone: None) -> None:
    document = read_bytes(WORD, "a.docx")
    assert (document.reader, document.media_type, document.notes) == ("doc", "application/msword", ())
    texts = [document.text[block.start : block.end] for block in document.blocks]
    labels = [text.split()[0] for text, block in zip(texts, document.blocks, strict=True)
              if block.kind is BlockKind.LIST_ITEM]  # fmt: skip
    assert labels[:5] == ["1.", "2.", "3.", "a)", "b)"]
    notes = [
        text for text, block in zip(texts, document.blocks, strict=True) if block.kind is BlockKind.FOOTNOTE
    ]
    assert len(notes) == 1 and "50/2025/NĐ-CP" in notes[0]
    (table,) = [table for table in document.tables if not table.layout]
    spans = {document.text[c.start : c.end]: (c.rows, c.columns) for c in table.cells}
    assert (spans["TT"], spans["Tài sản"], spans["Trên sổ"]) == ((2, 1), (1, 2), (1, 1))


def patched(at: int, value: bytes) -> bytes:
    made = bytearray(WORD)
    made[HEAD + at : HEAD + at + len(value)] = value
    return bytes(made)


def refused(data: bytes, name: str = "a.doc") -> str:
    with pytest.raises(UnreadableFileError) as error:
        read_bytes(data, name)
    assert "hãy" in error.value.vietnamese
    return error.value.english


def test_a_word_file_with_a_password_says_so(alone: None) -> None:
    (flags,) = struct.unpack_from("<H", WORD, HEAD + 10)
    assert "password" in refused(patched(10, struct.pack("<H", flags | 0x100)))


@pytest.mark.parametrize("spoil", [
    lambda data: data[:HEAD] + os.urandom(64) + data[HEAD + 64 :],
    lambda data: data[:HEAD] + b"\xec\xa5" + b"\xff" * 1500 + data[HEAD + 1502 :],
])  # fmt: skip
def test_a_damaged_word_file_says_so_and_what_may_help(alone: None, spoil: Callable[[bytes], bytes]) -> None:
    words = refused(spoil(WORD))
    assert "is damaged" in words and "install LibreOffice" in words


def test_a_word_file_that_is_cut_off_says_so(alone: None) -> None:
    assert "cut off" in refused(WORD[: len(WORD) // 2])


def test_damaged_drawings_cost_no_text(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = read_bytes(WORD, "a").text
    assert read_doc_without_drawings(WORD, "a").text == sound
    broken = patched(0x1DE, struct.pack("<I", 33))  # a table of drawings that is none
    document = read_bytes(broken, "a")
    assert (document.text, document.notes) == (sound, (DRAWINGS_LOST,))


def stand_in(folder: Path, script: str) -> str:
    """A soffice that is a shell script; `$out` is where its output goes, `$profile` the profile."""
    path = folder / "soffice"
    head = '#!/bin/sh\nfor w in "$@"; do case "$w" in -env:*) profile="${w#*file://}";; esac; done\n'
    path.write_text(head + 'while [ $# -gt 2 ]; do shift; done; out="$1"; in="$2"\n' + script)
    path.chmod(0o755)
    return str(path)


@posix
def test_libreoffice_reads_what_our_reader_cannot_and_that_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docx = CORPUS / "ke-hoach-25-ubnd-hoa-an.docx"
    script = f'mkdir -p "$out"; cp "{docx}" "$out/in.docx"; echo "$profile" > "{tmp_path}/profile"'
    command = stand_in(tmp_path, script)
    monkeypatch.setattr(soffice, "command", lambda: command)
    soffice.convert.cache_clear()
    document = read_bytes(patched(2, b"\xff" * 500), "a.doc")
    assert document.text == TEXT
    assert document.reader == "doc (LibreOffice)"
    assert document.notes == (BY_LIBREOFFICE,)
    profile = Path((tmp_path / "profile").read_text().strip())
    assert profile != Path.home() and not profile.exists()


@posix
def test_a_libreoffice_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = stand_in(tmp_path, f'sleep 60 & echo $! > "{tmp_path}/child"; wait')
    monkeypatch.setattr(soffice, "command", lambda: command)
    began = time.monotonic()
    assert soffice.convert.__wrapped__(b"x", "doc", "docx", 1.0) is None
    assert time.monotonic() - began < 10
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if "Z" in Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[:1]:
            return
        time.sleep(0.1)
    pytest.fail("the child of the stopped LibreOffice still runs")


@posix
def test_a_libreoffice_that_fails_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = stand_in(tmp_path, "exit 1")
    monkeypatch.setattr(soffice, "command", lambda: command)
    soffice.convert.cache_clear()
    assert "damaged" in refused(patched(0, b"\xec\xa5" + b"\xff" * 1500))


@pytest.mark.skipif(not HAS_SOFFICE, reason="LibreOffice is not installed")
def test_the_installed_libreoffice_converts() -> None:
    made = soffice.convert((CORPUS / "giay-moi-57-vpubnd-hoa-an.odt").read_bytes(), "odt", "docx")
    assert made is not None
    assert "57/GM-VPUBND" in read_bytes(made, "a").text


def test_an_old_workbook_asks_for_libreoffice_where_there_is_none(alone: None) -> None:
    assert "LibreOffice" in refused(OLD_EXCEL, "a.xlsx")


@posix
def test_an_old_workbook_is_read_by_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = CORPUS / "bao-cao-95-stc-hoa-an.xlsx"
    command = stand_in(tmp_path, f'mkdir -p "$out"; cp "{book}" "$out/in.xlsx"')
    monkeypatch.setattr(soffice, "command", lambda: command)
    soffice.convert.cache_clear()
    document = read_bytes(OLD_EXCEL, "a")
    assert (document.reader, document.notes) == ("xls (LibreOffice)", (OLD_WORKBOOK,))
    assert (document.media_type, "95/BC-STC" in document.text) == ("application/vnd.ms-excel", True)


def test_macros_are_noted_and_the_text_is_read() -> None:
    stream = io.BytesIO()
    docx = (CORPUS / "ke-hoach-25-ubnd-hoa-an.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/vbaProject.bin", b"Attribute VB_Name")
    document = read_bytes(stream.getvalue(), "a.docm")
    assert (document.text, document.notes) == (TEXT, (MACROS,))
    assert MACROS not in read_bytes(docx, "a").notes


def test_macros_of_a_word_97_file_are_noted(alone: None) -> None:
    document = read_bytes(WORD + "_VBA_PROJECT".encode("utf-16-le") + bytes(488), "a.doc")
    assert MACROS in document.notes


@pytest.mark.parametrize("member", ["word/document.xml", "xl/workbook.xml", "content.xml"])
def test_a_zip_bomb_in_an_office_file_is_not_unpacked(member: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(member, bytes(60_000_000))
    began = time.monotonic()
    assert "zip bomb" in refused(stream.getvalue())
    assert time.monotonic() - began < 2


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "LARGEST", 1_000_000)
    assert "larger than 1 MB" in refused(b"{\\rtf1 " + b"a" * 1_000_001)


@pytest.mark.parametrize("name", ["cong-van-641-sxd-hoa-an.doc", "giay-moi-57-vpubnd-hoa-an.odt"])
def test_the_suffix_of_a_name_decides_nothing(name: str, alone: None) -> None:
    data = (CORPUS / name).read_bytes()
    assert read_bytes(data, "a.pdf").text == read_bytes(data, name).text
    assert read_bytes((CORPUS / "cong-van-641-sxd-hoa-an.doc").read_bytes(), "a.doc").reader == "rtf"
