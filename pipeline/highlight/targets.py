"""Where the pages and copies are written, and what they must not take the place of."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.highlight.page import GENERATOR
from pipeline.highlight.pdf_copy import MARKED_BY

FOLDER = Path("out")
"""Where pages go by default."""
_ENDS = 4096
_PAGES = frozenset({".html", ".htm"})


@dataclass(frozen=True, slots=True)
class Target:
    """A file to show: its path, its name, the page to write, and the copy if it is a PDF (None for none)."""

    source: str
    name: str
    page: Path
    pdf: Path | None


def targets(
    files: Sequence[tuple[str, str]], output: Path | None, pdf: Path | None, *, with_pdf: bool
) -> list[Target]:
    """Where each of these files, by path and name, is shown; folders that are missing are made.

    Raises:
        UsageError: several files for one page, a page of another suffix, a place that cannot be written, or
            one where another file lies: one that is read, or that this command did not make.
    """
    if not files:
        return []
    page = _single_page(files, output)
    if len(files) > 1 and (page is not None or pdf is not None):
        raise UsageError(
            "Several files need a folder: --output DIR, and no --pdf.",
            "Có nhiều tệp thì --output phải là thư mục, và không dùng --pdf.",
        )
    if pdf is not None and pdf.suffix.casefold() != ".pdf":
        raise UsageError(
            f"--pdf {pdf}: name the copy FILE.pdf.", f"--pdf {pdf}: hãy đặt tên bản sao là TỆP.pdf."
        )
    folder = page.parent if page is not None else output or FOLDER
    _make(folder, asked=output is not None and page is None or output is None)
    names = _names([name for _, name in files])
    made = []
    for (source, name), stem in zip(files, names, strict=True):
        own = page or folder / f"{stem}.html"
        copy = pdf or own.with_name(f"{own.stem}.highlighted.pdf")
        made.append(Target(source, name, own, copy if with_pdf else None))
    inputs = {os.path.realpath(source) for source, _ in files}
    for target in made:
        for path in filter(None, (target.page, target.pdf)):
            _spare(path, inputs)
    return made


def _single_page(files: Sequence[tuple[str, str]], output: Path | None) -> Path | None:
    """The page that `output` names; None where it names a folder."""
    if output is None or output.is_dir():
        return None
    if output.suffix.casefold() in _PAGES:
        return output
    if output.suffix and len(files) == 1:
        raise UsageError(
            f"--output {output}: name the page FILE.html, or an existing folder.",
            f"--output {output}: hãy đặt tên trang là TỆP.html, hoặc nêu một thư mục đã có.",
        )
    return None


def _make(folder: Path, *, asked: bool) -> None:
    if not asked:
        return  # a page in a folder that is missing is refused when it is written
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"The folder {folder} cannot be made: {error.strerror}.",
            f"Không tạo được thư mục {folder}: {error.strerror}.",
        ) from error


def _names(names: Sequence[str]) -> Iterator[str]:
    """The names without suffix, each once; a file in an archive has the archive's name in front."""
    taken: set[str] = set()
    for name in names:
        parts = Path(name).parts
        stem = "-".join([*(Path(part).stem for part in parts[:-1]), Path(parts[-1]).stem])
        free = stem
        number = 2
        while free.casefold() in taken:
            free, number = f"{stem}-{number}", number + 1
        taken.add(free.casefold())
        yield free


def _spare(path: Path, inputs: set[str]) -> None:
    if os.path.realpath(path) in inputs:
        raise UsageError(
            f"{path} is one of the files to read; choose another file with --output or --pdf.",
            f"{path} là một trong các tệp cần đọc; hãy chọn tệp khác bằng --output hoặc --pdf.",
        )
    if path.is_file() and not _is_ours(path):
        raise UsageError(
            f"{path} is there and was not made by `vanthu highlight`; choose another name.",
            f"{path} đã có và không phải do `vanthu highlight` tạo ra; hãy chọn tên khác.",
        )


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_ENDS)
            file.seek(max(0, path.stat().st_size - _ENDS))
            tail = file.read()
    except OSError:
        return False
    return not head or f'content="{GENERATOR}"'.encode() in head or tail.endswith(MARKED_BY)
