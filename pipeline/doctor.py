"""Looks whether everything the program needs is there, and what else could be put beside it."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import office_parts
from pipeline.errors import RegistryError, VanthuError
from pipeline.listing import Column, Listing
from pipeline.ocr import engines, tesseract
from pipeline.registry import Registry
from pipeline.schema import MEANS_A_DOCUMENT

COLUMNS = (Column("check", identity=True), Column("state", coded=True), Column("detail"))
PARTS = (
    "pypdfium2", "pdfplumber", "python-docx", "msdoc2docx", "openpyxl", "selectolax", "regex", "sqlite-utils",
    "typer", "rich", "pandas", "xlsxwriter", "icalendar", "spacy",
)  # fmt: skip
HELPERS = (
    (
        "datasette",
        ("shows the registry in the browser: vanthu serve", "mở sổ trong trình duyệt: vanthu serve"),
        'pip install "vanthu[web]"',
    ),
)
"""Optional packages, what each is for in English and Vietnamese, and what installs it."""
STRICT_TABLES = (3, 37, 0)


class State(StrEnum):
    """How a check came out; what is merely missing is no problem."""

    OK = "ok"
    MISSING = "missing"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and what there is to say of it in English and Vietnamese."""

    name: str
    state: State
    english: str
    vietnamese: str


def examine(registry: Path, overlay: Path | None = None) -> list[Check]:
    """Every check, in the order in which a user should mend things."""
    return [
        _python(),
        *(_part(name) for name in PARTS),
        _sqlite(),
        _rules(overlay),
        _folder(registry.parent),
        _registry(registry),
        _console(),
        _libreoffice(),
        *_recognisers(),
        *(_helper(*helper) for helper in HELPERS),
    ]


def listing(checks: list[Check], lang: str) -> Listing:
    """The checks as rows."""
    rows = [(c.name, c.state.value, c.vietnamese if lang == "vi" else c.english) for c in checks]
    return Listing(COLUMNS, rows)


def _plain(name: str, state: State, detail: str) -> Check:
    return Check(name, state, detail, detail)


def _python() -> Check:
    detail = f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    return _plain("Python", State.OK if sys.version_info >= (3, 11) else State.PROBLEM, detail)


def _part(name: str) -> Check:
    try:
        found = version(name)
        english, vietnamese = (f"; {said}" if said else "" for said in office_parts.READS.get(name, ("", "")))
        return Check(name, State.OK, found + english, found + vietnamese)
    except PackageNotFoundError:
        return Check(
            name,
            State.PROBLEM,
            "not installed; install vanthu again in an environment of its own",
            "chưa cài; hãy cài lại vanthu trong một môi trường riêng",
        )


def _sqlite() -> Check:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(words, tokenize = 'unicode61')")
            full_text = True
        except sqlite3.OperationalError:
            full_text = False
    good = full_text and sqlite3.sqlite_version_info >= STRICT_TABLES
    detail = f"{sqlite3.sqlite_version}, FTS5 {'✓' if full_text else '✗'}"
    if good:
        return _plain("SQLite", State.OK, detail)
    return Check(
        "SQLite",
        State.PROBLEM,
        f"{detail}; version 3.37 with FTS5 is needed: use the Python from python.org",
        f"{detail}; cần phiên bản 3.37 có FTS5: hãy dùng Python từ python.org",
    )


def _rules(overlay: Path | None) -> Check:
    from pipeline.reading import rulebook

    try:
        rules = rulebook(overlay)
    except VanthuError as error:
        return Check("rules", State.PROBLEM, error.english, error.vietnamese)
    types, bodies, laws = len(rules.types), len(rules.bodies), len(rules.laws)
    return Check(
        "rules",
        State.OK,
        f"{types} types of document, {bodies} bodies, {laws} laws",
        f"{types} loại văn bản, {bodies} cơ quan, {laws} luật",
    )


def _folder(folder: Path) -> Check:
    there = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free // 1_000_000
    except OSError as error:
        reason = error.strerror or str(error)
        return Check(
            f"{folder}{os.sep}",
            State.PROBLEM,
            f"cannot be written to ({reason}); choose another place with --db",
            f"không ghi được ({reason}); hãy chọn nơi khác bằng --db",
        )
    return Check(f"{folder}{os.sep}", State.OK, f"writable, {free} MB free", f"ghi được, còn trống {free} MB")


