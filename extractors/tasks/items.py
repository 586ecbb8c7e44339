"""Reads the tasks of one paragraph or list item: a sentence with a lead or a deadline of its own is one."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.task_facts import LeadBasis, TaskKind
from extractors.tasks.drafts import Draft
from extractors.tasks.frames import DATED, DIRECTIVE, Context, Frame, Mode
from extractors.tasks.heads import Head
from extractors.tasks.outline import Piece
from extractors.tasks.phrases import CONDITION
from extractors.tasks.sentences import clauses

_REPORTS = regex.compile(r"(?:[Đđ]ịnh kỳ|[Hh][àằ]ng (?:tháng|quý|năm)|[Tt]rước ngày)")
_FEEDBACK = regex.compile(
    r"Trong quá trình (?:tổ chức )?(?:triển khai |thực hiện)[^.]*(?:báo cáo|phản ánh|đề xuất)"
)
_SENT = regex.compile(
    r"(?:Kết quả|Báo cáo|Văn bản|Hồ sơ|Nội dung)[^.;]{0,80}?\s(?:gửi|báo cáo) (?:về|đến|tới)\s"
)
_HANDS = regex.compile(r"(?:tiếp tục )?(?:giao|phân công)", regex.IGNORECASE)
_DUTY = regex.compile(
    r"\s*,?\s*(?:chủ trì|có trách nhiệm|chịu trách nhiệm|tham mưu|phối hợp|căn cứ (?:chức năng|nhiệm vụ)"
    r"|theo chức năng)"
)
_PURPOSE = regex.compile(r"(?:Để|Nhằm|Với mục tiêu)(?!\p{L})")
_COUNTED = regex.compile(r"\d{1,4}(?:[.,/]\d{1,4})*\s*%?\s+\p{Ll}")
"""An item that begins with a number names places, shares or parts: "02 báo cáo còn lại …"."""
_FAR = 90
"""Characters before a cue that are no part of the task: the reasons for a request."""
_LONG_HEAD = 9
"""Words of a list of bodies before a colon; a longer one is no part of the task's words."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a piece and where it stands: first in its item, first in its sentence, behind several."""

    start: int
    end: int
    first: bool
    opens: bool
    several: bool
    last: bool
    dated: bool


