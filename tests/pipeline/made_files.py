"""Documents and facts made by hand, and a reader for workers that takes them from small text files."""

from __future__ import annotations

import os
import time
from pathlib import Path

from extractors.model import (
    Block,
    BlockKind,
    Document,
    Facts,
    Header,
    IssuerBasis,
    Reference,
    ReferenceKind,
)
from extractors.task_facts import LeadBasis, Outcome, OutcomeState, Task, TaskKind
from pipeline.errors import UnreadableFileError
from pipeline.reading import Reader, Reading, guarded
from pipeline.store import rows_of
from pipeline.walk import Found

TINH = "Ủy ban nhân dân tỉnh Sơn Hà"


def header(
    kind: str | None = "Kế hoạch",
    number: str | None = "12",
    symbol: str | None = "KH-UBND",
    date: str | None = "2025-02-20",
    issuer: str | None = TINH,
    subject: str | None = None,
) -> Header:
    return Header(kind, number, symbol, date, "Sơn Hà", issuer, subject)


def mention(
    kind: str | None,
    number: str | None,
    symbol: str | None,
    date: str | None = None,
    issuer: str | None = None,
    *,
    text: str | None = None,
    how: ReferenceKind = ReferenceKind.NUMBERED,
    relation: str = "cites",
    by: str = "self",
    candidates: tuple[str, ...] = (),
) -> Reference:
    words = text or " ".join(part for part in (kind, "số", f"{number}/{symbol}", date) if part)
    basis = IssuerBasis.STATED if issuer else IssuerBasis.UNKNOWN
    return Reference(
        words, 0, len(words), how, kind, number, symbol, date, issuer, basis, None, relation, by,
        candidates=candidates,
    )  # fmt: skip


def document(text: str, name: str = "a.txt") -> Document:
    block = Block(BlockKind.PARAGRAPH, 0, len(text), 1)
    return Document(name, "text/plain", "text", 1, text, (block,) if text else ())


def start_made(overlay: Path | None) -> Reader:
    """A reader of files whose first line says what happens: "plan 12", "slow 12", "hang", "crash", "refuse" …

    "plan 12" makes a Kế hoạch of that number that cites the Quyết định of that number and the one after it,
    gives one task and tells what became of another.
    """
    return lambda file: guarded(_work, file)


def _work(file: Found) -> Reading:
    text = Path(file.path).read_text(encoding="utf-8")
    what, _, number = text.splitlines()[0].partition(" ")
    if what == "hang":
        time.sleep(600)
    if what == "crash":
        os._exit(11)
    if what == "refuse":
        raise UnreadableFileError("It is encrypted.", "Tệp có mật khẩu.")
    if what == "denied":
        raise PermissionError(13, "Permission denied")
    if what == "fail":
        raise ZeroDivisionError("division by zero")
    if what == "surrogate":
        text, number = text + "\ud800", "40"
    if what == "slow":
        time.sleep(0.03)
    made = document(text, file.name)
    cited = [
        mention("Quyết định", str(int(number) + step), "QĐ-UBND", "2025-01-10", TINH, relation="implements")
        for step in (0, 1)
    ]
    given = Task(
        f"Thực hiện việc số {number}", 0, len(text), TaskKind.TASK, ("Sở Nội vụ tỉnh Sơn Hà",),
        LeadBasis.STATED, partners=("Sở Tài chính tỉnh Sơn Hà",), references=(0,),
    )  # fmt: skip
    said = Outcome(f"Đã xong việc số {number}", 0, len(text), OutcomeState.DONE, "đã xong", products=(1,))
    facts = Facts(header(number=number), tuple(cited), tasks=(given,), outcomes=(said,))
    return Reading(None, rows_of(made, facts))


def start_never(overlay: Path | None) -> Reader:
    """For runs in which no file may be read."""
    raise AssertionError("a worker was started")
