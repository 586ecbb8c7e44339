"""Packs a body and its notes into a DOCX in memory: what other word processors wrote is then read as one."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.readers.docx_numbering import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# What XML cannot hold; a surrogate alone is half of a letter.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def made(name: str, parent: Element | None = None, **values: str) -> Element:
    """The element `w:name` with attributes `w:…`, put at the end of `parent` where one is given."""
    attributes = {W + key: value for key, value in values.items()}
    if parent is None:
        return etree.Element(W + name, attributes, {"w": W[1:-1]})
    return etree.SubElement(parent, W + name, attributes)


def put_text(run: Element, text: str) -> None:
    """Put `text` at the end of a `w:r`, line ends and tabs as their elements."""
    for piece in re.split(r"([\n\t])", text):
        if piece == "\n":
            made("br", run)
        elif piece == "\t":
            made("tab", run)
        elif piece:
            held = made("t", run)
            held.text = _FORBIDDEN.sub("", piece)
            held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def put_run(
    paragraph: Element, text: str, font: str | None = None, bold: bool = False, mark: str | None = None
) -> Element:
    """Put a run at the end of a `w:p`; `mark` is the id of a footnote marked in it."""
    run = made("r", paragraph)
    if font or bold:
        properties = made("rPr", run)
        if font:
            name = _FORBIDDEN.sub("", font)
            made("rFonts", properties, ascii=name, hAnsi=name, cs=name)
        if bold:
            made("b", properties)
    put_text(run, text)
    if mark is not None:
        made("footnoteReference", run, id=mark)
    return run


def packed(body: Element, notes: list[Element]) -> bytes:
    """The DOCX with this `w:body` and these `w:footnote`s."""
    document, footnotes = made("document"), made("footnotes")
    document.append(body)
    footnotes.extend(notes)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{_RELS_TYPE}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{_WORD}.footnotes+xml"/></Types>',
        )
        package.writestr("_rels/.rels", _relations("officeDocument", "word/document.xml"))
        package.writestr("word/_rels/document.xml.rels", _relations("footnotes", "footnotes.xml"))
        package.writestr("word/document.xml", etree.tostring(document, encoding="UTF-8"))
        package.writestr("word/footnotes.xml", etree.tostring(footnotes, encoding="UTF-8"))
    return stream.getvalue()


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_RELS}">{relation}</Relationships>'
