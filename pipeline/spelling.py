"""Writes numbers, days and moments on the screen as the reader's language does."""

from __future__ import annotations

from datetime import datetime

from pipeline.audit.numbers import MINUS, number
from pipeline.graph.cards import day


def spelled(value: str | int | float | bool, kind: str, lang: str) -> str:
    """A value of a column of this kind: 44.333, 23/11/2026 and 23/11/2026 23:02 in Vietnamese."""
    if kind == "number":
        plain = str(value)
        return number(plain) if lang == "vi" else plain.replace("-", MINUS, 1)
    if kind == "day":
        return day(str(value), lang)
    return moment(str(value), lang)


def moment(told: str, lang: str) -> str:
    """A moment told in UTC, in local time for Vietnamese, as it is in English; what is no moment stays."""
    if lang != "vi":
        return told
    try:
        return datetime.fromisoformat(told).astimezone().strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return told
