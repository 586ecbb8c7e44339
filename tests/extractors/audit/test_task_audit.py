from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.audit.tasks import task_audit
from extractors.model import Block, BlockKind, Document, Facts, Finding, Header, Severity
from extractors.rulebook import Rulebook
from extractors.task_facts import Deadline, DeadlineKind, LeadBasis, Task, TaskKind

UBND = "Ủy ban nhân dân tỉnh Hòa An"
XAY_DUNG, TAI_CHINH = "Sở Xây dựng tỉnh Hòa An", "Sở Tài chính tỉnh Hòa An"
ROW = "Lập quy chế quản lý bến thuyền du lịch"
SENTENCE = "Giao Sở Xây dựng chủ trì, phối hợp với Sở Du lịch lập quy chế quản lý bến thuyền du lịch"


def task(text: str, lead: str | tuple[str, ...] = UBND, basis: str = "", **more: Any) -> Task:
    """A task; the issuer's where nobody else leads, a column's in a table."""
    leads = (lead,) if isinstance(lead, str) else lead
    known = basis or ("issuer" if lead == UBND else "column" if "cell" in more else "stated")
    return Task(text, 0, 0, TaskKind.TASK, leads, LeadBasis(known), **more)


def by(words: str, due: str | None, kind: str = "date", inferred: bool = False) -> Deadline:
    return Deadline(words, 0, 0, DeadlineKind(kind), due, due, inferred=inferred)


def findings(rules: Rulebook, *tasks: Task, kind: str | None = "Kế hoạch") -> list[Finding]:
    """What is found in a document that holds these tasks, a paragraph each."""
    text, blocks, placed = "", [], []
    for one in tasks:
        start, said = len(text), one.text
        if one.deadline and one.deadline.text not in said:
            said = f"{said} {one.deadline.text}"
        if one.deadline:
            at = start + said.index(one.deadline.text)
            one = replace(one, deadline=replace(one.deadline, start=at, end=at + len(one.deadline.text)))
        placed.append(replace(one, start=start, end=start + len(said)))
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(said)))
        text += said + "\n"
    document = Document("a.txt", "text/plain", "text", None, text, tuple(blocks))
    header = Header(kind, "7", "KH-UBND", "2026-03-05", "Hòa An", UBND)
    return task_audit(rules)(document, Facts(header, tasks=tuple(placed))).findings


def names(found: list[Finding]) -> list[tuple[str, Severity]]:
    return [(one.rule, one.severity) for one in found]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((XAY_DUNG, TAI_CHINH, UBND), 1),
        ((XAY_DUNG, TAI_CHINH, XAY_DUNG), 0),
        ((UBND, UBND, UBND), 0),  # a table that says of nobody who leads
        ((XAY_DUNG, UBND, UBND), 0),  # one filled cell is no column
    ],
)
def test_a_row_whose_cell_for_the_lead_is_blank(rules: Rulebook, cells: tuple[str, ...], found: int) -> None:
    rows = [task(f"Việc thứ {row}", lead, cell=(0, row)) for row, lead in enumerate(cells)]
    assert findings(rules, *rows) == [], "a heading over rows tells the work alone"
    whole = [replace(row, product="Báo cáo") for row in rows]
    assert names(findings(rules, *whole)) == [("task_without_lead", Severity.WARNING)] * found


@pytest.mark.parametrize(
    ("kind", "leads", "found"),
    [
        ("Chỉ thị", (XAY_DUNG, TAI_CHINH, UBND), 1),
        ("Thông báo", (XAY_DUNG, TAI_CHINH, UBND), 1),
        ("Kế hoạch", (XAY_DUNG, TAI_CHINH, UBND), 0),  # a plan's tasks may be its issuer's
        ("Báo cáo", (XAY_DUNG, TAI_CHINH, UBND), 0),
        (None, (XAY_DUNG, TAI_CHINH, UBND), 0),
        ("Chỉ thị", (XAY_DUNG, UBND, UBND), 0),
        ("Chỉ thị", (UBND, UBND), 0),
    ],
)
def test_an_order_that_names_nobody(
    rules: Rulebook, kind: str | None, leads: tuple[str, ...], found: int
) -> None:
    orders = [task(f"Tăng cường kiểm tra lần {at}", lead) for at, lead in enumerate(leads)]
    assert names(findings(rules, *orders, kind=kind)) == [("task_without_lead", Severity.INFO)] * found


