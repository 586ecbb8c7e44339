"""The example that trains a model runs from end to end, with few steps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from pipeline.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "examples" / "train_span_categorizer.py"
FILES = ("bao-cao-31-ubnd-ben-lau.txt", "ke-hoach-09-ubnd-ben-lau.txt", "thong-bao-196-vpubnd-hoa-an.md")


def run(out: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(word) for word in (sys.executable, SCRIPT, "--out", out, *words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=out, check=False)


def test_a_model_is_trained_told_and_used(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in FILES:
        (tmp_path / "in" / name).write_bytes((ROOT / "corpus" / name).read_bytes())
    done = run(tmp_path, tmp_path / "in", "--steps", "3")
    assert done.returncode == 0, done.stderr
    assert "to learn from" in done.stdout and "numbered" in done.stdout and "318/QĐ-UBND" in done.stdout
    made = spacy.load(tmp_path / SCRIPT.stem / "model" / "model-last")
    assert made.pipe_names == ["tok2vec", "span_finder", "spancat"]
    assert "285/KH-UBND" in [token.text for token in made("theo Kế hoạch số 285/KH-UBND.")]


def test_an_empty_registry_is_a_sentence(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True):
        pass
    done = run(tmp_path, "--db", tmp_path / "r.db")
    assert done.returncode == 2
    assert "vanthu ingest" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("mark", ["# %% [markdown]", "# %%"])
def test_the_script_has_cells(mark: str) -> None:
    assert SCRIPT.read_text(encoding="utf-8").splitlines().count(mark) >= 4
