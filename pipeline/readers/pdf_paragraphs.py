"""Groups the printed lines of a PDF into paragraphs, headings and items by indent, spacing and label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles

from extractors.model import BlockKind
from pipeline.readers.pdf_layout import Stretch
from pipeline.readers.pdf_lines import Piece

LABEL = re.compile(
    r"(?:[-–+•*](?=\s|[^\W\d])|\d{1,3}(?:\.\d{1,3})*[.)](?=\s|[^\W\d])|[a-zđ][.)]\s|[IVXLC]+\.\s"
    r"|\([\divxa-zđ]{1,4}\)\s|(?:Điều|Chương|Mục|Phần|Phụ lục)\s+[\dIVXLC]+\b)"
)
_LIST = re.compile(r"(?:[-–+•*](?=\s|[^\W\d])|[a-zđ][.)]\s)")
_SUBJECT = re.compile(r"(?:V/v|v/v|Về việc)\b")
_LOOSEST = 1.75
"""The widest line pitch of running text, in font heights (1.5 lines is the most that NĐ 30/2020 allows)."""
_STRONG_END = tuple(".;:!?/”\"")


@dataclass(slots=True)
class Paragraph:
    """A block in the making: its lines, and how they stand on the page."""

    lines: list[Piece]
    kind: BlockKind = BlockKind.PARAGRAPH
    aside: bool = False
    centred: bool = False
    full: bool = False
    """Whether the last line reaches the right margin, so that the text may go on."""
    notes: list[Paragraph] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page the paragraph begins on."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right edge of a page's running text, and its line pitch in font heights."""

    left: float
    right: float
    pitch: float

    @property
    def width(self) -> float:
        """The width of the running text."""
        return self.right - self.left


def measure(lines: Sequence[Piece], before: Margins | None = None) -> Margins:
    """The margins of a page, helped by those of the page before where it holds too little text."""
    if not lines:
        return before or Margins(72, 523, 1.1)
    lefts, rights = sorted(p.x0 for p in lines), sorted((p.x1 for p in lines), reverse=True)
    left = next((a for a, b in zip(lefts, lefts[1:], strict=False) if b - a < 3), lefts[0])
    right = next((a for a, b in zip(rights, rights[1:], strict=False) if a - b < 3), rights[0])
    if before is not None and len(lines) < 12 and abs(before.left - left) < 60:
        left = min(left, before.left)
    if before is not None and abs(before.left - left) < 20:
        right = max(right, before.right)
    steps = [
        (b.base - a.base) / b.size
        for a, b in zip(lines, lines[1:], strict=False)
        if 0.9 < b.size / a.size < 1.1 and 0.6 * b.size < b.base - a.base < 2.2 * b.size
    ]
    pitch = quantiles(steps, n=4)[0] if len(steps) > 2 else before.pitch if before else 1.1
    return Margins(left, right, min(pitch, _LOOSEST))


def paragraphs(stretch: Stretch, margins: Margins) -> list[Paragraph]:
    """The paragraphs of a stretch of lines."""
    found: list[Paragraph] = []
    for line in stretch.lines:
        centred = not stretch.aside and _is_centred(line, margins)
        last = found[-1] if found else None
        if last is not None and _carries_on(last, line, centred, margins):
            last.lines.append(line)
        else:
            found.append(Paragraph([line], aside=stretch.aside, centred=centred))
        found[-1].full = not stretch.aside and margins.right - line.x1 < 3.5 * line.size
    for paragraph in found:
        paragraph.kind = _kind(paragraph)
    return found


def _is_centred(line: Piece, margins: Margins) -> bool:
    inset = min(line.x0 - margins.left, margins.right - line.x1)
    return inset > 1.2 * line.size and _is_symmetric(line, margins)


def _is_symmetric(line: Piece, margins: Margins) -> bool:
    off = abs((line.x0 + line.x1) - (margins.left + margins.right)) / 2
    return off < 0.025 * margins.width and not LABEL.match(line.text)