@pytest.mark.parametrize(
    ("deadline", "severities"),
    [
        (by("trước ngày 28/02/2026", "2026-02-28"), [Severity.WARNING]),
        (by("trong tháng 02/2026", "2026-02-28", "month"), [Severity.WARNING]),
        (by("quý IV/2025", "2025-12-31", "quarter"), [Severity.WARNING]),
        (by("trước ngày 30/6/2021", "2021-06-30"), [Severity.INFO]),
        (by("trước ngày 05/3/2026", "2026-03-05"), []),
        (by("trước ngày 28/02", "2026-02-28", inferred=True), []),
        (by("năm 2025", "2025-12-31", "year"), []),
        (by("hằng tháng", None, "recurring"), []),
        (None, []),
    ],
)
def test_a_deadline_that_had_passed(
    rules: Rulebook, deadline: Deadline | None, severities: list[Severity]
) -> None:
    found = findings(rules, task("Giao Sở Xây dựng lập danh mục", XAY_DUNG, deadline=deadline))
    assert names(found) == [("deadline_before_issue", severity) for severity in severities]
    for one in found:
        assert deadline and one.values == {"printed": deadline.text, "date": "05/3/2026"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("trước 31/02 năm nay", 1),
        ("trước ngày 31/02/2026", 0),  # told as a misprinted date anyway
        ("trước 31/02/2026", 0),
    ],
)
def test_a_deadline_that_no_calendar_has(rules: Rulebook, words: str, found: int) -> None:
    deadline = by(words, None, "invalid")
    made = findings(rules, task("Giao Sở Xây dựng lập danh mục", XAY_DUNG, deadline=deadline))
    assert names(made) == [("malformed_date", Severity.ERROR)] * found


@pytest.mark.parametrize(
    "second",
    [
        task(ROW, TAI_CHINH, cell=(0, 3)),
        task(ROW, TAI_CHINH, cell=(0, 3), deadline=by("Quý II/2026", "2026-06-30", "quarter")),
        task(ROW + ".", TAI_CHINH, "line", cell=(1, 3)),
    ],
)
def test_one_task_with_two_leads_in_two_places(rules: Rulebook, second: Task) -> None:
    (found,) = findings(rules, task(SENTENCE, XAY_DUNG), second)
    assert (found.rule, found.severity) == ("two_leads", Severity.WARNING)
    assert found.values == {"lead": TAI_CHINH, "other_lead": XAY_DUNG}
    assert found.other == (0, len(SENTENCE)) and found.start > len(SENTENCE)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # the same body, once with its place
        (task(SENTENCE, XAY_DUNG), task(ROW, "Sở Xây dựng", cell=(0, 3))),
        # one of those that lead together
        (task(SENTENCE, XAY_DUNG), task(ROW, (TAI_CHINH, XAY_DUNG), cell=(0, 3))),
        # the same kind of work under the headings of two bodies
        (task(ROW, XAY_DUNG, "heading"), task(ROW, TAI_CHINH, "heading")),
        (task(SENTENCE, XAY_DUNG), task(SENTENCE.replace("Xây dựng", "Tài chính"), TAI_CHINH)),
        # that body leads what is given to it, wherever that is said
        (
            task("Triển khai nhiệm vụ được giao chủ trì tại phụ lục của kế hoạch này", XAY_DUNG, "heading"),
            task("Triển khai nhiệm vụ tại phụ lục của kế hoạch này", TAI_CHINH, cell=(0, 3)),
        ),
        # rows of one table are work of each
        (task(ROW, XAY_DUNG, cell=(0, 2)), task(ROW, TAI_CHINH, cell=(0, 3))),
        # a class of bodies may hold the other
        (task(SENTENCE, XAY_DUNG), task(ROW, "Các sở, ban, ngành", cell=(0, 3))),
        # two days: two stages of the work
        (
            task(SENTENCE, XAY_DUNG, deadline=by("trong quý II", "2026-06-30", "quarter")),
            task(ROW, TAI_CHINH, cell=(0, 3), deadline=by("Quý IV/2026", "2026-12-31", "quarter")),
        ),
        # nobody is named there
        (task(SENTENCE, XAY_DUNG), task(ROW, UBND, "issuer", cell=(0, 3))),
        # other work
        (task(SENTENCE, XAY_DUNG), task("Lập quy chế quản lý bến thuyền chở cát", TAI_CHINH, cell=(0, 3))),
        # too few words to know it by
        (
            task("Giao Sở Xây dựng chủ trì tổ chức thực hiện kế hoạch", XAY_DUNG),
            task("Tổ chức thực hiện", TAI_CHINH, cell=(0, 3)),
        ),
    ],
)
def test_what_is_not_led_twice(rules: Rulebook, first: Task, second: Task) -> None:
    assert findings(rules, first, second) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Sở Tài chính chủ trì lập danh mục bến thuyền", 1),
        ("Rà soát bến thuyền; giao Sở Tài chính là cơ quan chủ trì", 1),
        ("Sở Xây dựng chủ trì lập danh mục bến thuyền", 0),
        ("Tham dự hội nghị do Sở Tài chính chủ trì", 0),
        ("Dự các cuộc họp Sở Tài chính chủ trì", 0),
        ("STC chủ trì lập danh mục bến thuyền", 0),
        ("Cơ quan chủ trì lập danh mục bến thuyền", 0),
    ],
)
def test_a_row_whose_words_and_cell_name_two_leads(rules: Rulebook, words: str, found: int) -> None:
    made = findings(rules, task(words, XAY_DUNG, cell=(0, 1)))
    assert [one.rule for one in made] == ["two_leads"] * found
    assert all(one.values["other_lead"] == "Sở Tài chính" for one in made)
    assert findings(rules, task(words, XAY_DUNG, "stated")) == []


def test_a_document_without_tasks(rules: Rulebook) -> None:
    assert findings(rules) == []
