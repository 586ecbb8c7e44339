from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import register_made as made

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.registry import Registry
from pipeline.tasks import linking
from pipeline.tasks.model import LinkKind, Status
from pipeline.tasks.register import Wanted, assigned, called, find


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with made.opened(tmp_path) as opened:
        made.join_all(opened)
        yield opened


def texts(found: list[made.Assigned]) -> list[str]:
    return [task.text for task in found]


def test_a_task_is_listed_once_under_its_earliest_place(registry: Registry) -> None:
    assert texts(made.listed(registry)) == [made.CATALOGUE, made.MARKET, made.BUDGET, made.ADVISE]
    task = made.one(registry, made.CATALOGUE)
    assert (task.at.document, task.at.date, task.at.page) == ("Kế hoạch 10/KH-UBND", "2026-03-02", 1)
    assert (task.lead, task.partners, task.section) == ((made.NOI_VU,), (made.TAI_CHINH,), "II / 1")
    assert (task.deadline, task.due, task.due_now, task.strict) == (
        "2026-06-30", "2026-06-30", "2026-06-30", True,
    )  # fmt: skip
    assert task.references == ("Quyết định 7/QĐ-UBND",)
    assert task.product == "Danh mục", "only the later place tells it"
    (again,) = [link for link in task.links if link.kind is LinkKind.SAME]
    assert again.at.document == "Thông báo 20/TB-UBND"
    assert again.reason_en == "It reads same. Taken from here: the product."
    assert again.reason_vi.endswith("Lấy từ đây: sản phẩm.")


def test_what_the_first_place_lacks_is_taken_from_the_next(registry: Registry) -> None:
    task = made.one(registry, made.MARKET)
    assert (task.lead, task.lead_basis) == ((made.CONG_THUONG,), "column")
    assert (task.deadline, task.deadline_kind, task.due) == ("2026-Q3", "quarter", "2026-09-30")
    (again,) = task.evidence
    assert "Taken from here: the lead and the deadline." in again.reason_en


def test_the_same_tasks_are_kept_apart_on_request(registry: Registry) -> None:
    found = made.listed(registry, include_same=True)
    assert len(found) == 6
    first, second = [task for task in found if task.text == made.MARKET]
    assert {first.at.document, second.at.document} == {"Kế hoạch 10/KH-UBND", "Thông báo 20/TB-UBND"}
    for task in (first, second):
        (again,) = task.evidence
        assert again.at.document != task.at.document
    alone = made.listed(registry, include_same=True, assigned_by=second.at.document_id)
    assert {task.at.document for task in alone} == {second.at.document} and len(alone) == 3
    assert all(task.status is other.status for task, other in [(first, second)])


def test_a_product_put_out_tells_the_day(registry: Registry) -> None:
    task = made.one(registry, made.CATALOGUE)
    assert task.status is Status.DONE_IN_TIME
    said = next(link for link in task.evidence if link.kind is LinkKind.EVIDENCE)
    assert (said.state, said.date, said.product) == ("done", "2026-06-29", "Công văn 55/SNV-TC")
    assert task.status_reason_en.startswith(
        "Báo cáo 30/BC-SNV of 2026-07-06 says: done on 2026-06-29 (Công văn 55/SNV-TC), in time; due on"
    )
    assert made.one(registry, made.CATALOGUE, date(2026, 7, 5)).status is Status.OVERDUE, "not told yet"


def test_documents_of_several_days_tell_none(tmp_path: Path) -> None:
    with made.opened(tmp_path, made.PLAN) as registry:
        facts = made.report()
        second = replace(facts.references[0], number="56", date="2026-07-02")
        said = replace(facts.outcomes[0], products=(0, 1))
        made.put(registry, made.REPORT, replace(facts, references=(*facts, second), outcomes=(said,)))
        made.join_all(registry)
        task = made.one(registry, made.CATALOGUE)
        assert (task.evidence[0].date, task.status) == (None, Status.UNKNOWN)


