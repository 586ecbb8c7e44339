"""`announced_count`: a number of documents is announced and another number of them is listed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.audit.cited import is_numbered, key_of
from extractors.audit.parts import Audit
from extractors.audit.wording import severity
from extractors.competence import CHANGES
from extractors.drafts import GENERIC
from extractors.folding import fold
from extractors.model import BlockKind, Check, Document, Facts, Finding, Reference, Verdict
from extractors.patterns import either
from extractors.rulebook import Rulebook

_WORDS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_COUNTED = re.compile(
    r"(?<!\w)(?:ban hành|phê duyệt|trình|gửi|có|ký|phát hành)\s+"
    rf"(?P<n>\d{{1,2}}|{'|'.join(_WORDS)})\s+(?=[^\W\d])"
)
_LEAD = regex.compile(
    r"(?:[^.:;\n]{0,160}?[,(\s])??(?:gồm(?:\s+có)?\s*:?|cụ thể(?:\s+là)?\s*:|như sau\s*:|:)"
    r"\s*[-–+]?\s*(?:các\s+)?"
)
_PARTLY = regex.compile(r"(?<!\p{L})(?:trong đó|như|điển hình|tiêu biểu|nổi bật|chủ yếu)(?!\p{L}| sau)")
_SENTENCE_END = regex.compile(r"\n|\.\s+(?=\p{Lu})|\.$")
_PARTS = regex.compile(r"(?:[,;:.(+–\n-]|(?<!\p{L})(?:và|gồm|là|các))\s*$")
_TITLE = 200
"""Letters behind the last item in which one more may stand."""
_REACH = 4000
"""Letters within which a list ends: longer ones are tables of their own."""


@dataclass(frozen=True, slots=True)
class _Said:
    """An announcement: the number and the type as printed, the type's name, and the span of the words."""

    count: str
    words: str
    kind: str
    start: int
    end: int

    @property
    def number(self) -> int:
        return int(self.count) if self.count.isdigit() else _WORDS[self.count]


class AnnouncedCounts:
    """Counts the documents that follow an announced number; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._types = {fold(kind.name): kind.name for kind in rules.types}
        names = either(kind.name for kind in rules.types)
        self._name = regex.compile(rf"(?:{names})(?!\p{{L}})", regex.IGNORECASE)

    def find(self, document: Document, facts: Facts) -> Audit:
        """A check for every announcement with a list that is sure to be whole, and what failed."""
        audit = Audit()
        references = [r for r in facts.references if is_numbered(r)]
        starts = [r.start for r in references]
        for counted in _COUNTED.finditer(document.text):
            name = self._name.match(document.text, counted.end())
            if name is None:
                continue
            kind = self._types[fold(name[0])]
            said = _Said(counted["n"], name[0], kind, counted.start(), name.end())
            listed, whole = self._listed(document, said, references, starts)
            if listed:
                self._judge(document.text, said, listed, whole, audit)
        return audit

    def _listed(
        self, document: Document, said: _Said, references: Sequence[Reference], starts: Sequence[int]
    ) -> tuple[Sequence[Reference], bool]:
        """The mentions of such documents in the list that an announcement opens, and whether it is whole.

        Footnotes may carry the list alone; a document may have none.
        """
        first = bisect_left(starts, said.end)
        if first == len(references) or references[first].start > said.end + _REACH:
            return (), False
        notes = self._notes(document, said, references[first])
        end = notes or self._list_end(document, said, references[first])
        region = references[first : bisect_left(starts, end)] if end else ()
        return [r for r in region if said.kind in (GENERIC, r.type)], not notes

    def _list_end(self, document: Document, said: _Said, first: Reference) -> int:
        """Where the list behind a colon or "gồm" ends: with its sentence; 0 if items have own lines."""
        text = document.text
        between = text[said.end : first.start]
        lead = _LEAD.fullmatch(between)
        if lead is None or _PARTLY.search(between):
            return 0
        end = _SENTENCE_END.search(text, first.end, first.end + _REACH)
        return end.start() if end and "\n" not in between else 0

    def _notes(self, document: Document, said: _Said, first: Reference) -> int:
        """The end of the footnotes right below the paragraph, where each of them opens with such a document.

        A sentence in the middle of its paragraph may not be the one that the notes belong to.
        """
        here, index = document.block_at(said.start), document.block_index(first.start)
        if here is None or not index or document.blocks[index - 1] is not here:
            return 0
        before = document.text[max(here.start, said.start - _REACH) : said.start]
        if _SENTENCE_END.search(document.text, said.end, here.end - 1) or _COUNTED.search(before):
            return 0
        if before.count("(") > before.count(")"):
            return 0
        end = 0
        for at in range(index, len(document.blocks)):
            block = document.blocks[at]
            if block.kind is not BlockKind.FOOTNOTE:
                break
            if not document.text.startswith(said.kind, block.start):
                return 0
            end = block.end
        return end

    def _judge(self, text: str, said: _Said, listed: Sequence[Reference], whole: bool, audit: Audit) -> None:
        """Add the check; another number than announced is a finding where nothing else could be meant.

        A document in the title of another is not listed itself, but may look so: either count may hold.
        """
        most = len({key_of(r) for r in listed})
        least = len({key_of(r) for r in listed if _is_item(text, r)})
        verdict, count = Verdict.CANNOT_TELL, least
        if least <= said.number <= most:
            verdict, count = Verdict.HOLDS, said.number
        elif least == most and (most > said.number or (whole and _all_numbered(text, said, listed))):
            verdict = Verdict.FAILS
        spelled = f"{said.number} {'=' if verdict is Verdict.HOLDS else '≠'} {count}"
        values: dict[str, object] = {"announced": said.number, "listed": count}
        check = Check("announced_count", verdict, spelled, said.start, said.end, values=values)
        audit.checks.append(check)
        if verdict is Verdict.FAILS:
            words = {"announced": f"{said.count} {said.words}", "listed": str(count)}
            level = severity("announced_count", self._rules)
            span = (listed[0].start, listed[-1].end)
            audit.findings.append(Finding("announced_count", level, said.start, said.end, words, check, span))


def _is_item(text: str, reference: Reference) -> bool:
    """Whether a mention stands behind a sign that parts the items of a list, not behind a verb."""
    before = _PARTS.search(text, max(0, reference.start - 12), reference.start)
    return before is not None and reference.by == "self" and reference.relation not in CHANGES


def _all_numbered(text: str, said: _Said, listed: Sequence[Reference]) -> bool:
    """Whether every document of this type in the list has its number: one without would be missed."""
    words = fold(text[listed[0].start : listed[-1].end + _TITLE].partition("\n")[0])
    return said.kind != GENERIC and words.count(fold(said.kind)) <= len(listed)
