"""Judges whether two files are one document, by their headers and by every word in which they differ.

A wrong join is worse than a missing one: what differs in number, day, body, name or figure speaks against,
and forms that an office fills again and again agree in everything else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from extractors.dates import agree
from pipeline.copies.differences import Difference, Kind, differences
from pipeline.copies.words import Gap, Words, gaps, shares, words_of
from pipeline.identity import number_parts, symbol_parts
from pipeline.search_text import tone_key

SURE_LIKENESS, LIKELY_LIKENESS = 0.80, 0.70
"""Jaccard likeness of the words of two typed files that are one document, surely or perhaps."""
SURE_RECOGNISED, LIKELY_RECOGNISED = 0.50, 0.40
"""The same where one was recognised from a picture: an error in a word breaks three of its triples."""
_EVIDENCE = 3
"""Different figures of the body that both must have: without any, two blank forms are alike."""
_MISREAD = 0.03
"""Share of figures that a recogniser may have misread."""
_REWORDED = 0.02
"""Share of words that may be put otherwise between a draft and the paper."""


class Verdict(StrEnum):
    """Whether two files are one document."""

    SAME = "same"
    LIKELY = "likely"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself, as far as it could be read; `recognised` from a picture."""

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    issuer: str | None = None
    signer: str | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, the likeness of the words, the share of each text that the other has, why, what differs."""

    verdict: Verdict
    likeness: float
    in_other: float
    of_other: float
    reason_en: str
    reason_vi: str
    found: tuple[Difference, ...] = ()


def contradiction(one: Head, other: Head) -> str | None:
    """The field in which two headers cannot be one document's; blank fields contradict nothing."""
    if _differ(number_parts(one.number)[0], number_parts(other.number)[0]):
        return "number"
    if _differ(symbol_parts(one.symbol), symbol_parts(other.symbol)):
        return "symbol"
    if _differ(tone_key(one.type or ""), tone_key(other.type or "")):
        return "type"
    if _differ(tone_key(one.issuer or ""), tone_key(other.issuer or "")):
        return "issuer"
    if one.date and other.date and not agree(one.date, other.date):
        return "date"
    return None


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def judge(one: Words, other: Words, head: Head, other_head: Head) -> Judged:
    """The verdict on two files, and what they say differently if they are one document."""
    recognised = head.recognised or other_head.recognised
    shared = shares(one, other)
    if max(shared) < _UNLIKE:
        return Judged(Verdict.DIFFERENT, *shared, *_TOO_FEW)
    apart = list(gaps(one.words, other.words))
    found = _in_the_text(one, other, (head, other_head), differences(one, other, recognised, apart))
    comparison = _Comparison(one, other, head, other_head, recognised, shared[0], apart, found)
    return Judged(*_renamed(comparison.verdict(), shared), tuple(found))