def _carries_on(paragraph: Paragraph, line: Piece, centred: bool, margins: Margins) -> bool:
    """Whether a line belongs to the paragraph above it."""
    above = paragraph.lines[-1]
    step = (line.base - above.base) / line.size
    if not 0.88 < line.size / above.size < 1.13:
        return False
    if paragraph.aside:
        item = _LIST.match(paragraph.lines[0].text) or _SUBJECT.match(paragraph.lines[0].text)
        return bool(item) and step < 1.45 and not _LIST.match(line.text)
    if not 0 < step < margins.pitch * 1.18 + 0.04:
        return False
    if above.bold != line.bold and above.text.isupper() and not line.text.isupper():
        return False
    if centred or paragraph.centred:
        if not _centred_on(above, line, margins):
            return False
        paragraph.centred = True
        return True
    return _flows_on(paragraph, line, margins)


def _centred_on(above: Piece, line: Piece, margins: Margins) -> bool:
    """Whether two lines are one centred heading; one that fills the width must look like the other."""
    if above.bold != line.bold or above.text.isupper() != line.text.isupper():
        return False
    open_ended = not above.text.endswith(_STRONG_END) and above.x1 - above.x0 > margins.width / 2
    if open_ended and line.text[0].islower():
        return True
    if above.text.count("(") > above.text.count(")"):
        return True
    for piece in (above, line):
        if not _is_centred(piece, margins) and not (
            _is_symmetric(piece, margins) and (piece.bold or piece.text.isupper())
        ):
            return False
    broken_early = margins.width - (above.x1 - above.x0) - line.first > 0.2 * margins.width
    return not (above.text.isupper() and broken_early)


def _flows_on(paragraph: Paragraph, line: Piece, margins: Margins) -> bool:
    above = paragraph.lines[-1]
    room = margins.right - above.x1 - line.first - 0.35 * line.size
    ended = above.text.endswith(_STRONG_END)
    label = LABEL.match(line.text)
    shift = line.x0 - above.x0
    first = len(paragraph.lines) == 1
    stepped = ended or above.text.endswith((",", ")")) or shift > 0.7 * line.size
    if label and (stepped or room > (0.12 * margins.width if label[0] in "-–+" else 0)):
        return False
    if room > 0 and (ended or room > 0.12 * margins.width and not line.text[0].islower()):
        return False
    if shift > 0.7 * line.size:
        return bool(first and LABEL.match(above.text) and room <= 0)
    indented = line.x0 - margins.left > 0.9 * line.size
    return not (indented and abs(shift) < 2 and ended and first and not line.text[0].islower())


def _kind(paragraph: Paragraph) -> BlockKind:
    text = paragraph.lines[0].text
    if not paragraph.aside and any(c.isalpha() for c in text):
        bold = all(line.bold for line in paragraph.lines)
        if paragraph.centred and (bold or text.isupper()) and len(paragraph.lines) < 8:
            return BlockKind.HEADING
        if bold and len(paragraph.lines) < 4:
            return BlockKind.HEADING
    return BlockKind.LIST_ITEM if _LIST.match(text) else BlockKind.PARAGRAPH


def continues(last: Paragraph, first: Paragraph, margins: Margins) -> bool:
    """Whether a page break cut a sentence: `first` opens the page after the one that `last` closes."""
    if last.aside or first.aside or last.centred or first.centred or first.kind is BlockKind.HEADING:
        return False
    line, above = first.lines[0], last.lines[-1]
    if last.kind is BlockKind.HEADING or not 0.88 < line.size / above.size < 1.13:
        return False
    ended = above.text.endswith(_STRONG_END)
    if LABEL.match(line.text):
        return False
    if line.text[0].islower():
        return not above.text.endswith((";", ":"))
    if line.x0 - margins.left > 0.7 * line.size and line.x0 - min(p.x0 for p in last.lines) > 0.7 * line.size:
        return False
    indents = len(last.lines) > 1 and last.lines[0].x0 - last.lines[1].x0 > 0.7 * line.size
    room = margins.right - above.x1 - line.first - 0.35 * line.size
    full = last.full or room <= 0 or not ended and room < 0.2 * margins.width
    return full and (not ended or indents)
