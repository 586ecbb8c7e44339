"""What is marked in a document: entries, each of a layer, with the places in the text that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Layer(StrEnum):
    """A kind of mark that can be switched on and off; the loudest first."""

    FINDING = "finding"
    REFERENCE = "reference"
    TASK = "task"
    OUTCOME = "outcome"
    FIGURE = "figure"
    CHECK = "check"
    DOUBT = "doubt"


LETTERS = {
    Layer.FINDING: "x",
    Layer.REFERENCE: "r",
    Layer.TASK: "t",
    Layer.OUTCOME: "o",
    Layer.FIGURE: "f",
    Layer.CHECK: "c",
    Layer.DOUBT: "d",
}
"""What the ids of a layer's entries begin with."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry: a label ("" for none), words, and where they lead.

    `link` is "" for nowhere, the id of another entry, or an address; `entry` tells which.
    """

    label: str
    words: str
    link: str = ""
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the text that an entry is about.

    `kind` names its look; `page` is None where the format has none. `tip` says in one line what it is.
    """

    start: int
    end: int
    page: int | None
    kind: str
    tip: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was found: its id ("r3"), its code as people see it ("V3"), what it is, where it stands.

    `kind` is what the style sheet knows: ref, ref-open, ref-back, figure, task, outcome, doubt, a severity or
    a verdict. `cells` are the columns of the layers that are listed as a table.
    """

    layer: Layer
    number: int
    code: str
    kind: str
    sign: str
    title: str
    lines: tuple[Line, ...]
    places: tuple[Place, ...]
    link: str = ""
    cells: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The entry's id in the page."""
        return f"{LETTERS[self.layer]}{self.number}"

    def anchor(self, place: int) -> str:
        """The id in the page of the place of this number."""
        return f"m{self.id}-{place + 1}"

    def note(self) -> str:
        """The entry as plain text: its title and its lines."""
        told = [f"{line.label}: {line.words}" if line.label else f"  {line.words}" for line in self.lines]
        return "\n".join([f"{self.sign} {self.title}".strip(), *told])


@dataclass(frozen=True, slots=True)
class Marking:
    """The entries of one document, layer by layer, each in the order of the text."""

    entries: Sequence[Entry]

    def of(self, layer: Layer) -> list[Entry]:
        """The entries of one layer."""
        return [entry for entry in self.entries if entry.layer is layer]

    def layers(self) -> list[Layer]:
        """The layers that have entries."""
        there = {entry.layer for entry in self.entries}
        return [layer for layer in Layer if layer in there]
