"""Reads the tasks of running text: sections, bodies as headings, lead-ins, items, and the lines below."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.home import Home
from extractors.model import Document, Header
from extractors.rulebook import Rulebook
from extractors.task_facts import LeadBasis
from extractors.tasks.deadlines import deadline_reader
from extractors.tasks.drafts import Draft
from extractors.tasks.frames import DIRECTIVE, HANDING, Context, Frame, Mode
from extractors.tasks.heads import Head, HeadReader
from extractors.tasks.items import Items
from extractors.tasks.lines import Lines
from extractors.tasks.outline import Piece, pieces
from extractors.tasks.parties import Party, party_reader
from extractors.tasks.sentences import sentences
from extractors.tasks.words import task_words

_TOPIC = regex.compile(r"Về\s[^:;.]{2,80}:\s+(?=\p{Lu})")
_REQUEST = regex.compile(r"Về\s[^:]{2,700}?:\s+")
_ASKED = regex.compile(r"Về\s(?:đề nghị|kiến nghị|đề xuất)\s")
"""What an answer repeats of the question before its colon."""
_ADDRESSED = regex.compile(r"[\s:,]*(?:với|đối với|đến|tới|gửi)?\s*", regex.IGNORECASE)
_ANNOUNCES = regex.compile(
    r"(?:(?:tập trung|tổ chức|triển khai|chủ động)[\s,]+)*thực hiện\s+(?:tốt\s+)?(?:các|một số)\s+"
    r"(?:nội dung|nhiệm vụ|công việc|giải pháp|biện pháp)[^:;.]{0,40}:\s*$"
)
_LONGEST_HEAD = 260
_LONGEST_TITLE = 220
_SHORTEST_CONTENT = 45
"""Characters that a lead-in must hold besides its bodies to be a task itself."""


class ProseReader:
    """Reads the tasks that stand in running text with the rules of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._parties, self._words = party_reader(rules), task_words(rules)
        self._heads = HeadReader(self._parties, self._words)
        self._deadlines = deadline_reader(rules)

    def read(self, document: Document, header: Header, home: Home, today: str | None) -> list[Draft]:
        """The tasks of the document's running text, in its order; `today` as in `Context`."""
        context = Context(
            document.text, header, home, self._words, self._parties, self._heads, self._deadlines, today
        )
        found = pieces(document, header.type, self._rules)
        return _Walk(context).drafts([piece for piece in found if piece.part in HANDING])


