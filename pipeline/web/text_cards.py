"""What a card tells of a mark in a text: what it is, where it leads and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.audit import rules as audit_wording
from pipeline.audit.screen import SIGNS, VERDICT_SIGNS
from pipeline.messages import say
from pipeline.tasks.wording import short_key
from pipeline.web.asking import LANG, address, document_address
from pipeline.web.words import code, day

TASK_SIGN = "☐"
OTHER_SIGN = "◇"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: a label, words, and where they lead ("" nowhere)."""

    label: str
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card: its kind for the style sheet, sign, title and where it leads, lines, and the mark it is of."""

    key: str
    kind: str
    sign: str
    title: str
    link: str = ""
    lines: Sequence[Line] = field(default=(), hash=False)
    mark: str = field(default="", compare=False)


def task_address(key: str) -> str:
    """Where a task is shown."""
    return f"/nhiem-vu/{key}"


def finding_address(key: str) -> str:
    """Where a finding is shown."""
    return f"/ra-soat/{key}"


def indicator_address(indicator: str) -> str:
    """Where the series of an indicator is shown."""
    return address("/chi-tieu/xem", {"ten": indicator})


def reference(row: Any, candidates: Sequence[Any]) -> tuple[str, str, str, list[Line]]:
    """Kind, title, link and lines for a mention."""
    lines = []
    relation = code(row["relation"])
    if row["borne_by"] != "self":
        relation += f" (quan hệ của {row['borne_by']}, nêu ở đây)"
    lines.append(Line("Quan hệ", relation))
    if row["pinpoint"]:
        lines.append(Line("Chỗ dẫn", row["pinpoint"]))
    if row["kind"] == "standard":
        return "ref-open", row["text"], "", [*lines, Line("Là", "tiêu chuẩn, quy chuẩn")]
    if row["label"] is None:
        lines += _undecided(row, candidates)
        return "ref-open", row["text"], "", lines
    known = " · ".join(part for part in (day(row["date"]), row["issuer"]) if part)
    lines += [Line("Dẫn đến", known)] if known else []
    why = [say(f"basis_{row['basis']}", LANG)] if row["basis"] else []
    if row["basis"] in ("identity", "only_fit"):
        why.append(_issuer(row))
    lines.append(Line("Vì", "; ".join(why)))
    if row["conflict"]:
        lines.append(Line("Lưu ý", f"ngày ghi ở đây là {day(row['said_date'])}, khác ngày của văn bản"))
    lines.append(Line("Trong sổ", "có tệp" if row["held"] else "không có tệp, chỉ được viện dẫn"))
    kind = "ref" if row["held"] else "ref-cited"
    return kind, row["label"], document_address(row["document_id"]), lines


def _issuer(row: Any) -> str:
    """Where the issuer of a mention was taken from."""
    return say(f"issuer_{row['issuer_basis']}", LANG)


def _undecided(row: Any, candidates: Sequence[Any]) -> Iterator[Line]:
    if row["status"] == "ambiguous" or candidates:
        told = "khớp nhiều văn bản" if row["status"] == "ambiguous" else "chưa xác định được văn bản"
        yield Line("Dẫn đến", f"{told}; có thể là:")
        for one in candidates:
            link = document_address(one["document_id"]) if one["document_id"] else ""
            yield Line("", one["label"], link)
    else:
        yield Line("Dẫn đến", "chưa xác định được văn bản")
        yield Line("Vì", _issuer(row))


def figure(row: Any, checks: Sequence[tuple[Any, bool]]) -> tuple[str, str, str, list[Line]]:
    """Kind, title, link and lines for a figure; `checks` are those in which it takes part, or is the total.

    In a table the total alone bears the sign of a check, as its parts stand rows and columns away.
    """
    indicator = row["indicator"] or ""
    value = " ".join(
        part for part in (code(row["qualifier"]), _number(row["value_text"]), row["unit"]) if part
    )
    plain = value.startswith(row["text"])  # the cell of a table, whose unit stands in its head
    known = {
        "Chỉ tiêu": indicator,
        "Giá trị": "" if plain else value,
        "Địa bàn": row["place"],
        "Thời kỳ": _period(row["period_from"], row["period_to"]),
    }
    lines = [Line(label, words) for label, words in known.items() if words]
    lines += [
        Line("Phép tính", f"{VERDICT_SIGNS[one['verdict']]} {one['expression']} ({code(one['verdict'])})")
        for one, _ in checks
    ]
    told = {one["verdict"] for one, is_total in checks if is_total or row["source"] == "text"}
    worst = next((verdict for verdict in ("fails", "holds") if verdict in told), "")
    kind = f"figure {worst}".strip()
    return kind, value if plain else row["text"], indicator_address(indicator) if indicator else "", lines


def _number(told: str) -> str:
    """A number as Vietnamese texts write it."""
    whole, _, part = told.partition(".")
    if not whole.lstrip("-").isdecimal():
        return told
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{part}" if part else grouped


def _period(first: str | None, last: str | None) -> str:
    days = dict.fromkeys(day(one) for one in (first, last) if one)
    return " – ".join(days)


def task(row: Any) -> tuple[str, str, str, list[Line]]:
    """Kind, title, link and lines for a task."""
    known = {
        "Chủ trì": "; ".join(json.loads(row["lead_bodies"])) or "chưa rõ",
        "Phối hợp": "; ".join(json.loads(row["partner_bodies"])),
        "Thời hạn": " ".join((row["deadline_text"] or "").split()),
        "Hạn cuối": day(row["due"]),
        "Sản phẩm": row["product"],
    }
    name = "Nhiệm vụ" if row["kind"] == "task" else "Kiến nghị, đề nghị"
    lines = [Line(label, words) for label, words in known.items() if words]
    title = f"{name} {short_key(row['key'])}"
    return "task", title, task_address(row["key"]), lines


def finding(row: Any, rules: Any, *, here: bool) -> tuple[str, str, str, list[Line]]:
    """Kind, title, link and lines for a finding; not `here` where the text is what it is set against."""
    lines = [Line("Mức độ", f"{SIGNS[row['severity']]} {code(row['severity'])}"), Line("Vì", row["why"])]
    if advice := audit_wording.advice(row["rule"], rules, LANG):
        lines.append(Line("Nên", advice))
    if row["decision"]:
        lines.append(Line("Xử lý", code(row["decision"])))
    if other := row["other_document" if here else "document"]:
        link = document_address(row["other_document_id" if here else "document_id"] or "")
        lines.append(Line("Đối chiếu", other, link))
    title = audit_wording.title(row["rule"], rules, LANG)
    return row["severity"] if here else "other", title, finding_address(row["key"]), lines
