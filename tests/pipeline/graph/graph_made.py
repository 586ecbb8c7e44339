"""Registries with a graph to draw: documents and edges of an invented province, written by SQL."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.registry import Registry

HOA_AN = "Ủy ban nhân dân tỉnh Hòa An"
LONG_NAME = "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ, Luật Tổ chức chính quyền cơ sở"
LONG_ISSUER = "Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh Hòa An"
MIDDLE = "vn/ubnd-tinh-hoa-an/qd/2024/1"


@dataclass(frozen=True)
class Doc:
    id: str
    label: str = "Quyết định 1/QĐ-UBND"
    type: str | None = "Quyết định"
    date: str | None = "2024-03-05"
    issuer: str | None = HOA_AN
    subject: str | None = None
    held: int = 1


@dataclass(frozen=True)
class Cite:
    source: str
    target: str
    relation: str = "cites"
    mentions: int = 1
    by: str | None = None
    pinpoint: str | None = None
    words: str = "Quyết định số 1/QĐ-UBND ngày 05/3/2024"


def build(path: Path, documents: Sequence[Doc], citations: Sequence[Cite], shuffle: int = 0) -> Path:
    """Write them to `path`; another `shuffle` writes them in another order."""
    documents, citations = list(documents), list(citations)
    random.Random(shuffle).shuffle(documents)
    random.Random(shuffle).shuffle(citations)
    with Registry(path, write=True) as registry, registry.transaction() as connection:
        connection.execute(
            "INSERT INTO files (id, sha256, name, status, size, fingerprint)"
            " VALUES (1, 'ab', 'báo cáo & <số> 1.docx', 'registered', 9, 'x')"
        )
        connection.executemany(
            "INSERT INTO documents (id, urn, label, type, number, symbol, year, date, issuer, subject, held,"
            " identity) VALUES (?, ?, ?, ?, '1', 'QĐ-UBND', ?, ?, ?, ?, ?, 'full')",
            (
                (d.id, f"urn:lex:vn:{d.id}", d.label, d.type, d.date and int(d.date[:4]), d.date, d.issuer)
                + (d.subject, d.held)
                for d in documents
            ),
        )
        for key, cite in enumerate(citations, 1):
            connection.execute(
                "INSERT INTO mentions (id, file_id, ordinal, text, start_offset, end_offset, page, kind,"
                " issuer_basis, relation, borne_by, pinpoint, repaired)"
                " VALUES (?, 1, ?, ?, 0, 9, 3, 'numbered', 'stated', ?, 'self', ?, 0)",
                (key, key, cite.words, cite.relation, cite.pinpoint),
            )
            link = None
            if cite.by:
                link = key
                connection.execute(
                    "INSERT INTO links VALUES (?, 1, ?, ?, ?, ?, 'clause', ?, 0, 9, 4)",
                    (key, key, key, key, cite.relation, f"Thực hiện {cite.words}, tỉnh đã có kế hoạch."),
                )
            connection.execute(
                "INSERT INTO citations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (key, cite.source, cite.target, cite.relation, cite.by or cite.source, cite.mentions, key)
                + (link,),
            )
    return path


RELATIONS = ("implements", "based_on", "replaces", "guides", "reports_on", "cites", "consolidates")


def star(count: int, long: bool = False) -> tuple[list[Doc], list[Cite]]:
    """A document in the middle and `count` around it, half citing it and half cited; some cite each other."""
    documents = [Doc(MIDDLE, subject="Ban hành Quy chế phối hợp giải quyết thủ tục hành chính")]
    citations = []
    for n in range(count):
        label = LONG_NAME if long else f"Kế hoạch {n}/KH-UBND"
        issuer = LONG_ISSUER if long else HOA_AN
        date = f"20{10 + n % 15}-0{1 + n % 9}-11"
        other = f"vn/ubnd-tinh-hoa-an/kh/{n:03}"
        documents.append(Doc(other, label, "Kế hoạch", date, issuer, held=n % 3))
        relation = RELATIONS[n % len(RELATIONS)]
        pair = (other, MIDDLE) if n % 2 else (MIDDLE, other)
        citations.append(Cite(*pair, relation, mentions=1 + n % 5))
        if n % 3 == 0:
            citations.append(Cite(*pair, "cites" if relation != "cites" else "implements"))
        if n >= 4 and n % 4 == 0:
            citations.append(Cite(other, f"vn/ubnd-tinh-hoa-an/kh/{n - 4:03}", "amends", by=MIDDLE))
        if n >= 5 and n % 5 == 0:
            citations.append(Cite(other, f"vn/ubnd-tinh-hoa-an/kh/{n - 5:03}", "based_on"))
    return documents, citations
