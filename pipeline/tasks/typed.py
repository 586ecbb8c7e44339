"""Understands what a person types for a status and a kind of task: a code, or words with or without marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pipeline.errors import UsageError
from pipeline.messages import LANGUAGES, say
from pipeline.search_text import squeeze
from pipeline.tasks.model import Status
from pipeline.tasks.wording import MOST_URGENT_FIRST, short_status, status_word

Meant = TypeVar("Meant")
_DONE = (Status.DONE_IN_TIME, Status.DONE_LATE)
_NOT_DONE = (Status.OPEN, Status.OVERDUE)
_GROUPS: Mapping[str, tuple[Status, ...]] = {
    "done": _DONE, "da hoan thanh": _DONE, "not done": _NOT_DONE, "chua hoan thanh": _NOT_DONE,
    "chua hoan thanh qua han": (Status.OVERDUE,),
}  # fmt: skip
"""Words that offices use besides those of `status_word`."""
_KINDS = ("task", "recommendation")
_SETTABLE = ("done", "done_in_time", "done_late", "open")


def statuses(typed: Iterable[str]) -> tuple[Status, ...]:
    """The statuses that are meant: "overdue", "quá hạn", or several by "chưa hoàn thành".

    Raises:
        UsageError: there is no such status.
    """
    known: dict[str, tuple[Status, ...]] = dict(_GROUPS)
    for one in MOST_URGENT_FIRST:
        spoken = [name(one, lang) for name in (status_word, short_status) for lang in LANGUAGES]
        known |= {_folded(word): (one,) for word in (one.value, *spoken)}
    words = {lang: [status_word(one, lang) for one in MOST_URGENT_FIRST] for lang in LANGUAGES}
    found = [status for word in typed for status in _meant(word, known, "task_a_status", words)]
    return tuple(dict.fromkeys(found))


def kind(typed: str) -> str:
    """The kind of task that is meant: "nhiệm vụ", "kiến nghị" or their codes.

    Raises:
        UsageError: there is no such kind.
    """
    known = {_folded(say(f"task_kind_{one}", lang)): one for one in _KINDS for lang in LANGUAGES}
    words = {lang: [say(f"task_kind_{one}", lang) for one in _KINDS] for lang in LANGUAGES}
    return _meant(typed, known, "task_a_kind", words)


def settable(typed: str) -> str:
    """What a person may say became of a task: "done", "done_in_time", "done_late" or "open".

    Raises:
        UsageError: it is none of them.
    """
    words = {
        lang: [say(f"task_{'set_done' if one == 'done' else one}", lang) for one in _SETTABLE]
        for lang in LANGUAGES
    }
    known = {_folded(word): one for told in words.values() for word, one in zip(told, _SETTABLE, strict=True)}
    known |= {_folded(one): one for one in _SETTABLE} | {"not done": "open", "chua hoan thanh": "open"}
    return _meant(typed, known, "task_a_status", words)


def _meant(typed: str, known: Mapping[str, Meant], what: str, words: Mapping[str, list[str]]) -> Meant:
    found = known.get(_folded(typed))
    if found is None:
        told = {
            lang: say("task_not_known", lang, typed=typed, what=say(what, lang), known="; ".join(words[lang]))
            for lang in LANGUAGES
        }
        raise UsageError(told["en"], told["vi"])
    return found


def _folded(text: str) -> str:
    """Letters alone: "Chưa hoàn thành (trong hạn)" and "chua-hoan-thanh_trong han" are one."""
    return " ".join(re.findall(r"[a-z0-9]+", squeeze(text)))
