"""Follows the labels of headings and list items, so that every block knows its section path."""

from __future__ import annotations

from extractors.model import BlockKind


class SectionPath:
    """The path of open labels ("II", "1", "a") while blocks are met in reading order."""

    def enter(self, kind: BlockKind, text: str) -> tuple[BlockKind, tuple[str, ...]]:
        """The block's kind, made a heading or list item where its label says so, and its section path."""
        return kind, ()
