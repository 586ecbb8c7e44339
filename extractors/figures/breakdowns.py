"""Finds wholes that a text divides into parts: "120 đơn, gồm: 75 đơn khiếu nại, 45 đơn tố cáo"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import regex

from extractors.figures.drafts import FigureDraft, by_block
from extractors.figures.passages import Passage, items_after
from extractors.model import Breakdown, Document
from extractors.patterns import either
from extractors.rulebook import Rulebook

_SEMICOLON = regex.compile(r"[;\n]")
_COMMA = regex.compile(r"[;\n]|,(?!\d)|\s(?:và|còn)\s")
_GOES_ON = regex.compile(
    r"\s*(?:đã|đạt|được|tăng|giảm|vượt|bằng|trong|với|tương|chiếm|ước|số tiền|tổng)(?!\p{L})", regex.I
)
"""What opens a piece that says more of the part before it and names no part of its own."""
_NOT_ALL = regex.compile(
    r"(?<!\p{L})(?:một số|chủ yếu|tiêu biểu|điển hình|nổi bật|trọng điểm|như|nhất là)(?!\p{L})(?! sau)",
    regex.I,
)
_MOST = 0.6
"""Share of a list's items that must hold a figure for the list to divide anything."""
_OPENS_ANEW = frozenset(("riêng",))
"""Words that divide what went before inside a sentence, and begin another matter at its start."""
_NEAR = 160
"""Characters between a figure and the bracket that divides it."""
_COMPARES = regex.compile(
    r"%|(?<!\p{L})(?:cùng kỳ|năm trước|năm ngoái|kế hoạch|dự toán|chỉ tiêu)(?!\p{L})", regex.I
)
"""What the number in a bracket is told for, where it is no part."""
_LEAD = regex.compile(r":\s*$")
_TOTAL = regex.compile(r"(?<!\p{L})(?:tổng|toàn bộ|tất cả)(?!\p{L})", regex.I)


class BreakdownReader:
    """Finds breakdowns by the words of `rules/part_words.tsv`."""

    def __init__(self, rules: Rulebook) -> None:
        rows = rules.tables["part_words"]
        self._before_whole = frozenset(row["words"].lower() for row in rows if row["kind"] == "out_of")
        self._exhaustive = frozenset(row["words"].lower() for row in rows if row["kind"] == "all")
        self._marker = regex.compile(
            rf"(?<!\p{{L}})(?:{either(row['words'] for row in rows)})(?!\p{{L}})", regex.I
        )

    def find(self, document: Document, figures: Sequence[FigureDraft]) -> list[Breakdown]:
        """The breakdowns of a document, in the order of its text; indexes are those of `figures`."""
        found: dict[tuple[int, tuple[int, ...]], Breakdown] = {}
        for index, block, held in by_block(document, figures):
            passage = Passage(document.text, block.start, block.end)
            for breakdown in self._in_block(document, index, passage, figures, held):
                found.setdefault((breakdown.whole, breakdown.parts), breakdown)
        return sorted(found.values(), key=lambda b: (b.start, b.end))

    def _in_block(
        self,
        document: Document,
        index: int,
        passage: Passage,
        figures: Sequence[FigureDraft],
        held: list[int],
    ) -> Iterator[Breakdown]:
        markers = list(self._marker.finditer(document.text, passage.start, passage.end))
        for number, marker in enumerate(markers):
            words = " ".join(marker[0].lower().split())
            if marker[0][0].isupper() and words in _OPENS_ANEW:
                continue
            if words in self._before_whole and (named := _next(figures, held, marker.end())) is not None:
                yield from self._out_of(passage, figures, held, named)
                continue
            named_only = _NOT_ALL.search(document.text, marker.end(), marker.end() + 40)
            exhaustive = words in self._exhaustive and named_only is None
            wholes = _wholes(passage, figures, held, marker.start())
            inside, scope = _scope(passage, marker, markers[number + 1 :])
            groups = _inline(passage, figures, held, inside, scope)
            leads = _LEAD.search(document.text, marker.start(), passage.end) is not None
            for whole in wholes:
                divided = list(_divide(figures, whole, groups, exhaustive))
                if not divided and leads:
                    divided = list(
                        _divide(figures, whole, _listed(document, index, figures), exhaustive, True)
                    )
                yield from divided
        if _LEAD.search(document.text, passage.start, passage.end) and not markers:
            yield from self._led(document, index, passage, figures, held)
        yield from _bracketed(passage, figures, held)

    def _out_of(
        self, passage: Passage, figures: Sequence[FigureDraft], held: list[int], whole: int
    ) -> Iterator[Breakdown]:
        """Read "trong số 12 đơn, có 7 đơn đã giải quyết, 5 đơn đang xem xét": the whole stands behind."""
        start = figures[whole].end
        scope = (start, passage.sentence(start)[1])
        groups = _inline(passage, figures, held, passage.bracket_at(start), scope)
        yield from _divide(figures, whole, groups, False)

    def _led(
        self,
        document: Document,
        index: int,
        passage: Passage,
        figures: Sequence[FigureDraft],
        held: list[int],
    ) -> Iterator[Breakdown]:
        """A total before a colon, and the list under it."""
        start, _ = passage.sentence(passage.end - 1)
        totals = [
            i
            for i in held
            if figures[i].start >= start and _TOTAL.search(passage.text, start, figures[i].start)
        ]
        for whole in totals[-1:]:
            yield from _divide(figures, whole, _listed(document, index, figures), True, True)


