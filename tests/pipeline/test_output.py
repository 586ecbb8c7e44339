from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import UsageError
from pipeline.listing import Column, Format, Listing
from pipeline.output import choose_format, spare_inputs, write, write_chunks, write_file
from pipeline.table import table

COLUMNS = (
    Column("document", identity=True),
    Column("page"),
    Column("status", coded=True),
    Column("words"),
    Column("candidates", screen=False),
)
ROWS = [
    ("Kế hoạch 285/KH-UBND", 3, "resolved", "theo Quyết định số 48/QĐ-UBND, “khẩn”;\nvề việc", None),
    ("Nghị quyết 18-NQ/TW", None, "ambiguous", "=1+1", ["vn/a", "vn/b"]),
    ("-", 12, "unresolved", "[bold]+ đã\tký", []),
]
LISTING = Listing(COLUMNS, ROWS)
OBJECTS = [dict(zip([column.name for column in COLUMNS], row, strict=True)) for row in ROWS]


def written(format_: Format, tmp_path: Path, lang: str = "en") -> Path:
    path = tmp_path / f"out.{format_}"
    write(LISTING, format_, path, lang)
    return path


def test_json_reads_back(tmp_path: Path) -> None:
    assert json.loads(written(Format.JSON, tmp_path).read_text(encoding="utf-8")) == OBJECTS


def test_json_lines_read_back(tmp_path: Path) -> None:
    lines = written(Format.JSONL, tmp_path).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == OBJECTS
    assert "Kế hoạch" in lines[0]


