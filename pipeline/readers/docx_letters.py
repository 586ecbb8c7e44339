"""Puts the runs of a DOCX part that are set in old fonts into Unicode, before the text is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.readers.docx_numbering import W, child, value
from pipeline.readers.legacy import Letters

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SOFT = W + "softHyphen"
_TEXT = W + "t"
_DEPTH = 20


class Fonts:
    """The fonts of runs: their own, else their style's, their paragraph's style's, the document's."""

    def __init__(self, styles: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._paragraph: str | None = None
        if styles is None:
            return
        self._default = _named(child(styles, "docDefaults", "rPrDefault", "rPr"))
        for style in styles.iterfind(W + "style"):
            key = style.get(W + "styleId", "")
            self._styles[key] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._paragraph = key

    def of(self, run: Element, paragraph: Element) -> str | None:
        """The font of the letters of a run."""
        own = child(run, "rPr")
        return (
            _named(own)
            or self._styled(value(own, "rStyle"))
            or self._styled(value(paragraph, "pPr", "pStyle") or self._paragraph)
            or self._default
        )

    def _styled(self, name: str | None) -> str | None:
        for _ in range(_DEPTH):
            style = self._styles.get(name or "")
            if style is None:
                return None
            if font := _named(child(style, "rPr")):
                return font
            name = value(style, "basedOn")
        return None


def _named(properties: Element | None) -> str | None:
    """The font of Latin letters in `w:rPr`; old letters lie in the range that Word calls high ANSI."""
    fonts = child(properties, "rFonts")
    return None if fonts is None else fonts.get(W + "hAnsi") or fonts.get(W + "ascii") or fonts.get(W + "cs")


def to_unicode(root: Element | None, fonts: Fonts, letters: Letters) -> None:
    """Rewrite the texts below `root`, a run at a time; runs of one lettering that touch are one run."""
    if root is None:
        return
    for paragraph in list(root.iter(W + "p")):
        for line in _lines(paragraph):
            texts = ["\u00ad" if part.tag == _SOFT else part.text or "" for part, _ in line]
            found = [(text, fonts.of(run, paragraph)) for text, (_, run) in zip(texts, line, strict=True)]
            for (part, _), old, new in zip(line, texts, letters.runs(found), strict=True):
                if new != old:
                    part.tag, part.text = _TEXT, new


def _lines(paragraph: Element) -> Iterator[list[tuple[Element, Element]]]:
    """The texts of a paragraph with their runs, cut where a tab, a line end or a mark parts them."""
    line: list[tuple[Element, Element]] = []
    for run in _runs(paragraph):
        for part in run:
            if part.tag in (_TEXT, _SOFT):
                line.append((part, run))
            elif part.tag != W + "rPr" and isinstance(part.tag, str) and not part.tag.endswith("PageBreak"):
                yield line
                line = []
    yield line


def _runs(element: Element) -> Iterator[Element]:
    """The runs of a paragraph, those of links and fields included, of text boxes not."""
    for part in element:
        if part.tag == W + "r":
            yield part
        elif isinstance(part.tag, str) and part.tag not in (W + "pPr", W + "p"):
            yield from _runs(part)


def labels_to_unicode(numbering: Element | None, letters: Letters) -> None:
    """Rewrite the words of list labels ("§iÒu %1.")."""
    if numbering is None:
        return
    for level in numbering.iter(W + "lvl"):
        pattern = child(level, "lvlText")
        if pattern is not None and (words := pattern.get(W + "val")) and not words.isascii():
            pattern.set(W + "val", letters.runs([(words, _named(child(level, "rPr")))])[0])
