"""Rules on tasks: nobody leads, two lead, or the deadline lies before the document or in no calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

import regex

from extractors.audit.cited import spoken
from extractors.audit.malformed_dates import malformed_dates
from extractors.audit.parts import Audit, Part
from extractors.audit.wording import severity
from extractors.bodies import body_reader
from extractors.folding import fold
from extractors.home import Home
from extractors.model import Document, Facts, Finding
from extractors.rulebook import Rulebook
from extractors.task_facts import DeadlineKind, LeadBasis, Task

_ASSIGNING = frozenset({"Chỉ thị", "Công điện", "Thông báo"})
"""Types that tell others what to do: a task in them is hardly ever the issuer's own."""
_DATED = (DeadlineKind.DATE, DeadlineKind.MONTH, DeadlineKind.QUARTER)
_LONG_AGO = timedelta(days=400)
"""A deadline so long before its document is told of the past rather than misprinted."""
_WORDS = 6
"""Fewer words are those of a kind of work, which many do, not of one task."""
_COLUMNS = (LeadBasis.COLUMN, LeadBasis.LINE)
_LEADS = regex.compile(
    r"(?<!được)(?<!được giao)(?:^|\s)(?:(?:là|làm)\s(?:cơ quan|đơn vị|đầu mối)\s)?chủ trì(?!\p{L})",
    regex.IGNORECASE,
)
_CAPITAL = regex.compile(r"(?<![\p{L}\d])\p{Lu}\p{L}*")
_REACH = 120  # characters in which a body's name stands before "chủ trì"
_CLASS = regex.compile(r"(?:^|\s)(?:các|những|từng|mỗi|toàn thể)\s", regex.IGNORECASE)
_ORDER = regex.compile(r"(?:^|[.;:–-]\s|(?<!\p{L})(?:giao|yêu cầu|đề nghị)\s)\s*$", regex.IGNORECASE)
_LETTERS = regex.compile(r"(?<!\p{L})\p{Lu}[\p{Lu}&]+(?!\p{L})")
_NOT_WORDS = regex.compile(r"[^\p{L}\p{N}]+")


