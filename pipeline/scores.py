"""Lays out the scores of an evaluation as a listing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evaluate import Evaluation
from pipeline.evaluate_layers import Score
from pipeline.listing import Column, Listing, Value

COLUMNS = (Column("layer", identity=True), Column("measure"), Column("share"), Column("right"), Column("of"))


def listing(evaluation: Evaluation) -> Listing:
    """One row a measure: precision, recall, F1 and the accuracy of every field, with counts."""
    rows = [row for layer, score in evaluation.layers.items() for row in _rows(layer, score)]
    return Listing(COLUMNS, rows)


def _rows(layer: str, score: Score) -> Iterator[tuple[Value, ...]]:
    yield layer, "precision", round(score.precision, 4), score.paired, score.predicted
    yield layer, "recall", round(score.recall, 4), score.paired, score.gold
    yield layer, "f1", round(score.f1, 4), None, None
    for name, (right, total) in sorted(score.fields.items()):
        yield layer, name, round(score.accuracy(name), 4), right, total
    if score.relation_macro_f1 is not None:
        yield layer, "relation_macro_f1", round(score.relation_macro_f1, 4), None, None
