"""The small lược đồ of the page of a document: its neighbourhood as SVG whose cards are links."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup, escape

from pipeline.graph.layout import draw
from pipeline.graph.neighbourhood import neighbourhood
from pipeline.graph.svg import svg
from pipeline.registry import Registry
from pipeline.web.asking import LANG, document_address

DOCUMENTS = 12
"""Documents in the small drawing; the page of the graph has more."""
MOST = 3000
"""Citations of a document up to which its neighbourhood is drawn while a person waits."""
_CARD = re.compile(r'(<g id="card-\d+" data-id="([^"]*)">.*?</g>)', re.DOTALL)


def small_drawing(registry: Registry, document: str, citations: int) -> Markup | None:
    """The neighbourhood of a document, None where it has no neighbours or too many."""
    if not 0 < citations <= MOST:
        return None
    found = neighbourhood(registry, document, limit=DOCUMENTS)
    # a picture has no parts for who hears the page; one with links is a group
    drawn = svg(draw(found, LANG), LANG).replace('role="img"', 'role="group"', 1)
    return Markup(_CARD.sub(_linked, drawn))


def _linked(match: re.Match[str]) -> str:
    card, document = match[1], unescape(match[2])
    return f'<a href="{escape(document_address(document))}">{card}</a>'