def test_proposals_are_told_and_change_nothing(registry: Registry) -> None:
    assert [link.at.words for link in made.one(registry, made.MARKET).proposals] == [made.GOING]
    task = made.one(registry, made.CATALOGUE)
    (more,) = task.proposals
    assert (more.kind, more.state, more.due) == (LinkKind.EXTENDS, "extended", "2026-08-15")
    assert task.due_now == "2026-06-30"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"leads": ("noi vu tinh",)}, [made.CATALOGUE]),
        ({"leads": ("Sở",)}, [made.CATALOGUE, made.MARKET, made.BUDGET]),
        ({"leads": ("snv tỉnh Hòa An",)}, [made.CATALOGUE]),
        # the plan names nobody for the markets, the notice does
        ({"leads": ("công thương",)}, [made.MARKET]),
        ({"leads": ("nội vụ", "tài chính")}, [made.CATALOGUE, made.BUDGET, made.ADVISE]),
        ({"partners": ("tài chính",)}, [made.CATALOGUE]),
        ({"statuses": (Status.NO_DEADLINE,)}, [made.BUDGET, made.ADVISE]),
        ({"statuses": (Status.OPEN, Status.DONE_IN_TIME)}, [made.CATALOGUE, made.MARKET]),
        ({"due_from": date(2026, 7, 1)}, [made.MARKET]),
        ({"due_to": date(2026, 6, 30)}, [made.CATALOGUE]),
        ({"due_from": date(2026, 6, 30), "due_to": date(2026, 9, 30)}, [made.CATALOGUE, made.MARKET]),
        ({"topic": "vi tri viec lam"}, [made.CATALOGUE, made.ADVISE]),
        ({"topic": "chợ HẠNG ba"}, [made.MARKET]),
        ({"topic": "chợ vị trí"}, []),
        ({"kind": "recommendation"}, [made.ADVISE]),
        ({"leads": ("sở",), "statuses": (Status.OPEN,)}, [made.MARKET]),
    ],
)
def test_tasks_are_asked_for_by_what_they_are(
    registry: Registry, wanted: dict[str, object], found: list[str]
) -> None:
    assert texts(made.listed(registry, **wanted)) == found


def test_places_of_a_task_may_each_meet_a_condition(registry: Registry) -> None:
    """The plan gives the task and says until when, the notice who leads it."""
    (plan,) = {task.at.document_id for task in made.listed(registry) if task.at.file == made.PLAN}
    found = made.listed(registry, leads=("công thương",), assigned_by=plan, topic="chợ")
    assert texts(found) == [made.MARKET]
    apart = made.listed(registry, leads=("công thương",), assigned_by=plan, include_same=True)
    assert texts(apart) == [made.MARKET] and apart[0].at.file == made.PLAN


def test_the_tasks_of_a_document_are_those_that_it_gives_first_or_again(registry: Registry) -> None:
    by = {task.at.document: task.at.document_id for task in made.listed(registry, include_same=True)}
    assert texts(made.listed(registry, assigned_by=by["Thông báo 20/TB-UBND"])) == [
        made.CATALOGUE, made.MARKET, made.ADVISE,
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["Sở Ngoại giao vũ trụ", "Sở Nội vu tỉnh Hòa Anh"])
def test_a_body_that_no_task_names_is_told(registry: Registry, typed: str) -> None:
    with pytest.raises(UsageError, match="No task of the registry names a body") as told:
        made.listed(registry, leads=(typed,))
    assert "Không nhiệm vụ nào" in told.value.vietnamese


def test_an_empty_registry_lists_nothing(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        assert made.listed(registry) == made.listed(registry, leads=("Sở Nội vụ",)) == []
        with pytest.raises(UnknownReferenceError, match="There is no task; read the files first"):
            find(registry, "ab")


def test_a_task_is_found_by_the_first_digits_of_any_of_its_places(registry: Registry) -> None:
    first, second = [t for t in made.listed(registry, include_same=True) if t.text == made.MARKET]
    for key in (first.key, second.key[:8], f" {first.key[:8].upper()} "):
        assert find(registry, key, made.AS_OF) == made.one(registry, made.MARKET)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", 'begins with ""'), ("zz", "There are:"), ("Sở", "There are:"), ("0", None)],
)
def test_a_key_that_finds_no_task_is_told(registry: Registry, typed: str, words: str | None) -> None:
    keys = [row[0] for row in registry.query("SELECT key FROM tasks")]
    if words is None:
        typed = next(digit for digit in "0123456789abcdef" if sum(key[0] == digit for key in keys) != 1)
        words = "begin"
    with pytest.raises(UnknownReferenceError, match=words) as told:
        find(registry, typed)
    assert told.value.exit_code == 3 and told.value.vietnamese


def test_the_beginning_of_several_keys_lists_them(registry: Registry) -> None:
    registry.query("UPDATE tasks SET key = 'aaaa000' || id")
    with pytest.raises(UnknownReferenceError, match="begins the keys of 6 tasks") as told:
        find(registry, "aaaa")
    assert told.value.english.count(".txt") == 6


