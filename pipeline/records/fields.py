"""The fields of a record but for tasks and checks, in the order in which it prints them."""

from __future__ import annotations

from extractors.model import (
    Change,
    DoubtWhy,
    IssuerBasis,
    LinkBasis,
    Qualifier,
    RangeEnd,
    ReferenceKind,
    Source,
)
from pipeline.records.kinds import (
    COUNT,
    DATE,
    FLAG,
    HASH,
    NUMBER,
    PAGE,
    TEXT,
    WORDS,
    Field,
    Kind,
    many,
    of,
    one_of,
    or_null,
)

_KINDS = {
    "numbered": "có số, ký hiệu", "short": "gọi tắt tên đã giới thiệu", "named": "theo tên",
    "anaphora": "gọi lại (văn bản nói trên)", "standard": "tiêu chuẩn, quy chuẩn",
}  # fmt: skip
_ISSUER_BASES = {
    "stated": "văn bản ghi rõ", "symbol": "theo ký hiệu", "context": "theo ngữ cảnh",
    "list": "theo danh sách", "self": "chính cơ quan ban hành văn bản này",
}  # fmt: skip
_LINK_BASES = {"title": "tên văn bản này chứa văn bản kia", "clause": "câu nói về cả hai"}

PLACE = (
    Field("text", TEXT, "The words, as the canonical text has them.", "Câu chữ, đúng như toàn văn."),
    Field("start", COUNT, "Offset of the first character, from 0.", "Vị trí ký tự đầu, đếm từ 0."),
    Field("end", COUNT, "Offset behind the last character.", "Vị trí ngay sau ký tự cuối."),
    Field("page", PAGE, "Page, from 1; null without pages.", "Trang, đếm từ 1; null nếu không chia trang."),
)
SECTION = Field(
    "section",
    many(WORDS),
    "Labels of the section, outermost first.",
    "Các mục chứa nó, mục ngoài cùng trước.",
)

HEADER = (
    Field("type", or_null(WORDS), "Type of document.", "Loại văn bản."),
    Field("number", or_null(WORDS), "Number as printed.", "Số, đúng như in."),
    Field("symbol", or_null(WORDS), "Symbol (notation) behind it.", "Ký hiệu sau số."),
    Field("date", or_null(DATE), "Date of issue, ISO.", "Ngày ban hành, dạng ISO."),
    Field("place", or_null(WORDS), "Place of issue.", "Địa danh ban hành."),
    Field("issuer", or_null(WORDS), "Issuing body.", "Cơ quan ban hành."),
    Field("subject", or_null(WORDS), "Subject.", "Trích yếu."),
    Field("period", or_null(many(DATE, 2)), "First and last day that a report covers.",
          "Ngày đầu và ngày cuối của kỳ báo cáo."),
    Field("signer", or_null(WORDS), "Name of the signer.", "Họ tên người ký."),
    Field("signer_title", or_null(WORDS), "Title of the signer.", "Chức vụ người ký."),
    Field("recipients", many(WORDS), "Recipients.", "Nơi nhận."),
    Field("effective", or_null(many(or_null(DATE), 2)), "First and last day in force; null where untold.",
          "Ngày bắt đầu và ngày hết hiệu lực; null nếu không ghi."),
)  # fmt: skip

REPAIR = (
    *PLACE,
    Field("found", TEXT, "The characters that the file holds.", "Các ký tự vốn có trong tệp."),
    Field("reason", WORDS, "Why they were changed.", "Vì sao được thay."),
)


def reference(relation: Kind) -> tuple[Field, ...]:
    """The fields of a mention of another document."""
    return (
        *PLACE,
        SECTION,
        Field("kind", one_of(ReferenceKind, _KINDS), "How it names the document.", "Cách gọi tên văn bản."),
        Field("type", or_null(WORDS), "Type of the cited document.", "Loại của văn bản được nêu."),
        Field("number", or_null(WORDS), "Its number as printed.", "Số của nó, đúng như in."),
        Field("symbol", or_null(WORDS), "Its symbol.", "Ký hiệu của nó."),
        Field("date", or_null(DATE), "Its date, ISO, as far as told.", "Ngày của nó, phần được ghi."),
        Field("issuer", or_null(WORDS), "Who issued it.", "Cơ quan ban hành nó."),
        Field("issuer_basis", one_of(IssuerBasis, _ISSUER_BASES), "What tells the issuer.",
              "Nhờ đâu biết cơ quan ban hành."),
        Field("subject", or_null(WORDS), "Its subject as told here.", "Trích yếu của nó như ghi ở đây."),
        Field("relation", relation, "What the bearer does to it.", "Quan hệ với nó."),
        Field("by", WORDS, "Who bears the relation: \"self\" or a cited document's sign.",
              "Bên mang quan hệ: “self” là chính văn bản này, hoặc số ký hiệu văn bản được nêu."),
        Field("pinpoint", or_null(WORDS), "Article, clause, annex.", "Điều, khoản, phụ lục."),
        Field("repaired", FLAG, "Whether its sign was mended.", "Số, ký hiệu có được chữa khi đọc không."),
        Field("candidates", many(WORDS), "Issuers that remain possible.",
              "Các cơ quan còn có thể là nơi ban hành."),
        Field("registry", of("resolved"), "What the registry knows of it.",
              "Điều sổ đăng ký biết về nó.", False),
    )  # fmt: skip


