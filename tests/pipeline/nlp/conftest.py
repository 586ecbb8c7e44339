from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.nlp import blank


@pytest.fixture(scope="session")
def nlp() -> Language:
    return blank()
