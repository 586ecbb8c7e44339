from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import register_made as made
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model import Facts
from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.registry import Registry
from pipeline.tasks import corrections, decided
from pipeline.tasks.corrections import NOT_A_TASK, Setting
from pipeline.tasks.model import Assigned, LinkKind, Status
from pipeline.tasks.register import find


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with made.opened(tmp_path) as opened:
        made.join_all(opened)
        yield opened


def correct(registry: Registry, text: str, *settings: Setting, reason: str = "đã hỏi lại") -> Assigned:
    task = made.one(registry, text)
    with registry.transaction() as connection:
        for setting in settings:
            corrections.put(connection, task.key, setting, reason, "An")
    return task


def decide(registry: Registry, task: Assigned, kind: LinkKind, decision: str) -> str:
    (link,) = [one for one in task.links if one.kind is kind]
    with registry.transaction() as connection:
        corrections.decide(connection, task, link.key, decision, reason="rõ", reviewer="An")
    return link.key


def states(registry: Registry) -> dict[str, str]:
    return {one.field: one.state for one in decided.kept(registry)}


def test_what_a_person_sets_stands_above_the_files(registry: Registry) -> None:
    correct(
        registry, made.MARKET, corrections.led_by([" Sở  Nội vụ tỉnh Hòa An "]),
        corrections.by_when("30/6/2026"), corrections.standing("done", "2026-07-02"),
    )  # fmt: skip
    task = made.one(registry, made.MARKET)
    assert (task.lead, task.lead_basis) == ((made.NOI_VU,), "stated")
    assert (task.due, task.deadline, task.deadline_text) == ("2026-06-30", "2026-06-30", None)
    assert (task.status, task.corrected) == (Status.DONE_LATE, ("lead", "deadline", "status"))
    assert "Set as done on 2026-07-02 by An" in task.status_reason_en
    found = made.listed(registry, leads=("nội vụ tỉnh",))
    assert [one.text for one in found] == [made.CATALOGUE, made.MARKET]
    assert made.listed(registry, leads=("công thương",)) == []


def test_a_body_that_only_a_person_named_is_found(registry: Registry) -> None:
    correct(registry, made.MARKET, corrections.led_by(["Chi cục Quản lý thị trường"]))
    assert [one.text for one in made.listed(registry, leads=("quan ly thi truong",))] == [made.MARKET]


@pytest.mark.parametrize(
    ("typed", "kind", "due"),
    [
        ("2026-12-31", "date", "2026-12-31"),
        ("31/12/2026", "date", "2026-12-31"),
        ("2026-11", "month", "2026-11-30"),
        (" 2026-Q4 ", "quarter", "2026-12-31"),
        ("2027", "year", "2027-12-31"),
        (None, None, None),
    ],
)
def test_a_deadline_is_set_as_files_give_it(
    registry: Registry, typed: str | None, kind: str | None, due: str | None
) -> None:
    correct(registry, made.CATALOGUE, corrections.by_when(typed))
    task = made.one(registry, made.CATALOGUE)
    assert (task.deadline_kind, task.due, task.due_now, task.strict) == (kind, due, due, False)
    assert task.corrected == ("deadline",)


@pytest.mark.parametrize("typed", ["31/02/2026", "hết năm", "", "2026-Q5"])
def test_what_is_no_deadline_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="is no deadline") as told:
        corrections.by_when(typed)
    assert "không phải thời hạn" in told.value.vietnamese


@pytest.mark.parametrize(
    ("state", "day", "words"),
    [("overdue", None, "cannot be set"), ("open", "2026-07-01", "not done"), ("done", "mai", "is no date")],
)
def test_a_state_that_cannot_be_is_refused(state: str, day: str | None, words: str) -> None:
    with pytest.raises(UsageError, match=words) as told:
        corrections.standing(state, day)
    assert told.value.vietnamese


@pytest.mark.parametrize("bodies", [[], [" "]])
def test_a_task_needs_a_lead(bodies: list[str]) -> None:
    with pytest.raises(UsageError, match="at least one body"):
        corrections.led_by(bodies)


def test_what_is_no_task_is_listed_no_more(registry: Registry) -> None:
    task = correct(registry, made.BUDGET, NOT_A_TASK)
    assert made.BUDGET not in [one.text for one in made.listed(registry)]
    with pytest.raises(UnknownReferenceError, match="no task; take that back first"):
        find(registry, task.key)
    with registry.transaction() as connection:
        decided.take_back(connection, task.key[:8])
    assert find(registry, task.key).text == made.BUDGET
    assert registry.query("SELECT * FROM decided_places") == []


def test_the_later_place_stands_where_the_first_is_no_task(registry: Registry) -> None:
    correct(registry, made.CATALOGUE, NOT_A_TASK)
    task = made.one(registry, made.AGAIN)
    assert (task.due, task.links) == ("2026-07-31", ())


