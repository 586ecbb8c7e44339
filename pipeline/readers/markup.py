"""Takes the marks of Markdown off a line of text and keeps the words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_BESIDES_STARS = re.compile(r"[_\\<&\[~`]")
_TIMES = re.compile(r"[\d)\]]\*\d")
"""A star between numbers is no emphasis: "7=6/3*100"."""
_NEED_CARE = (*"_\\<&[~`", "(*", " * ")
_MARK = re.compile(
    r"""\\(?P<escaped>[\\`*_{}\[\]()\#+\-.!|<>~])
    |(?P<note>\[\^[^\]\s]+\]:?)
    |!\[[^\]]*\]\([^)]*\)
    |\[(?P<link>[^\]\[]*)\]\((?:[^()]|\([^()]*\))*\)
    |(?P<kept>\(\*+\)|(?<=\s)\*(?=\s)|(?<=[\d)\]])\*(?=\d))
    |\*+|~~|`+
    |(?<![\w_])_{1,2}(?=[^\W_])|(?<=[^\s_])_{1,2}(?![\w_])
    |</?(?:b|i|u|em|strong|span|font|p|div|center|a|sub|br|hr)\b[^<>]*>
    |<sup>(?P<sup>[^<]*)</sup>
    |(?P<entity>&(?:[a-z]{2,8}|\#\d{1,6}|\#x[0-9a-f]{1,5});)""",
    re.VERBOSE | re.IGNORECASE,
)


def stripper(text: str) -> Callable[[list[str]], list[str]]:
    """What strips the lines of `text`; far faster than `strip_marks` where stars are its only marks."""
    careful = any(mark in text for mark in _NEED_CARE) or _TIMES.search(text)
    return _strip_all if careful else _strip_stars


def _strip_stars(lines: list[str]) -> list[str]:
    return [line.replace("*", "") if "*" in line else line for line in lines]


def _strip_all(lines: list[str]) -> list[str]:
    return [strip_marks(line) for line in lines]


def strip_marks(line: str) -> str:
    """The line's words without emphasis, escapes, links' targets, footnote marks and HTML tags."""
    if _BESIDES_STARS.search(line) is None:
        if "*" not in line:
            return line
        if "(*" not in line and " * " not in line and _TIMES.search(line) is None:
            return line.replace("*", "")
    return _MARK.sub(_words, line)


def _words(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind is None or kind in ("note", "sup"):
        return ""
    found = match[kind]
    if kind == "entity":
        return html.unescape(found)
    return strip_marks(found) if kind == "link" else found


def footnote_marks(text: str) -> list[str]:
    """The names of the footnotes that are marked in `text` ("[^1]"), in order."""
    return re.findall(r"\[\^([^\]\s]+)\](?!:)", text) if "[^" in text else []


def is_bold(lines: list[str]) -> bool:
    """Whether one bold span covers all the lines."""
    first, last = lines[0], lines[-1]
    if not (first.startswith("**") and last.endswith("**")) or (len(lines) == 1 and len(first) < 5):
        return False
    return sum(line.count("**") for line in lines) == 2


def opens_emphasis(line: str) -> bool:
    """Whether an odd number of emphasis marks leaves a bold or italic span open at the line's end."""
    bold = line.count("**")
    return bool(bold % 2 or (line.count("*") - 2 * bold) % 2)