class TaskAudit:
    """Looks at the tasks of a document; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._bodies = body_reader(rules)

    def findings(self, document: Document, facts: Facts) -> Iterator[Finding]:
        """What is wrong with the tasks, rule by rule."""
        if not facts.tasks:
            return
        yield from self._without_lead(facts)
        yield from self._before_issue(facts)
        yield from self._no_dates(document, facts)
        yield from self._two_places(facts.tasks)
        yield from self._two_in_a_row(facts.tasks)

    def _without_lead(self, facts: Facts) -> Iterator[Finding]:
        """Rows whose cell for who leads is blank though others are filled; orders that name nobody.

        An order that names nobody is looked at only where most others in the document name somebody: a
        document whose tasks are all its issuer's hands out none.
        """
        led = Counter(_table(task) for task in facts.tasks if task.lead_basis is LeadBasis.COLUMN)
        prose = [task for task in facts.tasks if task.cell is None]
        named = sum(task.lead_basis is not LeadBasis.ISSUER for task in prose)
        assigning = facts.header.type in _ASSIGNING and 2 * named > len(prose)
        for task in facts.tasks:
            if task.lead_basis is not LeadBasis.ISSUER:
                continue
            if task.cell is not None and led[_table(task)] > 1 and _is_whole(task):
                yield self._finding("task_without_lead", task.start, task.end, {"task": _short(task)})
            elif task.cell is None and assigning:
                values = {"task": _short(task)}
                yield self._finding("task_without_lead", task.start, task.end, values, lenient=True)

    def _before_issue(self, facts: Facts) -> Iterator[Finding]:
        """Deadlines that had passed when the document was made; a year that is not printed is no evidence."""
        issued = facts.header.date
        if issued is None or len(issued) != 10:
            return
        for task in facts.tasks:
            deadline = task.deadline
            if deadline is None or deadline.due is None or deadline.inferred or deadline.kind not in _DATED:
                continue
            if deadline.due < issued:
                ago = date.fromisoformat(issued) - date.fromisoformat(deadline.due)
                values = {"printed": _one_line(deadline.text), "date": spoken(issued)}
                yield self._finding(
                    "deadline_before_issue", deadline.start, deadline.end, values, lenient=ago > _LONG_AGO
                )

    def _no_dates(self, document: Document, facts: Facts) -> Iterator[Finding]:
        """Deadlines that no calendar has, but for those that are told as misprinted dates anyway."""
        invalid = [
            task.deadline
            for task in facts.tasks
            if task.deadline is not None and task.deadline.kind is DeadlineKind.INVALID
        ]
        if not invalid:
            return
        told = list(malformed_dates(document, self._rules))
        for deadline in dict.fromkeys(invalid):
            if not any(found.start < deadline.end and deadline.start < found.end for found in told):
                values = {"printed": _one_line(deadline.text)}
                yield self._finding("malformed_date", deadline.start, deadline.end, values)

    def _two_places(self, tasks: Sequence[Task]) -> Iterator[Finding]:
        """One task that is given twice, each time to be led by somebody else.

        One of the places is a row of a table, the other says in so many words who leads ("chủ trì"), in a
        column or on a line. The same work told of two bodies in running text, or in two rows of one table, is
        work of each; bodies that one cell lists lead together.
        """
        alike: defaultdict[str, list[tuple[Task, str]]] = defaultdict(list)
        for task in tasks:
            words = _words(task.text)
            if len(words) >= _WORDS and _says_who_leads(task):
                alike[" ".join(words[-_WORDS:])].append((task, " ".join(words)))
        seen: set[tuple[int, int]] = set()
        for group in self._by_ending(tasks, alike):
            for (one, said), (other, again) in combinations(group, 2):
                shorter, longer = sorted((said, again), key=len)
                if f" {shorter} " in f" {longer} " and _two_leads(one, other):
                    first, second = sorted((one, other), key=lambda task: task.start)
                    if (first.start, second.start) not in seen:
                        seen.add((first.start, second.start))
                        yield self._led_twice(first, second)

    @staticmethod
    def _by_ending(
        tasks: Sequence[Task], alike: dict[str, list[tuple[Task, str]]]
    ) -> Iterator[list[tuple[Task, str]]]:
        """Tasks that hold the last words of another: those that may be one."""
        for task in tasks:
            if not _says_who_leads(task):
                continue
            words = _words(task.text)
            runs = {" ".join(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1)}
            for run in runs & alike.keys():
                yield [*alike[run], (task, " ".join(words))]

    def _led_twice(self, first: Task, second: Task) -> Finding:
        values = {"lead": "; ".join(second.lead), "other_lead": "; ".join(first.lead)}
        span = second.lead_span or (second.start, second.end)
        other = first.lead_span or (first.start, first.end)
        return self._finding("two_leads", *span, values, other=other)

    def _two_in_a_row(self, tasks: Sequence[Task]) -> Iterator[Finding]:
        """Rows whose words have one body lead, while the cell for who leads names another.

        "Hội nghị do Bộ X chủ trì" gives nobody anything to do: the body must stand where an order begins.
        """
        for task in tasks:
            if task.lead_basis is not LeadBasis.COLUMN or not task.lead:
                continue
            for found in _LEADS.finditer(task.text):
                said = self._before(task.text, found.start())
                if said and not any(same_body(name, lead) for name in said for lead in task.lead):
                    values = {"lead": "; ".join(task.lead), "other_lead": said[0]}
                    span = task.lead_span or (task.start, task.end)
                    yield self._finding("two_leads", *span, values, other=(task.start, task.end))
                    break

    def _before(self, text: str, end: int) -> tuple[str, ...]:
        """What the body is called whose name ends right there, as printed and in full; () for no body."""
        for found in _CAPITAL.finditer(text, max(0, end - _REACH), end):
            if not _ORDER.search(text, 0, found.start()):
                continue
            body = self._bodies.read(text, found.start(), Home(), end)
            if body is not None and body.end == end:
                printed = text[found.start() : end]
                # letters of which no name is known may stand for the body of the cell
                return (printed, body.name) if body.name else () if _LETTERS.search(printed) else (printed,)
        return ()

    def _finding(
        self,
        rule: str,
        start: int,
        end: int,
        values: dict[str, str],
        *,
        lenient: bool = False,
        other: tuple[int, int] | None = None,
    ) -> Finding:
        return Finding(rule, severity(rule, self._rules, lenient), start, end, values, other=other)


def _table(task: Task) -> int | None:
    return task.cell[0] if task.cell else None


def _is_whole(task: Task) -> bool:
    """Whether a row tells more than the work: a heading over rows does not."""
    return bool(task.deadline or task.product or task.partners) and not task.text.isupper()


def _says_who_leads(task: Task) -> bool:
    if not task.lead or task.lead_basis is LeadBasis.ISSUER:
        return False
    return task.lead_basis in _COLUMNS or _LEADS.search(task.text) is not None


def _two_leads(one: Task, other: Task) -> bool:
    """Whether two places that read the same name bodies of which none is the other's."""
    if _table(one) == _table(other):
        return False
    days = {task.deadline.due for task in (one, other) if task.deadline and task.deadline.due}
    if len(days) > 1 or any(map(is_class, (*one.lead, *other.lead))):
        return False
    return not any(same_body(lead, its) for lead in one.lead for its in other.lead)


def is_class(lead: str) -> bool:
    """Whether a lead is a class of bodies ("các sở, ban, ngành"), of which another may be one."""
    return _CLASS.search(lead) is not None


def same_body(one: str, other: str) -> bool:
    """Whether one name is the other, perhaps without its place."""
    shorter, longer = sorted((fold(one), fold(other)), key=len)
    return shorter in longer


def _words(text: str) -> list[str]:
    """The words of a task, without those that say who leads it."""
    led = _LEADS.search(text)
    return str(_NOT_WORDS.sub(" ", fold(text[led.end() :] if led else text))).split()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(task: Task) -> str:
    """The first words of a task."""
    words = task.text.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def task_audit(rules: Rulebook) -> Part:
    """The part of the audit that looks at tasks, made with `rules`."""
    tasks = TaskAudit(rules)
    return lambda document, facts: Audit(findings=list(tasks.findings(document, facts)))
