"""What recognition of scans is known to misread: phrases that make sense in one reading only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extractors.rulebook import RULES_DIR, read_table


def phrase(row: Mapping[str, str]) -> tuple[re.Pattern[str], str]:
    """What a row of `rules/scan_misreadings.tsv` looks for, as whole words, and what it puts there."""
    return re.compile(rf"(?<!\w)(?:{row['read']})(?!\w)"), row["meant"]


@cache
def phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """All of them, in the order of the table."""
    return tuple(phrase(row) for row in read_table(RULES_DIR / "scan_misreadings.tsv"))