class _Walk:
    """One reading of one document: what is open above, and what has been made."""

    def __init__(self, context: Context) -> None:
        self._context, self._text = context, context.text
        self._items, self._lines = Items(context), Lines(context)
        self._frames: list[Frame] = []
        self._made: list[Draft] = []

    def drafts(self, found: list[Piece]) -> list[Draft]:
        """The tasks of the pieces, in their order."""
        for place, piece in enumerate(found):
            following = found[place + 1] if place + 1 < len(found) else None
            self._take(piece, following is not None and following.depth > piece.depth)
        return self._made

    def _take(self, piece: Piece, leads: bool) -> None:
        """Read one piece; `leads` tells that deeper ones follow it."""
        above = self._above(piece)
        of_lines = self._lines.take(piece, above)
        if of_lines is not None:
            self._made += of_lines
            return
        self._lines.close()
        if not self._opens_body(piece, above, leads) and not self._opens_section(piece, above, leads):
            self._item(piece, above, leads)

    def _above(self, piece: Piece) -> Frame:
        while self._frames and self._frames[-1].depth >= piece.depth:
            self._frames.pop()
        return self._frames[-1] if self._frames else Frame(-1, Mode.ANY)

    def _opens_body(self, piece: Piece, above: Frame, leads: bool) -> bool:
        """Whether a piece only names bodies, whose tasks stand below it."""
        ends = self._text.endswith(":", piece.start, piece.end)
        if not (leads or ends) or piece.end - piece.start > _LONGEST_HEAD:
            return False
        whole = leads and above.mode is Mode.TASKS and (piece.titled or ends)
        head = self._context.heads.heading(self._text, piece.start, piece.end, self._context.home, whole)
        if head is None or not (above.announced or piece.part in DIRECTIVE or head.cue):
            return False
        asks = self._context.words.asks(head.cue) if head.cue else above.asks
        kept = above.mode is Mode.RECOMMENDATIONS or above.mode is Mode.NONE and head.cue is None
        mode = above.mode if kept else Mode.TASKS
        names = head.cue is None or not self._text.endswith(":", piece.start, piece.end)
        self._frames.append(Frame(piece.depth, mode, head.parties, LeadBasis.HEADING, (), asks, names))
        return True

    def _opens_section(self, piece: Piece, above: Frame, leads: bool) -> bool:
        """Whether a piece is a title; one with lines right below it is a task itself."""
        kind = self._context.section(piece) if piece.titled else None
        if not piece.titled or not (leads or kind and piece.depth <= 10):
            return False
        mode = kind or above.mode
        asks = mode is Mode.RECOMMENDATIONS or above.asks
        named = self._addressed(piece) if kind is Mode.RECOMMENDATIONS else ()
        frame = Frame(piece.depth, mode, above.lead, above.basis, above.partners, asks)
        if named:
            frame = Frame(piece.depth, mode, named, LeadBasis.HEADING, (), asks)
        self._frames.append(frame)
        self._lines.drop()
        if mode is Mode.TASKS and leads and len(self._text[piece.start : piece.end].split()) > 3:
            self._lines.title = self._context.draft(piece.start, piece.end, frame)
            self._context.complete(self._lines.title, frame)
        return True

    def _addressed(self, piece: Piece) -> tuple[Party, ...]:
        """To whom a section's recommendations go: "KIẾN NGHỊ VỚI BỘ NỘI VỤ"."""
        cue = self._context.words.cue.search(self._text, piece.start, piece.end)
        words = _ADDRESSED.match(self._text, cue.end() if cue else piece.start, piece.end)
        start = words.end() if words else piece.start
        parties, reached = self._context.parties.read(self._text, start, piece.end, self._context.home)
        return tuple(parties) if reached >= piece.end - 1 else ()

    def _item(self, piece: Piece, above: Frame, leads: bool) -> None:
        start = self._behind_topic(piece.start, piece.end)
        spans = list(sentences(self._text, start, piece.end))
        if not spans or self._text[start : piece.end].isupper():
            return
        made = self._items.read(spans, piece, above)
        announces = leads and self._text.endswith(":", piece.start, piece.end)
        if leads and len(spans) == 1 and _is_title(made, piece):
            self._lines.title = made[0] if made else None
            made = []
        if not made and not announces and piece.depth % 10 != 1:
            self._lines.drop()
        if announces:
            self._lead_in(piece, above, spans[-1], made)
        elif leads and made and above.announced:
            last = made[-1]
            lead, basis = (last.lead, last.basis) if last.lead else (above.lead, above.basis)
            self._frames.append(Frame(piece.depth, above.mode, lead, basis, (), above.asks))
        self._made += made
        self._lines.wait(made)

    def _behind_topic(self, start: int, end: int) -> int:
        """Where the words begin behind the subject of an item: "Về kinh phí: Sở Tài chính …"."""
        topic = _REQUEST.match(self._text, start, end)
        if topic is None:
            return start
        asked = _ASKED.match(self._text, start)
        if asked or self._context.heads.read(self._text, topic.end(), end, self._context.home) is not None:
            return int(topic.end())
        short = _TOPIC.match(self._text, start, end)
        return int(short.end()) if short else start

    def _lead_in(self, piece: Piece, above: Frame, span: tuple[int, int], made: list[Draft]) -> None:
        """Open what a sentence that ends in a colon announces; it is no task where it says nothing else."""
        context = self._context
        strict = piece.part not in DIRECTIVE
        head = context.heads.read(self._text, *span, context.home, strict)
        self._take_back(made, span, head)
        if head is not None and head.cue is None and context.is_own(head.parties):
            return  # "Ủy ban nhân dân tỉnh ban hành Kế hoạch … như sau:"
        partners = tuple(context.partners(*span))
        if head is not None:
            asks = bool(head.cue and context.words.asks(head.cue))
            mode = Mode.RECOMMENDATIONS if asks and above.mode is not Mode.TASKS else Mode.TASKS
            frame = Frame(piece.depth, mode, head.parties, LeadBasis.HEADING, partners, asks)
        elif context.is_fact(*span):
            frame = Frame(piece.depth, Mode.NONE)
        else:
            given = partners or above.partners
            frame = Frame(piece.depth, above.mode, above.lead, above.basis, given, above.asks)
        self._frames.append(frame)

    def _says_more(self, start: int, end: int) -> bool:
        """Whether a lead-in has content of its own besides formulas and a list of partners."""
        if self._context.heads.is_formula(self._text, start, end):
            return False
        announced = _ANNOUNCES.search(self._text, start, end)
        end = announced.start() if announced else end
        listed = sum(last - first for first, last in self._context.partner_lists(start, end))
        return end - start - listed > _SHORTEST_CONTENT

    def _take_back(self, made: list[Draft], span: tuple[int, int], head: Head | None) -> None:
        """Drop the task that a lead-in was taken for, unless it says more than that something follows."""
        if not made or made[-1].end < span[1]:
            return
        if head is not None and self._says_more(head.rest, span[1]):
            return
        last = made.pop()
        if last.start < span[0]:
            last.end = span[0]
            made.append(last)


def _is_title(made: list[Draft], piece: Piece) -> bool:
    """Whether an item with others under it only names their subject: short, nobody told, no deadline."""
    short = piece.end - piece.start <= _LONGEST_TITLE and piece.depth % 10 == 0
    return short and all(not one.own_lead and one.deadline is None for one in made)


@lru_cache(maxsize=4)
def prose_reader(rules: Rulebook) -> ProseReader:
    """The reader made with `rules`."""
    return ProseReader(rules)
