"""Lists of mentions: shared heads and tails, bare numbers before a symbol, one date or one body for all.

"các Kế hoạch số 285, 286/KH-UBND ngày 05/12/2020 của Ủy ban nhân dân tỉnh" names two plans; both have the
type, the symbol, the date and the body. Source of the expansion rules: how administrative texts print lists.
"""

from __future__ import annotations

from copy import copy

import regex

from extractors.drafts import LETTER, Draft
from extractors.home import Home
from extractors.mentions import NumberedFinder
from extractors.model import IssuerBasis, ReferenceKind

_BARE_ITEMS = regex.compile(r"((?:\d{1,5}[a-eA-E]?\s*(?:,|;|&|\+|và)\s*){1,12})$")
_ITEM = regex.compile(r"\d{1,5}[a-eA-E]?")
_SEPARATOR = regex.compile(
    r"\s*(?:\([^()\n]{2,90}\))?\)?\s*(?:[,;&]|và|hoặc|cùng với)?\s*(?:và\s+)?\(?\s*(?:các\s+)?"
)


def expand_bare_numbers(
    text: str, drafts: list[Draft], finder: NumberedFinder, home: Home
) -> list[Draft]:
    """Add the mentions whose symbol is printed only with the last number of their list."""
    result: list[Draft] = []
    for draft in drafts:
        if not draft.type_stated and draft.start == draft.symbol_start:
            result += _bare_before(text, draft, finder, home)
        result.append(draft)
    return result


def _bare_before(text: str, draft: Draft, finder: NumberedFinder, home: Home) -> list[Draft]:
    window_start = max(0, draft.symbol_start - 90)
    items = _BARE_ITEMS.search(text[window_start : draft.symbol_start])
    if not items:
        return []
    probe = copy(draft)
    probe.start = probe.symbol_start = window_start + items.start()
    probe.number = None
    finder.read_head(text, probe, home)
    if probe.start == probe.symbol_start:
        return []
    siblings = []
    for index, item in enumerate(_ITEM.finditer(items[1])):
        sibling = copy(draft)
        at = window_start + items.start() + item.start()
        sibling.start, sibling.end, sibling.number = (
            (probe.start if index == 0 else at),
            at + len(item[0]),
            item[0],
        )
        sibling.symbol_start, sibling.symbol_end, sibling.tail = at, sibling.end, draft.tail
        sibling.type = probe.type or draft.type
        siblings.append(sibling)
    draft.type = probe.type or draft.type
    finder.settle_type(draft)
    for member in (*siblings, draft):
        member.type, member.type_stated = draft.type, True
    return siblings


def share(text: str, drafts: list[Draft]) -> None:
    """Hand type, date and body along every chain of items, as far as each rule allows."""
    for chain in chains(text, drafts):
        _share_types(text, chain)
        _share_dates(chain)
        _share_bodies(chain)


def chains(text: str, drafts: list[Draft]) -> list[list[Draft]]:
    """The mentions in runs that only separators part from one another; a run of one is left out."""
    runs: list[list[Draft]] = []
    for draft in drafts:
        if runs and _joined(text, runs[-1][-1], draft):
            runs[-1].append(draft)
        else:
            runs.append([draft])
    return [run for run in runs if len(run) > 1]


def _joined(text: str, left: Draft, right: Draft) -> bool:
    gap_start = max(left.end, left.tail) if left.tail <= right.start else left.end
    if right.start - gap_start > 110:
        return False
    return right.start >= gap_start and bool(_SEPARATOR.fullmatch(text, gap_start, right.start))


def _share_types(text: str, chain: list[Draft]) -> None:
    for left, right in zip(chain, chain[1:], strict=False):
        if ";" in text[left.end : right.start] and right.start == right.symbol_start:
            continue
        if not right.type_stated and not right.type_letters and left.type and right.family != "term":
            right.type = left.type
        if right.family == "term" and not right.type_stated:
            right.type = left.type
        if right.type is None and left.type == LETTER and right.family == "letter":
            right.type = LETTER


def _share_dates(chain: list[Draft]) -> None:
    """The words "cùng ngày" give both items a date; so does a date after the last of several bare numbers."""
    for left, right in zip(reversed(chain[:-1]), reversed(chain[1:]), strict=False):
        bare = left.kind is right.kind is ReferenceKind.SHORT and left.type == right.type
        if (right.same_date or bare) and not left.date_stated:
            left.date, left.same_date = right.date, right.same_date


def _share_bodies(chain: list[Draft]) -> None:
    """A body after the last item belongs to every item before it whose letters are the same body's."""
    for left, right in zip(reversed(chain[:-1]), reversed(chain[1:]), strict=False):
        if (
            left.issuer is None
            and right.issuer
            and left.body_letters.split("-")[0] == right.body_letters.split("-")[0]
        ):
            left.issuer, left.basis = right.issuer, IssuerBasis.LIST
