"""Carries a record into a spaCy Doc and back, so that nothing is lost and what a person edits is kept."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from spacy.tokens import DocBin, Span

from pipeline.errors import UsageError
from pipeline.nlp import attributes, layers
from pipeline.nlp.alignment import MisalignedSpanWarning, Tokens, check_words
from pipeline.nlp.layers import Fact

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def to_doc(nlp: Language, record: Mapping[str, Any]) -> Doc:
    """The Doc of a record that carries its `text`, cut into tokens by `nlp`; no component is run.

    Every layer of the record is a group of `doc.spans`: "references", "statistics", "tasks", "findings" and
    so on. A span's label is the kind of its fact (see `layers.LABELS`), `kb_id_` the relation of a reference,
    `id_` its place in the record ("references/3"); its other fields are custom attributes. A span that begins
    or ends inside a token is widened to it and told by a MisalignedSpanWarning and `doc._.misaligned`.

    Raises:
        UnfitSpanError: a span lies outside the text, or other words stand there.
        UsageError: the record has no text.
    """
    text = record.get("text")
    if text is None:
        raise UsageError(
            "The record has no text, without which its spans mean nothing; extract with --with-text.",
            "Bản ghi không kèm văn bản nên các vùng không có nghĩa; hãy trích xuất với --with-text.",
        )
    doc = nlp.make_doc(text)
    store = layers.store(doc, record, tuple(layer for layer in layers.LABELS if layer in record))
    attributes.register()
    lay(doc, store["shown"])
    return doc


def lay(doc: Doc, shown: Iterable[str]) -> None:
    """Make the span groups of layers whose facts the Doc keeps.

    Raises:
        UnfitSpanError: a span lies outside the text, or other words stand there.
    """
    tokens, text, wide = Tokens(doc), doc.text, []
    data = layers.kept(doc) or {}
    for layer in shown:
        spans = []
        for index, fact in enumerate(data["facts"].get(layer, ())):
            if fact["start"] is None:
                continue
            start, end = int(fact["start"]), int(fact["end"])
            check_words(text, layer, index, start, end, fact.get("text"), data["by"] is not None)
            first, last = tokens.covering(start, end)
            if first == last:
                continue
            spans.append(_span(doc, layer, index, fact, first, last))
            if tokens.offsets(first, last) != (start, end):
                wide.append(_widened(layer, index, text, (start, end), tokens.offsets(first, last)))
        doc.spans[layer] = spans
    data["misaligned"] = [*data["misaligned"], *wide]
    _tell(wide)


def _span(doc: Doc, layer: str, index: int, fact: Fact, first: int, last: int) -> Span:
    label, relation = label_of(layer, fact), fact.get("relation")
    kb_id = relation if layer == "references" and relation else ""
    return Span(doc, first, last, label=label, kb_id=kb_id, span_id=layers.id_of(layer, index))


def label_of(layer: str, fact: Fact) -> str:
    """The label of a fact's span."""
    return str(fact[layers.LABELS[layer]] or "")


def _widened(
    layer: str, index: int, text: str, exact: tuple[int, int], whole: tuple[int, int]
) -> dict[str, Any]:
    return {
        "layer": layer,
        "id": layers.id_of(layer, index),
        "start": exact[0],
        "end": exact[1],
        "text": text[slice(*exact)],
        "widened": list(whole),
        "widened_text": text[slice(*whole)],
    }


def _tell(wide: list[dict[str, Any]]) -> None:
    if wide:
        first = wide[0]
        warnings.warn(
            f"{len(wide)} span(s) were widened to whole tokens, first {first['id']} “{first['text'][:60]}” "
            f"to “{first['widened_text'][:60]}”; their exact offsets are kept, see doc._.misaligned.",
            MisalignedSpanWarning,
            stacklevel=3,
        )


