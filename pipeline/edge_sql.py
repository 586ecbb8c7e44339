"""SQL that several questions on edges share; `c` is the citation, `s` the document that asserts it."""

from __future__ import annotations

SAID = "CASE WHEN c.asserted_by = c.from_document THEN 'direct' ELSE 'asserted' END"
"""Whether the citing document says it itself."""
BY_OTHERS = "CASE WHEN c.asserted_by <> c.from_document THEN s.label END"
"""The label of another document that says it."""
BY_OTHERS_ID = "CASE WHEN c.asserted_by <> c.from_document THEN s.id END"
"""The id of another document that says it."""


def quoted(values: tuple[str, ...]) -> str:
    """The values as an SQL list."""
    return ", ".join(f"'{value}'" for value in values)
