from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from extractors.rulebook import RULES_DIR
from extractors.rulecheck import check_rules


def test_every_row_holds_against_its_example_and_counter_example() -> None:
    assert check_rules() == []


def test_a_copy_of_the_rules_holds_as_the_rules_do(tmp_path: Path) -> None:
    shutil.copytree(RULES_DIR, tmp_path / "own")
    assert check_rules(tmp_path / "own") == []


def _tables_with(*columns: str) -> list[str]:
    names = []
    for path in sorted(RULES_DIR.glob("*.tsv")):
        header = path.read_text(encoding="utf-8").splitlines()[0].split("\t")
        if set(columns) <= set(header):
            names.append(path.name)
    return names


def _damage(folder: Path, name: str, **values: str) -> int:
    """Copy one table with other values in its third row; the number of that line."""
    lines = (RULES_DIR / name).read_text(encoding="utf-8").splitlines()
    header, at = lines[0].split("\t"), min(3, len(lines)) - 1
    row = dict(zip(header, lines[at].split("\t"), strict=True)) | values
    lines[at] = "\t".join(row[column] for column in header)
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return at + 1


UNCHECKED = {
    "relations.tsv", "party_terms.tsv", "laws_renewed.tsv", "registers.tsv", "force.tsv",
    "task_plain_words.tsv",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(_tables_with("example")) - UNCHECKED - {"count_nouns.tsv"}))
def test_an_example_that_does_not_fit_is_found(tmp_path: Path, name: str) -> None:
    line = _damage(tmp_path, name, example="không có gì ở đây")
    (problem,) = check_rules(tmp_path)
    assert (problem.file, problem.line) == (name, line)
    assert "example" in problem.why and "không có gì ở đây" in problem.why


def test_a_count_noun_whose_example_is_a_mention_is_found(tmp_path: Path) -> None:
    line = _damage(tmp_path, "count_nouns.tsv", example="Thực hiện Chỉ thị 05 về chợ")
    (problem,) = check_rules(tmp_path)
    assert (problem.file, problem.line) == ("count_nouns.tsv", line)


@pytest.mark.parametrize(
    "name", ["doc_types.tsv", "bodies.tsv", "cues.tsv", "laws.tsv", "body_heads.tsv", "provinces.tsv"]
)
def test_a_counter_example_that_fits_is_found(tmp_path: Path, name: str) -> None:
    lines = (RULES_DIR / name).read_text(encoding="utf-8").splitlines()
    example = lines[2].split("\t")[lines[0].split("\t").index("example")]
    line = _damage(tmp_path, name, counter_example=example)
    (problem,) = check_rules(tmp_path)
    assert (problem.file, problem.line) == (name, line)
    assert problem.why.startswith("matches its counter-example")


@pytest.mark.parametrize("name", _tables_with("example"))
def test_a_row_without_an_example_is_found(tmp_path: Path, name: str) -> None:
    line = _damage(tmp_path, name, example="")
    assert [(p.file, p.line, p.why) for p in check_rules(tmp_path)] == [(name, line, "has no example")]


def test_letters_that_are_not_composed_are_found(tmp_path: Path) -> None:
    line = _damage(tmp_path, "body_heads.tsv", head=unicodedata.normalize("NFD", "Tổng cục"))
    assert ("body_heads.tsv", line, "head is not in NFC") in {
        (p.file, p.line, p.why) for p in check_rules(tmp_path)
    }


@pytest.mark.parametrize("name", [path.name for path in sorted(RULES_DIR.glob("*.tsv"))])
def test_a_row_with_a_column_too_many_is_found(tmp_path: Path, name: str) -> None:
    lines = (RULES_DIR / name).read_text(encoding="utf-8").splitlines()
    lines[1] += "\tthừa"
    (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (problem,) = check_rules(tmp_path)
    assert f"{name}, line 2" in problem.why and "columns" in problem.why


def test_a_table_that_nothing_reads_is_found(tmp_path: Path) -> None:
    (tmp_path / "body.tsv").write_text("letters\tname\nA\tB\n", encoding="utf-8")
    (problem,) = check_rules(tmp_path)
    assert problem.file == "body.tsv" and "no rule table has this name" in problem.why


def test_a_folder_without_rules_is_found(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (problem,) = check_rules(tmp_path)
    assert (problem.file, problem.why) == (str(tmp_path), "holds no rule file (*.tsv)")


def test_a_table_with_another_header_is_found(tmp_path: Path) -> None:
    (tmp_path / "cues.tsv").write_text("words\trelation\nx\tcites\n", encoding="utf-8")
    (problem,) = check_rules(tmp_path)
    assert "cue" in problem.why


def test_a_users_own_row_works_and_is_held_against_its_example(tmp_path: Path) -> None:
    header = "letters\tname\tlevel\tvalid_from\tvalid_to\tsuccessor\taliases\texample\tcounter_example"
    row = "QLC\tBan Quản lý chợ {province}\tprovince\t\t\t\t\tThông báo số 15/TB-QLC\t"
    (tmp_path / "bodies.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert check_rules(tmp_path) == []
