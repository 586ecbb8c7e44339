"""What the program says on the screen, in English and Vietnamese: sentences, headings and coded values."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from functools import cache

from pipeline import (
    messages_audit,
    messages_copies,
    messages_export,
    messages_highlight,
    messages_register,
    messages_scans,
    messages_tasks,
)

LANGUAGES = ("vi", "en")

SENTENCES: Mapping[str, tuple[str, str]] = {
    "interrupted": (
        "Interrupted. Nothing is half written; run the command again.",
        "Đã ngắt. Không có gì bị ghi dở; hãy chạy lại lệnh.",
    ),
    "output_failed": ("The output could not be written: {reason}.", "Không ghi được kết quả: {reason}."),
    "reading": ("Reading", "Đang đọc"),
    "serving": (
        "The registry is shown at {address}\n(this address lets you record decisions; keep it to yourself)",
        "Xem sổ tại {address}\n(địa chỉ này cho phép ghi quyết định; không chia sẻ cho người khác)",
    ),
    "serving_others": (
        "The registry is shown at {address}, and to other machines under this one's name or address; "
        "all need the password.",
        "Xem sổ tại {address}, máy khác thì theo tên hoặc địa chỉ của máy này; đều phải có mật khẩu.",
    ),
    "serving_stop": ("Press Ctrl-C to stop.", "Nhấn Ctrl-C để dừng."),
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
    "standing_on": ("On {date}: {state}", "Tại ngày {date}: {state}"),
    "standing_since": (" since {date}", " từ {date}"),
    "standing_from": (", but from {date}", "; có hiệu lực từ {date}"),
    "standing_last_day": ("; its last day was {date}", "; ngày cuối là {date}"),
    "standing_by": (" by {document}", " bởi {document}"),
    "standing_undated": (
        "; the date of that document is not known",
        "; không rõ ngày của văn bản đó",
    ),
    "standing_first_day_unknown": (
        " (its first day in force is not known)",
        " (không rõ ngày bắt đầu có hiệu lực)",
    ),
    "standing_in_force": (
        "; no document in the registry says otherwise",
        "; trong sổ không có văn bản nào nói khác",
    ),
    "standing_unknown": (
        "; its own date is not known and no document in the registry tells",
        "; không rõ ngày của văn bản và trong sổ không có văn bản nào cho biết",
    ),
    "standing_contradictory": (
        "; each of two documents would end the other, and their dates do not tell which is later",
        "; hai văn bản cùng nói chấm dứt hiệu lực của nhau, ngày ban hành không cho biết văn bản nào sau",
    ),
    "standing_later": ("Later:", "Về sau:"),
    "standing_contradictions": ("Said, but not counted:", "Có văn bản nói, nhưng không tính:"),
    "why_older": (
        "an older document cannot change a younger one",
        "văn bản ban hành trước không thể tác động lên văn bản ban hành sau",
    ),
    "why_lower": (
        "its type has not the force to do so: it tells of a change or asks for it",
        "loại văn bản này không đủ hiệu lực: chỉ nhắc đến hoặc đề nghị thay đổi",
    ),
    "why_mutual": (
        "each would end the other, and their dates do not tell which is later",
        "hai văn bản cùng chấm dứt nhau, ngày không cho biết văn bản nào sau",
    ),
    "not_counted": ("not counted", "không tính"),
    "undated": ("date not known", "không rõ ngày"),
    "according_to": ("according to {document}", "theo {document}"),
    "on_page": (", page {page}", ", trang {page}"),
    "and_more": ("… and {count} more (--limit)", "… và {count} dòng nữa (--limit)"),
    "not_joined": ("Not joined to a document", "Chưa nối được với văn bản"),
    "may_be_meant": ("May mean this document or another", "Có thể chỉ văn bản này hoặc văn bản khác"),
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
    "correction_contradicts": (
        "Look again: its words bear the type or number of another document; --undo takes the decision back.",
        "Hãy xem lại: từ ngữ của viện dẫn mang loại hoặc số của văn bản khác; dùng --undo để bỏ quyết định.",
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
    **messages_audit.SENTENCES,
    **messages_register.SENTENCES,
    **messages_copies.SENTENCES,
    **messages_highlight.SENTENCES,
    **messages_scans.SENTENCES,
    **messages_tasks.SENTENCES,
    **messages_export.SENTENCES,
}

QUESTIONS: Mapping[str, tuple[str, str]] = {
    "plans_citing_decisions": (
        "Which plans reference which decisions: their own mentions, and what others assert",
        "Kế hoạch nào viện dẫn quyết định nào: do chính nó nêu và do văn bản khác nêu",
    ),
    "documents_citing_documents": ("Who cites what, every edge", "Văn bản nào viện dẫn văn bản nào"),
    "documents_cited_but_not_held": (
        "Documents that others cite and of which there is no file, most cited first",
        "Văn bản được viện dẫn mà sổ không có tệp, nhiều nhất trước",
    ),
    "documents_nobody_implements": (
        "Decisions, plans, resolutions, directives … that no document implements, guides or reports on",
        "Quyết định, kế hoạch, nghị quyết, chỉ thị … chưa có văn bản nào thực hiện, hướng dẫn, báo cáo",
    ),
    "changes_of_documents": (
        "Which document was replaced, repealed, suspended, amended …, by which other, since when",
        "Văn bản nào bị thay thế, bãi bỏ, đình chỉ, sửa đổi …, bởi văn bản nào, từ khi nào",
    ),
    "contradictory_changes": (
        "Changes that do not count: by an older document, by a lower one, or each ending the other",
        "Thay đổi không tính: bởi văn bản cũ hơn, văn bản thấp hơn, hoặc hai văn bản chấm dứt nhau",
    ),
    "cited_after_replaced": (
        "Who still cites a document after it was replaced or repealed",
        "Văn bản nào vẫn viện dẫn văn bản đã bị thay thế, bãi bỏ",
    ),
    "ambiguous_mentions": (
        "Mentions that fit several documents, with the candidates",
        "Lượt viện dẫn khớp nhiều văn bản, kèm các ứng viên",
    ),
    "conflicting_dates": (
        "Mentions that give a document another date than it has",
        "Lượt viện dẫn ghi ngày khác với ngày của văn bản",
    ),
    "files_and_documents": ("Which file is which document", "Tệp nào là văn bản nào"),
    "cycles": (
        "Documents that change or implement each other in a circle, which cannot be",
        "Văn bản tác động hoặc thực hiện vòng tròn lẫn nhau, là điều không thể",
    ),
    "clusters": (
        "Groups of documents joined by more than legal basis and mere citing",
        "Các nhóm văn bản gắn với nhau không chỉ bằng căn cứ và dẫn chiếu",
    ),
    **messages_audit.QUESTIONS,
    **messages_register.QUESTIONS,
    **messages_copies.QUESTIONS,
    **messages_scans.QUESTIONS,
}
"""The question that each view answers."""

COLUMNS: Mapping[str, tuple[str, str]] = {
    "as_of": ("as of", "tính đến ngày"),
    "asserted_by": ("said by", "văn bản nói"),
    "asserted_links": ("said by others", "do văn bản khác nói"),
    "candidate": ("candidate", "ứng viên"),
    "candidate_date": ("candidate's date", "ngày (ứng viên)"),
    "candidate_id": ("candidate's id", "mã ứng viên"),
    "candidate_issuer": ("candidate's issuer", "cơ quan ban hành (ứng viên)"),
    "candidates": ("candidates", "ứng viên"),
    "change": ("change", "thay đổi"),
    "changed_by": ("changed by", "văn bản tác động"),
    "changed_by_date": ("its date", "ngày văn bản tác động"),
    "changed_by_id": ("id of the changing", "mã văn bản tác động"),
    "characters": ("characters", "ký tự"),
    "check": ("check", "mục kiểm tra"),
    "citation_id": ("edge", "mã viện dẫn"),
    "citing_type": ("type of the citing", "loại văn bản viện dẫn"),
    "cited_type": ("type of the cited", "loại văn bản được viện dẫn"),
    "citing": ("citing document", "văn bản viện dẫn"),
    "citing_date": ("dated", "ngày"),
    "citing_id": ("citing id", "mã văn bản viện dẫn"),
    "citing_issuer": ("issued by", "cơ quan ban hành"),
    "cited": ("cited document", "văn bản được viện dẫn"),
    "cited_date": ("cited date", "ngày (được viện dẫn)"),
    "cited_id": ("cited id", "mã văn bản được viện dẫn"),
    "cited_issuer": ("issuer of the cited", "cơ quan ban hành (được viện dẫn)"),
    "cited_by": ("cited by", "số văn bản viện dẫn"),
    "clause": ("clause", "câu chứa nội dung"),
    "contradiction": ("contradiction", "mâu thuẫn"),
    "date": ("date", "ngày"),
    "date_given": ("date given", "ngày ghi trong viện dẫn"),
    "decision": ("decision", "quyết định"),
    "decision_date": ("date of the decision", "ngày quyết định"),
    "decision_id": ("id of the decision", "mã quyết định"),
    "decision_issuer": ("issuer of the decision", "cơ quan ban hành quyết định"),
    "detail": ("detail", "chi tiết"),
    "direction": ("direction", "chiều"),
    "direct_mentions": ("said itself", "tự viện dẫn"),
    "document": ("document", "văn bản"),
    "effective_from": ("in force from", "có hiệu lực từ"),
    "effective_to": ("in force until", "có hiệu lực đến"),
    "encoding": ("encoding", "bảng mã"),
    "ended_by": ("ended by", "văn bản chấm dứt"),
    "ended_by_id": ("id of the ending", "mã văn bản chấm dứt"),
    "ended_since": ("ended since", "hết hiệu lực từ"),
    "file": ("file", "tệp"),
    "file_id": ("file's id", "mã tệp"),
    "format": ("format", "định dạng"),
    "held": ("files held", "số tệp có"),
    "id": ("id", "mã"),
    "identity": ("identity", "định danh"),
    "issuer": ("issuer", "cơ quan ban hành"),
    "layer": ("layer", "lớp"),
    "line": ("line", "dòng"),
    "measure": ("measure", "thước đo"),
    "made": ("decided", "quyết định lúc"),
    "mention": ("mention", "viện dẫn"),
    "mention_id": ("mention's id", "mã lượt viện dẫn"),
    "mentions": ("times", "số lượt"),
    "number": ("number", "số"),
    "occurrence": ("occurrence", "lần xuất hiện"),
    "of": ("of", "trên"),
    "page": ("page", "trang"),
    "pages": ("pages", "số trang"),
    "part": ("part", "phần"),
    "path": ("path", "đường dẫn"),
    "paths": ("places", "số nơi lưu"),
    "plan": ("plan", "kế hoạch"),
    "plan_date": ("date of the plan", "ngày kế hoạch"),
    "plan_id": ("id of the plan", "mã kế hoạch"),
    "plan_issuer": ("issuer of the plan", "cơ quan ban hành kế hoạch"),
    "problem": ("problem", "vấn đề"),
    "reason": ("reason", "lý do"),
    "question": ("question", "câu hỏi"),
    "relation": ("relation", "quan hệ"),
    "right": ("right", "đúng"),
    "row": ("row", "nội dung dòng"),
    "since": ("since", "từ ngày"),
    "share": ("share", "tỷ lệ"),
    "sha256": ("SHA-256", "SHA-256"),
    "size": ("bytes", "số byte"),
    "snippet": ("words", "đoạn trích"),
    "state": ("state", "trạng thái"),
    "status": ("status", "trạng thái"),
    "subject": ("subject", "trích yếu"),
    "symbol": ("symbol", "ký hiệu"),
    "type": ("type", "loại"),
    "urn": ("URN:LEX", "URN:LEX"),
    "view": ("view", "khung nhìn"),
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
    **messages_audit.COLUMNS,
    **messages_register.COLUMNS,
    **messages_copies.COLUMNS,
    **messages_scans.COLUMNS,
}

VALUES: Mapping[str, tuple[str, str]] = {
    "resolved": ("resolved", "đã xác định"),
    "ambiguous": ("fits several", "khớp nhiều"),
    "unresolved": ("not resolved", "chưa xác định"),
    "direct": ("by itself", "tự nêu"),
    "asserted": ("by others", "văn bản khác nêu"),
    "replaced": ("replaced", "đã bị thay thế (hết hiệu lực toàn bộ)"),
    "repealed": ("repealed", "đã bị bãi bỏ (hết hiệu lực toàn bộ)"),
    "suspended": ("suspended", "ngưng hiệu lực"),
    "expired": ("expired", "đã hết thời hạn hiệu lực"),
    "amended": ("in force, but changed", "còn hiệu lực, đã được sửa đổi, bổ sung"),
    "in_force": ("in force", "còn hiệu lực"),
    "not_yet_in_force": ("not yet in force", "chưa có hiệu lực"),
    "unknown": ("unknown", "không rõ"),
    "contradictory": ("contradictory", "mâu thuẫn"),
    "older": ("older than it", "văn bản cũ hơn"),
    "lower": ("of lower force", "hiệu lực thấp hơn"),
    "mutual": ("each ends the other", "chấm dứt lẫn nhau"),
    "full": ("full", "đầy đủ"),
    "named": ("by name", "theo tên"),
    "weak": ("weak", "chưa đủ"),
    "document": ("document", "văn bản"),
    "file": ("file", "tệp"),
    "cites": ("cites", "viện dẫn"),
    "cited_by": ("cited by", "được viện dẫn bởi"),
    "applied": ("applied", "đã áp dụng"),
    "no_mention": ("the mention is not found any more", "không còn tìm thấy viện dẫn"),
    "no_document": ("the document is not found any more", "không còn tìm thấy văn bản"),
    "ok": ("ok", "tốt"),
    "missing": ("missing", "thiếu"),
    "problem": ("problem", "có vấn đề"),
    "readable": ("readable", "đọc được"),
    "scan": ("scan", "bản quét"),
    "unreadable": ("unreadable", "không đọc được"),
    **messages_audit.VALUES,
    **messages_register.VALUES,
    **messages_copies.VALUES,
    **messages_scans.VALUES,
}


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` in "vi" or "en" with `values` filled in."""
    english, vietnamese = SENTENCES[key]
    told = {name: _Count(value) if isinstance(value, int) else value for name, value in values.items()}
    return (vietnamese if lang == "vi" else english).format(**told)


