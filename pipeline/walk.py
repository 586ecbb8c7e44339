"""Finds the files below the paths a user named, in a fixed order, without following a link twice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.archives import member_at, members, split
from pipeline.errors import UnreadableFileError, UsageError

_NOT_DOCUMENTS = frozenset({"readme.md", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file on disk: its path, the key it has in the registry, its size in bytes and time of change.

    A file in an archive has the archive's time, and `archive` is the archive's key.
    """

    path: str
    key: str
    size: int
    mtime_ns: int
    archive: str | None = None

    @property
    def name(self) -> str:
        """The file's name without its folder; with its archive's in front where it lies in one."""
        if self.archive is not None:
            return self.key[self.archive.rfind("/") + 1 :]
        return self.key.rsplit("/", 1)[-1]


@dataclass(slots=True)
class Walk:
    """What a walk found; `unlisted` are folders that could not be looked into, with the reason.

    `closed` are the keys of archives that could not: each is among the files, and its reader tells why.
    """

    files: list[Found] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    unlisted: dict[str, OSError] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)

    def covers(self, key: str) -> bool:
        """Whether the walk would have found a file of this key if it were still there."""
        inside = any(key.startswith(_as_folder(folder)) for folder in self.folders)
        hidden = key in self.unlisted or any(
            key.startswith(_as_folder(path)) for path in (*self.unlisted, *self.closed)
        )
        return inside and not hidden


def _as_folder(key: str) -> str:
    return key.rstrip("/") + "/"


def key_of(path: str | os.PathLike[str]) -> str:
    """The absolute path with forward slashes; bytes that are no UTF-8 are written as escapes."""
    # Not resolve(): a file reached through a link is known by the path that the user sees.
    absolute = Path(os.path.abspath(path)).as_posix()  # noqa: PTH100
    return absolute.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def walk(roots: Iterable[Path | str], skip: Set[str] = frozenset()) -> Walk:
    """The files at and below `roots`, sorted by folder and name, each once.

    The files in a zip archive stand for it. Hidden files, Office's lock files (`~$…`), README.md and the keys
    in `skip` are left out below a folder; a file that is named itself is always taken.

    Raises:
        UsageError: A root does not exist.
    """
    made = Walk()
    seen: set[str] = set()
    folders: set[str] = set()
    for root in roots:
        if Path(root).is_dir():
            made.folders.append(key_of(root))
            found: Iterable[Found] = _below(str(root), skip, made, folders)
        else:
            found = _named(Path(root), made)
        for file in found:
            if file.key not in seen:
                seen.add(file.key)
                made.files.append(file)
    return made


def _named(root: Path, made: Walk) -> Iterator[Found]:
    """A file that the user named, the files in it where it is an archive."""
    if root.exists():
        made.folders.append(key_of(root))
        yield from _opened(_stat(str(root), root.stat()), made)
        return
    inside = split(root)
    try:
        if inside is None:
            raise FileNotFoundError
        size = member_at(*inside).size
    except (OSError, UnreadableFileError):
        raise UsageError(f"{root} does not exist.", f"Không có tệp hay thư mục {root}.") from None
    yield Found(str(root), key_of(root), size, inside[0].stat().st_mtime_ns, key_of(inside[0]))


def _below(folder: str, skip: Set[str], made: Walk, entered: set[str]) -> Iterator[Found]:
    # A folder reached again through a link is not entered again: that is how loops end.
    real = os.path.realpath(folder)
    if real in entered:
        return
    entered.add(real)
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        made.unlisted[key_of(folder)] = error
        return
    inner: list[str] = []
    for entry in entries:
        if _is_passed(entry.name):
            continue
        try:
            if entry.is_dir():
                inner.append(entry.path)
            elif entry.is_file():
                file = _stat(entry.path, entry.stat())
                if file.key not in skip:
                    yield from _opened(file, made)
        except OSError as error:
            made.unlisted[key_of(entry.path)] = error
    for path in inner:
        yield from _below(path, skip, made, entered)


def _is_passed(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _NOT_DOCUMENTS


def _opened(file: Found, made: Walk) -> Iterator[Found]:
    """The files in an archive; any other file, and an archive that cannot be looked into, as it is."""
    if not file.path.casefold().endswith(".zip"):
        yield file
        return
    try:
        inside = members(file.path)
    except (OSError, UnreadableFileError):
        made.closed.append(file.key)
        inside = None
    if inside is None:
        yield file
        return
    for member in inside:
        if not any(map(_is_passed, member.name.split("/"))):
            path, key = f"{file.path}/{member.name}", f"{file.key}/{member.name}"
            yield Found(path, key, member.size, file.mtime_ns, file.key)


def _stat(path: str, stat: os.stat_result) -> Found:
    return Found(path, key_of(path), stat.st_size, stat.st_mtime_ns)