def link(relation: Kind) -> tuple[Field, ...]:
    """The fields of what a text says between two documents that it names."""
    _, start, end, page = PLACE
    return (
        Field("from", WORDS, "Sign of the bearing document.", "Số, ký hiệu văn bản mang quan hệ."),
        Field("to", WORDS, "Sign of the other document.", "Số, ký hiệu văn bản kia."),
        Field(
            "relation",
            relation,
            "What the first does to the other.",
            "Quan hệ của văn bản đầu với văn bản kia.",
        ),
        Field("basis", one_of(LinkBasis, _LINK_BASES), "What asserts it.", "Nhờ đâu mà biết."),
        start,
        end,
        page,
        Field("text", TEXT, "The sentence that says so.", "Câu nói điều đó."),
    )


STATISTIC = (
    *PLACE,
    SECTION,
    Field("source", one_of(Source), "Where the figure stands.", "Con số nằm ở đâu."),
    Field("value", NUMBER, "Value, scale words multiplied out.", "Giá trị, đã nhân với nghìn, triệu, tỷ."),
    Field("step", NUMBER, "Worth of the last printed digit.", "Giá trị của chữ số in cuối cùng."),
    Field("unit", or_null(WORDS), "Unit.", "Đơn vị tính."),
    Field("qualifier", or_null(one_of(Qualifier)), "Hedge before it.", "Từ rào đón đứng trước."),
    Field("range", or_null(one_of(RangeEnd)), "Which end of a range.", "Đầu nào của một khoảng."),
    Field("change", or_null(one_of(Change)), "Direction of a change.", "Chiều tăng, giảm."),
    Field("percent", or_null(NUMBER), "Percentage printed for it.", "Tỷ lệ phần trăm ghi cho nó."),
    Field("of", or_null(NUMBER), "Whole of which it is a part.", "Tổng mà nó là một phần."),
    Field("indicator", or_null(WORDS), "What is counted.", "Chỉ tiêu: con số đếm cái gì."),
    Field("place", or_null(WORDS), "Place it is about.", "Địa bàn."),
    Field("period", or_null(many(DATE, 2)), "First and last day it holds for.",
          "Ngày đầu và ngày cuối của kỳ."),
    Field("cell", or_null(many(COUNT, 3)), "Table, row and column, from 0.", "Bảng, hàng, cột, đếm từ 0."),
)  # fmt: skip

DOUBT = (
    *PLACE[:3],
    Field("page", {"type": "integer", "minimum": 1}, "Page, from 1.", "Trang, đếm từ 1."),
    Field("box", or_null(many(NUMBER, 4)), "Left, top, right, bottom of its line, in points.",
          "Trái, trên, phải, dưới của dòng chứa nó, theo điểm in (point)."),
    Field("why", one_of(DoubtWhy), "Why to look at it.", "Vì sao nên xem lại."),
    Field("other", or_null(TEXT), "What was read besides.", "Cách đọc khác."),
)  # fmt: skip

CANDIDATE = (
    Field("document_id", or_null(WORDS), "Id of a document.", "Mã văn bản."),
    Field("label", WORDS, "What people call it.", "Tên gọi của nó."),
)
_STATUSES = one_of(("resolved", "ambiguous", "unresolved"))
_BASES = {
    "identity": "đủ số, ký hiệu, năm, cơ quan", "same_file": "chỗ khác trong cùng tệp",
    "only_fit": "chỉ một văn bản khớp", "law_table": "theo bảng các luật", "name": "theo tên",
    "corrected": "người dùng quyết định",
}  # fmt: skip
RESOLVED = (
    Field("document_id", or_null(WORDS), "Id of the document that is meant.", "Mã của văn bản được nói đến."),
    Field("status", or_null(_STATUSES), "Whether it is known which one is meant; null: not asked.",
          "Đã xác định được văn bản chưa; null: không xác định loại này."),
    Field("basis", or_null(one_of(tuple(_BASES), _BASES)), "What tells it.", "Nhờ đâu mà biết."),
    Field("conflict", or_null(one_of(("date",), {"date": "ghi ngày khác"})),
          "What does not fit all the same.",
          "Điều tuy thế vẫn không khớp."),
    Field("candidates", many(of("candidate")), "Documents it may mean, or just misses.",
          "Các văn bản có thể là, hoặc gần khớp."),
)  # fmt: skip
FILE_KNOWN = (
    Field("document_id", or_null(WORDS), "Id of the document in the file.", "Mã của văn bản trong tệp."),
    Field("copy_of", or_null(HASH),
          "SHA-256 of the file of the same document whose facts count; null: this one.",
          "Mã băm của tệp cùng văn bản được dùng; null: dùng chính tệp này."),
    Field("paths", many(WORDS), "Where it lies.", "Nơi lưu."),
)  # fmt: skip
