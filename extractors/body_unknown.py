"""Reads bodies that no table knows: a head word such as "Cục", "Công ty", and its name up to a stop word."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from extractors.body_names import NameStops, sentence_case, word_at
from extractors.home import Home
from extractors.letters import toneless
from extractors.rulebook import Rulebook

_WORD = regex.compile(r"\p{L}[\p{L}\d&.’']*")
_HERE = regex.compile(r" (?P<kind>tỉnh|Tỉnh|[Tt]hành phố)$")
_BOARD = regex.compile(r"(?:Tổ giúp việc )?(?:Ban [Cc]hỉ đạo|Tổ công tác|Ban Tổ chức|Hội đồng)")
_COMPOUND = regex.compile(r"(?:[Cc]ông|[Cc]hương|[Qq]uy|[Tt]iến|[Đđ]ăng) $")
"""Before these a stop word is the second half of a word: "công trình", "Đăng ký"."""
_FARMING = regex.compile(r"[Nn]ông nghiệp $")
"""Before "ứng dụng công nghệ cao" the kind of a zone, whose name goes on."""
_BOARD_GAP = regex.compile(r", (?=\p{Ll})")
_NAME_GAP = regex.compile(r"(?: | ?[-–] ?|, (?=\p{Lu}\p{Ll}+\s(?:và|nghiệp|công|học)\b))(?=\p{L})")


class UnknownBodies:
    """Reads names after the head words of a rulebook; `provinces` are proper names by their toneless form."""

    def __init__(self, rules: Rulebook, stops: NameStops, provinces: Mapping[str, str]) -> None:
        self._heads = tuple(toneless(head) for head in rules.body_heads)
        self._stops = stops
        self._provinces = provinces

    def at(self, window: str, folded: str, offset: int, home: Home) -> tuple[str, int] | None:
        """The name that begins at `offset` and where it ends; `folded` is the window without tones."""
        if not folded.startswith(self._heads, offset) or not window[offset].isupper():
            return None
        if not any(word_at(folded, offset, head) for head in self._heads):
            return None
        end = offset + len(window[offset : self._name_end(window, offset)].rstrip(" ,-."))
        words = " ".join(window[offset:end].split())
        if len(words.split()) < 2 or not any(w[0].isupper() for w in words.split()[1:]):
            return None
        return self._full(words, home), end

    def _full(self, words: str, home: Home) -> str:
        """The name in small letters, short forms spelled out, a closing "tỉnh" completed with the home."""
        if words.isupper():
            words = sentence_case(words, self._provinces)
        words = words.replace("UBND", "Ủy ban nhân dân").replace("HĐND", "Hội đồng nhân dân")
        here = _HERE.search(words)
        if here and home.place and here["kind"].lower() == home.kind:
            return f"{words[: here.start()]} {home.place}"
        return words

    def _name_end(self, window: str, offset: int) -> int:
        end = position = offset
        capitals = window[offset : offset + 12].isupper()
        board = bool(_BOARD.match(window, offset))
        while word := _WORD.match(window, position):
            steering = word[0] == "chỉ" and window[offset:end].endswith("Ban")
            whole = word[0] in ("trình", "ký") and _COMPOUND.search(window, offset, word.start())
            applied = word[0] == "ứng" and _FARMING.search(window, offset, word.start())
            inside = steering or bool(whole) or bool(applied)
            if word.start() > offset and not inside and self._stops.at(window, word.start()):
                break
            if capitals and not word[0].isupper():
                break
            end = int(word.end())
            gap = _NAME_GAP.match(window, end) or (_BOARD_GAP.match(window, end) if board else None)
            if not gap or window[end - 1] == "." and not window[word.start() : end].isupper():
                break
            position = int(gap.end())
        return end
