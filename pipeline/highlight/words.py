"""Words that the entries of several layers share."""

from __future__ import annotations

from pipeline.audit.numbers import number
from pipeline.graph.cards import day
from pipeline.messages import say, value

_SHORT = 90


class Words:
    """The words of one language, "vi" or "en"."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        """A sentence."""
        return say(key, self.lang, **values)

    def code(self, told: str | None) -> str:
        """A coded value in words, "" for none."""
        return value(told, self.lang) if told else ""

    def day(self, told: str | None) -> str:
        """A date as people write it."""
        return day(told, self.lang)

    def period(self, told: tuple[str, str] | None) -> str:
        """A window of days: "01/01/2025 – 30/06/2025"."""
        return " – ".join(dict.fromkeys(map(self.day, told))) if told else ""

    def number(self, told: object) -> str:
        """A number as Vietnamese documents write it, in English with a point before decimals."""
        shown = number(None if told is None else str(told))
        return shown if self.lang == "vi" else shown.translate(str.maketrans(".,", ",."))

    def page(self, page: int | None) -> str:
        """A page as "tr. 5"; "" where there are no pages."""
        return self.say("high_page", page=page) if page is not None else ""


def squeezed(text: str) -> str:
    """Text in one line."""
    return " ".join(text.split())


def shortened(text: str, most: int = _SHORT) -> str:
    """Text in one line of at most so many characters, cut at a blank."""
    line = squeezed(text)
    if len(line) <= most:
        return line
    head = line[: most - 1]
    return f"{(head.rpartition(' ')[0] or head).rstrip(' ,;:')}…"
