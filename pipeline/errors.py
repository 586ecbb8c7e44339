"""Every way a run can go wrong that a user can do something about, each with its exit code."""

from __future__ import annotations


class VanthuError(Exception):
    """A failure with one sentence for the user, in Vietnamese and English, and the exit code of the command."""

    exit_code = 2

    def __init__(self, english: str, vietnamese: str) -> None:
        super().__init__(english)
        self.english = english
        self.vietnamese = vietnamese

    def sentence(self, lang: str) -> str:
        """The sentence in "vi" or "en"."""
        return self.vietnamese if lang == "vi" else self.english


class UnreadableFileError(VanthuError):
    """A file that no reader can turn into text: empty, truncated, encrypted, unknown content, no permission."""

    exit_code = 4


class UsageError(VanthuError):
    """The command was asked for something that makes no sense: a path that is not there, a rule folder without rules."""

    exit_code = 2


class UnknownReferenceError(VanthuError):
    """A REF that fits no document, or several; the message lists the candidates."""

    exit_code = 3


class RegistryError(VanthuError):
    """The database is locked, foreign, damaged, newer than this program, or the disk is full."""

    exit_code = 5
