"""Builds a specimen as a scan: its printed pages as tilted pictures with a red seal and a blue signature."""

from __future__ import annotations

import io
import math
import time
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from . import pdf_writer
from .source import Specimen

_DPI = 200
_TILT = 0.8  # degrees; few scanners feed a sheet straighter
_QUALITY = 38  # of the JPEG, as office scanners set it
_RED, _BLUE = (205, 32, 44), (38, 62, 160)
_DAY = time.gmtime(0)  # no time of building in the file


def build(specimen: Specimen, fonts: Path) -> bytes:
    """The specimen as the bytes of a PDF file of pictures, without any text."""
    pages = [scanned(page, number) for number, page in enumerate(drawn(specimen, fonts))]
    pages[-1] = scanned(signed(drawn(specimen, fonts)[-1], fonts), len(pages) - 1)
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI, quality=_QUALITY,
        title=specimen.stem, creationDate=_DAY, modDate=_DAY,
    )  # fmt: skip
    return out.getvalue()


def drawn(specimen: Specimen, fonts: Path) -> list[Image.Image]:
    """The printed pages as clean pictures."""
    document = pypdfium2.PdfDocument(pdf_writer.build(specimen, fonts))
    return [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in document]


def signed(page: Image.Image, fonts: Path) -> Image.Image:
    """The page with a seal over the signature, below the right half of the last lines of print."""
    dark = np.asarray(page.convert("L"))[:, page.width // 2 : -page.width // 12] < 128
    lowest = int(np.flatnonzero(dark.any(axis=1))[-1])
    ink = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(ink)
    middle, radius = (round(page.width * 0.60), lowest - 95), 135
    _seal(ink, draw, middle, radius, fonts)
    waves = ((4.2 * t, 46 * math.sin(t / 6.5) * math.cos(t / 19)) for t in range(64))
    points = [(middle[0] + 40 + right, middle[1] + 20 - up) for right, up in waves]
    draw.line(points, fill=_BLUE, width=5, joint="curve")
    # Ink lets print show through: the darker of the two stays.
    return Image.fromarray(np.minimum(np.asarray(page), np.asarray(ink)))


def _seal(
    ink: Image.Image, draw: ImageDraw.ImageDraw, middle: tuple[int, int], radius: int, fonts: Path
) -> None:
    x, y = middle
    for r, width in ((radius, 6), (radius - 34, 3)):
        draw.ellipse((x - r, y - r, x + r, y + r), outline=_RED, width=width)
    arms = [(18 if k % 2 else 44, k * math.pi / 5) for k in range(10)]
    draw.polygon([(x + r * math.sin(turn), y - r * math.cos(turn)) for r, turn in arms], fill=_RED)
    font = ImageFont.truetype(str(fonts / "Tinos-Bold.ttf"), 22)
    words = "TỈNH HÒA AN * SỞ XÂY DỰNG * "
    for number, sign in enumerate(words):
        turn = math.tau * number / len(words)
        tile = Image.new("L", (40, 40))
        ImageDraw.Draw(tile).text((20, 20), sign, font=font, fill=255, anchor="mm")
        tile = tile.rotate(-math.degrees(turn), resample=Image.Resampling.BICUBIC)
        right, up = (radius - 18) * math.sin(turn), (radius - 18) * math.cos(turn)
        ink.paste(_RED, (round(x + right) - 20, round(y - up) - 20), tile)


def scanned(page: Image.Image, number: int) -> Image.Image:
    """The page as a scanner gives it: tilted, its paper not quite white, a little noise."""
    tilted = page.rotate(-_TILT, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    random = np.random.default_rng(number)
    grain = random.normal(0, 3, (page.height // 2 + 1, page.width // 2 + 1, 1)).repeat(2, 0).repeat(2, 1)
    paper = np.asarray(tilted, np.float32) * 0.93 + 8 + grain[: page.height, : page.width]
    return Image.fromarray(paper.clip(0, 255).astype(np.uint8))
