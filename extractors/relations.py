"""Gives every mention its relation and the document that bears it."""

from __future__ import annotations

import regex

from extractors.changes import REACH
from extractors.competence import CHANGES, competence, is_older
from extractors.cue_reader import CueReader
from extractors.cue_windows import leader
from extractors.drafts import Draft
from extractors.home import Home
from extractors.rulebook import Rulebook

_PARTY_BODY = regex.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy|Đảng bộ|Trung ương")
_RECIPIENTS = regex.compile(r"\n[^\w\n]*(?:Nơi nhận|NƠI NHẬN)(?!\p{L})")
_ANNEX = regex.compile(r"\n[^\w\n]*(?:PHỤ LỤC|Phụ lục|MẪU|Mẫu)(?!\p{L})")
_DECLARED = regex.compile(
    r"(?<!\p{L})này\s+(?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)(?!\p{L})[^.;:\n]{0,60}$"
)
# A submission names what the act that it proposes will do; itself it does nothing of the kind.
_OF_ACTS = frozenset({"implements", "guides", "based_on"})


class RelationReader:
    """Settles relations with the cues and the powers that a rulebook knows; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._cues, self._competence = CueReader(rules), competence(rules)

    def settle(self, text: str, drafts: list[Draft], home: Home, kind: str | None = None) -> None:
        """Give every mention its relation and its bearer, in a document of the type `kind`.

        A bearer that is not among `drafts` was left out of them as the document's own number: what it bears,
        this document bears.
        """
        cited = {id(draft) for draft in drafts}
        annex = _annex(text)
        tells_after = self._cues.tells_after(text)
        for index, draft in enumerate(drafts):
            if draft.in_name and draft.bearer is not None:
                draft.relation, draft.by, draft.borne_by = "amends", draft.bearer.named_in(text), draft.bearer
                continue
            first = leader(text, drafts, index)
            if first is not None:
                draft.relation, draft.by, draft.borne_by = first.relation, first.by, first.borne_by
                draft.led_by, draft.put_out = first, first.put_out
                continue
            after = self._cues.read_after(text, drafts, index) if tells_after else None
            relation = after or self._cues.read_before(text, drafts, index, kind)
            bearer = draft.bearer
            speaks = bearer is not None and id(bearer) in cited and not is_older(bearer, draft)
            if bearer is not None and speaks and relation != "issues":
                draft.by, draft.borne_by = bearer.named_in(text), bearer
            draft.put_out = relation == "issues"
            declared = _DECLARED.search(text, max(0, draft.start - REACH), draft.start)
            draft.relation = relation if declared else self._possible(draft, relation, home, kind)
            if draft.relation == "based_on" and draft.start > annex:
                # A form or a procedure in an annex rests on this, the document itself does not.
                draft.relation = "cites"

    def _possible(self, draft: Draft, relation: str, home: Home, kind: str | None) -> str:
        """The relation if the one who bears it can do such a thing, else "cites"."""
        if relation == "issues":
            return relation if _near(draft, home) else "cites"
        bearer = draft.borne_by
        own = (bearer.type, bearer.issuer) if bearer is not None else (kind, home.issuer)
        if relation in _OF_ACTS and bearer is not None and bearer.type == "Tờ trình":
            return "cites"
        if relation == "guides":
            return relation if self._competence.may_guide(own[1], draft) else "cites"
        if relation not in CHANGES:
            return relation
        return relation if self._competence.may_change(*own, draft, relation) else "cites"


def _annex(text: str) -> int:
    """Where the first annex begins behind the list of recipients; the end of the text where there is none."""
    recipients = _RECIPIENTS.search(text)
    heading = _ANNEX.search(text, recipients.end()) if recipients else None
    return int(heading.start()) if heading else len(text)


def _near(draft: Draft, home: Home) -> bool:
    """Whether the cited document is of the citing body or of its province, not of a higher body."""
    if draft.issuer is None:
        return False
    if draft.issuer == home.issuer:
        return True
    same_side = (draft.family == "party") == bool(_PARTY_BODY.search(home.issuer or ""))
    return same_side and bool(home.place and draft.issuer.endswith(home.place))
