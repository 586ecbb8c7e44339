"""What a worker process does with one file: hash it, read it, extract its facts, make its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archives import bytes_of
from pipeline.errors import UsageError, VanthuError
from pipeline.readers.refusals import NotRecognisedError
from pipeline.store import FileRows, rows_of
from pipeline.walk import Found

if TYPE_CHECKING:
    from extractors.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: its rows, or the reason in English and Vietnamese why there are none.

    `by_recognition` says that the file could be read if scans were recognised in another way.
    """

    sha256: str | None
    rows: FileRows | None = None
    reason: tuple[str, str] | None = None
    by_recognition: bool = False


Reader = Callable[[Found], Reading]


def start_reading(overlay: Path | None) -> Reader:
    """Load the rules once; the function that reads a file with them."""
    from extractors.extract import extract_facts
    from extractors.rulebook import load_rules
    from pipeline.readers import read

    rules = load_rules(overlay)

    def work(file: Found) -> Reading:
        document = read(Path(file.path), file.name)
        return Reading(None, rows_of(document, extract_facts(document, rules), rules))

    return lambda file: guarded(work, file)


def guarded(work: Reader, file: Found) -> Reading:
    """What `work` makes of `file`; a refusal that a clerk can understand where the file cannot be read."""
    try:
        sha256 = hash_of(file.path)
    except OSError as error:
        return Reading(None, None, os_reason(error))
    except VanthuError as error:
        return Reading(None, None, (error.english, error.vietnamese))
    try:
        made = work(file)
    except VanthuError as error:
        return Reading(
            sha256, None, (error.english, error.vietnamese), isinstance(error, NotRecognisedError)
        )
    except OSError as error:
        return Reading(sha256, None, os_reason(error))
    except MemoryError:
        return Reading(sha256, None, _TOO_LARGE)
    return Reading(sha256, made.rows, made.reason)


def hash_of(path: str) -> str:
    """SHA-256 of the file's bytes, in hexadecimal; the file may lie in an archive.

    Raises:
        UnreadableFileError: it cannot be unpacked.
        OSError: it cannot be read.
    """
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return hashlib.sha256(bytes_of(Path(path))).hexdigest()


_TOO_LARGE = (
    "The file needs more memory than this computer has free.",
    "Tệp cần nhiều bộ nhớ hơn máy tính hiện có.",
)


def os_reason(error: OSError) -> tuple[str, str]:
    """Why the system does not give a file, in English and Vietnamese."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "The file was no longer there when it was to be read.", "Tệp không còn ở đó khi đến lượt đọc."
    if isinstance(error, PermissionError):
        return "There is no permission to read it.", "Không có quyền đọc."
    reason = error.strerror or str(error)
    return f"The system cannot read it: {reason}.", f"Hệ thống không đọc được: {reason}."


def fingerprint(overlay: Path | None) -> str:
    """The program's version and a hash of all rules: files read under another fingerprint are read again.

    Raises:
        UsageError: The user's rule folder does not exist or a rule file in it cannot be used.
    """
    from extractors.rulebook import RULES_DIR

    if overlay is not None and not overlay.is_dir():
        raise UsageError(f"There is no rule folder {overlay}.", f"Không có thư mục quy tắc {overlay}.")
    _loaded(overlay)
    digest = hashlib.sha256()
    for folder in (RULES_DIR, *([overlay] if overlay else [])):
        for path in sorted(folder.glob("*.tsv")):
            digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return f"{program_version()}+{digest.hexdigest()[:16]}"


def rulebook(overlay: Path | None) -> Rulebook:
    """The rules with those of the folder `overlay` in front.

    Raises:
        UsageError: there is no such folder, it holds no rules, or a row of it is wrong.
    """
    if overlay is not None and not any(overlay.glob("*.tsv")):
        raise UsageError(
            f"No rules (*.tsv) in {overlay}.", f"Không có tệp quy tắc (*.tsv) trong {overlay}."
        )
    return _loaded(overlay)


def _loaded(overlay: Path | None) -> Rulebook:
    from extractors.rulebook import RuleFileError, load_rules

    try:
        return load_rules(overlay)
    except RuleFileError as error:
        raise UsageError(f"The rules cannot be used: {error}", f"Quy tắc có lỗi: {error}") from error


def program_version() -> str:
    """The installed version of vanthu, "0" when it runs without being installed."""
    try:
        return version("vanthu")
    except PackageNotFoundError:
        return "0"
