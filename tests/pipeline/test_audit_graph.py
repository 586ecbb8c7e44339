from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import registry_specimen as specimen
from typer.testing import CliRunner

from extractors.audit.wording import why
from extractors.model import Finding
from extractors.rulebook import load_rules
from pipeline.audit_graph import GraphFinding, graph_findings
from pipeline.cli import app
from pipeline.registry import Registry

RULES = load_rules()
HELD = "<văn bản>"
Told = tuple[str, str, str, str, str, str | None]


def paper(number: str, day: str, kind: str, body: str, subject: str = "Về công tác năm") -> str:
    """A document of Ủy ban nhân dân tỉnh Hạ Sơn."""
    date = "ngày {} tháng {} năm {}".format(*day.split("/"))
    return f"ỦY BAN NHÂN DÂN\nTỈNH HẠ SƠN\nSố: {number}\nHạ Sơn, {date}\n\n{kind}\n{subject}\n\n{body}\n"


def told(registry: Registry, found: GraphFinding) -> Told:
    """Rule, severity, file and words of a finding, and of what it contradicts."""

    def words(file_id: int | None, start: int | None, end: int | None) -> tuple[str, str | None]:
        if file_id is None:
            return "", None
        name, text = registry.query(
            "SELECT f.name, t.text FROM files f JOIN texts t ON t.file_id = f.id WHERE f.id = ?", (file_id,)
        )[0]
        return Path(name).stem, HELD if start is None else " ".join(text[start:end].split())

    here, said = words(found.file_id, found.start, found.end)
    other, against = words(found.other_file_id, found.other_start, found.other_end)
    return found.rule, found.severity.value, here, str(said), other, against


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[dict[str, str]], list[Told]]:
    """What the registry of these texts, by file name, is told of; every finding can be worded."""

    def asking(papers: dict[str, str]) -> list[Told]:
        folder = tmp_path / "den"
        folder.mkdir()
        for name, text in papers.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        made = CliRunner().invoke(app, ["ingest", str(folder), "--db", str(tmp_path / "r.db")])
        assert made.exit_code == 0, made.output
        with Registry(tmp_path / "r.db", write=True) as registry:
            found = list(graph_findings(registry.connection, RULES))
            for one in found:
                whole = Finding(one.rule, one.severity, one.start, one.end, one.values)
                assert why(whole, RULES, "vi") and why(whole, RULES, "en")
            return sorted(told(registry, one) for one in found)

    return asking


DECREE = "Nghị định số 30/2020/NĐ-CP ngày {} của Chính phủ"
DECISION = "Quyết định số 48/QĐ-UBND ngày {} của Ủy ban nhân dân tỉnh Hạ Sơn"


def plan(number: int, day: str, body: str) -> str:
    return paper(f"{number}/KH-UBND", day, "KẾ HOẠCH", body)


def test_most_files_outweigh_one_that_dates_a_document_otherwise(ask: Callable[..., list[Told]]) -> None:
    right, wrong = DECREE.format("05/3/2020"), DECREE.format("15/3/2020")
    papers = {"a": plan(1, "03/01/2024", f"Căn cứ {right};"), "b": plan(2, "04/01/2024", f"Căn cứ {right};")}
    papers["c"] = plan(3, "05/01/2024", f"Thực hiện {wrong}.")
    (one,) = ask(papers)
    assert one[:4] == ("date_conflict", "warning", "c", "Nghị định số 30/2020/NĐ-CP ngày 15/3/2020")
    assert one[4] in "ab" and one[5] == "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020"


def test_a_document_that_is_held_knows_its_date(ask: Callable[..., list[Told]]) -> None:
    papers = {
        "qd": paper("48/QĐ-UBND", "03/02/2024", "QUYẾT ĐỊNH", "Điều 1. Phê duyệt đề án."),
        "a": plan(1, "03/4/2024", f"Thực hiện {DECISION.format('13/02/2024')}."),
        "b": plan(2, "04/4/2024", f"Thực hiện {DECISION.format('13/02/2024')}."),
        "c": plan(3, "05/4/2024", f"Thực hiện {DECISION.format('03/02/2024')}."),
    }
    words = "Quyết định số 48/QĐ-UBND ngày 13/02/2024"
    assert ask(papers) == [("date_conflict", "warning", name, words, "qd", HELD) for name in "ab"]


def test_the_same_day_of_another_year_is_a_slip(ask: Callable[..., list[Told]]) -> None:
    papers = {
        "qd": paper("48/QĐ-UBND", "03/02/2024", "QUYẾT ĐỊNH", "Điều 1. Phê duyệt đề án."),
        "a": plan(1, "03/4/2025", f"Thực hiện {DECISION.format('03/02/2025')}."),
        "b": plan(2, "04/4/2025", f"Thực hiện {DECISION.format('10/02/2025')}."),
    }
    words = "Quyết định số 48/QĐ-UBND ngày 03/02/2025"
    found = ask({key: papers[key] for key in ("qd", "a")})
    assert found == [("date_conflict", "warning", "a", words, "qd", HELD)]


TWICE = "\n\n".join(f"Theo {DECREE.format(day)}." for day in ("05/3/2020", "15/3/2020"))


