"""Writes what `spacy train` needs to learn spans: documents to learn from and to test on, and a config."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export.spacy_config import config
from pipeline.export.spacy_split import SHARE, divided
from pipeline.export.writing import Note, Written, whole, write_lines
from pipeline.reading import program_version, rulebook
from pipeline.records.made import record_of
from pipeline.registry import Registry

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin

GROUPS = ("references", "statistics", "tasks")
"""The groups of spans that are written; a reference and a task is labelled by its kind, a figure "figure"."""
SIDES = ("train", "dev")
CONFIG, LABELS, PATTERNS, STATEMENT = "config.cfg", "labels.json", "patterns.jsonl", "spacy.json"
_LONGEST = 0.99
"""The share of references that the config's longest span must cover."""


@dataclass
class _Side:
    """What was written for one side."""

    docs: DocBin
    documents: int = 0
    paragraphs: int = 0
    tokens: int = 0
    labels: dict[str, Counter[str]] = field(default_factory=lambda: {group: Counter() for group in GROUPS})
    lengths: Counter[int] = field(default_factory=Counter)
    widened: int = 0
    without: int = 0


def write(registry: Registry, folder: Path, lang: str = "vi") -> Written:
    """Write `train.spacy`, `dev.spacy`, `config.cfg`, `labels.json`, `patterns.jsonl` and `spacy.json`.

    A Doc is a paragraph, or several that one span joins; the facts of copies are left out. All paragraphs of
    one side are in memory until they are written.

    Raises:
        UsageError: there are too few documents to divide, or a file cannot be written.
        RegistryError: the registry cannot be read.
    """
    from pipeline.nlp.patterns import lines_of
    from pipeline.nlp.tokenizer import NAME

    with registry.snapshot():
        sides, listed = _filled(registry)
    rows: dict[str, int] = {}
    for name, side in sides.items():
        with whole(folder / f"{name}.spacy") as part:
            part.write_bytes(side.docs.to_bytes())
        rows[f"{name}.spacy"] = side.paragraphs
    longest = _covering(sides["train"].lengths)
    rows[CONFIG] = write_lines(folder / CONFIG, config(NAME, longest).splitlines(keepends=True))
    labels = {group: sorted({*sides["train"].labels[group], *sides["dev"].labels[group]}) for group in GROUPS}
    write_lines(folder / LABELS, [_json(labels)])
    rows[LABELS] = sum(map(len, labels.values()))
    rows[PATTERNS] = write_lines(folder / PATTERNS, lines_of(rulebook(None)))
    write_lines(folder / STATEMENT, [_json(_statement(sides, listed, NAME, longest))])
    rows[STATEMENT] = 1
    return Written(rows, tuple(_notes(sides)))


def _filled(registry: Registry) -> tuple[dict[str, _Side], list[dict[str, str]]]:
    from spacy.tokens import DocBin

    from pipeline.nlp.tokenizer import blank

    nlp = blank()
    sides = {name: _Side(DocBin(attrs=["ORTH", "SPACY"])) for name in SIDES}
    listed = []
    for file, name in divided(registry).items():
        record = record_of(registry, file)
        listed.append({"file": record["file"], "sha256": record["sha256"], "side": name})
        sides[name].documents += 1
        _add(sides[name], nlp, record)
    return sides, listed


def _add(side: _Side, nlp: Language, record: Mapping[str, Any]) -> None:
    text = record["text"]
    facts = sorted(
        (fact["start"], fact["end"], group, _label(group, fact)) for group in GROUPS for fact in record[group]
    )
    at = 0
    for start, end in paragraphs(text, [(first, last) for first, last, _, _ in facts]):
        own = []
        while at < len(facts) and facts[at][0] < end:
            own.append(facts[at])
            at += 1
        side.docs.add(_doc(side, nlp, text[start:end], start, own))


def paragraphs(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of a text, those joined over which a span runs; `spans` are in the order of their starts."""
    at = start = reach = 0
    while start < len(text):
        end = text.find("\n", max(start, reach))
        end = len(text) if end < 0 else end
        while at < len(spans) and spans[at][0] <= end:
            reach = max(reach, spans[at][1])
            at += 1
        if reach > end:
            continue
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _doc(side: _Side, nlp: Language, text: str, offset: int, facts: list[tuple[int, int, str, str]]) -> Doc:
    from spacy.tokens import Span

    from pipeline.nlp.alignment import Tokens

    doc = nlp.make_doc(text)
    tokens = Tokens(doc)
    spans: dict[str, dict[tuple[int, int, str], Span]] = {group: {} for group in GROUPS}
    for start, end, group, label in facts:
        first, last = tokens.covering(start - offset, end - offset)
        if first == last:
            side.without += 1
            continue
        side.widened += tokens.offsets(first, last) != (start - offset, end - offset)
        spans[group][first, last, label] = Span(doc, first, last, label=label)
        if group == "references":
            side.lengths[last - first] += 1
    for group, found in spans.items():
        doc.spans[group] = list(found.values())
        side.labels[group].update(label for _, _, label in found)
    side.paragraphs += 1
    side.tokens += len(doc)
    return doc


def _label(group: str, fact: Mapping[str, Any]) -> str:
    return "figure" if group == "statistics" else str(fact["kind"])


def _covering(lengths: Counter[int]) -> int:
    """The tokens of the span that is longer than all but a few; 1 where there are no spans."""
    left = sum(lengths.values()) * _LONGEST
    for length in sorted(lengths):
        left -= lengths[length]
        if left <= 0:
            return length
    return 1


def _statement(
    sides: Mapping[str, _Side], listed: list[dict[str, str]], tokenizer: str, longest: int
) -> dict[str, Any]:
    """What the files hold, for programs."""
    return {
        "program": f"vanthu {program_version()}",
        "tokenizer": tokenizer,
        "longest_span": longest,
        "split": {"by": "document", "dev_share": SHARE, "rank": "SHA-256 of the document's id"},
        "groups": {
            group: {name: dict(side.labels[group]) for name, side in sides.items()} for group in GROUPS
        },
        **{
            name: {
                "documents": side.documents,
                "paragraphs": side.paragraphs,
                "tokens": side.tokens,
                "spans_widened_to_tokens": side.widened,
                "facts_without_tokens": side.without,
            }
            for name, side in sides.items()
        },
        "files": listed,
    }


def _notes(sides: Mapping[str, _Side]) -> Iterator[Note]:
    train, dev = sides["train"], sides["dev"]
    yield (
        f"{train.documents} documents to learn from, {dev.documents} to test on; in this folder: "
        f"spacy train {CONFIG} --output model",
        f"{train.documents} văn bản để huấn luyện, {dev.documents} để kiểm thử; trong thư mục này chạy: "
        f"spacy train {CONFIG} --output model",
    )
    if widened := train.widened + dev.widened:
        yield (
            f"{widened} span(s) begin or end inside a token and were widened to it.",
            f"{widened} vùng bắt đầu hoặc kết thúc giữa từ nên được nới ra trọn từ.",
        )
    if without := train.without + dev.without:
        yield (
            f"{without} fact(s) stand on no token and were left out.",
            f"{without} dữ kiện không nằm trên từ nào nên không được ghi.",
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
