"""Finds the files below the paths a user named, in a fixed order, without following a link twice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError

_NOT_DOCUMENTS = frozenset({"readme.md", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file on disk: its path, the key it has in the registry, its size in bytes and time of change."""

    path: str
    key: str
    size: int
    mtime_ns: int

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.key.rsplit("/", 1)[-1]


@dataclass(slots=True)
class Walk:
    """What a walk found; `unlisted` are folders that could not be looked into, with the reason."""

    files: list[Found] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    unlisted: dict[str, OSError] = field(default_factory=dict)

    def covers(self, key: str) -> bool:
        """Whether the walk would have found a file of this key if it were still there."""
        inside = any(key.startswith(_as_folder(folder)) for folder in self.folders)
        hidden = key in self.unlisted or any(key.startswith(_as_folder(path)) for path in self.unlisted)
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

    Hidden files, Office's lock files (`~$…`), README.md and the keys in `skip` are left out below a folder;
    a file that is named itself is always taken.

    Raises:
        UsageError: A root does not exist.
    """
    made = Walk()
    seen: set[str] = set()
    folders: set[str] = set()
    for root in roots:
        _check(Path(root))
        if Path(root).is_dir():
            made.folders.append(key_of(root))
            found: Iterable[Found] = _below(str(root), skip, made, folders)
        else:
            found = [_stat(str(root), Path(root).stat())]
        for file in found:
            if file.key not in seen:
                seen.add(file.key)
                made.files.append(file)
    return made


def _check(root: Path) -> None:
    if not root.exists():
        raise UsageError(f"{root} does not exist.", f"Không có tệp hay thư mục {root}.")


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
        if entry.name.startswith((".", "~$")) or entry.name.casefold() in _NOT_DOCUMENTS:
            continue
        try:
            if entry.is_dir():
                inner.append(entry.path)
            elif entry.is_file():
                file = _stat(entry.path, entry.stat())
                if file.key not in skip:
                    yield file
        except OSError as error:
            made.unlisted[key_of(entry.path)] = error
    for path in inner:
        yield from _below(path, skip, made, entered)


def _stat(path: str, stat: os.stat_result) -> Found:
    return Found(path, key_of(path), stat.st_size, stat.st_mtime_ns)
