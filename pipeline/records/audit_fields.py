"""The fields of checks and findings in a record."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Severity, Verdict
from pipeline.records.fields import PLACE
from pipeline.records.kinds import (
    CODE,
    COUNT,
    FLAG,
    KEY,
    NUMBER,
    TEXT,
    WORDS,
    Field,
    many,
    of,
    one_of,
    or_null,
)

_SIDE = or_null(many(or_null(NUMBER), 2))

CHECK = (
    Field("rule", CODE, "What was tried.", "Phép kiểm tra."),
    Field("verdict", one_of(Verdict), "What came of it.", "Kết quả."),
    Field("expression", WORDS, "Spelled out as people write it.", "Viết ra như người ta viết."),
    *PLACE,
    Field("left", _SIDE, "What the left side may be, both ends; null: open.",
          "Khoảng giá trị của vế trái; null: để ngỏ."),
    Field("right", _SIDE, "What the right side may be.", "Khoảng giá trị của vế phải."),
    Field("spans", many(many(COUNT, 2)), "Start and end of each figure that takes part.",
          "Vị trí đầu, cuối của từng con số tham gia."),
    *(
        Field(name, kind, f"Operand: {english}.", f"Toán hạng: {vietnamese}.", False)
        for name, kind, english, vietnamese in (
            ("total", NUMBER, "the total", "tổng"),
            ("parts", many(NUMBER), "the parts", "các phần"),
            ("part", NUMBER, "the part", "một phần"),
            ("percent", NUMBER, "the percentage", "tỷ lệ phần trăm"),
            ("value", NUMBER, "the value", "giá trị"),
            ("earlier", NUMBER, "the earlier value", "giá trị kỳ trước"),
            ("change", NUMBER, "the change that is printed", "mức tăng giảm được ghi"),
            ("other", NUMBER, "the other value", "giá trị kia"),
            ("words", TEXT, "the number in words", "số viết bằng chữ"),
            ("count", NUMBER, "the number announced before a list", "số nêu trước danh sách"),
            ("items", many(TEXT), "the items of the list", "các mục của danh sách"),
            ("announced", COUNT, "how many are announced", "số được nêu"),
            ("listed", COUNT, "how many are listed", "số được liệt kê"),
            ("formula", TEXT, "the formula of a table", "công thức của bảng"),
            ("column", COUNT, "the column of the formula", "cột của công thức"),
        )
    ),
    Field("holds", FLAG, "Whether it comes out.", "Có khớp không.", False),
    Field("implied", FLAG, "Whether it is not printed, but follows.", "Không ghi ra mà suy ra.", False),
)  # fmt: skip

OTHER = (
    Field("start", COUNT, "Offset of the first character.", "Vị trí ký tự đầu."),
    Field("end", COUNT, "Offset behind the last character.", "Vị trí ngay sau ký tự cuối."),
    Field("text", TEXT, "The words.", "Câu chữ."),
)


def finding(rules: Sequence[str]) -> tuple[Field, ...]:
    """The fields of what a person should look at."""
    return (
        Field(
            "rule", {"type": "string", "enum": list(rules)}, "The rule that is broken.", "Quy tắc bị vi phạm."
        ),
        Field("severity", one_of(Severity), "How loud it is.", "Mức độ."),
        *PLACE,
        Field("why", WORDS, "What is wrong, in Vietnamese.", "Sai ở đâu, bằng tiếng Việt."),
        Field("why_en", WORDS, "What is wrong, in English.", "Sai ở đâu, bằng tiếng Anh."),
        Field("other", or_null(of("other")), "The words that it contradicts.", "Câu chữ mà nó mâu thuẫn."),
        Field(
            "registry", of("reviewed"), "What the registry knows of it.", "Điều sổ đăng ký biết về nó.", False
        ),
    )


_DECISIONS = one_of(("accepted", "dismissed"), {"accepted": "đúng là lỗi", "dismissed": "bỏ qua"})
REVIEWED = (
    Field("key", KEY, "Lasting key of the finding.", "Khóa của phát hiện, không đổi khi đọc lại."),
    Field("decision", or_null(_DECISIONS), "What a person decided.", "Người dùng đã quyết định thế nào."),
)
