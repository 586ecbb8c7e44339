"""A copy of a PDF with the marks as annotations that any viewer shows, added behind its own bytes.

The original stands unchanged at the front of the copy (an incremental update), and so does a digital
signature over it. Each annotation has its own appearance, its words as note, and a rectangle a printed line.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pypdfium

from extractors.model import Document
from pipeline.highlight.model import Marking
from pipeline.highlight.pdf_places import Spots, spots
from pipeline.messages import both

Reason = tuple[str, str]
MARKED_BY = b"%vanthu highlight\n"
"""The last bytes of a copy: tells it from other files."""
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_OBJECT = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy's bytes, how many marks it has, how many of them by estimate, how many have no place in it.

    `renewed` tells that the original was damaged, so that the copy does not begin with its bytes; `signed`
    that it bears a digital signature.
    """

    data: bytes
    marks: int
    estimated: int
    unplaced: int
    renewed: bool
    signed: bool


def copied(data: bytes, document: Document, marking: Marking) -> Copied | Reason:
    """The copy of the PDF with these bytes, or the reason in English and Vietnamese why there is none."""
    from pypdf.errors import PyPdfError

    from pipeline.highlight.pdf_notes import DRAWN

    drawn = Marking([entry for entry in marking.entries if entry.layer in DRAWN])
    try:
        found = spots(data, document, drawn)
        if not found.pages:
            return both("pdf_no_marks")
        return _copied(data, found)
    except (PyPdfError, pypdfium.PdfiumError, _OddError):
        return both("pdf_odd")
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, OverflowError):
        # what pypdf raises over files that are no longer what its reader took them for
        return both("pdf_odd")


class _OddError(Exception):
    """The copy is not what it should be."""


def _copied(data: bytes, found: Spots) -> Copied | Reason:
    from pypdf import PdfReader

    renewed = not _is_sound(data)
    if renewed:
        data = _renewed(data)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return both("pdf_locked")
    made = _written(data, found)
    _check(made, data, found)
    return Copied(
        made,
        found.placed,
        found.estimated,
        found.unplaced,
        renewed,
        re.search(rb"/ByteRange\s*\[", data) is not None,
    )


def _is_sound(data: bytes) -> bool:
    """Whether a file's last cross-reference table is where it says: else nothing can be put behind it."""
    ends = _START.findall(data[-2048:])
    return bool(ends) and _OBJECT.match(data, int(ends[-1])) is not None and data.startswith(b"%PDF-")


def _renewed(data: bytes) -> bytes:
    """A damaged file as pdfium understands it."""
    pdf = pypdfium.PdfDocument(data)
    try:
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()
    finally:
        pdf.close()


def _written(data: bytes, found: Spots) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, ByteStringObject, NameObject

    from pipeline.highlight.pdf_notes import Notes

    writer = PdfWriter(io.BytesIO(data), incremental=True)
    if len(writer.pages) < max(found.pages):
        raise _OddError
    notes = Notes(writer)
    for number, (frame, on_page) in found.pages.items():
        page = writer.pages[number - 1]
        there = page.get("/Annots")
        there = there.get_object() if there is not None else None
        kept = list(there) if isinstance(there, list) else []
        page[NameObject("/Annots")] = ArrayObject([*kept, *notes.of_page(page, frame, on_page)])
    names = writer._ID
    mark = hashlib.md5(data + repr(sorted(found.pages)).encode(), usedforsecurity=False).digest()
    if names:
        writer._ID = ArrayObject([names[0], ByteStringObject(mark)])
    out = io.BytesIO()
    writer.write(out)
    made = out.getvalue()
    return made + (b"" if made.endswith(b"\n") else b"\n") + MARKED_BY


def _check(made: bytes, data: bytes, found: Spots) -> None:
    """Refuse a copy that does not begin with the original, or in which a viewer misses pages or marks."""
    if not made.startswith(data):
        raise _OddError
    old, new = pypdfium.PdfDocument(data), pypdfium.PdfDocument(made)
    try:
        if len(old) != len(new):
            raise _OddError
        for number, (_, on_page) in found.pages.items():
            counts = [_annotations_on(one, number) for one in (old, new)]
            if counts[1] - counts[0] < len(on_page):
                raise _OddError
    finally:
        old.close()
        new.close()


def _annotations_on(pdf: Any, number: int) -> int:
    import pypdfium2.raw as raw

    page = raw.FPDF_LoadPage(pdf.raw, number - 1)
    try:
        return int(raw.FPDFPage_GetAnnotCount(page))
    finally:
        raw.FPDF_ClosePage(page)
