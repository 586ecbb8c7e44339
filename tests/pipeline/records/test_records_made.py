"""The record of a file made again from the registry is what reading the file prints, to the letter."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model import (
    Block,
    BlockKind,
    Box,
    Check,
    Document,
    Doubt,
    DoubtWhy,
    Facts,
    Finding,
    Header,
    Interval,
    Link,
    LinkBasis,
    Reference,
    ReferenceKind,
    Repair,
    Severity,
    Source,
    Statistic,
    Verdict,
)
from extractors.rulebook import load_rules
from extractors.task_facts import Deadline, DeadlineKind, Outcome, OutcomeState, Task, TaskKind
from pipeline.archives import name_of
from pipeline.errors import UnknownReferenceError
from pipeline.record import record
from pipeline.records.made import bare, line, record_of, records
from pipeline.registry import Registry
from pipeline.section_paths import joined, labels
from pipeline.store import forget, rows_of, store

Record = dict[str, Any]
Pairs = list[tuple[Record, Record]]
TEXT = "Sở Nội vụ báo cáo 12 hồ sơ theo Quyết định số 48/QĐ-UBND, đạt 75%; chưa xong 3 hồ sơ."
DOCUMENT = Document(
    "a.pdf", "application/pdf", "scan", 2, TEXT,
    (Block(BlockKind.PARAGRAPH, 0, 40, 1), Block(BlockKind.PARAGRAPH, 40, len(TEXT), 2)),
)  # fmt: skip
PLACE = {"text": TEXT[:9], "start": 0, "end": 9}


def same(made: Record, printed: Record) -> None:
    """Compare as files would be compared: the order of names and the look of numbers count."""
    ours, theirs = bare(made), dict(printed)
    assert ours.pop("file") == name_of(Path(theirs.pop("file")))
    for name in theirs:
        assert json.dumps(ours.get(name)) == json.dumps(theirs[name]), (printed["file"], name)
    assert list(ours) == list(theirs)


def again(document: Document, facts: Facts, folder: Path) -> tuple[Record, Record]:
    """A record made again from a new registry, and the one that is printed."""
    rules = load_rules()
    path = folder / "r.db"
    path.unlink(missing_ok=True)
    with Registry(path, write=True) as registry, registry.transaction() as connection:
        connection.execute(
            "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'done', '', '[]')"
        )
        store(connection, "ab", 1, document.name, "v", 1, rows_of(document, facts, rules))
        (made,) = records(registry)
    return made, record(document, facts, rules, "ab", document.name, with_text=True)


def test_the_records_of_the_specimens_are_those_that_extract_prints(corpus_records: Pairs) -> None:
    assert len(corpus_records) >= 30
    for made, printed in corpus_records:
        same(made, printed)
    for layer in ("references", "links", "statistics", "tasks", "outcomes", "checks", "findings", "repairs"):
        assert any(printed[layer] for _, printed in corpus_records), f"nothing compared: {layer}"


def test_the_records_of_the_shared_documents_are_those_that_extract_prints(shared_records: Pairs) -> None:
    assert len(shared_records) >= 30
    for made, printed in shared_records:
        same(made, printed)
    for layer in ("links_named", "repairs", "outcomes", "findings"):
        assert any(printed[layer] for _, printed in shared_records), f"nothing compared: {layer}"


def figure(**values: Any) -> Statistic:
    start = TEXT.index("12 hồ sơ")
    given = {"value": Decimal(12), "step": Decimal(1)} | values
    return Statistic("12 hồ sơ", start, start + 8, Source.TEXT, **given)


EVERYTHING = Facts(
    Header("Báo cáo", "7", None, "2025-03-01", period=("2025-01-01", "2025-03-31"), effective=(None, "2026")),
    (
        Reference("Quyết định số 48/QĐ-UBND", 34, 58, ReferenceKind.NUMBERED, number="48", symbol="QĐ-UBND",
                  repaired=True, candidates=("Ủy ban nhân dân tỉnh A", "B"), section=("II", "1.1", "a")),
        Reference("Luật Lưu trữ", 3, 5, ReferenceKind.NAMED, page=1),
    ),
    (Link(0, 1, "implements", LinkBasis.CLAUSE, 0, 40), Link(1, 0, "cites", LinkBasis.TITLE, 40, 60)),
    carrier=0,
    statistics=(figure(), figure(period=("2025-01-01", "2025-01-31"), cell=(0, 1, 2), page=2)),
    checks=(
        Check("percentage", Verdict.FAILS, "3/12 ≠ 75%", 40, 60, Interval(Decimal("24.5"), Decimal("25.5")),
              Interval(Decimal(75), Decimal("Infinity")), (1, 0),
              {"part": Decimal(3), "parts": (Decimal("0.1"), Decimal(2)), "implied": True}),
        Check("announced_count", Verdict.CANNOT_TELL, "?", 2, 9),
    ),
    tasks=(
        Task(**PLACE, kind=TaskKind.TASK, lead=("Sở Nội vụ",), references=(1, 0), cell=(0, 4),
             deadline=Deadline("trước ngày 18 hằng tháng", 3, 8, DeadlineKind.RECURRING, "recurring",
                               strict=True, recurrence="FREQ=MONTHLY;BYMONTHDAY=18", time="15:00")),
        Task(**PLACE, kind=TaskKind.RECOMMENDATION, section=("I",)),
    ),
    outcomes=(
        Outcome(**PLACE, state=OutcomeState.DONE, cue="đã", products=(0,), references=(0, 1), in_time=True),
        Outcome(**PLACE, state=OutcomeState.NOT_DONE, cue="chưa", in_time=False, told="chưa xong"),
        Outcome(**PLACE, state=OutcomeState.LATE, cue="chậm"),
    ),
)  # fmt: skip


def test_every_field_comes_back(tmp_path: Path) -> None:
    document = replace(
        DOCUMENT,
        repairs=(Repair(3, 3, "\x00\u200b", "invisible character"), Repair(41, 42, "", "hyphen lost")),
        notes=("Đọc được", "two"),
        doubts=(
            Doubt(1, 4, 2, Box(1.04, 2.0, 3.26, 4.0), DoubtWhy.DIFFER, "Sô"),
            Doubt(5, 6, 1, None, DoubtWhy.FAINT),
        ),
    )
    check = EVERYTHING.checks[0]
    values = dict.fromkeys(("expression", "computed", "printed", "difference"), "25")
    loud = Finding("percentage", Severity.ERROR, 40, 60, values, check, (0, 9))
    made, printed = again(document, replace(EVERYTHING, findings=(loud,)), tmp_path)
    same(made, printed)
    assert printed["checks"][0]["right"] == [75, None], "the open end was compared"
    assert printed["findings"][0]["other"]["text"] == TEXT[:9]


def test_a_file_without_facts_comes_back(tmp_path: Path) -> None:
    same(*again(replace(DOCUMENT, text="", blocks=(), pages=None), Facts(Header()), tmp_path))


whole = st.integers(0, 10**40).map(Decimal)
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=0) | whole


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(numbers, numbers, st.none() | numbers, st.none() | numbers), max_size=6))
def test_all_digits_of_figures_come_back(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[Decimal, Decimal, Decimal, Decimal]]
) -> None:
    facts = Facts(
        Header(), statistics=tuple(figure(value=v, step=s, percent=p, of=o) for v, s, p, o in drawn)
    )
    same(*again(DOCUMENT, facts, tmp_path_factory.mktemp("r")))


@given(st.lists(st.text(st.characters(exclude_characters="/"), min_size=1), max_size=5))
def test_the_path_of_a_section_comes_back(section: list[str]) -> None:
    assert labels(joined(section)) == tuple(section)


def test_records_are_told_by_name_whatever_the_order_of_reading(tmp_path: Path) -> None:
    facts, rules = Facts(Header()), load_rules()
    with Registry(tmp_path / "r.db", write=True) as registry, registry.transaction() as connection:
        connection.execute(
            "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'done', '', '[]')"
        )
        for sha256, name in (("c", "b.txt"), ("b", "a.txt"), ("a", "b.txt"), ("d", "0.txt")):
            gone = store(connection, sha256, 1, name, "v", 1, rows_of(DOCUMENT, facts, rules))
        forget(connection, gone)
        told = [(one["file"], one["sha256"]) for one in records(registry, with_text=False)]
        with pytest.raises(UnknownReferenceError, match=f"no file {gone}"):
            record_of(registry, gone)
        assert "text" not in record_of(registry, 1, with_text=False)
    assert told == [("a.txt", "b"), ("b.txt", "a"), ("b.txt", "c")]


def test_the_registry_tells_what_a_reference_was_resolved_to(corpus_records: Pairs) -> None:
    by_file = {made["file"]: made for made, _ in corpus_records}
    plan = by_file["ke-hoach-58-ubnd-hoa-an.md"]
    assert plan["registry"]["document_id"] == "vn/ubnd-tinh-hoa-an/kh/2025/58"
    resolved = [one["registry"] for one in plan["references"] if one["registry"]["status"] == "resolved"]
    assert resolved and all(one["document_id"].startswith("vn/") for one in resolved)
    copies = {made["file"]: made["registry"]["copy_of"] for made in by_file.values()}
    used = by_file["cong-van-518-snv-hoa-an-ban-word.docx"]["sha256"]
    other = by_file["cong-van-518-snv-hoa-an.txt"]["sha256"]
    assert {copies["cong-van-518-snv-hoa-an-ban-word.docx"], copies["cong-van-518-snv-hoa-an.txt"]} in (
        {None, used}, {None, other},
    )  # fmt: skip


def test_findings_that_files_tell_together_are_left_out(corpus_registry: Path, corpus_records: Pairs) -> None:
    with Registry(corpus_registry) as registry:
        kept = dict(registry.query("SELECT scope, count(*) FROM findings GROUP BY scope"))
    assert kept["registry"] > 0
    assert sum(len(made["findings"]) for made, _ in corpus_records) == kept["file"]


def test_a_decision_stands_beside_its_finding(corpus_registry: Path, tmp_path: Path) -> None:
    path = shutil.copy(corpus_registry, tmp_path / "r.db")
    with Registry(path, write=True) as registry:
        row = registry.query("SELECT id, file_id, key FROM findings WHERE scope = 'file' ORDER BY id")[0]
        key = str(row["key"])
        before = record_of(registry, row["file_id"])
        with registry.transaction() as connection:
            connection.execute(
                "INSERT INTO reviews (key, sha256, file, rule, words, occurrence, decision, made)"
                " VALUES (?, '', '', '', '', 0, 'dismissed', '')", (key,)
            )  # fmt: skip
        after = record_of(registry, row["file_id"])
    assert {"key": key, "decision": None} in [one["registry"] for one in before["findings"]]
    assert {"key": key, "decision": "dismissed"} in [one["registry"] for one in after["findings"]]


def test_a_record_is_one_line_of_json(corpus_records: Pairs) -> None:
    made = corpus_records[0][0]
    written = line(made)
    assert written.endswith("\n") and written.count("\n") == 1
    assert json.loads(written) == made
