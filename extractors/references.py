"""Finds every place in a document that names another one, and reads all that its surroundings tell of it."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

import regex

from extractors.bodies import BodyReader, body_reader
from extractors.carriers import find_carrier
from extractors.consolidations import mark_consolidated
from extractors.dates import iso_date
from extractors.drafts import Draft
from extractors.header_words import header_words
from extractors.home import Home
from extractors.issuers import home_of, settle_issuers, settle_shorts
from extractors.laws import LawFinder
from extractors.links import LinkFinder
from extractors.lists import expand_bare_numbers, share
from extractors.mentions import NumberedFinder
from extractors.model import Document, Facts, Header, IssuerBasis, Reference, ReferenceKind
from extractors.pinpoints import read_later_pinpoints, read_pinpoints
from extractors.relations import RelationReader
from extractors.rulebook import Rulebook
from extractors.shorts import ShortFinder, find_anaphora, find_standards
from extractors.speakers import SpeakerReader
from extractors.stamps import is_stamped
from extractors.titles import find_bearers, read_subjects

_EARLIER_DATE = regex.compile(
    r"(?:^|[\n.;:]\s*|[-+]\s)(?:Tại\s+)?Ngày\s+(\d{1,2})/(\d{1,2})/(\d{4}),?\s+(?P<rest>[^.;\n]{0,160})$"
)
_LATER_DATE = regex.compile(
    r"[^.;\n]{0,90}?\b(?:đã\s+)?được\s+(?:\p{L}+\s+){0,4}(?:ban hành|ký)\s+ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})"
)
_ISSUING = regex.compile(r"(?:ban hành|có|gửi|ký|ra|phê duyệt|trình)\s+(?:\p{L}+\s+){0,3}$")
_OTHER_NUMBER = regex.compile(r"\d/\p{Lu}")


class ReferenceReader:
    """All finders made with one rulebook, in the order in which they build on each other."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self.bodies: BodyReader = body_reader(rules)
        self.numbered = NumberedFinder(rules, self.bodies)
        self._laws = LawFinder(rules)
        self._shorts = ShortFinder(rules)
        self._relations = RelationReader(rules)
        self._speakers = SpeakerReader(rules, self.bodies)
        self._links = LinkFinder(rules)
        self._words = header_words(rules)

    def read(self, document: Document, header: Header) -> Facts:
        """The references of a document, in the order of its text, and what it says between them."""
        home = home_of(document, header, self.bodies, self._rules)
        drafts = self.drafts(document.text, home, header)
        references = tuple(_reference(document, draft) for draft in drafts)
        links = self._links.find(document, drafts)
        return Facts(header, references, links, find_carrier(document, header, references, self._rules))

    def drafts(self, text: str, home: Home, header: Header) -> list[Draft]:
        """The mentions of a text, settled in every field."""
        numbered = expand_bare_numbers(text, self.numbered.find(text, home), self.numbered, home)
        laws = self._laws.find(text, numbered)
        cited = sorted(numbered + laws, key=lambda d: (d.symbol_start, d.start))
        shorts = self._read_shorts(text, cited, home)
        share(text, cited)
        find_bearers(text, cited)
        for draft in cited:
            _read_distant_date(text, draft)
        _mend_dates(cited)
        self._speakers.settle(text, cited, home)
        settle_issuers(text, cited, home, self.bodies)
        share(text, shorts)
        drafts = sorted(cited + shorts, key=lambda d: (d.symbol_start, d.start))
        self._shorts.settle(text, drafts)
        settle_shorts(text, drafts)
        for draft in shorts:
            known = self._shorts.known_issuer(draft) if draft.issuer is None else None
            if known:
                draft.issuer, draft.basis = known, IssuerBasis.CONTEXT
        find_bearers(text, drafts)
        read_pinpoints(text, drafts)
        read_subjects(text, drafts)
        read_later_pinpoints(text, drafts)
        drafts = [d for d in drafts if not _is_own(d, header) and not self._is_stamped(text, d)]
        self._relations.settle(text, drafts, home, header.type)
        mark_consolidated(text, drafts, header.type)
        others = find_anaphora(text) + find_standards(text)
        return sorted(drafts + others, key=lambda d: (d.start, d.symbol_start))

    def _is_stamped(self, text: str, draft: Draft) -> bool:
        """Whether a mention is the number of a certified copy or of the receiver's register."""
        if draft.kind is not ReferenceKind.NUMBERED or draft.type_stated:
            return False
        return is_stamped(text, draft.start, draft.symbol or "", self._words)

    def _read_shorts(self, text: str, cited: list[Draft], home: Home) -> list[Draft]:
        shorts = self._shorts.find(text, cited)
        starts = [*sorted(d.start for d in cited + shorts), len(text)]
        for draft in shorts:
            limit = starts[bisect_right(starts, draft.start)]
            self.numbered.tails.read(text, draft, home, limit)
        return shorts


@lru_cache(maxsize=4)
def reference_reader(rules: Rulebook) -> ReferenceReader:
    """The reader made with `rules`."""
    return ReferenceReader(rules)


def find_references(document: Document, header: Header, rules: Rulebook) -> tuple[Reference, ...]:
    """Every reference of a document (see `Reference`), in the order of its text."""
    return reference_reader(rules).read(document, header).references


def _is_own(draft: Draft, header: Header) -> bool:
    """Whether a mention is the document's own number: in its letterhead, or on its annex ("Kèm theo …")."""
    if draft.kind is not ReferenceKind.NUMBERED or not header.number or not header.symbol:
        return False
    number = "/".join(part.lstrip("0") for part in header.number.split("/"))
    if draft.key != (number, header.symbol):
        return False
    return not (draft.date and header.date and not header.date.startswith(draft.date))


def _read_distant_date(text: str, draft: Draft) -> None:
    """Take a date that stands apart in the clause: "Ngày 18/12/2025, Cục … có Văn bản số 3633/…"."""
    if draft.kind is not ReferenceKind.NUMBERED or draft.family == "term":
        return
    earlier = _EARLIER_DATE.search(text, max(0, draft.start - 200), draft.start)
    if (
        draft.date is None
        and earlier
        and _ISSUING.search(earlier["rest"])
        and not _OTHER_NUMBER.search(earlier["rest"])
    ):
        draft.date = iso_date(earlier[3], earlier[2], earlier[1])
        return
    later = _LATER_DATE.match(text, draft.tail)
    if later and not _OTHER_NUMBER.search(later[0]):
        outer = draft
        while outer.bearer is not None:
            outer = outer.bearer
        if not outer.date_stated:
            outer.date = iso_date(later[3], later[2], later[1])


def _mend_dates(drafts: list[Draft]) -> None:
    """A date with a damaged year takes that of a mention that agrees in number, symbol, day and month."""
    for draft in drafts:
        if draft.damaged_date is None or draft.date:
            continue
        day, month = draft.damaged_date
        tail = f"-{month:02d}-{day:02d}"
        dates = {d.date for d in drafts if d.key == draft.key and d.date and d.date.endswith(tail)}
        if len(dates) == 1:
            draft.date, draft.repaired = dates.pop(), True


def _reference(document: Document, draft: Draft) -> Reference:
    block = document.block_at(draft.start)
    return Reference(
        document.text[draft.start : draft.end], draft.start, draft.end, draft.kind,
        draft.type, draft.number, draft.symbol, draft.date, draft.issuer, draft.basis,
        draft.subject, draft.relation, draft.by, draft.pinpoint, draft.repaired, draft.candidates,
        document.page_at(draft.start), block.section if block else (),
    )  # fmt: skip