@pytest.mark.parametrize(
    "papers",
    [
        # the file shows it by itself
        {
            "a": plan(1, "03/4/2024", TWICE),
            "b": plan(2, "03/4/2024", f"Theo {DECREE.format('05/3/2020')}."),
        },
        # the number contradicts the date: that is another rule's
        {
            "a": plan(1, "03/4/2024", f"Theo {DECREE.format('05/3/2021')}."),
            "b": plan(2, "03/4/2024", f"Theo {DECREE.format('05/3/2020')}."),
        },
        # another year's number 48
        {
            "qd": paper("48/QĐ-UBND", "03/02/2024", "QUYẾT ĐỊNH", "Điều 1. Phê duyệt đề án."),
            "b": plan(2, "04/4/2025", f"Thực hiện {DECISION.format('10/02/2025')}."),
        },
        # only one file names it
        {"a": plan(1, "03/4/2024", f"Theo {DECREE.format('15/3/2020')}.")},
    ],
)  # fmt: skip
def test_dates_that_need_no_word(ask: Callable[..., list[Told]], papers: dict[str, str]) -> None:
    assert ask(papers) == []


LATER = paper("48/QĐ-UBND", "20/5/2024", "QUYẾT ĐỊNH", "Điều 1. Phê duyệt đề án.")
BARE = "Quyết định số 48/QĐ-UBND năm 2024"


@pytest.mark.parametrize(
    ("day", "severity"), [("03/4/2024", "error"), ("16/5/2024", "warning"), ("20/5/2024", None)]
)
def test_a_document_named_without_its_day_may_be_later(
    ask: Callable[..., list[Told]], day: str, severity: str | None
) -> None:
    words = f"{BARE} của Ủy ban nhân dân tỉnh Hạ Sơn"
    found = ask({"qd": LATER, "a": plan(1, day, f"Thực hiện {words}, các đơn vị triển khai.")})
    assert found == ([("date_order", severity, "a", BARE, "qd", HELD)] if severity else [])


def test_a_day_that_one_file_alone_gives_is_told_more_softly(ask: Callable[..., list[Told]]) -> None:
    papers = {
        "a": plan(
            1, "03/4/2024", f"Thực hiện {BARE} của Ủy ban nhân dân tỉnh Hạ Sơn, các đơn vị triển khai."
        ),
        "b": plan(2, "03/9/2024", f"Thực hiện {DECISION.format('20/5/2024')}."),
    }
    assert [one[:3] for one in ask(papers)] == [("date_order", "warning", "a")]


def test_what_was_made_under_a_document_whose_day_another_file_knows(ask: Callable[..., list[Told]]) -> None:
    made = "Kế hoạch số 7/KH-STC ngày 03/4/2024"
    body = f"Thực hiện {BARE} của Ủy ban nhân dân tỉnh Hạ Sơn, Sở Tài chính tỉnh Hạ Sơn đã ban hành {made}."
    found = ask({"qd": LATER, "a": plan(1, "03/9/2024", body)})
    assert found == [("date_order", "warning", "a", BARE, "a", made)]


ENDING = paper("60/QĐ-UBND", "20/5/2024", "QUYẾT ĐỊNH",
               f"Điều 1. Quyết định này thay thế {DECISION.format('03/02/2023')}.")  # fmt: skip


@pytest.mark.parametrize(
    ("body", "day", "expected"),
    [
        (f"Căn cứ {DECISION.format('03/02/2023')};", "03/9/2024", True),
        # before it ended
        (f"Căn cứ {DECISION.format('03/02/2023')};", "03/4/2024", False),
        # spoken of, not rested on
        (f"Đã làm theo {DECISION.format('03/02/2023')}.", "03/9/2024", False),
    ],
)
def test_a_basis_that_had_ended(ask: Callable[..., list[Told]], body: str, day: str, expected: bool) -> None:
    words = "Quyết định số 48/QĐ-UBND ngày 03/02/2023"
    found = ask({"qd": ENDING, "a": plan(1, day, body)})
    assert found == ([("replaced_document", "warning", "a", words, "qd", words)] if expected else [])


def test_a_title_with_another_period_than_the_document_has(ask: Callable[..., list[Told]]) -> None:
    scheme = "Phê duyệt Đề án trồng rừng giai đoạn 2024 - {}"
    decision = DECISION.format("03/02/2024")
    papers = {"qd": paper("48/QĐ-UBND", "03/02/2024", "QUYẾT ĐỊNH", "Điều 1. Duyệt.", scheme.format(2030))}
    for number, (name, year) in enumerate((("a", 2028), ("b", 2030)), start=1):
        body = f"Thực hiện {decision} {scheme.format(year).lower()}, các đơn vị triển khai."
        papers[name] = plan(number, "03/4/2024", body)
    words = f"{decision} {scheme.format(2028).lower()}"
    assert ask(papers) == [("period_conflict", "warning", "a", words, "qd", HELD)]


@pytest.mark.parametrize(
    ("ending", "effective", "told"),
    [
        # a decree comes into force some time after it is signed
        ("30/2024", None, False),
        ("30/2024", "2024-05-25", True),
        ("30", None, True),
    ],
)
def test_a_normative_document_ends_another_when_it_is_in_force(
    tmp_path: Path, ending: str, effective: str | None, told: bool
) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        with registry.transaction() as connection:
            specimen.add_document(connection, "old", date="2020-01-01")
            more = {"number": ending, "effective_from": effective}
            specimen.add_document(connection, "new", date="2024-05-20", **more)
            specimen.add_document(connection, "plan", "Kế hoạch", "2024-06-03")
            specimen.add_edge(connection, "new", "replaces", "old")
            specimen.add_edge(connection, "plan", "based_on", "old")
        found = [one.rule for one in graph_findings(registry.connection, RULES)]
    assert found == (["replaced_document"] if told else [])


def test_a_registry_without_documents_has_nothing_to_tell(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        assert list(graph_findings(registry.connection, RULES)) == []