def to_record(doc: Doc) -> dict[str, Any]:
    """The record of a Doc with its text, as its span groups say now.

    A span that was taken out of its group is gone; one that was moved has its new offsets and words; another
    label or `kb_id_` is the fact's new kind or relation; a span without a fact becomes one, with the
    attributes that were set on it. A Doc that was never a record gives one of its span groups alone.
    """
    data = layers.kept(doc)
    if data is None:
        data = layers.store(doc, layers.empty_record(doc.text))
        data["base"]["sha256"] = hashlib.sha256(doc.text.encode()).hexdigest()
    shown = [*data["shown"], *(layer for layer in layers.LABELS if layer not in data["shown"])]
    tokens = Tokens(doc)
    made: dict[str, Any] = {key: layers.unpacked(value) for key, value in data["base"].items()}
    for layer in shown:
        facts = data["facts"].get(layer)
        if layer in data["shown"] or layer in doc.spans:
            made[layer] = _edited(doc, layer, facts or [], tokens, layer in data["shown"])
        elif facts is not None:
            made[layer] = layers.unpacked(facts)
    made["text"] = doc.text
    order = {key: place for place, key in enumerate(data["order"])}
    return dict(sorted(made.items(), key=lambda item: order.get(item[0], len(order))))


def _edited(doc: Doc, layer: str, facts: list[Fact], tokens: Tokens, given: bool) -> list[Fact]:
    """The facts of a layer as the spans of its group say.

    `given` tells that the group was made of these facts; else they stay, and the group's spans come to them.
    """
    by_id: dict[str, Span] = {}
    added: list[Span] = []
    for span in doc.spans.get(layer, ()):
        known = layers.fact_of(doc, span.id_)
        if known is not None and known[0] == layer and span.id_ not in by_id:
            by_id[span.id_] = span
        else:
            added.append(span)
    made, changed = [], bool(added)
    for index, fact in enumerate(facts):
        span = by_id.get(layers.id_of(layer, index))
        first, last = (0, 0) if fact["start"] is None else tokens.covering(fact["start"], fact["end"])
        if span is None and first != last and given:
            continue
        one = layers.unpacked(fact)
        if span is not None:
            changed |= (span.start, span.end) != (first, last)
            _take(one, layer, span, (first, last))
        made.append(one)
    made += (_new(span, layer) for span in added)
    if changed:
        made.sort(key=lambda one: (one["start"] is None, one["start"], one["end"]))
    return made


def _take(fact: Fact, layer: str, span: Span, before: tuple[int, int]) -> None:
    """Put into a fact what its span says otherwise: its place, its label, its relation."""
    if (span.start, span.end) != before:
        fact |= {"start": span.start_char, "end": span.end_char, "text": span.text}
    if span.label_ != label_of(layer, fact):
        fact[layers.LABELS[layer]] = span.label_ or None
    if layer == "references" and span.kb_id_ != (fact.get("relation") or ""):
        fact["relation"] = span.kb_id_ or None


def _new(span: Span, layer: str) -> Fact:
    """The fact of a span that a person added; what a copied span told goes with it."""
    fact = layers.empty_fact(layer)
    told = attributes.whole(span)
    fact |= {key: value for key, value in told.items() if key in fact}
    fact |= {"start": span.start_char, "end": span.end_char, "text": span.text}
    fact[layers.LABELS[layer]] = span.label_ or fact[layers.LABELS[layer]]
    if layer == "references" and span.kb_id_:
        fact["relation"] = span.kb_id_
    return fact


def packed_docs(records: Iterable[Mapping[str, Any]]) -> bytes:
    """A DocBin of records that carry their text; `from_bytes` gives the records again."""
    from pipeline.nlp.tokenizer import blank

    nlp = blank()
    docs = DocBin(store_user_data=True)
    for record in records:
        docs.add(to_doc(nlp, record))
    data: bytes = docs.to_bytes()
    return data


def from_bytes(data: bytes) -> Iterator[dict[str, Any]]:
    """The records of a DocBin, edited or not."""
    from pipeline.nlp.tokenizer import blank

    attributes.register()
    yield from (to_record(doc) for doc in DocBin().from_bytes(data).get_docs(blank().vocab))
