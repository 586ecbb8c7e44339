"""The words around deadlines as patterns, made from `rules/deadline_cues.tsv` once a rulebook."""

from __future__ import annotations

import re

import regex

from extractors.patterns import either, longest_first
from extractors.rulebook import Rulebook

EVERY = r"(?:hàng|hằng|mỗi)\s+(?P<every>năm|tháng|quý|tuần|ngày)(?!\p{L})"
TIMED = frozenset({"by", "before", "within", "until", "done"})
"""Kinds of cues that mean nothing but before a word of time."""
_CUES = (*sorted(TIMED), "label", "event", "often")
TIME_FOLLOWS = regex.compile(
    r"[\s:(,]+(?:(?:hết|cuối|đầu|là|đến|vào|trước|trong|vòng|ngay|sau|thời (?:điểm|hạn|gian)|dứt điểm"
    r"|toàn bộ) )*"
    r"(?:\d|ngày|tháng|qu[ýí]|năm|thứ |chủ nhật|cuối|hết|sáu)",
    regex.I,
)
"""What follows such a cue: a word of time or a number, small words left aside."""
_EACH = ("hàng", "hằng", "mỗi")
_UNITS = ("năm", "tháng", "quý", "tuần", "ngày")
_NUMBER = r"(?:\d+|ba|sáu|chín)"


class DeadlineWords:
    """Patterns of the cues by what they do.

    `anchor` finds the places worth a look, `kinds` tells the kind of cue that stands there. `done` are verbs
    of completion; `until_verb` and `year_verb` may stand before "đến …" and "trong năm …" instead. `adverb`
    is a word of repetition with the verb that it governs, `thing` what makes it the kind of a thing.
    """

    def __init__(self, rules: Rulebook) -> None:
        words: dict[str, list[str]] = {}
        for row in rules.tables["deadline_cues"]:
            words.setdefault(row["kind"], []).append(row["words"])
        often = either(words["often"])
        cues = {word: kind for kind in _CUES for word in words[kind]}
        cues |= {f"{each} {unit}": "every" for each in _EACH for unit in _UNITS} | {"sau khi": "after"}
        self.kinds = cues | {word[0].upper() + word[1:]: kind for word, kind in cues.items()}
        # The standard library's engine is three times as fast as `regex` where a pattern is words alone.
        self.anchor = re.compile("|".join(map(re.escape, longest_first(self.kinds))))
        self.done = regex.compile(rf"(?<!\p{{L}})(?:{either(words['done'])})(?!\p{{L}})", regex.I)
        governing = either([*words["done"], *words["until_verb"]])
        self.until_verb = regex.compile(rf"(?<!\p{{L}})(?:{governing})(?!\p{{L}})", regex.I)
        governing = either([*words["done"], *words["year_verb"]])
        self.year_verb = regex.compile(rf"(?<!\p{{L}})(?:{governing})(?!\p{{L}})", regex.I)
        verb = either([*words["verb"], *words["done"]])
        self.work = regex.compile(rf"\s*,?\s*(?:\p{{L}}+,?\s+){{0,7}}?(?:{verb})(?!\p{{L}})", regex.I)
        self.adverb = regex.compile(
            rf"(?:{often}|{EVERY})(?:[\s,(]+(?:{often}|{EVERY}|{_NUMBER}\s+(?:tháng|năm)|và\s+(?=liên tục)"
            rf"|liên tục|hoặc\s+đột xuất|\))){{0,4}}(?P<gap>\s*,?\s*(?:và\s+)?)(?P<verb>{verb})(?!\p{{L}})",
            regex.I,
        )
        plan = either(words["plan_verb"])
        self.plan_verb = regex.compile(rf"(?<!\p{{L}})(?:{plan})(?!\p{{L}})", regex.I)
        thing = either([*words["thing"], *words["often"]])
        self.thing = regex.compile(rf"(?<!\p{{L}})(?:{thing})\s+$", regex.I)
        self.repeated = regex.compile(rf"(?:{often}|{EVERY})(?!\p{{L}})", regex.I)
