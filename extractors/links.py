"""Finds what a text says between two other documents: "Thực hiện Kế hoạch A, sở đã ban hành Kế hoạch B"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import regex

from extractors.competence import competence, is_older
from extractors.drafts import Draft
from extractors.model import Document, Link, LinkBasis, ReferenceKind
from extractors.patterns import last_end
from extractors.rulebook import Rulebook
from extractors.table_links import find_table_links

_SENTENCE = regex.compile(r"\n|[.!?]\s+(?=\p{Lu})")
_REACH = 2000
_LONGEST = 600
_REASONS = frozenset({"implements", "based_on", "proposed_by", "replies_to"})
_NAMED_KINDS = (ReferenceKind.NUMBERED, ReferenceKind.SHORT, ReferenceKind.NAMED)
_ON_THAT = regex.compile(r"[\s\-+•*]*(?:Trên cơ sở đó|Từ đó|Căn cứ vào đó)\s*,")
_ASSIGNS = regex.compile(r"(?<!\p{L})(?:giao|yêu cầu|chỉ đạo)\s")
_ASKED_FOR = regex.compile(
    r"(?:theo|xét|trên cơ sở)\s+(?:đề nghị|đề xuất|yêu cầu|ý kiến)(?!\p{L})", regex.IGNORECASE
)
_LEVEL = regex.compile(r"\s(?:tỉnh|thành phố)\s.*$")
_PASSIVE = regex.compile(
    r"(?:(?P<title>\s*\p{L}[^;\n]{0,200}?)[,(])?\s*[,(]?\s*(?:(?:(?:đã|có)\s+)?(?:được|bị)|và)\s+"
    r"(?P<verbs>(?:sửa đổi|bổ sung|thay thế|điều chỉnh|bãi bỏ|đính chính|gia hạn|kéo dài)"
    r"(?:\s*(?:,|và)\s*(?:sửa đổi|bổ sung|thay thế|điều chỉnh|bãi bỏ))*)"
    r"(?:\s+một số (?:điều|nội dung))?\s+(?:bởi|tại|theo|bằng)\s+(?:các\s+)?$"
)
_AND_ANOTHER = regex.compile(r"[^;,]{0,60};\s*(?:\p{L}+[\s-]+){0,14}(?:ban hành|có)\s+(?:các\s+)?$")
_TO_CARRY_OUT = regex.compile(
    r"\s*,?\s*(?:(?:để|nhằm)\s+)?(?:tổ chức\s+)?"
    r"(?:triển khai|thực hiện|thi hành|cụ thể hóa)(?:\s+thực hiện)?\s+$"
)
_SAID_BEFORE = regex.compile(r"(?:nêu|nói|dẫn|kể)?\s*trên$")
_DONE_BY = {
    "thay thế": "replaces", "bãi bỏ": "repeals", "đính chính": "corrects", "gia hạn": "extends",
    "kéo dài": "extends",
}  # fmt: skip


class LinkFinder:
    """Finds links by titles, by clauses about two documents and by passives; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._competence = competence(rules)

    def find(self, document: Document, drafts: Sequence[Draft]) -> tuple[Link, ...]:
        """The links between the mentions of a document, in the order of its text."""
        text = document.text
        place = {id(draft): index for index, draft in enumerate(drafts)}
        links: dict[tuple[int, int, str], Link] = {}
        for source, target, relation, basis in self._said(document, drafts):
            if _key(source, text) == _key(target, text):
                continue
            first, last = sorted((source, target), key=lambda draft: draft.start)
            if last.start - first.end > _LONGEST:
                # In a quotation or a consolidated text the one that speaks is named long before.
                first = last
            span = _sentence(text, first.start, last.end)
            made = Link(place[id(source)], place[id(target)], relation, basis, *span)
            links.setdefault((made.source, made.target, relation), made)
        return tuple(sorted(links.values(), key=lambda link: (link.start, link.source, link.target)))

    def _said(
        self, document: Document, drafts: Sequence[Draft]
    ) -> Iterator[tuple[Draft, Draft, str, LinkBasis]]:
        text = document.text
        for draft in drafts:
            if draft.borne_by is not None:
                yield draft.borne_by, draft, draft.relation, LinkBasis.TITLE
                for fellow in _sharing_title(text, draft):
                    yield fellow, draft, draft.relation, LinkBasis.CLAUSE
            if draft.changed is not None:
                yield draft, draft.changed, "amends", LinkBasis.CLAUSE
        own = [d for d in drafts if _stands_alone(d) and d.kind in _NAMED_KINDS and not d.alias_here]
        for source, target, relation in chain(
            self._passives(text, own), _pointing_back(text, drafts), find_table_links(document, drafts)
        ):
            yield source, target, relation, LinkBasis.CLAUSE
        before: list[Draft] = []
        for sentence in _by_sentence(text, own):
            for source, target, relation in _of_sentence(text, sentence, before):
                yield source, target, relation, LinkBasis.CLAUSE
            before = sentence

    def _passives(self, text: str, own: Sequence[Draft]) -> Iterator[tuple[Draft, Draft, str]]:
        """What passives say: "Nghị định A được sửa đổi, bổ sung bởi Nghị định B và C": B and C amend A."""
        changed: Draft | None = None
        relation = ""
        for earlier, draft in pairwise(own):
            found = _PASSIVE.match(text, earlier.tail, draft.start)
            if found and (found["title"] is None or earlier.title_start is not None):
                changed, relation = earlier, _DONE_BY.get(found["verbs"], "amends")
            elif draft.led_by is not earlier:
                changed = None
            if changed is None or is_older(draft, changed):
                continue
            if self._competence.may_change(draft.type, draft.issuer, changed, relation):
                yield draft, changed, relation


