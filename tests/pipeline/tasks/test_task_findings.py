from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import register_made as made

from extractors.model import Facts, Reference
from extractors.rulebook import load_rules
from pipeline.audit import across
from pipeline.audit.findings import Found, Wanted, findings
from pipeline.registry import Registry
from pipeline.tasks import corrections

ORDER = "Lập danh mục bến thuyền du lịch cần nâng cấp trên địa bàn toàn tỉnh"
JUNE = made.deadline("trước ngày 30/6/2026", "2026-06-30")


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(tmp_path / "r.db", write=True) as opened:
        with opened.transaction() as connection:
            connection.execute(
                "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'done', '', '[]')"
            )
        yield opened


def audited(registry: Registry, *rules: str) -> list[Found]:
    """The findings on tasks once all is joined."""
    made.join_all(registry)
    with registry.transaction() as connection:
        across.renew(connection, load_rules())
    return findings(registry, Wanted(rules))


def hold(registry: Registry, *names: str) -> None:
    for name in names:
        made.put(registry, name, made.MADE[name]())


def test_work_done_after_it_was_due(registry: Registry) -> None:
    hold(registry, made.PLAN, made.NOTICE)
    made.put(registry, made.REPORT, made.report("2026-07-02"))
    (found,) = audited(registry, "done_after_due")
    assert (found.severity, found.at.words, found.at.file) == ("warning", made.CATALOGUE, made.PLAN)
    assert found.why_en == "Due 30/6/2026; Báo cáo 30/BC-SNV says that it was done 02/7/2026"
    assert found.why_vi == "Hạn 30/6/2026; Báo cáo 30/BC-SNV cho biết hoàn thành 02/7/2026"
    assert found.other is not None and found.other.words == made.DONE


def test_a_shortened_day_or_a_year_that_is_not_printed_leaves_room(registry: Registry) -> None:
    facts = made.report()
    (product,) = facts.references
    said = replace(facts.outcomes[0], products=(), date="2026-07")
    hold(registry, made.PLAN)
    made.put(registry, made.REPORT, replace(facts, references=(product,), outcomes=(said,)))
    assert [found.severity for found in audited(registry, "done_after_due")] == ["info"]


@pytest.mark.parametrize("done", ["2026-06-30", "2026-06-01"])
def test_work_done_in_time_is_no_finding(registry: Registry, done: str) -> None:
    hold(registry, made.PLAN)
    made.put(registry, made.REPORT, made.report(done))
    assert audited(registry, "done_after_due") == []


def test_what_a_person_decided_is_no_finding(registry: Registry) -> None:
    hold(registry, made.PLAN, made.LETTER)
    made.put(registry, made.REPORT, made.report("2026-07-02"))
    assert len(audited(registry, "done_after_due")) == 1
    task = made.one(registry, made.CATALOGUE)
    (more,) = task.proposals
    with registry.transaction() as connection:
        corrections.decide(connection, task, more.key, "confirmed")
    assert audited(registry, "done_after_due") == [], "it was given time until August"
    with registry.transaction() as connection:
        corrections.take_back(connection, more.key)
        corrections.correct(connection, task, status="done_in_time")
    assert audited(registry, "done_after_due") == []


def paper(number: str, day: str, lead: tuple[str, ...], *cited: Reference, **more: Any) -> Facts:
    """A notice that gives the one task to somebody."""
    facts = made.notice()
    task = made.task(ORDER, lead, JUNE, assigner=made.UBND)
    header = replace(facts.header, number=number, date=day, issuer=more.pop("issuer", made.UBND))
    return Facts(header, cited, tasks=(replace(task, **more),))


def other_document(kind: str = "Thông báo", number: str = "21", symbol: str = "TB-UBND") -> Reference:
    day = "2026-05-04" if kind == "Thông báo" else "2026-01-05"
    return made.mention(f"{kind} số {number}/{symbol}", kind, number, symbol, day)


def twice(registry: Registry, second: Facts, first: Facts | None = None) -> list[Found]:
    made.put(registry, "a.txt", first or paper("21", "2026-05-04", (made.NOI_VU,)))
    made.put(registry, "b.txt", second)
    return audited(registry, "assigned_twice")


def test_one_task_given_to_two_bodies(registry: Registry) -> None:
    (found,) = twice(registry, paper("25", "2026-06-02", (made.TAI_CHINH,)))
    assert (found.severity, found.at.file) == ("warning", "b.txt")
    assert found.why_en == (
        f"Here {made.TAI_CHINH} is to lead, Thông báo 21/TB-UBND gave it to {made.NOI_VU}"
    )
    assert found.other is not None and found.other.file == "a.txt"


def test_a_document_that_both_name_makes_it_one_task(registry: Registry) -> None:
    decision = other_document("Quyết định", "7", "QĐ-UBND")
    first = paper("21", "2026-05-04", (made.NOI_VU,), decision, deadline=None, references=(0,))
    second = paper("25", "2026-06-02", (made.TAI_CHINH,), decision, deadline=None, references=(0,))
    assert len(twice(registry, second, first)) == 1


LATER = made.deadline("trước ngày 30/6/2027", "2027-06-30")


@pytest.mark.parametrize(
    "second",
    [
        paper("25", "2026-06-02", (made.NOI_VU,)),  # the same body
        paper("25", "2026-06-02", ("Sở Nội vụ",)),  # without its place
        paper("25", "2026-06-02", (made.TAI_CHINH, made.NOI_VU)),  # it takes part in leading
        paper("25", "2026-06-02", ("Các sở, ban, ngành",)),  # of which it is one
        paper("25", "2026-06-02", (made.TAI_CHINH,), other_document()),  # it names the first order
        paper("25", "2026-06-02", (made.TAI_CHINH,), deadline=LATER),  # every year's work
        paper("25", "2026-06-02", (made.TAI_CHINH,), deadline=None),
        paper("25", "2026-06-02", (made.TAI_CHINH,), text=ORDER + " và chợ"),
        paper("25", "2026-06-02", (made.TAI_CHINH,), assigner="Ủy ban nhân dân xã Bến Lau"),
        paper("25", "2026-06-02", (made.TAI_CHINH,), lead_basis=made.LeadBasis.ISSUER),
        paper("25", "2026-06-02", (made.TAI_CHINH,), kind=made.TaskKind.RECOMMENDATION),
    ],
)
def test_what_is_not_given_twice(registry: Registry, second: Facts) -> None:
    assert twice(registry, second) == []


def test_few_words_are_those_of_a_kind_of_work(registry: Registry) -> None:
    first, second = (
        paper(number, day, (lead,), text="Báo cáo kết quả về Văn phòng")
        for number, day, lead in (("21", "2026-05-04", made.NOI_VU), ("25", "2026-06-02", made.TAI_CHINH))
    )
    assert twice(registry, second, first) == []


def test_a_document_that_gives_it_to_several_means_work_of_each(registry: Registry) -> None:
    second = paper("25", "2026-06-02", (made.TAI_CHINH,))
    task = second.tasks[0]
    assert twice(registry, replace(second, tasks=(task, replace(task, lead=(made.CONG_THUONG,))))) == []
