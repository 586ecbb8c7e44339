"""What Datasette's pages say in Vietnamese: names of tables, of columns, of comparisons; how cells look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils import tilde_encode
from markupsafe import Markup

from pipeline.messages import COLUMNS, QUESTIONS
from pipeline.messages import value as words_of
from pipeline.queries import CODED
from pipeline.web.asking import LANG, document_address

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

TABLES: Mapping[str, tuple[str, str]] = {
    "documents": ("Văn bản", "Mỗi dòng là một văn bản, dù sổ có tệp của nó hay chỉ thấy nó được viện dẫn."),
    "files": ("Tệp", "Mỗi dòng là một nội dung tệp, nhận ra nhờ mã băm SHA-256 của nó."),
    "file_pairs": ("Tệp giống nhau", "Hai tệp đã được so câu chữ, và có phải cùng một văn bản không."),
    "file_decisions": ("Quyết định về tệp", "Hai tệp có phải cùng một văn bản không, theo người dùng."),
    "doubts": ("Chữ đọc chưa chắc", "Chữ trong bản quét mà máy đọc chưa chắc."),
    "repairs": ("Chữ đã chữa khi đọc", "Ký tự trong tệp đã được thay để đọc đúng ý của nó."),
    "paths": ("Nơi lưu tệp", "Tệp nằm ở đâu trên đĩa; cùng một nội dung có thể nằm ở nhiều nơi."),
    "texts": ("Toàn văn", "Văn bản chữ của từng tệp; mọi vị trí trong sổ đếm theo ký tự của nó."),
    "blocks": ("Đoạn", "Đoạn văn, đề mục, mục liệt kê, ô bảng và chú thích theo thứ tự đọc."),
    "table_cells": ("Ô bảng", "Các ô của bảng có dữ liệu."),
    "mentions": ("Lượt viện dẫn", "Mỗi dòng là một chỗ trong tệp nêu tên văn bản khác."),
    "mention_candidates": ("Văn bản có thể là", "Các văn bản mà một lượt viện dẫn chưa rõ có thể chỉ đến."),
    "citations": ("Quan hệ", "Các cạnh của đồ thị: văn bản nào quan hệ thế nào với văn bản nào, do ai nêu."),
    "links": ("Quan hệ được nêu hộ", "Điều một tệp nói về quan hệ giữa hai văn bản mà nó nhắc đến."),
    "corrections": ("Sửa viện dẫn", "Điều người dùng đã quyết định về một lượt viện dẫn."),
    "bodies": ("Cơ quan", "Các cơ quan ban hành văn bản, theo tên ghi trong văn bản."),
    "statistics": ("Số liệu", "Mỗi dòng là một con số trong câu hoặc trong ô bảng."),
    "checks": ("Phép kiểm tra", "Các phép tính và so sánh đã thử, kèm kết quả."),
    "findings": ("Phát hiện", "Những chỗ người dùng nên xem lại."),
    "reviews": ("Quyết định về phát hiện", "Điều người dùng đã quyết định về từng phát hiện."),
    "tasks": ("Nhiệm vụ", "Việc được giao: ai làm, với ai, việc gì, hạn nào."),
    "task_bodies": ("Cơ quan của nhiệm vụ", "Cơ quan chủ trì và phối hợp của từng nhiệm vụ."),
    "task_references": ("Viện dẫn trong nhiệm vụ", "Các lượt viện dẫn trong câu giao việc."),
    "outcomes": ("Kết quả được báo cáo", "Câu, mục hoặc dòng bảng nói một việc đã đi đến đâu."),
    "outcome_references": ("Viện dẫn trong kết quả", "Các lượt viện dẫn trong câu nói về kết quả."),
    "task_links": ("Nối nhiệm vụ", "Nhiệm vụ nối với chỗ nói về nó ở văn bản sau."),
    "decided_places": ("Chỗ đã quyết định", "Nhiệm vụ và kết quả mà người dùng đã quyết định."),
    "task_corrections": ("Sửa nhiệm vụ", "Điều người dùng đã sửa ở nhiệm vụ."),
    "link_decisions": ("Quyết định về mối nối", "Điều người dùng đã quyết định về mối nối nhiệm vụ."),
    "runs": ("Các lần đọc", "Mỗi dòng là một lần chạy đọc thư mục văn bản."),
    "failures": ("Tệp không đọc được", "Tệp chưa đọc được và lý do."),
    "settings": ("Ghi chú của sổ", "Điều chương trình tự ghi về sổ."),
}
OWN_PAGES: Mapping[str, tuple[str, str]] = {
    "documents": ("/van-ban", "Văn bản"),
    "citations": ("/do-thi", "Đồ thị"),
    "documents_citing_documents": ("/do-thi", "Đồ thị"),
    "plans_citing_decisions": ("/ke-hoach-quyet-dinh", "Kế hoạch ↔ quyết định"),
    "findings": ("/ra-soat", "Rà soát"),
    "open_findings": ("/ra-soat", "Rà soát"),
    "tasks": ("/nhiem-vu", "Nhiệm vụ"),
    "tasks_by_body": ("/nhiem-vu", "Nhiệm vụ"),
    "statistics": ("/chi-tieu", "Chỉ tiêu"),
    "figures": ("/chi-tieu", "Chỉ tiêu"),
}
"""Tables and views whose rows a page of ours shows, faster and with their context."""
LOOKUPS: Mapping[str, str] = {
    "exact": "bằng",
    "not": "khác",
    "contains": "chứa",
    "endswith": "kết thúc bằng",
    "startswith": "bắt đầu bằng",
    "gt": "lớn hơn",
    "gte": "từ … trở lên",
    "lt": "nhỏ hơn",
    "lte": "đến … trở xuống",
    "like": "khớp mẫu (% _)",
    "notlike": "không khớp mẫu (% _)",
    "glob": "khớp mẫu (* ?)",
    "in": "là một trong (cách bằng dấu phẩy)",
    "notin": "không là một trong",
    "arraycontains": "danh sách có",
    "arraynotcontains": "danh sách không có",
    "date": "vào ngày",
    "isnull": "bỏ trống",
    "notnull": "không bỏ trống",
    "isblank": "trống hoặc rỗng",
    "notblank": "có nội dung",
}
_OWN_COLUMNS: Mapping[str, str] = {
    "asserted_by": "văn bản nói",
    "basis": "cơ sở",
    "body_id": "cơ quan",
    "borne_by": "bên mang quan hệ",
    "cluster": "nhóm",
    "conflict": "mâu thuẫn",
    "cycle": "vòng",
    "end_offset": "vị trí cuối",
    "fingerprint": "phiên bản đọc",
    "first_link": "chỗ nêu hộ đầu tiên",
    "first_mention": "lượt đầu tiên",
    "finished": "kết thúc",
    "found": "tìm thấy",
    "failed": "lỗi",
    "exact": "đủ chữ số",
    "from_document": "văn bản nguồn",
    "from_mention": "lượt nguồn",
    "issuer_basis": "cơ sở của cơ quan",
    "key": "khóa",
    "kind": "kiểu",
    "label": "tên gọi",
    "media_type": "kiểu nội dung",
    "name": "tên",
    "notes": "ghi chú khi đọc",
    "number_key": "số để tìm",
    "original": "chữ gốc trong tệp",
    "ordinal": "thứ tự",
    "place": "nơi",
    "period_from": "kỳ từ",
    "period_to": "kỳ đến",
    "pinpoint": "điều, khoản",
    "read": "đã đọc",
    "reader": "cách đọc",
    "recipients": "nơi nhận",
    "removed": "đã gỡ",
    "repaired": "đã sửa chữ",
    "run_id": "lần đọc",
    "signer": "người ký",
    "signer_title": "chức vụ người ký",
    "start_offset": "vị trí đầu",
    "started": "bắt đầu",
    "symbol_key": "ký hiệu để tìm",
    "text": "câu chữ",
    "to_document": "văn bản đích",
    "to_mention": "lượt đích",
    "unchanged": "không đổi",
    "year": "năm",
}
"""Columns of tables that no listing has."""
_DOCUMENTS = frozenset(
    {
        "document_id", "from_document", "to_document", "plan_id", "decision_id", "citing_id", "cited_id",
        "candidate_id", "changed_by_id", "ended_by_id", "asserted_by_id", "by_document_id",
    }
)  # fmt: skip
"""Columns that hold the id of a document, whatever the table."""
_OF_TABLES = frozenset({("citations", "asserted_by"), ("documents", "id")})
_ROWS: Mapping[str, str] = {
    "file_id": "files",
    "other_file_id": "files",
    "run_id": "runs",
    "body_id": "bodies",
    "mention_id": "mentions",
    "first_mention": "mentions",
    "from_mention": "mentions",
    "to_mention": "mentions",
    "first_link": "links",
    "check_id": "checks",
    "task_id": "tasks",
    "outcome_id": "outcomes",
}
"""Columns that hold the id of a row of another table."""
_HASH = re.compile(r"[0-9a-f]{40,128}")
_HASH_SHOWN = 10


def described() -> dict[str, Any]:
    """Titles of tables and views, and which column names a row, as Datasette takes them."""
    tables: dict[str, dict[str, Any]] = {
        name: {"title": question[LANG == "vi"]} for name, question in QUESTIONS.items()
    }
    tables |= {name: {"title": title, "description": told} for name, (title, told) in TABLES.items()}
    tables["documents"]["label_column"] = "label"
    tables["mentions"]["label_column"] = "text"
    tables["search_index"] = {"hidden": True}
    return {"title": "Dữ liệu của sổ", "tables": tables}


def column_words(name: str) -> str:
    """What a column is called in Vietnamese; "" where it has no name but its own."""
    told = COLUMNS.get(name)
    return told[LANG == "vi"] if told else _OWN_COLUMNS.get(name, "")


def table_words(name: str) -> str:
    """What a table or view is called in Vietnamese; its own name where it has no other."""
    if name in TABLES:
        return TABLES[name][0]
    return QUESTIONS[name][LANG == "vi"] if name in QUESTIONS else name


def cell(datasette: Site, database: str, table: str | None, column: str, value: Any) -> Markup | None:
    """A cell that leads on or is shortened; None for one that Datasette shows as it is."""
    label = value.get("label") if isinstance(value, dict) else None
    plain = value.get("value") if isinstance(value, dict) else value
    if not plain:
        return None
    if isinstance(plain, str) and (column in _DOCUMENTS or (table, column) in _OF_TABLES):
        told = label or plain
        return Markup('<a href="{}" title="{}">{}</a>').format(document_address(plain), plain, told)
    if isinstance(plain, str) and _HASH.fullmatch(plain):
        return Markup('<code title="{}">{}…</code>').format(plain, plain[:_HASH_SHOWN])
    if column in _ROWS and isinstance(plain, int | str):
        link = datasette.urls.row(database, _ROWS[column], tilde_encode(str(plain)))
        return Markup('<a href="{}">{}</a>').format(link, _short(str(label or plain)))
    if isinstance(plain, str) and column in CODED and (worded := words_of(plain, LANG)) != plain:
        return Markup('{} <span class="quiet">{}</span>').format(plain, worded)
    return None


def _short(label: str) -> str:
    return label if len(label) <= 60 else f"{label[:59]}…"
