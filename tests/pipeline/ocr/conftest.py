from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.ocr import engines, tesseract


@pytest.fixture
def one_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """TrueOCR alone, as on a machine without Tesseract; skipped where it is not installed."""
    if not engines.installed():
        pytest.skip(f"nothing is installed that reads scans: {engines.INSTALL}")
    monkeypatch.setattr(tesseract, "tesseract", lambda: None)
    monkeypatch.setattr(tesseract, "how", lambda: None)
    engines.recognisers.cache_clear()
    yield
    engines.recognisers.cache_clear()
