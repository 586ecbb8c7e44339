"""Lays the spans of a record onto the tokens of a Doc, and tells which had to be widened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from pipeline.errors import VanthuError

if TYPE_CHECKING:
    from spacy.tokens import Doc


class MisalignedSpanWarning(UserWarning):
    """Spans that begin or end inside a token were widened to it; `doc._.misaligned` lists them."""


class UnplacedSpanWarning(UserWarning):
    """Facts whose words the text has in another order (two columns) have no span; the record keeps them."""


class UnfitSpanError(VanthuError):
    """A span that is not of this text: it lies outside it, or other words stand there."""

    def __init__(self, layer: str, index: int, start: int, end: int, what: tuple[str, str]) -> None:
        super().__init__(
            f"Span {start}-{end} of {layer}[{index}] {what[0]}; the record and the text are not of one "
            "reading: extract the file again with --with-text.",
            f"Vùng {start}-{end} của {layer}[{index}] {what[1]}; bản ghi và văn bản không cùng một lần đọc: "
            "hãy trích xuất lại tệp với --with-text.",
        )


class Tokens:
    """The tokens of a Doc by their offsets; those of white space belong to no span."""

    def __init__(self, doc: Doc) -> None:
        self._starts = [token.idx for token in doc]
        self._ends = [token.idx + len(token) for token in doc]

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The tokens (first, behind the last) that hold the characters from `start` to `end`.

        (n, n) where there is none: the characters are blanks between tokens, or there are none.
        """
        if start >= end:
            return 0, 0
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return (first, last) if first < last else (0, 0)

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Where the tokens from `first` to `last` (exclusive) begin and end."""
        return self._starts[first], self._ends[last - 1]


def check_words(
    text: str, layer: str, index: int, start: int, end: int, words: str | None, mended: bool = False
) -> None:
    """Refuse a fact whose span is not its words in `text`; white space may differ.

    The words of a task or an outcome may go on where the span ends, in the next page's row of a table;
    `mended` tells that they are the reader's, which may have put characters of the text right.

    Raises:
        UnfitSpanError: the span lies outside the text, or other words stand there.
    """
    if not 0 <= start <= end <= len(text):
        raise UnfitSpanError(layer, index, start, end, ("lies outside the text", "nằm ngoài văn bản"))
    if words is None:
        return
    here, told = " ".join(text[start:end].split()), " ".join(words.split())
    goes_on = layer in ("tasks", "outcomes") and (told.startswith(here) or mended)
    if here != told and not goes_on:
        short = told if len(told) <= 60 else f"{told[:60]}…"
        what = f"is not “{short}” in the text", f"trong văn bản không phải là “{short}”"
        raise UnfitSpanError(layer, index, start, end, what)
