"""Draws the small PDFs that the tests of the PDF reader read."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Document
from pipeline.readers.pdf import read_pdf

WIDTH, HEIGHT = A4
LEFT, RIGHT = 85.0, 538.0


class Page:
    """Draws lines from the top of the page, in points downwards."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(self, x: float, y: float, words: str, size: float = 14, font: str = "Times-Roman") -> float:
        """Draw and return where the text ends."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, words)
        return x + float(self.canvas.stringWidth(words, font, size))

    def full(self, y: float, words: str, x: float = LEFT, size: float = 14) -> None:
        """Draw a line that reaches the right margin, as justified text does."""
        self.canvas.setFont("Times-Roman", size)
        gaps = words.count(" ")
        spare = RIGHT - x - self.canvas.stringWidth(words, "Times-Roman", size)
        self.canvas.drawString(x, HEIGHT - y, words, wordSpace=spare / gaps)

    def centre(self, y: float, words: str, size: float = 14, font: str = "Times-Bold") -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString((LEFT + RIGHT) / 2, HEIGHT - y, words)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def draw(*pages: Callable[[Page], None], **options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    for page in pages:
        page(Page(canvas))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Callable[[Page], None]) -> Document:
    return read_pdf(draw(*pages), "drawn.pdf")


def texts(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


def body(page: Page) -> None:
    """Two paragraphs of running text with a first-line indent."""
    page.full(300, "Thuc hien Ke hoach so 31/KH-UBND, cac don vi da ra soat toan bo", x=LEFT + 36)
    page.full(316, "thu tuc hanh chinh va gui ket qua ve Van phong dung thoi han, khong co don")
    page.text(LEFT, 332, "vi nao cham tre.")
    page.full(354, "Cac phong chuyen mon tiep tuc theo doi viec thuc hien va tong hop", x=LEFT + 36)
    page.text(LEFT, 370, "trong thang sau.")


def letterhead(page: Page) -> None:
    page.text(110, 70, "UBND TINH HOA AN", 13)
    page.text(310, 70, "CONG HOA XA HOI CHU NGHIA VIET NAM", 12, "Times-Bold")
    page.text(118, 86, "VAN PHONG", 13, "Times-Bold")
    page.text(360, 86, "Doc lap - Tu do - Hanh phuc", 13, "Times-Bold")
    page.rule(130, 90, 180, 90)
    page.rule(362, 90, 510, 90)
    end = page.text(110, 116, "So:", 13)
    page.number_at = end + 3  # type: ignore[attr-defined]
    page.text(end + 40, 116, "/KH-VPUBND", 13)
    end = page.text(330, 116, "Hoa An, ngay", 13, "Times-Italic")
    page.day_at = end + 3  # type: ignore[attr-defined]
    page.text(end + 22, 116, "thang 11 nam 2025", 13, "Times-Italic")


def grid(p: Page, xs: list[float], ys: list[float]) -> None:
    for x in xs:
        p.rule(x, ys[0], x, ys[-1])
    for y in ys:
        p.rule(xs[0], y, xs[-1], y)