def _renamed(
    told: tuple[Verdict, str, str], shared: tuple[float, float, float]
) -> tuple[Verdict, float, float, float, str, str]:
    verdict, english, vietnamese = told
    return verdict, *shared, english, vietnamese


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two files while it is judged whether they are one document."""

    one: Words
    other: Words
    head: Head
    other_head: Head
    recognised: bool
    likeness: float
    apart: list[Gap]
    found: list[Difference]

    def verdict(self) -> tuple[Verdict, str, str]:
        """The verdict and its reason in English and Vietnamese."""
        if self.likeness < (LIKELY_RECOGNISED if self.recognised else LIKELY_LIKENESS):
            return Verdict.DIFFERENT, *_TOO_FEW
        field = contradiction(self.head, self.other_head)
        if field and not self.recognised and not self._misdated(field):
            return Verdict.DIFFERENT, f"another {field}", f"khác {_FIELDS[field]}"
        if names := self._of(Kind.NAME):
            words = " ".join(self.one.printed(at) for at in range(names[0].start, names[0].end))
            # A seal over the signature makes a recogniser see names: one is for a person to judge.
            seen = self.recognised and len(names) == 1 and self.likeness >= SURE_LIKENESS
            verdict = Verdict.LIKELY if seen and not field else Verdict.DIFFERENT
            return verdict, f"another name than “{words}”", f"tên khác với “{words}”"
        figures = self._of(Kind.FIGURE)
        heavy = sum(not one.slight for one in figures)
        agreed, evidence = _agreed(self.one, self.apart)
        misread = len(figures) - heavy
        if heavy > 1 or misread > 1 + 2 * _MISREAD * agreed:
            return Verdict.DIFFERENT, f"{len(figures)} figures differ", f"{len(figures)} số liệu khác nhau"
        if field not in (None, "date") or heavy or misread > _MISREAD * agreed:
            if evidence < 2 * _EVIDENCE:
                return Verdict.DIFFERENT, "a figure differs", "một số liệu khác nhau"
            what, what_vi = ("a figure", "số liệu") if figures else (f"the {field}", _FIELDS[field or "date"])
            return (
                Verdict.LIKELY,
                f"the same words, but {what} differs",
                f"cùng nội dung nhưng khác {what_vi}",
            )
        return self._by_words(evidence)

    def _by_words(self, evidence: int) -> tuple[Verdict, str, str]:
        if evidence < _EVIDENCE:
            return Verdict.LIKELY, *_FEW_FIGURES
        if not self.recognised and (self._of(Kind.PASSAGE) or self._loose()):
            return Verdict.LIKELY, *_MORE_IN_ONE
        reworded = sum(one.end - one.start for one in self._of(Kind.WORDS))
        enough = self.likeness >= (SURE_RECOGNISED if self.recognised else SURE_LIKENESS)
        if not enough or reworded > _REWORDED * len(self.one.words):
            return Verdict.LIKELY, *_MOST_WORDS
        return Verdict.SAME, "the same words, names and figures", "cùng từ ngữ, tên riêng và số liệu"

    def _misdated(self, field: str) -> bool:
        """Whether the two bear one number and another day: nobody gives a number twice to the same words."""
        return field == "date" and bool(self.head.number and self.other_head.number)

    def _loose(self) -> bool:
        """Whether one text has a figure where the other has none, but for its own number and day."""
        heads = _own_figures(self.head) | _own_figures(self.other_head)
        texts = ((self.one, 0), (self.other, 2))
        for gap in self.apart:
            told = [
                Counter(
                    text.words[at]
                    for at in range(gap[side], gap[side + 1])
                    if text.is_figure(at) and not (at < _HEAD_WORDS and text.words[at] in heads)
                )
                for text, side in texts
            ]
            if told[0] != told[1]:
                return True
        return False

    def _of(self, kind: Kind) -> list[Difference]:
        return [one for one in self.found if one.kind is kind]


_UNLIKE = 0.2
"""Share of either text in the other below which no words are laid beside each other."""
_TOO_FEW = ("too few words in common", "quá ít từ ngữ chung")
_FEW_FIGURES = ("the same words, but few figures to tell", "cùng nội dung nhưng ít số liệu để đối chiếu")
_MOST_WORDS = ("most words and all figures are the same", "phần lớn từ ngữ và mọi số liệu giống nhau")
_MORE_IN_ONE = ("the same words, but one says more", "cùng nội dung nhưng một bản có thêm")
_FIELDS = {"number": "số", "symbol": "ký hiệu", "type": "loại", "issuer": "cơ quan ban hành", "date": "ngày"}


def _in_the_text(
    one: Words, other: Words, heads: tuple[Head, Head], told: list[Difference]
) -> list[Difference]:
    """Those differences but for the numbers and days that the headers tell."""
    own, others = (_own_figures(head) for head in heads)
    return [
        found
        for found in told
        if not (
            found.kind is Kind.FIGURE
            and one.words[found.start] in own
            and other.words[found.other_start] in others
            and found.start < _HEAD_WORDS
        )
    ]


_HEAD_WORDS = 80


def _own_figures(head: Head) -> frozenset[str]:
    told = f"{head.number or ''} {number_parts(head.number)[0]} {(head.date or '').replace('-', ' ')}"
    return frozenset(words_of(told).words)


def _agreed(one: Words, gaps_between: list[Gap]) -> tuple[int, int]:
    """How many figures both texts have at the same places, and how many different ones tell something.

    What a text rests on is the same in a hundred papers: figures in such lines tell nothing, nor does a year.
    """
    apart = {at for a, b, _, _ in gaps_between for at in range(a, b)}
    same = [at for at in range(len(one.words)) if one.is_figure(at) and at not in apart]
    return len(same), len({one.words[at] for at in same if _tells(one, at)})


def _tells(text: Words, at: int) -> bool:
    word = text.words[at]
    if len(word) < 2 or (len(word) == 4 and word[:2] in ("19", "20")):
        return False
    start = text.spans[at][0]
    line = text.text[text.text.rfind("\n", 0, start) + 1 : start]
    return not line.lstrip(" -–+*").casefold().startswith(_BASES)


_BASES = ("căn cứ", "theo đề nghị", "xét đề nghị", "số")
