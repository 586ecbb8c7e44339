"""A small registry for tests: decisions and plans of an invented province, written by SQL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.registry import Registry
from pipeline.search_text import fold, squeeze

HA_SON = "Ủy ban nhân dân tỉnh Hạ Sơn"
SAM_GIANG = "Ủy ban nhân dân tỉnh Sầm Giang"
PLAN_TEXT = (
    "KẾ HOẠCH\nNâng cao chất lượng dịch vụ công trực tuyến năm 2025\n"
    "Thực hiện Quyết định số 48/QĐ-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Hạ Sơn "
    "và Công văn số 15/STC-NS, văn phòng lập kế hoạch này.\n"
    "Bà Trịnh Thị Mơ phụ trách theo dõi, đôn đốc việc số hóa hồ sơ lưu trữ."
)
DOCUMENTS = (
    ("vn/ubnd-tinh-ha-son/kh/2025/12", "Kế hoạch", "12", "KH-UBND", "2025-02-20", HA_SON, "full"),
    ("vn/ubnd-tinh-sam-giang/kh/2025/12", "Kế hoạch", "12", "KH-UBND", "2025-03-01", SAM_GIANG, "full"),
    ("vn/ubnd-tinh-ha-son/qd/2025/48", "Quyết định", "48", "QĐ-UBND", "2025-02-03", HA_SON, "full"),
    ("vn/ubnd-tinh-ha-son/qd/2024/48", "Quyết định", "48", "QĐ-UBND", "2024-01-15", HA_SON, "full"),
    ("vn/tu/nq/2019/18", "Nghị quyết", "18", "NQ/TW", "2017-10-25", "Ban Chấp hành Trung ương", "full"),
    ("vn/cp/nd/2020/30", "Nghị định", "30/2020", "NĐ-CP", "2020-03-05", "Chính phủ", "full"),
    ("vn/~1/cv/15", "Công văn", "15", "STC-NS", None, None, "weak"),
    ("vn/luat/thu-vien/2019", "Luật", None, None, "2019", "Quốc hội", "named"),
)
LABELS = {"vn/luat/thu-vien/2019": "Luật Thư viện năm 2019"}


def build(path: Path) -> Path:
    """Write the specimen registry to `path`."""
    with Registry(path, write=True) as registry, registry.transaction() as connection:
        for row in DOCUMENTS:
            connection.execute(*_document(row))
        connection.execute(
            "INSERT INTO files (id, sha256, name, status, size, fingerprint, document_id, media_type, reader,"
            " pages, characters, subject) VALUES (1, 'ab', 'ke-hoach-12.docx', 'registered', 9, 'x', ?,"
            " 'text/plain', 'docx', 2, ?, 'Nâng cao chất lượng dịch vụ công trực tuyến năm 2025')",
            (DOCUMENTS[0][0], len(PLAN_TEXT)),
        )
        connection.execute("INSERT INTO paths VALUES ('/den/2025/ke-hoach-12.docx', 1, 9, 1, 0, NULL)")
        connection.execute("INSERT INTO texts VALUES (1, ?)", (PLAN_TEXT,))
        connection.execute(
            "INSERT INTO search_index (rowid, title, text) VALUES (1, ?, ?)",
            (fold("Kế hoạch 12/KH-UBND dịch vụ công trực tuyến"), fold(PLAN_TEXT)),
        )
        start = 0
        for ordinal, block in enumerate(PLAN_TEXT.split("\n")):
            end = start + len(block)
            connection.execute(
                "INSERT INTO blocks (file_id, ordinal, kind, start_offset, end_offset, page)"
                " VALUES (1, ?, 'paragraph', ?, ?, ?)",
                (ordinal, start, end, 1 if ordinal < 3 else 2),
            )
            start = end + 1
        _mention(connection, 1, "Quyết định số 48/QĐ-UBND ngày 03/02/2025", "resolved", DOCUMENTS[2][0])
        _mention(connection, 2, "Công văn số 15/STC-NS", "unresolved", None)
        _mention(connection, 3, "Quyết định số 48/QĐ-UBND", "ambiguous", None)
        for ordinal, at in enumerate((2, 3)):
            connection.execute(
                "INSERT INTO mention_candidates VALUES (3, ?, ?, 'Quyết định 48/QĐ-UBND')",
                (ordinal, DOCUMENTS[at][0]),
            )
        connection.execute(
            "INSERT INTO citations VALUES (1, ?, ?, 'implements', ?, 1, 1, NULL)",
            (DOCUMENTS[0][0], DOCUMENTS[2][0], DOCUMENTS[0][0]),
        )
    return path


def _document(row: tuple[str | None, ...]) -> tuple[str, tuple[Any, ...]]:
    key, kind, number, symbol, date, issuer, identity = row
    label = LABELS.get(str(key), f"{kind} {number}/{symbol}")
    return (
        "INSERT INTO documents (id, urn, label, type, number, symbol, year, date, issuer, held, identity,"
        " number_key, symbol_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            f"urn:lex:{key}",
            label,
            kind,
            number,
            symbol,
            int(date[:4]) if date else None,
            date,
            issuer,
            int(key == DOCUMENTS[0][0]),
            identity,
            number.split("/")[0] if number else None,
            squeeze(symbol) if symbol else None,
        ),
    )


def _mention(connection: Any, key: int, text: str, status: str, document: str | None) -> None:
    kind, _, rest = text.partition(" số ")
    number, _, symbol = rest.split()[0].partition("/")
    start = PLAN_TEXT.index(text)
    connection.execute(
        "INSERT INTO mentions (id, file_id, ordinal, text, start_offset, end_offset, page, kind, type,"
        " number, symbol, issuer_basis, relation, borne_by, repaired, candidates, document_id, status)"
        " VALUES (?, 1, ?, ?, ?, ?, 1, 'numbered', ?, ?, ?, 'unknown', 'implements', 'self', 0, ?, ?, ?)",
        (key, key, text, start, start + len(text), kind, number, symbol, json.dumps([]), document, status),
    )


def add_document(
    connection: Any, key: str, kind: str = "Quyết định", date: str | None = None, **more: Any
) -> None:
    """A document beside those of DOCUMENTS, held by a file that says nothing but what `add_edge` adds."""
    more = {"label": key, "type": kind, "date": date, "issuer": HA_SON, "held": 1, "identity": "full"} | more
    columns = ", ".join(("id", "urn", *more))
    marks = ", ".join("?" * (len(more) + 2))
    connection.execute(
        f"INSERT INTO documents ({columns}) VALUES ({marks})", (key, f"urn:lex:{key}", *more.values())
    )
    connection.execute(
        "INSERT INTO files (sha256, name, status, size, fingerprint, document_id)"
        " VALUES (?, ?, 'registered', 1, '', ?)",
        (f"sha-{key}", f"{key}.txt", key),
    )


def add_edge(
    connection: Any,
    source: str,
    relation: str,
    target: str,
    by: str | None = None,
    pinpoint: str | None = None,
) -> None:
    """An edge with one mention in a file of the document that asserts it; by itself where `by` is None."""
    asserting = by or source
    (file_id,) = connection.execute("SELECT id FROM files WHERE document_id = ?", (asserting,)).fetchone()
    words = f"{relation} {target}"
    made = connection.execute(
        "INSERT INTO mentions (file_id, ordinal, text, start_offset, end_offset, page, kind, issuer_basis,"
        " relation, borne_by, pinpoint, repaired, document_id, status)"
        " SELECT ?, count(*) + 10, ?, 0, 5, 1, 'numbered', 'unknown', ?, 'self', ?, 0, ?, 'resolved'"
        " FROM mentions",
        (file_id, words, relation, pinpoint, target),
    )
    connection.execute(
        "INSERT INTO citations (from_document, to_document, relation, asserted_by, mentions, first_mention)"
        " VALUES (?, ?, ?, ?, 1, ?)",
        (source, target, relation, asserting, made.lastrowid),
    )
