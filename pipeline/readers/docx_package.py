"""Packs a body, its notes and page headers into a DOCX in memory: files of other kinds are read as one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
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


def packed(body: Element, notes: list[Element], headers: Sequence[Element] = ()) -> bytes:
    """The DOCX with this `w:body`, these `w:footnote`s and these `w:hdr`s."""
    document, footnotes = made("document"), made("footnotes")
    document.append(body)
    footnotes.extend(notes)
    parts = [("document", document), ("footnotes", footnotes)]
    relations = [_relation(1, "footnotes")]
    section = made("sectPr", body)
    for number, header in enumerate(headers, 2):
        reference = made("headerReference", section)
        reference.set(f"{{{_OFFICE}}}id", f"rId{number}")
        parts.append((f"header{number}", header))
        relations.append(_relation(number, f"header{number}", "header"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{_RELS_TYPE}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{_WORD}.footnotes+xml"/></Types>',
        )
        main = _relation(1, "word/document", "officeDocument")
        package.writestr("_rels/.rels", f'<Relationships xmlns="{_RELS}">{main}</Relationships>')
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELS}">{"".join(relations)}</Relationships>',
        )
        for name, part in parts:
            package.writestr(f"word/{name}.xml", etree.tostring(part, encoding="UTF-8"))
    return stream.getvalue()


def _relation(number: int, target: str, kind: str | None = None) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind or target}" Target="{target}.xml"/>'
