"""A text cut into parts, and its marks as links: nothing is lost, nothing is nested, tables stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("datasette")

from pipeline.audit.marks import Mark, Marked  # noqa: E402
from pipeline.registry import Registry  # noqa: E402
from pipeline.web import text_parts  # noqa: E402
from pipeline.web.text_html import Linked, part_html  # noqa: E402
from pipeline.web.text_parts import FileText  # noqa: E402

TEXT = "Giao Sở Nội vụ thực hiện Quyết định số 12/QĐ-UBND, giải quyết 120 hồ sơ trước ngày 30/9."


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(tmp_path / "registry.db", write=True) as opened:
        yield opened


def lay(
    registry: Registry, text: str, blocks: list[tuple[str, int, int]], cells: list[tuple[int, ...]]
) -> int:
    """Put a file into the registry: blocks as kind and span, cells as row, column, height, width and span."""
    with registry.transaction() as connection:
        connection.execute(
            "INSERT INTO files (id, sha256, name, status, size, fingerprint)"
            " VALUES (1, 'ab', 'a.txt', 'registered', 1, 'x')"
        )
        connection.execute("INSERT INTO texts VALUES (1, ?)", (text,))
        for ordinal, (kind, start, end) in enumerate(blocks):
            connection.execute(
                "INSERT INTO blocks (file_id, ordinal, kind, start_offset, end_offset, table_index)"
                " VALUES (1, ?, ?, ?, ?, ?)",
                (ordinal, kind, start, end, 0 if kind == "cell" else None),
            )
        for row, column, height, wide, start, end in cells:
            connection.execute(
                "INSERT INTO table_cells (file_id, table_index, row_index, column_index, row_span,"
                " column_span, start_offset, end_offset, text) VALUES (1, 0, ?, ?, ?, ?, ?, ?, ?)",
                (row, column, height, wide, start, end, text[start:end]),
            )
    return 1


def test_parts_follow_each_other_and_hold_every_unit(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_parts, "FIRST", 400)
    monkeypatch.setattr(text_parts, "FURTHER", 900)
    lines = [f"Dòng thứ {number} của văn bản này." for number in range(60)]
    text = "\n".join(lines)
    at, blocks = 0, []
    for line in lines:
        blocks.append(("paragraph", at, at + len(line)))
        at += len(line) + 1
    found = FileText(registry, lay(registry, text, blocks, []))
    total = found.part(1).total
    parts = [found.part(number) for number in range(1, total + 1)]
    assert total > 3
    assert [unit.start for part in parts for unit in part.units] == [start for _, start, _ in blocks]
    assert all(found.part_at(unit.start).number == part.number for part in parts for unit in part.units)
    assert found.part(99).number == total and found.part_at(10**9).number == total


def test_one_endless_paragraph_is_cut_at_blanks(registry: Registry) -> None:
    text = "một hai " * 20_000
    found = FileText(registry, lay(registry, text, [("paragraph", 0, len(text))], []))
    assert len(found.units) > 5
    assert "".join(text[unit.start : unit.end] for unit in found.units) == text
    assert all(text[unit.end - 1] == " " for unit in found.units)


def test_a_text_without_blanks_is_cut_all_the_same(registry: Registry) -> None:
    text = "x" * 100_000
    found = FileText(registry, lay(registry, text, [("paragraph", 0, len(text))], []))
    assert "".join(text[unit.start : unit.end] for unit in found.units) == text


def test_an_empty_file_is_one_empty_part(registry: Registry) -> None:
    found = FileText(registry, lay(registry, "", [], []))
    assert (found.part(1).number, found.part(1).total, found.part_at(5).units) == (1, 1, [])
    assert part_html(found, found.part(1), []) == ""


def test_a_cell_over_several_rows_is_carried_into_the_next_part(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_parts, "FIRST", 260)
    monkeypatch.setattr(text_parts, "FURTHER", 10_000)
    text = "Sở\n" + "\n".join(f"việc {row}" for row in range(6))
    cells: list[tuple[int, ...]] = [(0, 0, 6, 1, 0, 2)]
    at = 3
    for row in range(6):
        cells.append((row, 1, 1, 1, at, at + 6))
        at += 7
    found = FileText(registry, lay(registry, text, [("cell", 0, len(text))], cells))
    first, second = found.part(1), found.part(2)
    assert first.total == 2
    shown = len(first.units)
    assert f'<td rowspan="{shown}">Sở</td>' in part_html(found, first, [])
    carried = part_html(found, second, [])
    assert f'<td rowspan="{6 - shown}" class="carried"' in carried
    assert carried.count("<tr>") == 6 - shown
    assert "việc 5" in carried and "việc 0" not in carried


def drawn(marks: list[Mark]) -> str:
    piece = (0, len(TEXT))
    return Marked(TEXT, [piece], marks, Linked()).html(piece)


def test_marks_within_a_task_stay_links_of_their_own() -> None:
    html = drawn(
        [
            Mark(0, len(TEXT), "task", "n-0", "c-n-0", "Nhiệm vụ"),
            Mark(25, 49, "ref", "v-25", "c-v-25", "Quyết định 12/QĐ-UBND"),
            Mark(62, 71, "figure holds", "s-62", "c-s-62", "120 hồ sơ"),
        ]
    )
    assert '<a class="flag task" id="n-0" href="#c-n-0" aria-label="Nhiệm vụ">☐</a>' in html
    assert '<a class="m-task m-ref" id="v-25" href="#c-v-25">Quyết định số 12/QĐ-UBND</a>' in html
    assert re.search(r'<a class="m-task m-figure" id="s-62"[^>]*>120 hồ sơ</a><sup class="sign holds"', html)


def test_words_and_tips_are_never_markup() -> None:
    text = '<img src=x onerror="alert(1)">'
    piece = (0, len(text))
    marks = [Mark(0, 9, "ref", "v-0", "c-v-0", '"><b>'), Mark(2, 12, "error", "p-1", "c-p-1", '"><b>')]
    html = Marked(text, [piece], marks, Linked()).html(piece)
    assert "<img" not in html and "<b>" not in html


_MARKS = st.lists(
    st.builds(
        lambda start, length, kind: Mark(start, start + length, kind, f"x-{start}", "c", "tip"),
        st.integers(0, len(TEXT)),
        st.integers(1, 40),
        st.sampled_from(["ref", "ref-cited", "ref-open", "figure", "figure fails", "task", "error", "other"]),
    ),
    max_size=8,
)


@given(_MARKS)
def test_links_are_never_nested_ids_are_single_and_no_word_is_lost(marks: list[Mark]) -> None:
    html = drawn(marks)
    depth = 0
    for tag in re.findall(r"<(/?)a\b", html):
        depth += -1 if tag else 1
        assert depth in (0, 1)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    plain = re.sub(r'<a class="flag.*?</a>|<sup.*?</sup>|<[^>]+>', "", html)
    assert unescape(plain) == TEXT
