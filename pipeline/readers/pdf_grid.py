"""Builds table grids from ruling lines: which rules belong together, and which cells they bound."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.pdf_rules import SNAP, Edge, Rules, positions


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its place, and how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rulings: the x of its verticals, the y of its horizontals, and its cells.

    `sound` is False where the rules do not bound rectangles, so that the cells cannot be trusted.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    sound: bool = True


def find_grids(rules: Rules) -> list[Grid]:
    """The grids of two cells or more that joined rules make, from top to bottom."""
    grids = [_grid(*component) for component in _components(rules.horizontal, rules.vertical)]
    return sorted((g for g in grids if g is not None), key=lambda g: (g.ys[0], g.xs[0]))


def _components(horizontal: Sequence[Edge], vertical: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """The sets of edges that hang together through crossings, as (horizontal, vertical)."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    heights = [edge.at for edge in horizontal]
    for v, upright in enumerate(vertical, len(horizontal)):
        for h in range(bisect_left(heights, upright.start - SNAP), len(horizontal)):
            level = horizontal[h]
            if level.at > upright.end + SNAP:
                break
            if level.start - SNAP <= upright.at <= level.end + SNAP:
                parent[root(h)] = root(v)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i in range(len(parent)):
        group = groups.setdefault(root(i), ([], []))
        if i < len(horizontal):
            group[0].append(horizontal[i])
        else:
            group[1].append(vertical[i - len(horizontal)])
    return [g for g in groups.values() if len(g[0]) > 1 and len(g[1]) > 1]


def _grid(horizontal: list[Edge], vertical: list[Edge]) -> Grid | None:
    xs, ys = positions(vertical), positions(horizontal)
    if len(xs) < 2 or len(ys) < 2:
        return None
    walls = _covered(xs, ys, vertical)
    floors = _covered(ys, xs, horizontal)
    regions = _regions(len(xs) - 1, len(ys) - 1, walls, floors)
    cells, sound = [], True
    for members in regions:
        rows, columns = {r for r, _ in members}, {c for _, c in members}
        top, left = min(rows), min(columns)
        height, width = max(rows) - top + 1, max(columns) - left + 1
        if height * width != len(members):
            sound = False
            continue
        cells.append(GridCell(top, left, height, width))
    if len(cells) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(sorted(cells, key=lambda c: (c.row, c.column))), sound)


def _covered(places: list[float], cuts: list[float], edges: list[Edge]) -> list[list[bool]]:
    """For each place and each stretch between two cuts, whether a rule is drawn there."""
    index = {at: i for i, at in enumerate(places)}
    table = [[False] * (len(cuts) - 1) for _ in places]
    for edge in edges:
        row = table[index.get(edge.at, min(bisect_left(places, edge.at), len(places) - 1))]
        for k in range(bisect_left(cuts, edge.start - SNAP), len(cuts) - 1):
            if cuts[k + 1] > edge.end + SNAP:
                break
            row[k] = True
    return table


def _regions(
    columns: int, rows: int, walls: list[list[bool]], floors: list[list[bool]]
) -> list[list[tuple[int, int]]]:
    """The sets of grid squares with no rule between them; those open to the outside are left out."""
    seen = [[False] * columns for _ in range(rows)]
    found = []
    for row in range(rows):
        for column in range(columns):
            if seen[row][column]:
                continue
            seen[row][column] = True
            members, is_open = [(row, column)], False
            for r, c in members:
                for nr, nc, ruled in (
                    (r, c - 1, walls[c][r]),
                    (r, c + 1, walls[c + 1][r]),
                    (r - 1, c, floors[r][c]),
                    (r + 1, c, floors[r + 1][c]),
                ):
                    if ruled:
                        continue
                    if not (0 <= nr < rows and 0 <= nc < columns):
                        is_open = True
                    elif not seen[nr][nc]:
                        seen[nr][nc] = True
                        members.append((nr, nc))
            if not is_open:
                found.append(members)
    return found
