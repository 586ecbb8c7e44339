from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_files import TINH, header, mention
from test_resolve import BC_7, ID_48, KH_12, OTHER, RULES, Office, attached, law, report

from extractors.model import ReferenceKind
from pipeline import corrections
from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.registry import Registry
from pipeline.resolve import rebuild

UNSAID = mention("Kế hoạch", "12", "KH-UBND", "2025-02-20")
OTHER_12 = "vn/ubnd-tinh-sam-giang/kh/2025/12"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Two plans of one number and date, and a report that names one of them without its issuer."""
    with Registry(tmp_path / "r.db", write=True) as registry:
        made = Office(registry)
        fill(made)
        made.resolve()
        assert made.mentions("report")[0] == ("ambiguous", None, None)
        yield made


def fill(office: Office, order: int = 1) -> None:
    plans = [("plan", header(), ()), ("other", header(issuer=OTHER), ())]
    papers = [*plans, ("report", report(), (UNSAID, UNSAID))]
    for name, own, mentions in papers[::order]:
        office.hold(name, own, *mentions)


def decide(office: Office, typed: str, document: str | None, reason: str | None = None) -> None:
    found = corrections.find_mention(office.registry, typed)
    with office.registry.transaction() as connection:
        corrections.put(connection, found, document, reason)
        rebuild(connection, RULES)


def mention_id(office: Office, file: str = "report", ordinal: int = 0) -> str:
    rows = office.ask(
        "SELECT m.id FROM mentions m JOIN files f ON f.id = m.file_id "
        f"WHERE f.name = '{file}' AND m.ordinal = {ordinal}"
    )
    return str(rows[0][0])


def states(office: Office) -> list[Any]:
    return [one.state for one in corrections.kept(office.registry)]


def test_a_decision_joins_its_mention_alone_and_rebuilds_the_graph(office: Office) -> None:
    decide(office, mention_id(office), OTHER_12, "the other province sent it")
    assert office.mentions("report")[0] == ("resolved", OTHER_12, "corrected")
    assert office.mentions("report")[1][1] == OTHER_12, "later in the file less is enough"
    assert (BC_7, "cites", OTHER_12, BC_7, 2) in office.edges()
    assert states(office) == ["applied"]


def test_the_second_of_two_that_read_alike_is_the_one_meant(office: Office) -> None:
    decide(office, mention_id(office, ordinal=1), None)
    assert office.mentions("report") == [("ambiguous", None, None), ("unresolved", None, "corrected")]


def test_none_of_the_documents_known(office: Office) -> None:
    decide(office, mention_id(office), None)
    assert office.mentions("report")[0] == ("unresolved", None, "corrected")
    assert office.candidates("report") == [OTHER_12, KH_12], "the second one is still open"


def test_a_decision_also_stands_against_what_was_certain(office: Office) -> None:
    sure = mention("Kế hoạch", "12", "KH-UBND", "2025-02-20", TINH)
    office.hold("sure", report("9"), sure)
    office.resolve()
    assert office.only("sure") == ("resolved", KH_12, "identity")
    decide(office, mention_id(office, "sure"), OTHER_12)
    assert office.only("sure") == ("resolved", OTHER_12, "corrected")


def test_a_later_decision_takes_the_place_of_an_earlier_one_and_can_be_taken_back(office: Office) -> None:
    decide(office, mention_id(office), OTHER_12)
    decide(office, mention_id(office), KH_12)
    assert office.mentions("report")[0][1] == KH_12
    found = corrections.find_kept(office.registry, mention_id(office))
    with office.registry.transaction() as connection:
        assert corrections.take_back(connection, found)
        assert not corrections.take_back(connection, found)
        rebuild(connection, RULES)
    assert office.mentions("report")[0] == ("ambiguous", None, None)


def test_it_survives_another_reading_and_the_file_going_and_coming_back(office: Office) -> None:
    decide(office, mention_id(office), OTHER_12)
    fill(office, order=-1)
    office.resolve()
    assert office.mentions("report")[0] == ("resolved", OTHER_12, "corrected")
    office.drop(office.ask("SELECT id FROM files WHERE name = 'report'")[0][0])
    office.resolve()
    assert states(office) == ["no_mention"]
    office.hold("report", report(), UNSAID, UNSAID)
    office.resolve()
    assert office.mentions("report")[0] == ("resolved", OTHER_12, "corrected")


def test_a_document_that_nothing_else_names_is_made_again(office: Office) -> None:
    office.hold("citing", report("9"), mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH))
    office.resolve()
    decide(office, mention_id(office), ID_48)
    office.drop(office.ask("SELECT id FROM files WHERE name = 'citing'")[0][0])
    office.resolve()
    assert office.mentions("report")[0] == ("resolved", ID_48, "corrected")
    columns = "label, date, issuer, held, identity"
    assert office.ask(f"SELECT {columns} FROM documents WHERE id = '{ID_48}'") == [
        ("Quyết định 48/QĐ-UBND", "2025-02-03", TINH, 0, "full")
    ]


@pytest.mark.parametrize("kind", ["weak", "named", "attached", "draft"])
def test_a_document_that_its_id_alone_tells(office: Office, kind: str) -> None:
    office.hold("vague", report("9"), mention("Quyết định", "99", "QĐ-UBND"))
    office.hold("law", report("10"), law("Luật Vườn tược năm 2020", "2020"))
    carrier = mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH)
    office.hold("attached", attached("Tiếp công dân"), carrier, carrier=0)
    office.hold("draft", header("Báo cáo", None, "BC-SNV", None, TINH, "Trồng cây"))
    office.resolve()
    wanted = {
        "weak": "SELECT id FROM documents WHERE number = '99'",
        "named": "SELECT id FROM documents WHERE identity = 'named'",
        "attached": "SELECT document_id FROM files WHERE name = 'attached'",
        "draft": "SELECT document_id FROM files WHERE name = 'draft'",
    }
    document = office.ask(wanted[kind])[0][0]
    decide(office, mention_id(office), document)
    assert office.mentions("report")[0] == ("resolved", document, "corrected")
    office.drop(office.ask("SELECT id FROM files WHERE name = 'plan'")[0][0])
    office.resolve()
    assert office.mentions("report")[0] == ("resolved", document, "corrected")


def test_where_the_document_is_gone_the_mention_is_as_open_as_before(office: Office) -> None:
    draft = office.hold("draft", header("Báo cáo", None, "BC-SNV", None, TINH, "Trồng cây"))
    office.resolve()
    decide(office, mention_id(office), office.ask("SELECT document_id FROM files WHERE name = 'draft'")[0][0])
    assert office.mentions("report")[0][2] == "corrected"
    office.drop(draft)
    office.resolve()
    assert office.mentions("report")[0] == ("ambiguous", None, None)
    assert states(office) == ["no_document"]


def test_a_mention_by_file_and_words(office: Office) -> None:
    office.hold("plan: draft.txt", report("9"), UNSAID, mention("Quyết định", "48", "QĐ-UBND"))
    found = corrections.find_mention(office.registry, "plan: draft.txt:quyet dinh so 48/QD-UBND")
    assert (found.file, found.words, found.occurrence) == ("plan: draft.txt", "Quyết định số 48/QĐ-UBND", 0)
    assert corrections.find_mention(office.registry, "plan: draft.txt: 48/QĐ-UBND") == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("999", "no mention 999"),
        ("report:Kế hoạch số 99/KH-UBND", "No file"),
        ("nowhere:Kế hoạch số 12/KH-UBND", "No file"),
        ("report:Kế hoạch số 12/KH-UBND", "fits 2 mentions"),
        ("report: ", "No file"),
    ],
)
def test_what_names_no_mention_or_several(office: Office, typed: str, said: str) -> None:
    with pytest.raises(UnknownReferenceError, match=said):
        corrections.find_mention(office.registry, typed)


def test_what_cannot_be_corrected(office: Office) -> None:
    with pytest.raises(UsageError, match="is no mention"):
        corrections.find_mention(office.registry, "12/KH-UBND")
    office.hold("again", report("9"), mention("Kế hoạch", None, None, how=ReferenceKind.ANAPHORA))
    with pytest.raises(UsageError, match="no reference to a document"):
        corrections.find_mention(office.registry, mention_id(office, "again"))


def test_corrections_are_listed_also_those_that_are_lost(office: Office) -> None:
    decide(office, mention_id(office), OTHER_12, "sent by them")
    first = corrections.listing(office.registry)
    assert [dict(row, made=None) for row in first.records()] == [
        {
            "mention": int(mention_id(office)), "file": "report",
            "words": "Kế hoạch số 12/KH-UBND 2025-02-20", "occurrence": 1,
            "document": "Kế hoạch 12/KH-UBND", "state": "applied", "reason": "sent by them",
            "made": None, "document_id": OTHER_12,
        }
    ]  # fmt: skip
    office.drop(office.ask("SELECT id FROM files WHERE name = 'report'")[0][0])
    office.resolve()
    lost = next(corrections.listing(office.registry).records())
    assert (lost["mention"], lost["file"], lost["state"]) == (None, "report", "no_mention")
    typed = "report:Kế hoạch số 12/KH-UBND 2025-02-20"
    assert corrections.find_kept(office.registry, typed).occurrence == 0
