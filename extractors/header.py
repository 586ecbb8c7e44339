"""Reads what a document says of itself: its type, number, date, issuer, subject, signer and recipients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.header_issuer import issuer_of
from extractors.header_letterhead import Letterhead, read_letterhead
from extractors.header_period import report_period, stated_windows
from extractors.header_pieces import Piece, head_pieces
from extractors.header_signature import read_ending
from extractors.header_title import Title, read_title
from extractors.header_words import header_words
from extractors.model import Document, Header, Mended
from extractors.rulebook import Rulebook
from extractors.validity import read_validity

_OPENING = 10


def read_header(document: Document, rules: Rulebook) -> Header:
    """The header of the first document in the file; what is blank on paper or not there is None.

    An annex alone has no header. Only the first blocks and those about the signature are looked at.
    """
    words = header_words(rules)
    pieces = head_pieces(document)
    if not pieces or words.annex.match(pieces[0].text):
        return Header()
    title = read_title(pieces, words)
    head = read_letterhead("\n".join(piece.text for piece in pieces[: title.letterhead]), words)
    if head.symbol is None and title.own is not None:
        head = read_letterhead(title.own, words)
    after = pieces[title.letterhead].start if title.letterhead < len(pieces) else 0
    ending = read_ending(document, after, words)
    kind = _type(title, head, rules)
    return Header(
        type=kind,
        number=head.number,
        symbol=head.symbol,
        date=head.date,
        place=head.place,
        issuer=issuer_of(head.bodies, head.place, head.body_letters, head.date, ending.authority, rules),
        subject=title.subject,
        period=_period(title, pieces) if kind == "Báo cáo" else None,
        signer=ending.signer,
        signer_title=ending.title,
        recipients=ending.recipients,
        effective=read_validity(document.text, kind, head.date),
        mended=tuple(_mended(document.text, head)),
    )


def _mended(text: str, head: Letterhead) -> Iterator[Mended]:
    """The damaged words of the letterhead at their place in the text."""
    for printed, meant in head.mended:
        start = text.find(printed)
        if start >= 0:
            yield Mended(start, start + len(printed), printed, meant)


def _period(title: Title, pieces: Sequence[Piece]) -> tuple[str, str] | None:
    """The window of a report: the one its opening states to the day, else the one of its subject."""
    opening = dict.fromkeys(
        piece.block for piece in pieces[title.letterhead + 1 : title.letterhead + _OPENING]
    )
    return report_period(title.subject, (*title.notes, *stated_windows(opening)))


def _type(title: Title, head: Letterhead, rules: Rulebook) -> str | None:
    """The printed type; a consolidated text is one whatever it prints; without a title the symbol tells."""
    if head.type_letters == "VBHN":
        return rules.type_by_letters[("VBHN", "state")]
    if title.type is not None:
        return title.type
    if head.symbol is None:
        return "Công văn" if title.subject and head.bodies else None
    if title.subject is None and head.type_letters:
        family = "party" if "/" in head.symbol else "state"
        named = rules.type_by_letters.get((head.type_letters, family))
        return named or rules.type_by_letters.get((head.type_letters, "state"), "Công văn")
    return "Công văn"
