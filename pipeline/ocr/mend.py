"""Mends what recognition is known to get wrong where only one reading makes sense; every mend is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex as re

from extractors.misreadings import phrases
from pipeline.ocr.model import ReadLine, ReadWord

REASON = "misread in the scan"
# Labels at the head of a line: a full stop read as a comma or lost, the numeral I read as another stroke.
_LABELS = (
    (re.compile(r"(\d{1,2}(?:\.\d{1,2})?),(?= \p{Lu})"), r"\1."),
    (re.compile(r"((?:Điều|Khoản) \d{1,3})[,;:](?= \p{Lu})"), r"\1."),
    (re.compile(r"[Ll1|][.,]?(?= \p{Lu}{2,} \p{Lu}{2,})"), "I."),
    (re.compile(r"(I{2,3}|IV|VI{0,3}|IX)[,;]?(?= \p{Lu}{2,} \p{Lu}{2,})"), r"\1."),
)
# Letters in the digits of a day or a year: "ngày O5 tháng", "năm 201I".
_DATES = re.compile(r"(?<=ngày )[0-3OolI][0-9OolI](?= tháng)|(?<=năm )(?:19|20)[0-9OolI]{2}(?!\w)")
_DIGITS = str.maketrans("OolI", "0011")
# A raised 2 or 3 is read as a letter of the line: "7.700m2", "7.595mr2".
_RAISED = re.compile(r"(?<=\d)mr?([23])(?!\w)|(?<=\d )m([23])(?!\w)")
_POWERS = {"2": "²", "3": "³"}
# A label that only opens a paragraph: the line before it ends with a full stop, never with a comma.
_OPENS = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\. |Điều \d|[IVX]+\. )[\p{Lu}\d.]")
_LOWER = r"\p{Ll}"
_LOST_BLANK = re.compile(
    rf"(?<={_LOWER}{_LOWER})(?=\d{{2,}}(?:[.,/%\d]|$))|(?<={_LOWER}[,;:])(?=\w)"
    r"|(?<=[\p{Lu}\d][,;:])(?=\p{Lu}\p{L})|(?<=\d)(?=(?:tháng|năm|đồng|ngày)\b)"
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A word that was changed: as it is now, and what was read."""

    word: ReadWord
    found: str


def mended(lines: Sequence[ReadLine]) -> tuple[list[ReadLine], tuple[Mended, ...]]:
    """The lines with plain misreadings mended, and the words that were changed."""
    ordered = sorted(
        range(len(lines)), key=lambda i: (lines[i].box.top + lines[i].box.bottom, lines[i].box.x0)
    )
    texts = [mend_label(lines[i].text).split(" ") for i in ordered]
    for words, below in zip(texts, texts[1:], strict=False):
        if words[-1].endswith(",") and len(words[-1]) > 1 and _OPENS.match(" ".join(below[:3])):
            words[-1] = f"{words[-1][:-1]}."
    # A phrase may go over the end of a line: "thực hiện Để" + "án 06".
    flow = mend_text(" ".join(" ".join(words) for words in texts)).split(" ")
    if len(flow) != sum(map(len, texts)):
        return list(lines), ()
    result = list(lines)
    mends: list[Mended] = []
    at = 0
    for i in ordered:
        count = len(lines[i].words)
        result[i], found = _with(lines[i], flow[at : at + count])
        mends += found
        at += count
    return result, tuple(mends)


def parted(line: ReadLine) -> ReadLine:
    """The line with the blanks that recognition lost: "phí17,45%", "Ngãi,ngày", "16tháng"."""
    words: list[ReadWord] = []
    for word in line.words:
        texts = _LOST_BLANK.sub(" ", word.text).split(" ")
        words += [word] if len(texts) == 1 else _parts(word, texts)
    return replace(line, words=tuple(words))


def _parts(word: ReadWord, texts: Sequence[str]) -> list[ReadWord]:
    """The word as several, its box shared out by the number of their letters."""
    step = (word.box.x1 - word.box.x0) / max(len(word.text), 1)
    parts, at = [], 0
    for text in texts:
        box = replace(word.box, x0=word.box.x0 + at * step, x1=word.box.x0 + (at + len(text)) * step)
        sure = word.sure[at : at + len(text)] if len(word.sure) == len(word.text) else ()
        parts.append(
            replace(word, text=text, box=box, sure=sure, confidence=min(sure, default=word.confidence))
        )
        at += len(text)
    return parts


def mend_label(text: str) -> str:
    """The text of a line with the label at its head mended ("2, Tiếp tục" to "2. Tiếp tục")."""
    for label, good in _LABELS:
        if label.match(text):
            return str(label.sub(good, text, count=1))
    return text


def mend_text(text: str) -> str:
    """Recognised text, mended; it keeps its number of words."""
    text = _DATES.sub(lambda match: match[0].translate(_DIGITS), text)
    text = _RAISED.sub(lambda match: "m" + _POWERS[match[1] or match[2]], text)
    for pattern, meant in phrases():
        text = pattern.sub(meant, text)
    return text


def _with(line: ReadLine, texts: Sequence[str]) -> tuple[ReadLine, list[Mended]]:
    """The line with other texts for its words, and the words that changed."""
    words: list[ReadWord] = []
    mends: list[Mended] = []
    for word, text in zip(line.words, texts, strict=True):
        if text != word.text:
            found, word = word.text, replace(word, text=text, sure=())
            mends.append(Mended(word, found))
        words.append(word)
    return (replace(line, words=tuple(words)) if mends else line), mends
