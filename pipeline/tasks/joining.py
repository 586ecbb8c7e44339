"""Joins tasks with later tasks and with what later documents say became of them.

A wrong link is worse than a missing one: a link is sure only where body, words and dates all fit and nothing
else fits as well; what fits less is a proposal: at most three tasks and three statements a task.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from extractors.rulebook import Rulebook, load_rules
from pipeline.tasks.evidence import Evidence, Spoken
from pipeline.tasks.joins import Carrier, Given, Joined, Said
from pipeline.tasks.likeness import Lesser, Weights, pairs_of
from pipeline.tasks.model import LinkKind
from pipeline.tasks.nearby import Nearby
from pipeline.tasks.prepared import Preparing, Statement, Work, is_earlier, is_later
from pipeline.tasks.reasons import reason_of_statement, reason_of_task
from pipeline.tasks.repeats import Match, Repeats

PROPOSALS = 3
_NEAR = 0.15
_CITED = 400


@dataclass(frozen=True, slots=True)
class _Found:
    """A link before it is written: the indexes of its task and of its other end."""

    task: int
    match: Match
    other: int
    product: str | None = None
    left_out: tuple[str, ...] = ()
    is_task: bool = True


def join(
    carriers: Mapping[int, Carrier],
    tasks: Sequence[Given],
    outcomes: Sequence[Said],
    rules: Rulebook | None = None,
) -> list[Joined]:
    """The links of all tasks, those of one task together, sure ones and the best first.

    The same for any order of `tasks` and `outcomes`. Tasks and outcomes of files that are not among
    `carriers` are left out.
    """
    preparing = Preparing(carriers, rules or load_rules())
    works, statements = preparing.works(tasks), preparing.statements(outcomes)
    return _Joining(preparing, works, statements).links()


class _Joining:
    """One comparison of all tasks and statements."""

    def __init__(self, preparing: Preparing, works: Sequence[Work], statements: Sequence[Statement]) -> None:
        self._works = works
        self._statements = statements
        self._common = preparing.lexicon.common
        self._weights = Weights((work.wording for work in works), self._common)
        self._nearby = Nearby([work.wording for work in works], self._weights)
        self._repeats = Repeats(preparing, self._weights)
        self._evidence = Evidence(preparing, self._weights)
        self._by_document: dict[str, list[int]] = defaultdict(list)
        self._by_file: dict[int, list[int]] = defaultdict(list)
        for at, work in enumerate(works):
            self._by_file[work.given.file_id].append(at)
            if work.carrier.document_id:
                self._by_document[work.carrier.document_id].append(at)
        self._same: set[tuple[int, int]] = set()

    def links(self) -> list[Joined]:
        """All links, in their final order."""
        found = list(self._within())
        self._remember(found)
        across = self._settled(list(self._across()))
        self._remember(across)
        told = self._latest(self._settled(list(self._told())))
        every = _few(found + across) + _few(told)
        return [self._written(one) for one in sorted(every, key=self._order)]

    def _order(self, one: _Found) -> tuple[int, bool, float, str, bool, int]:
        task = self._works[one.task].given.id
        return task, not one.match.sure, -one.match.score, one.match.kind, one.is_task, self._end(one)

    def _end(self, one: _Found) -> int:
        return self._works[one.other].given.id if one.is_task else self._statements[one.other].said.id

    def _remember(self, found: Iterable[_Found]) -> None:
        self._same.update(
            (one.task, one.other) for one in found if one.match.sure and one.match.kind is LinkKind.SAME
        )

    def _is_same(self, one: int, other: int) -> bool:
        return (min(one, other), max(one, other)) in self._same

    def _within(self) -> Iterator[_Found]:
        """Tasks that one document gives twice, in its files or in one."""
        for held in self._groups():
            pairs = list(self._alike(held))
            if not pairs:
                continue
            local = Weights((self._works[at].wording for at in held), self._common)
            weights = Lesser(self._weights, local)
            for one, other in pairs:
                match = self._repeats.within(self._works[one], self._works[other], weights)
                if match:
                    yield _Found(one, match, other)

    def _groups(self) -> Iterator[list[int]]:
        """The tasks of each document: of one file, or of all files that hold it."""
        for _, held in sorted(self._by_document.items()):
            if len(held) > 1:
                yield held
        for _, held in sorted(self._by_file.items()):
            if len(held) > 1 and not self._works[held[0]].carrier.document_id:
                yield held

    def _alike(self, held: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs of a document's tasks that share a third of the shorter one's pairs of words."""
        where: dict[int, list[int]] = defaultdict(list)
        sizes: dict[int, int] = {}
        for at in held:
            pairs = pairs_of(self._works[at].wording)
            sizes[at] = len(pairs)
            for pair in pairs:
                where[pair].append(at)
        shared: dict[tuple[int, int], int] = defaultdict(int)
        for places in where.values():
            if len(places) <= 20:
                for pair_of_tasks in combinations(places, 2):
                    shared[pair_of_tasks] += 1
        for (one, other), count in sorted(shared.items()):
            if 3 * count >= min(sizes[one], sizes[other]):
                yield one, other

    def _across(self) -> Iterator[_Found]:
        """Tasks of earlier documents that a task gives again, hands down or extends."""
        for at, work in enumerate(self._works):
            for earlier in self._earlier(work, at):
                for match in self._repeats.across(self._works[earlier], work):
                    yield _Found(earlier, match, at)

    def _earlier(self, work: Work, at: int) -> list[int]:
        """Candidates: near by words, or of a document that this one's file cites; never its own."""

        def wanted(number: int) -> bool:
            other = self._works[number]
            return number != at and other.given.file_id != work.given.file_id and self._precedes(other, work)

        near = self._nearby.near(work.wording, wanted)
        return sorted({*near, *(number for number in self._of_cited(work, ()) if wanted(number))})

    def _precedes(self, one: Work, other: Work) -> bool:
        """Whether `one` is of an earlier document; of one day or without dates, the one that is cited."""
        if one.carrier.document_id is not None and one.carrier.document_id == other.carrier.document_id:
            return False
        later, earlier = is_later(other.carrier, one.carrier), is_later(one.carrier, other.carrier)
        if later and not earlier:
            return True
        if later is False:
            return False
        cited = {document for _, document in other.carrier.cites}
        back = {document for _, document in one.carrier.cites}
        return one.carrier.document_id in cited and other.carrier.document_id not in back

    def _of_cited(self, held: Work | Statement, references: Sequence[str]) -> Iterator[int]:
        cited = {document for _, document in held.carrier.cites} | set(references)
        for document in sorted(cited):
            tasks = self._by_document.get(document, ())
            if len(tasks) <= _CITED:
                yield from tasks

    def _told(self) -> Iterator[_Found]:
        """What statements are to tasks."""
        dated = Counter(work.given.file_id for work in self._works if work.given.due is not None)
        alone = {file for file, count in dated.items() if count == 1}
        for at, statement in enumerate(self._statements):
            for number in self._candidates(statement):
                work = self._works[number]
                spoken = self._evidence.speaks_of(work, statement, work.given.file_id in alone)
                if spoken:
                    yield _told(number, spoken, at)

    def _candidates(self, statement: Statement) -> list[int]:
        said = statement.said

        def wanted(number: int) -> bool:
            work = self._works[number]
            return work.given.file_id != said.file_id and not is_earlier(statement.carrier, work.carrier)

        near = self._nearby.near(statement.wording, wanted)
        cited = (number for number in self._of_cited(statement, said.references) if wanted(number))
        return sorted({*near, *cited})

    def _settled(self, found: Sequence[_Found]) -> list[_Found]:
        """The links; doubtful where another task of its document fits a place as well, or the reverse."""
        rivals: dict[tuple[LinkKind, bool, int, int], list[_Found]] = defaultdict(list)
        for one in found:
            if one.match.sure and one.match.kind is not LinkKind.HANDED_DOWN:
                rivals[one.match.kind, True, one.other, self._works[one.task].given.file_id].append(one)
                if one.is_task:
                    file = self._works[one.other].given.file_id
                    rivals[one.match.kind, False, one.task, file].append(one)
        doubtful: set[_Found] = set()
        for (_, by_task, _, _), group in rivals.items():
            doubtful.update(self._outdone(group, by_task))
        return [_doubtful(one) if one in doubtful else one for one in found]

    def _outdone(self, group: Sequence[_Found], by_task: bool) -> Iterator[_Found]:
        """Those of a group of rivals that are not the best, and the best too where another comes near."""
        best = max(group, key=lambda one: (one.match.score, -one.task, -one.other))
        for one in group:
            ends = (one.task, best.task) if by_task else (one.other, best.other)
            if one is not best and not self._is_same(*ends):
                yield one
                if best.match.score - one.match.score < _NEAR:
                    yield best

    def _latest(self, found: Sequence[_Found]) -> list[_Found]:
        """Where tasks of several documents fit, those cited, else the latest, and what is one with it."""
        by_place: dict[int, list[_Found]] = defaultdict(list)
        for one in found:
            by_place[one.other].append(one)
        kept: list[_Found] = []
        for _, places in sorted(by_place.items()):
            sure = [one for one in places if one.match.sure]
            last = _preferred(sure, self._works)
            for one in places:
                apart = last is not None and one.match.sure and not self._goes_with(one, last)
                kept.append(_doubtful(one) if apart else one)
        return kept

    def _goes_with(self, one: _Found, last: _Found) -> bool:
        if one.match.cited and last.match.cited:
            return True
        file = self._works[one.task].given.file_id == self._works[last.task].given.file_id
        return file or self._is_same(one.task, last.task)

    def _written(self, one: _Found) -> Joined:
        work = self._works[one.task]
        if one.is_task:
            other = self._works[one.other]
            vi, en = reason_of_task(work, other, one.match)
            return Joined(work.given.id, one.match.kind, one.match.sure, en, vi, other_task=other.given.id)
        statement = self._statements[one.other]
        vi, en = reason_of_statement(work, statement, one.match, one.product)
        given, match = work.given.id, one.match
        return Joined(given, match.kind, match.sure, en, vi, None, statement.said.id, one.left_out)


def _told(number: int, spoken: Spoken, at: int) -> _Found:
    return _Found(number, spoken.match, at, spoken.product, spoken.left_out, is_task=False)


def _doubtful(one: _Found) -> _Found:
    return replace(one, match=replace(one.match, sure=False))


def _preferred(sure: Sequence[_Found], works: Sequence[Work]) -> _Found | None:
    """The sure link of a cited document, else of the latest one."""
    return max(
        sure,
        key=lambda one: (one.match.cited, works[one.task].carrier.date or "", one.match.score, -one.task),
        default=None,
    )


def _few(found: Iterable[_Found]) -> list[_Found]:
    """The sure links, and of the proposals the best few of each task and of each place."""
    kept: list[_Found] = []
    tasks: dict[int, int] = defaultdict(int)
    places: dict[tuple[bool, int], int] = defaultdict(int)
    for one in sorted(found, key=lambda one: (-one.match.score, one.task, one.other, one.match.kind)):
        place = (one.is_task, one.other)
        if not one.match.sure:
            if tasks[one.task] >= PROPOSALS or places[place] >= PROPOSALS:
                continue
            tasks[one.task] += 1
            places[place] += 1
        kept.append(one)
    return kept
