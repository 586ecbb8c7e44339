"""Finds the issuer in the words before a mention: "Sở Y tế đã có Công văn số …"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.bodies import BodyReader, FoundBody
from extractors.drafts import Draft
from extractors.home import Home
from extractors.letters import toneless
from extractors.model import IssuerBasis, ReferenceKind
from extractors.patterns import either, last_end
from extractors.rulebook import Rulebook

_REACH = 260
_SENTENCE = regex.compile(r"\n|[.;!?…]\s+(?=\p{Lu})")
_VERB = (
    r"(?:(?:đã|vừa|đang|sẽ|cũng|tiếp tục|kịp thời)\s+){0,2}"
    r"(?:có(?:\s+ý kiến)?|ban hành|gửi|trình|ký(?:\s+ban hành)?|ra|phát hành|đề nghị|kiến nghị|chỉ đạo"
    r"|kết luận|báo cáo|phê duyệt|quyết định|yêu cầu|giao|chấp thuận|thông báo|xin"
    r"|thống nhất|cho ý kiến|trả lời|hướng dẫn|cấp|ủy quyền)"
)
_DIRECT = regex.compile(
    rf"\s*(?:\([^()]{{0,80}}\)\s*)?,?\s*(?:{_VERB}\s+(?:(?:các|những)\s+)?)?(?:\(?\s*tại\s+)?(?:các\s+)?\(?\s*"
)
_THROUGH = regex.compile(rf"\s*{_VERB}\s[^;\n]*?\(?\s*(?:tại|bằng|theo)\s+(?:các\s+)?\(?\s*")
_SUBMITS = regex.compile(r"\s*,?\s*\(?\s*tại\s+")
_LOWER = regex.compile(
    r"(?:UBND|[ỦUủu][ỷy]?y? ban nhân dân)\s+"
    r"(?P<l>xã|phường|thị trấn|huyện|quận|thị xã|đặc khu)"
    r"(?P<n>\s+\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){0,3})?"
)
_ISSUES = {
    "Thông báo": "thông báo", "Báo cáo": "báo cáo", "Tờ trình": "trình", "Quyết định": "phê duyệt|quyết định",
    "Kế hoạch": "xây dựng kế hoạch", "Công văn": "gửi|có văn bản|đề nghị",
}  # fmt: skip
_SAME_STEM = ("Chủ tịch ", "Ban Thường vụ ", "Thường trực ", "Ban Chấp hành ")
_PROVINCIAL = regex.compile(r"(?:UBND|nhân dân) (?:tỉnh|Tỉnh|thành phố|Thành phố)")


class SpeakerReader:
    """Reads the subject of a citing clause with the bodies of a rulebook; made once a rulebook."""

    def __init__(self, rules: Rulebook, bodies: BodyReader) -> None:
        self._bodies, self._rules = bodies, rules
        firsts = {b.name.replace("{party}", "Tỉnh ủy").split()[0] for b in rules.bodies}
        firsts |= {alias.split()[0] for b in rules.bodies for alias in b.aliases} | {
            "Tỉnh",
            "Thành",
            "Uỷ",
            "UBND",
        }
        firsts |= (
            {h.split()[0] for h in rules.body_heads} | {t.split()[0] for t in rules.office_holders} | {"Chủ"}
        )
        stems = (toneless(b.name.split(" {")[0].split(" | ")[0]) for b in rules.bodies if b.letters)
        self._lettered = tuple(stem for stem in stems if stem and not stem.startswith("{"))
        words = either(firsts)
        self._first = regex.compile(rf"(?<![\p{{L}}])(?:{words})(?=\s)")

    def settle(self, text: str, drafts: list[Draft], home: Home) -> None:
        """Fill the issuer of mentions that state none, where the words before them name a body that fits."""
        chained: Draft | None = None
        for draft in drafts:
            if draft.kind is not ReferenceKind.NUMBERED or draft.issuer or draft.body_letters == "QH":
                chained = None
                continue
            if self._needless(draft):
                continue
            found = self._speaker(text, draft, home, chained)
            if found:
                draft.issuer, draft.basis = found, IssuerBasis.CONTEXT
            else:
                self._lower_body(text, draft, home)
            chained = draft

    def _needless(self, draft: Draft) -> bool:
        bodies = self._rules.bodies_by_letters.get(draft.body_letters.split("-")[0], ())
        return bool(bodies) and "{" not in bodies[0].name and " | " not in bodies[0].name

    def _speaker(self, text: str, draft: Draft, home: Home, chained: Draft | None) -> str | None:
        begin = last_end(_SENTENCE, text, max(0, draft.start - _REACH), draft.start)
        if chained is not None and chained.basis is IssuerBasis.CONTEXT and begin <= chained.start:
            gap = text[chained.tail : draft.start]
            if len(gap) < 12 and draft.body_letters.split("-")[0] == chained.body_letters.split("-")[0]:
                return chained.issuer
        best: str | None = None
        for start, body in self.bodies_before(text, begin, draft.start, home):
            if not body.name or not self._speaks(text, begin, start, body.end, draft):
                continue
            if self._fits(body.name, draft) or self._submits(text[body.end : draft.start], draft):
                best = body.name
        return best

    def bodies_before(self, text: str, begin: int, at: int, home: Home) -> Iterator[tuple[int, FoundBody]]:
        """Every body named between `begin` and `at`, with where its words start."""
        reached = begin
        for first in self._first.finditer(text, begin, at):
            body = self._bodies.read(text, first.start(), home, at) if first.start() >= reached else None
            if body:
                reached = body.end
                yield first.start(), body

    @staticmethod
    def _speaks(text: str, begin: int, start: int, end: int, draft: Draft) -> bool:
        """Whether the words between body and mention make the body the one who put the document out."""
        between = text[end : draft.start]
        if _DIRECT.fullmatch(between) and between.strip(" ,"):
            return True
        lead = text[begin:start].rstrip()
        opens = not lead or lead[-1] in ",:-" or lead.endswith(("Ngày", "đó"))
        return opens and bool(_THROUGH.fullmatch(between))

    def _submits(self, between: str, draft: Draft) -> bool:
        """Whether "<body> tại" stands before letters that no table knows: the body's own way of signing."""
        return draft.body_letters.split("-")[0] not in self._rules.bodies_by_letters and bool(
            _SUBMITS.fullmatch(between)
        )

    def _fits(self, name: str, draft: Draft) -> bool:
        """Whether a body can sign with the mention's letters; letters that are another's rule it out."""
        letters = draft.body_letters.split("-")[0]
        known = self._rules.bodies_by_letters.get(letters, ())
        bare = name
        for lead in _SAME_STEM:
            bare = bare.removeprefix(lead)
        folded = toneless(bare)
        if known:
            stems = [
                toneless(n.split(" {")[0].replace("{party}", "")) for b in known for n in b.name.split(" | ")
            ]
            if letters == "TU":
                return folded.startswith(("tinh uy", "thanh uy", "đang bô"))
            return any(
                stem and (folded.startswith(stem) or toneless(name).startswith(stem)) for stem in stems
            )
        return not self._has_letters(folded)

    def _has_letters(self, folded: str) -> bool:
        """Whether a body signs with letters of its own that a table knows."""
        return folded.startswith(self._lettered)

    @staticmethod
    def _lower_body(text: str, draft: Draft, home: Home) -> None:
        """A bare UBND in a sentence about a commune's committee is that one if it issues, else in doubt."""
        if (
            draft.body_letters.split("-")[0] != "UBND"
            or not home.place
            or draft.level in ("tỉnh", "thành phố")
        ):
            return
        begin = last_end(_SENTENCE, text, max(0, draft.start - _REACH), draft.start)
        lower = [m for m in _LOWER.finditer(text, begin, draft.start) if draft.level in (None, m["l"])]
        level = lower[-1]["l"] if lower else draft.level
        if level is None:
            return
        between = text[lower[-1].end() : draft.start] if lower else ""
        if draft.level is None:
            verbs = "ban hành|" + _ISSUES.get(draft.type or "", "có")
            if _PROVINCIAL.search(between) or not regex.search(
                rf"(?<!\p{{L}})(?:{verbs})(?!\p{{L}})", between
            ):
                return
        place = (lower[-1]["n"] if lower else None) or _named_nearby(text, begin, level)
        if place:
            draft.issuer, draft.basis = f"Ủy ban nhân dân {level} {place.strip()}", IssuerBasis.CONTEXT
        else:
            draft.candidates = (f"Ủy ban nhân dân {home.place}", f"Ủy ban nhân dân {level}")
            draft.issuer_open = True


def _named_nearby(text: str, begin: int, level: str) -> str | None:
    """The one place of this level named just before a sentence: "(xã Bảo Sơn, 50 ha …) Hiện UBND xã …"."""
    start = text.rfind("\n", 0, begin) + 1
    names = set(
        regex.findall(
            rf"(?<!nhân dân )(?<!UBND ){level}\s+(\p{{Lu}}\p{{L}}*(?:\s\p{{Lu}}\p{{L}}*){{0,3}})",
            text[start:begin],
        )
    )
    return names.pop() if len(names) == 1 else None
