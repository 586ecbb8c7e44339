from __future__ import annotations

from collections.abc import Iterator

import pytest
import registry_specimen as specimen

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.refs import find_document, near_ids, parse, relation_name, type_name
from pipeline.registry import Registry

PLAN, OTHER_PLAN, DECISION, OLD_DECISION, RESOLUTION, DECREE, LETTER, LAW = (
    str(row[0]) for row in specimen.DOCUMENTS
)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    path = specimen.build(tmp_path_factory.mktemp("refs") / "r.db")
    with Registry(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("ref", "document"),
    [
        (PLAN, PLAN),
        (f"urn:lex:{DECREE}", DECREE),
        ("ke-hoach-12.docx", PLAN),
        ("2025/ke-hoach-12.docx", PLAN),
        ("2025\\ke-hoach-12.docx", PLAN),
        ("48/QĐ-UBND năm 2025", DECISION),
        ("Quyết định số 48/QĐ-UBND ngày 03/02/2025", DECISION),
        ("quyet dinh 48/qd-ubnd 2024", OLD_DECISION),
        ("QĐ 48/QĐ-UBND ngày 15/1/2024 của Ủy ban nhân dân tỉnh Hạ Sơn", OLD_DECISION),
        ("12/KH-UBND của UBND tỉnh Sầm Giang", OTHER_PLAN),
        ("kế hoạch 012/kh-ubnd hạ sơn", PLAN),
        ("18-NQ/TW", RESOLUTION),
        ("18/NQ-TW", RESOLUTION),
        ("NQ 18", RESOLUTION),
        ("Nghị quyết số 18-NQ/TW ngày 25/10/2017", RESOLUTION),
        ("30/2020/NĐ-CP", DECREE),
        ("30/2020/nd-cp", DECREE),
        ("Nghị định 30", DECREE),
        ("15/STC-NS", LETTER),
        ("Luật Thư viện năm 2019", LAW),
        ("luat thu vien", LAW),
        (" 30 / 2020 / NĐ - CP ", DECREE),
        ("NĐ30", DECREE),
        ("30/2020", DECREE),
        ("ke-hoach-12", PLAN),
    ],
)
def test_a_ref_finds_its_document(registry: Registry, ref: str, document: str) -> None:
    assert find_document(registry, ref) == document


