"""What both examples begin with: their options, and a registry to ask."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import matplotlib as mpl

from pipeline import ingest
from pipeline.errors import VanthuError

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "out"


def parser(about: str, folder: Path) -> argparse.ArgumentParser:
    """The options that both examples have; `folder` is what they read where nothing is named."""
    made = argparse.ArgumentParser(description=about)
    made.add_argument("folder", nargs="?", type=Path, default=folder, help="Documents to read.")
    made.add_argument("--db", type=Path, help="A registry that is there already; nothing is read then.")
    made.add_argument("--out", type=Path, default=OUT, help="Where the pictures go.")
    return made


def run(main: Callable[[Sequence[str]], None]) -> None:
    """Call `main` with what was typed behind the script's name; what a user can mend ends it in a sentence.

    In a notebook the arguments are not ours, and pictures are shown as it likes.
    """
    notebook = "ipykernel" in sys.modules
    if not notebook:
        mpl.use("agg")
    try:
        main([] if notebook else sys.argv[1:])
    except VanthuError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)


def registry_of(given: argparse.Namespace) -> Path:
    """The registry that was named, else one made of the folder; every folder has its own in `out`."""
    given.out.mkdir(parents=True, exist_ok=True)
    if given.db is not None:
        return Path(given.db)
    folder = Path(given.folder).resolve()
    path = Path(given.out, f"{folder.name}-{sha256(str(folder).encode()).hexdigest()[:6]}.db")
    report = ingest([folder], path)
    print(f"Read {given.folder}: {report.found - report.failed} files, {report.failed} failed.")
    return path