def _stands_alone(draft: Draft) -> bool:
    """Whether a mention stands in no other one's title or list; a whole text may still bear it."""
    return draft.borne_by is None or (draft.bearer is None and draft.led_by is None)


def _pointing_back(text: str, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Draft, str]]:
    """What was put out to carry out what was named before: "ban hành Kế hoạch B để thực hiện Luật trên"."""
    for index, draft in enumerate(drafts):
        if draft.kind is not ReferenceKind.ANAPHORA or not _SAID_BEFORE.search(text, draft.start, draft.end):
            continue
        result = drafts[index - 1] if index else None
        if result is None or not result.put_out or not _TO_CARRY_OUT.match(text, result.tail, draft.start):
            continue
        earlier = [d for d in drafts[: index - 1] if d.type == draft.type and d.number]
        if earlier and result.start - earlier[-1].end < _LONGEST:
            yield result, earlier[-1], "implements"


def _of_sentence(
    text: str, sentence: Sequence[Draft], before: Sequence[Draft]
) -> Iterator[tuple[Draft, Draft, str]]:
    """What one sentence says: what was put out in it, upon what, asked for by what, as told by what."""
    runs = _runs(sentence)
    reasons: list[Draft] = []
    for first, second in pairwise(runs):
        between = text[first[-1].tail : second[0].start]
        if reasons and second[0].put_out and _AND_ANOTHER.fullmatch(between):
            yield from ((result, reason, reason.relation) for result in second for reason in reasons)
            continue
        reasons = []
        if second[0].put_out and _is_told(between, second[0]):
            yield from ((result, first[-1], "implements") for result in second)
        elif ";" in between or ":" in between:
            continue
        elif second[0].put_out and first[0].relation in _REASONS and "," in between:
            reasons = first
            yield from ((result, reason, reason.relation) for result in second for reason in reasons)
        elif first[0].put_out and second[0].relation in _REASONS and _ASKED_FOR.search(between):
            yield from ((*pair, second[0].relation) for pair in _paired(first, second))
    head = runs[0][0]
    if head.put_out and _ON_THAT.match(text, _begin(text, head.start)):
        earlier = [draft for draft in before if draft.put_out]
        if len(earlier) == 1:
            yield head, earlier[0], "based_on"


def _sharing_title(text: str, draft: Draft) -> Iterator[Draft]:
    """Those that share the title in which `draft` stands: "Kế hoạch A và Kế hoạch B thực hiện C"."""
    later = draft.borne_by
    while later is not None and later.led_by is not None and draft.relation == "implements":
        earlier = later.led_by
        if earlier.type != later.type or earlier.title_start or ";" in text[earlier.tail : later.start]:
            return
        yield earlier
        later = earlier


def _runs(sentence: Sequence[Draft]) -> list[list[Draft]]:
    """The mentions of a sentence, those of one list together."""
    runs: list[list[Draft]] = []
    for draft in sentence:
        if runs and draft.led_by is not None and draft.led_by in runs[-1]:
            runs[-1].append(draft)
        else:
            runs.append([draft])
    return runs


def _paired(first: Sequence[Draft], second: Sequence[Draft]) -> list[tuple[Draft, Draft]]:
    """Which of several belongs to which: one to all, or each to its own; nothing where it cannot be told."""
    if len(first) == len(second):
        return list(zip(first, second, strict=True))
    if 1 in (len(first), len(second)):
        return [(one, other) for one in first for other in second]
    return []


def _is_told(between: str, result: Draft) -> bool:
    """Whether the first document tells the body to act that put out the second: "giao Sở A …; Sở A đã có"."""
    body = _LEVEL.sub("", result.issuer or "")
    return bool(body) and any(between.startswith(body, found.end()) for found in _ASSIGNS.finditer(between))


def _key(draft: Draft, text: str) -> object:
    return draft.key if draft.number else text[draft.start : draft.end]


def _begin(text: str, position: int) -> int:
    """Where the sentence that holds `position` begins."""
    return last_end(_SENTENCE, text, max(0, position - _REACH), position + 1)


def _by_sentence(text: str, drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """The mentions of each sentence; those far from the one before are taken for another's."""
    sentence: list[Draft] = []
    for draft in drafts:
        if sentence and (
            draft.start - sentence[-1].start > _REACH
            or _SENTENCE.search(text, sentence[-1].start, draft.start + 1)
        ):
            yield sentence
            sentence = []
        sentence.append(draft)
    if sentence:
        yield sentence


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, cut where it is too long to read."""
    begin = last_end(_SENTENCE, text, max(0, start - _LONGEST // 2), start + 1)
    stop = _SENTENCE.search(text, end, end + _LONGEST // 2)
    if stop is None:
        return begin, min(len(text), end + _LONGEST // 2)
    return begin, stop.start() + (text[stop.start()] != "\n")
