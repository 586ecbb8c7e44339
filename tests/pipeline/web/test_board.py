"""What is kept of where tasks stand: made anew, made again after a failure, and gone with the server."""

from __future__ import annotations

import asyncio
import shutil
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("datasette")

from pipeline.errors import RegistryError  # noqa: E402
from pipeline.registry import Registry  # noqa: E402
from pipeline.web.board import Board  # noqa: E402

TODAY = date.today()


@pytest.fixture
def registry(specimens: Path, tmp_path: Path) -> Path:
    path = tmp_path / "registry.db"
    shutil.copyfile(specimens, path)
    return path


def test_a_day_is_worked_out_once_for_as_long_as_nothing_changes(registry: Path) -> None:
    async def asked() -> None:
        board = Board(registry)
        first = await board.at(TODAY, 60)
        assert first is not None
        assert await board.at(TODAY) == first
        assert await board.at(date(2025, 1, 1), 60) != first
        board.close()
        assert not first.parent.exists()

    with Registry(registry) as opened:  # as the server has it: the log beside it stays
        opened.query("SELECT 1 FROM tasks")
        asyncio.run(asked())


def test_a_failure_is_told_and_tried_again(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.web.board._FEW", 0)
    monkeypatch.setattr("pipeline.web.board.sys.executable", shutil.which("false") or "false")

    async def asked() -> None:
        board = Board(registry)
        with pytest.raises(RegistryError):
            await board.at(TODAY, 60)
        monkeypatch.undo()
        made = await board.at(TODAY, 60)
        assert made is not None
        assert list(made.parent.iterdir()) == [made]
        board.close()

    asyncio.run(asked())


def test_what_is_being_worked_out_ends_with_the_server(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.web.board._FEW", 0)

    async def asked() -> None:
        board = Board(registry)
        assert await board.at(TODAY, 0.05) is None
        while board._child is None:
            await asyncio.sleep(0.01)
        child = board._child
        board.close()
        assert child.wait(10) != 0
        await asyncio.wait(board._making.values() or [asyncio.create_task(asyncio.sleep(0))])

    asyncio.run(asked())
