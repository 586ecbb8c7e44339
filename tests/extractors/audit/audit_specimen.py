"""A document for the tests of the audit: lines below the head of a report."""

from __future__ import annotations

from extractors.model import Block, BlockKind, Document
from extractors.sections import SectionPath

HEAD = (
    "UBND TỈNH SƠN LA", "SỞ NỘI VỤ", "Số: 15/BC-SNV", "Sơn La, ngày 05 tháng 6 năm 2024",
    "BÁO CÁO", "Tình hình công tác 5 tháng đầu năm", "I. KẾT QUẢ",
)  # fmt: skip


def document_of(lines: list[str]) -> Document:
    """A document with a block a line; one that begins with † is a footnote."""
    path, blocks, start = SectionPath(), [], 0
    for line in lines:
        kind = BlockKind.FOOTNOTE if line.startswith("†") else BlockKind.PARAGRAPH
        words = line.removeprefix("†")
        kind, section = path.enter(kind, words)
        blocks.append(Block(kind, start, start + len(words), section=section))
        start += len(words) + 1
    text = "\n".join(line.removeprefix("†") for line in lines)
    return Document("thu.txt", "text/plain", "markdown", None, text, tuple(blocks))
