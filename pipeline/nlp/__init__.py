"""spaCy for official text: `blank()` makes a pipeline, `to_doc` and `to_record` carry records over and back.

Nothing of spaCy is imported before one of them is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["blank", "to_doc", "to_record"]


def blank(rules: Path | str | None = None) -> Language:
    """An empty Vietnamese pipeline with the tokenizer of official text; `rules` is a folder of your own."""
    from pipeline.nlp.tokenizer import blank as make

    return make(rules)


def to_doc(nlp: Language, record: Mapping[str, Any]) -> Doc:
    """The Doc of a record that carries its text (see `pipeline.nlp.records.to_doc`)."""
    from pipeline.nlp.records import to_doc as make

    return make(nlp, record)


def to_record(doc: Doc) -> dict[str, Any]:
    """The record that a Doc holds, as it was edited (see `pipeline.nlp.records.to_record`)."""
    from pipeline.nlp.records import to_record as make

    return make(doc)
