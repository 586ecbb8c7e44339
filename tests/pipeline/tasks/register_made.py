"""A registry of tasks made by hand: a plan, a notice, a report, a letter, and a stand-in for the joining."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from extractors.model import Block, BlockKind, Document, Facts, Header, Reference, ReferenceKind
from extractors.rulebook import load_rules
from extractors.task_facts import Deadline, DeadlineKind, LeadBasis, Outcome, OutcomeState, Task, TaskKind
from pipeline.registry import Registry
from pipeline.resolve import resolve
from pipeline.store import forget, rows_of, store
from pipeline.tasks import linking
from pipeline.tasks.joins import Carrier, Given, Joined, Said
from pipeline.tasks.model import Assigned, LinkKind
from pipeline.tasks.register import Wanted, assigned

UBND = "Ủy ban nhân dân tỉnh Hòa An"
NOI_VU, TAI_CHINH, CONG_THUONG = (f"Sở {name} tỉnh Hòa An" for name in ("Nội vụ", "Tài chính", "Công Thương"))
AS_OF = date(2026, 9, 1)
PLAN, NOTICE, REPORT, LETTER = "ke-hoach.txt", "thong-bao.txt", "bao-cao.txt", "cong-van.txt"

CATALOGUE = "Rà soát danh mục vị trí việc làm của các đơn vị sự nghiệp, hoàn thành trước ngày 30/6/2026"
BUDGET = "Bố trí kinh phí thực hiện kế hoạch hằng năm"
MARKET = "Kiểm tra các chợ hạng ba trên địa bàn"
AGAIN = "Rà soát danh mục vị trí việc làm các đơn vị sự nghiệp"
ADVISE = "Đề nghị Bộ Nội vụ hướng dẫn cách xác định vị trí việc làm"
DONE = "Sở Nội vụ đã ban hành Công văn số 55/SNV-TC về danh mục vị trí việc làm"
GOING = "Đang kiểm tra các chợ hạng ba"
MORE = "Gia hạn việc rà soát danh mục vị trí việc làm đến hết ngày 15/8/2026"


def deadline(
    words: str, due: str | None, kind: str = "date", value: str | None = None, **more: object
) -> Deadline:
    """A deadline with these words."""
    return Deadline(words, 0, len(words), DeadlineKind(kind), value or due, due, **more)  # type: ignore[arg-type]


def task(
    text: str,
    lead: Sequence[str] = (UBND,),
    by: Deadline | None = None,
    basis: LeadBasis | None = None,
    **more: object,
) -> Task:
    """A task without its place in a text."""
    basis = basis or (LeadBasis.ISSUER if tuple(lead) == (UBND,) else LeadBasis.STATED)
    fields = {"kind": TaskKind.TASK, "lead": tuple(lead), "lead_basis": basis, "deadline": by, **more}
    return Task(text, 0, len(text), **fields)  # type: ignore[arg-type]


def outcome(text: str, state: str, cue: str = "đã", **more: object) -> Outcome:
    """What is said of some work, without its place in a text."""
    return Outcome(text, 0, len(text), OutcomeState(state), cue, **more)  # type: ignore[arg-type]


def mention(text: str, kind: str, number: str, symbol: str, day: str | None = None) -> Reference:
    return Reference(text, 0, len(text), ReferenceKind.NUMBERED, kind, number, symbol, day, UBND)


def paper(name: str, facts: Facts) -> tuple[Document, Facts]:
    """A document that holds the words of all its tasks and outcomes, a paragraph each, and the facts."""
    text, blocks = "", []
    spans = []
    for place in (*facts.tasks, *facts.outcomes):
        blocks.append(Block(BlockKind.PARAGRAPH, len(text), len(text) + len(place.text), 1 + len(blocks)))
        spans.append((len(text), len(text) + len(place.text)))
        text += place.text + "\n"
    placed = [replace(one, start=span[0], end=span[1]) for one, span in zip(facts.tasks, spans, strict=False)]
    said = [
        replace(one, start=span[0], end=span[1])
        for one, span in zip(facts.outcomes, spans[len(placed) :], strict=True)
    ]
    document = Document(name, "text/plain", "text", len(blocks), text, tuple(blocks))
    return document, replace(facts, tasks=tuple(placed), outcomes=tuple(said))


def plan() -> Facts:
    """A plan with a task that is strictly due, one that recurs, and one without a word on when."""
    header = Header("Kế hoạch", "10", "KH-UBND", "2026-03-02", "Hòa An", UBND, "Cải cách năm 2026")
    return Facts(
        header,
        (mention("Quyết định số 7/QĐ-UBND", "Quyết định", "7", "QĐ-UBND", "2026-01-05"),),
        tasks=(
            task(
                CATALOGUE, [NOI_VU], deadline("trước ngày 30/6/2026", "2026-06-30", strict=True),
                partners=(TAI_CHINH,), references=(0,), assigner=UBND, section=("II", "1"),
            ),
            task(BUDGET, [TAI_CHINH], deadline("hằng năm", None, "recurring", "recurring")),
            task(MARKET),
        ),
    )  # fmt: skip


def notice() -> Facts:
    """A notice that gives the first task again, tells who leads the third, and asks a ministry."""
    header = Header("Thông báo", "20", "TB-UBND", "2026-05-04", "Hòa An", UBND, "Kết luận họp")
    return Facts(
        header,
        tasks=(
            task(AGAIN, [NOI_VU], deadline("31/7/2026", "2026-07-31"), product="Danh mục"),
            task(
                MARKET, [CONG_THUONG], deadline("quý III/2026", "2026-09-30", "quarter", "2026-Q3"),
                basis=LeadBasis.COLUMN, cell=(0, 3),
            ),
            task(ADVISE, ["Bộ Nội vụ"], kind=TaskKind.RECOMMENDATION),
        ),
    )  # fmt: skip


def report(done: str = "2026-06-29") -> Facts:
    """A report of a product that was put out, and of work that goes on."""
    header = Header("Báo cáo", "30", "BC-SNV", "2026-07-06", "Hòa An", NOI_VU, "Quý II")
    words = "Công văn số 55/SNV-TC"
    product = Reference(words, 0, 9, ReferenceKind.NUMBERED, "Công văn", "55", "SNV-TC", done, NOI_VU)
    return Facts(
        header,
        (product,),
        outcomes=(
            outcome(DONE, "done", bodies=(NOI_VU,), products=(0,), references=(0,)),
            outcome(GOING, "in_progress", bodies=(CONG_THUONG,)),
        ),
    )


def letter() -> Facts:
    """A letter that gives the first task more time."""
    header = Header("Công văn", "40", "UBND-NC", "2026-06-10", "Hòa An", UBND, "Gia hạn")
    by = deadline("đến hết ngày 15/8/2026", "2026-08-15")
    return Facts(header, outcomes=(outcome(MORE, "extended", deadline=by),))


MADE = {PLAN: plan, NOTICE: notice, REPORT: report, LETTER: letter}
LINKS: tuple[tuple[str, LinkKind, str, bool], ...] = (
    (CATALOGUE, LinkKind.SAME, AGAIN, True),
    (MARKET, LinkKind.SAME, MARKET, True),
    (CATALOGUE, LinkKind.EVIDENCE, DONE, True),
    (MARKET, LinkKind.EVIDENCE, GOING, False),
    (CATALOGUE, LinkKind.EXTENDS, MORE, False),
)
"""What the stand-in joins: words of a task, kind, words of a later place, whether it is sure."""


def joins(
    links: Sequence[tuple[str, LinkKind, str, bool]] = LINKS,
) -> linking.Join:
    """A stand-in for the joining that joins these words."""

    def join(
        carriers: Mapping[int, Carrier], tasks: Sequence[Given], outcomes: Sequence[Said]
    ) -> list[Joined]:
        def day(place: Given | Said) -> str:
            return carriers[place.file_id].date or ""

        found = []
        for words, kind, other, sure in links:
            for one in tasks:
                if one.text != words:
                    continue
                reason = (f"It reads {kind.value}.", f"Cùng nội dung ({kind.value}).")
                for again in tasks:
                    if again.text == other and day(again) > day(one):
                        found.append(Joined(one.id, kind, sure, *reason, other_task=again.id))
                for said in outcomes:
                    if said.text == other and day(said) > day(one):
                        found.append(Joined(one.id, kind, sure, *reason, outcome=said.id))
        return found

    return join


@contextmanager
def opened(folder: Path, *names: str) -> Iterator[Registry]:
    """A registry that holds these papers, all of them by default, not resolved yet."""
    with Registry(folder / "r.db", write=True) as registry:
        if not registry.query("SELECT 1 FROM runs"):
            with registry.transaction() as connection:
                connection.execute(
                    "INSERT INTO runs (id, started, status, fingerprint, roots)"
                    " VALUES (1, '', 'done', '', '[]')"
                )
            for name in names or MADE:
                put(registry, name, MADE[name]())
        yield registry


def put(registry: Registry, name: str, facts: Facts, sha256: str | None = None) -> None:
    """Put a paper into the registry; another content of the same path takes its place."""
    made, facts = paper(name, facts)
    sha256 = sha256 or name.encode().hex()
    with registry.transaction() as connection:
        before = connection.execute("SELECT file_id FROM paths WHERE path = ?", (f"/in/{name}",)).fetchone()
        file_id = store(connection, sha256, 9, name, "v1", 1, rows_of(made, facts))
        connection.execute(
            "INSERT OR REPLACE INTO paths VALUES (?, ?, 9, 1, 0, 1)", (f"/in/{name}", file_id)
        )
        if before and before[0] != file_id:
            forget(connection, before[0])


def join_all(registry: Registry, links: Sequence[tuple[str, LinkKind, str, bool]] = LINKS) -> None:
    """Resolve, then join with the stand-in."""
    resolve(registry, load_rules())
    with registry.transaction() as connection:
        linking.renew(connection, joins(links))


def listed(registry: Registry, as_of: date = AS_OF, **wanted: object) -> list[Assigned]:
    """The tasks asked for."""
    return assigned(registry, Wanted(**wanted), as_of)  # type: ignore[arg-type]


def one(registry: Registry, text: str, as_of: date = AS_OF) -> Assigned:
    """The listed task of these words."""
    (found,) = [task for task in listed(registry, as_of) if task.text == text]
    return found
