"""Builds a specimen as a born-digital PDF, Tinos embedded in part: letterhead columns, tables, an overlay."""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from .plain_writer import STATE, labelled
from .source import Block, Specimen, runs

_FACES = {
    "Tinos": "Regular",
    "Tinos-Bold": "Bold",
    "Tinos-Italic": "Italic",
    "Tinos-BoldItalic": "BoldItalic",
}
_FOLDERS = (
    "/usr/share/fonts/truetype/croscore",
    "/usr/share/fonts/croscore",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_MARGINS = (30 * mm, 15 * mm, 20 * mm, 20 * mm)
_WIDTH = A4[0] - _MARGINS[0] - _MARGINS[1]


def find_fonts(folder: Path | None) -> Path:
    """The folder of the Tinos fonts (Apache License 2.0: may be embedded): that given, else a usual one."""
    for candidate in [folder] if folder else [Path(name) for name in _FOLDERS]:
        if all((candidate / f"Tinos-{face}.ttf").is_file() for face in _FACES.values()):
            return candidate
    raise FileNotFoundError(
        "the Tinos fonts are missing (Tinos-Regular.ttf, -Bold, -Italic, -BoldItalic); install the package "
        "fonts-croscore or name their folder with --font"
    )


def build(specimen: Specimen, fonts: Path) -> bytes:
    """The specimen as the bytes of a PDF file, the same at every build with the same fonts."""
    if specimen.notes:
        raise ValueError(f"{specimen.stem}: the PDF builder sets no footnotes")
    for name, face in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"Tinos-{face}.ttf"), asciiReadable=0))
    pdfmetrics.registerFontFamily("Tinos", *_FACES)
    rl_config.useA85 = 0
    overlay = _Overlay(specimen.head.get("overlay", ""))
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, invariant=1, title=specimen.stem, author="", pageCompression=1
    )
    frame = Frame(_MARGINS[0], _MARGINS[3], _WIDTH, A4[1] - _MARGINS[2] - _MARGINS[3], 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_page_number, onPageEnd=overlay.draw))
    document.build(_story(specimen, overlay))
    return out.getvalue()


def _style(size: float = 14, align: int = TA_JUSTIFY, face: str = "Tinos", **more: Any) -> ParagraphStyle:
    options: dict[str, Any] = {"fontName": face, "fontSize": size, "leading": size * 1.22, "alignment": align}
    return ParagraphStyle("s", **(options | {"justifyBreaks": 1} | more))


def _page_number(canvas: Any, document: Any) -> None:
    if document.page > 1:
        canvas.setFont("Tinos", 13)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(document.page))


class _Overlay:
    """What signature software adds on page 1 after the text was set: the number and the day.

    `kind` "stream" writes them at the very end of the page's content, "annotation" as FreeText annotations
    with an appearance of their own; with "" the letterhead prints them in place.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.items: list[tuple[str, str, float, float, float]] = []

    def draw(self, canvas: Any, document: Any) -> None:
        """Add the collected values, at the end of page 1."""
        if document.page > 1:
            return
        for text, face, size, x, y in self.items:
            if self.kind == "stream":
                canvas.setFont(face, size)
                canvas.drawString(x, y, text)
            else:
                self._annotate(canvas, text, face, size, x, y)

    def _annotate(self, canvas: Any, text: str, face: str, size: float, x: float, y: float) -> None:
        width, name = stringWidth(text, face, size) + 1, f"overlay{text}"
        canvas.beginForm(name, 0, 0, width, size * 1.2)
        canvas.setFont(face, size)
        canvas.drawString(0, size * 0.25, text)
        canvas.endForm()
        form = pdfdoc.PDFObjectReference(pdfdoc.xObjectName(name))
        entries = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("FreeText"),
            "Rect": pdfdoc.PDFArray([x, y - size * 0.25, x + width, y + size * 0.95]),
            "Contents": pdfdoc.PDFString(text),
            "DA": pdfdoc.PDFString(f"/Helv {size} Tf 0 g"),
            "F": 4,
            "AP": pdfdoc.PDFDictionary({"N": form}),
        }
        canvas._addAnnotation(pdfdoc.PDFDictionary(entries))


class _HeadLine(Flowable):  # type: ignore[misc]
    """A centred line of the letterhead whose values in braces may be left to the overlay."""

    def __init__(self, text: str, face: str, size: float, overlay: _Overlay) -> None:
        super().__init__()
        self._parts = re.split(r"[{}]", text)
        self._face, self._size, self._overlay = face, size, overlay

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the width offered."""
        self.width, self.height = width, self._size * 1.3
        return self.width, self.height

    def draw(self) -> None:
        """Print the line, or its fixed parts with blanks between them."""
        blanks = bool(self._overlay.kind)
        parts = [" " * 10 if blanks and i % 2 else part for i, part in enumerate(self._parts)]
        text = "".join(parts)
        x = (self.width - stringWidth(text, self._face, self._size)) / 2
        y = self._size * 0.35
        self.canv.setFont(self._face, self._size)
        self.canv.drawString(x, y, text)
        for i, part in enumerate(parts):
            width = stringWidth(part, self._face, self._size)
            if blanks and i % 2:
                value = self._parts[i]
                inset = (width - stringWidth(value, self._face, self._size)) / 2
                self._overlay.items.append(
                    (value, self._face, self._size, *self.canv.absolutePosition(x + inset, y))
                )
            x += width


