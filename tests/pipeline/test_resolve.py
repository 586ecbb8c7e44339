from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_files import TINH, document, header, mention

from extractors.model import Facts, Header, Link, LinkBasis, Reference, ReferenceKind
from extractors.rulebook import build, load_rules
from pipeline.registry import Registry
from pipeline.resolve import Resolution, resolve
from pipeline.store import forget, rows_of, store

OTHER = "Ủy ban nhân dân tỉnh Sầm Giang"
SO = "Sở Nội vụ tỉnh Sơn Hà"
LAWS = (
    ("Luật Thư viện", "46/2019/QH14", "2019-11-21"),
    ("Luật Lưu trữ", "01/2011/QH13", "2011-11-11"),
    ("Luật Lưu trữ", "33/2024/QH15", "2024-06-21"),
)
RULES = build(
    {
        **load_rules().tables,
        "laws": tuple({"name": name, "number": number, "date": date} for name, number, date in LAWS),
    }
)


class Office:
    """A registry into which documents are put by hand."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        with registry.transaction() as connection:
            connection.execute(
                "INSERT INTO runs (id, started, status, fingerprint, roots) VALUES (1, '', 'done', '', '[]')"
            )

    def hold(
        self,
        name: str,
        own: Header,
        *mentions: Reference,
        words: str | None = None,
        links: tuple[Link, ...] = (),
        carrier: int | None = None,
    ) -> int:
        rows = rows_of(document(words or name), Facts(own, mentions, links, carrier))
        with self.registry.transaction() as connection:
            return store(connection, f"sha of {name}", 1, name, "v", 1, rows)

    def drop(self, file_id: int) -> None:
        with self.registry.transaction() as connection:
            forget(connection, file_id)

    def resolve(self) -> Resolution:
        return resolve(self.registry, RULES)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.registry.query(sql)]

    def mentions(self, name: str) -> list[tuple[Any, ...]]:
        """(status, document, basis) of every mention in a file, in order."""
        return self.ask(
            "SELECT m.status, m.document_id, m.basis FROM mentions m JOIN files f ON f.id = m.file_id "
            f"WHERE f.name = '{name}' ORDER BY m.ordinal"
        )

    def only(self, name: str) -> tuple[Any, ...]:
        (found,) = self.mentions(name)
        return found

    def candidates(self, name: str) -> list[str]:
        rows = self.ask(
            "SELECT k.document_id FROM mention_candidates k JOIN mentions m ON m.id = k.mention_id "
            f"JOIN files f ON f.id = m.file_id WHERE f.name = '{name}' ORDER BY m.ordinal, k.ordinal"
        )
        return [row[0] for row in rows]

    def edges(self) -> list[tuple[Any, ...]]:
        columns = "from_document, relation, to_document, asserted_by, mentions"
        return self.ask(f"SELECT {columns} FROM citations ORDER BY 1, 3, 2")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Registry(tmp_path / "r.db", write=True) as registry:
        yield Office(registry)


def report(number: str = "7", date: str | None = "2025-06-30", issuer: str = SO) -> Header:
    return header("Báo cáo", number, "BC-SNV", date, issuer)


KH_12 = "vn/ubnd-tinh-son-ha/kh/2025/12"
QD_48 = mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH)
BC_7 = "vn/so-noi-vu-tinh-son-ha/bc/2025/7"
ID_48 = "vn/ubnd-tinh-son-ha/qd/2025/48"


def test_a_mention_and_the_file_it_means_are_one_document(office: Office) -> None:
    office.hold("plan", header())
    office.hold("report", report(), mention("Kế hoạch", "012", "KH-UBND", "2025-02-20", TINH))
    office.resolve()
    assert office.only("report") == ("resolved", KH_12, "identity")
    held = office.ask(f"SELECT held, label FROM documents WHERE id = '{KH_12}'")
    assert held == [(1, "Kế hoạch 12/KH-UBND")]
    assert office.edges() == [(BC_7, "cites", KH_12, BC_7, 1)]


def test_what_no_file_holds_is_kept_as_cited_only(office: Office) -> None:
    office.hold("one", report("7"), QD_48)
    office.hold("two", report("8"), mention("Quyết định", "48", "QĐ-UBND", "2025", TINH))
    office.resolve()
    assert office.only("one")[1] == office.only("two")[1] == ID_48
    assert office.ask(f"SELECT held, date, identity, issuer FROM documents WHERE id = '{ID_48}'") == [
        (0, "2025-02-03", "full", TINH)
    ]
    assert ("ubnd-tinh-son-ha", TINH) in office.ask("SELECT id, name FROM bodies")


@pytest.mark.parametrize(
    ("number", "symbol", "date", "issuer"),
    [
        ("12", "KH-UBND", "2025-02-20", OTHER),
        ("12", "KH-UBND", "2024-02-20", TINH),
        ("13", "KH-UBND", "2025-02-20", TINH),
        ("12", "KH-UBND-HC", "2025-02-20", TINH),
    ],
)
def test_what_differs_in_issuer_year_number_or_symbol_is_another(
    office: Office, number: str, symbol: str, date: str, issuer: str
) -> None:
    office.hold("plan", header())
    office.hold("report", report(), mention("Kế hoạch", number, symbol, date, issuer))
    office.resolve()
    status, document_id, _ = office.only("report")
    assert status == "resolved" and document_id != KH_12


def test_another_date_in_the_year_is_joined_and_noted(office: Office) -> None:
    office.hold("plan", header())
    office.hold("report", report(), mention("Kế hoạch", "12", "KH-UBND", "2025-02-02", TINH))
    office.resolve()
    assert office.only("report") == ("resolved", KH_12, "identity")
    given = office.ask("SELECT date_given, document_date, file FROM conflicting_dates")
    assert given == [("2025-02-02", "2025-02-20", "report")]


def test_a_date_against_the_year_in_the_number_is_noted(office: Office) -> None:
    office.hold("one", report(), mention("Nghị định", "30/2020", "NĐ-CP", "2021-03-05", "Chính phủ"))
    office.resolve()
    assert office.only("one")[1] == "vn/chinh-phu/nd/2020/30"
    assert office.ask("SELECT conflict FROM mentions") == [("date",)]


def test_two_files_of_one_document(office: Office) -> None:
    office.hold("plan.docx", header())
    office.hold("plan.pdf", header())
    office.resolve()
    assert office.ask("SELECT id, held FROM documents") == [(KH_12, 2)]


def test_two_files_of_one_document_share_what_they_alone_name(office: Office) -> None:
    unclear = mention("Kế hoạch", "5", "KH-BCĐ")
    office.hold("plan.docx", header(), unclear)
    office.hold("plan.pdf", header(), unclear)
    office.resolve()
    assert office.ask("SELECT count(*), count(DISTINCT document_id) FROM mentions") == [(2, 1)]


def test_three_versions_of_one_number_and_no_more_ids_than_papers(office: Office) -> None:
    office.hold("first", header(date="2025-02-20"))
    office.hold("second", header(date="2025-03-20"))
    for name in ("third", "fourth"):
        office.hold(name, header(date="2025"))
    office.resolve()
    assert office.ask("SELECT held FROM documents ORDER BY held") == [(1,), (1,), (2,)]


def test_two_files_of_one_number_and_two_dates_stay_apart(office: Office) -> None:
    office.hold("first", header(date="2025-02-20"))
    office.hold("second", header(date="2025-03-20"))
    office.hold("dated", report("1"), mention("Kế hoạch", "12", "KH-UBND", "2025-03-20", TINH))
    office.hold("between", report("2"), mention("Kế hoạch", "12", "KH-UBND", "2025-03-01", TINH))
    office.hold("year", report("3"), mention("Kế hoạch", "12", "KH-UBND", "2025", TINH))
    office.resolve()
    both = [f"{KH_12}-2025-02-20", f"{KH_12}-2025-03-20"]
    assert office.only("dated") == ("resolved", both[1], "identity")
    assert office.only("between") == ("ambiguous", None, None)
    assert office.candidates("between") == office.candidates("year") == both
    assert [edge[2] for edge in office.edges()] == [both[1]]


def test_without_issuer_it_joins_where_the_very_date_fits_one(office: Office) -> None:
    office.hold("plan", header())
    office.hold("report", report(), mention("Kế hoạch", "12", "KH-UBND", "2025-02-20"))
    office.resolve()
    assert office.only("report") == ("resolved", KH_12, "only_fit")


def test_without_issuer_it_is_ambiguous_where_two_fit(office: Office) -> None:
    office.hold("plan", header())
    office.hold("cited", report("1"), mention("Kế hoạch", "12", "KH-UBND", "2025-02-20", OTHER))
    office.hold("report", report("2"), mention("Kế hoạch", "12", "KH-UBND", "2025-02-20"))
    office.resolve()
    assert office.only("report") == ("ambiguous", None, None)
    assert office.candidates("report") == ["vn/ubnd-tinh-sam-giang/kh/2025/12", KH_12]
    assert len(office.edges()) == 1


def test_without_issuer_a_year_joins_only_a_body_of_the_same_province(office: Office) -> None:
    office.hold("plan", header())
    unsaid = mention("Kế hoạch", "12", "KH-UBND", "2025")
    office.hold("here", report("1"), unsaid)
    office.hold("there", report("1", issuer="Sở Nội vụ tỉnh Sầm Giang"), unsaid)
    office.resolve()
    assert office.only("here") == ("resolved", KH_12, "only_fit")
    status, document_id, _ = office.only("there")
    assert status == "unresolved" and document_id != KH_12
    assert office.candidates("there") == [KH_12]


def test_the_issuers_that_remain_possible_narrow_the_choice(office: Office) -> None:
    office.hold("plan", header())
    office.hold("cited", report("1"), mention("Kế hoạch", "12", "KH-UBND", "2025-02-20", OTHER))
    possible = (TINH, "Ủy ban nhân dân xã Mường Mới")
    unsaid = mention("Kế hoạch", "12", "KH-UBND", "2025-02-20", candidates=possible)
    office.hold("report", report("2"), unsaid)
    office.resolve()
    assert office.only("report") == ("resolved", KH_12, "only_fit")


def test_without_year_it_joins_the_only_one_that_is_not_younger(office: Office) -> None:
    undated = mention("Kế hoạch", "12", "KH-UBND", None, TINH)
    office.hold("plan", header())
    office.hold("after", report("1", "2025-06-30"), undated)
    office.hold("before", report("2", "2024-06-30"), undated)
    office.resolve()
    assert office.only("after") == ("resolved", KH_12, "only_fit")
    status, document_id, basis = office.only("before")
    assert (status, basis) == ("unresolved", None) and document_id != KH_12
    office.hold("older plan", header(date="2023-02-20"))
    office.resolve()
    assert office.only("after") == ("ambiguous", None, None)
    assert office.only("before") == ("resolved", "vn/ubnd-tinh-son-ha/kh/2023/12", "only_fit")


def test_without_issuer_and_year_it_joins_nothing_in_other_files(office: Office) -> None:
    office.hold("plan", header())
    office.hold("report", report(), mention("Kế hoạch", "12", "KH-UBND"))
    office.resolve()
    status, document_id, _ = office.only("report")
    assert status == "unresolved" and document_id != KH_12


def test_later_in_the_same_file_less_is_enough(office: Office) -> None:
    again = mention("Quyết định", "48", "QĐ-UBND")
    office.hold("report", report(), again, QD_48, mention("Quyết định", "48", "QĐ-UBND", "2025-02-03"))
    office.resolve()
    assert [row[1:] for row in office.mentions("report")] == [
        (ID_48, "same_file"), (ID_48, "identity"), (ID_48, "same_file"),
    ]  # fmt: skip
    assert [edge[-1] for edge in office.edges()] == [3]


def test_in_the_same_file_two_that_fit_are_ambiguous(office: Office) -> None:
    other = mention("Quyết định", "48", "QĐ-UBND", "2024-02-03", TINH)
    office.hold("report", report(), QD_48, other, mention("Quyết định", "48", "QĐ-UBND"))
    office.resolve()
    assert office.mentions("report")[2] == ("ambiguous", None, None)
    assert sorted(office.candidates("report")) == ["vn/ubnd-tinh-son-ha/qd/2024/48", ID_48]


def test_what_is_not_identified_is_one_document_a_file(office: Office) -> None:
    vague = mention("Quyết định", "99", "QĐ-UBND", "2025-02-03")
    office.hold("one", report("1"), vague, mention("Quyết định", "99", "QĐ-UBND"))
    office.hold("two", report("2"), vague)
    office.resolve()
    first, again = office.mentions("one")
    assert first[1] == again[1] != office.only("two")[1]
    assert office.ask("SELECT DISTINCT identity FROM documents WHERE number = '99'") == [("weak",)]
    assert {row[0] for row in (first, again)} == {"unresolved"}
    assert len(office.edges()) == 2


def test_a_department_of_no_province_is_not_one_department(office: Office) -> None:
    bare = mention("Kế hoạch", "5", "KH-SNV", "2025-01-10", "Sở Nội vụ")
    office.hold("one", report("1"), bare)
    office.hold("two", report("2"), bare)
    office.resolve()
    assert office.only("one")[1] != office.only("two")[1]
    office.hold("plan", header("Kế hoạch", "5", "KH-SNV", "2025-01-10", SO))
    office.resolve()
    assert office.only("one")[1] == office.only("two")[1] == "vn/so-noi-vu-tinh-son-ha/kh/2025/5"


def test_communes_of_one_name_are_told_apart_by_who_cites_them(office: Office) -> None:
    commune = mention("Kế hoạch", "5", "KH-UBND", "2025-01-10", "Ủy ban nhân dân xã Tân Hòa")
    office.hold("here", report("1"), commune)
    office.hold("there", report("1", issuer="Sở Nội vụ tỉnh Sầm Giang"), commune)
    office.resolve()
    assert office.only("here")[1] != office.only("there")[1]
    assert office.only("here")[0] == office.only("there")[0] == "resolved"


def test_a_paper_without_number_is_known_by_what_it_says(office: Office) -> None:
    draft = header("Báo cáo", None, "BC-SNV", "2025-06-30", SO, "Kết quả công tác quý II")
    office.hold("draft.docx", draft)
    office.hold("draft.pdf", draft)
    office.hold("other.docx", header("Báo cáo", None, "BC-SNV", "2025-06-30", SO, "Công tác thanh niên"))
    office.hold("nothing.txt", Header())
    office.resolve()
    rows = office.ask("SELECT f.name, f.document_id FROM files f ORDER BY f.name")
    ids = dict(rows)
    assert ids["draft.docx"] == ids["draft.pdf"] != ids["other.docx"]
    assert ids["draft.docx"].startswith("vn/so-noi-vu-tinh-son-ha/bc/2025/khong-so-")
    assert ids["nothing.txt"].startswith("vn/khong-ro/")
    labels = dict(office.ask("SELECT id, label FROM documents"))
    assert labels[ids["nothing.txt"]] == "nothing.txt"
    assert labels[ids["draft.pdf"]] == "Báo cáo …/BC-SNV"


def test_a_held_plan_without_date_is_the_one_that_is_cited(office: Office) -> None:
    office.hold("plan", header(date=None))
    office.hold("report", report(), mention("Kế hoạch", "12", "KH-UBND", "2025-02-20", TINH))
    office.resolve()
    assert office.only("report") == ("resolved", KH_12, "identity")
    assert office.ask("SELECT document_id FROM files WHERE name = 'plan'") == [(KH_12,)]
    office.hold("older", report("1", "2024-12-31"), mention("Kế hoạch", "12", "KH-UBND", "2024-02-20", TINH))
    office.resolve()
    held = office.ask("SELECT document_id FROM files WHERE name = 'plan'")[0][0]
    assert held not in (KH_12, KH_12.replace("2025", "2024")), "two years fit: it is neither"


def test_two_held_plans_without_date_are_not_the_one_that_is_cited(office: Office) -> None:
    office.hold("plan", header(date=None, subject="Trồng cây"))
    office.hold("other plan", header(date=None, subject="Chống bão"))
    office.hold("report", report(), mention("Kế hoạch", "12", "KH-UBND", "2025-02-20", TINH))
    office.resolve()
    assert office.only("report") == ("resolved", KH_12, "identity")
    assert office.ask("SELECT count(DISTINCT document_id) FROM files") == [(3,)]
    assert office.ask(f"SELECT held FROM documents WHERE id = '{KH_12}'") == [(0,)]


def test_office_holders_and_party_bodies_share_a_register(office: Office) -> None:
    office.hold("decision", header("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH))
    chair = mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", f"Chủ tịch {TINH}")
    central = (
        mention("Nghị quyết", "57", "NQ/TW", "2024-12-22", "Bộ Chính trị"),
        mention("Nghị quyết", "57", "NQ-TW", "2024", "Ban Chấp hành Trung ương Đảng"),
    )
    office.hold("report", report(), chair, *central)
    office.resolve()
    ids = [row[1] for row in office.mentions("report")]
    assert ids[0] == ID_48
    assert ids[1] == ids[2] == "vn/ban-chap-hanh-trung-uong-dang/nq/khoa-xiii/57"


def short(kind: str, number: str, date: str | None = None, issuer: str | None = None) -> Reference:
    return mention(kind, number, None, date, issuer, how=ReferenceKind.SHORT, text=f"{kind} {number}")


def test_a_short_name_means_what_its_file_names_in_full(office: Office) -> None:
    directive = mention("Chỉ thị", "11", "CT/TU", "2026-01-15", "Tỉnh ủy Sơn Hà")
    named = (short("Chỉ thị", "11"), directive, short("Chỉ thị", "12"))
    office.hold("report", report(date="2026-06-30"), *named)
    office.hold("other", report("8"), short("Chỉ thị", "11"))
    office.resolve()
    full = "vn/tinh-uy-son-ha/ct/nhiem-ky-2025/11"
    assert office.mentions("report") == [
        ("resolved", full, "same_file"), ("resolved", full, "identity"), ("unresolved", None, None),
    ]  # fmt: skip
    assert office.only("other") == ("unresolved", None, None)


def test_a_short_name_with_two_meanings_is_ambiguous(office: Office) -> None:
    office.hold(
        "report",
        report(date="2026-06-30"),
        mention("Chỉ thị", "11", "CT/TU", "2026-01-15", "Tỉnh ủy Sơn Hà"),
        mention("Chỉ thị", "11", "CT-UBND", "2026-02-15", TINH),
        short("Chỉ thị", "11"),
    )
    office.resolve()
    assert office.mentions("report")[2] == ("ambiguous", None, None)


def test_a_short_name_with_issuer_and_year_joins_the_only_one(office: Office) -> None:
    office.hold("plan", header())
    named = (short("Kế hoạch", "12", "2025", TINH), short("Kế hoạch", "12", "2024", TINH))
    office.hold("report", report(), *named)
    office.resolve()
    assert office.mentions("report") == [("resolved", KH_12, "only_fit"), ("unresolved", None, None)]


def law(text: str, date: str | None = None) -> Reference:
    return mention("Luật", None, None, date, "Quốc hội", how=ReferenceKind.NAMED, text=text)


def test_laws_by_name(office: Office) -> None:
    office.hold(
        "report",
        report(),
        law("Luật Thư viện năm 2019", "2019"),
        law("Luật Lưu trữ năm 2011", "2011"),
        law("Luật Lưu trữ"),
        law("Luật Vườn tược năm 2020", "2020"),
        law("LUẬT VƯỜN TƯỢC"),
    )
    office.hold("other", report("8", "2023-01-05"), law("Luật Lưu trữ"), law("Luật Thư viện"))
    office.resolve()
    assert office.mentions("report") == [
        ("resolved", "vn/quoc-hoi/luat/2019/46", "law_table"),
        ("resolved", "vn/quoc-hoi/luat/2011/1", "law_table"),
        ("resolved", "vn/quoc-hoi/luat/2011/1", "same_file"),
        ("resolved", "vn/quoc-hoi/luat/2020/vuon-tuoc", "name"),
        ("resolved", "vn/quoc-hoi/luat/2020/vuon-tuoc", "same_file"),
    ]
    assert [row[1] for row in office.mentions("other")] == [
        "vn/quoc-hoi/luat/2011/1", "vn/quoc-hoi/luat/2019/46",
    ]  # fmt: skip


def test_a_law_of_two_years_is_ambiguous_without_year(office: Office) -> None:
    office.hold("report", report(), law("Luật Lưu trữ"))
    office.resolve()
    assert office.only("report") == ("ambiguous", None, None)
    assert office.candidates("report") == ["vn/quoc-hoi/luat/2011/1", "vn/quoc-hoi/luat/2024/33"]
    assert office.edges() == []


def test_a_law_by_number_gives_its_name_a_meaning(office: Office) -> None:
    text = "Luật Lưu trữ số 33/2024/QH15"
    full = mention("Luật", "33/2024", "QH15", None, "Quốc hội", text=text)
    office.hold("report", report(), full, law("Luật Lưu trữ"), law("Luật Lưu trữ năm 2011", "2011"))
    office.resolve()
    assert [row[1] for row in office.mentions("report")] == [
        "vn/quoc-hoi/luat/2024/33", "vn/quoc-hoi/luat/2024/33", "vn/quoc-hoi/luat/2011/1",
    ]  # fmt: skip


def test_the_table_tells_when_a_law_was_passed(office: Office) -> None:
    misprinted = mention("Luật", "33/2024", "QH15", "2024-06-12", "Quốc hội", text="Luật số 33/2024/QH15")
    office.hold("report", report(), misprinted)
    office.resolve()
    assert office.ask("SELECT id, date, effective_from, subject FROM documents WHERE type = 'Luật'") == [
        ("vn/quoc-hoi/luat/2024/33", "2024-06-21", "2025-07-01", "Luật Lưu trữ")
    ]
    assert office.ask("SELECT conflict FROM mentions") == [("date",)]


def test_a_law_whose_number_bears_another_year_than_its_name_is_open(office: Office) -> None:
    def printed(number: str, name: str = "Luật Thư viện ") -> Reference:
        return mention("Luật", number, "QH14", None, "Quốc hội", text=f"{name}số {number}/QH14")

    office.hold("report", report(), printed("46/2020"), printed("46/2019"), printed("47/2020"))
    office.hold("other", report("8"), printed("46/2020", "Luật "))
    office.resolve()
    assert [row[0] for row in office.mentions("report")] == ["ambiguous", "resolved", "resolved"]
    assert office.candidates("report") == ["vn/quoc-hoi/luat/2020/46", "vn/quoc-hoi/luat/2019/46"]
    assert office.only("other")[1] == "vn/quoc-hoi/luat/2020/46"


def test_anaphora_and_standards_make_no_document(office: Office) -> None:
    office.hold(
        "report",
        report(),
        mention("Kế hoạch", None, None, how=ReferenceKind.ANAPHORA, text="Kế hoạch này"),
        mention(None, None, None, how=ReferenceKind.STANDARD, text="TCVN ISO 9001:2015"),
    )
    office.resolve()
    assert office.mentions("report") == [(None, None, None)] * 2
    assert office.ask("SELECT count(*) FROM documents") == [(1,)]


def test_a_document_does_not_cite_itself(office: Office) -> None:
    office.hold("plan", header(), mention("Kế hoạch", "12", "KH-UBND", "2025-02-20", TINH))
    office.resolve()
    assert office.only("plan")[1] == KH_12
    assert office.edges() == []


def test_an_edge_starts_at_the_document_that_bears_it(office: Office) -> None:
    own = BC_7
    plan = mention("Kế hoạch", "02", "KH-SNV", "2025-02-19", SO, relation="issues")
    borne = mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH, relation="implements", by="2/KH-SNV")
    lost = mention("Quyết định", "49", "QĐ-UBND", "2025-02-03", TINH, relation="amends", by="77/QĐ-UBND")
    said = Link(1, 0, "implements", LinkBasis.TITLE, 0, 6)
    office.hold("report", report(), borne, plan, lost, links=(said,))
    office.resolve()
    assert office.edges() == [
        (own, "issues", "vn/so-noi-vu-tinh-son-ha/kh/2025/2", own, 1),
        (own, "cites", "vn/ubnd-tinh-son-ha/qd/2025/49", own, 1),
        ("vn/so-noi-vu-tinh-son-ha/kh/2025/2", "implements", ID_48, own, 1),
    ]


def test_a_link_between_two_other_documents_is_an_edge_with_its_sentence(office: Office) -> None:
    decision = mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH, relation="implements")
    plan = mention("Kế hoạch", "02", "KH-SNV", "2025-02-19", SO, relation="issues")
    words = "Thực hiện Quyết định số 48, sở đã ban hành Kế hoạch số 02."
    said = Link(1, 0, "implements", LinkBasis.CLAUSE, 0, len(words))
    office.hold("report", report(), decision, plan, words=words, links=(said,))
    office.resolve()
    assert office.edges() == [
        (BC_7, "issues", "vn/so-noi-vu-tinh-son-ha/kh/2025/2", BC_7, 1),
        (BC_7, "implements", ID_48, BC_7, 1),
        ("vn/so-noi-vu-tinh-son-ha/kh/2025/2", "implements", ID_48, BC_7, 1),
    ]
    assert office.ask("SELECT l.text FROM citations c JOIN links l ON l.id = c.first_link") == [(words,)]


def test_what_another_bears_is_no_citation_of_ones_own_however_often_it_is_said(office: Office) -> None:
    plan = mention("Kế hoạch", "02", "KH-SNV", "2025-02-19", SO, relation="issues")
    borne = mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH, relation="implements", by="2/KH-SNV")
    said = (Link(0, 1, "implements", LinkBasis.TITLE, 0, 6), Link(2, 3, "implements", LinkBasis.TITLE, 7, 9))
    office.hold("report", report(), plan, borne, plan, borne, links=said)
    office.resolve()
    assert office.edges() == [
        (BC_7, "issues", "vn/so-noi-vu-tinh-son-ha/kh/2025/2", BC_7, 2),
        ("vn/so-noi-vu-tinh-son-ha/kh/2025/2", "implements", ID_48, BC_7, 2),
    ]


def test_a_title_names_nothing_younger_than_its_document(office: Office) -> None:
    old = mention("Quyết định", "12", "QĐ-UBND", "2020-05-04", TINH)
    young = mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH, relation="amends", by="12/QĐ-UBND")
    office.hold("report", report(), old, young, links=(Link(0, 1, "amends", LinkBasis.TITLE, 0, 6),))
    office.resolve()
    assert [edge[1] for edge in office.edges()] == ["cites"]


def test_a_link_to_what_joined_no_document_is_no_edge(office: Office) -> None:
    vague = mention("Kế hoạch", "12", "KH-UBND")
    office.hold("one", header(), words="a")
    office.hold("two", header(issuer=OTHER), words="b")
    said = Link(0, 1, "amends", LinkBasis.TITLE, 0, 1)
    borne = mention("Quyết định", "48", "QĐ-UBND", "2025-02-03", TINH, relation="amends", by="12/KH-UBND")
    office.hold("report", report(issuer="Sở Nội vụ tỉnh Xa Lạ"), vague, borne, words="c", links=(said,))
    office.resolve()
    own = office.ask("SELECT document_id FROM files WHERE name = 'report'")[0][0]
    assert (own, "cites", ID_48, own, 1) in office.edges()
    assert "amends" not in {edge[1] for edge in office.edges()}


def test_resolving_again_changes_nothing(office: Office) -> None:
    office.hold("plan", header())
    office.hold("report", report(), QD_48, mention("Kế hoạch", "12", "KH-UBND", "2025-02-20"))
    tables = ("documents", "bodies", "mentions", "mention_candidates", "files")
    seen = []
    for _ in range(2):
        counts = office.resolve()
        edges = office.edges()
        seen.append((counts, edges, [office.ask(f"SELECT * FROM {table}") for table in tables]))
    assert seen[0] == seen[1]
    assert office.registry.setting("unresolved") == "0"


def test_the_order_of_reading_does_not_matter(tmp_path: Path) -> None:
    papers = [
        ("plan", header(subject="Trồng cây"), ()),
        ("a copy", header(subject="Trồng cây xanh"), ()),
        ("second", header(date="2025-03-20"), ()),
        ("vague", report("1"), (mention("Kế hoạch", "12", "KH-UBND", "2025"),)),
        ("full", report("2"), (QD_48, mention("Quyết định", "48", "QĐ-UBND"))),
        ("draft", header("Báo cáo", None, "BC-SNV", None, SO), (law("Luật Lưu trữ"),)),
    ]
    seen = []
    for turn, order in enumerate((papers, papers[::-1])):
        with Registry(tmp_path / f"{turn}.db", write=True) as registry:
            office = Office(registry)
            for name, own, mentions in order:
                office.hold(name, own, *mentions)
            office.resolve()
            found = [office.mentions(name) for name, _, _ in papers]
            seen.append((found, office.edges(), office.ask("SELECT * FROM documents ORDER BY id")))
    assert seen[0] == seen[1]


def test_what_nobody_cites_any_more_goes(office: Office) -> None:
    office.hold("plan", header())
    file_id = office.hold("report", report(), QD_48)
    office.resolve()
    office.drop(file_id)
    counts = office.resolve()
    assert office.ask("SELECT id FROM documents") == [(KH_12,)]
    assert counts == Resolution(documents=1, resolved=0, ambiguous=0, unresolved=0, citations=0)
    assert office.ask("SELECT id FROM bodies") == [("ubnd-tinh-son-ha",)]


def test_names_that_differ_in_marks_alone_get_ids_of_their_own(office: Office) -> None:
    office.hold("one", report("1"), mention("Kế hoạch", "5", "KH-UBND", "2025", "Ủy ban nhân dân xã Bình An"))
    office.hold("two", report("2"), mention("Kế hoạch", "5", "KH-UBND", "2025", "Ủy ban nhân dân xã Bình Ân"))
    office.resolve()
    assert office.only("one")[1] != office.only("two")[1]
    bodies = office.ask("SELECT name FROM bodies WHERE id LIKE 'ubnd-xa-binh-an%' ORDER BY name")
    assert bodies == [("Ủy ban nhân dân xã Bình An",), ("Ủy ban nhân dân xã Bình Ân",)]


def in_force(office: Office) -> list[tuple[Any, ...]]:
    return office.ask("SELECT effective_from, effective_to FROM documents WHERE held ORDER BY id")


def test_when_a_document_is_in_force_comes_from_its_files(office: Office) -> None:
    office.hold("one", replace(header(), effective=("2025-03-01", None)))
    office.hold("a copy that does not say", header())
    office.resolve()
    assert in_force(office) == [("2025-03-01", None)]
    office.hold("a copy that says otherwise", replace(header(), effective=("2025-04-01", None)))
    office.resolve()
    assert in_force(office) == [(None, None)]


CARRIER = mention("Quyết định", "05/2006", "QĐ-UBND", "2006-02-10", TINH)
ID_5 = "vn/ubnd-tinh-son-ha/qd/2006/5"


def attached(title: str | None, kind: str = "Quy chế") -> Header:
    return Header(kind, subject=title)


def test_an_attached_document_stands_below_what_carries_it(office: Office) -> None:
    office.hold("rules", attached("Tiếp công dân"), CARRIER, carrier=0)
    office.resolve()
    columns = "id, urn, label, type, number, date, issuer, held, identity"
    assert office.ask(f"SELECT {columns} FROM documents WHERE held") == [
        (
            f"{ID_5}/quy-che",
            "urn:lex:vn:uy.ban.nhan.dan.tinh.son.ha:quyet.dinh:2006-02-10;5-qd-ubnd:quy.che",
            "Quy chế kèm theo Quyết định 05/2006/QĐ-UBND",
            "Quy chế", None, "2006-02-10", TINH, 1, "full",
        )
    ]  # fmt: skip
    assert office.edges() == [(ID_5, "promulgates", f"{ID_5}/quy-che", f"{ID_5}/quy-che", 1)]


def test_the_decision_and_what_it_carries_are_two_documents(office: Office) -> None:
    office.hold("decision", header("Quyết định", "05/2006", "QĐ-UBND", "2006-02-10", TINH))
    office.hold("rules", attached("Tiếp công dân"), CARRIER, carrier=0)
    office.resolve()
    rows = dict(office.ask("SELECT name, document_id FROM files"))
    assert rows == {"decision": ID_5, "rules": f"{ID_5}/quy-che"}


def test_two_files_of_one_attachment_are_one_document(office: Office) -> None:
    vague = mention("Kế hoạch", "5", "KH-BCĐ")
    office.hold("rules.doc", attached("Tiếp công dân"), CARRIER, vague, carrier=0)
    office.hold("rules.pdf", attached("TIẾP CÔNG DÂN"), CARRIER, vague, carrier=0)
    office.resolve()
    assert office.ask("SELECT id, held FROM documents WHERE held") == [(f"{ID_5}/quy-che", 2)]
    assert len(office.ask("SELECT DISTINCT document_id FROM mentions WHERE symbol = 'KH-BCĐ'")) == 1


def test_two_attachments_of_one_type_have_their_titles_in_their_ids(office: Office) -> None:
    office.hold("one", attached("Tiếp công dân"), CARRIER, carrier=0)
    office.hold("two", attached("Làm việc"), CARRIER, carrier=0)
    office.hold("three", attached("Phòng cháy", "Đề án"), CARRIER, carrier=0)
    office.resolve()
    rows = office.ask("SELECT id FROM documents WHERE held ORDER BY id")
    ends = ["/de-an", "/quy-che-lam-viec", "/quy-che-tiep-cong-dan"]
    assert [row[0].removeprefix(ID_5) for row in rows] == ends


def test_attachments_of_two_decisions_stay_apart(office: Office) -> None:
    later = mention("Quyết định", "05/2016", "QĐ-UBND", "2016-02-10", TINH)
    for name, carrier in (("old", CARRIER), ("new", later)):
        office.hold(name, replace(attached("Tiếp công dân"), issuer=TINH), carrier, carrier=0)
    office.resolve()
    held = office.ask("SELECT id FROM documents WHERE held ORDER BY id")
    assert held == [(f"{ID_5}/quy-che",), ("vn/ubnd-tinh-son-ha/qd/2016/5/quy-che",)]


def test_a_carrier_without_issuer_is_the_only_decision_that_fits(office: Office) -> None:
    bare = mention("Quyết định", "05/2006", "QĐ-UBND", "2006-02-10")
    office.hold("decision", header("Quyết định", "05/2006", "QĐ-UBND", "2006-02-10", TINH))
    office.hold("a rules file", attached("Tiếp công dân"), bare, carrier=0)
    office.hold("b rules file", attached("Tiếp công dân"), bare, carrier=0)
    office.resolve()
    assert office.ask("SELECT id, held FROM documents WHERE held ORDER BY id") == [
        (ID_5, 1), (f"{ID_5}/quy-che", 2),
    ]  # fmt: skip
    office.hold("other", header("Quyết định", "05/2006", "QĐ-UBND", "2006-02-10", OTHER))
    office.resolve()
    apart = office.ask("SELECT DISTINCT document_id FROM files WHERE name LIKE '% rules file'")
    assert len(apart) == 2 and all("khong-so" in row[0] for row in apart), "two decisions fit"


def test_a_law_without_year_is_the_one_in_force_where_the_table_is_certain(office: Office) -> None:
    office.hold("old", report("1", "2023-01-05"), law("Luật Lưu trữ"))
    office.hold("between", report("2", "2025-01-05"), law("Luật Lưu trữ"))
    office.hold("new", report("3", "2025-11-05"), law("Luật Lưu trữ"))
    office.hold("month", report("4", "2025-07"), law("Luật Lưu trữ"))
    office.hold("undated", report("5", None), law("Luật Lưu trữ"))
    merged = header("Văn bản hợp nhất", "6", "VBHN-BNV", "2025-11-05", "Bộ Nội vụ")
    office.hold("consolidated", merged, law("Luật Lưu trữ"))
    office.resolve()
    assert office.only("old")[1:] == ("vn/quoc-hoi/luat/2011/1", "law_table")
    assert office.only("new")[1:] == office.only("month")[1:] == ("vn/quoc-hoi/luat/2024/33", "law_table")
    for name in ("between", "undated", "consolidated"):
        assert office.only(name) == ("ambiguous", None, None), name
        assert office.candidates(name) == ["vn/quoc-hoi/luat/2011/1", "vn/quoc-hoi/luat/2024/33"]


def test_a_law_that_the_text_rests_on_is_what_its_name_means_there(office: Office) -> None:
    base = replace(law("Luật Lưu trữ năm 2011", "2011"), relation="based_on")
    other = law("Luật Lưu trữ năm 2024", "2024")
    office.hold("report", report(date="2025-11-05"), law("Luật Lưu trữ"), base, other, law("Luật Lưu trữ"))
    older = law("Luật Lưu trữ năm 2011", "2011")
    office.hold("no base", report("8", "2025-01-05"), older, other, law("Luật Lưu trữ"))
    office.resolve()
    assert office.mentions("report")[3][1:] == ("vn/quoc-hoi/luat/2011/1", "same_file")
    assert office.mentions("no base")[2] == ("ambiguous", None, None)


def test_a_law_of_another_day_is_another_law(office: Office) -> None:
    """An amending law is cited under the name of the law that it amends."""
    office.hold("report", report(), law("Luật Lưu trữ ngày 30/6/2024", "2024-06-30"))
    office.hold("other", report("8"), law("Luật Lưu trữ ngày 21/6/2024", "2024-06-21"))
    office.resolve()
    assert office.only("report")[1:] == ("vn/quoc-hoi/luat/2024/luu-tru", "name")
    assert office.only("other")[1:] == ("vn/quoc-hoi/luat/2024/33", "law_table")


def test_who_signed_for_the_party_is_shown_though_one_register_holds_all(office: Office) -> None:
    politburo = mention("Nghị quyết", "57", "NQ/TW", "2024-12-22", "Bộ Chính trị")
    office.hold("report", report(), politburo)
    office.resolve()
    issuers = office.ask("SELECT issuer FROM documents WHERE symbol = 'NQ/TW'")
    assert issuers == [("Bộ Chính trị",)]


def test_a_misprinted_number_tells_nothing_of_a_bare_name(office: Office) -> None:
    wrong = mention("Luật", "46/2021", "QH14", "2019-11-21", "Quốc hội")
    wrong = replace(wrong, text="Luật Thư viện số 46/2021/QH14")
    office.hold("report", report(), wrong, law("Luật Thư viện"))
    office.resolve()
    assert office.mentions("report")[1][1] == "vn/quoc-hoi/luat/2019/46"
