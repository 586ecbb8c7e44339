"""Finds what a table says between two documents in a row: a column of plans, one of what they carry out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractors.drafts import Draft
from extractors.model import Cell, Document, ReferenceKind, Table

_NOUN = (
    r"(?:văn bản|kế hoạch|quyết định|nghị quyết|chỉ thị|chương trình|công văn|thông báo|đề án|nghị định|luật)"
)
_SOURCE = regex.compile(rf"(?:tên\s+|số,? ký hiệu\s+)?{_NOUN}(?:\s+đã ban hành)?$", regex.IGNORECASE)
_TARGET = regex.compile(
    r"(?:(?P<implements>triển khai|thực hiện|thi hành|cụ thể hóa)|(?P<based_on>căn cứ))"
    rf"(?:\s+\p{{L}}+){{0,2}}\s+{_NOUN}$",
    regex.IGNORECASE,
)


def find_table_links(document: Document, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Draft, str]]:
    """(source, target, relation) of every row whose two cells name one document each."""
    own = [d for d in drafts if d.borne_by is None and d.kind is ReferenceKind.NUMBERED]
    for table in document.tables:
        if not table.layout:
            yield from _of_table(document.text, table, own)


def _of_table(text: str, table: Table, own: Sequence[Draft]) -> Iterator[tuple[Draft, Draft, str]]:
    heads = {c.column: " ".join(text[c.start : c.end].split()) for c in table.cells if c.row == 0}
    targets = {column: found for column, head in heads.items() if (found := _TARGET.match(head))}
    sources = [column for column, head in heads.items() if _SOURCE.match(head)]
    if len(targets) != 1 or len(sources) != 1:
        return
    ((target, found),) = targets.items()
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if cell.row and cell.column in (target, sources[0]):
            rows.setdefault(cell.row, {})[cell.column] = cell
    for row in rows.values():
        ends = [_only(own, row.get(column)) for column in (sources[0], target)]
        if ends[0] is not None and ends[1] is not None:
            yield ends[0], ends[1], str(found.lastgroup)


def _only(own: Sequence[Draft], cell: Cell | None) -> Draft | None:
    """The one document that a cell names."""
    if cell is None:
        return None
    named = [draft for draft in own if cell.start <= draft.start < cell.end]
    return named[0] if len(named) == 1 else None
