"""spaCy's phrase matching over the bodies and the task cues of the rules, where a Doc's tasks stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.matcher import Matcher as TokenMatcher
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from extractors.tokens import token_grammar
from pipeline.errors import UsageError
from pipeline.nlp.alignment import Tokens
from pipeline.nlp.patterns import GROUPS, Pattern, patterns_of, read_patterns
from pipeline.nlp.sentences import sentence_spans
from pipeline.nlp.shared import read_once, rules_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Matcher:
    """The matchers made of patterns: bodies as they are written, cues in small letters or capitals."""

    def __init__(self, nlp: Language, rules: str | None, patterns: str | None) -> None:
        self._rules = rules
        self._phrases = {
            "body": PhraseMatcher(nlp.vocab),
            "cue": PhraseMatcher(nlp.vocab, attr="LOWER"),
        }
        self._tokens = TokenMatcher(nlp.vocab)
        known = read_patterns(Path(patterns)) if patterns else patterns_of(rules_of(rules)[0])
        self._patterns: list[Pattern] = list(known)
        for number, one in enumerate(self._patterns):
            self._add(nlp, str(number), one)

    def _add(self, nlp: Language, key: str, one: Pattern) -> None:
        if isinstance(one["pattern"], str):
            self._phrases[one["label"]].add(key, [nlp.make_doc(one["pattern"])])
            return
        try:
            self._tokens.add(key, [one["pattern"]])
        except ValueError as error:
            raise UsageError(
                f"spaCy does not take the pattern {one['pattern']}: {error}",
                f"spaCy không nhận mẫu {one['pattern']}: {error}",
            ) from error

    def mark(self, doc: Doc, everywhere: bool) -> Doc:
        """The Doc with its "bodies" and "cues": inside the sentences of its tasks, or in all its text.

        A span's label is "body" or "cue", its `id_` that of the pattern; of spans that overlap the longest
        is kept.
        """
        found: dict[str, list[Span]] = {group: [] for group in GROUPS.values()}
        parts = [(0, len(doc))] if everywhere else self._sentences(doc)
        for span in self._matches(doc) if parts else ():
            if any(first <= span.start and span.end <= last for first, last in parts):
                found[GROUPS[span.label_]].append(span)
        for group, spans in found.items():
            doc.spans[group] = sorted(filter_spans(spans), key=lambda span: (span.start, span.end))
        return doc

    def _matches(self, doc: Doc) -> Iterator[Span]:
        every: tuple[Any, ...] = (*self._phrases.values(), self._tokens)
        matchers = [matcher for matcher in every if len(matcher)]
        for key, start, end in (match for matcher in matchers for match in matcher(doc)):
            one = self._patterns[int(doc.vocab.strings[key])]
            yield Span(doc, start, end, label=one["label"], span_id=one.get("id") or "")

    def _sentences(self, doc: Doc) -> list[tuple[int, int]]:
        """The tokens of the sentences in which the tasks stand."""
        tasks = [
            (fact["start"], fact["end"])
            for fact in read_once(doc, self._rules)["facts"].get("tasks", ())
            if fact["start"] is not None
        ]
        if not tasks:
            return []
        tokens, grammar = Tokens(doc), token_grammar(rules_of(self._rules)[0])
        return [
            tokens.covering(start, end)
            for start, end in sentence_spans(doc.text, grammar)
            if any(first < end and start < last for first, last in tasks)
        ]
