"""The components that spaCy finds by entry point: `nlp.add_pipe("vanthu_references")` and its fellows.

spaCy imports this module whenever a Language is made, so it imports nothing of vanthu; a component does when
it reads its first Doc.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

EXTRA = ("findings", "checks", "links", "outcomes")
"""Layers that a component shows besides its own where its config asks for them."""


class _Component:
    """What all components share: they keep nothing but their config, which spaCy saves."""

    def __init__(self, rules: str | None) -> None:
        self.rules = rules

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Nothing is to be written: the config says all."""

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> _Component:
        """The component itself."""
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """No bytes: the config says all."""
        return b""

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> _Component:
        """The component itself."""
        return self


class Facts(_Component):
    """Puts layers of facts into `doc.spans`; the text is read once for all such components."""

    def __init__(self, layers: tuple[str, ...], rules: str | None) -> None:
        super().__init__(rules)
        self.layers = layers

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its header, attributes and the component's span groups.

        Raises:
            UsageError: the text is in letters of before Unicode, or the rules cannot be used.
        """
        from pipeline.nlp import attributes, records, shared

        attributes.register()
        data = shared.read_once(doc, self.rules)
        new = [layer for layer in self.layers if layer not in data["shown"]]
        data["shown"] = [*data["shown"], *new]
        records.lay(doc, new)
        return doc


class Sentences(_Component):
    """Sets sentence starts and `doc.spans["clauses"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its sentences and clauses."""
        from pipeline.nlp.sentences import mark

        return mark(doc, self.rules)


class Phrases(_Component):
    """Finds bodies and task cues by spaCy's phrase matching: `doc.spans["bodies"]`, `doc.spans["cues"]`."""

    def __init__(self, nlp: Language, rules: str | None, patterns: str | None, everywhere: bool) -> None:
        super().__init__(rules)
        self.nlp, self.patterns, self.everywhere = nlp, patterns, everywhere
        self._matcher: Any = None

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with the phrases of its tasks' sentences, or of all its text.

        Raises:
            UsageError: the file of patterns or the rules cannot be used.
        """
        from pipeline.nlp.phrases import Matcher

        if self._matcher is None:
            self._matcher = Matcher(self.nlp, self.rules, self.patterns)
        marked: Doc = self._matcher.mark(doc, self.everywhere)
        return marked

    def __reduce__(self) -> tuple[Any, ...]:
        return Phrases, (self.nlp, self.rules, self.patterns, self.everywhere)


def _layers(own: tuple[str, ...], also: list[str]) -> tuple[str, ...]:
    unknown = [name for name in also if name not in EXTRA]
    if unknown:
        from pipeline.errors import UsageError

        raise UsageError(
            f"There is no layer {unknown[0]} to show; those are {', '.join(EXTRA)}.",
            f"Không có lớp {unknown[0]} để hiện; các lớp là {', '.join(EXTRA)}.",
        )
    return (*own, *also)


_ASKED: dict[str, Any] = {"rules": None, "also": []}


@Language.factory("vanthu_header", default_config=_ASKED, assigns=["doc._.header"])
def header(nlp: Language, name: str, rules: str | None, also: list[str]) -> Facts:
    """The document's own type, number, symbol, date, issuer and so on, as `doc._.header`."""
    return Facts(_layers((), also), rules)


@Language.factory("vanthu_references", default_config=_ASKED, assigns=["doc.spans"])
def references(nlp: Language, name: str, rules: str | None, also: list[str]) -> Facts:
    """The places that name other documents, as `doc.spans["references"]`."""
    return Facts(_layers(("references",), also), rules)


@Language.factory("vanthu_statistics", default_config=_ASKED, assigns=["doc.spans"])
def statistics(nlp: Language, name: str, rules: str | None, also: list[str]) -> Facts:
    """The figures, as `doc.spans["statistics"]`."""
    return Facts(_layers(("statistics",), also), rules)


@Language.factory("vanthu_tasks", default_config=_ASKED, assigns=["doc.spans"])
def tasks(nlp: Language, name: str, rules: str | None, also: list[str]) -> Facts:
    """The assignments, as `doc.spans["tasks"]`."""
    return Facts(_layers(("tasks",), also), rules)


@Language.factory(
    "vanthu_sentences", default_config={"rules": None}, assigns=["token.is_sent_start", "doc.spans"]
)
def sentences(nlp: Language, name: str, rules: str | None) -> Sentences:
    """Sentences and clauses as official text has them."""
    return Sentences(rules)


@Language.factory(
    "vanthu_phrases",
    default_config={"rules": None, "patterns": None, "everywhere": False},
    assigns=["doc.spans"],
)
def phrases(
    nlp: Language, name: str, rules: str | None, patterns: str | None, everywhere: bool
) -> Phrases:
    """Bodies and task cues where tasks stand; `patterns` is an edited JSONL file."""
    return Phrases(nlp, rules, patterns, everywhere)
