"""The JSON Schema of a record, as extract prints it and as the registry gives it out (draft 2020-12)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from extractors.audit.wording import audit_rules
from extractors.rulebook import Rulebook, load_rules
from pipeline.reading import program_version
from pipeline.records import audit_fields, fields, task_fields
from pipeline.records.kinds import COUNT, HASH, PAGE, TEXT, WORDS, Field, an_object, many, of, one_of
from pipeline.registry import Registry

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HELD_RULES = "SELECT DISTINCT rule FROM findings WHERE scope = 'file'"
_HELD_RELATIONS = "SELECT relation FROM mentions UNION SELECT relation FROM links"

_RECORD = (
    Field("file", WORDS, "Path as given to extract; in an export the file's name.",
          "Đường dẫn đã nêu khi trích xuất; trong bản xuất là tên tệp."),
    Field("sha256", HASH, "SHA-256 of its bytes.", "Mã băm SHA-256 của nội dung tệp."),
    Field("media_type", WORDS, "Media type, told from the content.", "Kiểu nội dung, nhận ra từ chính tệp."),
    Field("pages", PAGE, "How many pages; null without pages.", "Số trang; null nếu không chia trang."),
    Field("characters", COUNT, "Length of the canonical text.", "Độ dài toàn văn, theo ký tự."),
    Field("reader", WORDS, "How it was read.", "Cách đọc."),
    Field("notes", many(TEXT), "How the reading went.", "Ghi chú khi đọc."),
    Field("repairs", many(of("repair")), "Characters that were mended.", "Ký tự đã được chữa."),
    Field("header", of("header"), "What the document says of itself.", "Văn bản tự giới thiệu."),
    Field("references", many(of("reference")), "Mentions of other documents.", "Các lượt viện dẫn."),
    Field("links", many(of("link")), "Relations between numbered documents it names.",
          "Quan hệ giữa các văn bản có số mà nó nêu."),
    Field("statistics", many(of("statistic")), "Figures.", "Số liệu."),
    Field("tasks", many(of("task")), "Assignments.", "Nhiệm vụ được giao."),
    Field("outcomes", many(of("outcome")), "What it says became of tasks.", "Kết quả thực hiện nhiệm vụ."),
    Field("checks", many(of("check")), "Arithmetic and comparisons tried.", "Các phép tính, so sánh đã thử."),
    Field("findings", many(of("finding")), "What a person should look at.", "Những chỗ nên xem lại."),
    Field("links_named", many(of("link")), "Relations with a law by its name, or a short name, at one end.",
          "Quan hệ mà một đầu là luật theo tên hoặc tên gọi tắt."),
    Field("doubts", many(of("doubt")), "Words of scans read with doubt.",
          "Chữ trong bản quét đọc chưa chắc."),
    Field("text", TEXT, "The canonical text in whose characters offsets count.",
          "Toàn văn; mọi vị trí đếm theo ký tự của nó.", False),
    Field("registry", of("file"), "What only the registry knows.", "Điều chỉ sổ đăng ký biết.", False),
)  # fmt: skip


def record_schema(rules: Rulebook | None = None, registry: Registry | None = None) -> dict[str, Any]:
    """The schema of a record.

    Args:
        rules: The rules whose relations and audit rules there may be; the program's own where None.
        registry: Relations and rules that it holds besides were read with rules of its user's own.
    """
    rules = rules or load_rules()
    relations, broken = list(rules.relations), list(audit_rules(rules))
    if registry is not None:
        relations += _more(registry, _HELD_RELATIONS, relations)
        broken += _more(registry, _HELD_RULES, broken)
    relation = one_of(relations, rules.relations)
    objects: tuple[tuple[str, str, str, Sequence[Field]], ...] = (
        ("repair", "Repair", "Chỗ đã chữa", fields.REPAIR),
        ("header", "Header", "Thể thức", fields.HEADER),
        ("reference", "Reference", "Lượt viện dẫn", fields.reference(relation)),
        ("link", "Link", "Quan hệ được nêu hộ", fields.link(relation)),
        ("statistic", "Statistic", "Số liệu", fields.STATISTIC),
        ("task", "Task", "Nhiệm vụ", task_fields.TASK),
        ("outcome", "Outcome", "Kết quả", task_fields.OUTCOME),
        ("check", "Check", "Phép kiểm tra", audit_fields.CHECK),
        ("finding", "Finding", "Phát hiện", audit_fields.finding(broken)),
        ("other", "Contradicted words", "Câu chữ bị mâu thuẫn", audit_fields.OTHER),
        ("doubt", "Doubt", "Chữ đọc chưa chắc", fields.DOUBT),
        ("file", "File in the registry", "Tệp trong sổ", fields.FILE_KNOWN),
        ("resolved", "Resolution", "Kết quả xác định", fields.RESOLVED),
        ("candidate", "Candidate", "Văn bản có thể là", fields.CANDIDATE),
        ("keyed", "Place in the registry", "Chỗ trong sổ", task_fields.KEYED),
        ("reviewed", "Review", "Quyết định", audit_fields.REVIEWED),
    )
    return {
        "$schema": DIALECT,
        "$id": "urn:vanthu:record",
        "$comment": f"vanthu {program_version()}",
        "description": "What one file yields: its header, the documents it names, figures, tasks, findings.",
        "x-description-vi": "Kết quả đọc một tệp: thể thức, viện dẫn, số liệu, nhiệm vụ, phát hiện.",
        **an_object("Record of a file", "Bản ghi của một tệp", _RECORD),
        "$defs": {name: an_object(title, title_vi, told) for name, title, title_vi, told in objects},
    }


def _more(registry: Registry, sql: str, known: list[str]) -> list[str]:
    return sorted({str(row[0]) for row in registry.query(sql)} - set(known))


def schema_text(schema: dict[str, Any]) -> str:
    """The schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
