"""Hands the registry on as files in the manner of other tools: `vanthu export DIR`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.export.writing import Written, write_lines
from pipeline.messages import LANGUAGES
from pipeline.registry import Registry

FORMATS: Mapping[str, str] = {
    "csv": "pipeline.export.csv",
    "xlsx": "pipeline.export.workbook",
    "parquet": "pipeline.export.parquet",
    "jsonl": "pipeline.export.json_lines",
    "spacy": "pipeline.export.spacy_sets",
}
"""The module that writes each format, by `write(registry, folder, lang, **options) -> Written`."""
USUAL = ("csv", "xlsx", "parquet", "jsonl")
"""What is written where nobody says."""
DATED = frozenset({"csv", "xlsx", "parquet"})
"""Formats that tell where tasks stand, and so take `as_of`."""


def run(
    registry: Registry,
    folder: Path,
    formats: Iterable[str] = USUAL,
    lang: str = "vi",
    *,
    as_of: date | None = None,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Written]:
    """Write the registry into `folder`, which is there, in each of the formats; all show one state of it.

    Args:
        registry: What is exported; it may be written to by another program meanwhile.
        folder: Where the files go; files of the same names are replaced.
        formats: Keys of FORMATS.
        lang: The language of headings and notes, "vi" or "en".
        as_of: The day at which the status of tasks is told; by default today.
        options: Further keyword arguments of a format's writer, by format.

    Raises:
        UsageError: a file cannot be written.
        RegistryError: the registry cannot be read.
    """
    day = as_of or date.today()
    written = {}
    with registry.snapshot():
        for name in dict.fromkeys(formats):
            given = dict((options or {}).get(name, {}))
            if name in DATED:
                given["as_of"] = day
            written[name] = import_module(FORMATS[name]).write(registry, folder, lang, **given)
        written["dictionary"] = _dictionaries(registry, folder)
    return written


def _dictionaries(registry: Registry, folder: Path) -> Written:
    from pipeline.datasets.dictionary import dictionary

    rows = {}
    for lang in LANGUAGES:
        name = f"data_dictionary.{lang}.md"
        rows[name] = write_lines(folder / name, dictionary(registry, lang))
    return Written(rows)