def _story(specimen: Specimen, overlay: _Overlay) -> list[Any]:
    story: list[Any] = [_letterhead(specimen, overlay), Spacer(1, 14)]
    story += _title(specimen)
    for number, line in enumerate(specimen.lines("addressees")):
        text = f"Kính gửi: {line}" if number == 0 else line
        story.append(Paragraph(escape(text), _style(align=TA_CENTER, spaceAfter=4)))
    for block, words in labelled(specimen.blocks):
        if block.kind == "@sign":  # never alone on a page: the last paragraph goes with it
            story.append(KeepTogether([story.pop(), Spacer(1, 12), _signature(specimen)]))
        else:
            story += _flowables(block, words)
    return story


def _letterhead(specimen: Specimen, overlay: _Overlay) -> Table:
    left = [Paragraph(escape(line), _style(13, TA_CENTER)) for line in specimen.lines("parent")]
    left += [
        Paragraph(escape(line), _style(13, TA_CENTER, "Tinos-Bold")) for line in specimen.lines("issuer")
    ]
    bold = "Tinos-Bold"
    if specimen.head.get("party"):
        left.append(Paragraph("*", _style(13, TA_CENTER)))
        right: list[Any] = [Paragraph("ĐẢNG CỘNG SẢN VIỆT NAM", _style(14, TA_CENTER, bold)), _rule(178)]
    else:
        left.append(_rule(70))
        right = [
            Paragraph(STATE[0], _style(12.5, TA_CENTER, bold)),
            Paragraph(STATE[1], _style(13.5, TA_CENTER, bold)),
        ]
        right.append(_rule(165))
    number = [_HeadLine(specimen.head["number"], "Tinos", 13, overlay)]
    number += [Paragraph(escape(line), _style(12, TA_CENTER)) for line in specimen.lines("about")]
    date = [_HeadLine(specimen.head["place_date"], "Tinos-Italic", 13.5, overlay)]
    table = Table([[left, right], [number, date]], colWidths=[_WIDTH * 0.38, _WIDTH * 0.62])
    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    style += [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING")]
    table.setStyle(TableStyle(style))
    return table


def _rule(width: float) -> HRFlowable:
    return HRFlowable(width, 0.7, color=colors.black, spaceBefore=3, spaceAfter=2, hAlign="CENTER")


def _title(specimen: Specimen) -> list[Any]:
    if "type" not in specimen.head:
        return []
    party = bool(specimen.head.get("party"))
    bold = _style(14, TA_CENTER, "Tinos-Bold")
    story: list[Any] = [
        Paragraph(specimen.head["type"], _style(16 if party else 14, TA_CENTER, "Tinos-Bold"))
    ]
    story += [Paragraph(escape(line), bold) for line in specimen.lines("type_of")]
    story += [Paragraph(_markup(line), bold) for line in specimen.lines("subject")]
    story.append(Paragraph("-----", _style(14, TA_CENTER)) if party else _rule(95))
    return [*story, Spacer(1, 8)]


def _flowables(block: Block, words: str) -> list[Any]:
    if block.kind == "@page":
        return [PageBreak()]
    if block.kind == "table":
        return [_table(block), Spacer(1, 14)]
    if block.kind in ("title", "centre"):
        face = "Tinos-Bold" if block.kind == "title" else "Tinos"
        return [
            Paragraph(
                _markup(words), _style(14, TA_CENTER, face, spaceBefore=6, spaceAfter=6, keepWithNext=1)
            )
        ]
    face = {"heading": "Tinos-Bold", "subheading": "Tinos-BoldItalic", "basis": "Tinos-Italic"}.get(
        block.kind, "Tinos"
    )
    alone = "heading" in block.kind or (words.startswith("**") and words.find("**", 2) == len(words) - 2)
    style = _style(14, TA_JUSTIFY, face, firstLineIndent=36, spaceBefore=6, keepWithNext=int(alone))
    return [Paragraph(_markup(_break_symbols(words, style)), style)]


def _break_symbols(words: str, style: ParagraphStyle) -> str:
    """The text, broken where a word processor breaks a symbol: after a hyphen, at the line's end."""
    if "*" in words:
        return words
    room, lines = _WIDTH - style.firstLineIndent, [""]
    for token in words.split(" "):
        line = f"{lines[-1]} {token}".strip()
        if stringWidth(line, style.fontName, style.fontSize) <= room:
            lines[-1] = line
            continue
        head, hyphen, tail = token.partition("-")
        part = f"{lines[-1]} {head}-"
        if hyphen and "/" in head and tail and stringWidth(part, style.fontName, style.fontSize) <= room:
            lines[-1], token = part + "\n", tail
        room = _WIDTH
        lines.append(token)
    return " ".join(lines).replace("\n ", "\n")


def _markup(text: str) -> str:
    parts = []
    for run in runs(text):
        words = escape(run.text, quote=False).replace("\n", "<br/>")
        words = re.sub(r" {2,}", lambda match: "\u00a0" * len(match.group()), words)
        parts.append(f"<b>{words}</b>" if run.bold else f"<i>{words}</i>" if run.italic else words)
    return "".join(parts)


def _table(block: Block) -> Table:
    size = 9.5 if len(block.widths) > 8 else 11.5
    widths = [_WIDTH * width / sum(block.widths) for width in block.widths]
    rows = [
        [_cell(block, i, j, text, size) for j, text in enumerate(row)] for i, row in enumerate(block.rows)
    ]
    table = Table(rows, colWidths=widths, repeatRows=block.head_rows)
    padding = 1.5 if size < 10 else 4.0
    style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    style += [(side, (0, 0), (-1, -1), padding) for side in ("LEFTPADDING", "RIGHTPADDING")]
    style += [(side, (0, 0), (-1, -1), 5.0) for side in ("TOPPADDING", "BOTTOMPADDING")]
    table.setStyle(TableStyle(style + [("SPAN", start, end) for start, end in _spans(block.rows)]))
    return table


def _spans(rows: tuple[tuple[str, ...], ...]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The (column, row) corners of the joined cells."""
    found = []
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            right, below = j, i
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while below + 1 < len(rows) and rows[below + 1][j] == "^":
                below += 1
            if text not in ("<", "^") and (right, below) != (j, i):
                found.append(((j, i), (right, below)))
    return found


def _cell(block: Block, row: int, column: int, text: str, size: float) -> Any:
    if text in ("", "<", "^"):
        return ""
    head = row < block.head_rows
    centred = head or column == 0 or re.fullmatch(r"[\d.,*%]+", text) is not None
    face = "Tinos-Bold" if head and not text.startswith("*") else "Tinos"
    return Paragraph(_markup(text), _style(size, TA_CENTER if centred else TA_LEFT, face))


def _signature(specimen: Specimen) -> Table:
    left: list[Any] = [Paragraph("Nơi nhận:", _style(12, TA_LEFT, "Tinos-BoldItalic"))]
    recipients = specimen.lines("recipients")
    for number, line in enumerate(recipients):
        end = "." if number + 1 == len(recipients) else ";" if not specimen.head.get("party") else ","
        left.append(Paragraph(escape(f"- {line}{end}"), _style(11, TA_LEFT)))
    right: list[Any] = [
        Paragraph(line, _style(14, TA_CENTER, "Tinos-Bold")) for line in specimen.lines("signature")
    ]
    right += [Spacer(1, 58), Paragraph(specimen.head["signer"], _style(14, TA_CENTER, "Tinos-Bold"))]
    table = Table([[left, right]], colWidths=[_WIDTH * 0.48, _WIDTH * 0.52])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return table
