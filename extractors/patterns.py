"""Builds alternations from words, the same whatever order the words come in."""

from __future__ import annotations

from collections.abc import Iterable

import regex


def longest_first(words: Iterable[str]) -> list[str]:
    """Each word once, longer ones first: "Thông tư liên tịch" must be tried before "Thông tư"."""
    return sorted(set(words), key=lambda word: (-len(word), word))


def last_end(pattern: regex.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the last match of `pattern` between `start` and `end` ends, `start` if there is none."""
    for found in pattern.finditer(text, start, end):
        start = found.end()
    return start


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words as they stand; one that matches nothing where there are none."""
    return "|".join(map(regex.escape, longest_first(words))) or "(?!)"
