from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import audit_made as made
import pytest

from pipeline.audit import reviews
from pipeline.audit.findings import Wanted, findings
from pipeline.errors import RegistryError, UnknownReferenceError, UsageError
from pipeline.registry import Registry
from pipeline.store import forget


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(made.build(tmp_path / "r.db"), write=True) as opened:
        yield opened


def put(registry: Registry, rule: str, decision: str = "dismissed") -> str:
    (found,) = findings(registry, Wanted((rule,), dismissed=True))
    with registry.transaction() as connection:
        reviews.put(connection, found, decision, "lý do", "An")
    return found.key


def test_a_decision_survives_reading_the_file_again(registry: Registry) -> None:
    key = put(registry, "parts_sum")
    made.hold(registry, made.FIRST)
    (found,) = findings(registry, Wanted(("parts_sum",), dismissed=True))
    assert (found.key, found.status, found.reason, found.reviewer) == (key, "dismissed", "lý do", "An")


def test_a_new_decision_takes_the_place_of_the_old(registry: Registry) -> None:
    put(registry, "parts_sum")
    put(registry, "parts_sum", "accepted")
    (one,) = reviews.kept(registry)
    assert (one.decision, one.words, one.state) == ("accepted", made.PARAGRAPHS[1], "applied")


@pytest.mark.parametrize("length", [8, 12, 16])
def test_a_finding_is_found_by_the_start_of_its_key(registry: Registry, length: int) -> None:
    (found,) = findings(registry, Wanted(("parts_sum",)))
    assert reviews.find(registry, f" {found.key[:length].upper()} ").key == found.key


def test_an_unknown_key_lists_candidates(registry: Registry) -> None:
    (found,) = findings(registry, Wanted(("malformed_number",)))
    typed = found.key[:7] + ("0" if found.key[7] != "0" else "1")
    with pytest.raises(UnknownReferenceError, match="1.2345.000") as caught:
        reviews.find(registry, typed)
    assert found.key[:12] in caught.value.vietnamese
    for nonsense in ("", "xyz", "%"):
        with pytest.raises(UnknownReferenceError, match="There are:"):
            reviews.find(registry, nonsense)


def test_an_ambiguous_key_lists_candidates(registry: Registry) -> None:
    with registry.transaction() as connection:
        connection.execute("UPDATE findings SET key = 'ab' || substr(key, 3)")
    with pytest.raises(UnknownReferenceError, match="begins the keys of 3 findings") as caught:
        reviews.find(registry, "ab")
    assert len(caught.value.english.splitlines()) == 4
    assert "  lỗi  " in caught.value.vietnamese and "error" not in caught.value.vietnamese


def test_of_many_candidates_the_first_are_named(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "LISTED", 2)
    with pytest.raises(UnknownReferenceError, match="There are:") as caught:
        reviews.find(registry, "xyz")
    assert [line[:3] for line in caught.value.vietnamese.splitlines()[3:]] == ["  …"]


def test_without_any_finding_that_is_said(tmp_path: Path) -> None:
    with (
        Registry(made.build(tmp_path / "quiet.db", made.THIRD), write=True) as registry,
        pytest.raises(UnknownReferenceError, match="vanthu ingest"),
    ):
        reviews.find(registry, "ab12")


def test_a_finding_that_is_gone_is_told_and_can_be_undone(registry: Registry) -> None:
    key = put(registry, "parts_sum")
    with registry.transaction() as connection:
        forget(connection, 1)
    assert [row[5] for row in reviews.listing(registry).rows] == ["no_finding"]
    with pytest.raises(UnknownReferenceError, match="is not found any more"):
        reviews.find(registry, key[:8])
    with registry.transaction() as connection:
        assert reviews.take_back(connection, key[:8]).key == key
    assert reviews.kept(registry) == []


def test_what_nobody_decided_cannot_be_undone(registry: Registry) -> None:
    (found,) = findings(registry, Wanted(("parts_sum",)))
    for typed in (found.short, "", "zz"):
        with pytest.raises(UsageError, match="Nobody has decided"), registry.transaction() as connection:
            reviews.take_back(connection, typed)


def test_one_of_two_decisions_must_be_told(registry: Registry) -> None:
    for rule in ("parts_sum", "malformed_number"):
        put(registry, rule)
    with registry.transaction() as connection:
        connection.execute("UPDATE reviews SET key = 'ab' || substr(key, 3)")
    with (
        pytest.raises(UnknownReferenceError, match="keys of 2 decisions"),
        registry.transaction() as connection,
    ):
        reviews.take_back(connection, "ab")
    assert len(reviews.kept(registry)) == 2


def test_decisions_move_to_another_registry(registry: Registry, tmp_path: Path) -> None:
    put(registry, "parts_sum")
    with Registry(made.build(tmp_path / "other.db", made.FIRST), write=True) as other:
        with other.transaction() as connection:
            reviews.put_all(connection, reviews.kept_in(registry.path))
        (found,) = findings(other, Wanted(("parts_sum",), dismissed=True))
        assert found.status == "dismissed"


def test_no_registry_keeps_no_decisions_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    assert reviews.kept_in(tmp_path / "none.db") == []
    (tmp_path / "bad.db").write_text("không phải cơ sở dữ liệu" * 50, encoding="utf-8")
    with pytest.raises(RegistryError):
        reviews.kept_in(tmp_path / "bad.db")
