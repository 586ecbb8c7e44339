"""Hands records to spaCy: Docs whose span group `references` holds the mentions, packed in a DocBin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import spacy
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, DocBin, Span
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

if TYPE_CHECKING:
    from spacy.language import Language

GROUP = "references"
# A number and the groups after it, without blanks: 285/KH-UBND, 18-NQ/TW, 66.4/2025/NQ-CP, 05/12/2020.
_WHOLE = re.compile(r"\d[\w.]*(?:[/\-–]\w[\w.&]*)+(?<!\.)")
# "./." closes an official text; a full stop after a one-letter group (1/QĐ-X.) looks like an initial's
_FULL_STOPS = (r"\./\.", r"(?<=[/\-]\w)\.")


def blank() -> Language:
    """An empty multi-language pipeline whose tokenizer keeps symbols (285/KH-UBND) and dates as one token."""
    nlp = spacy.blank("xx")
    suffixes = compile_suffix_regex([*_FULL_STOPS, *(nlp.Defaults.suffixes or ())])
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules=nlp.Defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(nlp.Defaults.prefixes or ()).search,
        suffix_search=suffixes.search,
        infix_finditer=compile_infix_regex(nlp.Defaults.infixes or ()).finditer,
        token_match=_WHOLE.fullmatch,
        url_match=nlp.Defaults.url_match,
    )
    return nlp


def to_doc(nlp: Language, record: Mapping[str, Any]) -> Doc:
    """A Doc of a record that carries its `text`; a span's label is the kind of its mention.

    `id_` of a span is number/symbol, `kb_id_` the relation. The record without its text is in
    `Doc.user_data`, its references in the order of the span group. A span that starts inside a token is
    widened, so that none is lost.
    """
    doc = nlp.tokenizer(record["text"])
    doc.spans[GROUP] = [_span(doc, reference) for reference in record["references"]]
    doc.user_data.update({key: value for key, value in record.items() if key != "text"})
    return doc


def _span(doc: Doc, reference: Mapping[str, Any]) -> Span:
    parts = (reference.get("number"), reference.get("symbol"))
    span = doc.char_span(
        reference["start"],
        reference["end"],
        label=reference["kind"],
        kb_id=reference.get("relation") or "",
        alignment_mode="expand",
    )
    if span is None:
        raise ValueError(f"span {reference['start']}-{reference['end']} lies outside the text")
    span.id_ = "/".join(part for part in parts if part)
    return span


def to_bytes(records: Iterable[Mapping[str, Any]]) -> bytes:
    """A DocBin of records that carry their `text`, as `spacy train` and `DocBin().from_disk` read it."""
    nlp = blank()
    docs = DocBin(store_user_data=True)
    for record in records:
        docs.add(to_doc(nlp, record))
    data: bytes = docs.to_bytes()
    return data
