"""A registry of two invented reports with figures, checks and findings made by hand, and one without."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.model import (
    Block,
    BlockKind,
    Cell,
    CellPath,
    Check,
    Document,
    Facts,
    Finding,
    Header,
    Interval,
    Severity,
    Source,
    Statistic,
    Table,
    Verdict,
)
from extractors.rulebook import Rulebook, load_rules
from pipeline.audit import across
from pipeline.reading import Reader, Reading, guarded
from pipeline.registry import Registry
from pipeline.resolve import resolve
from pipeline.store import rows_of, store
from pipeline.walk import Found

TINH = "Ủy ban nhân dân tỉnh Sơn Hà"
YEAR = ("2025-01-01", "2025-12-31")
PARAGRAPHS = (
    "BÁO CÁO <b>năm</b> 2025",
    "Toàn tỉnh tiếp nhận hơn 44.333 hồ sơ, gồm: 34.908 hồ sơ trực tuyến, 7.868 hồ sơ trực tiếp và "
    "1.558 hồ sơ qua bưu chính.",
    "Đã giải quyết 40.000 hồ sơ, trong đó trước hạn 30.000 hồ sơ, đúng hạn 10.000 hồ sơ.",
    "Số tiền nộp là 1.2345.000 đồng; tỷ lệ đạt 85% kế hoạch.",
)
CELLS = (("Đơn vị", "Số đơn"), ("Xã A", "20"), ("Xã B", "30"), ("Tổng", "50"))
OTHER = ("BÁO CÁO tổng kết", "Năm 2025 toàn tỉnh tiếp nhận 44.530 hồ sơ.")
QUIET = ("THÔNG BÁO", "Kính mời các đồng chí dự họp.")
FIRST, SECOND, THIRD = "bao-cao-01.txt", "bao-cao-02.txt", "thong-bao-03.txt"


@dataclass(frozen=True)
class GraphFinding:
    """What a part of the audit that looks at the registry tells."""

    rule: str
    severity: Severity
    file_id: int
    start: int
    end: int
    values: dict[str, str]
    other_file_id: int | None = None
    other_start: int | None = None
    other_end: int | None = None


def paper(name: str, paragraphs: tuple[str, ...], table: bool = False) -> Document:
    text, blocks, cells = "", [], []
    for index, paragraph in enumerate(paragraphs):
        kind = BlockKind.PARAGRAPH if index else BlockKind.HEADING
        blocks.append(Block(kind, len(text), len(text) + len(paragraph), 1 + (index > 2)))
        text += paragraph + "\n"
    start = len(text)
    for row, words in enumerate(CELLS if table else ()):
        for column, word in enumerate(words):
            cells.append(Cell(row, column, 1, 1, len(text), len(text) + len(word)))
            blocks.append(Block(BlockKind.CELL, len(text), len(text) + len(word), 2, table=0))
            text += word + "\n"
    tables = (Table(start, len(text), 2, 4, 2, tuple(cells)),) if cells else ()
    return Document(name, "text/plain", "text", 2, text, tuple(blocks), tables)


def figure(
    document: Document,
    words: str,
    unit: str | None = "hồ sơ",
    indicator: str | None = None,
    value: str | None = None,
    period: tuple[str, str] | None = YEAR,
    cell: tuple[int, int, int] | None = None,
) -> Statistic:
    start = document.text.index(words)
    number = Decimal(value or words.replace(".", "").replace("%", ""))
    return Statistic(
        words, start, start + len(words), Source.TABLE if cell else Source.TEXT, number, Decimal(1), unit,
        indicator=indicator, period=period, page=document.page_at(start), cell=cell,
    )  # fmt: skip


def exactly(value: str) -> Interval:
    return Interval(Decimal(value), Decimal(value))


def first() -> tuple[Document, Facts]:
    """A report with a sum that fails, one that holds, one that cannot be told, and a bad number."""
    made = paper(FIRST, PARAGRAPHS, table=True)
    figures = (
        figure(made, "44.333", indicator="hồ sơ tiếp nhận"),
        figure(made, "34.908", indicator="hồ sơ tiếp nhận · trực tuyến"),
        figure(made, "7.868", indicator="hồ sơ tiếp nhận · trực tiếp"),
        figure(made, "1.558", indicator="hồ sơ tiếp nhận · qua bưu chính"),
        figure(made, "40.000", indicator="hồ sơ giải quyết"),
        figure(made, "30.000", indicator="hồ sơ giải quyết · trước hạn"),
        figure(made, "10.000", indicator="hồ sơ giải quyết · đúng hạn"),
        figure(made, "85%", unit="%", indicator="tỷ lệ đạt kế hoạch"),
        figure(made, "20\n", "đơn", "Số đơn · Xã A", "20", cell=(0, 1, 1)),
        figure(made, "30\n", "đơn", "Số đơn · Xã B", "30", cell=(0, 2, 1)),
        figure(made, "50\n", "đơn", "Số đơn", "50", cell=(0, 3, 1)),
    )
    wrong = _check(
        made, "parts_sum", Verdict.FAILS, "34.908 + 7.868 + 1.558 = 44.333", PARAGRAPHS[1], "44334", "44333",
        (0, 1, 2, 3),
    )  # fmt: skip
    right = _check(
        made, "parts_sum", Verdict.HOLDS, "30.000 + 10.000 = 40.000", PARAGRAPHS[2], "40000", "40000",
        (4, 5, 6),
    )  # fmt: skip
    table = _check(
        made, "table_total", Verdict.HOLDS, "20 + 30 = 50", "20\nXã B\n30\nTổng\n50", "50", "50", (10, 8, 9)
    )
    unknown = _check(made, "percentage", Verdict.CANNOT_TELL, "85% = ? / ?", "85% kế hoạch", None, None, (7,))
    findings = (
        _finding(
            made, "parts_sum", Severity.ERROR, PARAGRAPHS[1], wrong, expression="34.908 + 7.868 + 1.558",
            computed="44.334", printed="44.333", difference="1",
        ),
        _finding(
            made, "hedge_on_exact", Severity.INFO, "hơn 44.333", printed="hơn 44.333", computed="44.333"
        ),
        _finding(made, "malformed_number", Severity.ERROR, "1.2345.000", printed="1.2345.000"),
    )  # fmt: skip
    path = CellPath(0, 1, 1, ("Xã A",), ("Số đơn",))
    header = Header("Báo cáo", "01", "BC-UBND", "2025-12-20", "Sơn Hà", TINH, "Kết quả năm 2025", YEAR)
    facts = Facts(
        header, statistics=figures, cells=(path,), checks=(wrong, right, unknown, table), findings=findings
    )
    return made, facts


def _check(
    made: Document,
    rule: str,
    verdict: Verdict,
    expression: str,
    words: str,
    left: str | None,
    right: str | None,
    figures: tuple[int, ...],
) -> Check:
    start = made.text.index(words)
    sides = tuple(exactly(side) if side else None for side in (left, right))
    values = {"total": Decimal(right or 0)}
    return Check(rule, verdict, expression, start, start + len(words), *sides, figures, values)


def _finding(
    made: Document, rule: str, severity: Severity, words: str, check: Check | None = None, **values: str
) -> Finding:
    start = made.text.index(words)
    return Finding(rule, severity, start, start + len(words), values, check)


def second() -> tuple[Document, Facts]:
    """A report that gives one of the figures of the first another value."""
    made = paper(SECOND, OTHER)
    header = Header("Báo cáo", "02", "BC-UBND", "2025-12-28", "Sơn Hà", TINH, "Tổng kết", YEAR)
    return made, Facts(header, statistics=(figure(made, "44.530", indicator="hồ sơ tiếp nhận"),))


def third() -> tuple[Document, Facts]:
    """A notice without a figure."""
    header = Header("Thông báo", "03", "TB-UBND", "2025-12-30", "Sơn Hà", TINH, "Mời họp")
    return paper(THIRD, QUIET), Facts(header)


MADE = {FIRST: first, SECOND: second, THIRD: third}


def conflicts(connection: sqlite3.Connection, rules: Rulebook) -> Iterator[GraphFinding]:
    """One finding where both reports are there."""
    rows = connection.execute(
        "SELECT s.file_id, s.start_offset, s.end_offset, s.text FROM statistics s JOIN files f"
        " ON f.id = s.file_id WHERE s.indicator = 'hồ sơ tiếp nhận' ORDER BY f.name"
    ).fetchall()
    for one, other in zip(rows, rows[1:], strict=False):
        values = {"indicator": "hồ sơ tiếp nhận", "printed": one[3], "other": other[3]}
        yield GraphFinding("value_conflict", Severity.WARNING, *one[:3], values, *other[:3])


def with_conflicts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(across, "REGISTRY_PARTS", (("audit_made", "conflicts"),))


def sha_of(name: str) -> str:
    return name.encode().hex().ljust(64, "0")[:64]


def hold(registry: Registry, *names: str) -> None:
    """Put the reports of these names into the registry, in place of what it had of them, and resolve."""
    for name in names:
        document, facts = MADE[name]()
        with registry.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO runs (id, started, status, fingerprint, roots)"
                " VALUES (1, '', 'done', '', '[]')"
            )
            rows = rows_of(document, facts, load_rules())
            file_id = store(connection, sha_of(name), 9, name, "v1", 1, rows)
            connection.execute(
                "INSERT OR REPLACE INTO paths VALUES (?, ?, 9, 1, 0, 1)", (f"/den/{name}", file_id)
            )
    resolve(registry, load_rules())


def build(path: Path, *names: str) -> Path:
    """Write a registry of these reports, of all three where none is named."""
    with Registry(path, write=True) as registry:
        hold(registry, *(names or MADE))
    return path


def start_made(overlay: Path | None) -> Reader:
    """A reader that gives each file the facts of the report of its name; "broken" cannot be read."""
    return lambda file: guarded(_work, file)


def _work(file: Found) -> Reading:
    if "broken" in file.name:
        raise PermissionError(13, "Permission denied")
    return Reading(None, rows_of(*MADE[file.name]()))
