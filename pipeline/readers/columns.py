"""Parts the two columns of a letterhead or signature that plain text sets side by side with blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.readers.paragraphs import is_letterhead

_GAP = re.compile(r"(?<=\S)(?:[ \xa0]{4,}|\t+\s*)(?=[^\W\d_]|[(*-])")
_SIGNATURE = re.compile(r"Nơi\s+nhận|(?:TM|KT|TL|TUQ)\s*\.|Q\.")
_SLACK = 6


@dataclass(slots=True)
class Columns:
    """The lines of the two columns and the index of the first line after them."""

    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    after: int = 0


def is_spread(line: str) -> bool:
    """Whether blanks wide enough to part two columns stand inside the line."""
    return "    " in line.strip() or "\t" in line.strip()


def two_columns(lines: Sequence[str], start: int) -> Columns | None:
    """The columns that begin at `lines[start]` (not stripped), None where no letterhead is set so."""
    first = lines[start].expandtabs()
    gap = _widest(first)
    if gap is None or not (is_letterhead(first[: gap.start()]) or is_letterhead(first[gap.end() :])):
        return None
    edge = gap.end()
    signature = _SIGNATURE.search(first) is not None
    found = Columns(after=start)
    blank = False
    for index in range(start, len(lines)):
        line = lines[index].expandtabs().rstrip()
        if not line:
            blank = True
            continue
        if not _add(found, line, edge, blank and not signature):
            break
        blank = False
        found.after = index + 1
    return found


def _widest(line: str) -> re.Match[str] | None:
    return max(_GAP.finditer(line), key=lambda gap: gap.end() - gap.start(), default=None)


def _add(found: Columns, line: str, edge: int, parted: bool) -> bool:
    """Adds the line to its column or columns; False where it belongs to neither."""
    gaps = [gap for gap in _GAP.finditer(line) if abs(gap.end() - edge) <= 4 * _SLACK]
    if gaps:
        gap = min(gaps, key=lambda gap: abs(gap.end() - edge))
        found.left.append(line[: gap.start()].strip())
        found.right.append(line[gap.end() :].strip())
    elif parted:
        return False
    elif len(line) - len(line.lstrip()) >= edge - _SLACK:
        found.right.append(line.strip())
    elif len(line) <= edge:
        found.left.append(line.strip())
    else:
        return False
    return True