class _Count(int):
    """A count that inflects English words: "file{n:s}" is file or files, "{n:holds/hold}" one of the two."""

    def __format__(self, spec: str) -> str:
        if spec == "s":
            return "" if self == 1 else "s"
        if "/" in spec:
            one, several = spec.split("/")
            return one if self == 1 else several
        return super().__format__(spec)


def both(key: str) -> tuple[str, str]:
    """The sentence `key` in English and Vietnamese, as errors take it."""
    return say(key, "en"), say(key, "vi")


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


INCOMING: Mapping[str, str] = {
    "based_on": "basis of",
    "implements": "implemented by",
    "issues": "told to be issued by",
    "promulgates": "promulgated by",
    "approves": "approved by",
    "amends": "amended by",
    "replaces": "replaced by",
    "repeals": "repealed by",
    "suspends": "suspended by",
    "extends": "extended by",
    "corrects": "corrected by",
    "consolidates": "consolidated in",
    "guides": "guided by",
    "proposed_by": "proposal for",
    "replies_to": "answered by",
    "reports_on": "reported on by",
    "cites": "cited by",
}
"""Relations as English says them of the document that is cited; Vietnamese has them in relations.tsv."""


def relation_heading(relation: str, incoming: bool, lang: str) -> str:
    """A relation over its citations: "Based on (Văn bản được căn cứ)", "Bị thay thế bởi".

    The portals have labels (in Vietnamese) for what a document cites only.
    """
    from extractors.rulebook import load_rules

    row = next((r for r in load_rules().tables["relations"] if r["relation"] == relation), None)
    if lang == "vi":
        name = value(relation, lang) if row is None else row["passive" if incoming else "vietnamese"]
    else:
        name = INCOMING.get(relation, relation) if incoming else value(relation, lang)
    portal = row["portal_label"] if row is not None and not incoming else ""
    return f"{name[:1].upper()}{name[1:]}" + (f" ({portal})" if portal else "")


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
