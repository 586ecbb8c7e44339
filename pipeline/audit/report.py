"""What an audit came to: the documents it looked at, what their checks gave, and the findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from pipeline.audit.findings import LOUDEST_FIRST, Found, Wanted, conditions, count_by_severity, findings
from pipeline.registry import Registry

VERDICTS = ("holds", "fails", "cannot_tell")


@dataclass(frozen=True, slots=True)
class Paper:
    """One file that was audited: the document it holds, how many figures, and its checks by verdict."""

    file_id: int
    file: str
    document: str
    document_id: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    pages: int | None
    figures: int
    holds: int
    fails: int
    cannot_tell: int
    findings: tuple[Found, ...] = ()

    @property
    def checks(self) -> int:
        """How many checks were tried."""
        return self.holds + self.fails + self.cannot_tell


@dataclass(frozen=True, slots=True)
class Report:
    """The papers in the order of their files' names, and the findings counted by status and severity."""

    papers: tuple[Paper, ...]
    counts: dict[str, dict[str, int]]
    limited: bool = False

    @property
    def findings(self) -> list[Found]:
        """The findings of all papers that were asked for."""
        return [found for paper in self.papers for found in paper.findings]

    def with_findings(self) -> list[Paper]:
        """The papers on which something was found, or which say otherwise than one of them."""
        others = {found.other.file_id for found in self.findings if found.other}
        return [paper for paper in self.papers if paper.findings or paper.file_id in others]

    def without_findings(self) -> list[Paper]:
        """The papers that no finding speaks of."""
        touched = {paper.file_id for paper in self.with_findings()}
        return [paper for paper in self.papers if paper.file_id not in touched]

    @property
    def figures(self) -> int:
        """How many figures were looked at."""
        return sum(paper.figures for paper in self.papers)

    def verdicts(self) -> dict[str, int]:
        """How many checks gave each verdict."""
        return {name: sum(getattr(paper, name) for paper in self.papers) for name in VERDICTS}

    def standing(self) -> dict[str, int]:
        """How many findings nobody has dismissed, by severity."""
        open_, accepted = self.counts["open"], self.counts["accepted"]
        return {severity: open_[severity] + accepted[severity] for severity in open_}

    def dismissed(self) -> int:
        """How many findings were dismissed."""
        return sum(self.counts["dismissed"].values())

    def met(self, severity: str) -> bool:
        """Whether a finding as loud as `severity` stands that nobody has dismissed."""
        return any(self.standing()[one] for one in Wanted(severity=severity).severities)


_PAPERS = """SELECT f.id, f.name, coalesce(d.label, f.name), d.id, coalesce(d.date, f.date),
coalesce(d.issuer, f.issuer), coalesce(f.subject, d.subject), f.pages,
(SELECT count(*) FROM statistics s WHERE s.file_id = f.id)
FROM files f LEFT JOIN documents d ON d.id = f.document_id WHERE {} ORDER BY f.name, f.sha256"""


def report(registry: Registry, wanted: Wanted, limit: int | None = None) -> Report:
    """The audit of the registry, or of the document that is wanted; at most `limit` findings."""
    found = findings(registry, wanted, limit and limit + 1)
    sql, values = conditions(Wanted(document=wanted.document), "f")
    verdicts = _verdicts(registry, wanted)
    rows = registry.query(_PAPERS.format(sql), values)
    of_files = _by_file(found[:limit], {row[0] for row in rows})
    papers = tuple(
        Paper(*[*row, *verdicts.get(row[0], (0, 0, 0)), tuple(of_files[row[0]])]) for row in rows
    )
    limited = limit is not None and len(found) > limit
    return Report(papers, count_by_severity(registry, wanted), limited)


def _by_file(found: Iterable[Found], files: Set[int]) -> defaultdict[int, list[Found]]:
    """Findings by the file they are on, or by the other one where only that is among `files`."""
    made: defaultdict[int, list[Found]] = defaultdict(list)
    for one in found:
        here = one.other is None or one.at.file_id in files
        made[one.at.file_id if here or one.other is None else one.other.file_id].append(one)
    for same in made.values():  # what stands on another file comes in the order of that one
        same.sort(key=lambda one: LOUDEST_FIRST.index(one.severity))
    return made


def _verdicts(registry: Registry, wanted: Wanted) -> dict[int, tuple[int, int, int]]:
    """How many checks hold, fail, cannot be told, by file."""
    sql, values = conditions(wanted, "c")
    sums = ", ".join(f"sum(c.verdict = '{verdict}')" for verdict in VERDICTS)
    rows = registry.query(
        f"SELECT c.file_id, {sums} FROM checks c JOIN files f ON f.id = c.file_id WHERE {sql}"
        " GROUP BY c.file_id",
        values,
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}
