"""Custom attributes of spans and Docs: `span._.symbol`, `doc._.header`; read and written in the facts."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.nlp import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True)
class Attribute:
    """One custom attribute: its type as a person reads it, the layers that have it, and what it tells."""

    name: str
    type: str
    layers: tuple[str, ...]
    meaning: str


_R, _S, _T, _O = "references", "statistics", "tasks", "outcomes"
_ANY = (_R, _S, _T, _O, "checks", "findings", "links", "links_named", "repairs", "doubts")
SPAN = (
    Attribute("kind", "str", (_R, _T), "numbered, short, named, anaphora, standard; task, recommendation"),
    Attribute("type", "str", (_R,), "the document's type: Quyết định"),
    Attribute("number", "str", (_R,), "as printed: 285, 71/2025"),
    Attribute("symbol", "str", (_R,), "what follows the number: KH-UBND, CT/TU"),
    Attribute("date", "str, ISO", (_R, _O), "2020-12-05, shortened where the text is: 2020-12"),
    Attribute("issuer", "str", (_R,), "full name of the issuing body"),
    Attribute("issuer_basis", "str", (_R,), "stated, symbol, context, list, self, unknown"),
    Attribute("candidates", "list of str", (_R,), "issuers that remain possible"),
    Attribute("subject", "str", (_R,), "trích yếu"),
    Attribute("relation", "str", (_R, "links", "links_named"), "based_on, implements, amends, cites, …"),
    Attribute("by", "str", (_R,), "self, or the sign of the document that bears the relation"),
    Attribute("pinpoint", "str", (_R,), "điểm, khoản, Điều"),
    Attribute("repaired", "bool", (_R,), "whether damaged characters were mended"),
    Attribute("value", "int or float", (_S,), "the figure, scale word multiplied out"),
    Attribute("step", "int or float", (_S,), "worth of the last printed digit"),
    Attribute("unit", "str", (_S,), "%, đồng, ha, hồ sơ, …"),
    Attribute("qualifier", "str", (_S,), "over, under, about, at_most, at_least"),
    Attribute("range", "str", (_S,), "low or high end of a range"),
    Attribute("change", "str", (_S,), "up or down"),
    Attribute("percent", "int or float", (_S,), "percentage printed for the figure"),
    Attribute("of", "int or float", (_S,), "the whole of which it is a part or a percentage"),
    Attribute("indicator", "str", (_S,), "what is counted"),
    Attribute("place", "str", (_S,), "where it holds"),
    Attribute("period", "[str, str], ISO", (_S,), "first and last day for which it holds"),
    Attribute("source", "str", (_S,), "text or table"),
    Attribute("lead", "list of str", (_T,), "who leads"),
    Attribute("lead_basis", "str", (_T,), "stated, heading, column, line, issuer"),
    Attribute("partners", "list of str", (_T,), "with whom"),
    Attribute("deadline", "str", (_T, _O), "2026-09-30, 2026-07, 2026-Q3, recurring"),
    Attribute("deadline_text", "str", (_T, _O), "the deadline's printed words"),
    Attribute("due", "str, ISO", (_T, _O), "the last day that counts"),
    Attribute("recurrence", "str, RFC 5545", (_T, _O), "FREQ=MONTHLY;BYMONTHDAY=18"),
    Attribute("product", "str", (_T,), "what shall be handed in"),
    Attribute("references", "list of str", (_T, _O), "signs of the documents named: 285/KH-UBND"),
    Attribute("assigner", "str", (_T,), "the body that assigns"),
    Attribute("state", "str", (_O,), "done, in_progress, late, not_done, extended"),
    Attribute("bodies", "list of str", (_O,), "who did the work"),
    Attribute("rule", "str", ("checks", "findings"), "the audit rule"),
    Attribute("verdict", "str", ("checks",), "holds, fails, cannot_tell"),
    Attribute("expression", "str", ("checks",), "the arithmetic: 5 + 7 = 12"),
    Attribute("severity", "str", ("findings",), "error, warning, info"),
    Attribute("why", "str", ("findings", "doubts"), "what is wrong, in Vietnamese"),
    Attribute("page", "int", _ANY, "page of the file, from 1"),
    Attribute("section", "list of str", (_R, _S, _T, _O), "labels above: II, 1, a"),
)
"""The attributes of spans; each is None on a span of another layer."""
WHOLE = "vanthu"
"""The attribute that gives all fields of a span's fact at once."""


