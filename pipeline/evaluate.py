"""Scores extracted records against records that a person typed by reading the same documents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from extractors import folding
from pipeline.errors import UsageError

Entry = Mapping[str, Any]
LAYERS = ("header", "references", "links")
HEADER_FIELDS = ("type", "number", "symbol", "date", "place", "issuer", "subject", "signer")
COUNTED_KINDS = ("numbered", "short", "named")
SAME_NAME = 0.8  # two quotes of one law may differ by a few words


@dataclass(slots=True)
class Score:
    """One layer's counts: entries in the gold, predicted and paired, and (right, compared) a field."""

    gold: int = 0
    predicted: int = 0
    paired: int = 0
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    relation_macro_f1: float | None = None

    @property
    def precision(self) -> float:
        """Share of the predicted entries that are in the gold; 0 when nothing was predicted."""
        return self.paired / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold entries that were predicted; 0 when the gold is empty."""
        return self.paired / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def accuracy(self, name: str) -> float:
        """Share of the paired entries whose field `name` is right."""
        right, total = self.fields[name]
        return right / total

    def judge(self, name: str, right: bool, note: str) -> None:
        """Count one comparison of a field; a wrong one is remembered with `note`."""
        hits, total = self.fields.get(name, (0, 0))
        self.fields[name] = (hits + right, total + 1)
        if not right:
            self.misses.append(note)


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
    relations = _Relations()
    for name, wanted in sorted(gold.items()):
        found = records.get(name, {})
        layers = wanted.get("layers") or [layer for layer in LAYERS if layer in wanted]
        if "header" in layers:
            _header(name, wanted["header"], found.get("header") or {}, scores.setdefault("header", Score()))
        if "references" in layers:
            score = scores.setdefault("references", Score())
            _references(name, wanted["references"], found.get("references") or [], score, relations)
        if "links" in layers:
            score = scores.setdefault("links", Score())
            _links(name, wanted.get("links") or [], found.get("links") or [], score)
    if "references" in scores:
        scores["references"].relation_macro_f1 = relations.macro_f1()
    absent = tuple(name for name in sorted(gold) if name not in records)
    return Evaluation(scores, absent)


def fold(text: str | None) -> str:
    """`text` with what does not count removed: case, white space, kinds of dash, tone marks."""
    return folding.fold(text or "")


def _number(text: str | None) -> str:
    return "/".join(part.lstrip("0") for part in fold(text).replace(" ", "").split("/"))


def _symbol(text: str | None) -> str:
    return fold(text).replace(" ", "")


def _bearer(text: str) -> str:
    return _symbol(text).lstrip("0").replace("-", "/")


def _several(value: object) -> list[str]:
    if isinstance(value, list):
        return value
    return [] if value is None else [str(value)]


def _words(entry: Entry) -> str:
    return fold(entry.get("quote") or entry.get("text"))


def _alike(a: str, b: str) -> bool:
    return bool(a and b) and SequenceMatcher(None, a, b).ratio() > SAME_NAME


def _header(name: str, wanted: Entry, found: Entry, score: Score) -> None:
    for key in (key for key in HEADER_FIELDS if key in wanted):
        a, b = wanted[key], found.get(key)
        if key == "number":
            right = _number(a) == _number(b)
        elif key == "symbol":
            right = _symbol(a) == _symbol(b)
        elif key == "subject" and a and b:
            right = _alike(fold(a), fold(b))
        else:
            right = fold(a) == fold(b)
        score.judge(key, right, f"{name}: header {key} {b!r}, gold {a!r}")
        score.gold, score.predicted, score.paired = score.gold + 1, score.predicted + 1, score.paired + right


def _key(entry: Entry) -> Hashable:
    if entry.get("number"):
        return _number(entry["number"]), _symbol(entry.get("symbol"))
    return _words(entry)


def _references(
    name: str, wanted: Sequence[Entry], found: Sequence[Entry], score: Score, relations: _Relations
) -> None:
    found = [entry for entry in found if entry.get("kind", "numbered") in COUNTED_KINDS]
    pairs, missed, extra = _pair(wanted, found, _key)
    for entry in [entry for entry in missed if entry.get("kind") == "named"]:
        near = next((e for e in extra if not e.get("number") and _same_name(entry, e)), None)
        if near is not None:
            pairs.append((entry, near))
            missed.remove(entry)
            extra.remove(near)
    score.gold, score.predicted, score.paired = (
        score.gold + len(wanted),
        score.predicted + len(found),
        score.paired + len(pairs),
    )
    score.misses += [f"{name}: missed {entry.get('quote')}" for entry in missed]
    score.misses += [f"{name}: invented {entry.get('text')}" for entry in extra]
    for a, b in pairs:
        for key, right in _compare(a, b):
            score.judge(key, right, f"{name}: {a.get('quote')}: {key} {b.get(key)!r}, gold {a.get(key)!r}")
        relations.count(_several(a.get("relation")), b.get("relation"))


def _compare(wanted: Entry, found: Entry) -> Iterator[tuple[str, bool]]:
    """The fields of a paired reference that the gold can judge, and whether each is right."""
    yield "type", fold(wanted.get("type")) == fold(found.get("type"))
    yield "date", wanted.get("date") == found.get("date")
    if issuers := _several(wanted.get("issuer")):
        yield "issuer", fold(found.get("issuer")) in map(fold, issuers)
    if relations := _several(wanted.get("relation")):
        yield "relation", found.get("relation") in relations
    if wanted.get("by"):
        bearers = {_bearer(bearer) for bearer in _several(wanted["by"])}
        yield "by", any(_bearer(bearer) in bearers for bearer in _several(found.get("by") or "self"))
    if wanted.get("pinpoint"):
        yield "pinpoint", fold(wanted["pinpoint"]) == fold(found.get("pinpoint"))


def _links(name: str, wanted: Sequence[Entry], found: Sequence[Entry], score: Score) -> None:
    pairs, missed, extra = _pair(wanted, found, lambda link: (_bearer(link["from"]), _bearer(link["to"])))
    score.gold, score.predicted, score.paired = (
        score.gold + len(wanted),
        score.predicted + len(found),
        score.paired + len(pairs),
    )
    for word, links in (("missed", missed), ("invented", extra)):
        score.misses += [f"{name}: {word} {link['from']} {link['relation']} {link['to']}" for link in links]
    for a, b in pairs:
        said = f"{name}: {a['from']} → {a['to']}: relation {b['relation']!r}, gold {a['relation']!r}"
        score.judge("relation", b["relation"] in _several(a["relation"]), said)


def _same_name(a: Entry, b: Entry) -> bool:
    one, other = _words(a), fold(b.get("text") or b.get("quote"))
    return bool(one and other) and (one in other or other in one or _alike(one, other))


def _pair(
    wanted: Sequence[Entry], found: Sequence[Entry], key: Callable[[Entry], Hashable]
) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    """Pairs the n-th gold entry of a key with the n-th found one; then what stays missed and extra."""
    waiting: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in found:
        waiting[key(entry)].append(entry)
    pairs: list[tuple[Entry, Entry]] = []
    missed: list[Entry] = []
    for entry in wanted:
        bucket = waiting.get(key(entry))
        if bucket:
            pairs.append((entry, bucket.pop(0)))
        else:
            missed.append(entry)
    return pairs, missed, [entry for bucket in waiting.values() for entry in bucket]


class _Relations:
    """Counts of right, wanted and predicted pairs a relation, for the mean of their F1."""

    def __init__(self) -> None:
        self._right: dict[str, int] = defaultdict(int)
        self._wanted: dict[str, int] = defaultdict(int)
        self._predicted: dict[str, int] = defaultdict(int)

    def count(self, wanted: Sequence[str], found: str | None) -> None:
        """Count one pair; an accepted second-best relation counts as the best one."""
        if not wanted:
            return
        best, right = wanted[0], found in wanted
        self._wanted[best] += 1
        self._predicted[best if right else str(found)] += 1
        self._right[best] += right

    def macro_f1(self) -> float | None:
        """The mean F1 of the relations in the gold, None where the gold has none."""
        if not self._wanted:
            return None
        scores = [2 * self._right[r] / (n + self._predicted[r]) for r, n in self._wanted.items()]
        return sum(scores) / len(scores)
