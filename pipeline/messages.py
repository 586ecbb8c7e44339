"""What the program says on the screen, in English and Vietnamese: sentences, headings and coded values."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from functools import cache

LANGUAGES = ("vi", "en")

SENTENCES: Mapping[str, tuple[str, str]] = {
    "interrupted": (
        "Interrupted. What was registered is safe; the same command goes on where it stopped.",
        "Đã ngắt. Những gì đã vào sổ được giữ nguyên; chạy lại lệnh này để làm tiếp.",
    ),
    "output_failed": ("The output could not be written: {reason}.", "Không ghi được kết quả: {reason}."),
    "reading": ("Reading", "Đang đọc"),
    "nothing_found": ("Nothing found.", "Không tìm thấy kết quả nào."),
    "waiting": (
        "Some files are not joined to documents yet: run `vanthu ingest` again. What follows is incomplete.",
        "Còn tệp chưa được nối với văn bản: hãy chạy lại `vanthu ingest`. Kết quả dưới đây chưa đầy đủ.",
    ),
    "no_files": ("No files to read there.", "Ở đó không có tệp nào để đọc."),
    "limited": (
        "There are more rows than --limit {limit}; raise it to see them.",
        "Còn nhiều dòng hơn --limit {limit}; hãy tăng lên để xem thêm.",
    ),
    "written": ("Wrote {path}.", "Đã ghi {path}."),
    "failed_files": ("{count} file(s) could not be read:", "{count} tệp không đọc được:"),
    "files_removed": ("Gone from disk, taken out", "Không còn trên đĩa, đã bỏ khỏi sổ"),
    "plans_citing_decisions": (
        "Which plans reference which decisions",
        "Kế hoạch nào viện dẫn quyết định nào",
    ),
    "no_plans_citing_decisions": (
        "No plan in the registry references a decision.",
        "Trong sổ chưa có kế hoạch nào viện dẫn quyết định.",
    ),
    "more_rows": (
        "… and {count} more pairs; every mention: vanthu citations --from-type KH --to-type QĐ --db {db}",
        "… và {count} cặp nữa; mọi lượt viện dẫn: vanthu citations --from-type KH --to-type QĐ --db {db}",
    ),
    "summary": ("Summary", "Tổng hợp"),
    "files_found": ("Files found", "Số tệp tìm thấy"),
    "files_read": ("Files read", "Số tệp đã đọc"),
    "files_skipped": ("Unchanged, skipped", "Không đổi, bỏ qua"),
    "files_failed": ("Failed", "Không đọc được"),
    "documents": ("Documents in the registry", "Văn bản trong sổ"),
    "references": ("References", "Lượt viện dẫn"),
    "resolved": ("… resolved to one document", "… xác định được văn bản"),
    "ambiguous": ("… that fit several", "… khớp nhiều văn bản"),
    "unresolved": ("… not resolved", "… chưa xác định"),
    "seconds": ("Seconds", "Số giây"),
    "identity": ("Identity", "Văn bản"),
    "files_a_second": ("files/s", "tệp/giây"),
    "files": ("Files", "Tệp"),
    "cites": ("Cites", "Viện dẫn"),
    "cited_by": ("Cited by", "Được viện dẫn bởi"),
    "none_held": (
        "No file of it is in the registry; it is known because others cite it.",
        "Sổ không có tệp của văn bản này; chỉ biết qua viện dẫn.",
    ),
    "rules_fine": ("The rules hold: every example matches.", "Quy tắc đúng: mọi ví dụ đều khớp."),
    "rules_broken": ("{count} problem(s) in the rules:", "Quy tắc có {count} lỗi:"),
    "scanned": (
        "{files} file(s): {readable} readable, {scan} scanned, {unreadable} unreadable.",
        "{files} tệp: {readable} đọc được, {scan} bản quét, {unreadable} không đọc được.",
    ),
    "resolving": ("Joining references to documents", "Đang nối viện dẫn với văn bản"),
    "graph_title": ("Citation chart of {label}", "Lược đồ {label}"),
    "graph_counts": (
        "Cited by {citing} document(s); cites {cited} document(s).",
        "Được {citing} văn bản viện dẫn; viện dẫn {cited} văn bản.",
    ),
    "graph_alone": (
        "The registry knows of no relation between it and another document.",
        "Sổ chưa ghi quan hệ nào giữa văn bản này với văn bản khác.",
    ),
    "graph_citing": ("What cites it", "Văn bản viện dẫn đến"),
    "graph_cited_by_it": ("What it cites", "Văn bản được viện dẫn"),
    "graph_further": ("{steps} steps away", "Cách {steps} bước"),
    "graph_more": ("… and {count} more", "… và {count} văn bản nữa"),
    "graph_left_out": (
        "… and {count} more documents; raise --limit to see them.",
        "… và {count} văn bản nữa; hãy tăng --limit để xem thêm.",
    ),
    "graph_files": ("{count} file(s) in the registry", "Sổ có {count} tệp"),
    "graph_cited": ("No file of it in the registry", "Sổ không có tệp của văn bản này"),
    "graph_replaces": ("Replaced by {by}", "Bị thay thế bởi {by}"),
    "graph_repeals": ("Repealed by {by}", "Bị bãi bỏ bởi {by}"),
    "graph_times": (" ({count} times)", " ({count} lượt)"),
    "graph_page": ("page {page}", "trang {page}"),
    "graph_sign_direct": ("said by the citing document", "chính văn bản viện dẫn nói"),
    "graph_sign_asserted": ("said by another document", "văn bản khác nói"),
    "graph_sign_often": ("thicker: said more often", "nét đậm: nhắc nhiều lượt"),
    "graph_sign_held": ("file in the registry", "có tệp trong sổ"),
    "graph_sign_cited": ("only cited", "chỉ được viện dẫn"),
    "graph_sign_ended": ("replaced or repealed", "đã bị thay thế hoặc bãi bỏ"),
    "graph_edges": ("Relations and the words that say so", "Các quan hệ và câu chữ làm căn cứ"),
    "graph_no_documents": (
        "The registry has no documents yet; there is nothing to draw.",
        "Sổ chưa có văn bản nào; không có gì để vẽ.",
    ),
    "corrected": (
        "Mention {mention} ({words}) now means {document}; the graph is rebuilt.",
        "Viện dẫn số {mention} ({words}) nay chỉ {document}; đồ thị đã dựng lại.",
    ),
    "corrected_none": (
        "Mention {mention} ({words}) now means none of the documents known; the graph is rebuilt.",
        "Viện dẫn số {mention} ({words}) nay không chỉ văn bản nào đã biết; đồ thị đã dựng lại.",
    ),
    "correction_undone": (
        "The decision about “{words}” is taken back; the graph is rebuilt.",
        "Đã bỏ quyết định về “{words}”; đồ thị đã dựng lại.",
    ),
    "no_corrections": ("Nobody has corrected a mention yet.", "Chưa ai sửa viện dẫn nào."),
    "not_extracted": ("Not extracted: {names}", "Chưa trích xuất: {names}"),
}

COLUMNS: Mapping[str, tuple[str, str]] = {
    "asserted_by": ("said by", "văn bản nói"),
    "candidates": ("candidates", "ứng viên"),
    "characters": ("characters", "ký tự"),
    "check": ("check", "mục kiểm tra"),
    "citing": ("citing document", "văn bản viện dẫn"),
    "citing_date": ("dated", "ngày"),
    "citing_id": ("citing id", "mã văn bản viện dẫn"),
    "citing_issuer": ("issued by", "cơ quan ban hành"),
    "cited": ("cited document", "văn bản được viện dẫn"),
    "cited_date": ("cited date", "ngày (được viện dẫn)"),
    "cited_id": ("cited id", "mã văn bản được viện dẫn"),
    "cited_issuer": ("issuer of the cited", "cơ quan ban hành (được viện dẫn)"),
    "date": ("date", "ngày"),
    "detail": ("detail", "chi tiết"),
    "direction": ("direction", "chiều"),
    "document": ("document", "văn bản"),
    "encoding": ("encoding", "bảng mã"),
    "file": ("file", "tệp"),
    "format": ("format", "định dạng"),
    "id": ("id", "mã"),
    "issuer": ("issuer", "cơ quan ban hành"),
    "layer": ("layer", "lớp"),
    "line": ("line", "dòng"),
    "measure": ("measure", "thước đo"),
    "made": ("decided", "quyết định lúc"),
    "mention": ("mention", "viện dẫn"),
    "mentions": ("times", "số lượt"),
    "number": ("number", "số"),
    "occurrence": ("occurrence", "lần xuất hiện"),
    "of": ("of", "trên"),
    "page": ("page", "trang"),
    "pages": ("pages", "số trang"),
    "path": ("path", "đường dẫn"),
    "problem": ("problem", "vấn đề"),
    "reason": ("reason", "lý do"),
    "relation": ("relation", "quan hệ"),
    "right": ("right", "đúng"),
    "row": ("row", "nội dung dòng"),
    "share": ("share", "tỷ lệ"),
    "sha256": ("SHA-256", "SHA-256"),
    "size": ("bytes", "số byte"),
    "snippet": ("words", "đoạn trích"),
    "state": ("state", "trạng thái"),
    "status": ("status", "trạng thái"),
    "subject": ("subject", "trích yếu"),
    "symbol": ("symbol", "ký hiệu"),
    "type": ("type", "loại"),
    "words": ("words", "nguyên văn"),
    "asserted_by_id": ("id of who says so", "mã văn bản nói"),
    "chain": ("chain", "chuỗi viện dẫn"),
    "cluster": ("cluster", "nhóm"),
    "cycle": ("circle", "vòng"),
    "depth": ("steps", "số bước"),
    "document_date": ("document's date", "ngày văn bản"),
    "document_id": ("document's id", "mã văn bản"),
    "documents": ("documents", "số văn bản"),
    "documents_held": ("held", "số văn bản có tệp"),
    "first_date": ("first date", "ngày đầu"),
    "last_date": ("last date", "ngày cuối"),
    "most_cited": ("most cited", "được viện dẫn nhiều nhất"),
    "most_cited_by": ("by so many", "số văn bản viện dẫn nó"),
    "most_cited_id": ("id of the most cited", "mã văn bản được viện dẫn nhiều nhất"),
    "other_date": ("date of the other", "ngày văn bản kia"),
    "other_document": ("other document", "văn bản kia"),
    "other_id": ("id of the other", "mã văn bản kia"),
    "previous_id": ("id one step before", "mã văn bản ở bước trước"),
    "said": ("said", "cách nêu"),
}

VALUES: Mapping[str, tuple[str, str]] = {
    "resolved": ("resolved", "đã xác định"),
    "ambiguous": ("fits several", "khớp nhiều"),
    "unresolved": ("not resolved", "chưa xác định"),
    "cites": ("cites", "viện dẫn"),
    "cited_by": ("cited by", "được viện dẫn bởi"),
    "applied": ("applied", "đã áp dụng"),
    "no_mention": ("the mention is not found any more", "không còn tìm thấy viện dẫn"),
    "no_document": ("the document is not found any more", "không còn tìm thấy văn bản"),
    "ok": ("ok", "tốt"),
    "missing": ("missing", "thiếu"),
    "problem": ("problem", "có vấn đề"),
    "readable": ("readable", "đọc được"),
    "scan": ("scan, needs OCR", "bản quét, cần OCR"),
    "unreadable": ("unreadable", "không đọc được"),
    "direct": ("by itself", "tự nêu"),
    "asserted": ("by others", "văn bản khác nêu"),
}


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` in "vi" or "en" with `values` filled in."""
    english, vietnamese = SENTENCES[key]
    return (vietnamese if lang == "vi" else english).format(**values)


def heading(key: str, lang: str) -> str:
    """The heading of a column in "vi" or "en"."""
    english, vietnamese = COLUMNS[key]
    return vietnamese if lang == "vi" else english


def value(code: str, lang: str) -> str:
    """A coded value such as "unresolved" or a relation as a person says it; an unknown code stays."""
    if code in VALUES:
        english, vietnamese = VALUES[code]
        return vietnamese if lang == "vi" else english
    return _relations().get(code, code) if lang == "vi" else code.replace("_", " ")


@cache
def _relations() -> Mapping[str, str]:
    from extractors.rulebook import load_rules

    return load_rules().relations


def default_language(environment: Mapping[str, str] | None = None) -> str:
    """Vietnamese ("vi") where the environment, or on Windows the user's locale, says so; else "en"."""
    variables = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if variables.get(name):
            return "vi" if variables[name].casefold().startswith("vi") else "en"
    system = locale.getlocale()[0] or ""
    return "vi" if system.casefold().startswith("vi") else "en"
