"""How the pages write what the registry holds: days, numbers, codes; the filters of the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pipeline.graph.cards import day as day_words
from pipeline.graph.cards import short_issuer
from pipeline.messages import heading, say, value
from pipeline.web.asking import LANG, address, document_address
from pipeline.web.places import page_address, text_address


def count(number: int) -> str:
    """A whole number as Vietnamese texts write it: "100.000"."""
    return f"{number:,}".replace(",", ".")


def day(told: str | None) -> str:
    """An ISO day, month or year as people write it; "" where there is none."""
    return day_words(told, LANG) if told else ""


def moment(told: str | None) -> str:
    """A moment (ISO, UTC) in the time of this machine: "23/11/2026 15:04"."""
    if not told:
        return ""
    return datetime.fromisoformat(told).astimezone().strftime("%d/%m/%Y %H:%M")


def code(word: str | None) -> str:
    """A coded value in words: "implements" gives "thực hiện"."""
    return value(word, LANG) if word else ""


FILTERS: Mapping[str, Callable[..., Any]] = {
    "count": count,
    "day": day,
    "moment": moment,
    "code": code,
    "short_issuer": short_issuer,
    "heading": lambda name: heading(name, LANG),
    "document_address": document_address,
}
GLOBALS: Mapping[str, Callable[..., Any]] = {
    "say": lambda key, **values: say(key, LANG, **values),
    "address": address,
    "page_address": page_address,
    "text_address": text_address,
}
