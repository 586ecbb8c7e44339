from __future__ import annotations

import os

import pytest

from pipeline.ocr import engines, tesseract
from pipeline.ocr.engines import Mode


@pytest.mark.parametrize(
    ("typed", "meant"), [("", 200), ("300", 300), ("20", 100), ("9000", 400), ("much", 200)]
)
def test_the_resolution_has_bounds(typed: str, meant: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(engines.DPI, typed)
    assert engines.dpi() == meant


def test_what_was_chosen_holds_in_its_context_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(engines.MODE, raising=False)
    monkeypatch.setenv(engines.DPI, "250")
    with engines.chosen(Mode.NEVER, 300):
        assert (engines.mode(), engines.dpi(), os.environ[engines.MODE]) == (Mode.NEVER, 300, "never")
    assert (engines.mode(), engines.dpi()) == (Mode.AUTO, 250) and engines.MODE not in os.environ


def test_all_cores_are_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.os, "cpu_count", lambda: 8)
    for processes, threads in ((1, 8), (4, 2), (8, 2), (64, 2)):
        with engines.beside(processes):
            assert engines.threads() == threads
    monkeypatch.setattr(engines.os, "cpu_count", lambda: 1)
    with engines.beside(1):
        assert engines.threads() == 1


def test_the_state_tells_whatever_changes_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda: True)
    monkeypatch.setattr(tesseract, "how", lambda: None)
    states = {engines.state()}
    monkeypatch.setattr(tesseract, "how", lambda: "tesserocr")
    states.add(engines.state())
    for mode, dpi in ((Mode.AUTO, 300), (Mode.ALWAYS, 200), (Mode.NEVER, 200)):
        with engines.chosen(mode, dpi):
            states.add(engines.state())
    assert len(states) == 5
    monkeypatch.setattr(engines, "installed", lambda: False)
    assert engines.state() == "ocr:none"


@pytest.mark.parametrize(("pages", "told"), [([3, 1, 2], "1-3"), ([7, 1, 2], "1-2, 7"), ([5], "5"), ([], "")])
def test_pages_are_told_in_ranges(pages: list[int], told: str) -> None:
    assert engines.ranges(pages) == told
