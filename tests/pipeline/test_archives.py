from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from made_files import start_never

from pipeline import archive_limits as limits
from pipeline import archives
from pipeline.archive_names import shown_name
from pipeline.archives import bytes_of, members, name_of
from pipeline.errors import UnreadableFileError, UsageError
from pipeline.extraction import extract, extract_all
from pipeline.ingest import RunReport, ingest
from pipeline.reading import hash_of, start_reading
from pipeline.registry import Registry
from pipeline.scanning import scan_files
from pipeline.walk import key_of, walk

TEXT = "Kế hoạch số 12/KH-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Hòa An."


def packed(files: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def put(folder: Path, files: dict[str, bytes | str], name: str = "van-ban.zip") -> Path:
    path = folder / name
    path.write_bytes(packed(files))
    return path


def entry(raw: bytes, extra: bytes = b"", utf8: bool = False) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("x")
    made.orig_filename = raw.decode("utf-8" if utf8 else "cp437")
    made.flag_bits = 0x800 if utf8 else 0
    made.extra = extra
    return made


def infozip(name: str, raw: bytes) -> bytes:
    body = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


NAME = "Kế hoạch/Quyết định số 5.docx"


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (entry(NAME.encode(), utf8=True), NAME),
        (entry(NAME.encode()), NAME),  # macOS and Linux do not say that they write UTF-8
        (entry("Kế hoạch.docx".encode()), "Kế hoạch.docx"),
        (entry(b"K\xea\xec hoa\xf2ch.doc"), "Kế hoạch.doc"),  # Windows-1258 puts the tone behind the letter
        (entry("Báo cáo.doc".encode("cp1258")), "Báo cáo.doc"),
        (entry(b"r\x82sum\x82.doc"), "résumé.doc"),
        (entry(b"K? ho?ch.doc", infozip("Kế hoạch.doc", b"K? ho?ch.doc")), "Kế hoạch.doc"),
        (entry(b"K\x88 ho.doc", infozip("Kế hoạch.doc", b"K\x88 ho.doc")), "Kế hoạch.doc"),
        (entry(b"K\x88 ho.doc", infozip("other.doc", b"not this name")), "Kê ho.doc"),
        (entry(b"../../etc/a.docx"), "etc/a.docx"),
        (entry(b"/abs/./a.docx"), "abs/a.docx"),
        (entry(b"C:\\thu muc\\a.docx"), "thu muc/a.docx"),
        (entry(b"a\x07b.txt"), "ab.txt"),
        (entry(b"../.."), ""),
    ],
)
def test_a_name_is_text_and_leads_nowhere(made: zipfile.ZipInfo, name: str) -> None:
    assert shown_name(made) == name


def test_the_files_in_an_archive_stand_for_it(tmp_path: Path) -> None:
    inner = packed({"b/2.txt": TEXT + "2", "sâu.zip": packed({"3.txt": TEXT + "3"})})
    passed: dict[str, bytes | str] = {"__MACOSX/._1.txt": b"x", "README.md": "x", "b/~$2.doc": b"x"}
    put(tmp_path, {"1.txt": TEXT, **passed, "in.zip": inner})
    found = walk([tmp_path]).files
    names = [file.name.removeprefix("van-ban.zip/") for file in found]
    assert names == ["1.txt", "in.zip/b/2.txt", "in.zip/sâu.zip"]
    assert found[1].key == key_of(tmp_path) + "/van-ban.zip/in.zip/b/2.txt"
    assert bytes_of(Path(found[1].path)).decode() == TEXT + "2"
    assert extract(found[1].path)["characters"] == len(TEXT) + 1
    (deep,) = [one for one in extract_all([Path(found[2].path)]) if one.reason]
    assert deep.reason is not None and "lies in two others" in deep.reason[0]


def test_a_file_in_an_archive_is_named_like_any_other(tmp_path: Path) -> None:
    path = put(tmp_path, {"a/1.txt": TEXT})
    (file,) = walk([path / "a" / "1.txt"]).files
    assert (file.name, file.size) == ("van-ban.zip/a/1.txt", len(TEXT.encode()))
    assert name_of(path / "a" / "1.txt") == "van-ban.zip/a/1.txt"
    with pytest.raises(UsageError, match="does not exist"):
        walk([path / "a" / "2.txt"])
    with pytest.raises(FileNotFoundError):
        bytes_of(path / "a" / "2.txt")


def test_an_office_file_named_zip_is_no_archive(tmp_path: Path) -> None:
    path = put(tmp_path, {"word/document.xml": "<w/>"})
    assert members(path) is None
    assert [file.name for file in walk([tmp_path]).files] == ["van-ban.zip"]