def read(span: Span, name: str) -> Any:
    """What a span's fact says in a field; None where it has no such field or the span no fact."""
    value = _whole(span).get(name)
    return layers.unpacked(value)


def write(span: Span, value: Any, name: str) -> None:
    """Set a field of a span's fact; a span that a person added keeps it until a record is made of it.

    Raises:
        UsageError: facts of the span's layer have no such field.
    """
    found = layers.fact_of(span.doc, span.id_)
    if found is None:
        data = layers.kept(span.doc) or layers.store(span.doc, layers.empty_record(span.doc.text))
        data["added"].setdefault(added_key(span), {})[name] = layers.packed(value)
        return
    layer, fact = found
    if name not in fact:
        raise UsageError(
            f"A span of {layer} has no attribute {name}.", f"Vùng thuộc {layer} không có thuộc tính {name}."
        )
    fact[name] = layers.packed(value)


def added_key(span: Span) -> str:
    """By what the attributes of a span without a fact are kept."""
    return f"{span.start_char}-{span.end_char}-{span.label_}"


def _whole(span: Span) -> dict[str, Any]:
    found = layers.fact_of(span.doc, span.id_)
    if found is not None:
        return found[1]
    data = layers.kept(span.doc)
    added: dict[str, Any] = data["added"].get(added_key(span), {}) if data else {}
    return added


def whole(span: Span) -> dict[str, Any]:
    """All fields of a span's fact, {} where it has none."""
    made: dict[str, Any] = layers.unpacked(_whole(span))
    return made


def header(doc: Doc) -> dict[str, Any] | None:
    """What the document says of itself (see `Header`), None where nothing was read."""
    data = layers.kept(doc)
    made: dict[str, Any] | None = layers.unpacked(data["base"].get("header")) if data else None
    return made


def set_header(doc: Doc, value: dict[str, Any]) -> None:
    """Put another header into the Doc, as a record of it will have it."""
    data = layers.kept(doc) or layers.store(doc, layers.empty_record(doc.text))
    data["base"]["header"] = layers.packed(value)


def misaligned(doc: Doc) -> list[dict[str, Any]]:
    """The spans that were widened to tokens: layer, id, exact offsets and words, offsets of the tokens."""
    data = layers.kept(doc)
    return [layers.unpacked(one) for one in data["misaligned"]] if data else []


def register() -> None:
    """Make the attributes known to spaCy; one that another package has taken stays its own, and is told."""
    from spacy.tokens import Doc, Span

    wanted = [(Span, one.name, partial(read, name=one.name), partial(write, name=one.name)) for one in SPAN]
    wanted += [(Span, WHOLE, whole, None), (Doc, "header", header, set_header)]  # type: ignore[list-item]
    wanted += [(Doc, "misaligned", misaligned, None)]  # type: ignore[list-item]
    for kind, name, getter, setter in wanted:
        if not kind.has_extension(name):
            kind.set_extension(name, getter=getter, setter=setter)
        elif not _ours(kind.get_extension(name)[2]):
            warnings.warn(
                f"Another package has the attribute {kind.__name__}._.{name}; vanthu's is in span._.{WHOLE}.",
                stacklevel=2,
            )


def _ours(getter: Any) -> bool:
    inner = getter.func if isinstance(getter, partial) else getter
    return getattr(inner, "__module__", None) == __name__
