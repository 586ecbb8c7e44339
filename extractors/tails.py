"""Reads what follows a mention's number: its date, the body that issued it, and where its title begins."""

from __future__ import annotations

import regex

from extractors.bodies import BodyReader, FoundBody
from extractors.dates import match_date, mend_date
from extractors.drafts import Draft
from extractors.home import Home
from extractors.issuers import JOINT_TYPES
from extractors.model import IssuerBasis

_DATE_LEAD = regex.compile(
    r"\s*(?:\([^()\d]{2,60}\)\s*)?,?\s*(?:(?:ký|ban hành)\s+)?"
    r"(?P<same>cùng\s+)?(?=ngày|tháng\s*\d|năm\s*\d{4})",
    regex.IGNORECASE,
)
_OF = regex.compile(
    r"\s*(?:\([^()\n]{2,90}\)\s*)?,?\s*(?:(?:của|do)\s+(?:liên\s+(?=bộ|sở))?|(?=Hội nghị lần thứ))",
    regex.IGNORECASE,
)
_ISSUED_BY = regex.compile(r"\s*(?:ban hành|ký)\b")
_PARTNER = regex.compile(r"\s*(?:[-–,]|và)\s*(?:và\s+)?(?=\p{Lu})")
_TITLE_LEAD = regex.compile(
    r"(?:\s?\[\d{1,3}\])?\s*(?:\([^()\n]{2,140}\)\s*)?,?\s*"
    r"(?P<s>(?:về việc|về|V/v|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|bổ sung"
    r"|công bố|thành lập|triển khai|điều chỉnh|thay thế|kiện toàn|bãi bỏ|thực hiện|tổ chức"
    r"|đề nghị|thi hành)(?!\p{L}))",
    regex.IGNORECASE,
)
_MALFORMED_DATE = regex.compile(r"\s*,?\s*ngày\s*(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,4})(?!\d)")
_LEVEL_WORDS = r"tỉnh|thành phố|xã|phường|huyện|quận|thị xã|đặc khu|thị trấn"
_LEVEL_ALONE = regex.compile(rf"(?:{_LEVEL_WORDS})(?!\p{{L}}| \p{{Lu}})", regex.IGNORECASE)
_LEVEL_LAST = regex.compile(rf"(?:{_LEVEL_WORDS})$", regex.IGNORECASE)


class TailReader:
    """Reads tails with the bodies of a rulebook; made once a rulebook."""

    def __init__(self, bodies: BodyReader) -> None:
        self._bodies = bodies

    def read(self, text: str, draft: Draft, home: Home, limit: int) -> None:
        """Read date and body after the symbol, and where a title begins, none of them beyond `limit`."""
        position = self._read_date(text, draft, draft.symbol_end)
        of = _OF.match(text, position)
        if of and of.end() <= limit:
            position = self._read_body(text, draft, home, of, position)
        draft.tail = max(position, draft.end)
        lead = _TITLE_LEAD.match(text, draft.tail)
        between = text[draft.tail : lead.start("s")] if lead else ""
        if lead and (lead.end() <= limit or "(" in between) and "\n" not in between:
            draft.title_start = lead.start("s")

    def _read_body(self, text: str, draft: Draft, home: Home, of: regex.Match[str], position: int) -> int:
        body = self._bodies.read(text, of.end(), home)
        passive = of[0].strip(", ").lower().startswith("do")
        if body and not (passive and not _ISSUED_BY.match(text, body.end)):
            position = self._state(text, draft, home, body)
            return position if draft.date_stated else self._read_date(text, draft, position)
        level = _LEVEL_ALONE.match(text, of.end())
        if level:
            draft.level = level[0].lower()
            return int(level.end())
        return position

    def _state(self, text: str, draft: Draft, home: Home, body: FoundBody) -> int:
        """Take a body for the issuer; one whose place cannot be told leaves the issuer open."""
        if body.name is None:
            level = _LEVEL_LAST.search(body.printed)
            draft.level = level[0].lower() if level else None
            draft.issuer_open, draft.candidates = True, (body.printed,)
            return body.end
        names, end = self._fitting(text, draft, home, body)
        while draft.type_letters in JOINT_TYPES and (partner := self._partner(text, end, home)):
            if not partner.name:
                break
            names.append(partner.name)
            end = partner.end
        if draft.issuer is None:
            draft.issuer, draft.basis = ", ".join(names), IssuerBasis.STATED
        return end

    def _fitting(self, text: str, draft: Draft, home: Home, body: FoundBody) -> tuple[list[str], int]:
        """The body, or the second of a pair where only that one signs so: "của Chính phủ, Thủ tướng …"."""
        assert body.name is not None
        expected, _ = self._bodies.by_letters(draft.body_letters.split("-")[0], home, draft.date)
        gap = _PARTNER.match(text, body.end)
        if expected and body.name != expected and gap:
            second = self._bodies.read(text, gap.end(), home)
            if second and second.name == expected:
                return [expected], second.end
        return [body.name], body.end

    def _partner(self, text: str, end: int, home: Home) -> FoundBody | None:
        """The next body of a joint document: "liên Bộ Y tế - Tài chính", "Bộ Nội vụ và Bộ Tài chính"."""
        gap = _PARTNER.match(text, end)
        if not gap:
            return None
        found = self._bodies.read(text, gap.end(), home)
        if found and found.name and found.name.startswith("Bộ"):
            return found
        short = self._bodies.read(f"Bộ {text[gap.end() : gap.end() + 80]}", 0, home)
        if short is None or not self._bodies.is_known(short.name):
            return None
        return FoundBody(short.name, gap.end() + short.end - len("Bộ "), short.printed)

    def _read_date(self, text: str, draft: Draft, position: int) -> int:
        lead = _DATE_LEAD.match(text, position)
        if not lead:
            return position
        date = match_date(text, lead.end())
        if (date is None or date.iso is None) and (mended := mend_date(text, lead.end())):
            date, draft.repaired = mended, True
        if not date:
            return self._note_damage(text, draft, position)
        if date.iso is None:
            self._note_damage(text, draft, position)
        draft.date, draft.date_stated, draft.same_date = date.iso, True, bool(lead["same"])
        draft.end = date.end
        return date.end

    @staticmethod
    def _note_damage(text: str, draft: Draft, position: int) -> int:
        """Keep day and month of a date with a damaged year ("21/9/025"); other mentions may tell the rest."""
        malformed = _MALFORMED_DATE.match(text, position)
        if not malformed:
            return position
        draft.damaged_date = (int(malformed[1]), int(malformed[2]))
        draft.date_stated, draft.end = True, malformed.end()
        return int(malformed.end())
