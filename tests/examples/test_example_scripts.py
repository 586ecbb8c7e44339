"""The example scripts run as a user runs them, and what they draw is what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.ingest import ingest
from pipeline.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
MATRIX, LINE = "plans_and_decisions", "indicator_over_a_year"


def run(name: str, out: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "examples" / f"{name}.py", "--out", out, *words]
    return subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, encoding="utf-8", cwd=out
    )


def marks(svg: Path) -> dict[str, int]:
    """How many marks the picture has, by the name of their group."""
    groups = ElementTree.parse(svg).iter(f"{SVG}g")
    return {
        group.get("id", ""): sum(1 for _ in group.iter(f"{SVG}use"))
        for group in groups
        if re.match("marks-|values", group.get("id", ""))
    }


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "r.db"
    ingest([ROOT / "corpus"], path, jobs=2)
    return path


def test_the_matrix_has_a_mark_for_every_relation(corpus: Path, tmp_path: Path) -> None:
    done = run(MATRIX, tmp_path, "--db", corpus)
    assert (done.returncode, done.stderr) == (0, "")
    with Registry(corpus) as registry:
        wanted = dict(registry.query("SELECT relation, count(*) FROM plans_citing_decisions GROUP BY 1"))
        (plans, decisions) = registry.query(
            "SELECT count(DISTINCT plan_id), count(DISTINCT decision_id) FROM plans_citing_decisions"
        )[0]
    assert {name.split("-")[1]: count for name, count in marks(tmp_path / f"{MATRIX}.svg").items()} == wanted
    lines = done.stdout.splitlines()
    assert lines[0] == f"{plans} plans reference {decisions} decisions." and plans >= 5
    assert lines[-1] == f"Wrote {tmp_path / MATRIX}.png and {tmp_path / MATRIX}.svg."
    assert (tmp_path / f"{MATRIX}.png").read_bytes().startswith(b"\x89PNG")
    assert "Not drawn" not in done.stdout


def test_the_same_registry_gives_the_same_picture(corpus: Path, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        run(MATRIX, tmp_path / name, "--db", corpus)
    first, second = ((tmp_path / name / f"{MATRIX}.svg").read_bytes() for name in "ab")
    assert first == second


def test_a_large_matrix_says_what_it_leaves_out(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import made_graph

    made_graph.write(tmp_path / "r.db", 3000, 12_000)
    done = run(MATRIX, tmp_path, "--db", tmp_path / "r.db")
    told = re.search(r"Không vẽ (\d+) kế hoạch và (\d+) quyết định \((\d+) quan hệ\)", done.stdout)
    assert told is not None, done.stderr
    plans, decisions = map(int, re.findall(r"^(\d+) plans reference (\d+)", done.stdout)[0])
    drawn = sum(marks(tmp_path / f"{MATRIX}.svg").values())
    with Registry(tmp_path / "r.db") as registry:
        wanted = registry.query("SELECT count(*) FROM plans_citing_decisions")[0][0]
    assert drawn + int(told[3]) == wanted and drawn > 60
    assert plans - int(told[1]) <= 60 and decisions - int(told[2]) <= 60


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("year")
    return out, run(LINE, out)


def test_a_year_of_reports_is_read_and_drawn(year: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, done = year
    assert (done.returncode, done.stderr) == (0, "")
    assert marks(out / f"{LINE}.svg") == {"values": 10, "values-that-differ": 2}
    lines = done.stdout.splitlines()
    assert lines[0].endswith("reports: 11 files, 0 failed.")
    assert lines[-1] == f"Wrote {out / LINE}.png and {out / LINE}.svg."
    assert (out / f"{LINE}.png").stat().st_size > 10_000


def test_every_value_has_its_source_and_a_gap_stays_one(
    year: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    out, done = year
    table = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if "/2025  " in line}
    assert table["5/2025"] == ["no", "figure"] and len(table) == 12
    assert table["3/2025"][:4] == ["405", "Báo", "cáo", "43/BC-UBND"]
    assert "bao-cao-43-ubnd-ben-lau-thang-03-2025.txt" in done.stdout
    assert len(re.findall(r"8/2025 +\d+ ≠ ", done.stdout)) == 2, "what contradicts stands side by side"
    line = next(g for g in ElementTree.parse(out / f"{LINE}.svg").iter(f"{SVG}g") if g.get("id") == "line")
    strokes = "".join(path.get("d", "") for path in line.iter(f"{SVG}path"))
    assert strokes.count("M") == 3, "the line breaks at May, and at August"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--indicator", "không có gì như thế"], "No figure with a period fits"),
        (["--months", "3"], "No figure of such a period in 2025"),
        (["--indicator", "trung tâm phục vụ hành chính công tỉnh"], "6 months (1 figures)"),
    ],
)
def test_what_cannot_be_drawn_is_refused(corpus: Path, tmp_path: Path, words: list[str], said: str) -> None:
    done = run(LINE, tmp_path, "--db", corpus, *words)
    assert done.returncode == 2 and said in done.stderr, done
    assert not list(tmp_path.glob("*.svg"))


def test_units_are_not_mixed(tmp_path: Path) -> None:
    folder = tmp_path / "den"
    folder.mkdir()
    for month, words in ((1, "thu gom 12 tấn rác"), (2, "thu gom 12 xe rác")):
        (folder / f"{month}.txt").write_text(
            f"BÁO CÁO\nCông tác tháng {month} năm 2025\n\nTrong tháng {month}/2025, xã {words}.\n", "utf-8"
        )
    ingest([folder], tmp_path / "r.db", jobs=1)
    with Registry(tmp_path / "r.db", write=True) as registry:
        registry.query("UPDATE statistics SET indicator = 'rác thu gom'")
    done = run(LINE, tmp_path, "--db", tmp_path / "r.db", "--indicator", "rác")
    assert done.returncode == 2 and "These must not be mixed (unit)" in done.stderr, done


def test_an_empty_registry_has_nothing_to_draw(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True):
        pass
    matrix, line = (run(name, tmp_path, "--db", tmp_path / "r.db") for name in (MATRIX, LINE))
    assert matrix.returncode == 0 and "no picture was written" in matrix.stdout
    assert line.returncode == 2 and "No figure with a period fits" in line.stderr
    assert not list(tmp_path.glob("*.png"))


@pytest.mark.parametrize("name", [MATRIX, LINE])
def test_a_script_opens_as_a_notebook(name: str) -> None:
    source = (ROOT / "examples" / f"{name}.py").read_text(encoding="utf-8")
    cells = re.split(r"^# %%.*\n", source, flags=re.MULTILINE)[1:]
    assert len(cells) >= 6
    prose = re.findall(r"^# %% \[markdown\]\n((?:#.*\n)+)", source, flags=re.MULTILINE)
    assert len(prose) >= 4 and all(one.startswith("# #") for one in prose)
