"""Puts the texts of an HTML page that are set in old fonts into Unicode: `face`, `font-family`, classes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.readers.html_tree import Node
from pipeline.readers.legacy import Letters

_FAMILY = re.compile(r"font(?:-family)?\s*:\s*([^;}]+)", re.IGNORECASE)
_QUOTED = re.compile(r"[\"']([^\"',]+)|(?:^|,)\s*([^\"',]+)")
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"^[a-z0-9]*\.([\w-]+)$", re.IGNORECASE)
_TAG = re.compile(r"^[a-z0-9]+$", re.IGNORECASE)


def class_fonts(source: str) -> dict[str, str]:
    """The font of each class (".MsoNormal") and each element ("p") that the page's style sheets name."""
    fonts: dict[str, str] = {}
    for sheet in _STYLE.findall(source):
        for selectors, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
            font = _family(body)
            for selector in map(str.strip, selectors.split(",")) if font else ():
                if match := _CLASS.match(selector):
                    fonts["." + match[1]] = font
                elif _TAG.match(selector):
                    fonts[selector.lower()] = font
    return fonts


def _family(style: str) -> str:
    """The first font that a style names, "" where it names none; a size before it is left out."""
    match = _FAMILY.search(style)
    if match is None:
        return ""
    found = _QUOTED.search(match[1])
    return (found[1] or found[2] or "").strip() if found else ""


def to_unicode(node: Node, letters: Letters, fonts: Mapping[str, str], font: str | None = None) -> None:
    """Rewrite the texts below `node`, a run of one font at a time."""
    font = _own(node, fonts) or font
    for at, child in enumerate(node.children):
        if isinstance(child, Node):
            to_unicode(child, letters, fonts, font)
        elif child.strip():
            node.children[at] = letters.runs([(child, font)])[0]


def _own(node: Node, fonts: Mapping[str, str]) -> str | None:
    attributes = node.attributes
    if (face := attributes.get("face")) and node.tag in ("font", "basefont"):
        return face.partition(",")[0]
    if (style := attributes.get("style")) and (font := _family(style)):
        return font
    classes = (attributes.get("class") or "").split()
    return next((fonts["." + name] for name in classes if "." + name in fonts), fonts.get(node.tag))
