"""Text for XML and HTML: escaped, without the characters that XML has no place for."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape as _escape

_SPECIAL = re.compile('[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """`text` without control characters and others that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def escape(text: str) -> str:
    """`text` for between tags and for an attribute in double quotes."""
    # most text needs nothing, and a whole graph has ten million pieces of it
    return _escape(clean(text), {'"': "&quot;"}) if _SPECIAL.search(text) else text
