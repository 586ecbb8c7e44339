"""The start page: what the registry holds, what is open, how the last runs went."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.audit.findings import LOUDEST_FIRST
from pipeline.graph.cards import short_issuer
from pipeline.registry import Registry
from pipeline.web import tasklist
from pipeline.web.asking import Routes, address, page
from pipeline.web.charts import Bar, bars, columns
from pipeline.web.task_words import TaskWords
from pipeline.web.tasklist import Asked
from pipeline.web.words import code

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

_MONTHS = 24
_NAMED = 8
"""Types and issuers that have a bar of their own."""
_LATEST = 5
_PATIENCE = 0.06
"""Seconds that the page waits for the tasks to be worked out."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of the whole registry; pairs are a name and how many."""

    held: int
    cited: int
    mentions: int
    figures: int
    files: int
    failures: int
    tasks: int
    types: Sequence[tuple[str, int]]
    issuers: Sequence[tuple[str, int]]
    months: Sequence[tuple[str, int]]
    findings: Sequence[tuple[str, int]]
    runs: Sequence[dict[str, Any]]
    failed: Sequence[dict[str, Any]]


async def overview(datasette: Site, request: Request) -> Response:
    """The page."""
    found = await datasette.whole(summarised)
    due = await _tasks(datasette) if found.tasks else None
    return await page(
        datasette,
        request,
        "vt_overview.html",
        found=found,
        due=due,
        soon_days=tasklist.SOON,
        charts={
            "types": bars("Văn bản theo loại", _linked(found.types, "loai")),
            "issuers": bars("Văn bản theo cơ quan ban hành", _linked(found.issuers, "co-quan")),
            "months": columns("Văn bản theo tháng ban hành", _by_month(found.months)),
            "findings": bars("Phát hiện chưa xử lý theo mức độ", _by_severity(found.findings)),
            "tasks": bars("Nhiệm vụ theo tình trạng", due.bars) if due else None,
        },
    )


@dataclass(frozen=True, slots=True)
class Due:
    """The tasks as they stand today: a bar a status, how many fall due soon, and where these are listed."""

    bars: Sequence[Bar]
    soon: int
    link: str


async def _tasks(datasette: Site) -> Due | None:
    """The tasks of today; None while it is being worked out where they stand."""
    today = date.today()
    board = await datasette.board.at(today, _PATIENCE)
    if board is None:
        return None
    asked = Asked({}, today)

    def counted() -> Due:
        with tasklist.opened(board, asked) as found:
            words, number = TaskWords(today), found.soon(0)[1]
            shown = [
                Bar(
                    f"{words.sign(one)} {words.short(one)}", count, _listed({"tinh-trang": one.value}),
                    kind=one.value, tip=words.status(one),
                )
                for one, count in found.counts().items()
            ]  # fmt: skip
        soon = {"tinh-trang": "open", "tu": today.isoformat(), "den": asked.soon}
        return Due(shown, number, _listed(soon))

    return await asyncio.to_thread(counted)


def _listed(arguments: dict[str, str]) -> str:
    return address("/nhiem-vu", {"xem": "danh-sach", **arguments})


def _linked(pairs: Sequence[tuple[str, int]], argument: str) -> list[Bar]:
    return [
        Bar(short_issuer(name), number, address("/van-ban", {argument: name}), tip=name)
        for name, number in pairs
    ]


def _by_month(pairs: Sequence[tuple[str, int]]) -> list[Bar]:
    return [
        Bar(
            f"{month[5:]}/{month[:4]}",
            number,
            address("/van-ban", {"thang": month}),
            tip=f"Tháng {month[5:]}/{month[:4]}",
        )
        for month, number in pairs
    ]


def _by_severity(pairs: Sequence[tuple[str, int]]) -> list[Bar]:
    return [
        Bar(code(name).capitalize(), number, address("/ra-soat", {"muc": name}), kind=name)
        for name, number in pairs
    ]


def summarised(registry: Registry) -> Overview:
    """The counts of the registry."""
    held, cited = registry.query(
        "SELECT coalesce(sum(held > 0), 0), coalesce(sum(held = 0), 0) FROM documents"
    )[0]
    return Overview(
        held,
        cited,
        _once(registry, "mentions"),
        _once(registry, "statistics"),
        registry.query("SELECT count(*) FROM files WHERE status = 'registered'")[0][0],
        _count(registry, "failures"),
        _count(registry, "tasks"),
        _grouped(registry, "type"),
        _grouped(registry, "issuer"),
        _months(registry),
        _findings(registry),
        [dict(row) for row in registry.query("SELECT * FROM runs ORDER BY id DESC LIMIT ?", (_LATEST,))],
        [
            {"name": PurePath(row["path"]).name, "path": row["path"], "reason": row["reason_vi"]}
            for row in registry.query(
                "SELECT path, reason_vi FROM failures ORDER BY path LIMIT ?", (_LATEST,)
            )
        ],
    )


def _count(registry: Registry, table: str) -> int:
    return int(registry.query(f"SELECT count(*) FROM {table}")[0][0])


def _once(registry: Registry, table: str) -> int:
    """How many rows there are but for those of files that are copies: to count the few copies is quicker."""
    copies = registry.query(
        f"SELECT count(*) FROM files f CROSS JOIN {table} x ON x.file_id = f.id WHERE f.copy_of IS NOT NULL"
    )
    return _count(registry, table) - int(copies[0][0])


def _grouped(registry: Registry, column: str) -> list[tuple[str, int]]:
    rows = registry.query(
        f"SELECT {column}, count(*) FROM documents WHERE held > 0 AND {column} IS NOT NULL"
        f" GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?",
        (_NAMED,),
    )
    return [(row[0], row[1]) for row in rows]


def _months(registry: Registry) -> list[tuple[str, int]]:
    """The last months up to the one with the newest document, also those in which nothing was issued."""
    counted: dict[str, int] = dict(
        tuple(row)
        for row in registry.query(
            "SELECT substr(date, 1, 7) AS month, count(*) FROM documents"
            " WHERE held > 0 AND length(date) >= 7 GROUP BY month ORDER BY month DESC LIMIT ?",
            (_MONTHS,),
        )
    )
    if not counted:
        return []
    year, month = map(int, max(counted).split("-"))
    last = min(year * 12 + month - 1, date.today().year * 12 + date.today().month - 1)
    names = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(last - _MONTHS + 1, last + 1))
    return [(name, counted.get(name, 0)) for name in names]


def _findings(registry: Registry) -> list[tuple[str, int]]:
    counted: dict[str, int] = dict(
        tuple(row)
        for row in registry.query(
            "SELECT n.severity, count(*) FROM findings n JOIN files f ON f.id = n.file_id"
            " WHERE f.copy_of IS NULL AND n.key NOT IN (SELECT key FROM reviews) GROUP BY 1"
        )
    )
    return [(name, counted.get(name, 0)) for name in LOUDEST_FIRST]


ROUTES: Routes = ((r"^/$", overview),)