def test_copies_of_a_document_count_once(registry: Registry) -> None:
    made.put(registry, "ke-hoach-2.txt", made.plan())
    made.join_all(registry)
    assert registry.query("SELECT count(*) FROM tasks WHERE copy_of IS NOT NULL")[0][0] == 3
    assert len(made.listed(registry)) == 4 and len(made.listed(registry, include_same=True)) == 6
    keys = registry.query("SELECT key FROM tasks WHERE text = ?", (made.CATALOGUE,))
    assert len({find(registry, row[0]).key for row in keys}) == 1


def test_the_order_of_reading_does_not_matter(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with made.opened(tmp_path / "other", *reversed(made.MADE)) as other:
        made.join_all(other)

        def told(one: Registry) -> list[object]:
            return [
                (task.key, task.status, task.lead, [link.key for link in task.links])
                for task in made.listed(one)
            ]

        assert told(registry) == told(other)


def test_links_stand_in_the_registry_and_go_with_their_files(registry: Registry) -> None:
    (count,) = registry.query("SELECT count(*), count(DISTINCT key) FROM task_links")
    assert tuple(count) == (6, 6)
    with registry.transaction() as connection:
        made.forget(connection, 3)
    assert registry.query("SELECT count(*) FROM task_links")[0][0] == 3
    assert registry.query("SELECT count(*) FROM outcomes")[0][0] == 1
    assert registry.query("PRAGMA foreign_key_check") == []


def test_the_joining_is_given_what_it_needs(registry: Registry) -> None:
    given: list[object] = []

    def look(*taken: object) -> list[linking.Joined]:
        given.extend(taken)
        return []

    with registry.transaction() as connection:
        assert linking.renew(connection, look) == 0
    carriers, tasks, outcomes = given
    plan = next(one for one in carriers.values() if one.type == "Kế hoạch")  # type: ignore[attr-defined]
    assert (plan.issuer, plan.date) == (made.UBND, "2026-03-02")
    assert {relation for relation, _ in plan.cites} == {"cites"}
    first = next(one for one in tasks if one.text == made.CATALOGUE)  # type: ignore[attr-defined]
    assert (first.lead, first.partners, first.due) == ((made.NOI_VU,), (made.TAI_CHINH,), "2026-06-30")
    assert first.references == tuple(document for _, document in plan.cites)
    assert [one.in_table for one in tasks if one.text == made.MARKET] in ([False, True], [True, False])  # type: ignore[attr-defined]
    done = next(one for one in outcomes if one.text == made.DONE)  # type: ignore[attr-defined]
    (product,) = done.products
    assert (product.label, product.type, product.date) == ("Công văn 55/SNV-TC", "Công văn", "2026-06-29")
    assert product.document_id in done.references and done.bodies == (made.NOI_VU,)


@pytest.mark.parametrize(
    ("view", "row"),
    [
        (
            "SELECT role, task, due, document FROM tasks_by_body WHERE body = ?",
            ("partner", made.CATALOGUE, "2026-06-30", "Kế hoạch 10/KH-UBND"),
        ),
        (
            "SELECT task, words, sure, state FROM task_evidence WHERE kind = 'evidence' AND lead <> ?",
            (made.CATALOGUE, made.DONE, 1, "done"),
        ),
    ],
)
def test_views_answer_by_body_and_by_evidence(registry: Registry, view: str, row: tuple[object, ...]) -> None:
    assert row in [tuple(found) for found in registry.query(view, (made.TAI_CHINH,))]


def test_what_was_given_later_is_not_there_yet(registry: Registry) -> None:
    def given(day: date) -> set[str | None]:
        return {one.at.date for one in assigned(registry, Wanted(include_same=True), day)}

    dates = sorted(one for one in given(date(2030, 1, 1)) if one)
    assert len(dates) > 1
    assert given(date.fromisoformat(dates[0])) == {dates[0]}
    assert {one for one in given(date(2000, 1, 1)) if one} == set()


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ("so noi vu", made.NOI_VU, ""),
        (made.NOI_VU.upper(), made.NOI_VU, ""),
        ("Sở", "Sở", "it stands in"),
        ("Sở Nội vú tỉnh Hòa Am", "Sở Nội vú tỉnh Hòa Am", "near it are"),
        ("Ban Kỳ lạ", "Ban Kỳ lạ", "kept as typed"),
    ],
)
def test_a_body_is_known_by_a_part_of_its_name(
    registry: Registry, typed: str, name: str, words: str
) -> None:
    found, (english, vietnamese) = called(registry, typed)
    assert found == name and words in english and bool(words) == bool(vietnamese)
