"""Looks into zip archives: what files lie in one, and their bytes; nothing is unpacked to disk.

A file in an archive has the archive's path, "/" and its path inside: `in.zip/ke-hoach/12.docx`.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO

from pipeline import archive_limits as limits
from pipeline.archive_names import shown_name
from pipeline.errors import UnreadableFileError
from pipeline.readers.sniff import BROKEN_ZIP, package_kind
from pipeline.readers.zip_limits import is_swollen

_DIRECTORY = 20_000_000
"""Bytes of the directory of as many entries, long names included."""
_ENCRYPTED = 0x1
_OF_MAC = "__MACOSX/"  # what macOS puts beside every file: no document


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path inside, its size in bytes, its place in each directory on the way."""

    name: str
    size: int
    chain: tuple[int, ...]


class _Listed(io.FileIO):
    """A file that refuses to give the directory of a zip where that is too long for `MOST` entries."""

    opened = False

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _DIRECTORY and not self.opened:
            raise UnreadableFileError(*limits.TOO_MANY)
        return super().read(-1 if size is None else size) or b""


def members(path: str | os.PathLike[str]) -> tuple[Member, ...] | None:
    """The files in the archive at `path`, in its order; None where the file is no archive (a DOCX, say).

    Raises:
        UnreadableFileError: the archive is damaged, holds too much or holds nothing.
        OSError: the file cannot be opened.
    """
    status = Path(path).stat()
    return _members(os.fspath(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _members(path: str, _changed: int, _size: int) -> tuple[Member, ...] | None:
    with _Listed(path) as stream:
        return _list(stream)


def _list(stream: IO[bytes]) -> tuple[Member, ...] | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            if isinstance(stream, _Listed):
                stream.opened = True
            if package_kind(archive).kind != "zip":
                return None
            found = tuple(_Listing().walk(archive, "", ()))
    except BROKEN_ZIP as error:
        raise UnreadableFileError(*limits.DAMAGED) from error
    if not found:
        raise UnreadableFileError(*limits.NOTHING)
    return found


class _Listing:
    """Collects the files of an archive and of those in it, within the limits of all together."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._entries = self._bytes = 0

    def walk(self, archive: zipfile.ZipFile, above: str, chain: tuple[int, ...]) -> Iterator[Member]:
        """The files of one archive; refuses it before it gives the first."""
        self._take(archive)
        for index, entry in enumerate(archive.infolist()):
            name = shown_name(entry)
            if not name or entry.is_dir() or _is_link(entry) or name.startswith(_OF_MAC):
                continue
            place = (*chain, index)
            inner = self._inner(archive, entry, name, above, place)
            if inner is not None:
                yield from inner
            else:
                yield Member(self._own(above + name), entry.file_size, place)

    def _take(self, archive: zipfile.ZipFile) -> None:
        entries = archive.infolist()
        sizes = sum(entry.file_size for entry in entries if not _is_bomb(entry))
        if self._entries + len(entries) > limits.MOST:
            raise UnreadableFileError(*limits.TOO_MANY)
        if self._bytes + sizes > limits.TOTAL:
            raise UnreadableFileError(*limits.TOO_MUCH)
        self._entries += len(entries)
        self._bytes += sizes

    def _inner(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, above: str, place: tuple[int, ...]
    ) -> list[Member] | None:
        """The files of an archive in this one; None where it is a file, or is refused when it is read."""
        is_zip = name.casefold().endswith(".zip") and len(place) < limits.DEEPEST
        if (
            not is_zip
            or entry.file_size > limits.LARGEST_INNER
            or entry.flag_bits & _ENCRYPTED
            or _is_bomb(entry)
        ):
            return None
        try:
            with zipfile.ZipFile(io.BytesIO(archive.read(entry))) as inner:
                if package_kind(inner).kind != "zip":
                    return None
                return list(self.walk(inner, f"{above}{name}/", place)) or None
        except (*BROKEN_ZIP, UnreadableFileError):
            return None

    def _own(self, name: str) -> str:
        """The name, counted where the archive has it twice."""
        path = PurePosixPath(name)
        own, count = name, 1
        while own in self._names:
            count += 1
            own = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
        self._names.add(own)
        return own


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > limits.LARGEST or is_swollen(entry)


def split(path: str | os.PathLike[str]) -> tuple[Path, str] | None:
    """The archive on the way to `path` and the path inside it; None where there is none."""
    whole = Path(path)
    archive = next((parent for parent in whole.parents if os.path.isfile(parent)), None)  # noqa: PTH113
    return None if archive is None else (archive, whole.relative_to(archive).as_posix())


def name_of(path: Path) -> str:
    """What a file is called: its name, with the archive's in front where it lies in one."""
    inside = None if path.is_file() else split(path)
    return path.name if inside is None else f"{inside[0].name}/{inside[1]}"


def bytes_of(path: Path) -> bytes:
    """The bytes of a file, which may lie in an archive.

    Raises:
        UnreadableFileError: it lies in an archive and is encrypted, damaged or too large there.
        OSError: it cannot be read; `FileNotFoundError` where an archive has no such file.
    """
    try:
        return path.read_bytes()
    except OSError:
        inside = split(path)
        if inside is None:
            raise
    archive, name = inside
    return _unpacked(archive, member_at(archive, name).chain)


def member_at(archive: Path, name: str) -> Member:
    """The file of that path inside an archive.

    Raises:
        UnreadableFileError, OSError: as in `members`; `FileNotFoundError` where there is no such file.
    """
    found = next((member for member in members(archive) or () if member.name == name), None)
    if found is None:
        raise FileNotFoundError(errno.ENOENT, "No such file in the archive", f"{archive}/{name}")
    return found


def _unpacked(archive: Path, chain: tuple[int, ...]) -> bytes:
    if len(chain) == 1:
        with archive.open("rb") as stream:
            return _entry(stream, chain[0])
    status = archive.stat()
    return _entry(io.BytesIO(_held(str(archive), status.st_mtime_ns, status.st_size, chain[:-1])), chain[-1])


@lru_cache(maxsize=1)
def _held(archive: str, _changed: int, _size: int, chain: tuple[int, ...]) -> bytes:
    """An archive in an archive: its files are asked for one after the other."""
    return _unpacked(Path(archive), chain)


def _entry(stream: IO[bytes], index: int) -> bytes:
    try:
        with zipfile.ZipFile(stream) as archive:
            entry = archive.infolist()[index]
            _check(entry)
            return archive.read(entry)
    except NotImplementedError as error:
        raise UnreadableFileError(*limits.UNKNOWN_PACKING) from error
    except BROKEN_ZIP as error:
        raise UnreadableFileError(*limits.DAMAGED_ENTRY) from error


def _check(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableFileError(*limits.NEEDS_PASSWORD)
    if _is_bomb(entry):
        raise UnreadableFileError(*limits.BOMB)


def refusal(data: bytes) -> UnreadableFileError:
    """Why the archive whose bytes are `data` was not looked into."""
    try:
        _list(io.BytesIO(data))
    except UnreadableFileError as error:
        return error
    return UnreadableFileError(*limits.NOT_WALKED)
