"""Reads the lines below a task that say who leads it, with whom, by when: "Cơ quan chủ trì: Sở Nội vụ"."""

from __future__ import annotations

import regex

from extractors.task_facts import LeadBasis
from extractors.tasks.drafts import Draft
from extractors.tasks.frames import WITH, Context, Frame, Mode
from extractors.tasks.outline import Piece
from extractors.tasks.parties import Party

_LINE = regex.compile(r"[-–+•*]?\s*(?P<label>\p{Lu}[^:;.\n]{2,60}):\s*(?P<value>\S[^\n]*)?")
_OF_BODIES = regex.compile(
    r"(?:Các )?(?:Cơ quan|Đơn vị|Người|Bộ phận|Cá nhân|Chủ trì|Phối hợp|Sở|Bộ|Đầu mối|Thực hiện|Phân công"
    r"|Tổ chức (?:chủ trì|phối hợp)|Cán bộ|Phụ trách)(?!\p{L})",
    regex.IGNORECASE,
)
"""How the label of a line begins that names bodies; "Trách nhiệm của …:" is a title."""
_LEADS = regex.compile(r"\s*,?\s*chủ trì(?:\s+(?:thực hiện|tổ chức thực hiện|tham mưu))?\s*[,.;]*\s*")
_LINE_END = regex.compile(r"\s*(?:(?:tổ chức |triển khai )*thực hiện)?[\s.;,/]*")
_LONGEST_LABEL = 9


class Lines:
    """The lines below tasks in one document, and the tasks that wait for them.

    A line gives to every task since the last group of lines; `title` is the title above, which becomes a task
    itself where nothing stands between it and the lines.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._waiting: list[Draft] = []
        self._given: set[str] = set()
        self.title: Draft | None = None

    def wait(self, drafts: list[Draft]) -> None:
        """Let tasks wait for the lines below them."""
        self._waiting += drafts

    def drop(self) -> None:
        """Give up those that wait: a title, or words that are no task, stand between."""
        self._waiting = []

    def close(self) -> None:
        """End a group of lines: what follows is no line."""
        if self._given:
            self._given, self._waiting = set(), []
        self.title = None

    def take(self, piece: Piece, above: Frame) -> list[Draft] | None:
        """The tasks that a line makes (the title above it, if any), None where the piece is no line."""
        if self._waiting and self._lead_line(piece):
            return []
        line = _LINE.match(self._context.text, piece.start, piece.end)
        kind = self._kind(line, piece, above) if line else None
        if line is None or kind is None:
            return None
        made: list[Draft] = []
        if self.title is not None and not self._waiting:
            made = self._waiting = [self.title]
            self.title = None
        if kind not in ("task", "other") and not (kind in self._given and kind in ("lead", "deadline")):
            self._given.add(kind)
            for draft in self._waiting if line["value"] is not None else ():
                self._give(draft, kind, line.start("value"), piece.end)
        return list(made)

    def _kind(self, line: regex.Match[str], piece: Piece, above: Frame) -> str | None:
        """What a line gives, None where it is none: a body's name before a colon, a title, a task."""
        context, label = self._context, line["label"]
        kind = context.words.field(label) if len(label.split()) <= _LONGEST_LABEL else None
        if kind == "task":
            described = (self._waiting or self.title) and label.lower().startswith("nội dung")
            return kind if described else None
        if kind in ("lead", "partners", "both") and not _OF_BODIES.match(label):
            return None
        if kind != "other" and above.mode not in (Mode.TASKS, Mode.ANY):
            return None
        if context.parties.read(context.text, piece.start, line.end("label"), context.home)[0]:
            return None
        kind = "lead" if kind == "both" else kind
        named = kind in ("lead", "partners") and line["value"] is not None
        if (
            named
            and not context.parties.read(context.text, line.start("value"), piece.end, context.home, True)[0]
        ):
            return None
        return kind

    def _lead_line(self, piece: Piece) -> bool:
        """Whether a piece only says who leads what stands above: "Sở Y tế chủ trì, phối hợp với các xã."."""
        led = self._led(piece.start, piece.end)
        if led is None:
            return False
        self._given.add("lead")
        for draft in self._waiting:
            draft.lead, draft.basis, draft.partners = tuple(led[0]), LeadBasis.LINE, list(led[1])
        return True

    def _led(self, start: int, end: int, more: bool = False) -> tuple[list[Party], list[Party]] | None:
        """The lead and the partners of words that say nothing else: "A chủ trì, phối hợp với B".

        With `more` they may say too what is done.
        """
        context = self._context
        lead, reached = context.parties.read(context.text, start, end, context.home)
        leads = _LEADS.match(context.text, reached, end) if lead else None
        if leads is None:
            return None
        cue = WITH.match(context.text, leads.end(), end)
        partners, reached = (
            context.parties.read(context.text, cue.end(), end, context.home, loose=True)
            if cue
            else ([], leads.end())
        )
        done = more and bool(partners) and context.words.verb.match(context.text, reached + 1, end)
        return (lead, partners) if done or _LINE_END.fullmatch(context.text, reached, end) else None

    def _give(self, draft: Draft, kind: str, start: int, end: int) -> None:
        context = self._context
        if kind == "partners":
            draft.partners = context.parties.field(context.text, start, end, context.home)
        elif kind == "deadline":
            draft.deadline = context.deadlines.field(context.text, start, end, context.header.date)
        elif kind == "product":
            draft.product = " ".join(context.text[start:end].split()).rstrip(".;")
        elif kind == "lead":
            self._give_lead(draft, start, end)

    def _give_lead(self, draft: Draft, start: int, end: int) -> None:
        context = self._context
        led = self._led(start, end, more=True)
        if led is not None:
            draft.lead, draft.basis, draft.partners = tuple(led[0]), LeadBasis.LINE, list(led[1])
            return
        parties = context.parties.field(context.text, start, end, context.home)
        if parties:
            draft.lead, draft.basis = tuple(parties), LeadBasis.LINE
