"""Reads the opening of a consolidated text: which document it consolidates, and those that have amended it.

Pháp lệnh hợp nhất văn bản quy phạm pháp luật 2012, Điều 12 to 14: "Nghị định số A …, có hiệu lực kể từ
ngày …, được sửa đổi, bổ sung bởi:" and a line for each amending document.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.competence import is_older
from extractors.drafts import Draft
from extractors.model import ReferenceKind

CONSOLIDATED = "Văn bản hợp nhất"
"""The type of a text that joins a document with its amendments."""
_OPENING = regex.compile(r"[^\n]{0,900}?(?:,|\s)được sửa đổi, bổ sung(?: một số điều)? bởi\s*:\s*\n?")
_SAID_BY_IT = frozenset({"consolidates", "cites"})
_ITEM = regex.compile(r"\s*(?:\(?(?:\d{1,2}|[a-zđ])[.)]|[-+•*])?\s*$")


def mark_consolidated(text: str, drafts: Sequence[Draft], kind: str | None) -> None:
    """Give what a consolidated text joins its relation, and its amendments what they change."""
    if kind != CONSOLIDATED:
        return
    for draft in drafts:
        if draft.kind is not ReferenceKind.NUMBERED or not _opens_line(text, draft):
            continue
        opening = _OPENING.match(text, draft.tail)
        if opening is None:
            continue
        draft.relation, draft.by, draft.borne_by = "consolidates", "self", None
        _mark_amendments(text, drafts, draft, int(opening.end()))
        _mark_own_text(text, drafts, draft)
        return


def _mark_own_text(text: str, drafts: Sequence[Draft], base: Draft) -> None:
    """What the text below does is done by the document that it repeats: its bases, what it repeals."""
    for draft in drafts:
        below = draft.start > base.end and draft.borne_by is None
        if below and draft.relation not in _SAID_BY_IT and not is_older(base, draft):
            draft.by, draft.borne_by = base.named_in(text), base


def _mark_amendments(text: str, drafts: Sequence[Draft], base: Draft, start: int) -> None:
    """The documents that open the lines below, up to the first line that opens otherwise."""
    by_line = {text.rfind("\n", 0, d.start) + 1: d for d in reversed(drafts) if _opens_line(text, d)}
    while (amending := by_line.get(start)) is not None and amending.number:
        amending.relation, amending.by, amending.borne_by = "consolidates", "self", None
        amending.changed = base
        start = text.find("\n", start) + 1 or len(text)


def _opens_line(text: str, draft: Draft) -> bool:
    return bool(_ITEM.fullmatch(text, text.rfind("\n", 0, draft.start) + 1, draft.start))
