"""Made-up documents, tasks and statements of an invented province, to be joined or kept apart."""

from __future__ import annotations

from dataclasses import replace

from pipeline.tasks.joining import join
from pipeline.tasks.joins import Carrier, Given, Issued, Joined, Said
from pipeline.tasks.model import LinkKind

PROVINCE = "Ủy ban nhân dân tỉnh Hòa An"
COMMUNE = "Ủy ban nhân dân xã Bến Lau"
PLAN = Carrier(1, "vn/hoa-an/kh/2025/58", "Kế hoạch", PROVINCE, "2025-03-14")
REPORT = Carrier(2, "vn/hoa-an/bc/2025/402", "Báo cáo", PROVINCE, "2025-12-10")
NOTICE = Carrier(3, "vn/hoa-an/tb/2025/148", "Thông báo", PROVINCE, "2025-06-20")
COMMUNE_PLAN = Carrier(4, "vn/ben-lau/kh/2025/9", "Kế hoạch", COMMUNE, "2025-08-28")
CITING = frozenset({("implements", "vn/hoa-an/kh/2025/58")})


def department(name: str) -> str:
    return f"Sở {name} tỉnh Hòa An"


def task(text: str, lead: str | tuple[str, ...] = department("Tư pháp"), **more: object) -> Given:
    """A task of the plan (file 1) that its words give to `lead`."""
    leads = (lead,) if isinstance(lead, str) else lead
    return replace(Given(1, 1, text, leads, "stated"), **more)  # type: ignore[arg-type]


def said(text: str, body: str | tuple[str, ...] = department("Tư pháp"), **more: object) -> Said:
    """A statement of the report (file 2) about `body` that the work is done."""
    bodies = (body,) if isinstance(body, str) and body else body or ()
    return replace(Said(1, 2, text, "done", tuple(bodies)), **more)  # type: ignore[arg-type]


def issued(
    label: str, kind: str, date: str | None = "2025-05-06", subject: str | None = None
) -> tuple[Issued, ...]:
    return (Issued(None, label, kind, date, subject),)


def told(given: Given, statement: Said, report: Carrier = REPORT, plan: Carrier = PLAN) -> Joined | None:
    """What links a task and a statement, alone with each other."""
    links = join({1: plan, 2: report}, [given], [statement])
    assert len(links) <= 1
    return links[0] if links else None


def again(first: Given, second: Given, later: Carrier = NOTICE, plan: Carrier = PLAN) -> dict[LinkKind, bool]:
    """The kinds of links of a task with one of a later document, and whether each is sure."""
    other = replace(second, id=2, file_id=later.file_id)
    return {one.kind: one.sure for one in join({1: plan, later.file_id: later}, [first, other], [])}


def within(first: Given, second: Given) -> bool | None:
    """Whether a bullet and a row of the annex are one task: surely, perhaps (False), or not at all (None)."""
    links = join({1: PLAN}, [first, replace(second, id=2, in_table=True, lead_basis="column")], [])
    assert {one.kind for one in links} <= {LinkKind.SAME}
    return links[0].sure if links else None
