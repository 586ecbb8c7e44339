"""Every way a run can go wrong that a user can do something about, each with its exit code."""

from __future__ import annotations


class VanthuError(Exception):
    """A failure with one sentence for the user, in Vietnamese and English, and the command's exit code."""

    exit_code = 2

    def __init__(self, english: str, vietnamese: str) -> None:
        super().__init__(english)
        self.english = english
        self.vietnamese = vietnamese

    def sentence(self, lang: str) -> str:
        """The sentence in "vi" or "en"."""
        return self.vietnamese if lang == "vi" else self.english


class UnreadableFileError(VanthuError):
    """A file that no reader can turn into text: empty, cut short, encrypted, unknown, no permission."""

    exit_code = 4


class UsageError(VanthuError):
    """The command was asked for what makes no sense: a path that is not there, rules without a table."""

    exit_code = 2


class UnknownReferenceError(VanthuError):
    """A REF that fits no document, or several; the message lists the candidates."""

    exit_code = 3


class RegistryError(VanthuError):
    """The database is locked, foreign, damaged, newer than this program, or the disk is full."""

    exit_code = 5


class OutdatedRegistryError(RegistryError):
    """A registry of an older version that may not be written to now."""