@pytest.mark.parametrize(
    ("ref", "candidates"),
    [
        ("48/QĐ-UBND", [DECISION, OLD_DECISION]),
        ("Quyết định 48", [DECISION, OLD_DECISION]),
        ("48", [DECISION, OLD_DECISION]),
        ("12/KH-UBND năm 2025", [PLAN, OTHER_PLAN]),
    ],
)
def test_a_ref_that_fits_several_lists_them(registry: Registry, ref: str, candidates: list[str]) -> None:
    with pytest.raises(UnknownReferenceError) as caught:
        find_document(registry, ref)
    for lang in ("vi", "en"):
        assert all(candidate in caught.value.sentence(lang) for candidate in candidates)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    "ref",
    [
        "49/QĐ-UBND",
        "48/QĐ-UBND năm 2019",
        "Kế hoạch 48/QĐ-UBND",
        "30/2021/NĐ-CP",
        "ke-hoach-13.docx",
        "hoach-12.docx",
        "Luật Thủy lợi",
        "kế hoạch",
        "Quyết định",
        "Luật",
        "Luật Thư viện 2020",
        "",
        "%",
        "' OR 1=1 --",
        "12",
    ],
)
def test_a_ref_that_fits_nothing_is_refused(registry: Registry, ref: str) -> None:
    with pytest.raises(UnknownReferenceError):
        find_document(registry, ref)


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry of two laws of one name, known by their numbers, and of one with a comma in its name."""
    path = tmp_path_factory.mktemp("refs") / "laws.db"
    with Registry(path, write=True) as opened:
        with opened.transaction() as connection:
            for key, number, symbol, date in (
                ("land-2013", "45/2013", "QH13", "2013-11-29"),
                ("land-2024", "31/2024", "QH15", "2024-01-18"),
                ("minerals", "54/2024", "QH15", "2024-11-29"),
            ):
                more = {"number": number, "symbol": symbol, "year": int(date[:4]), "held": 0}
                specimen.add_document(connection, key, "Luật", date, **more)
        yield opened


@pytest.mark.parametrize(
    ("ref", "law"),
    [
        ("Luật Đất đai năm 2024", "land-2024"),
        ("luat dat dai 2013", "land-2013"),
        ("Luật Địa chất và khoáng sản", "minerals"),
    ],
)
def test_a_law_is_found_by_its_name(laws: Registry, ref: str, law: str) -> None:
    assert find_document(laws, ref) == law


def test_a_name_that_several_laws_bear_lists_them(laws: Registry) -> None:
    with pytest.raises(UnknownReferenceError) as caught:
        find_document(laws, "Luật Đất đai")
    assert all(key in caught.value.sentence("en") for key in ("land-2013", "land-2024"))


def test_near_misses_are_named(registry: Registry) -> None:
    with pytest.raises(UnknownReferenceError, match=OLD_DECISION):
        find_document(registry, "48/QĐ-UBND năm 2019")


@pytest.mark.parametrize(
    ("ref", "number", "symbol", "year", "date"),
    [
        ("285/KH-UBND", "285", "kh/ubnd", None, None),
        ("số 07 /BC-UBND, ngày 3/4/2025", "7", "bc/ubnd", None, "2025-04-03"),
        ("66.4/2025/NQ-CP", "66.4", "nq/cp", "2025", None),
        ("59/2020/QH14", "59", "qh14", "2020", None),
        ("131/2025/TTLT-BTC-BNV", "131", "ttlt/btc/bnv", "2025", None),
        ("05a/QĐ-SYT 2024-05-06", "5a", "qd/syt", None, "2024-05-06"),
        ("106/QĐ-SNN&PTNT (2023)", "106", "qd/snn&ptnt", "2023", None),
        ("Chỉ thị 05 năm 2022", "5", None, "2022", None),
    ],
)
def test_the_parts_of_a_ref(
    ref: str, number: str, symbol: str | None, year: str | None, date: str | None
) -> None:
    wanted = parse(ref)
    assert wanted is not None
    assert (wanted.number, wanted.symbol, wanted.year, wanted.date) == (number, symbol, year, date)


@pytest.mark.parametrize("typed", ["KH", "kh", "Kế hoạch", "ke hoach", "KẾ HOẠCH", " kế  hoạch "])
def test_a_type_is_known_in_any_form(registry: Registry, typed: str) -> None:
    assert type_name(registry, typed) == "Kế hoạch"


@pytest.mark.parametrize(
    ("typed", "name"), [("qđ", "Quyết định"), ("QD", "Quyết định"), ("nd", "Nghị định"), ("cv", "Công văn")]
)
def test_types_by_their_letters(registry: Registry, typed: str, name: str) -> None:
    assert type_name(registry, typed) == name


def test_an_unknown_type_names_the_nearest_ones(registry: Registry) -> None:
    with pytest.raises(UsageError, match="Kế hoạch"):
        type_name(registry, "ke hoạc")


@pytest.mark.parametrize("typed", ["implements", "Implements", "thực hiện", "thuc hien"])
def test_a_relation_is_known_in_any_form(typed: str) -> None:
    assert relation_name(typed) == "implements"


def test_an_unknown_relation_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="based_on"):
        relation_name("follows")


@pytest.mark.parametrize("ref", ["Kế hoạch 12 Hạ Sơn", "KH 12 tỉnh Hạ Sơn năm 2025"])
def test_words_after_a_short_number_narrow_it_down(registry: Registry, ref: str) -> None:
    assert find_document(registry, ref) == PLAN


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("vn/ubnd-tinh-ha-son/qd/2025/49", "vn/ubnd-tinh-ha-son/qd/2025/48"),
        ("vn/ubnd-tinh-ha-son/qd/2025/48/phu-luc", "vn/ubnd-tinh-ha-son/qd/2025/48"),
        ("khong-co", None),
    ],
)
def test_ids_near_one_that_is_not_there(registry: Registry, typed: str, near: str | None) -> None:
    assert [candidate.id for candidate in near_ids(registry, typed)] == ([near] if near else [])
