"""Measures how many letters with marks of old files come out right, against their transcripts.

    python benchmarks/letters.py [--least 0.985]

A letter with a mark is a letter of the transcript outside ASCII (ă, ế, đ …). The words of the transcript and
of the text that is read are aligned (longest matching stretches first), what lies between two such stretches
letter by letter; a letter is right if it is aligned with itself, its case aside: half of the transcripts keep
the small letters of fonts that draw capitals. The share is of all letters with marks of the transcript, so
that what is left out counts as wrong. Transcripts are those of the sibling folder `shared/gold/transcripts`.
A file whose kind is not read is turned into DOCX by LibreOffice if that is installed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.readers import read

SHARED = Path(__file__).resolve().parents[2] / "shared"


def right_letters(transcript: str, text: str) -> tuple[int, int]:
    """How many letters with marks of the transcript are right in the text, and how many there are."""
    wanted, found = _words(transcript), _words(text)
    right = 0
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            right += sum(map(_marked, wanted[a:b]))
        elif what == "replace":
            right += _between(" ".join(wanted[a:b]), " ".join(found[c:d]))
    return right, sum(map(_marked, wanted))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).lower().split()


def _marked(text: str) -> int:
    """The letters of a text that bear a mark."""
    return sum(1 for letter in text if letter.isalpha() and not letter.isascii())


def _between(wanted: str, found: str) -> int:
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    return sum(_marked(wanted[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())


def text_of(path: Path) -> str:
    """The text that is read from a file; by way of LibreOffice where its kind is not read.

    Raises:
        UnreadableFileError: the file is not read, and LibreOffice is not there to help.
    """
    try:
        return read(path).text
    except UnreadableFileError:
        if path.suffix not in (".doc", ".rtf"):
            raise
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", "docx", "--outdir", folder, str(path)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError) as error:
            raise UnreadableFileError(
                "LibreOffice is not installed; without it this kind of file is not read.",
                "Chưa cài LibreOffice; không có nó thì không đọc được loại tệp này.",
            ) from error
        return read(Path(folder) / f"{path.stem}.docx").text


def files(shared: Path = SHARED) -> list[tuple[Path, Path]]:
    """The old files, each with its transcript."""
    known = {path.stem: path for path in (shared / "corpus").iterdir()}
    found = sorted((shared / "gold" / "transcripts").glob("*.txt"))
    return [(known[path.stem], path) for path in found if path.stem in known]


def main() -> int:
    """Print the share of each file; 1 where one falls short of the least."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--least", type=float, default=0.0)
    least = parser.parse_args().least
    short = False
    for path, transcript in files():
        right, marked = right_letters(transcript.read_text(encoding="utf-8"), text_of(path))
        print(f"{right / marked:.4f}  {right:6,} of {marked:6,}  {path.name}")
        short |= right < least * marked
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
