"""Text for XML and HTML: escaped, without the characters that XML has no place for."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape as _escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """`text` without control characters and others that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def escape(text: str) -> str:
    """`text` for between tags and for an attribute in double quotes."""
    return _escape(clean(text), {'"': "&quot;"})
