"""Writes a listing as a table on the screen, CSV, JSON, JSON lines or an Excel sheet."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline import messages
from pipeline.errors import UsageError
from pipeline.listing import Format, Listing, flat, worded

if TYPE_CHECKING:
    import pandas as pd

_DATABASE = b"SQLite format 3\0"
_OWN_SUFFIXES = frozenset({".csv", ".json", ".jsonl", ".xlsx", ".spacy"})
_OWN_NAMES = frozenset(suffix[1:] for suffix in _OWN_SUFFIXES)
_OTHER_SUFFIXES = {"htm": "html"}
_PLAIN = frozenset({"", Format.TABLE.value, "txt"})
"""Suffixes of files that hold a table as text."""
_NOT_TEXT = {"xlsx": "bảng tính", "docx": "văn bản Word"}
Formats = TypeVar("Formats", bound=StrEnum)
EXCEL_CELL = 32_000  # Excel refuses cells of more than 32,767 characters


def choose_format(format_: Format | None, output: Path | None) -> Format:
    """The format asked for, else the one the output's suffix names, else a table.

    Raises:
        UsageError: an Excel sheet was asked for without a file to put it in.
    """
    return Format(choose(Format, format_, output))


def choose(formats: type[Formats], format_: Formats | None, output: Path | None) -> Formats:
    """The one of `formats` that is asked for, else the one the output's suffix names, else a table.

    Raises:
        UsageError: a format that is no text was asked for without a file to put it in, or the suffix tells
            none.
    """
    suffix = output.suffix[1:].casefold() if output else ""
    suffix = _OTHER_SUFFIXES.get(suffix, suffix)
    named = {str(one.value) for one in formats} - {Format.TABLE.value}
    if format_ is None and suffix not in {*named, *_PLAIN}:
        raise unknown_suffix(suffix, named)
    if format_ is not None and suffix in {*named, *_OWN_NAMES} and suffix != format_.value:
        raise UsageError(
            f"--format {format_.value} does not fit --output {output}: name the file .{format_.value}.",
            f"--format {format_.value} không hợp với --output {output}: hãy đặt đuôi .{format_.value}.",
        )
    chosen = format_ or formats(suffix if suffix in named else Format.TABLE.value)
    if output is None and chosen.value in _NOT_TEXT:
        name = str(chosen.value)
        raise UsageError(
            f"--format {name} needs --output FILE.{name}: a sheet cannot go to the screen.",
            f"--format {name} cần --output TỆP.{name}: {_NOT_TEXT[name]} không in ra màn hình được.",
        )
    return chosen


def unknown_suffix(suffix: str, known: Iterable[str]) -> UsageError:
    """A suffix that tells no format: a table of text in a .pdf would not open."""
    listed = ", ".join(f".{one}" for one in sorted(known))
    return UsageError(
        f"No .{suffix} is written; --output takes {listed}, or name the --format.",
        f"Không ghi được .{suffix}; --output nhận {listed}, hoặc hãy nêu --format.",
    )


def write(listing: Listing, format_: Format, output: Path | None, lang: str) -> None:
    """Write `listing` to `output`, or to standard output where it is None.

    Raises:
        UsageError: the file cannot be written.
    """
    data = rendered(listing, format_, lang)
    if output is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        write_file(output, data)


def rendered(listing: Listing, format_: Format, lang: str) -> bytes:
    """`listing` as the bytes of a file."""
    return _RENDERERS[format_](listing, lang)


def writable(output: Path | None) -> None:
    """Refuse a file in a folder that is not there before much work is done for it.

    Raises:
        UsageError: there is no such folder.
    """
    if output is not None and not output.absolute().parent.is_dir():
        folder = output.parent
        raise UsageError(
            f"Cannot write {output}: there is no folder {folder}.",
            f"Không ghi được {output}: không có thư mục {folder}.",
        )


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: there is no such folder, no permission or no room.
    """
    with whole(path) as part:
        part.write_bytes(data)


