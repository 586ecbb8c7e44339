from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
import registry_specimen as specimen
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.registry import Registry

PLAN = str(specimen.DOCUMENTS[0][0])


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return specimen.build(tmp_path_factory.mktemp("asking") / "r.db")


def run(db: Path, *words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", lang, *words, "--db", str(db)])


LISTINGS = [
    ["citations"],
    ["citations", "--from-type", "KH", "--to-type", "quyet dinh", "--relation", "thực hiện"],
    ["search", "dich", "vu", "cong"],
    ["show", PLAN],
    ["citations", "--citing", PLAN, "--depth", "2"],
    ["view"],
    ["view", "plans_citing_decisions"],
]


@pytest.mark.parametrize("words", LISTINGS)
def test_every_format_reads_back(db: Path, tmp_path: Path, words: list[str]) -> None:
    whole = json.loads(run(db, *words, "--format", "json").stdout)
    lines = run(db, *words, "--format", "jsonl").stdout.splitlines()
    rows = list(csv.DictReader(io.StringIO(run(db, *words, "--format", "csv").stdout.removeprefix("\ufeff"))))
    table = run(db, *words).stdout
    sheet = tmp_path / "out.xlsx"
    assert run(db, *words, "--output", str(sheet)).exit_code == 0
    assert [json.loads(line) for line in lines] == (whole if isinstance(whole, list) else [whole])
    # a dossier's sheet has a row for the document and one for each file before its citations
    parts = ("files", "cites", "cited_by")
    expected = len(whole) if isinstance(whole, list) else 1 + sum(len(whole[part]) for part in parts)
    assert len(rows) == expected > 0
    assert "12/KH-UBND" in table or words == ["view"]
    with zipfile.ZipFile(sheet) as package:
        assert package.read("xl/worksheets/sheet1.xml").count(b"<row ") == expected + 1


@pytest.mark.parametrize("words", LISTINGS)
def test_a_sheet_needs_a_file(db: Path, words: list[str]) -> None:
    result = run(db, *words, "--format", "xlsx")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "99/QĐ-UBND"], "No document in the registry fits"),
        (["citations", "--citing", "99/QĐ-UBND"], "No document in the registry fits"),
        (["citations", "--cited", "48/QĐ-UBND"], "fits 2 documents"),
        (["show", "quyết định 48"], "fits 2 documents"),
    ],
)
def test_a_ref_that_is_unknown_or_ambiguous_is_exit_code_3(db: Path, words: list[str], sentence: str) -> None:
    result = run(db, *words)
    assert result.exit_code == 3
    assert sentence in result.stderr
    assert result.stdout == ""
    if "2 documents" in sentence:
        assert result.stderr.count("vn/ubnd-tinh-ha-son/qd/") == 2


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--from-type", "ke hoạc"], "Kế hoạch"),
        (["--to-type", "zzzz"], "QĐ"),
        (["--relation", "follows"], "implements"),
    ],
)
def test_an_unknown_type_or_relation_is_exit_code_2(db: Path, words: list[str], named: str) -> None:
    result = run(db, "citations", *words)
    assert result.exit_code == 2
    assert named in result.stderr


@pytest.mark.parametrize("form", ["KH", "kh", "Kế hoạch", "ke hoach"])
def test_types_are_taken_in_any_form(db: Path, form: str) -> None:
    rows = json.loads(run(db, "citations", "--from-type", form, "--format", "json").stdout)
    assert len(rows) == 3


def test_show_tells_identity_files_and_both_directions(db: Path) -> None:
    shown = json.loads(run(db, "show", "kế hoạch 12/kh-ubnd hạ sơn", "--format", "json").stdout)
    assert shown["id"] == PLAN
    assert shown["issuer"] == specimen.HA_SON
    assert [row["file"] for row in shown["files"]] == ["ke-hoach-12.docx"]
    assert {row["status"] for row in shown["cites"]} == {"resolved", "ambiguous", "unresolved"}
    cited = json.loads(run(db, "show", str(specimen.DOCUMENTS[2][0]), "--format", "json").stdout)
    assert [row["words"] for row in cited["cited_by"]][0] == "Quyết định số 48/QĐ-UBND ngày 03/02/2025"


def test_show_in_vietnamese(db: Path) -> None:
    text = run(db, "show", "48/QĐ-UBND năm 2025", lang="vi").stdout
    sections = ("Được viện dẫn bởi (1)", "Có thể chỉ văn bản này", "khớp nhiều", "còn hiệu lực")
    for words in ("Quyết định 48/QĐ-UBND", "cơ quan ban hành", *sections):
        assert words in text