class Items:
    """Reads the items of one document; `explained` is the section path of the last item that is a task."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.explained: tuple[str, ...] = ()

    def read(self, spans: list[tuple[int, int]], piece: Piece, above: Frame) -> list[Draft]:
        """The tasks of a piece by its sentences, complete but for what lines below may add."""
        made: list[Draft] = []
        for sentence in spans:
            if self._context.words.is_noise(self._context.text, *sentence):
                continue
            for place, (start, end) in enumerate(self._clauses(*sentence)):
                several = sum(one.own_lead for one in made) > 1
                clause = _Clause(
                    start, end, not made, place == 0, several, end >= spans[-1][1], self._dated(made)
                )
                self._add(made, clause, piece, above)
        for draft in made:
            self._context.complete(draft, above)
        if made and piece.depth % 10 == 0:
            self.explained = piece.block.section
        return made

    def _dated(self, made: list[Draft]) -> bool:
        """Whether the task before has a day of its own already."""
        if not made:
            return False
        return any(one.kind in DATED for one in self._context.deadlines_in(made[-1].start, made[-1].end))

    def _add(self, made: list[Draft], clause: _Clause, piece: Piece, above: Frame) -> None:
        draft = self._clause(clause, piece, above)
        if draft is None:
            goes_on = above.announced or not clause.opens
            if made and goes_on and not self._context.is_fact(clause.start, clause.end):
                made[-1].end = clause.end
            return
        if not draft.own_lead and made:
            _same_lead(draft, made)
        made.append(draft)

    def _clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """The clauses of a sentence; the semicolons of a list of bodies cut nothing."""
        context = self._context
        parts = list(clauses(context.text, start, end))
        if len(parts) > 1:
            head = context.heads.read(context.text, start, end, context.home)
            lists = [(head.start, head.rest)] if head is not None else []
            lists += context.partner_lists(start, end)
            return _rejoined(parts, lists)
        return parts

    def _clause(self, clause: _Clause, piece: Piece, above: Frame) -> Draft | None:
        """The task that a clause begins, None where it only goes on with the one before, or is none."""
        context = self._context
        head = self._head(clause, piece, above)
        if head is None:
            return self._headless(clause, piece, above)
        asks = context.words.asks(head.cue) if head.cue else above.asks
        begin = self._begin(clause, head, above)
        kind = context.kind(asks, head.parties)
        return Draft(begin, clause.end, kind, head.parties, LeadBasis.STATED, own_lead=True)

    def _begin(self, clause: _Clause, head: Head, above: Frame) -> int:
        """Where a task's words begin: reasons before a request and long lists of bodies stand outside."""
        far = head.start - clause.start > _FAR
        long = len(self._context.text[clause.start : head.rest].split()) > _LONG_HEAD
        if long and self._context.text[head.rest : head.rest + 1] == ":" and head.rest + 2 < clause.end:
            return head.rest + 2
        near = above.announced or CONDITION.match(self._context.text, clause.start, head.start)
        return head.start if head.cue and (far or not near) else clause.start

    def _headless(self, clause: _Clause, piece: Piece, above: Frame) -> Draft | None:
        """A task that names nobody: where tasks are announced, or where one is told to report troubles."""
        context, start, end = self._context, clause.start, clause.end
        told = clause.first and clause.opens and not above.announced and piece.part in DIRECTIVE
        if told and (_FEEDBACK.match(context.text, start, end) or self._sent(start, end)):
            return Draft(start, end, TaskKind.TASK, above.lead, above.basis)
        if piece.part == "Báo cáo" and not above.announced and self._planned(start, end):
            return Draft(start, end, TaskKind.TASK, own_lead=True)
        if not above.announced or not self._worth(clause, piece):
            return None
        if clause.first or self._own_deadline(clause):
            return context.draft(start, end, above)
        return None

    def _head(self, clause: _Clause, piece: Piece, above: Frame) -> Head | None:
        """Who a clause tells to act.

        Under the name of a body what it shall ask or tell others is its own work; where nothing announces
        tasks a body without a cue is told something only as an item of a list, or by a word for duty.
        """
        context, start, end = self._context, clause.start, clause.end
        strict = above.mode is Mode.NONE or not (above.announced or piece.part in DIRECTIVE)
        head = context.heads.read(context.text, start, end, context.home, strict, above.announced)
        if head is None:
            return None
        formula = context.heads.is_formula(context.text, head.rest, end)
        if formula and not context.text.endswith(":", start, end) and (not clause.first or clause.last):
            return None
        if above.title and above.mode is Mode.TASKS and head.cue and not self._from_above(head, clause):
            return None
        return head if above.announced or self._told(head, clause, piece) else None

    def _from_above(self, head: Head, clause: _Clause) -> bool:
        """Whether words under a body's name are the document's own: it hands out, or its issuer speaks."""
        context = self._context
        if _HANDS.match(head.cue or "") or CONDITION.match(context.text, clause.start, head.start):
            return True
        speaker, _ = context.parties.read(context.text, clause.start, head.start, context.home)
        return context.is_own(tuple(speaker))

    def _told(self, head: Head, clause: _Clause, piece: Piece) -> bool:
        """Whether a head means an assignment where no section announces one."""
        context, start, end = self._context, clause.start, clause.end
        if head.cue is None:
            duty = _DUTY.match(context.text, head.rest, end) is not None
            return not context.is_own(head.parties) and (piece.labelled or duty)
        if piece.part in DIRECTIVE or context.words.asks(head.cue):
            return True
        opens = head.start == start and context.text[start].isupper()
        return opens or context.text.endswith(":", start, end)

    def _worth(self, clause: _Clause, piece: Piece) -> bool:
        """Whether words are enough to be a task: three at least, no name, count, formula, purpose or fact.

        A plain paragraph under an item that is a task only explains it.
        """
        context, start, end = self._context, clause.start, clause.end
        plain = clause.first and piece.depth % 10 == 1 and bool(piece.block.section)
        if plain and piece.block.section == self.explained:
            return False
        if context.parties.read(context.text, start, end, context.home)[1] >= end - 1:
            return False
        words = context.text[start:end].split(None, 3)
        if len(words) < 3 or words[0][0] == "(" or _COUNTED.match(context.text, start, end):
            return False
        if context.heads.is_formula(context.text, start, end):
            return False
        if not clause.first:
            return True
        aside = _PURPOSE.match(context.text, start, end) and context.text.endswith(";", start, end)
        return not aside and not context.is_fact(start, end)

    def _sent(self, start: int, end: int) -> bool:
        """Whether words tell by when results are to be sent: "Kết quả gửi về Sở trước ngày …"."""
        context = self._context
        return bool(_SENT.match(context.text, start, end)) and bool(context.deadlines_in(start, end))

    def _planned(self, start: int, end: int) -> bool:
        """Whether a report says what its issuer will do: a verb without a subject, by a day yet to come."""
        context = self._context
        if context.today is None or not context.words.verb.match(context.text, start, end):
            return False
        by = context.chosen(start, end)
        if by is None or by.due is None or by.due <= context.today:
            return False
        return not context.is_fact(start, end)

    def _own_deadline(self, clause: _Clause) -> bool:
        """Whether a later part of an item has a deadline that makes it a task of its own.

        A sentence has if it names a day; a part of one if the parts before name another, or if it tells
        several bodies when to report.
        """
        context, start, end = self._context, clause.start, clause.end
        found = context.deadlines_in(start, end)
        if clause.opens and any(one.kind in DATED for one in found):
            return True
        if not clause.opens and clause.dated and any(one.kind in DATED for one in found):
            return True
        reports = _REPORTS.match(context.text, start) and "báo cáo" in context.text[start : start + 160]
        return bool(found and reports) and (clause.opens or clause.several)


def _rejoined(parts: list[tuple[int, int]], lists: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Clauses without the cuts that fall into a list of bodies."""
    whole = [parts[0]]
    for start, end in parts[1:]:
        if any(first < start and whole[-1][1] < last for first, last in lists):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _same_lead(draft: Draft, made: list[Draft]) -> None:
    """A later part that names nobody is the work of those whom the item has named."""
    named = [one for earlier in made if earlier.own_lead for one in earlier.lead]
    if named:
        draft.lead, draft.basis = tuple({one.name: one for one in named}.values()), LeadBasis.STATED
