"""Scores what the program reads against hand-read records.

    python benchmarks/score.py [--misses]

The records are those of the sibling folder `shared`, if it is there, and those of the specimens in `corpus/`.
Scans among the shared documents are left out here: no reader takes them yet.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pipeline.extraction import extract_all

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def documents(gold: Path, folder: Path) -> list[tuple[Path, Path]]:
    """(gold file, document) for every gold file whose document can be read today."""
    pairs = []
    for record in sorted(gold.glob("*.json")):
        found = sorted(folder.glob(f"{record.stem}.*"))
        if found and not record.stem.endswith("-scan"):
            pairs.append((record, found[0]))
    return pairs


def write_records(paths: Iterable[Path], target: Path) -> None:
    """One record a line, as `vanthu extract` prints it."""
    with target.open("w", encoding="utf-8") as out:
        for extracted in extract_all(list(paths)):
            if extracted.record is None:
                sys.exit(f"{extracted.path}: {extracted.reason[0] if extracted.reason else 'not read'}")
            out.write(json.dumps(extracted.record, ensure_ascii=False) + "\n")


def score(gold: Path, folder: Path, misses: bool) -> None:
    """Print the figures of one gold folder, by the shared scorer where it is, else by `vanthu evaluate`."""
    pairs = documents(gold, folder)
    with tempfile.TemporaryDirectory() as place:
        records, chosen = Path(place) / "records.jsonl", Path(place) / "gold"
        chosen.mkdir()
        for record, _ in pairs:
            shutil.copy(record, chosen)
        write_records((path for _, path in pairs), records)
        scorer = SHARED / "tools" / "score.py"
        command = [str(scorer), "--gold", str(chosen), "--extracted", str(records)]
        if not scorer.is_file():
            command = ["-m", "pipeline", "evaluate", str(chosen), "--extracted", str(records)]
        print(f"{folder.parent.name}/{folder.name}: {len(pairs)} documents", flush=True)
        subprocess.run([sys.executable, *command, *(["--misses"] if misses else [])], check=True, cwd=ROOT)


def main() -> None:
    """Score the shared documents where they are, then the specimens."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--misses", action="store_true", help="print every miss and invention")
    misses = parser.parse_args().misses
    if SHARED.is_dir():
        score(SHARED / "gold", SHARED / "corpus", misses)
    score(ROOT / "tests" / "gold", ROOT / "corpus", misses)


if __name__ == "__main__":
    main()
