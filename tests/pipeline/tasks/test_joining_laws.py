from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TypeVar

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.tasks.joining import PROPOSALS, join
from pipeline.tasks.joins import Carrier, Given, Joined, Said
from pipeline.tasks.model import LinkKind

BODIES = (
    "Ủy ban nhân dân tỉnh Hòa An",
    "Sở Xây dựng tỉnh Hòa An",
    "Sở Công Thương",
    "Ủy ban nhân dân các xã, phường",
    "Ủy ban nhân dân xã Bến Lau",
)
WORKS = (
    "nạo vét luồng lạch cửa Vằng, thả phao tiêu báo hiệu",
    "nạo vét luồng lạch cửa Vằng",
    "rà soát, phân loại chợ đầu mối hải sản và danh mục chợ cần di dời",
    "xây dựng Kế hoạch đóng tàu vỏ thép năm 2025",
    "xây dựng Kế hoạch đóng tàu vỏ thép năm 2026",
    "kiểm định cầu treo dân sinh Nậm Thia",
    "tăng cường thanh tra, kiểm tra",
)
DATES = (None, "2024", "2025-03", "2025-03-14", "2025-03-15", "2025-12-01")
FILES = range(1, 6)

Place = TypeVar("Place", Given, Said)

dates = st.sampled_from(DATES)
works = st.sampled_from(WORKS)
bodies = st.lists(st.sampled_from(BODIES), max_size=2).map(tuple)


@st.composite
def archives(draw: st.DrawFn) -> tuple[dict[int, Carrier], list[Given], list[Said]]:
    """A few documents that cite each other, with tasks and statements."""
    ids = {file: draw(st.sampled_from((None, f"d{file}", "d1"))) for file in FILES}
    carriers = {
        file: Carrier(
            file,
            ids[file],
            draw(st.sampled_from(("Kế hoạch", "Thông báo", "Báo cáo"))),
            draw(st.sampled_from((None, *BODIES))),
            draw(dates),
            frozenset({("implements", f"d{draw(st.sampled_from(FILES))}")}),
        )
        for file in FILES
    }
    tasks = [
        Given(
            number,
            draw(st.sampled_from(FILES)),
            draw(works),
            draw(bodies),
            draw(st.sampled_from(("issuer", "stated"))),
            due=draw(st.sampled_from((None, "2025-06-30", "2025-09-30"))),
            in_table=draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(1, 8)))
    ]
    statements = [
        Said(
            number,
            draw(st.sampled_from(FILES)),
            "Đã " + draw(works),
            draw(st.sampled_from(("done", "extended"))),
            draw(bodies),
            date=draw(dates),
            due=draw(st.sampled_from((None, "2025-12-31"))),
        )
        for number in range(1, draw(st.integers(1, 8)))
    ]
    return carriers, tasks, statements


@settings(max_examples=150, deadline=None)
@given(archives(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    archive: tuple[dict[int, Carrier], list[Given], list[Said]], chance: object
) -> None:
    carriers, tasks, statements = archive
    links = join(carriers, tasks, statements)
    shuffled, others = list(tasks), list(statements)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(others)  # type: ignore[attr-defined]
    assert join(dict(reversed(carriers.items())), shuffled, others) == links


@settings(max_examples=150, deadline=None)
@given(archives())
def test_how_files_and_places_are_numbered_does_not_matter(
    archive: tuple[dict[int, Carrier], list[Given], list[Said]],
) -> None:
    """A registry numbers what it reads in the order of reading."""
    carriers, tasks, statements = archive
    contents = [
        (carrier.document_id, carrier.date, [one.text for one in places if one.file_id == file])
        for file, carrier in carriers.items()
        for places in (tasks, statements)
    ]
    assume(all(contents.count(one) == 1 or not one[2] for one in contents))
    last = max(FILES) + 1
    others = {last - file: replace(carrier, file_id=last - file) for file, carrier in carriers.items()}
    again = join(others, _renumbered(tasks, last), _renumbered(statements, last))
    ids = {1000 * (last - one.file_id) + one.id: one.id for one in tasks}
    said = {1000 * (last - one.file_id) + one.id: one.id for one in statements}
    back = {
        replace(
            one,
            task=ids[one.task],
            other_task=ids.get(one.other_task or 0),
            outcome=said.get(one.outcome or 0),
        )
        for one in again
    }
    assert back == set(join(carriers, tasks, statements))


def _renumbered(places: list[Place], last: int) -> list[Place]:
    """The places with their files numbered backwards; within a file they keep their order."""
    return [
        replace(one, file_id=last - one.file_id, id=1000 * (last - one.file_id) + one.id) for one in places
    ]


@settings(max_examples=300, deadline=None)
@given(archives())
def test_no_link_leads_to_itself_or_to_an_earlier_document(
    archive: tuple[dict[int, Carrier], list[Given], list[Said]],
) -> None:
    carriers, tasks, statements = archive
    files = {task.id: task.file_id for task in tasks}
    places = {statement.id: statement.file_id for statement in statements}
    for link in join(carriers, tasks, statements):
        assert (link.other_task is None) != (link.outcome is None)
        assert link.task != link.other_task
        own = carriers[files[link.task]]
        if link.outcome is not None:
            assert link.kind in (LinkKind.EVIDENCE, LinkKind.EXTENDS)
            other = carriers[places[link.outcome]]
            assert other.file_id != own.file_id
        else:
            assert link.other_task is not None and link.kind is not LinkKind.EVIDENCE
            other = carriers[files[link.other_task]]
        same = other.file_id == own.file_id or (own.document_id and own.document_id == other.document_id)
        if not same:
            assert not _surely_before(other.date, own.date)
            assert not link.sure or (own.date and other.date)


@settings(max_examples=150, deadline=None)
@given(archives())
def test_links_are_single_and_proposals_few(
    archive: tuple[dict[int, Carrier], list[Given], list[Said]],
) -> None:
    links = join(*archive)
    assert len({(one.task, one.kind, one.other_task, one.outcome) for one in links}) == len(links)
    # Those to tasks and those to statements are counted apart.
    unsure = Counter((one.task, one.outcome is None) for one in links if not one.sure)
    assert all(count <= PROPOSALS for count in unsure.values())
    assert all(_sentence(one) for one in links)


def _surely_before(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def _sentence(link: Joined) -> bool:
    return link.reason_vi.endswith(".") and link.reason_en.endswith(".") and "None" not in link.reason_en
