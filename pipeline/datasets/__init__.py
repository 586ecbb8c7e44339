"""What the registry gives out to other tools: datasets of typed columns, each fact once, in a fixed order."""

from __future__ import annotations

from pipeline.datasets import assignments, documents, numbers, references
from pipeline.datasets.model import Dataset

DATASETS: tuple[Dataset, ...] = (
    documents.DOCUMENTS,
    documents.FILES,
    references.CITATIONS,
    references.MENTIONS,
    references.CANDIDATES,
    references.LINKS,
    numbers.STATISTICS,
    numbers.TABLE_CELLS,
    numbers.CHECKS,
    numbers.FINDINGS,
    assignments.TASKS,
    assignments.TASK_BODIES,
    assignments.TASK_PLACES,
    assignments.OUTCOMES,
    assignments.FOLLOW_UPS,
    documents.BODIES,
    documents.FAILURES,
)
"""In the order of a workbook's sheets: what others lead to comes first."""


def dataset(name: str) -> Dataset:
    """The dataset of a name.

    Raises:
        KeyError: there is none.
    """
    return _BY_NAME[name]


_BY_NAME = {one.name: one for one in DATASETS}
