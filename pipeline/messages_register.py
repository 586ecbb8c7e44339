"""What the views and the dossier say of tasks, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "tasks_of_document": ("Assigns", "Giao nhiệm vụ"),
}

QUESTIONS: Mapping[str, tuple[str, str]] = {
    "tasks_by_body": (
        "Which body was told to do what, as lead or with others, by when, in which document",
        "Cơ quan nào được giao việc gì, chủ trì hay phối hợp, thời hạn nào, tại văn bản nào",
    ),
    "task_evidence": (
        "Which later place belongs to which task: what became of it, more time, the same task again",
        "Chỗ nào về sau nói đến nhiệm vụ nào: kết quả, gia hạn, nhắc lại, giao tiếp",
    ),
}

COLUMNS: Mapping[str, tuple[str, str]] = {
    "body": ("body", "cơ quan"),
    "corrected": ("set by a person", "do người dùng sửa"),
    "deadline": ("deadline", "thời hạn"),
    "deadline_text": ("deadline as printed", "thời hạn ghi trong văn bản"),
    "due": ("due", "ngày đến hạn"),
    "field": ("decided", "nội dung quyết định"),
    "kind": ("kind", "loại"),
    "lead": ("lead", "cơ quan chủ trì"),
    "lead_basis": ("lead taken from", "căn cứ xác định chủ trì"),
    "link_key": ("link's key", "mã liên kết"),
    "other_document_id": ("id of the other document", "mã văn bản kia"),
    "other_task_id": ("other task's id", "số nhiệm vụ kia"),
    "outcome_id": ("evidence's id", "số minh chứng"),
    "product": ("product", "sản phẩm"),
    "reason_en": ("reason (English)", "lý do (tiếng Anh)"),
    "reason_vi": ("reason", "lý do"),
    "role": ("role", "vai trò"),
    "set_to": ("set to", "đặt là"),
    "sure": ("sure", "chắc chắn"),
    "task": ("task", "nhiệm vụ"),
    "task_id": ("task's id", "số nhiệm vụ"),
}

VALUES: Mapping[str, tuple[str, str]] = {
    "task": ("task", "nhiệm vụ"),
    "lead": ("lead", "chủ trì"),
    "partner": ("with others", "phối hợp"),
    "deadline": ("deadline", "thời hạn"),
    "status": ("status", "tình trạng"),
    "not_a_task": ("not a task", "không phải nhiệm vụ"),
    "link": ("link", "liên kết"),
    "no_task": ("the place is not found any more", "không còn tìm thấy chỗ này"),
    "confirmed": ("confirmed", "đã xác nhận"),
    "rejected": ("rejected", "đã bác"),
}
