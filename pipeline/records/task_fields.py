"""The fields of tasks and of what became of them in a record."""

from __future__ import annotations

from extractors.task_facts import DeadlineKind, LeadBasis, OutcomeState, TaskKind
from pipeline.records.fields import PLACE, SECTION
from pipeline.records.kinds import (
    COUNT,
    DATE,
    DEADLINE,
    FLAG,
    KEY,
    TIME,
    WORDS,
    Field,
    many,
    of,
    one_of,
    or_null,
)

_TASKS = {"task": "giao việc", "recommendation": "kiến nghị"}
_LEADS = {
    "stated": "câu giao việc nêu", "heading": "đề mục phía trên nêu", "column": "cột của bảng nêu",
    "line": "dòng riêng nêu", "issuer": "không nêu ai: chính cơ quan ban hành",
}  # fmt: skip
_DEADLINES = {
    "date": "ngày", "month": "tháng", "quarter": "quý", "year": "năm", "recurring": "định kỳ",
    "event": "theo sự kiện", "invalid": "ngày không có trong lịch",
}  # fmt: skip
_STATES = {
    "done": "hoàn thành", "in_progress": "đang thực hiện", "late": "chậm", "not_done": "chưa thực hiện",
    "extended": "được gia hạn",
}  # fmt: skip

_WHEN = (
    Field("deadline", or_null(DEADLINE), "By when: day, month, quarter, year or \"recurring\".",
          "Thời hạn: ngày, tháng, quý, năm hoặc “recurring” (định kỳ)."),
    Field("deadline_text", or_null(WORDS), "Its printed words.", "Câu chữ ghi thời hạn."),
    Field("deadline_kind", or_null(one_of(DeadlineKind, _DEADLINES)), "How it is printed.",
          "Cách ghi thời hạn."),
    Field("due", or_null(DATE), "The last day that counts.", "Ngày cuối cùng còn trong hạn."),
    Field("strict", FLAG, "Whether it says \"before\" that day.", "Ghi là “trước ngày”."),
    Field("inferred", FLAG, "Whether its year is not printed.", "Năm không ghi ra mà suy ra."),
    Field("recurrence", or_null(WORDS), "RFC 5545 rule of a recurring one.",
          "Quy tắc lặp lại theo RFC 5545."),
    Field("time", or_null(TIME), "Hour of the day.", "Giờ trong ngày."),
)  # fmt: skip
_CELL = Field("cell", or_null(many(COUNT, 2)), "Table and row, from 0.", "Bảng và hàng, đếm từ 0.")
_KNOWN = Field(
    "registry", of("keyed"), "What the registry knows of it.", "Điều sổ đăng ký biết về nó.", False
)

TASK = (
    *PLACE,
    Field("kind", one_of(TaskKind, _TASKS), "Whether it assigns or asks.", "Giao việc hay kiến nghị."),
    Field("lead", many(WORDS), "Who leads.", "Cơ quan chủ trì."),
    Field("lead_basis", one_of(LeadBasis, _LEADS), "What names the lead.", "Nhờ đâu biết cơ quan chủ trì."),
    Field("partners", many(WORDS), "Who takes part.", "Cơ quan phối hợp."),
    *_WHEN,
    Field("product", or_null(WORDS), "What is to be handed in.", "Sản phẩm phải nộp."),
    Field("references", many(WORDS), "Signs of documents it names.", "Số, ký hiệu các văn bản được nêu."),
    Field("assigner", or_null(WORDS), "Who assigns.", "Cơ quan giao việc."),
    SECTION,
    _CELL,
    _KNOWN,
)
OUTCOME = (
    *PLACE,
    Field("state", one_of(OutcomeState, _STATES), "What became of the work.", "Việc đã đi đến đâu."),
    Field("cue", WORDS, "The words that tell it.", "Câu chữ nói điều đó."),
    Field("bodies", many(WORDS), "Who did the work.", "Cơ quan thực hiện."),
    Field("products", many(WORDS), "Signs of documents put out.", "Số, ký hiệu văn bản đã ban hành."),
    Field("references", many(WORDS), "Signs of all documents named.", "Số, ký hiệu mọi văn bản được nêu."),
    Field("date", or_null(DATE), "When it was done.", "Ngày hoàn thành."),
    Field("in_time", or_null(FLAG), "Whether in time, where told.", "Có đúng hạn không, nếu có nói."),
    Field("told", or_null(WORDS), "Words of the cells that tell it.", "Câu chữ của các ô nói về kết quả."),
    *_WHEN,
    SECTION,
    _CELL,
    _KNOWN,
)
KEYED = (
    Field("key", KEY, "Lasting key of the place.", "Khóa của chỗ này, không đổi khi đọc lại."),
    Field("copy_of", or_null(KEY), "Key of the same in another file of the document.",
          "Khóa của chỗ trùng ở tệp khác của cùng văn bản."),
)  # fmt: skip