def test_a_confirmed_proposal_counts(registry: Registry) -> None:
    task = made.one(registry, made.CATALOGUE)
    decide(registry, task, LinkKind.EXTENDS, "confirmed")
    task = made.one(registry, made.CATALOGUE)
    assert (task.due, task.due_now, task.proposals) == ("2026-06-30", "2026-08-15", ())
    more = next(link for link in task.evidence if link.kind is LinkKind.EXTENDS)
    assert more.reason_en.endswith("Confirmed by An.") and more.reason_vi.endswith("Đã xác nhận bởi An.")


def test_a_rejected_link_is_told_no_more(registry: Registry) -> None:
    task = made.one(registry, made.CATALOGUE)
    key = decide(registry, task, LinkKind.EVIDENCE, "rejected")
    task = made.one(registry, made.CATALOGUE)
    assert task.status is Status.OVERDUE and key not in {link.key for link in task.links}
    (kept,) = decided.kept(registry)
    assert (kept.field, kept.value, kept.other_words) == ("link", "rejected", made.DONE)
    with registry.transaction() as connection:
        assert decided.take_back(connection, key[:8]) == key
    assert made.one(registry, made.CATALOGUE).status is Status.DONE_IN_TIME
    assert registry.query("SELECT * FROM decided_places") == []


def test_tasks_that_a_person_says_are_not_the_same_stand_apart(registry: Registry) -> None:
    decide(registry, made.one(registry, made.MARKET), LinkKind.SAME, "rejected")
    assert len([task for task in made.listed(registry) if task.text == made.MARKET]) == 2


def test_a_link_of_another_task_is_refused(registry: Registry) -> None:
    task, other = made.one(registry, made.CATALOGUE), made.one(registry, made.MARKET)
    for key in (other.links[0].key, "zz"):
        with registry.transaction() as connection, pytest.raises(UnknownReferenceError, match="has no link"):
            corrections.decide(connection, task, key, "confirmed")
    assert decided.kept(registry) == []


def test_several_fields_are_set_at_once(registry: Registry) -> None:
    with registry.transaction() as connection:
        corrections.correct(
            connection, made.one(registry, made.CATALOGUE), lead=("Sở X",), deadline="", done="2026-05-02",
            reason="rõ", reviewer="An",
        )  # fmt: skip
    task = made.one(registry, made.CATALOGUE)
    assert (task.lead, task.due, task.corrected) == (("Sở X",), None, ("lead", "deadline", "status"))
    assert task.status is Status.NO_DEADLINE and "Set as done on 2026-05-02 by An" in task.status_reason_en
    with registry.transaction() as connection:
        corrections.correct(connection, task, not_a_task=True)
    assert made.CATALOGUE not in [one.text for one in made.listed(registry)]


def test_all_that_was_decided_about_a_task_is_taken_back_at_once(registry: Registry) -> None:
    task = correct(registry, made.MARKET, corrections.led_by(["Sở X"]))
    places = registry.query("SELECT key FROM tasks WHERE text = ?", (made.MARKET,))
    with registry.transaction() as connection:  # at the later place too
        for (key,) in places:
            corrections.put(connection, key, corrections.standing("open"), None, None)
    assert len(decided.kept(registry)) == 3
    with registry.transaction() as connection:
        assert decided.take_back(connection, task.key[:8]) == task.key
    assert decided.kept(registry) == []


def test_one_field_is_taken_back_alone(registry: Registry) -> None:
    task = correct(registry, made.MARKET, corrections.led_by(["Sở X"]), corrections.standing("open"))
    with registry.transaction() as connection:
        decided.take_back(connection, task.key, "lead")
    assert made.one(registry, made.MARKET).corrected == ("status",)
    with registry.transaction() as connection, pytest.raises(UsageError, match="Nobody has decided"):
        decided.take_back(connection, task.key, "lead")


def test_the_beginning_of_several_decisions_lists_them(registry: Registry) -> None:
    for text in (made.MARKET, made.BUDGET):
        correct(registry, text, NOT_A_TASK)
    registry.query("UPDATE decided_places SET key = 'aa' || rowid")
    with registry.transaction() as connection:
        with pytest.raises(UnknownReferenceError, match="several decisions"):
            decided.take_back(connection, "aa")
        with pytest.raises(UsageError):
            decided.take_back(connection, " ")


def test_the_list_of_decisions(registry: Registry) -> None:
    done = corrections.standing("done", "2026-07-02")
    correct(registry, made.MARKET, corrections.led_by(["Sở X", "Sở Y"]), done)
    decide(registry, made.one(registry, made.CATALOGUE), LinkKind.EXTENDS, "confirmed")
    rows = list(decided.listing(registry).records())
    assert sorted((row["field"], row["set_to"], row["date"], row["state"]) for row in rows) == [
        ("lead", ["Sở X", "Sở Y"], None, "applied"),
        ("link", "confirmed", None, "applied"),
        ("status", "done", "2026-07-02", "applied"),
    ]
    assert {row["reason"] for row in rows} == {"đã hỏi lại", "rõ"}
    assert {row["reviewer"] for row in rows} == {"An"}
    assert len(decided.listing(registry, 1).rows) == 1


