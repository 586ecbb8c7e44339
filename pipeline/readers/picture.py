"""Reads a picture file (PNG, JPEG, TIFF of many pages) into a Document, as a scan."""

from __future__ import annotations

from functools import partial

from extractors.model import Document
from pipeline.ocr import engines
from pipeline.readers.pdf import arranged
from pipeline.readers.pdf_page import PageContent
from pipeline.readers.refusals import not_recognised, nothing_printed


def read_picture(data: bytes, name: str, media_type: str) -> Document:
    """The Document of a picture's bytes.

    Raises:
        UnreadableFileError: the file is damaged, too large, shows nothing printed, or nothing is installed
            that recognises scans.
    """
    if engines.mode() is engines.Mode.NEVER or not engines.installed():
        raise not_recognised(engines.mode() is engines.Mode.NEVER)
    from pipeline.ocr.pictures import PictureFile, damaged_picture
    from pipeline.ocr.session import RecognitionSession

    session = RecognitionSession()
    file = PictureFile(data)
    try:
        numbers = range(1, file.count + 1)
        pages = list(session.read([(_empty(number), partial(file.page, number)) for number in numbers]))
    finally:
        file.close()
    if not session.pages:
        raise damaged_picture() if session.lost_all else nothing_printed()
    return session.finished(arranged(name, media_type, "scan", pages, session.notes()))


def _empty(number: int) -> PageContent:
    return PageContent(number, 0, 0, [], [], [], 0, 1.0, drawn=True)