def test_the_limit_is_told_on_standard_error(db: Path) -> None:
    result = run(db, "citations", "--limit", "1", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 1
    assert "--limit 1;" in result.stderr
    assert run(db, "citations", "--limit", "3", "--format", "jsonl").stderr == ""


def test_ambiguous_citations_show_their_candidates(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert "vn/ubnd-tinh-ha-son/qd/2024/48" in run(db, "citations", "--status", "ambiguous").stdout
    assert "vn/ubnd-tinh-ha-son/qd/2024/48" not in run(db, "citations").stdout


def test_nothing_found_is_no_error(db: Path) -> None:
    result = run(db, "search", "khoáng sản")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing found.\n"
    assert json.loads(run(db, "search", "khoáng", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    "words", ["nang cao chat luong", "48/QD-UBND", 'a"b OR *', "kế hoạch AND", "-x", "col:x ^y", "NEAR(a b)"]
)
def test_search_takes_any_input(db: Path, words: str) -> None:
    result = CliRunner().invoke(app, ["search", "--db", str(db), "--", words])
    assert result.exit_code == 0, result.stderr


def test_a_search_for_nothing_is_exit_code_2(db: Path) -> None:
    result = run(db, "search", "?!")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_output_to_a_folder_that_is_not_there(db: Path, tmp_path: Path) -> None:
    result = run(db, "citations", "--output", str(tmp_path / "none" / "a.csv"))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("command", [("citations",), ("search", "ngan sach"), ("show", "18-NQ/TW")])
def test_who_asks_before_all_is_joined_is_told_so(tmp_path: Path, command: tuple[str, ...]) -> None:
    db = specimen.build(tmp_path / "r.db")
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('unresolved', '1')")
    assert "vanthu ingest" in run(db, *command).stderr
    assert "chưa được nối" in run(db, *command, lang="vi").stderr


@pytest.mark.parametrize("command", [("show",), ("citations", "--cited"), ("citations", "--from-type")])
def test_bytes_that_are_no_text_are_a_ref_that_fits_nothing(db: Path, command: tuple[str, ...]) -> None:
    result = run(db, *command, "112/Q\udcd0-UBND")
    assert result.exit_code in (2, 3)
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_type_of_ones_own_rules_can_be_asked_for(tmp_path: Path) -> None:
    db = specimen.build(tmp_path / "r.db")
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        connection.execute("UPDATE documents SET type = 'Phiếu gửi' WHERE type = 'Công văn'")
    assert run(db, "citations", "--to-type", "phieu gui").exit_code == 0


def test_the_registry_is_never_taken_for_the_output(tmp_path: Path) -> None:
    db = specimen.build(tmp_path / "r.db")
    before = db.read_bytes()
    result = run(db, "citations", "--output", str(db))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert db.read_bytes() == before


def test_a_file_of_no_bytes_is_no_registry_yet(tmp_path: Path) -> None:
    (tmp_path / "r.db").touch()
    result = run(tmp_path / "r.db", "citations")
    assert result.exit_code == 5
    assert "There is no registry" in result.stderr


@pytest.mark.parametrize(
    ("words", "english", "vietnamese"),
    [
        (("show", PLAN, "--as-of", "2025-02-30"), "--as-of: ", "--as-of: “2025-02-30” không phải ngày"),
        (("citations", "--since", "tomorrow"), '--since: "tomorrow" is no date', "--since: "),
        (("citations", "--until", "2025"), '--until: "2025" is no date', "--until: “2025” không phải ngày"),
        (
            ("citations", "--since", "2025-02-01", "--until", "1/1/2025"),
            "--since 2025-02-01 lies after --until 2025-01-01",
            "--since 2025-02-01 sau --until 2025-01-01",
        ),
        (("citations", "--from-issuer", "Bộ Xây Tổ"), "No issuer in the registry", "Trong sổ không có"),
        (("citations", "--to-issuer", " "), "No issuer in the registry", "Trong sổ không có"),
        (("citations", "--from-issuer", "UBND tinh Ha Sonn"), specimen.HA_SON, specimen.HA_SON),
        (("view", "plans"), "did you mean one of: plans_citing_decisions?", "plans_citing_decisions"),
        (("view", "zzzz"), "conflicting_dates", "conflicting_dates"),
    ],
)
def test_wrong_values_are_one_sentence(
    db: Path, words: tuple[str, ...], english: str, vietnamese: str
) -> None:
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        result = run(db, *words, lang=lang)
        assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
        assert sentence in result.stderr


@pytest.mark.parametrize("name", ["UBND tỉnh Hạ Sơn", "ha son", "ubnd", "Ủy ban nhân dân tỉnh Hạ Sơn"])
def test_a_part_of_the_issuers_name_is_enough(db: Path, name: str) -> None:
    rows = json.loads(run(db, "citations", "--from-issuer", name, "--format", "json").stdout)
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--direct",), 3),
        (("--asserted",), 0),
        (("--replaced",), 0),
        (("--since", "2025-02-20", "--until", "20/2/2025"), 3),
        (("--since", "2025-02-21"), 0),
        (("--to-issuer", "ha son"), 1),
    ],
)
def test_citations_by_who_when_and_how(db: Path, words: tuple[str, ...], count: int) -> None:
    rows = json.loads(run(db, "citations", *words, "--format", "json").stdout)
    assert len(rows) == count


def test_show_tells_the_standing_on_a_day(db: Path) -> None:
    before = json.loads(run(db, "show", PLAN, "--as-of", "19/2/2025", "--format", "json").stdout)
    assert before["standing"]["state"] == "not_yet_in_force"
    assert "On 2025-02-20: in force since 2025-02-20" in run(db, "show", PLAN, "--as-of", "2025-02-20").stdout


def test_without_a_day_it_is_today(db: Path) -> None:
    from datetime import date

    standing = json.loads(run(db, "show", PLAN, "--format", "json").stdout)["standing"]
    assert standing["as_of"] == date.today().isoformat()


def test_views_are_listed_in_the_users_language(db: Path) -> None:
    assert "Which plans reference which decisions" in run(db, "view").stdout
    assert "Kế hoạch nào viện dẫn quyết định nào" in run(db, "view", lang="vi").stdout
    rows = json.loads(run(db, "view", "--format", "json").stdout)
    assert "cited_after_replaced" in {row["view"] for row in rows}


def test_a_long_listing_is_cut_on_the_screen_only(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.cli import asking

    monkeypatch.setattr(asking, "SCREEN_ROWS", 1)
    for words in (("citations",), ("view", "ambiguous_mentions")):
        assert "--limit 1" in run(db, *words).stderr
        cut, longer = (run(db, *words, *more).stdout.splitlines() for more in ((), ("--limit", "2")))
        assert len(cut) < len(longer)
        assert len(json.loads(run(db, *words, "--format", "json").stdout)) > 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "1/QĐ-UBND"), 3),
        (("citations", "--cited", "1/QĐ-UBND"), 3),
        (("citations", "--citing", "1/QĐ-UBND"), 3),
        (("citations",), 0),
        (("citations", "--replaced"), 0),
        (("view", "documents_nobody_implements"), 0),
        (("citations", "--from-issuer", "UBND"), 2),
    ],
)
def test_an_empty_registry_has_an_answer(tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    with Registry(tmp_path / "r.db", write=True):
        pass
    result = run(tmp_path / "r.db", *words)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (code, "", 1)


@pytest.mark.parametrize("words", [("show", "18-NQ/TW"), ("citations",), ("view", "cited_after_replaced")])
def test_a_registry_of_an_older_version_is_told_of(tmp_path: Path, words: tuple[str, ...]) -> None:
    db = specimen.build(tmp_path / "r.db")
    with Registry(db, write=True) as registry:
        registry.query("PRAGMA user_version = 1")
    result = run(db, *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (5, 1)
    assert "older version" in result.stderr


def test_who_cites_itself_is_shown_in_both_directions(tmp_path: Path) -> None:
    db = specimen.build(tmp_path / "r.db")
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        specimen.add_edge(connection, PLAN, "cites", PLAN)
    shown = json.loads(run(db, "show", PLAN, "--format", "json").stdout)
    assert [row["cited_id"] for row in shown["cites"] if row["relation"] == "cites"] == [PLAN]
    assert [row["citing_id"] for row in shown["cited_by"]] == [PLAN]
    assert shown["standing"]["state"] == "in_force"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--depth", "2"), "--cited or --citing"),
        (("--depth", "2", "--citing", PLAN, "--cited", PLAN), "--cited or --citing"),
        (("--depth", "2", "--citing", PLAN, "--since", "2025-01-01", "--replaced"), "--since, --replaced"),
    ],
)
def test_a_chain_starts_at_one_document_and_takes_no_other_filter(
    db: Path, words: tuple[str, ...], named: str
) -> None:
    result = run(db, "citations", *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert named in result.stderr


@pytest.mark.parametrize("depth", ["0", "-1", "x"])
def test_a_depth_is_a_number_of_steps(db: Path, depth: str) -> None:
    assert run(db, "citations", "--citing", PLAN, "--depth", depth).exit_code == 2


def test_a_chain_of_an_unknown_document_is_exit_code_3(db: Path) -> None:
    assert run(db, "citations", "--cited", "999/QĐ-UBND", "--depth", "2").exit_code == 3


def test_a_chain_shows_its_steps(db: Path) -> None:
    rows = json.loads(run(db, "citations", "--citing", PLAN, "--depth", "3", "--format", "json").stdout)
    assert [(row["depth"], row["previous_id"]) for row in rows] == [(1, PLAN)]
    wanted = ("citations", "--citing", PLAN, "--depth", "3", "--relation", "replaces", "--format", "json")
    assert json.loads(run(db, *wanted).stdout) == []