def _next(figures: Sequence[FigureDraft], held: Sequence[int], at: int) -> int | None:
    """The figure that begins right behind `at`."""
    return next((i for i in held if 0 <= figures[i].start - at <= 2), None)


def _wholes(passage: Passage, figures: Sequence[FigureDraft], held: Sequence[int], marker: int) -> list[int]:
    """What may be divided at a marker: for each measure the last figure before it in its sentence.

    Where the sentence begins with the marker, the sentence before it is looked at. Figures inside brackets
    that are closed before the marker count only where their measure stands nowhere else.
    """
    start, _ = passage.sentence(marker)
    if not passage.text[start:marker].strip(" :-–\u00a0("):
        earlier = passage.previous(start)
        start = earlier[0] if earlier else start
    best: dict[str, tuple[bool, int]] = {}
    for index in held:
        figure = figures[index]
        if not start <= figure.start < marker or figure.kind == "percent" or figure.range or figure.change:
            continue
        bracket = passage.bracket_at(figure.start)
        outside = bracket is None or bracket[0] < marker <= bracket[1]
        if figure.measure is not None and (outside or not best.get(figure.measure, (False, 0))[0]):
            best[figure.measure] = (outside, index)
    return [index for _, index in best.values()]


def _scope(
    passage: Passage, marker: regex.Match[str], later: Sequence[regex.Match[str]]
) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """The bracket that a marker stands in, and the words in which its parts are looked for."""
    bracket = passage.bracket_at(marker.start())
    end = bracket[1] if bracket else passage.sentence(marker.end())[1]
    for other in later:
        if other.start() < end and passage.bracket_at(other.start()) == bracket:
            # what follows another marker divides a part; parts go on behind the next semicolon
            return bracket, (marker.end(), other.start())
    return bracket, (marker.end(), end)


def _inline(
    passage: Passage,
    figures: Sequence[FigureDraft],
    held: Sequence[int],
    bracket: tuple[int, int] | None,
    scope: tuple[int, int],
) -> list[list[int]]:
    """The figures of each segment of a scope; those in deeper brackets come behind the others."""
    start, end = scope
    within = [index for index in held if start <= figures[index].start < end]
    inside = [index for index in within if passage.bracket_at(figures[index].start) == bracket]
    inside += [index for index in within if index not in inside]
    if not inside:
        return []
    cuts = [
        sign.end()
        for sign in _COMMA.finditer(passage.text, start, end)
        if passage.bracket_at(sign.start()) == bracket
        and (_SEMICOLON.match(sign[0]) or not _GOES_ON.match(passage.text, sign.end()))
    ]
    groups = [
        [i for i in inside if low <= figures[i].start < high] for low, high in pairwise([start, *cuts, end])
    ]
    return [group for group in groups if group]


