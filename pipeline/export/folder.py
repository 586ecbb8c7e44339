"""The folder of an export: whose it is, and the manifest that says what lies in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.export.writing import write_lines
from pipeline.output import write_reason

MANIFEST = "export.json"
_MAKER = "vanthu"


@dataclass(slots=True)
class Folder:
    """A folder that exports are written to, and what its manifest tells of each file by name."""

    path: Path
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def note(self, name: str, rows: int, **told: object) -> int:
        """Note a file that was written, with its hash; its size in bytes."""
        path = self.path / name
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
        self.files[name] = {"rows": rows, "size": size, "sha256": digest, **told}
        return size

    def save(self) -> None:
        """Write the manifest.

        Raises:
            UsageError: it cannot be written.
        """
        told = {"made_by": _MAKER, "files": dict(sorted(self.files.items()))}
        write_lines(self.path / MANIFEST, [json.dumps(told, ensure_ascii=False, indent=1), "\n"])


def prepare(path: Path, *, force: bool = False) -> Folder:
    """The folder at `path`, made where it is not there; it bears its manifest from now on.

    Args:
        path: Where the export goes: nothing, an empty folder or one with an earlier export, whose other
            files stay.
        force: Take a folder with other things too; files of the same names are replaced, nothing else.

    Raises:
        UsageError: there is a file, or other things lie in the folder, or it cannot be written to.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(
            f"{path} is a file; name a folder to export to.",
            f"{path} là một tệp; hãy nêu thư mục để xuất ra.",
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
        others = sorted(one.name for one in path.iterdir() if not one.name.endswith(".part"))
    except OSError as error:
        english, vietnamese = write_reason(error)
        raise UsageError(
            f"The folder {path} cannot be used: {english}.", f"Không dùng được thư mục {path}: {vietnamese}."
        ) from error
    manifest = _manifest(path / MANIFEST) if MANIFEST in others else None
    if others and manifest is None and not force:
        raise UsageError(
            f"{path} holds other things ({others[0]} …); choose an empty folder, or --force to write there.",
            f"{path} đã có thứ khác ({others[0]} …); hãy chọn thư mục trống, hoặc --force để ghi vào đó.",
        )
    folder = Folder(path, dict((manifest or {}).get("files", {})))
    # before any file: an export that is stopped can be taken up again
    folder.save()
    return folder


def _manifest(path: Path) -> Mapping[str, Any] | None:
    """What a manifest of ours tells, None for another one's file."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    ours = isinstance(told, dict) and told.get("made_by") == _MAKER and isinstance(told.get("files"), dict)
    return told if ours else None
