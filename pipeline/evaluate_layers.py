"""Compares one document's record with what a person read in it, a layer at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from extractors import folding

Entry = Mapping[str, Any]
HEADER_FIELDS = ("type", "number", "symbol", "date", "place", "issuer", "subject", "signer")
COUNTED_KINDS = ("numbered", "short", "named")
SAME_NAME = 0.8  # two quotes of one law may differ by a few words
EXACT = 1e-9


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


def fold(text: str | None) -> str:
    """`text` with what does not count removed: case, white space, kinds of dash, tone marks."""
    return folding.fold(text or "")


def _number(text: str | None) -> str:
    return "/".join(part.lstrip("0") for part in fold(text).replace(" ", "").split("/"))


def _symbol(text: str | None) -> str:
    return fold(text).replace(" ", "")


def _bearer(text: str) -> str:
    return _symbol(text).lstrip("0").replace("-", "/")


def several(value: object) -> list[str]:
    """A list of a record; one value alone as a list."""
    if isinstance(value, list):
        return value
    return [] if value is None else [str(value)]


def _words(entry: Entry) -> str:
    return fold(entry.get("quote") or entry.get("text"))


def _alike(a: str, b: str) -> bool:
    return bool(a and b) and SequenceMatcher(None, a, b).ratio() > SAME_NAME


def score_header(name: str, wanted: Entry, found: Entry, score: Score) -> None:
    """The fields of a header that the gold has."""
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


def score_references(
    name: str, wanted: Sequence[Entry], found: Sequence[Entry], score: Score, relations: Relations
) -> None:
    """References, paired by number and symbol, or by name."""
    found = [entry for entry in found if entry.get("kind", "numbered") in COUNTED_KINDS]
    pairs, missed, extra = _pair(wanted, found, _key)
    for entry in [entry for entry in missed if entry.get("kind") == "named"]:
        near = next((e for e in extra if not e.get("number") and _same_name(entry, e)), None)
        if near is not None:
            pairs.append((entry, near))
            missed.remove(entry)
            extra.remove(near)
    count(score, wanted, found, pairs)
    score.misses += [f"{name}: missed {entry.get('quote')}" for entry in missed]
    score.misses += [f"{name}: invented {entry.get('text')}" for entry in extra]
    for a, b in pairs:
        for key, right in _compare(a, b):
            score.judge(key, right, f"{name}: {a.get('quote')}: {key} {b.get(key)!r}, gold {a.get(key)!r}")
        relations.count(several(a.get("relation")), b.get("relation"))


def _compare(wanted: Entry, found: Entry) -> Iterator[tuple[str, bool]]:
    """The fields of a paired reference that the gold can judge, and whether each is right."""
    yield "type", fold(wanted.get("type")) == fold(found.get("type"))
    yield "date", wanted.get("date") == found.get("date")
    if issuers := several(wanted.get("issuer")):
        yield "issuer", fold(found.get("issuer")) in map(fold, issuers)
    if relations := several(wanted.get("relation")):
        yield "relation", found.get("relation") in relations
    if wanted.get("by"):
        bearers = {_bearer(bearer) for bearer in several(wanted["by"])}
        yield "by", any(_bearer(bearer) in bearers for bearer in several(found.get("by") or "self"))
    if wanted.get("pinpoint"):
        yield "pinpoint", fold(wanted["pinpoint"]) == fold(found.get("pinpoint"))


def score_links(name: str, wanted: Sequence[Entry], found: Sequence[Entry], score: Score) -> None:
    """Links between cited documents, paired by both ends."""
    pairs, missed, extra = _pair(wanted, found, lambda link: (_bearer(link["from"]), _bearer(link["to"])))
    count(score, wanted, found, pairs)
    for word, links in (("missed", missed), ("invented", extra)):
        score.misses += [f"{name}: {word} {link['from']} {link['relation']} {link['to']}" for link in links]
    for a, b in pairs:
        said = f"{name}: {a['from']} → {a['to']}: relation {b['relation']!r}, gold {a['relation']!r}"
        score.judge("relation", b["relation"] in several(a["relation"]), said)


def score_statistics(name: str, wanted: Sequence[Entry], found: Sequence[Entry], score: Score) -> None:
    """Figures of running text, paired by their values in the order of the text."""
    found = [entry for entry in found if entry.get("source", "text") != "table"]
    pairs, missed, extra = _pair(wanted, found, lambda entry: round(float(entry["value"]), 6))
    count(score, wanted, found, pairs)
    score.misses += [f"{name}: missed {entry.get('quote')}" for entry in missed]
    score.misses += [f"{name}: invented {entry.get('text')} = {entry['value']}" for entry in extra]
    for a, b in pairs:
        for key, right in _compare_figures(a, b):
            score.judge(key, right, f"{name}: {a.get('quote')}: {key} {b.get(key)!r}, gold {a.get(key)!r}")


def _compare_figures(wanted: Entry, found: Entry) -> Iterator[tuple[str, bool]]:
    """The fields of a paired figure that the gold can judge; a unit may be told in more words or fewer."""
    one, other = fold(wanted.get("unit")), fold(found.get("unit"))
    yield "unit", bool(one and other) and (one.startswith(other) or other.startswith(one))
    yield "qualifier", wanted.get("qualifier") == found.get("qualifier")
    for key in ("percent", "of"):
        if wanted.get(key) is not None:
            yield key, found.get(key) is not None and abs(float(found[key]) - float(wanted[key])) < EXACT


def score_findings(name: str, wanted: Sequence[Entry], found: Sequence[Entry], score: Score) -> None:
    """Findings but for mere information, paired by rule and words."""
    loud = [entry for entry in wanted if entry.get("severity") != "info"]
    left = [entry for entry in found if entry.get("severity") != "info"]
    told, pairs = list(left), []
    for entry in loud:
        hit = next((f for f in left if f.get("rule") == entry["rule"] and _same_name(entry, f)), None)
        if hit is None:
            score.misses.append(f"{name}: missed {entry['rule']}: {entry.get('quote')}")
            continue
        left.remove(hit)
        pairs.append((entry, hit))
    score.misses += [f"{name}: false alarm {entry.get('rule')}: {entry.get('text')}" for entry in left]
    count(score, loud, told, pairs)


def count(
    score: Score, wanted: Sequence[Entry], found: Sequence[Entry], pairs: Sequence[tuple[Entry, Entry]]
) -> None:
    """Add one document's entries to a score."""
    score.gold += len(wanted)
    score.predicted += len(found)
    score.paired += len(pairs)


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


class Relations:
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
