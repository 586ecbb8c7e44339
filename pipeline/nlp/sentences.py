"""Sentences and clauses as official text has them: lines, `./.`, labels, full stops and semicolons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from extractors.tasks.sentences import clauses, sentences
from extractors.tokens import TokenGrammar, token_grammar
from pipeline.nlp.reading import document_of
from pipeline.nlp.shared import rules_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

GROUP = "clauses"
_CLOSE = regex.compile(r"(?<=\./\.)\s+(?=\S)")
_INNER = regex.compile(r"(?<=[;:.]\s)(?=(?:[a-zđ]\d?\)|\(\d{1,2}\))\s)")
"""A label inside a line: "gồm: a) chợ; b) cầu"."""
_LABEL = regex.compile(
    r"(?:(?:Điều|Chương|Mục|Phần|Khoản|Phụ lục|Bước)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|\p{L})\p{Ll}?[.)]",
    regex.IGNORECASE,
)
"""What may stand before a paragraph's first sentence: "Điều 3.", "II.", "1.2.", "a)"."""


def sentence_spans(text: str, grammar: TokenGrammar) -> Iterator[tuple[int, int]]:
    """The sentences of a text, without the white space around them; every word stands in one.

    Lines that the text reader takes for one wrapped paragraph are one; elsewhere a line's end closes the
    sentence.
    """
    for start, end in _paragraphs(text):
        breaks = sorted({start, *_starts(text, start, end, grammar)})
        for first, last in zip(breaks, [*breaks[1:], end], strict=True):
            yield from _tight(text, first, last)


def clause_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence: its parts between semicolons and before labels."""
    for first, last in clauses(text, start, end):
        cuts = [first, *(cut.start() for cut in _INNER.finditer(text, first + 1, last)), last]
        for one, other in zip(cuts, cuts[1:], strict=False):
            yield from _tight(text, one, other)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The source spans of paragraphs: blocks of the text reader, and what it left out between them."""
    document, offsets = document_of(text)
    at = 0
    for block in document.blocks:
        there = offsets.back(block.start, block.end)
        if there is None or there[0] < at:
            continue
        yield from _lines(text, at, there[0])
        yield there
        at = there[1]
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line)
        at += len(line)


def _starts(text: str, start: int, end: int, grammar: TokenGrammar) -> Iterator[int]:
    """Where sentences of a paragraph begin."""
    # The rule of the extractors reads a line's end as a stop; here the paragraph's lines are one.
    flat = text[start:end].replace("\n", " ").replace("\r", " ")
    tokens = list(grammar.spans(text[start:end]))
    firsts = [first for first, _ in tokens]
    for first, _ in sentences(flat, 0, len(flat)):
        index = bisect_left(firsts, first)
        inside = index >= len(firsts) or firsts[index] != first
        if inside or index == 0 or _holds_on(flat, tokens, index, grammar):
            continue
        yield start + first
    for closed in _CLOSE.finditer(flat):
        yield start + closed.end()


def _holds_on(flat: str, tokens: list[tuple[int, int]], index: int, grammar: TokenGrammar) -> bool:
    """Whether the sentence goes on behind the token before: an abbreviation, an initial, a label."""
    first, end = tokens[index - 1]
    return grammar.holds_on(flat[first:end]) or _LABEL.fullmatch(flat, tokens[0][0], end) is not None


def _tight(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def mark(doc: Doc, rules: str | None) -> Doc:
    """The Doc with sentence starts and the span group "clauses"."""
    from pipeline.nlp.alignment import Tokens

    text, tokens = doc.text, Tokens(doc)
    found = list(sentence_spans(text, token_grammar(rules_of(rules)[0])))
    starts = {tokens.covering(*span)[0] for span in found} | {0}
    for index, token in enumerate(doc):
        token.is_sent_start = index in starts
    spans = (tokens.covering(*clause) for span in found for clause in clause_spans(text, *span))
    doc.spans[GROUP] = [doc[first:last] for first, last in dict.fromkeys(spans) if first < last]
    return doc
