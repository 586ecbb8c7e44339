"""The words that say how far work has come, as patterns made from `rules/outcome_cues.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

from extractors.letters import toneless
from extractors.patterns import either, longest_first
from extractors.rulebook import Rulebook
from extractors.task_facts import OutcomeState

_MARKERS = {"đã": "done", "đang": "in_progress", "chưa": "not_done"}
PART = regex.compile(r"\s*(?P<part>\d{1,5})\s*/\s*(?P<all>\d{1,5})(?![/\d])")
"""How many of how many are done: "12/15 nhiệm vụ"."""
_COUNTED = regex.compile(r"\d\s+(?:hồ sơ|đơn|vụ|lượt|trường hợp|thủ tục|nhiệm vụ|văn bản|kiến nghị)(?!\p{L})")
_WHOLE = r"(?:đạt|hoàn thành)\s+100\s?%\s+(?:kế hoạch|nhiệm vụ|chỉ tiêu|khối lượng|mục tiêu)"


class OutcomeWords:
    """Patterns of the cues.

    `anchor` finds the places worth a look; `cue` reads one there, its groups are states. `opener` may stand
    before a cue without naming who acts, `group` is a class of bodies, `work` opens the name of some work,
    `doubt` takes a statement back. The heads of a follow-up table are known by `is_work`, `is_state` and
    `is_body`, its cells by `cell_state`.
    """

    def __init__(self, rules: Rulebook) -> None:
        words: dict[str, list[str]] = {}
        for row in rules.tables["outcome_cues"]:
            words.setdefault(row["kind"], []).append(row["words"])
        whole = [*words["late"], *words["extended"]]
        firsts = [*(f"{marker} " for marker in _MARKERS), *whole, "đạt 100"]
        # As with deadlines, the standard library's engine is the faster one where a pattern is words alone.
        literal = map(re.escape, longest_first(_both_cases(firsts)))
        self.anchor = re.compile("|".join([*literal, r"hoàn thành \d", r"Hoàn thành \d"]))
        adverb = either(words["adverb"])
        running = either(words["in_progress"])
        agent = r"(?:được\s+(?-i:(?=\p{Lu}))[\p{L}\s]{3,50}?\s)?"
        parts = [rf"(?P<still>đã\s+và\s+đang\s+(?:(?:{adverb})\s+){{0,3}}(?:{running}))"]
        parts += [
            rf"(?P<{kind}>{marker}\s+{agent}(?:(?:{adverb})\s+){{0,3}}(?:{either(words[kind])}))"
            for marker, kind in _MARKERS.items()
        ]
        # "đã kiểm đếm xong": whatever it is, it is over.
        parts += [r"(?P<over>đã\s+(?:\p{Ll}+\s+){1,3}?xong)"]
        parts += [f"(?P<{kind}>{either(words[kind])})" for kind in ("late", "extended")]
        parts += [f"(?P<whole>{_WHOLE})", r"(?P<part>hoàn thành(?=\s+\d{1,4}\s?/\s?\d{1,4}\s+nhiệm vụ))"]
        self.cue = regex.compile(rf"(?:{'|'.join(parts)})(?!\p{{L}})", regex.I)
        opener = rf"(?:{either(words['opener'])}|và|nhưng|song|cũng|thì|còn)"
        dated = r"(?:(?:tính\s+)?đến|trong|vào)\s+(?:hết\s+)?(?:ngày|tháng|năm|quý)\s[\d/.\s\p{L}]{1,24}"
        self.opener = regex.compile(rf"(?:(?:{opener}|{dated})[\s,]*)*", regex.I)
        self.group = regex.compile(either(words["class"]), regex.I)
        self.work = regex.compile(rf"(?:(?:các|những)\s+)?(?:{either(words['work'])})(?!\p{{L}})", regex.I)
        self.doubt = regex.compile(rf"(?<!\p{{L}})(?:{either(words['doubt'])})(?!\p{{L}})", regex.I)
        self.adverbs = regex.compile(
            rf"\s*(?:\([^()]*\))?[\s,]*(?:(?:{adverb}|cũng|hiện|nay|đến nay|vẫn|vẫn còn)[\s,]+)*", regex.I
        )
        self._in_time = self._timing(words["in_time"])
        self._overdue = self._timing(words["overdue"])
        self._work_head = frozenset(map(toneless, words["work_head"]))
        self._state_head = frozenset(map(toneless, words["state_head"]))
        self._body_head = frozenset(map(toneless, words["body_head"]))
        cells = {word: kind for kind in words if kind.startswith("cell_") for word in words[kind]}
        self._cells = [
            (word, OutcomeState(cells[word].removeprefix("cell_"))) for word in longest_first(cells)
        ]

    @staticmethod
    def _timing(words: Iterable[str]) -> regex.Pattern[str]:
        return regex.compile(rf"(?<!\p{{L}})(?<!(?:chưa|không)\s)(?:{either(words)})(?!\p{{L}})", regex.I)

    def in_time(self, text: str, start: int, end: int) -> bool | None:
        """Whether words say that what was done was done by its day, or behind it; None where they count.

        "6.931 hồ sơ đúng hạn" tells of files, not of the work.
        """
        if _COUNTED.search(text, start, end):
            return None
        early, late = self._in_time.search(text, start, end), self._overdue.search(text, start, end)
        return bool(early) if bool(early) != bool(late) else None

    def is_work(self, head: str) -> bool:
        """Whether a column with this head names the work."""
        return _opens(head, self._work_head)

    def is_state(self, head: str) -> bool:
        """Whether a column with this head says how far it has come."""
        return _opens(head, self._state_head)

    def is_body(self, head: str) -> bool:
        """Whether a column with this head names who does it."""
        return _opens(head, self._body_head)

    def cell_state(self, words: str) -> tuple[OutcomeState, str] | None:
        """The state that a cell's words tell and the words that tell it; None where they tell none."""
        said = words.lower()
        for word, state in self._cells:
            found = regex.match(rf"[-–+\s]*{regex.escape(word)}(?!\p{{L}})", said)
            part = PART.match(words, found.end()) if found else None
            if found and part and state is OutcomeState.DONE and int(part["part"]) < int(part["all"]):
                return OutcomeState.IN_PROGRESS, words[: part.end()].strip(" -–+")
            if found:
                late = state is OutcomeState.NOT_DONE and ("quá hạn" in said or "chậm" in said)
                return OutcomeState.LATE if late else state, words[: found.end()].strip(" -–+")
        return None


def _both_cases(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word, word[0].upper() + word[1:])]


def _opens(head: str, known: frozenset[str]) -> bool:
    """Whether a head is one of the known ones, or goes on with more words behind a short one."""
    words = toneless(" ".join(head.replace("*", " ").split()))
    return words in known or any(words.startswith((one + " ", one + "/", one + ",")) for one in known)
