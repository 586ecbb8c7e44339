from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from extractors.rulebook import RULES_DIR, Rulebook, RuleFileError, build, load_rules, read_table


def test_every_table_is_filled(rules: Rulebook) -> None:
    for table in (rules.types, rules.bodies, rules.provinces, rules.laws, rules.cues, rules.body_heads):
        assert len(table) > 15
    assert set(rules.tables) == {path.stem for path in RULES_DIR.glob("*.tsv")}


def test_a_rulebook_is_made_once(rules: Rulebook) -> None:
    assert load_rules() is rules


def test_sixty_three_provinces_became_thirty_four(rules: Rulebook) -> None:
    before = {
        p.name
        for p in rules.provinces
        if p.valid_from <= "2025-06-30" and (p.valid_to or "9") >= "2025-06-30"
    }
    after = [
        p.name
        for p in rules.provinces
        if p.valid_from <= "2025-07-01" and (p.valid_to or "9") >= "2025-07-01"
    ]
    assert len(before) == 63
    assert len(after) == len(set(after)) == 34


def test_every_successor_is_a_row_of_its_own(rules: Rulebook) -> None:
    provinces = {p.name for p in rules.provinces}
    assert {p.successor for p in rules.provinces if p.successor} <= provinces
    letters = set(rules.bodies_by_letters)
    assert {one for b in rules.bodies if b.successor for one in b.successor.split("; ")} <= letters


def test_dates_of_bodies_and_provinces_are_iso_and_in_order(rules: Rulebook) -> None:
    spans = [(b.valid_from, b.valid_to) for b in rules.bodies] + [
        (p.valid_from, p.valid_to) for p in rules.provinces
    ]
    for begin, end in spans:
        assert all(date == "" or datetime.date.fromisoformat(date) for date in (begin, end))
        assert not (begin and end) or begin <= end


def test_cues_name_relations_that_exist(rules: Rulebook) -> None:
    assert {cue.relation for cue in rules.cues} <= set(rules.relations)
    assert {cue.position for cue in rules.cues} <= {"before", "adjacent", "after"}


@pytest.mark.parametrize(
    ("letters", "family", "name"),
    [
        ("KH", "state", "Kế hoạch"),
        ("TTr", "state", "Tờ trình"),
        ("QĐ", "state", "Quyết định"),
        ("NĐ", "state", "Nghị định"),
        ("TT", "state", "Thông tư"),
        ("TT", "party", "Thông tri"),
        ("QĐi", "party", "Quy định"),
        ("TTLT", "state", "Thông tư liên tịch"),
    ],
)
def test_types_by_letters(rules: Rulebook, letters: str, family: str, name: str) -> None:
    assert rules.type_by_letters[letters, family] == name


def test_letters_of_the_party_and_of_the_state_do_not_overlap(rules: Rulebook) -> None:
    assert {"TW", "TU", "ĐU"} <= rules.party_letters
    assert {"UBND", "CP", "TTr"} <= rules.state_letters
    assert not rules.party_letters & rules.state_letters


@pytest.mark.parametrize(
    ("name", "date", "kind"),
    [
        ("Quảng Ninh", "2026-08-31", "tỉnh"),
        ("Quảng Ninh", "2026-09-01", "thành phố"),
        ("Quảng Ninh", None, "thành phố"),
        ("Đồng Nai", "2026-04-29", "tỉnh"),
        ("Đồng Nai", "2026-04-30", "thành phố"),
        ("Hà Nội", "2000-01-01", "thành phố"),
        ("Yên Bái", "2020-01-01", "tỉnh"),
        ("Huế", "2026-01-01", "thành phố"),
        ("Không Có", None, "tỉnh"),
    ],
)
def test_what_a_province_was_at_a_date(rules: Rulebook, name: str, date: str | None, kind: str) -> None:
    assert rules.province_kind(name, date) == kind


def test_provinces_by_folded_name(rules: Rulebook) -> None:
    assert rules.province_by_fold["hoa binh"] == "Hòa Bình"
    assert rules.province_by_fold["dak lak"] == "Đắk Lắk"


def _write(folder: Path, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def test_a_table_is_read_by_column(tmp_path: Path) -> None:
    path = _write(tmp_path, "t.tsv", "a\tb", " một \thai", "", "\tba")
    assert read_table(path) == (
        {"_line": "2", "a": "một", "b": "hai"},
        {"_line": "4", "a": "", "b": "ba"},
    )


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    assert read_table(_write(tmp_path, "t.tsv", "a", "x", encoding="utf-8-sig"))[0]["a"] == "x"


def test_quotes_are_letters_like_others(tmp_path: Path) -> None:
    assert read_table(_write(tmp_path, "t.tsv", "a\tb", '"x\ty"'))[0]["a"] == '"x'


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("a\tb", "một"), ("t.tsv, line 2", "1 columns", "2")),
        (("a\tb", "một\thai", "một\thai\tba"), ("t.tsv, line 3", "3 columns")),
    ],
)
def test_a_row_of_another_length_is_refused_with_its_line(
    tmp_path: Path, lines: tuple[str, ...], words: tuple[str, ...]
) -> None:
    with pytest.raises(RuleFileError) as caught:
        read_table(_write(tmp_path, "t.tsv", *lines))
    assert all(word in str(caught.value) for word in words)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.tsv").write_bytes(b"")
    (tmp_path / "latin.tsv").write_bytes("a\nQuyết định".encode("utf-16"))
    for name, words in (
        ("empty.tsv", "empty"),
        ("latin.tsv", "cannot be read"),
        ("none.tsv", "cannot be read"),
    ):
        with pytest.raises(RuleFileError, match=words):
            read_table(tmp_path / name)


def test_a_missing_table_or_column_is_named(rules: Rulebook) -> None:
    tables = dict(rules.tables)
    del tables["laws"]
    with pytest.raises(RuleFileError, match="laws"):
        build(tables)
    tables = {**rules.tables, "laws": ({"_line": "2", "name": "Luật Lưu trữ"},)}
    with pytest.raises(RuleFileError, match="number"):
        build(tables)


def test_a_users_rows_go_before_the_programs(tmp_path: Path, rules: Rulebook) -> None:
    header = "letters\tname\tlevel\tvalid_from\tvalid_to\tsuccessor\taliases\texample\tcounter_example"
    _write(tmp_path, "bodies.tsv", header, "QLC\tBan Quản lý chợ {province}\tprovince\t\t\t\t\tx\t")
    laid = load_rules(tmp_path)
    assert laid.bodies[0].letters == "QLC"
    assert len(laid.bodies) == len(rules.bodies) + 1
    assert laid.cues == rules.cues
