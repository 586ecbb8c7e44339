"""What the reader of tasks keeps in hand: the document being read, and what is open above a piece of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import regex

from extractors.home import Home
from extractors.model import Header
from extractors.task_facts import Deadline, DeadlineKind, LeadBasis, TaskKind
from extractors.tasks.deadlines import DeadlineReader
from extractors.tasks.drafts import Draft
from extractors.tasks.heads import HeadReader
from extractors.tasks.outline import Piece
from extractors.tasks.parties import Party, PartyReader
from extractors.tasks.words import TaskWords

WITH = regex.compile(
    r"[Pp]hối hợp(?:\s+(?:chặt chẽ|thường xuyên|tốt|hiệu quả|đồng bộ))*(?:\s+(?:cùng|với))?(?:\s+với)?\s+"
)
_VERBS = regex.compile(
    r"(?:tổ chức|phòng,? (?:chống|ngừa)|hội (?:họp|ý))(?!\p{L})(?! (?:chính trị|xã hội|tín dụng))"
)
CLAUSE_END = regex.compile(r";\s|[.!?]\s+(?=\p{Lu})")
_LABELLED = regex.compile(r"(?:[Tt]hời hạn|[Tt]hời gian)(?:\s+(?:thực hiện|hoàn thành))?\s*:\s*$")
_NEAR = 60
"""Characters behind a recurrence in which its report is named."""
DATED = (DeadlineKind.DATE, DeadlineKind.MONTH, DeadlineKind.QUARTER, DeadlineKind.YEAR)
DIRECTIVE = frozenset(
    (
        "Chỉ thị", "Công điện", "Thông báo", "Kế hoạch", "Chương trình", "Đề án", "Phương án", "Công văn",
        "Nghị quyết", "Kết luận", "Chiến lược", "Dự án", "Quyết định", "Hướng dẫn",
    )
)  # fmt: skip
"""Types in which a body named before a verb is told to act; in reports it is said to have acted."""

HANDING = DIRECTIVE | {"Báo cáo"}
"""Types whose text is read for tasks; rules of procedure and lists state duties for good."""


class Mode(StrEnum):
    """What a section announces; `any` announces nothing and forbids nothing."""

    TASKS = "tasks"
    RECOMMENDATIONS = "recommendations"
    ANY = "any"
    NONE = "none"


ANNOUNCED = (Mode.TASKS, Mode.RECOMMENDATIONS)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is open above a piece: the depth of what opened it, what it announces, and whom it binds.

    `title` marks the name of a body alone: all that stands below is its own work.
    """

    depth: int
    mode: Mode
    lead: tuple[Party, ...] = ()
    basis: LeadBasis = LeadBasis.ISSUER
    partners: tuple[Party, ...] = ()
    asks: bool = False
    title: bool = False

    @property
    def announced(self) -> bool:
        """Whether what stands below are tasks or recommendations, whoever is named."""
        return self.mode in ANNOUNCED


@dataclass(frozen=True, slots=True)
class Context:
    """The document being read, and the readers of the words in it.

    `today` is the day up to which it can tell what was done: its date, the end of the period that it reports
    on, else the latest date among the documents that it cites; None where nothing tells.
    """

    text: str
    header: Header
    home: Home
    words: TaskWords
    parties: PartyReader
    heads: HeadReader
    deadlines: DeadlineReader
    today: str | None = None

    def section(self, piece: Piece) -> Mode | None:
        """What a title announces, None where its words do not tell."""
        kind = self.words.section(self.text[piece.start : piece.end], piece.part)
        return Mode(kind) if kind else None

    def is_own(self, parties: tuple[Party, ...]) -> bool:
        """Whether the document's own issuer is among them."""
        return self.header.issuer is not None and any(one.name == self.header.issuer for one in parties)

    def kind(self, asks: bool, lead: tuple[Party, ...]) -> TaskKind:
        """What a body is asked is a recommendation, unless the issuer asks it of itself."""
        return TaskKind.RECOMMENDATION if asks and not self.is_own(lead) else TaskKind.TASK

    def is_fact(self, start: int, end: int) -> bool:
        """Whether the words tell what somebody has done, does or is."""
        return self.heads.is_fact(self.text, start, end, self.home)

    def partners(self, start: int, end: int) -> list[Party]:
        """Everyone with whom the work is to be done, by the words between `start` and `end`."""
        named: list[Party] = []
        for cue in WITH.finditer(self.text, start, end):
            named += self._with(cue, end)[0]
        return named

    def partner_lists(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans of the lists of partners between `start` and `end`."""
        return [
            (cue.end(), self._with(cue, end)[1])
            for cue in WITH.finditer(self.text, start, end)
        ]

    def _with(self, cue: regex.Match[str], end: int) -> tuple[list[Party], int]:
        """The parties behind "phối hợp"; without "với" some nouns are verbs: "phối hợp tổ chức tập huấn"."""
        if not cue[0].rstrip().endswith(("với", "cùng")) and _VERBS.match(self.text, cue.end(), end):
            return [], cue.end()
        return self.parties.read(self.text, cue.end(), end, self.home, loose=True)

    def deadlines_in(self, start: int, end: int) -> list[Deadline]:
        """The deadlines that the words between `start` and `end` name."""
        return self.deadlines.find(self.text, start, end, self.header.date)

    def draft(self, start: int, end: int, frame: Frame) -> Draft:
        """A task of those whom the frame above binds."""
        basis = frame.basis if frame.lead else LeadBasis.ISSUER
        return Draft(start, end, self.kind(frame.asks, frame.lead), frame.lead, basis)

    def complete(self, draft: Draft, above: Frame) -> None:
        """Read partners and deadline out of a task's own words."""
        lead = {one.name for one in draft.lead}
        partners = self.partners(draft.start, draft.end) or above.partners
        draft.partners = [one for one in partners if one.name not in lead]
        draft.deadline = self.chosen(draft.start, draft.end)

    def chosen(self, start: int, end: int) -> Deadline | None:
        """The deadline of a task whose words hold several: the last that has a day, else a recurrence.

        A recurrence that stands deep in a long item is that of a part, unless it tells when to report.
        """
        found = self.deadlines_in(start, end)
        cut = CLAUSE_END.search(self.text, start, end)
        first = cut.start() if cut else end
        found = [
            one
            for one in found
            if one.kind is not DeadlineKind.RECURRING
            or one.start < first
            or "báo cáo" in self.text[one.start : one.end + _NEAR]
            or _LABELLED.search(self.text, start, one.start)
        ]
        return _latest(found)


def _latest(found: list[Deadline]) -> Deadline | None:
    dated = [one for one in found if one.kind in DATED]
    if dated:
        return dated[-1]
    for kind in (DeadlineKind.RECURRING, DeadlineKind.INVALID, DeadlineKind.EVENT):
        for one in found:
            if one.kind is kind:
                return one
    return None
