"""Builds alternations from words, the same whatever order the words come in."""

from __future__ import annotations

from collections.abc import Iterable

import regex


def longest_first(words: Iterable[str]) -> list[str]:
    """Each word once, longer ones first: "Thông tư liên tịch" must be tried before "Thông tư"."""
    return sorted(set(words), key=lambda word: (-len(word), word))


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words as they stand; one that matches nothing where there are none."""
    return "|".join(map(regex.escape, longest_first(words))) or "(?!)"