def _registry(path: Path) -> Check:
    if not path.exists():
        return Check(
            str(path),
            State.MISSING,
            "no registry yet; vanthu ingest makes it",
            "chưa có sổ; vanthu ingest sẽ tạo",
        )
    try:
        with Registry(path, timeout=1.0) as registry:
            return _registry_state(path, registry)
    except RegistryError as error:
        return Check(str(path), State.PROBLEM, error.english, error.vietnamese)


def _registry_state(path: Path, registry: Registry) -> Check:
    verdict = str(registry.query("PRAGMA quick_check(1)")[0][0])
    if verdict != "ok":
        return Check(
            str(path),
            State.PROBLEM,
            f"damaged ({verdict}); put back a copy, or delete it and ingest again",
            f"bị hỏng ({verdict}); hãy khôi phục bản sao, hoặc xóa rồi nạp lại",
        )
    files, documents, mentions, failures = (_count(registry, sql) for sql in _COUNTS)
    waiting = registry.setting("unresolved") == "1"
    return Check(
        str(path),
        State.OK,
        f"{files} files, {documents} documents, {mentions} references, {failures} failed files"
        + ("; the last run was interrupted: run vanthu ingest again" if waiting else ""),
        f"{files} tệp, {documents} văn bản, {mentions} lượt viện dẫn, {failures} tệp lỗi"
        + ("; lần nạp trước bị ngắt: hãy chạy lại vanthu ingest" if waiting else ""),
    )


_COUNTS = (
    "SELECT count(*) FROM files WHERE status = 'registered'",
    "SELECT count(*) FROM documents",
    f"SELECT count(*) FROM mentions WHERE {MEANS_A_DOCUMENT}"
    " AND file_id NOT IN (SELECT id FROM files WHERE copy_of IS NOT NULL)",
    "SELECT count(*) FROM failures",
)


def _count(registry: Registry, sql: str) -> int:
    return int(registry.query(sql)[0][0])


def _console() -> Check:
    encoding = (sys.stdout.encoding or "?").lower()
    good = encoding.replace("-", "") in ("utf8", "utf8sig")
    return _plain("console", State.OK if good else State.PROBLEM, f"{encoding}: Văn bản số 1/QĐ-UBND")


def _helper(name: str, purpose: tuple[str, str], install: str) -> Check:
    english, vietnamese = purpose
    try:
        found = version(name)
    except PackageNotFoundError:
        return Check(
            name,
            State.MISSING,
            f"optional; {english}; installed by: {install}",
            f"không bắt buộc; {vietnamese}; cài bằng: {install}",
        )
    return Check(name, State.OK, f"{found}; {english}", f"{found}; {vietnamese}")


def _libreoffice() -> Check:
    there, english, vietnamese = office_parts.libreoffice()
    return Check("LibreOffice", State.OK if there else State.MISSING, english, vietnamese)
def _recognisers() -> Iterator[Check]:
    """What reads scans here, and what would be added by what is not installed."""
    if engines.installed():
        yield Check(
            "TrueOCR",
            State.OK,
            f"{version('trueocr')}; reads scans on its own",
            f"{version('trueocr')}; tự đọc được bản quét",
        )
    else:
        yield Check(
            "TrueOCR",
            State.MISSING,
            f"optional; would read scans, which are listed as failed now: {engines.INSTALL}",
            f"không bắt buộc; sẽ đọc bản quét, hiện bị liệt kê là không đọc được: {engines.INSTALL}",
        )
    if found := tesseract.how():
        yield Check(
            "Tesseract",
            State.OK,
            f"{found}, with vie; reads scans a second time: agreement is the confidence",
            f"{found}, có vie; đọc bản quét lần thứ hai: hai bên khớp nhau thì tin được",
        )
    else:
        yield Check(
            "Tesseract",
            State.MISSING,
            "optional; would read scans a second time, for better diacritics and a list of disagreements: "
            "apt install tesseract-ocr tesseract-ocr-vie",
            "không bắt buộc; sẽ đọc bản quét lần thứ hai, dấu đúng hơn và có danh sách chỗ đọc khác nhau: "
            "apt install tesseract-ocr tesseract-ocr-vie",
        )

