"""Reads the examples of the tables about who shall do what, to hold each row against its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.home import Home
from extractors.model import Header
from extractors.rulebook import Rulebook
from extractors.tasks.assigners import assigners
from extractors.tasks.heads import HeadReader
from extractors.tasks.parties import party_reader
from extractors.tasks.words import TaskWords, task_words

Row = Mapping[str, str]
_HOME = Home("Sơn La", "tỉnh", None, "Ủy ban nhân dân tỉnh Sơn La")
_DEPARTMENT = "Sở Nội vụ tỉnh Sơn La"


def assignment_examples(rules: Rulebook) -> dict[str, Callable[[Row, str], bool]]:
    """For each table whether a row does on a text what it promises."""
    parties, words = party_reader(rules), task_words(rules)
    heads = HeadReader(parties, words)

    def party(row: Row, text: str) -> bool:
        named, end = parties.read(text, 0, len(text), _HOME)
        return bool(named) and row["word"].lower() in text[:end].lower()

    def cue(row: Row, text: str) -> bool:
        head = heads.read(text, 0, len(text), _HOME, strict=True)
        same = head is not None and (head.cue or "").lower() == row["words"].lower()
        return same and words.asks(row["words"]) == (row["kind"] == "ask")

    def verb(row: Row, text: str) -> bool:
        named, end = parties.read(text, 0, len(text), _HOME)
        if [one.name for one in named] != [_DEPARTMENT] or not text[end:].startswith(f" {row['words']}"):
            return False
        return row["role"] == "stops" or heads.read(text, 0, len(text), _HOME) is not None

    def office(row: Row, text: str) -> bool:
        said = assigners(rules).of(Header(type="Thông báo", subject=text, issuer="Văn phòng"), _HOME)
        return said != "Văn phòng" and row["name"].split(" {")[0] in (said or "")

    def noise(row: Row, text: str) -> bool:
        return words.is_noise(text, 0, len(text)) and row["words"] in text.lower()

    return {
        "party_words": party,
        "assigning_offices": office,
        "task_cues": cue,
        "task_verbs": verb,
        "task_noise": noise,
        "task_sections": lambda row, text: _announces(words, row, text),
        "task_fields": lambda row, text: words.field(text) == row["field"],
    }


def _announces(words: TaskWords, row: Row, text: str) -> bool:
    kind = "none" if row["kind"] == "never" else row["kind"]
    part = {"all": "Báo cáo", "notice": "Thông báo"}.get(row["scope"])
    return words.section(text, part) == kind