def write_chunks(path: Path | None, chunks: Iterable[str]) -> None:
    """Write text as it comes, to a file whole or not at all, or to standard output where `path` is None.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        for chunk in chunks:
            sys.stdout.write(chunk)
            sys.stdout.flush()
        return
    with whole(path) as part, part.open("wb") as file:
        for chunk in chunks:
            file.write(_encode(chunk))


_REASONS = {
    errno.ENOENT: ("there is no such folder", "không có thư mục đó"),
    errno.ENOTDIR: ("a part of its path is no folder", "một phần đường dẫn không phải thư mục"),
    errno.EISDIR: ("it is a folder", "đó là thư mục"),
    errno.EACCES: ("there is no permission", "không có quyền ghi"),
    errno.EPERM: ("there is no permission", "không có quyền ghi"),
    errno.EROFS: ("the disk is read-only", "đĩa chỉ cho đọc"),
    errno.ENOSPC: ("no space is left on the disk", "đĩa đã đầy"),
    errno.EDQUOT: ("the disk quota is used up", "đã dùng hết hạn mức đĩa"),
    errno.EFBIG: ("the file would be too large", "tệp quá lớn"),
    errno.ENAMETOOLONG: ("its name is too long", "tên tệp quá dài"),
}


def write_reason(error: OSError) -> tuple[str, str]:
    """Why a file cannot be written, in English and Vietnamese."""
    reason = error.strerror or str(error)
    return _REASONS.get(error.errno or 0, (reason, reason))


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place when all is written; a device is written to itself.

    Raises:
        UsageError: the file cannot be written; there was no room, no permission or no folder.
    """
    target = Path(os.path.realpath(path))
    device = target.exists() and not target.is_file()
    part = target if device else target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        _spare_registry(target, path)
        yield part
        if not device:
            part.replace(target)
    except OSError as error:
        english, vietnamese = write_reason(error)
        raise UsageError(
            f"Cannot write {path}: {english}.", f"Không ghi được {path}: {vietnamese}."
        ) from error
    finally:
        if not device:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _spare_registry(target: Path, path: Path) -> None:
    if not target.is_file():
        return
    with target.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise UsageError(
                f"{path} is a database; nothing was written. Choose another file with --output.",
                f"{path} là cơ sở dữ liệu; chưa ghi gì. Hãy chọn tệp khác bằng --output.",
            )


def spare_inputs(output: Path | None, inputs: Iterable[str]) -> None:
    """Refuse an output that would take the place of a file that is being read.

    Raises:
        UsageError: `output` is one of `inputs`, and of a format that only documents have.
    """
    if output is None or output.suffix.casefold() in _OWN_SUFFIXES or not output.is_file():
        return
    own = os.path.realpath(output)
    if any(os.path.realpath(path) == own for path in inputs):
        raise UsageError(
            f"{output} is one of the files to read; choose another file with --output.",
            f"{output} là một trong các tệp cần đọc; hãy chọn tệp khác bằng --output.",
        )


def _encode(text: str) -> bytes:
    # a file name may hold bytes that are no text; they are shown as escapes
    return text.encode("utf-8", errors="backslashreplace")


def _json(listing: Listing, lang: str) -> bytes:
    return _encode(json.dumps(list(listing.records()), ensure_ascii=False, indent=1) + "\n")


def _jsonl(listing: Listing, lang: str) -> bytes:
    return _encode("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in listing.records()))


def _frame(listing: Listing, lang: str | None = None) -> pd.DataFrame:
    """The listing as a frame; codes in words where it is for people, in `lang`."""
    import pandas as pd

    rows = [
        [
            flat(worded(value, column, lang) if lang else value)
            for value, column in zip(row, listing.columns, strict=True)
        ]
        for row in listing.rows
    ]
    # object columns: pandas would turn a column of integers with gaps into 3.0, 7.0
    return pd.DataFrame(rows, columns=[column.name for column in listing.columns], dtype=object)


def _csv(listing: Listing, lang: str) -> bytes:
    # the byte order mark is how Excel knows that a CSV is UTF-8
    return b"\xef\xbb\xbf" + _encode(_frame(listing).to_csv(index=False, lineterminator="\n"))


def _xlsx(listing: Listing, lang: str) -> bytes:
    import pandas as pd

    frame = _frame(listing, lang).map(excel_text)
    frame.columns = pd.Index(
        [column.title or messages.heading(column.name, lang) for column in listing.columns]
    )
    buffer = io.BytesIO()
    # words of a document that begin with "=" are words, not formulas
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        frame.to_excel(writer, index=False, sheet_name="vanthu", freeze_panes=(1, 0))
        sheet = writer.sheets["vanthu"]
        sheet.autofit(400)
        if len(frame.columns):
            sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    return buffer.getvalue()


def excel_text(value: object) -> object:
    """A value as a cell of Excel takes it: not too long, without control characters."""
    if not isinstance(value, str):
        return value
    printable = "".join(c if c >= " " or c in "\t\n" else " " for c in value[:EXCEL_CELL])
    return printable.encode("utf-8", errors="backslashreplace").decode("utf-8")


def _table(listing: Listing, lang: str) -> bytes:
    from pipeline.table import table

    return _encode(table(listing, lang))


_RENDERERS: dict[Format, Callable[[Listing, str], bytes]] = {
    Format.TABLE: _table,
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.JSONL: _jsonl,
    Format.XLSX: _xlsx,
}
