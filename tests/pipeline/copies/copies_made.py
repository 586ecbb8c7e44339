"""Reports and decisions of an invented province, as texts to be put into files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.ingest import ingest
from pipeline.registry import Registry

_REPORT = """ỦY BAN NHÂN DÂN
TỈNH SƠN HÀ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}/BC-UBND
Sơn Hà, ngày {day} năm 2025

BÁO CÁO
Kết quả giải quyết thủ tục hành chính {month} năm 2025

Thực hiện Kế hoạch số 41/KH-UBND ngày 06/01/2025 của Ủy ban nhân dân tỉnh Sơn Hà về cải cách hành chính,
Ủy ban nhân dân tỉnh báo cáo kết quả như sau:

1. Trong kỳ, các cơ quan chuyên môn và bộ phận một cửa đã tiếp nhận {received} hồ sơ; trong đó tiếp nhận trực
tuyến {online} hồ sơ, tiếp nhận trực tiếp và qua dịch vụ bưu chính công ích {direct} hồ sơ.

2. Công tác số hóa hồ sơ lưu trữ được duy trì; đã số hóa {scanned} trang tài liệu của 37 cơ quan, đơn vị và
bàn giao cho Trung tâm Lưu trữ quản lý, khai thác theo quy định.

3. Bà {name} phụ trách theo dõi, đôn đốc các cơ quan, đơn vị thực hiện và tổng hợp vướng mắc.

4. Giao Sở Nội vụ chủ trì, phối hợp với Văn phòng Ủy ban nhân dân tỉnh rà soát các hồ sơ quá hạn, báo cáo
Ủy ban nhân dân tỉnh trước ngày 20/12/2025.
{more}
Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH

Trần Văn Thử
"""
_VALUES = {
    "number": "58", "day": "05 tháng 6", "month": "tháng 5", "received": "12.450", "online": "9.871",
    "direct": "2.579", "scanned": "48.326", "name": "Trịnh Thị Mơ", "more": "",
}  # fmt: skip
DRAFT = {"number": "   ", "day": "    tháng 6"}
JUNE = {
    "number": "71", "day": "04 tháng 7", "month": "tháng 6", "received": "13.102", "online": "10.244",
    "direct": "2.858", "scanned": "51.907",
}  # fmt: skip


def report(**changed: str) -> str:
    """A monthly report; what is not changed is that of May."""
    return _REPORT.format(**{**_VALUES, **changed})


def lay(folder: Path, **texts: str) -> Path:
    """Text files of these names."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, db: Path) -> Path:
    """The registry of a folder."""
    assert ingest([folder], db, jobs=1).failed == 0
    return db


def asked(db: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The answer to a question to the registry."""
    with Registry(db) as registry:
        return [tuple(row) for row in registry.query(sql, values)]


def documents(db: Path) -> list[set[str]]:
    """The names of the files of each document that is held, without suffix."""
    found: dict[str, set[str]] = {}
    for name, document in asked(db, "SELECT name, document_id FROM files WHERE status = 'registered'"):
        found.setdefault(document, set()).add(name.removesuffix(".txt"))
    return sorted(found.values(), key=sorted)


def judged(db: Path) -> dict[frozenset[str], str]:
    """The verdict on each two files that were compared."""
    rows = asked(
        db,
        "SELECT f.name, o.name, p.verdict FROM file_pairs p JOIN files f ON f.id = p.file_id"
        " JOIN files o ON o.id = p.other_file_id",
    )
    return {frozenset(name.removesuffix(".txt") for name in row[:2]): row[2] for row in rows}
