"""Reads OpenDocument text: paragraphs, lists with labels, tables, notes and text boxes, by way of DOCX."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from extractors.model import Document
from pipeline.errors import UnreadableFileError
from pipeline.readers.docx import read_docx
from pipeline.readers.docx_numbering import number
from pipeline.readers.docx_package import made, packed, put_run
from pipeline.readers.docx_text import local_name
from pipeline.readers.legacy import Letters
from pipeline.readers.odt_styles import OdtStyles, name_of, words_of
from pipeline.readers.odt_table import put_table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PASSED = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "ruby-text")
)


def read_odt(data: bytes, name: str, letters: Letters | None = None) -> Document:
    """The document in an OpenDocument text file.

    Raises:
        UnreadableFileError: it is protected by a password, or its package or XML is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if "META-INF/manifest.xml" in package.namelist():
                _refuse_encrypted(package.read("META-INF/manifest.xml"))
            parser = etree.XMLParser(resolve_entities=False, huge_tree=True, remove_comments=True)
            content = etree.fromstring(package.read("content.xml"), parser)
            styles = [content]
            if "styles.xml" in package.namelist():
                styles.insert(0, etree.fromstring(package.read("styles.xml"), parser))
    except (KeyError, ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error,
            etree.LxmlError) as error:  # fmt: skip
        raise _damaged() from error
    text = content.find("{*}body/{*}text")
    if text is None:
        raise _damaged()
    walker = _Walker(OdtStyles(styles))
    walker.blocks(text, walker.body)
    headers = []
    for header in styles[0].iterfind("{*}master-styles/{*}master-page/{*}header"):
        headers.append(made("hdr"))
        walker.blocks(header, headers[-1])
    return read_docx(packed(walker.body, walker.notes, headers), name, letters)


def _refuse_encrypted(manifest: bytes) -> None:
    if b"encryption-data" in manifest:
        raise UnreadableFileError(
            "The file is protected by a password; open it in LibreOffice and save it without one.",
            "Tệp có mật khẩu; hãy mở bằng LibreOffice rồi lưu lại không có mật khẩu.",
        )


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(
        "The OpenDocument file is damaged; open it in LibreOffice, let it repair the file and save it again.",
        "Tệp OpenDocument bị hỏng; hãy mở bằng LibreOffice để sửa rồi lưu lại.",
    )


class _Walker:
    """Goes through the text in order and puts what it finds into a `w:body`."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self.body = made("body")
        self.notes: list[Element] = []
        self._label = ""

    def blocks(self, element: Element, into: Element) -> None:
        """The paragraphs, lists and tables of a body, section, cell, note or text box."""
        for part in element:
            name = local_name(part)
            if name in ("p", "h"):
                self._paragraph(part, into)
            elif name == "list":
                self._list(part, into, name_of(part, "style-name"), 1)
            elif name == "table":
                put_table(part, into, self._styles, self.blocks)
            elif name not in _PASSED:
                self.blocks(part, into)

    def _paragraph(self, element: Element, into: Element) -> None:
        paragraph = made("p", into)
        style = name_of(element, "style-name")
        level = name_of(element, "outline-level") if local_name(element) == "h" else None
        if level is not None:
            made("outlineLvl", made("pPr", paragraph), val=str(max(number(level, 1) - 1, 0)))
            label = self._styles.heading_label(number(level, 1))
            self._label = self._label or label
        if self._label and words_of(element):
            put_run(paragraph, f"{self._label} ")
            self._label = ""
        self._inline(element, paragraph, style, None)

    def _list(self, element: Element, into: Element, style: str | None, level: int) -> None:
        """A list with its items' labels; a list inside an item counts on the next level."""
        goes_on = name_of(element, "continue-numbering") == "true" or name_of(element, "continue-list")
        counter = self._styles.counter(style, level, bool(goes_on) or level > 1)
        for item in element:
            kind = local_name(item)
            if kind not in ("list-item", "list-header"):
                continue
            first = next((local_name(part) for part in item), None)
            if kind == "list-item" and first in ("p", "h"):
                start = name_of(item, "start-value")
                self._label = counter.next(level, None if start is None else number(start, 1))
            for part in item:
                if local_name(part) == "list":
                    counter.restart(level + 1)
                    self._list(part, into, name_of(part, "style-name") or style, level + 1)
                elif local_name(part) in ("p", "h"):
                    self._paragraph(part, into)
                else:
                    self.blocks(part, into)
                self._label = ""

    def _inline(self, element: Element, paragraph: Element, style: str | None, span: str | None) -> None:
        self._put(paragraph, element.text, style, span)
        for part in element:
            name = local_name(part)
            if name in ("span", "a", "meta", "meta-field", "ruby", "ruby-base"):
                own = name_of(part, "style-name") if name == "span" else None
                self._inline(part, paragraph, style, own or span)
            elif name == "s":
                self._put(paragraph, " " * min(number(name_of(part, "c"), 1), 200), style, span)
            elif name == "tab":
                self._put(paragraph, "\t", style, span, True)
            elif name == "line-break":
                self._put(paragraph, "\n", style, span, True)
            elif name == "note":
                self._note(part, paragraph)
            elif name in ("frame", "custom-shape", "rect", "g", "text-box"):
                box = made("txbxContent", made("pict", put_run(paragraph, "")))
                self.blocks(part, box)
            elif name and name not in _PASSED and not name.startswith(("bookmark", "reference-mark")):
                self._inline(part, paragraph, style, span)
            self._put(paragraph, part.tail, style, span)

    def _put(
        self, paragraph: Element, text: str | None, style: str | None, span: str | None, exact: bool = False
    ) -> None:
        """Put a run; white space of the XML counts as one blank, tabs and line ends have elements."""
        if not text:
            return
        words = text if exact else text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
        if not self._styles.hidden(span):
            put_run(paragraph, words, self._styles.font(style, span), self._styles.bold(style, span))

    def _note(self, element: Element, paragraph: Element) -> None:
        mark = str(len(self.notes) + 1)
        note = made("footnote", id=mark)
        self.notes.append(note)
        put_run(paragraph, "", mark=mark)
        label, self._label = self._label, ""
        for body in element:
            if local_name(body) == "note-body":
                self.blocks(body, note)
        self._label = label
