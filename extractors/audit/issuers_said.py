"""`symbol_issuer_mismatch`: the text says that one body issued a document, its symbol is another's."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.audit.cited import is_numbered, key_of, label_of, letters_of
from extractors.audit.letters_of_bodies import body_letters
from extractors.audit.wording import severity
from extractors.bodies import body_reader
from extractors.home import Home
from extractors.issuers import JOINT_TYPES
from extractors.model import Document, Facts, Finding, IssuerBasis, Reference
from extractors.patterns import either, last_end
from extractors.rulebook import Rulebook
from extractors.speakers import SpeakerReader

_REACH = 260
_SENTENCE = regex.compile(r"\n|[.;!?…]\s+(?=\p{Lu})")
_DONE = r"(?:(?:đã|vừa|cũng|tiếp tục|kịp thời)\s+){0,2}"
_PUTS_OUT = regex.compile(rf"\s*{_DONE}(?:ban hành|ký ban hành|phát hành|có|gửi)\s+(?:(?:các|những)\s+)?\(?")
_WRITES = regex.compile(
    r"\s*(?:đã|vừa)\s+(?:có ý kiến|xin ý kiến|lấy ý kiến|gửi|trả lời|hướng dẫn|đề nghị|báo cáo)\s[^;.\n]*?"
    r"\s(?:tại|bằng)\s+(?:các\s+)?\(?"
)
_CUE = regex.compile(r"(?:hành|có|gửi|tại|bằng)\s+(?:(?:các|những)\s+)?\(?$")
_ANYWHERE = Home("Ở Đâu Đó")
"""A place to complete names with: only the kind of a body counts here."""
_OPENS = (",", ":", "-", ";")


class SaidIssuers:
    """Compares who issued a document by the words of the text with who owns the letters of its symbol."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._letters = body_letters(rules)
        self._speakers = SpeakerReader(rules, body_reader(rules))
        rows = rules.tables["self_words"]
        self._own = {(row["words"], row["issuer"]) for row in rows}
        words = either(row["words"] for row in rows)
        self._self = regex.compile(rf"(?<!\p{{L}})(?:{words})(?=\s)", regex.IGNORECASE)

    def find(self, document: Document, facts: Facts) -> Iterator[Finding]:
        """A finding for the first mention of every document with such a contradiction."""
        told: set[tuple[tuple[str, str], str]] = set()
        for reference in facts.references:
            if not is_numbered(reference):
                continue
            kind, letters = letters_of(reference.symbol or "", self._rules)
            if kind in JOINT_TYPES or not self._letters.bodies(letters):
                continue
            said = self._said(document.text, reference, facts, letters)
            if said and (key_of(reference), said) not in told:
                told.add((key_of(reference), said))
                yield self._finding(reference, said, letters)

    def _said(self, text: str, reference: Reference, facts: Facts, letters: str) -> str | None:
        """The body that the text names as the issuer, where it cannot have these letters."""
        if reference.issuer_basis is IssuerBasis.STATED:
            issuer = reference.issuer or ""
            return issuer if ", " not in issuer and self._letters.contradict(letters, issuer) else None
        if not _CUE.search(text, max(0, reference.start - 24), reference.start):
            return None
        begin = last_end(_SENTENCE, text, max(0, reference.start - _REACH), reference.start)
        return self._self_said(text, begin, reference, facts, letters) or self._heard(
            text, begin, reference, letters
        )

    def _self_said(
        self, text: str, begin: int, reference: Reference, facts: Facts, letters: str
    ) -> str | None:
        """The document's own issuer, where it says of itself "đơn vị đã ban hành …"."""
        issuer = facts.header.issuer or ""
        word = next(iter(reversed(list(self._self.finditer(text, begin, reference.start)))), None)
        if word is None or not _PUTS_OUT.fullmatch(text, word.end(), reference.start):
            return None
        lead = text[begin : word.start()].rstrip()
        if lead and not lead.endswith(_OPENS):
            return None
        fits = any(word[0].lower() == w.lower() and issuer.startswith(i) for w, i in self._own)
        return issuer if fits and self._letters.contradict(letters, issuer) else None

    def _heard(self, text: str, begin: int, reference: Reference, letters: str) -> str | None:
        """The last body before the mention, where it puts the document out; else nobody is heard."""
        last = None
        for start, body in self._speakers.bodies_before(text, begin, reference.start, _ANYWHERE):
            last = start, body
        if last is None or not last[1].name or not self._letters.contradict(letters, last[1].name):
            return None
        start, body = last
        if _PUTS_OUT.fullmatch(text, body.end, reference.start):
            return body.printed
        lead = text[begin:start].rstrip()
        opens = (not lead or lead.endswith(_OPENS)) and self._peers(letters, body.name or "")
        writes = opens and _WRITES.fullmatch(text, body.end, reference.start)
        return body.printed if writes else None

    def _peers(self, letters: str, name: str) -> bool:
        """Whether both bodies stand on one level: what a department asks for, a committee may sign."""
        levels = {body.level for body in self._letters.bodies(letters)}
        return bool(levels & {body.level for body in self._letters.named(name)})

    def _finding(self, reference: Reference, said: str, letters: str) -> Finding:
        owner = self._letters.bodies(letters)[0].name.split(" {")[0].split(" | ")[0]
        values = {
            "document": label_of(reference),
            "stated": " ".join(said.split()),
            "by_symbol": "Tỉnh ủy, Thành ủy" if owner == "{party}" else owner,
        }
        rule = "symbol_issuer_mismatch"
        return Finding(rule, severity(rule, self._rules), reference.start, reference.end, values)
