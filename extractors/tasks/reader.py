"""From a document and its references to its tasks, in one call."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache

from extractors.bodies import body_reader
from extractors.home import Home
from extractors.issuers import home_of
from extractors.model import Document, Facts, Header, ReferenceKind
from extractors.rulebook import Rulebook
from extractors.task_facts import LeadBasis, Task
from extractors.tasks.assigners import assigners
from extractors.tasks.drafts import Draft
from extractors.tasks.prose import prose_reader
from extractors.tasks.tables import table_reader

NORMATIVE = frozenset(
    {
        "Luật",
        "Bộ luật",
        "Pháp lệnh",
        "Hiến pháp",
        "Nghị định",
        "Thông tư",
        "Thông tư liên tịch",
        "Văn bản hợp nhất",
        "Nghị quyết liên tịch",
        "Lệnh",
    }
)
"""Types that state powers and duties for good and hand out no tasks."""
_NAMES = (ReferenceKind.NUMBERED, ReferenceKind.SHORT, ReferenceKind.NAMED)


class TaskReader:
    """Reads the tasks of a document with the rules of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._bodies = body_reader(rules)
        self._prose, self._tables = prose_reader(rules), table_reader(rules)

    def read(self, document: Document, facts: Facts) -> Facts:
        """`facts` with the document's tasks, in the order of the text."""
        header = facts.header
        if _is_normative(header):
            return facts
        home = self._home(document, header)
        drafts = self._prose.read(document, header, home, _today(facts))
        drafts += self._tables.read(document, header, home)
        drafts.sort(key=lambda draft: draft.start)
        by = assigners(self._rules).of(header, home)
        return replace(facts, tasks=tuple(_task(document, facts, draft, by) for draft in drafts))

    def _home(self, document: Document, header: Header) -> Home:
        """Where bare names belong: the document's place, for a central one that of its subject."""
        home = home_of(document, header, self._bodies, self._rules)
        if home.province or not header.subject:
            return home
        province = self._bodies.province_in(header.subject)
        if province is None:
            return home
        return replace(home, province=province, kind=self._rules.province_kind(province, header.date))


def _is_normative(header: Header) -> bool:
    """Whether a document lays down law; a directive assigns work even where its number holds the year.

    Directives of local committees were normative from 2005 to 2016 (Luật 31/2004/QH11, Luật 80/2015/QH13).
    """
    number = header.number or ""
    has_year = "/" in number and number.rpartition("/")[2].isdigit()
    return header.type in NORMATIVE or has_year and header.type != "Chỉ thị"


def _today(facts: Facts) -> str | None:
    """The day up to which a document can tell what was done; a draft without a date has what it cites."""
    if facts.header.date:
        return facts.header.date
    cited = [reference.date for reference in facts.references if reference.date and len(reference.date) == 10]
    period = [facts.header.period[1]] if facts.header.period else []
    return max(cited + period, default=None)


def _task(document: Document, facts: Facts, draft: Draft, assigner: str | None) -> Task:
    block = document.block_at(draft.start)
    issuer = facts.header.issuer
    own = (issuer,) if issuer else ()
    lead = tuple(party.name for party in draft.lead) or own
    return Task(
        text=" ".join(f"{document.text[draft.start : draft.end]} {draft.more}".split()),
        start=draft.start,
        end=draft.end,
        kind=draft.kind,
        lead=lead,
        lead_basis=draft.basis if draft.lead else LeadBasis.ISSUER,
        lead_span=(draft.lead[0].start, draft.lead[-1].end) if draft.lead else None,
        partners=tuple(dict.fromkeys(party.name for party in draft.partners)),
        deadline=draft.deadline,
        product=draft.product,
        references=_named(facts, draft),
        assigner=assigner,
        page=document.page_at(draft.start),
        section=block.section if block else (),
        cell=draft.cell,
    )


def _named(facts: Facts, draft: Draft) -> tuple[int, ...]:
    """The places among the references of those that stand in the task's words."""
    first = bisect_left(facts.references, draft.start, key=lambda reference: reference.start)
    named: list[int] = []
    for index in range(first, len(facts.references)):
        reference = facts.references[index]
        if reference.start >= draft.end:
            break
        if reference.kind in _NAMES:
            named.append(index)
    return tuple(named)


@lru_cache(maxsize=4)
def task_reader(rules: Rulebook) -> TaskReader:
    """The reader made with `rules`."""
    return TaskReader(rules)