def test_csv_reads_back_and_opens_in_excel(tmp_path: Path) -> None:
    path = written(Format.CSV, tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert [row["document"] for row in rows] == [row[0] for row in ROWS]
    assert [row["page"] for row in rows] == ["3", "", "12"]
    assert [row["words"] for row in rows] == [row[3] for row in ROWS]
    assert rows[1]["candidates"] == "vn/a; vn/b"


@pytest.mark.parametrize(("lang", "name"), [("vi", "văn bản"), ("en", "document")])
def test_a_sheet_reads_back_with_headings_in_the_language(tmp_path: Path, lang: str, name: str) -> None:
    frame = read_sheet(written(Format.XLSX, tmp_path, lang))
    assert frame[0][0] == name
    assert [row[0] for row in frame[1:]] == [row[0] for row in ROWS]
    assert [row[1] for row in frame[1:]] == ["3", None, "12"]
    assert frame[2][3] == "=1+1"


def read_sheet(path: Path) -> list[list[str | None]]:
    """The cells of a workbook's first sheet as XML has them: no other library is needed to look."""
    import zipfile

    from lxml import etree

    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as package:
        shared = etree.fromstring(package.read("xl/sharedStrings.xml"))
        strings = ["".join(item.itertext()) for item in shared.findall("m:si", space)]
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    assert sheet.find(".//m:f", space) is None, "words became a formula"
    rows: list[list[str | None]] = []
    for row in sheet.iterfind(".//m:row", space):
        cells: list[str | None] = [None] * len(COLUMNS)
        for cell in row:
            found = cell.findtext("m:v", None, space)
            if found is not None:
                text = strings[int(found)] if cell.get("t") == "s" else found
                cells[ord(str(cell.get("r"))[0]) - ord("A")] = text
        rows.append(cells)
    return rows


def test_an_empty_listing_is_valid_in_every_format(tmp_path: Path) -> None:
    for format_ in Format:
        write(Listing(COLUMNS, []), format_, tmp_path / f"empty.{format_}", "vi")
    assert json.loads((tmp_path / "empty.json").read_text(encoding="utf-8")) == []
    assert (tmp_path / "empty.jsonl").read_bytes() == b""
    assert list(pd.read_csv(tmp_path / "empty.csv").columns) == [column.name for column in COLUMNS]


def test_a_name_that_is_no_text_is_escaped(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write(Listing((Column("file"),), [("b\udce1o.txt",)]), Format.JSONL, path, "en")
    assert b"\\udce1" in path.read_bytes()


@pytest.mark.parametrize(
    ("format_", "output", "chosen"),
    [
        (None, None, Format.TABLE),
        (None, "a.csv", Format.CSV),
        (None, "a.XLSX", Format.XLSX),
        (None, "a.txt", Format.TABLE),
        (None, "a.table", Format.TABLE),
        (None, "/dev/stdout", Format.TABLE),
        (Format.JSON, "a.xyz", Format.JSON),
        (Format.JSON, "a.txt", Format.JSON),
    ],
)
def test_the_suffix_tells_the_format(format_: Format | None, output: str | None, chosen: Format) -> None:
    assert choose_format(format_, Path(output) if output else None) is chosen


@pytest.mark.parametrize(("format_", "output"), [(Format.JSON, "a.csv"), (Format.XLSX, "a.json")])
def test_a_suffix_that_contradicts_the_format_is_refused(format_: Format, output: str) -> None:
    with pytest.raises(UsageError, match=rf"name the file \.{format_.value}") as caught:
        choose_format(format_, Path(output))
    assert caught.value.exit_code == 2 and "hãy đặt đuôi" in caught.value.vietnamese


@pytest.mark.parametrize("output", ["a.pdf", "a.xyz", "a.csv.gz"])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(output: str) -> None:
    with pytest.raises(UsageError, match=r"--output takes .csv, .json, .jsonl, .xlsx") as caught:
        choose_format(None, Path(output))
    assert caught.value.exit_code == 2 and "Không ghi được" in caught.value.vietnamese


def test_why_a_file_is_not_written_is_told_in_vietnamese(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write_file(tmp_path / "none" / "a.csv", b"")
    assert caught.value.vietnamese.endswith("không có thư mục đó.")


def test_a_sheet_needs_a_file() -> None:
    with pytest.raises(UsageError, match="--output"):
        choose_format(Format.XLSX, None)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", encoding="utf-8")

    def chunks() -> object:
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_chunks(path, chunks())  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Cannot write .*out.csv"):
        write(LISTING, Format.CSV, tmp_path / "none" / "out.csv", "en")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_table_loses_nothing_and_keeps_the_identity_whole(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = "Thực hiện Quyết định số 4825/QĐ-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Hạ Sơn"
    name = "vn/ubnd-tinh-ha-son/qd/2025/4825"
    drawn = table(Listing((Column("id", identity=True), Column("words")), [(name, text * 3)]), "vi")
    assert name in drawn
    assert "".join(text.split()) in "".join(drawn.replace(name, "").split())
    if width >= 80:
        assert max(map(len, drawn.splitlines())) <= width


def test_a_table_words_codes_and_leaves_markup_alone() -> None:
    drawn = table(LISTING, "vi")
    assert "đã xác định" in drawn
    assert "[bold]+" in drawn
    assert "vn/a" not in drawn
    assert "văn bản" in drawn


def test_a_link_is_written_through(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    try:
        link.symlink_to(tmp_path / "real.txt")
    except OSError:
        pytest.skip("this system makes no links")
    write_file(link, b"x")
    assert link.is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"x"


def test_a_device_stays_a_device() -> None:
    device = Path("/dev/null")
    if not device.exists():
        pytest.skip("this system has no device that swallows everything")
    write_file(device, b"x")
    assert not device.is_file()


def test_a_document_that_is_read_is_not_written_over(tmp_path: Path) -> None:
    document, sheet = tmp_path / "a.txt", tmp_path / "a.csv"
    for path in (document, sheet):
        path.touch()
    spare_inputs(sheet, [str(sheet)])
    spare_inputs(tmp_path / "new.txt", [str(document)])
    with pytest.raises(UsageError, match="one of the files to read"):
        spare_inputs(document, [str(sheet), str(document)])


def test_a_table_writes_numbers_and_times_as_its_reader_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    columns = (Column("value", kind="number"), Column("date", kind="day"), Column("made", kind="moment"))
    listing = Listing(columns, [(-44333.5, "2026-11-23", "2026-11-23T16:02:00+00:00"), (None, None, "?")])
    assert table(listing, "vi").splitlines()[2].split() == ["−44.333,5", "23/11/2026", "23/11/2026", "23:02"]
    assert table(listing, "en").splitlines()[2].split() == [
        "−44333.5", "2026-11-23", "2026-11-23T16:02:00+00:00",
    ]  # fmt: skip
    monkeypatch.undo()
    time.tzset()
