"""Draws the pages of PDF files and opens picture files, one page at a time and never larger than needed."""

from __future__ import annotations

import ctypes
import io
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from extractors.model import Box
from pipeline.errors import UnreadableFileError
from pipeline.ocr.engines import dpi

if TYPE_CHECKING:
    from pipeline.ocr.model import Colour

MOST_PIXELS = 16_000_000
"""A page is drawn no larger: A3 at 200 dpi has 7.7 million pixels, a 600-dpi map of that size 70 million."""
_MOST_STORED = 400_000_000
"""A picture file of more pixels is refused: it would need gigabytes before it could be made smaller."""
_A4_LONG = 11.69  # inches; the size of a picture that does not tell its own
_MOST_FRAMES = 2000


class DamagedPictureError(Exception):
    """The picture of one page cannot be decoded."""


def pdf_picture(page: Any, resolution: int | None = None) -> tuple[Colour, float]:
    """A page of pypdfium2 drawn in colour, and its pixels a point.

    Raises:
        DamagedPictureError: the page cannot be drawn.
    """
    width, height = page.get_size()
    scale = (resolution or dpi()) / 72
    scale = min(scale, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise DamagedPictureError(str(error)) from error
    try:
        drawn = np.array(bitmap.to_numpy()[:, :, :3]) if bitmap.n_channels >= 3 else _three(bitmap.to_numpy())
    finally:
        bitmap.close()
    return drawn, drawn.shape[1] / max(width, 1.0)


def picture_is_lost(page: Any) -> bool:
    """Whether the largest image of a page cannot be decoded, so that the page is drawn white."""
    for item in page.get_objects(max_depth=2):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            bitmap = pdfium.FPDFImageObj_GetBitmap(item.raw)
            if not bitmap:
                return True
            pdfium.FPDFBitmap_Destroy(bitmap)
            size = ctypes.c_uint(), ctypes.c_uint()
            if not pdfium.FPDFImageObj_GetImagePixelSize(item.raw, *size):
                return True
    return False


def _three(gray: Any) -> Colour:
    flat = gray[:, :, 0] if gray.ndim == 3 else gray
    return np.repeat(np.asarray(flat, np.uint8)[:, :, None], 3, axis=2)


class PictureFile:
    """A PNG, JPEG, TIFF or other picture as pages.

    Raises:
        UnreadableFileError: it cannot be opened, or is too large.
    """

    def __init__(self, data: bytes) -> None:
        from PIL import Image, UnidentifiedImageError

        Image.MAX_IMAGE_PIXELS = _MOST_STORED
        try:
            self._image: Any = Image.open(io.BytesIO(data))
            self.count = min(int(getattr(self._image, "n_frames", 1)), _MOST_FRAMES)
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise damaged_picture() from error
        if self._image.format == "GIF":
            self.count = 1

    def page(self, number: int) -> tuple[Colour, float]:
        """The picture of that page (from 1) in colour, and its pixels a point.

        Raises:
            DamagedPictureError: it cannot be decoded.
            UnreadableFileError: it is too large.
        """
        from PIL import Image, ImageOps

        try:
            self._image.seek(number - 1)
            if self._image.width * self._image.height > _MOST_STORED:
                raise _too_large()
            inches = self._inches()
            self._shrink_while_decoding()
            image = _coarser(ImageOps.exif_transpose(self._image), inches)
            if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
                paper = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(paper, image.convert("RGBA"))
            image = _smaller(image.convert("RGB"), inches)
        except UnreadableFileError:
            raise
        except (
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
            Image.DecompressionBombError,
            MemoryError,
        ) as error:
            raise DamagedPictureError(str(error)) from error
        return np.asarray(image), max(image.size) / (72 * inches)

    def close(self) -> None:
        """Let the picture go."""
        self._image.close()

    def _inches(self) -> float:
        """The long side of the page; that of A4 where the picture does not tell, or tells nonsense."""
        told = self._image.info.get("dpi", (0, 0))[0]
        long = max(self._image.size)
        inches = long / float(told) if told and 50 <= float(told) <= 2400 else 0.0
        return inches if 3 <= inches <= 60 else _A4_LONG

    def _shrink_while_decoding(self) -> None:
        """A JPEG can be decoded at a half, a quarter or an eighth of its size."""
        if self._image.format == "JPEG" and self._image.width * self._image.height > 2 * MOST_PIXELS:
            self._image.draft("RGB", (self._image.width // 2, self._image.height // 2))


def _coarser(image: Any, inches: float) -> Any:
    """A picture of far more pixels than are read, made smaller before its colours are unpacked."""
    factor = int(max(image.size) / max(inches * dpi(), 1.0))
    if factor < 2:
        return image
    mode = {"1": "L", "P": "RGB"}.get(image.mode, image.mode)  # bits and numbers of colours have no mean
    return image.convert(mode).reduce(factor)


def _smaller(image: Any, inches: float) -> Any:
    """The picture at the resolution that is read, no larger than it may be."""
    wanted = min(max(image.size), round(inches * dpi()))
    share = wanted / max(image.size)
    share = min(share, math.sqrt(MOST_PIXELS / (image.width * image.height)))
    if share > 0.95:
        return image
    return image.resize(
        (max(1, round(image.width * share)), max(1, round(image.height * share))), reducing_gap=2
    )


def cut_line(data: bytes, page: int, box: Box, margin: float = 6.0, resolution: int = 150) -> bytes:
    """A PNG of one line of a page, for a person to look at: `box` in points, `page` from 1.

    Raises:
        UnreadableFileError: the file cannot be opened.
        DamagedPictureError: the page cannot be drawn.
    """
    from PIL import Image

    drawn, scale = _page_of(data, page, resolution)
    height, width = drawn.shape[:2]
    left, right = max(0, int((box.x0 - margin) * scale)), min(width, int((box.x1 + margin) * scale) + 1)
    top, bottom = max(0, int((box.top - margin) * scale)), min(height, int((box.bottom + margin) * scale) + 1)
    if right <= left or bottom <= top:
        raise DamagedPictureError("the box lies outside the page")
    out = io.BytesIO()
    # A line of print has few colours: with 32 of them its file is a fifth of the size.
    Image.fromarray(drawn[top:bottom, left:right]).quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _page_of(data: bytes, number: int, resolution: int) -> tuple[Colour, float]:
    if b"%PDF-" not in data[:1024]:
        file = PictureFile(data)
        try:
            return file.page(number)
        finally:
            file.close()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise damaged_picture() from error
    try:
        return pdf_picture(document[number - 1], resolution)
    finally:
        document.close()


def damaged_picture() -> UnreadableFileError:
    """The refusal of a picture that cannot be decoded."""
    return UnreadableFileError(
        "The picture is damaged or was not copied in full; get the file again.",
        "Tệp ảnh bị hỏng hoặc chép chưa đủ; hãy lấy lại tệp.",
    )


def _too_large() -> UnreadableFileError:
    return UnreadableFileError(
        f"The picture has more than {_MOST_STORED // 1_000_000} million pixels; scan it at 200 to 300 dpi.",
        f"Ảnh có hơn {_MOST_STORED // 1_000_000} triệu điểm ảnh; hãy quét ở 200 đến 300 dpi.",
    )
