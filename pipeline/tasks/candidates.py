"""Lists what may be meant by the first digits of a key, one a line, as a message adds it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.refs import LISTED
from pipeline.tasks.rows import words_of

_SHOWN = 60  # characters of a candidate's words


def listed(candidates: Iterable[tuple[str, str, str]]) -> str:
    """Candidates (key, file, words), the first of them, one a line."""
    known = list(candidates)
    lines = [f"\n  {key[:12]}  {file}  {_cut(words)}" for key, file, words in known[:LISTED]]
    return "".join(lines) + (f"\n  … (+{len(known) - LISTED})" if len(known) > LISTED else "")


def _cut(words: str) -> str:
    one_line = words_of(words)
    return one_line if len(one_line) <= _SHOWN else f"{one_line[:_SHOWN]}…"
