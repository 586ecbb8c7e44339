from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from pipeline.heartbeat import Beat, beat
from pipeline.workers import Fate, Limits, Pool, WorkerStartError


def start_doing() -> Callable[[str], str]:
    return do


def do(item: str) -> str:
    if item.startswith("crash"):
        os._exit(7)
    if item.startswith("hang"):
        time.sleep(600)
    if item.startswith("raise"):
        raise ValueError(f"no good: {item}")
    if item.startswith("big"):
        return "x" * 3_000_000
    return f"{item}@{os.getpid()}"


def start_failing() -> Callable[[str], str]:
    raise FileNotFoundError("rules are gone")


def start_dying() -> Callable[[str], str]:
    os._exit(3)


def run(items: list[str], jobs: int = 2, limits: Limits | None = None) -> dict[str, tuple[Fate, str]]:
    pool = Pool(start_doing, jobs=jobs, limits=limits)
    outcomes = list(pool.run(items))
    assert len(outcomes) == len(items)
    return {o.item: (o.fate, o.result or o.error) for o in outcomes}


def test_every_item_comes_back_once() -> None:
    items = [f"item {n}" for n in range(300)]
    found = run(items)
    assert set(found) == set(items)
    assert {fate for fate, _ in found.values()} == {Fate.DONE}


def test_nothing_to_do_starts_no_process() -> None:
    assert list(Pool(start_failing).run([])) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_crash_costs_only_the_item_that_crashed(jobs: int) -> None:
    items = [f"item {n}" for n in range(40)]
    items[0] = "crash first"
    items[17] = "crash in the middle"
    items[18] = "crash again"
    items[39] = "crash last"
    found = run(items, jobs)
    crashed = {item for item, (fate, _) in found.items() if fate is Fate.CRASH}
    assert crashed == {"crash first", "crash in the middle", "crash again", "crash last"}
    assert found["crash first"][1] == "exit code 7"
    assert all(fate is Fate.DONE for item, (fate, _) in found.items() if item not in crashed)


def test_an_item_over_its_time_is_stopped_and_the_rest_goes_on() -> None:
    began = time.monotonic()
    found = run(["a", "hang", "b", "c", "d", "e"], jobs=1, limits=Limits(seconds=1.0))
    assert found["hang"][0] is Fate.TIME_LIMIT
    assert [found[name][0] for name in "abcde"] == [Fate.DONE] * 5
    assert time.monotonic() - began < 20


def test_an_exception_is_the_items_outcome() -> None:
    found = run(["a", "raise it", "b"], jobs=1)
    assert found["raise it"] == (Fate.ERROR, "ValueError: no good: raise it")
    assert found["b"][0] is Fate.DONE


def test_results_larger_than_a_pipe_come_through() -> None:
    found = run([f"big {n}" for n in range(20)])
    assert {len(result) for _, result in found.values()} == {3_000_000}


def test_workers_are_replaced_after_their_share() -> None:
    found = run([f"item {n}" for n in range(30)], jobs=1, limits=Limits(recycle=10))
    processes = {result.split("@")[1] for _, result in found.values()}
    assert len(processes) == 3


def test_a_start_that_fails_is_told_with_its_reason() -> None:
    with pytest.raises(WorkerStartError, match="rules are gone"):
        list(Pool(start_failing, jobs=1).run(["a"]))


def test_workers_that_die_at_their_start_are_not_tried_for_ever() -> None:
    with pytest.raises(WorkerStartError, match="code 3"):
        list(Pool(start_dying, jobs=1).run(["a"]))


def test_leaving_early_ends_the_workers() -> None:
    pool = Pool(start_doing, jobs=2)
    outcomes = pool.run([f"item {n}" for n in range(1000)])
    first = next(outcomes)
    process = int((first.result or "").split("@")[1])
    outcomes.close()
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    assert pool._workers == []


def start_beating() -> Callable[[str], str]:
    def work(item: str) -> str:
        for page in range(6):
            time.sleep(0.25)
            if item != "silent":
                beat(page + 1, 6)
        return item

    return work


def test_an_item_that_tells_of_its_parts_has_the_time_for_each() -> None:
    heard: list[tuple[str, Beat]] = []
    pool = Pool(start_beating, jobs=2, limits=Limits(seconds=0.9), heard=lambda *told: heard.append(told))
    fates = {outcome.item: outcome.fate for outcome in pool.run(["scan", "silent"])}
    assert fates == {"scan": Fate.DONE, "silent": Fate.TIME_LIMIT}
    assert heard == [("scan", Beat(done, 6)) for done in range(1, 7)]
