"""The facts that layers hand to each other: the Document a reader makes, and what extractors find in it.

All offsets are characters into `Document.text`, which is NFC; `end` is exclusive. Pages count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from extractors.task_facts import Outcome, Task


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points (1/72 inch), measured from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a block: its span, its page and, for PDF and scans, its box."""

    start: int
    end: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table cell or footnote.

    `section` is the path of labels above and at the block ("II", "1", "a"); `table` is the index into
    `Document.tables` for a cell. The blocks of a document are in reading order and do not overlap.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    section: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its place in the grid (from 0), how many rows and columns it covers, and its span."""

    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its size and its cells in reading order.

    `layout` marks a grid that only places a letterhead or a signature.
    """

    start: int
    end: int
    page: int | None
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    layout: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """A change made to the source's characters so that they read as meant; `found` is the source's."""

    start: int
    end: int
    found: str
    reason: str


class DoubtWhy(StrEnum):
    """Why a word of a scan should be looked at."""

    HANDWRITTEN_NUMBER = "handwritten_number"
    HANDWRITTEN_DAY = "handwritten_day"
    DIFFER = "differ"
    FAINT = "faint"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word of a scan that a person should look at: its span, and its line's box on the page as shown.

    `other` is what another recogniser read there, or what was read by hand and not trusted. "percent": a
    figure that may end with a percent sign; "faint": a digit that was hardly seen.
    """

    start: int
    end: int
    page: int
    box: Box | None
    why: DoubtWhy
    other: str | None = None


@dataclass(frozen=True)
class Document:
    """One file as text with structure.

    `media_type` is told from the content, `reader` names how it was read ("pdf", "docx", "html", "markdown",
    "text"), `pages` is None where the format has none. Of "scan" all pages were recognised from their
    pictures, of "pdf+ocr" some; `doubts` are the words of those that were read with doubt.
    """

    name: str
    media_type: str
    reader: str
    pages: int | None
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    repairs: tuple[Repair, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, or None between blocks."""
        index = self.block_index(offset)
        return None if index is None else self.blocks[index]

    def block_index(self, offset: int) -> int | None:
        """The place in `blocks` of the block that holds `offset`, or None between blocks."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.blocks[index].end else None

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` stands, None where the format has no pages."""
        block = self.block_at(offset)
        if block is None:
            return None
        for line in reversed(block.lines):
            if line.start <= offset and line.page is not None:
                return line.page
        return block.page


