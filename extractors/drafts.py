"""A mention while it is being read: every step fills in what it sees."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.model import IssuerBasis, ReferenceKind

GENERIC = "Văn bản"
"""The type word that any document may be called by."""
LETTER = "Công văn"
"""The one type without letters in its symbol."""


@dataclass(slots=True)
class Draft:
    """A mention while it is being read; becomes a `Reference` when all steps have seen it.

    `put_out` says that the text tells of its being issued, by whomever; `borne_by` is the mention that bears
    its relation, None where the document itself does; `led_by` is the mention from which it has its relation
    in a list; `changed` is the mention of what a list of amendments says that it amends.
    """

    start: int
    end: int
    kind: ReferenceKind
    symbol_start: int
    symbol_end: int
    number: str | None = None
    symbol: str | None = None
    type: str | None = None
    type_letters: str = ""
    body_letters: str = ""
    family: str = ""
    type_stated: bool = False
    date: str | None = None
    date_stated: bool = False
    same_date: bool = False
    issuer: str | None = None
    basis: IssuerBasis = IssuerBasis.UNKNOWN
    candidates: tuple[str, ...] = ()
    subject: str | None = None
    title_start: int | None = None
    relation: str = "cites"
    by: str = "self"
    pinpoint: str | None = None
    repaired: bool = False
    tail: int = 0
    damaged_date: tuple[int, int] | None = None
    issuer_open: bool = False
    level: str | None = None
    bearer: Draft | None = None
    borne_by: Draft | None = None
    led_by: Draft | None = None
    changed: Draft | None = None
    put_out: bool = False
    alias_of: Draft | None = None
    alias_here: bool = False
    in_name: bool = False
    quoted: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Number without leading zeros and symbol: what makes two mentions in one text the same document."""
        number = "/".join(part.lstrip("0") for part in (self.number or "").split("/"))
        return number, self.symbol or ""

    def named_in(self, text: str) -> str:
        """What a bearer is called: "number/symbol", "57-NQ/TW" where it is the Party's, a law by its name."""
        if self.number is None:
            return text[self.start : self.end]
        return f"{self.number}{'-' if self.family == 'party' else '/'}{self.symbol}"
