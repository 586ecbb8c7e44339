"""Scores extracted records against records that a person typed by reading the same documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.evaluate_layers import (
    Entry,
    Relations,
    Score,
    score_findings,
    score_header,
    score_links,
    score_references,
    score_statistics,
)
from pipeline.evaluate_tasks import score_tasks

_COUNTED = {
    "links": score_links,
    "statistics": score_statistics,
    "tasks": score_tasks,
    "findings": score_findings,
}
"""The layers whose entries are only counted and compared, with what does it."""
LAYERS = ("header", "references", *_COUNTED)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores by layer, and the gold documents for which there was no record."""

    layers: Mapping[str, Score]
    absent: tuple[str, ...]


def read_gold(folder: Path) -> dict[str, Entry]:
    """The gold records of a folder by document name without suffix.

    Raises:
        UsageError: the folder holds no gold, or a file in it is not JSON.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise UsageError(
            f"No gold (*.json) in {folder}: give the folder that holds one JSON file a document.",
            f"Không có tệp chuẩn (*.json) trong {folder}: hãy chỉ thư mục có một tệp JSON cho mỗi văn bản.",
        )
    return {path.stem: _parse(path.read_text(encoding="utf-8"), path, None) for path in files}


def read_records(path: Path) -> dict[str, Entry]:
    """The records of a JSON-lines file as `extract --format jsonl` prints it, by file name without suffix.

    Raises:
        UsageError: the file is missing, or a line is not a record.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"Cannot read {path}: {error}", f"Không đọc được {path}: {error}") from error
    records = (_parse(line, path, number) for number, line in enumerate(lines, 1) if line.strip())
    return by_stem(records)


def by_stem(records: Iterable[Entry]) -> dict[str, Entry]:
    """Records by the name of their file without folder and suffix."""
    return {Path(str(record.get("file", "")).replace("\\", "/")).stem: record for record in records}


def _parse(text: str, path: Path, line: int | None) -> Entry:
    where = str(path) if line is None else f"{path}:{line}"
    try:
        value = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{where} is not JSON: {error}", f"{where} không phải JSON: {error}") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where} is not a record.", f"{where} không phải một bản ghi.")
    return value


def evaluate(gold: Mapping[str, Entry], records: Mapping[str, Entry]) -> Evaluation:
    """Score `records` against `gold`, both by document name; gold without a record counts as missed."""
    scores: dict[str, Score] = {}
    relations = Relations()
    for name, wanted in sorted(gold.items()):
        found = records.get(name, {})
        layers = wanted.get("layers") or [layer for layer in LAYERS if layer in wanted]
        if "header" in layers:
            score_header(
                name, wanted["header"], found.get("header") or {}, scores.setdefault("header", Score())
            )
        if "references" in layers:
            score = scores.setdefault("references", Score())
            score_references(name, wanted["references"], found.get("references") or [], score, relations)
        for layer, count in _COUNTED.items():
            if layer in layers:
                score = scores.setdefault(layer, Score())
                count(name, wanted.get(layer) or [], found.get(layer) or [], score)
    if "references" in scores:
        scores["references"].relation_macro_f1 = relations.macro_f1()
    absent = tuple(name for name in sorted(gold) if name not in records)
    return Evaluation(scores, absent)