@dataclass(frozen=True, slots=True)
class Mended:
    """Damaged words of the letterhead: as printed at a span of the text, and as they were read."""

    start: int
    end: int
    printed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself (Nghị định 30/2020/NĐ-CP, Phụ lục I, II).

    A field left blank on paper is None. `number` is as printed, with the year inside it for a normative
    document ("71/2025"); `date` is ISO; `period` is the window a report covers, both ends included;
    `effective` is the first and the last day on which the document says to be in force, each None if untold;
    `mended` is what was damaged in number and date.
    """

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    place: str | None = None
    issuer: str | None = None
    subject: str | None = None
    period: tuple[str, str] | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    effective: tuple[str | None, str | None] | None = None
    mended: tuple[Mended, ...] = ()


class ReferenceKind(StrEnum):
    """How a place in the text names another document."""

    NUMBERED = "numbered"
    SHORT = "short"
    NAMED = "named"
    ANAPHORA = "anaphora"
    STANDARD = "standard"


class IssuerBasis(StrEnum):
    """Where the issuer of a mention was taken from."""

    STATED = "stated"
    SYMBOL = "symbol"
    CONTEXT = "context"
    LIST = "list"
    SELF = "self"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reference:
    """One place in the text that names another document.

    `number` is as printed ("285", "68/2000", "66.4/2025"); `symbol` is what follows it, Party symbols written
    type, slash, body ("CT/TU"); `date` is ISO, shortened where the text is ("2020-12", "2020"); `by` is
    "self" or the "number/symbol" of the cited document that bears the relation; `candidates` are issuers
    that remain possible where none could be told.
    """

    text: str
    start: int
    end: int
    kind: ReferenceKind
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    issuer: str | None = None
    issuer_basis: IssuerBasis = IssuerBasis.UNKNOWN
    subject: str | None = None
    relation: str = "cites"
    by: str = "self"
    pinpoint: str | None = None
    repaired: bool = False
    candidates: tuple[str, ...] = ()
    page: int | None = None
    section: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        """Number and symbol as people write them ("285/KH-UBND", "11-CT/TU"), else the words of the text."""
        return signed(self.number, self.symbol) if self.number and self.symbol else self.text


def signed(number: str, symbol: str) -> str:
    """A number and its symbol in one, the Party's way where the symbol is the Party's ("CT/TU")."""
    joint = "-" if "/" in symbol and "-" not in symbol else "/"
    return f"{number}{joint}{symbol}"


class LinkBasis(StrEnum):
    """What asserts a link: a title or repeated words that hold the other document, or a clause on both."""

    TITLE = "title"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Link:
    """What a text says between two documents that it names: `source` relation `target`.

    `source` and `target` are indexes into `Facts.references`; the span is the sentence that says it.
    """

    source: int
    target: int
    relation: str
    basis: LinkBasis
    start: int
    end: int


class Source(StrEnum):
    """Where a figure stands."""

    TEXT = "text"
    TABLE = "table"


class Qualifier(StrEnum):
    """A hedge before a figure: hơn, gần, khoảng, không quá, ít nhất."""

    OVER = "over"
    UNDER = "under"
    ABOUT = "about"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class RangeEnd(StrEnum):
    """Which end of a range a figure is ("từ 5 đến 7")."""

    LOW = "low"
    HIGH = "high"


class Change(StrEnum):
    """The direction of a figure that tells a change ("tăng 12,5%")."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure that counts or measures something, in running text or in a table cell.

    `value` has its scale word multiplied out (1,5 tỷ → 1500000000); `step` is the worth of its last printed
    digit in the same unit (0,1 tỷ → 100000000). `percent` is a percentage printed for this figure, `of` the
    printed whole of which it is a part or a percentage. `indicator` says what is counted, its part after a
    dot ("hồ sơ · trước hạn"); `period` is the window it holds for, both ends included; `cell` is table, row
    and column of a figure in a table.
    """

    text: str
    start: int
    end: int
    source: Source
    value: Decimal
    step: Decimal
    unit: str | None = None
    qualifier: Qualifier | None = None
    range: RangeEnd | None = None
    change: Change | None = None
    percent: Decimal | None = None
    of: Decimal | None = None
    indicator: str | None = None
    place: str | None = None
    period: tuple[str, str] | None = None
    page: int | None = None
    section: tuple[str, ...] = ()
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole that the text divides: `whole` and `parts` are indexes into `Facts.statistics`.

    `exhaustive` tells that the words leave no room for other parts ("gồm"), as "trong đó" does. The span runs
    from the whole to the end of the last part.
    """

    whole: int
    parts: tuple[int, ...]
    exhaustive: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CellPath:
    """The words that say what a table cell is: heads of its row and of its column, outermost first."""

    table: int
    row: int
    column: int
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]


class Verdict(StrEnum):
    """What came of a check."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_TELL = "cannot_tell"


class Severity(StrEnum):
    """How loud a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a printed figure may stand for, both ends included; an end may be infinite."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One piece of arithmetic or one comparison that was tried; the span is the words it is about.

    `expression` spells it out as a person writes it ("5 + 7 = 12"). `left` and `right` are what is compared,
    None where no numbers are. `figures` are the indexes into `Facts.statistics` that take part, the total
    first. `values` holds the operands by name: total, parts; part, total, percent; announced, listed.
    """

    rule: str
    verdict: Verdict
    expression: str
    start: int
    end: int
    left: Interval | None = None
    right: Interval | None = None
    figures: tuple[int, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What a person should look at: a broken rule at a span of the text.

    `values` fills the wording of the rule (`rules/audit_rules.tsv`); `check` is the check that failed, if
    one did; `other` is the span of the words that it contradicts.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    values: Mapping[str, str] = field(default_factory=dict)
    check: Check | None = None
    other: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the extractors found in one document.

    `carrier` is the index of the reference to the document that this one is attached to ("Ban hành kèm theo
    Quyết định số …"), None where it stands on its own. `malformed` are spans of digits that are no number.
    """

    header: Header
    references: tuple[Reference, ...] = field(default_factory=tuple)
    links: tuple[Link, ...] = ()
    carrier: int | None = None
    statistics: tuple[Statistic, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    malformed: tuple[tuple[int, int], ...] = ()
    cells: tuple[CellPath, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    tasks: tuple[Task, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def __iter__(self) -> Iterator[Reference]:
        return iter(self.references)