def changed(text: str, words: str) -> Facts:
    """The plan with another sentence in place of one of its tasks."""
    facts = made.plan()
    return replace(
        facts, tasks=tuple(replace(one, text=words) if one.text == text else one for one in facts.tasks)
    )


def test_decisions_outlive_an_unrelated_change_of_the_file(registry: Registry) -> None:
    task = correct(registry, made.CATALOGUE, corrections.led_by(["Sở X"]), corrections.standing("open"))
    decide(registry, task, LinkKind.EXTENDS, "confirmed")
    other = changed(made.BUDGET, "Bố trí kinh phí năm sau")
    spaced = replace(other.tasks[0], text=other.tasks[0].text.replace("danh mục", "danh\nmục") + ".")
    made.put(registry, made.PLAN, replace(other, tasks=(spaced, *other.tasks[1:])), "new")
    links = [(spaced.text, *rest) for words, *rest in made.LINKS if words == made.CATALOGUE]
    made.join_all(registry, links)  # type: ignore[arg-type]
    assert states(registry) == {"lead": "carried", "status": "carried", "link": "carried"}
    task = made.one(registry, spaced.text)
    assert task.lead == ("Sở X",) and task.due_now == "2026-08-15" and task.corrected == ("lead", "status")
    (place,) = registry.query("SELECT carried_from FROM decided_places WHERE place = 'task'")
    assert place[0] == made.PLAN.encode().hex()


@pytest.mark.parametrize(
    "words",
    [made.CATALOGUE.replace("30/6", "30/7"), made.CATALOGUE.replace("đơn vị", "cơ quan"), "Việc khác"],
)
def test_a_decision_about_other_words_is_nobodys(registry: Registry, words: str) -> None:
    correct(registry, made.CATALOGUE, corrections.standing("open"))
    made.put(registry, made.PLAN, changed(made.CATALOGUE, words), "new")
    made.join_all(registry)
    assert states(registry) == {"status": "no_task"}
    assert all(not task.corrected for task in made.listed(registry))


def test_which_of_several_was_meant_nobody_knows(registry: Registry) -> None:
    correct(registry, made.CATALOGUE, corrections.standing("open"))
    made.put(registry, made.PLAN, changed(made.BUDGET, made.CATALOGUE), "new")
    made.join_all(registry)
    assert states(registry) == {"status": "no_task"}
    with registry.transaction() as connection:  # and neither where there were several before
        corrections.put(connection, made.listed(registry)[0].key, NOT_A_TASK, None, None)
    made.put(registry, made.PLAN, made.plan(), "third")
    made.join_all(registry)
    assert states(registry) == {"status": "carried", "not_a_task": "no_task"}


def test_a_decision_follows_the_document_to_another_file(registry: Registry) -> None:
    correct(registry, made.BUDGET, corrections.standing("done", "2026-05-01"))
    made.put(registry, "ban-moi.txt", changed(made.MARKET, "Kiểm tra các bến đò"), "new")
    with registry.transaction() as connection:
        connection.execute("UPDATE paths SET removed = 1 WHERE path = ?", (f"/in/{made.PLAN}",))
        made.forget(connection, 1)
    made.join_all(registry)
    assert states(registry) == {"status": "carried"}


def test_a_decision_about_a_copy_holds_for_the_document(registry: Registry) -> None:
    correct(registry, made.CATALOGUE, corrections.standing("open"))
    made.put(registry, "ban-sao.txt", made.plan(), "00")  # the copy that now stands for both
    made.join_all(registry)
    assert made.one(registry, made.CATALOGUE).corrected == ("status",)


def test_a_confirmed_link_stands_where_nothing_proposes_it_any_more(registry: Registry) -> None:
    decide(registry, made.one(registry, made.CATALOGUE), LinkKind.EXTENDS, "confirmed")
    made.join_all(registry, made.LINKS[:3])
    task = made.one(registry, made.CATALOGUE)
    assert task.due_now == "2026-08-15"
    assert "A person says" in next(one for one in task.links if one.kind is LinkKind.EXTENDS).reason_en


@settings(max_examples=12, deadline=None)
@given(
    st.permutations(list(made.MADE)),
    st.dictionaries(st.sampled_from([made.CATALOGUE, made.BUDGET, made.MARKET]), st.booleans(), min_size=1),
)
def test_decisions_survive_however_often_files_are_read(order: list[str], chosen: dict[str, bool]) -> None:
    with tempfile.TemporaryDirectory() as folder, made.opened(Path(folder)) as registry:
        made.join_all(registry)
        for text, aside in chosen.items():
            correct(registry, text, NOT_A_TASK if aside else corrections.standing("open"))
        before = made.listed(registry)
        for name in order:
            made.put(registry, name, made.MADE[name]())
        made.join_all(registry)
        again = made.listed(registry)
        assert [(one.key, one.status, one.corrected) for one in again] == [
            (one.key, one.status, one.corrected) for one in before
        ]
        assert set(states(registry).values()) == {"applied"}
