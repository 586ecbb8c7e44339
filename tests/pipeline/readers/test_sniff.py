from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import UnreadableFileError
from pipeline.readers import read, read_bytes
from pipeline.readers.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
VIETNAMESE = "Kế hoạch số 12/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân xã."


def package(*members: str, **contents: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member in members:
            archive.writestr(member, "x" * 200)
        for member, content in contents.items():
            archive.writestr(member, content)
    return stream.getvalue()


def ole(*names: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") for name in names)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"\x00\x00junk before\n%PDF-1.4", "pdf"),
        (package("[Content_Types].xml", "word/document.xml"), "docx"),
        (package("xl/workbook.xml"), "xlsx"),
        (package("ppt/presentation.xml"), "pptx"),
        (package(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (package("bao-cao.docx", "phu-luc.pdf"), "zip"),
        (package(), "zip"),
        (package("[Content_Types].xml", "word/document.xml")[:150], "truncated-zip"),
        (ole("EncryptionInfo", "EncryptedPackage"), "encrypted-office"),
        (ole("WordDocument", "1Table"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("VisioDocument"), "ole"),
        (b"{\\rtf1\\ansi B\\'e1o c\\'e1o}", "rtf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "image"),
        (b"II*\x00" + bytes(50), "image"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image"),
        (b"<!DOCTYPE html><html><body><p>A</p></body></html>", "html"),
        (b"\xef\xbb\xbf  <!-- x -->\n<HTML lang='vi'>", "html"),
        (b"<div class='content'><p>S\xe1\xbb\x91: 15</p></div>", "html"),
        ("# Báo cáo\n\nNội dung".encode(), "markdown"),
        ("**BÁO CÁO**\n\nNội dung".encode(), "markdown"),
        ("|\nCHÍNH PHỦ\n|\nCỘNG HÒA\n|\n".encode(), "markdown"),
        (VIETNAMESE.encode(), "text"),
        (("BM " + VIETNAMESE).encode(), "text"),
        (("\ufeff" + VIETNAMESE).encode(), "text"),
        (VIETNAMESE.encode("utf-16"), "text"),
        (("\ufeff" + VIETNAMESE).encode("utf-16-be"), "text"),
        (bytes(range(256)) * 4, "binary"),
        (b"abc\x00\x01\x03def" * 30, "binary"),
        (VIETNAMESE.encode("cp1258", "replace") + b"\xff\xfe\x81", "binary"),
    ],
)
def test_the_content_tells_the_kind(data: bytes, kind: str) -> None:
    assert sniff(data).kind == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_its_encoding(encoding: str) -> None:
    assert read_bytes(VIETNAMESE.encode(encoding), "a.pdf").text == VIETNAMESE


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = "<html><head><meta charset=windows-1252></head><body><p>café à la carte</p></body></html>"
    assert read_bytes(page.encode("cp1252"), "a").text == "café à la carte"


def test_a_few_damaged_bytes_spoil_no_text() -> None:
    data = (VIETNAMESE * 40).encode()
    document = read_bytes(data[:700] + b"\xff" + data[700:-1] + "ộ".encode()[:2], "a.txt")
    assert 2 <= document.text.count("\ufffd") <= 4
    assert document.notes


REFUSED = {
    "empty": b"",
    "password": ole("EncryptedPackage"),
    "Word file": ole("WordDocument"),
    "RTF": b"{\\rtf1 }",
    "PowerPoint": package("ppt/presentation.xml"),
    "Excel": package("xl/workbook.xml"),
    "OpenDocument file is damaged": package(mimetype="application/vnd.oasis.opendocument.text"),
    "OpenDocument file other": package(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "zip archive": package("a.docx"),
    "cut off": package("word/document.xml")[:150],
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize(("word", "data"), REFUSED.items())
def test_what_is_not_read_is_named_in_one_sentence_of_each_language(word: str, data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read_bytes(data, "van-ban.docx")
    assert word in error.value.english
    assert "hãy" in error.value.vietnamese
    for sentence in (error.value.english, error.value.vietnamese):
        assert sentence.endswith(".") and "\n" not in sentence


def test_the_name_is_what_the_caller_says_or_the_path(tmp_path: Path) -> None:
    path = tmp_path / "van-ban.pdf"
    path.write_text(VIETNAMESE, encoding="utf-8")
    assert read(path).name == str(path)
    assert (read(path, "khác").name, read(path).media_type) == ("khác", "text/plain")


def test_a_vanished_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no longer there"):
        read(tmp_path / "da-xoa.docx")
    with pytest.raises(UnreadableFileError, match="folder|may not be opened"):
        read(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX bits here")
def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kin.txt"
    path.write_text(VIETNAMESE, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything: let the system call refuse instead

        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableFileError, match="may not be opened") as error:
        read(path)
    assert error.value.exit_code == 4
