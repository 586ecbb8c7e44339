"""The words that tell tasks from everything else, as patterns made of a rulebook."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.letters import toneless
from extractors.patterns import either
from extractors.rulebook import Rulebook

_REQUIRING = ("Thông báo", "Chỉ thị", "Công điện", "Kết luận")
"""Types in which a section of requirements tells bodies what to do, not how a plan shall be carried out."""
_ANSWERED = regex.compile(
    r"^\W*(?:[ivx\d.]+[.)]?\s+)?vê (?:môt sô |các |cac |nhưng )?(?:đê xuât|kiên nghi|đê nghi)"
    r"|(?<!\p{L})(?:đê xuât|kiên nghi|đê nghi) cua (?!bô|sơ|ban |văn phong)"
)
"""How a notice heads what others have asked of it: what follows answers them, and assigns."""
_BODIES = regex.compile(
    r"(?<!\p{L})(?:cơ quan|đơn vi|ngươi|bô phân|ca nhân|sơ|bô|tô chưc|chu tri|phôi hơp|đâu môi|trach nhiêm"
    r"|phân công|phu trach)(?!\p{L})"
)
"""What a label must hold besides to name bodies: "Thực hiện" alone may head figures."""
_NUMBER = regex.compile(r"^\s*(?:[IVX]+|\d[\d.]*|[a-zđ])[.)]\s+")
_HEADS_PART = regex.compile(
    r"(?:^(?:[ivx\d.]+[.)]?)?|[,;&:/]|(?<!\p{L})va)\s*"
    r"(?:(?:môt sô|cac|nhưng|nôi dung|y kiên|vê|phân|kho khăn|kinh|đê|công tac|khai quat|sơ bô"
    r"|tông quan|phân tich)\s+)*$"
)
"""What may stand before a word that heads a title or a part of it."""


class TaskWords:
    """Patterns over sections, cues, fields, verbs and closing formulas; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        tables = rules.tables
        self._sections = {
            toneless(row["words"]): row["kind"] for row in tables["task_sections"] if row["scope"] != "notice"
        }
        self._never = regex.compile(either(word for word, kind in self._sections.items() if kind == "never"))
        self._of_notices = {
            toneless(row["words"]) for row in tables["task_sections"] if row["scope"] == "notice"
        }
        self._of_plans = {toneless(row["words"]) for row in tables["task_sections"] if row["scope"] == "plan"}
        self._section = regex.compile(rf"(?<!\p{{L}})(?:{either(self._sections)})(?!\p{{L}})")
        self._fields = {toneless(row["words"]): row["field"] for row in tables["task_fields"]}
        self._field = regex.compile(rf"(?<!\p{{L}})(?:{either(self._fields)})(?!\p{{L}})")
        kinds = {row["words"].lower(): row["kind"] for row in tables["task_cues"]}
        self._kinds = kinds
        self.cue = regex.compile(rf"(?<![\p{{L}}])(?:{either(kinds)})(?=\s|:)", regex.IGNORECASE)
        verbs = either(row["words"] for row in tables["task_verbs"] if row["role"] == "acts")
        self.verb = regex.compile(rf"(?:{verbs})(?!\p{{L}})", regex.IGNORECASE)
        noise = tables["task_noise"]
        start = either(row["words"] for row in noise if row["position"] == "start")
        inside = either(row["words"] for row in noise if row["position"] == "anywhere")
        self._noise_start = regex.compile(rf"(?:{start})", regex.IGNORECASE)
        self._noise = regex.compile(rf"(?<!\p{{L}})(?:{inside})", regex.IGNORECASE)

    def section(self, title: str, part: str | None = None) -> str | None:
        """What a title announces: tasks, recommendations, "any" or "none", by the first word that tells.

        `part` is the type of the text: in a report some words head what was done ("tổ chức thực hiện"), in a
        notice "yêu cầu" heads what is required. A title that speaks of powers, or of what was done,
        announces none.
        """
        folded = toneless(title)
        if part in _REQUIRING and _ANSWERED.search(folded):
            return "tasks"
        if self._never.search(folded):
            return "none"
        for found in self._section.finditer(folded):
            kind = self._sections[found[0]]
            if part == "Báo cáo" and found[0] in self._of_plans:
                continue
            if part in _REQUIRING and found[0] in self._of_notices:
                return "tasks"
            heads = kind in ("tasks", "any") or _HEADS_PART.search(folded, 0, found.start())
            # "3. Hoàn thành mục tiêu …" announces its own work; "Một số nguyên nhân" tells of what is.
            own = part != "Báo cáo" and self.verb.match(_NUMBER.sub("", title))
            if heads or kind == "none" and not own:
                return kind
        return None

    def field(self, label: str) -> str | None:
        """What a column head or the label of a line announces: lead, partners, deadline, product and so on.

        Where several words tell, "phối hợp" before "chủ trì" before the rest; None where none does.
        """
        folded = toneless(label)
        kinds = [self._fields[found[0]] for found in self._field.finditer(folded, overlapped=True)]
        if not _BODIES.search(folded):
            kinds = [kind for kind in kinds if kind not in ("lead", "partners")]
        for kind in ("never", "outcome", "product", "other", "partners", "deadline", "lead", "task"):
            if kind in kinds:
                both = kind == "partners" and "lead" in kinds and "chủ trì" in label.lower()
                return "both" if both else kind
        return None

    def asks(self, cue: str) -> bool:
        """Whether a cue asks rather than assigns ("đề nghị", "kiến nghị")."""
        return self._kinds[" ".join(cue.lower().split())] == "ask"

    def is_noise(self, text: str, start: int, end: int) -> bool:
        """Whether a block only closes the document, points to an annex or speaks of funds."""
        return bool(
            self._noise_start.match(text, start, end)
            or self._noise.search(text, start, min(end, start + 400))
        )


@lru_cache(maxsize=4)
def task_words(rules: Rulebook) -> TaskWords:
    """The words of `rules`."""
    return TaskWords(rules)