def _listed(document: Document, index: int, figures: Sequence[FigureDraft]) -> list[list[int]]:
    """The figures of each item of the list under block `index`; those outside brackets come first."""
    groups: list[list[int]] = []
    items = items_after(document, index)
    for item in items:
        passage = Passage(document.text, item.start, item.end)
        held = [i for i, figure in enumerate(figures) if item.start <= figure.start < item.end]
        outside = [i for i in held if passage.bracket_at(figures[i].start) is None]
        groups.append(outside + [i for i in held if i not in outside])
    return groups if sum(map(bool, groups)) >= _MOST * len(groups) else []


def _bracketed(passage: Passage, figures: Sequence[FigureDraft], held: Sequence[int]) -> Iterator[Breakdown]:
    """A figure with its parts in the bracket right behind it: "62 ha (A - 3,5 ha; B - 58,5 ha)"."""
    for opened, closed in passage.brackets:
        before = [i for i in held if figures[i].end <= opened and opened - figures[i].end <= _NEAR]
        if not before or regex.search(r"[;.:]", passage.text[figures[before[-1]].end : opened]):
            continue
        whole = before[-1]
        groups = _inline(passage, figures, held, (opened, closed), (opened + 1, closed))
        if len(groups) == 1 and _COMPARES.search(passage.text, figures[whole].end, opened):
            continue
        yield from _divide(figures, whole, groups, False, marked=False)


def _divide(
    figures: Sequence[FigureDraft],
    whole: int,
    groups: Sequence[Sequence[int]],
    exhaustive: bool,
    listed: bool = False,
    marked: bool = True,
) -> Iterator[Breakdown]:
    """The breakdown of `whole` into the first figure of its measure in each group, if there is any.

    The items of a list (`listed`) are all of the whole only where each of them tells its part. A part larger
    than its whole shows that nothing is divided, unless words of the sentence say so (`marked`).
    """
    total = figures[whole]
    if total.kind == "percent":
        return
    parts = [
        part
        for group in groups
        if (part := _part(figures, total, group, exhaustive)) is not None and part != whole
    ]
    if not parts or total.range or any(figures[part].range for part in parts):
        return
    too_large = any(figures[part].value > total.value for part in parts)
    if too_large and not exhaustive and (listed or not marked or len(parts) == 1):
        return
    end = max(figures[part].end for part in parts)
    everything = exhaustive and len(parts) > 1 and (len(parts) == len(groups) or not listed)
    yield Breakdown(whole, tuple(parts), everything, min(total.start, figures[parts[0]].start), end)


def _part(
    figures: Sequence[FigureDraft], total: FigureDraft, group: Sequence[int], exhaustive: bool
) -> int | None:
    for index in group:
        figure = figures[index]
        if figure.change is None and _same_measure(total, figure, exhaustive):
            return index
    return None


def _same_measure(total: FigureDraft, part: FigureDraft, exhaustive: bool) -> bool:
    """Whether two figures count the same: one unit, or one that is a kind of the other ("dự án đầu tư").

    Behind "gồm" it is enough that both nouns begin alike: "36 trường học, gồm: 12 trường mầm non".
    """
    one, other = total.measure or "", part.measure or ""
    if total.kind != part.kind:
        return False
    if one == other:
        return True
    if total.kind != "thing":
        return False
    if exhaustive and one.split()[:1] == other.split()[:1]:
        return True
    return one.startswith((f"{other} ", f"{other},")) or other.startswith((f"{one} ", f"{one},"))


@lru_cache(maxsize=4)
def breakdown_reader(rules: Rulebook) -> BreakdownReader:
    """The reader made with `rules`."""
    return BreakdownReader(rules)
