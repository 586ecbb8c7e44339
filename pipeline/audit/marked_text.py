"""The text of a document as HTML with figures, checks and findings marked; tables stand as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.audit.findings import Found, Tried
from pipeline.audit.marks import Mark, Marked, Span
from pipeline.graph.xmltext import escape
from pipeline.messages import say
from pipeline.registry import Registry

_CLASSES = {"heading": "head", "list_item": "item", "footnote": "note"}
CELLS = """SELECT table_index, row_index, row_span, column_span, start_offset, end_offset, value IS NOT NULL
FROM table_cells WHERE file_id = ? ORDER BY table_index, row_index, column_index"""
_BLOCKS = """SELECT kind, start_offset, end_offset, page, table_index FROM blocks
WHERE file_id = ? ORDER BY ordinal"""
_FIGURES = """SELECT start_offset, end_offset, source = 'table' FROM statistics
WHERE file_id = ? ORDER BY ordinal"""
Cells = Mapping[int, Sequence[Sequence[int]]]


def marked_text(
    registry: Registry,
    file_id: int,
    findings: Iterable[Found],
    tried: Iterable[Tried],
    titles: Mapping[str, str],
    lang: str,
) -> str:
    """The text of one file; `findings` are all that have a place in it, `titles` what their rules say."""
    text = str(registry.query("SELECT text FROM texts WHERE file_id = ?", (file_id,))[0][0])
    blocks = registry.query(_BLOCKS, (file_id,))
    cells: defaultdict[int, list[Sequence[int]]] = defaultdict(list)
    for row in registry.query(CELLS, (file_id,)):
        cells[row[0]].append(tuple(row))
    figures = registry.query(_FIGURES, (file_id,))
    marks = [Mark(start, end, "figure") for start, end, _ in figures]
    marks += [*_checks(tried, figures), *_findings(file_id, findings, titles, lang)]
    marked = Marked(text, pieces(blocks, cells), marks)
    return "\n".join(_flow(blocks, cells, marked, lang))


def pieces(blocks: Iterable[Sequence[object]], cells: Cells) -> list[Span]:
    """What is printed of the text, piece by piece: cells of data tables, other blocks."""
    pieces = {(cell[4], cell[5]) for table in cells.values() for cell in table}
    pieces |= {(int(str(b[1])), int(str(b[2]))) for b in blocks if b[4] not in cells}
    return sorted(pieces)


def _flow(
    blocks: Iterable[Sequence[object]], cells: Cells, marked: Marked, lang: str
) -> Iterator[str]:
    page: object = None
    done: set[object] = set()
    for kind, start, end, on_page, table in blocks:
        if on_page != page and on_page is not None:
            page = on_page
            yield f'<p class="page">{escape(say("page_more", lang, page=page))}</p>'
        if table in cells:
            if table not in done:
                done.add(table)
                yield from table_html(cells[int(str(table))], marked)
            continue
        css = _CLASSES.get(str(kind), "")
        words = marked.html((int(str(start)), int(str(end))))
        yield f"<p{f' class={chr(34)}{css}{chr(34)}' if css else ''}>{words}</p>"


def table_html(cells: Sequence[Sequence[int]], marked: Marked, label: str = "") -> Iterator[str]:
    """A table by its cells: (table, row, rows, columns, start, end, is a figure), row by row.

    With a `label` it can be reached and moved by the keyboard where it is wider than the page.
    """
    reached = f' tabindex="0" role="region" aria-label="{escape(label)}"' if label else ""
    yield f'<div class="wide"{reached}><table>'
    row = None
    for _, at, rows, columns, start, end, counts in cells:
        if at != row:
            yield "<tr>" if row is None else "</tr><tr>"
            row = at
        spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
        spans += ' class="n"' if counts else ""
        yield f"<td{spans}>{marked.html((start, end))}</td>"
    yield "</tr></table></div>"


def _checks(tried: Iterable[Tried], figures: Sequence[Sequence[int]]) -> Iterator[Mark]:
    """The words of each check; in a table its total alone, as its parts stand rows and columns away."""
    for one in tried:
        total = figures[one.figures[0]] if one.figures and one.figures[0] < len(figures) else None
        if total is not None and total[2]:
            yield Mark(total[0], total[1], one.verdict, tip=one.expression)
        elif one.at.start is not None and one.at.end is not None:
            yield Mark(one.at.start, one.at.end, one.verdict, tip=one.expression)


def _findings(
    file_id: int, findings: Iterable[Found], titles: Mapping[str, str], lang: str
) -> Iterator[Mark]:
    for one in findings:
        tip = say("page_to_finding", lang, finding=one.short, what=titles.get(one.rule, one.rule))
        at, other = one.at, one.other
        if at.file_id == file_id and at.start is not None and at.end is not None:
            yield Mark(at.start, at.end, one.severity, f"m-{one.key}", f"f-{one.key}", tip)
        if other and other.file_id == file_id and other.start is not None and other.end is not None:
            yield Mark(other.start, other.end, "other", f"o-{one.key}", f"f-{one.key}", tip)
