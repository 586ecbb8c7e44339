"""The grammar of lists of bodies: classes of bodies, committees by level, names that share a word."""

from __future__ import annotations

import regex

from extractors.patterns import either
from extractors.rulebook import Rulebook

PROPER = r"\p{Lu}\p{L}*(?:[ ]\p{Lu}\p{L}*|[ ]\d{1,2}(?![\d/.]))*"
SEPARATOR = regex.compile(
    r"\s*(?:[,;]\s*(?:và\s+|cùng\s+)?|\s(?:và|cùng|hoặc)\s+|/\s*|\s[-–]\s)"
    r"|\s+(?=(?:Sở|Bộ|UBND|Ủy ban|Các) )"
)
NAMES = regex.compile(rf"{PROPER}(?:(?:,\s*|\s+và\s+){PROPER})*")
NAME = regex.compile(PROPER)
NUMBERED = regex.compile(r"\s+(?:số\s+\d{1,2}(?![\d/.])|khu vực\s+[IVX\d]{1,5}(?!\p{L}))")
"""What tells one of several bodies of a name: "số 2", "khu vực VIII"."""
GAP = regex.compile(r"[;\n]\s*|,\s(?=\p{Lu}|các\s)")
"""Where a field may go on with another party."""
PARTY_GROUP = regex.compile(r"(Đảng ủy|Đảng [đĐ]oàn|Ban [cC]án sự [đĐ]ảng)\s+(?=\p{Lu})")
COMRADE = regex.compile(r"(?:các )?đồng chí\s+", regex.IGNORECASE)
OFFICE = regex.compile(
    r"(?:(?:các )?đồng chí\s+)?(?P<office>(?:Phó )?(?:Thủ tướng Chính phủ|Thủ tướng))"
    r"(?P<person>(?:\s+\p{Lu}\p{Ll}+){2,4})?"
)
"""A person in office: "Phó Thủ tướng Chính phủ …"."""
NO_BODY = regex.compile(
    r"(?:Tổ chức(?! (?:công tác|tư vấn))|Báo cáo|Ban hành|Phòng,? (?:chống|ngừa)|Hội (?:nghị|thảo)|Văn bản"
    r"|Đoàn kết|Trường hợp|Đội ngũ|Bộ (?:máy|luật|tiêu chí|chỉ tiêu)|Quỹ đất|Khu vực|Viện dẫn|Đại diện"
    r"|Thanh tra,)"
    r"(?!\p{L})",
    regex.IGNORECASE,
)
"""What begins like a body's name and is none."""
_DETERMINER = r"(?:toàn thể |tất cả )?(?:các|những|từng|mỗi)\s+"
_COMMITTEE = r"(?:UBND|HĐND|[ỦUủu][ỷy] ban nhân dân|[Uu]ỷ ban nhân dân|[Hh]ội đồng nhân dân)"
_RELATIVE = (
    r"(?:được giao|được phân công|có trách nhiệm quản lý|có(?! trách nhiệm)|do)\s(?:[^\s,;:.]+\s?){1,9}?"
)
_SHARED = "sở|bộ|ban|tập đoàn|tổng công ty|công ty|hội|trường|tỉnh|xã|phường|huyện"


class PartyGrammar:
    """The patterns made of a rulebook's words for parties and for what they do."""

    def __init__(self, rules: Rulebook) -> None:
        words: dict[str, list[str]] = {"title": [], "noun": [], "level": [], "modifier": []}
        for row in rules.tables["party_words"]:
            words[row["role"]].append(row["word"])
        verbs = either(row["words"] for row in rules.tables["task_verbs"])
        title = rf"(?:(?:{either(words['title'])}),?\s+(?:và\s+)?)*"
        tells = _telling(either(words["modifier"]), verbs)
        level = rf"(?:{either(words['level'])})(?!\p{{L}})"
        levels = rf"{level}(?:(?:,\s*|\s+và\s+|,\s+và\s+)(?:các\s+)?{level})*"
        # "Sở Nội vụ" is a name, "Sở, ngành" and "các Sở Tỉnh" are classes.
        own = r"(?!\s+(?-i:(?!Tỉnh|Thành phố|Trung ương)\p{Lu}))"
        noun = rf"(?:{either([*words['noun'], *words['level']])})(?!\p{{L}}){own}"
        self.committees = regex.compile(
            rf"{title}{_COMMITTEE}\s+(?P<det>(?:các\s+|cấp\s+)?)(?P<levels>{levels})"
            rf"(?P<colon>\s*:\s*(?=\p{{Lu}}))?(?P<mods>{tells})",
            regex.IGNORECASE,
        )
        self.group = regex.compile(
            rf"(?P<title>{title})(?P<det>(?:{_DETERMINER})?)(?P<nouns>{noun}"
            rf"(?:(?:,\s*|\s+và\s+)(?!các\s|những\s){noun})*)(?P<mods>{tells})",
            regex.IGNORECASE,
        )
        self.several = regex.compile(
            rf"{title}các\s+(?P<kind>{_SHARED})\s*(?P<colon>:)?\s+(?-i:(?=\p{{Lu}} ?\p{{Ll}}))",
            regex.IGNORECASE,
        )
        self.of_level = regex.compile(
            rf"\s+(?:các\s+(?:cấp|{levels})|tỉnh, thành phố(?: trực thuộc trung ương)?"
            rf"|cấp\s+(?:{level}|cơ sở|trung ương))(?!\p{{L}}| (?-i:\p{{Lu}}))",
            regex.IGNORECASE,
        )
        self.place = regex.compile(rf"(?P<l>[Tt]ỉnh|[Tt]hành phố)\s+(?={PROPER})")
        acts = either(row["words"] for row in rules.tables["task_verbs"] if row["role"] == "acts")
        self.acts = regex.compile(rf"[\s,]+(?:{acts})(?!\p{{L}})")
        self.verb = regex.compile(rf"(?<!(?:[Cc]ông|[Cc]hương|[Qq]uy|[Tt]iến))\s(?:{verbs})(?!\p{{L}})")


def _telling(modifiers: str, verbs: str) -> str:
    """What may follow a class and tell which of it: a modifier, a relative clause, the kind of a firm."""
    here = rf"(?:tỉnh|thành phố)(?:\s+(?-i:{PROPER}))?"
    modifier = rf"(?:\s+(?:{modifiers}|{here})(?!\p{{L}}))"
    verb = rf"(?<!(?:[Cc]ông|[Cc]hương|[Qq]uy|[Tt]iến) )(?:{verbs})(?!\p{{L}})"
    # "các chủ đầu tư hạ tầng khu công nghiệp, …": small words up to a comma or a modifier.
    tail = rf"(?:\s+(?!{verb}|(?:và|liên quan)\s)(?-i:\p{{Ll}}+|\p{{Lu}}{{2,6}})(?!\p{{L}})){{1,6}}"
    ends = r"(?=\s*(?:[,;]|\s(?:và|liên quan|có liên quan|trên địa bàn|thuộc|trong (?:quá trình|việc))\s))"
    kind = rf"(?<=(?:tư|chức|nghiệp|vị)){tail}{ends}{modifier}*"
    relative = rf"\s+{_RELATIVE}(?=\s*(?:[,;:.]|$|{verb}))"
    return rf"{modifier}*(?:{kind}|{relative})?"
