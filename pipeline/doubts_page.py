"""The list of doubts as one HTML page without links: each with the picture of its line."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from extractors.model import Box
from pipeline.audit.page_style import STYLE
from pipeline.errors import UnreadableFileError
from pipeline.graph.xmltext import escape
from pipeline.messages import say, value

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_OWN = "img { max-width: 100%; border: 1px solid var(--line); border-radius: 4px; background: #FFFFFF; }"


def page(found: Sequence[Mapping[str, Any]], lang: str) -> str:
    """The page of doubts as `pipeline.doubts.doubts` gives them, with its words in "vi" or "en"."""
    title = escape(say("doubts_title", lang))
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>{STYLE}{_OWN}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
        f'<p class="quiet">{escape(say("doubts_told", lang, count=len(found)))}</p>',
    ]
    ordered = sorted(found, key=lambda one: (one["file"], one["file_id"]))
    for _, group in groupby(ordered, key=lambda one: one["file_id"]):
        parts += _file(list(group), lang)
    parts.append("</main>\n</body>\n</html>")
    return "\n".join(parts) + "\n"


def _file(found: Sequence[Mapping[str, Any]], lang: str) -> Iterator[str]:
    first = found[0]
    yield f"<h2>{escape(first['document'])}</h2>\n<p class=\"quiet\">{escape(first['file'])}</p>"
    for one in found:
        loud = "warning" if one["why"].startswith("handwritten") else "info"
        head = f"{escape(value(one['why'], lang))} · {escape(say('page_more', lang, page=one['page']))}"
        yield f'<article class="finding {loud}"><h4><span class="badge">{head}</span></h4>'
        if data := picture(one):
            source = base64.b64encode(data).decode("ascii")
            yield f'<p><img alt="{escape(one["line"])}" src="data:image/png;base64,{source}"></p>'
        else:
            yield f'<p class="quiet">{escape(say("doubts_no_picture", lang))}</p>'
        words, line = escape(one["text"]), escape(one["line"])
        yield f"<blockquote>{line.replace(words, f'<mark>{words}</mark>', 1)}</blockquote>"
        if one["other"]:
            key = "doubts_guess" if loud == "warning" else "doubts_other"
            yield f"<p>{escape(say(key, lang, other=one['other']))}</p>"
        yield "</article>"


def picture(one: Mapping[str, Any]) -> bytes | None:
    """The line of a doubt cut from its page as a PNG; None where the file is gone or cannot be drawn."""
    if one["path"] is None or one["x0"] is None:
        return None
    from pipeline.ocr.pictures import DamagedPictureError, cut_line

    try:
        box = Box(one["x0"], one["top"], one["x1"], one["bottom"])
        return cut_line(_bytes(one["path"]), one["page"], box)
    except (OSError, UnreadableFileError, DamagedPictureError, IndexError):
        return None


@lru_cache(maxsize=2)
def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()
