"""Parses an HTML page into a small tree and finds the element that holds the document among the menus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_DROPPED = frozenset(
    (
        "script", "style", "nav", "noscript", "template", "iframe", "svg", "button", "select",
        "input", "textarea", "object", "embed", "canvas", "audio", "video", "head", "title", "meta",
        "link", "map", "dialog", "menu", "datalist", "option",
    )
)  # fmt: skip
_ROLES = frozenset(
    (
        "navigation", "menu", "menubar", "tablist", "tab", "banner", "search", "dialog", "alert",
        "toolbar", "tooltip", "button",
    )
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_MARKER = re.compile(
    r"CỘNG\s+H\w{2}\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|Căn\s+cứ\s|Nơi\s+nhận\s*:|Kính\s+gửi\s*:|Số\s*:\s*\d*\s*/"
    r"|Độc\s+lập\s*[-–]"
)
_WORTH_OF_MARKER = 1500
_SHARE = 0.9
_DEPTH = 150


@dataclass(slots=True)
class Node:
    """An element with its children, texts among them; `worth` says how much it looks like document text."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Node | str] = field(default_factory=list)
    worth: float = 0.0

    def elements(self, *tags: str) -> Iterator[Node]:
        """The descendants with one of these tags, in order."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    yield child
                yield from child.elements(*tags)

    def text(self) -> str:
        """All the text below, as it stands."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse(source: str) -> Node:
    """The page's body without scripts, menus and hidden parts; hidden parts too if nothing else is left."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(source).body
    if body is None:
        return Node("body", {})
    tree = _node(body, 0, hidden=False)
    return tree if tree.text().strip() else _node(body, 0, hidden=True)


def _node(source: Any, depth: int, hidden: bool) -> Node:
    node = Node(source.tag, source.attributes)
    for child in source.iter(include_text=True):
        if child.tag == "-text":
            node.children.append(child.text_content or "")
        elif depth > _DEPTH:
            node.children.append(child.text(deep=True, separator=" "))
        elif _is_shown(child, hidden):
            node.children.append(_node(child, depth + 1, hidden))
    return node


def _is_shown(element: Any, hidden: bool) -> bool:
    if element.tag in _DROPPED or element.tag.startswith(("-", "!", "_")):
        return False
    attributes = element.attributes
    if (attributes.get("role") or "").lower() in _ROLES:
        return False
    if hidden or not attributes:
        return True
    return not (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN.search(attributes.get("style") or "")
    )


def main_container(body: Node) -> Node:
    """The smallest element that holds nearly all document text.

    Text counts by its length outside links; a country's name, "Căn cứ" or "Nơi nhận:" at the start of a block
    counts much more, so that a short letter wins over the long menus around it.
    """
    _weigh(body)
    node = body
    while True:
        children = (child for child in node.children if isinstance(child, Node) and child.tag in BLOCKS)
        best = max(children, key=lambda child: child.worth, default=None)
        if best is None or best.worth < _SHARE * node.worth or best.tag == "p":
            return node
        if best.tag == "table" and not _wraps_page(best):
            return node
        node = best


def _wraps_page(table: Node) -> bool:
    """Whether a table only places the parts of a page."""
    return next(table.elements("table"), None) is not None


def _weigh(node: Node) -> tuple[int, int]:
    """Sets `worth` below `node`; the lengths of its text and of the text in its links."""
    length = linked = 0
    nested = False
    for child in node.children:
        if isinstance(child, str):
            length += len(child.strip())
            continue
        inner, inner_linked = _weigh(child)
        length += inner
        linked += inner_linked
        if child.tag in BLOCKS:
            nested = True
            node.worth += child.worth
    if node.tag == "a":
        linked = length
    if not nested and length and (node.tag in BLOCKS):
        node.worth += max(length - 2 * linked, 0)
        if length < 4000 and _MARKER.match(node.text().strip()):
            node.worth += _WORTH_OF_MARKER
    elif nested:
        node.worth += sum(len(c.strip()) for c in node.children if isinstance(c, str))
    elif node.tag not in BLOCKS:
        node.worth = 0.0
    return length, linked