def test_names_that_an_archive_has_twice_are_counted(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": "1", "../a.txt": "2"})
    assert [file.name for file in walk([tmp_path]).files] == ["van-ban.zip/a.txt", "van-ban.zip/a (2).txt"]


def reason(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as error:
        hash_of(str(path))
    assert "hãy" in error.value.vietnamese
    return error.value.english


def changed(data: bytes, local: tuple[int, bytes], central: tuple[int, bytes]) -> bytes:
    """The bytes of an archive of one file with bytes of its local and of its central header replaced."""
    made = bytearray(data)
    for mark, (at, new) in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        start = data.index(mark) + at
        made[start : start + len(new)] = new
    return bytes(made)


def test_an_encrypted_entry_is_refused_and_the_others_are_read(folder: Path) -> None:
    sound = packed({"kin.txt": TEXT, "ro.txt": TEXT + " Hết."})
    path = folder / "van-ban.zip"
    path.write_bytes(changed(sound, (6, b"\x01\x00"), (8, b"\x01\x00")))
    assert "encrypted" in reason(path / "kin.txt")
    report = run(folder)
    assert (report.read, report.failed) == (1, 1)
    (failure,) = report.failures
    assert failure.path.endswith("/van-ban.zip/kin.txt") and "mật khẩu" in failure.vietnamese
    assert names(folder) == ["van-ban.zip/ro.txt"]
    assert run(folder).failed == 1


def test_an_entry_packed_in_an_unknown_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(changed(packed({"a.txt": TEXT}), (8, b"\x62\x00"), (10, b"\x62\x00")))
    assert "unknown way" in reason(path / "a.txt")


def test_an_entry_whose_bytes_are_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": TEXT}, zipfile.ZIP_STORED).replace(b"12/KH", b"13/KH"))
    assert "damaged in its archive" in reason(path / "a.txt")


def test_a_bomb_in_an_archive_is_refused_and_its_neighbour_read(tmp_path: Path) -> None:
    path = put(tmp_path, {"bom.txt": bytes(60_000_000), "a.txt": TEXT})
    assert "zip bomb" in reason(path / "bom.txt")
    assert extract(path / "a.txt")["characters"] == len(TEXT)


@pytest.mark.parametrize(
    ("name", "value", "words"), [("MOST", 2, "more than"), ("TOTAL", 100, "would unpack to more")]
)
def test_an_archive_that_holds_too_much_is_refused_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int, words: str
) -> None:
    path = put(tmp_path, {f"{at}.txt": TEXT for at in range(3)})
    monkeypatch.setattr(limits, name, value)
    found = walk([tmp_path])
    assert ([file.name for file in found.files], found.closed) == (["van-ban.zip"], [key_of(path)])
    (one,) = extract_all([path])
    assert one.reason is not None and words in one.reason[0]


def test_the_limits_count_archives_in_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, {"a.txt": TEXT, "in.zip": packed({f"{at}.txt": TEXT for at in range(3)})})
    monkeypatch.setattr(limits, "MOST", 4)
    assert [member.name for member in members(path) or ()] == ["a.txt", "in.zip"]


def test_a_directory_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, {f"{at}.txt": TEXT for at in range(30)})
    monkeypatch.setattr(archives, "_DIRECTORY", 1000)
    with pytest.raises(UnreadableFileError, match="more than"):
        members(path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"a.txt": TEXT})[:-30], "cut off"),
        (packed({}), "holds no files"),
        (packed({"thu-muc/": b""}), "holds no files"),
        (b"", "empty"),
    ],
)
def test_an_archive_that_cannot_be_looked_into_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    listing, states = scan_files(walk([tmp_path]), "en")
    assert states["unreadable"] == 1
    assert words in str(listing.rows[0][6])


def test_scan_tells_of_each_file(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": TEXT, "b.png": b"\x89PNG\r\n\x1a\n" + bytes(50)})
    listing, _ = scan_files(walk([tmp_path]), "en")
    shown = {str(row[0]).rpartition("/")[2]: (row[1], row[4], row[5]) for row in listing.rows}
    assert shown["a.txt"] == ("text", len(TEXT.encode()), "readable")
    assert shown["b.png"][:2] == ("image", 58)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    put(made, {"a.txt": "plan 1", "b.txt": "plan 5"})
    return made


def run(folder: Path, start: object = start_reading) -> RunReport:
    return ingest([folder], folder.parent / "r.db", jobs=1, start=start)  # type: ignore[arg-type]


def names(folder: Path) -> list[str]:
    with Registry(folder.parent / "r.db") as registry:
        rows = registry.query("SELECT name FROM files WHERE status = 'registered' ORDER BY 1")
        return [row[0] for row in rows]


def test_an_unchanged_archive_is_not_read_again_and_a_changed_one_in_part(folder: Path) -> None:
    first = run(folder)
    assert (first.read, first.failed) == (2, 0)
    again = run(folder, start_never)
    assert (again.read, again.unchanged, again.removed) == (0, 2, 0)
    put(folder, {"moi/a.txt": "plan 1", "b.txt": "plan 5"})
    moved = run(folder, start_never)
    assert (moved.read, moved.removed, moved.failed) == (2, 1, 0)


def test_what_is_taken_out_of_an_archive_or_with_it_is_removed(folder: Path) -> None:
    run(folder)
    assert names(folder) == ["van-ban.zip/a.txt", "van-ban.zip/b.txt"]
    put(folder, {"a.txt": "plan 1"})
    assert run(folder).removed == 1
    assert names(folder) == ["van-ban.zip/a.txt"]
    (folder / "van-ban.zip").unlink()
    assert run(folder).removed == 1
    assert names(folder) == []


def test_a_damaged_archive_loses_nothing_that_was_read(folder: Path) -> None:
    run(folder)
    sound = (folder / "van-ban.zip").read_bytes()
    (folder / "van-ban.zip").write_bytes(sound[:-40])
    report = run(folder)
    assert (report.failed, report.removed) == (1, 0)
    assert len(names(folder)) == 2
    (folder / "van-ban.zip").write_bytes(sound)
    assert (run(folder).failed, len(names(folder))) == (0, 2)
