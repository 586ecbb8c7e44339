"""Reads a Doc's text with vanthu's extractors, once for all components of a pipeline."""

from __future__ import annotations

import hashlib
import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.extract import extract_facts
from extractors.rulebook import Rulebook
from pipeline.nlp import layers
from pipeline.nlp.alignment import UnplacedSpanWarning
from pipeline.nlp.reading import Offsets, document_of
from pipeline.reading import fingerprint, rulebook
from pipeline.record import record

if TYPE_CHECKING:
    from spacy.tokens import Doc


@lru_cache(maxsize=8)
def rules_of(folder: str | None) -> tuple[Rulebook, str]:
    """The rules with a user's own folder in front, and a sign by which they are told apart.

    Raises:
        UsageError: the folder is not there or cannot be used.
    """
    path = Path(folder) if folder else None
    return rulebook(path), fingerprint(path)


def read_once(doc: Doc, folder: str | None) -> dict[str, Any]:
    """What is kept in the Doc of all that the extractors find in its text.

    A Doc that carries a record (`to_doc`), or that another component read with the same rules, is not read
    again. Facts whose words do not stand together in the text have no span: they are told by an
    UnplacedSpanWarning and stay in the record without offsets.

    Raises:
        UsageError: the text is in letters of before Unicode, or the rules cannot be used.
    """
    rules, sign = rules_of(folder)
    data = layers.kept(doc)
    if data is not None and data["by"] in (None, sign):
        return data
    text = doc.text
    document, offsets = document_of(text)
    facts = extract_facts(document, rules)
    made = record(document, facts, rules, hashlib.sha256(text.encode()).hexdigest(), "")
    lost = _carry_back(made, text, document.text, offsets)
    _tell(lost)
    made["characters"] = len(text)
    return layers.store(doc, made, (), sign)


def _carry_back(made: dict[str, Any], text: str, read: str, offsets: Offsets) -> list[str]:
    """Give every fact its place in the source; the words of those that have none there."""
    lost: list[str] = []
    if text == read:
        return lost
    for layer in layers.LABELS:
        for fact in made[layer]:
            lost += _place(fact, text, offsets, layer)
            if layer == "checks":
                pairs = (offsets.back(*pair) for pair in fact["spans"])
                fact["spans"] = [list(pair) for pair in pairs if pair]
            if fact.get("other") and isinstance(fact["other"], dict):
                lost += _place(fact["other"], text, offsets, layer)
    return lost


def _place(fact: dict[str, Any], text: str, offsets: Offsets, layer: str) -> list[str]:
    there = offsets.back(fact["start"], fact["end"])
    if there is None:
        words = fact["text"]
        fact |= {"start": None, "end": None}
        return [f"{layer}: {words[:60]}"] if words else []
    fact |= {"start": there[0], "end": there[1]}
    if layer not in ("tasks", "outcomes"):
        fact["text"] = text[slice(*there)]
    return []


def _tell(lost: list[str]) -> None:
    if lost:
        warnings.warn(
            f"{len(lost)} fact(s) have no span, as their words do not stand together in the text (columns, "
            f"cells), first {lost[0]}; to_record keeps them. Read the file with "
            "pipeline.extract(FILE, with_text=True) and use to_doc to have them all.",
            UnplacedSpanWarning,
            stacklevel=4,
        )
