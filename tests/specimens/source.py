"""Reads a specimen's source: TOML between two `+++` lines, then a body in a small Markdown.

Blocks of the body are parted by blank lines and told by their first characters:

    # …      centred bold line(s)            ## …   bold heading        ### …  bold italic sub-heading
    ~ …      italic paragraph (căn cứ)       = …    centred line(s)     plain  justified paragraph
    + …      item numbered by the format     ++ …   second level of it  - …    item with a typed dash
    | a | b  table rows; `|: 8 60 32; head=1` before them gives widths in per cent and the count of head
             rows; a cell `<` joins the cell to its left, `^` the cell above
    @sign    where the signature block stands (else at the end)         @page  a new page
    [^n] …   footnote n, marked `[^n]` in the text

`**bold**` and `*italic*` work inside a block; `\\` at a line's end keeps the line break.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parent / "sources"

_MARKS = {
    "###": "subheading",
    "##": "heading",
    "#": "title",
    "=": "centre",
    "~": "basis",
    "++": "auto2",
    "+": "auto",
    "-": "dash",
}
_INLINE = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|\[\^(\d+)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `note` is the number of a footnote marked here, else 0."""

    text: str
    bold: bool = False
    italic: bool = False
    note: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the body: its kind (see the module), its text, and a table's rows, widths and head rows."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    head_rows: int = 1


@dataclass(frozen=True, slots=True)
class Specimen:
    """One document: the name of its file, its letterhead and signature, its body and its footnotes.

    `suffix` is that of its file's name where it is not that of its format.
    """

    stem: str
    format: str
    head: dict[str, Any]
    blocks: tuple[Block, ...]
    notes: dict[int, str] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """The name of the built file."""
        suffix = self.head.get("suffix", "pdf" if self.format == "scan" else self.format)
        return f"{self.stem}.{suffix}"

    def lines(self, key: str) -> list[str]:
        """A letterhead field as lines; none where the source leaves it out."""
        value = self.head.get(key, [])
        return value.split("\n") if isinstance(value, str) else list(value)


def runs(text: str) -> list[Run]:
    """The text cut into stretches of one style."""
    found: list[Run] = []
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            found.append(Run(text[at : match.start()]))
        bold, italic, note = match.groups()
        if note:
            found.append(Run("", note=int(note)))
        else:
            found.append(Run(bold or italic, bold=bold is not None, italic=bold is None))
        at = match.end()
    if at < len(text):
        found.append(Run(text[at:]))
    return found


def plain(text: str) -> str:
    """The text without marks of style and of footnotes."""
    return "".join(run.text for run in runs(text))


def load(path: Path) -> Specimen:
    """Read one source file."""
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    head = tomllib.loads(front)
    blocks: list[Block] = []
    notes: dict[int, str] = {}
    for chunk in re.split(r"\n\s*\n", body.strip("\n")):
        note = re.match(r"\[\^(\d+)\]\s+", chunk)
        if note:
            notes[int(note.group(1))] = _joined(chunk[note.end() :])
        else:
            blocks.append(_block(chunk))
    if not any(block.kind == "@sign" for block in blocks):
        blocks.append(Block("@sign"))
    return Specimen(path.stem, head.pop("format"), head, tuple(blocks), notes)


def load_all() -> list[Specimen]:
    """Every specimen, by name."""
    return [load(path) for path in sorted(SOURCES.glob("*.md"))]


def _block(chunk: str) -> Block:
    if chunk.startswith("|"):
        return _table(chunk.splitlines())
    mark, _, rest = chunk.partition(" ")
    if mark.startswith("@"):
        return Block(mark, rest)
    if mark in _MARKS:
        return Block(_MARKS[mark], _joined(rest))
    return Block("paragraph", _joined(chunk))


def _joined(text: str) -> str:
    return re.sub(r"\s*\\\n\s*", "\0", text).replace("\n", " ").replace("\0", "\n")


def _table(lines: list[str]) -> Block:
    widths: tuple[float, ...] = ()
    head_rows = 1
    if lines[0].startswith("|:"):
        options = lines.pop(0)[2:]
        numbers, _, head = options.partition(";")
        widths = tuple(float(number) for number in numbers.split())
        head_rows = int(head.split("=")[1]) if "=" in head else 1
    rows = tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines)
    if len({len(row) for row in rows}) != 1:
        raise ValueError(f"a table's rows differ in length: {[len(row) for row in rows]}")
    return Block(
        "table", rows=rows, widths=widths or (100 / len(rows[0]),) * len(rows[0]), head_rows=head_rows
    )
