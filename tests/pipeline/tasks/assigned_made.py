"""Tasks of an invented province, made by hand: one of each status, an extension, evidence, a proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.tasks.model import Assigned, Evidence, LinkKind, Place, Status

AS_OF = date(2026, 11, 23)
YTE = "Sở Y tế tỉnh Hòa An"
TAI_CHINH = "Sở Tài chính tỉnh Hòa An"
BEN_LAU = "Ủy ban nhân dân xã Bến Lau"
UBND = "Ủy ban nhân dân tỉnh Hòa An"


def place(
    words: str, document: str, date_: str | None, page: int | None, start: int = 0, file_id: int = 1
) -> Place:
    """Words on a page of a document."""
    slug = document.split()[-1].replace("/", "-").lower()
    return Place(
        file_id, f"{slug}.docx", f"vn/{slug}", document, date_, page, start, start + len(words), words
    )


_WORDS = "Sở Y tế rà soát, báo cáo tình hình thực hiện tự chủ của các đơn vị sự nghiệp trước ngày 30/9/2026"
_PLAN = ("Kế hoạch 77/KH-UBND", "2026-02-10")
_LETTER = ("Công văn 215/UBND-KT", "2026-03-02")

OVERDUE = Assigned(
    key="3f9a12bc" + "0" * 24, kind="task", text=_WORDS, at=place(_WORDS, *_PLAN, 2, 100),
    section="III. Tổ chức thực hiện", lead=(YTE,), lead_basis="stated", partners=(TAI_CHINH,),
    deadline="2026-09-30", deadline_kind="date", deadline_text="trước ngày 30/9/2026", due="2026-09-30",
    due_now="2026-09-30", strict=True, inferred=False, recurrence=None, time=None,
    product="Báo cáo của Sở Y tế", references=("Quyết định 112/QĐ-UBND",), assigner=UBND, links=(),
    status=Status.OVERDUE, status_reason_en="The last day was 2026-09-30 and nothing tells that it is done.",
    status_reason_vi="Hạn cuối là 30/09/2026, chưa thấy văn bản nào nói đã hoàn thành.",
)  # fmt: skip


def _like(key: str, text: str, status: Status, reason: tuple[str, str], **fields: object) -> Assigned:
    due = fields.get("due")
    changed = {"due_now": due, "deadline": due, "strict": False, "product": None, "references": (), **fields}
    at = changed.pop("at", place(text, *_PLAN, 3, len(key) * 100))
    return replace(
        OVERDUE, key=key + "0" * (32 - len(key)), text=text, status=status, at=at,
        status_reason_en=reason[0], status_reason_vi=reason[1], **changed,  # type: ignore[arg-type]
    )  # fmt: skip


def said(
    key: str, state: str | None, words: str, document: str, date_: str, *, sure: bool = True,
    kind: LinkKind = LinkKind.EVIDENCE, done: str | None = None, due: str | None = None,
    product: str | None = None,
) -> Evidence:  # fmt: skip
    """What a later place says of a task."""
    return Evidence(
        key + "0" * (32 - len(key)), kind, place(words, document, date_, 4, 50, 7), sure,
        "it names the same work and body", "nêu cùng công việc và cơ quan", state, done, due, product,
    )  # fmt: skip


EXTENDED = _like(
    "4b00cafe", "Xây dựng phương án sắp xếp trụ sở, nhà đất dôi dư", Status.OPEN,
    ("The last day is 2026-12-15.", "Hạn cuối là 15/12/2026."),
    lead=(TAI_CHINH, YTE), partners=(), due="2026-10-31", deadline_text="xong trong tháng 10/2026",
    deadline_kind="month", due_now="2026-12-15", product="Tờ trình",
    at=place("Xây dựng phương án sắp xếp trụ sở, nhà đất dôi dư", *_LETTER, 1, 40, 2),
    links=(
        said("aa11", "extended", "gia hạn đến ngày 15/12/2026", "Công văn 390/UBND-KT", "2026-10-20",
             kind=LinkKind.EXTENDS, due="2026-12-15"),
        said("bb22", "done", "đã trình phương án sắp xếp trụ sở", "Báo cáo 61/BC-STC", "2026-11-10",
             sure=False, done="2026-11-09", product="Tờ trình 88/TTr-STC"),
    ),
)  # fmt: skip
DONE = _like(
    "5c0ffee1", "Ban hành kế hoạch phòng, chống dịch mùa mưa", Status.DONE_IN_TIME,
    ("Done on 2026-05-28, the last day was 2026-06-01.", "Hoàn thành ngày 28/05/2026, hạn cuối 01/06/2026."),
    due="2026-06-01", deadline_text="trước 15 giờ 00 ngày 01/6/2026", time="15:00", inferred=True,
    links=(
        said("cc33", "done", "đã ban hành Kế hoạch số 19/KH-SYT", "Báo cáo 40/BC-SYT", "2026-06-05",
             done="2026-05-28", product="Kế hoạch 19/KH-SYT"),
        said("dd44", None, "Ban hành kế hoạch phòng, chống dịch", "Thông báo 12/TB-VP", "2026-04-01",
             kind=LinkKind.SAME),
    ),
)  # fmt: skip
LATE = _like(
    "6d00d1e5", "Công khai thủ tục hành chính tại bộ phận một cửa", Status.DONE_LATE,
    ("Done on 2026-07-20, the last day was 2026-06-30.", "Hoàn thành ngày 20/07/2026, hạn cuối 30/06/2026."),
    lead=(BEN_LAU,), partners=(), due="2026-06-30", deadline_kind="quarter",
    deadline_text="trong quý II/2026", lead_basis="heading",
)  # fmt: skip
RECURRING = _like(
    "7e57ab1e", "Báo cáo kết quả tiếp công dân trước ngày 18 hằng tháng", Status.NO_DEADLINE,
    ("It recurs; no single day ends it.", "Nhiệm vụ định kỳ, không có một ngày cuối."),
    lead=(BEN_LAU,), partners=(), due=None, deadline="recurring", deadline_kind="recurring",
    deadline_text="trước ngày 18 hằng tháng", recurrence="FREQ=MONTHLY;BYMONTHDAY=18",
)  # fmt: skip
UNKNOWN = _like(
    "8bad1dea", "=Tham mưu \x07<b>quy định</b> & mức thu phí ngay sau khi Nghị định có hiệu lực",
    Status.UNKNOWN, ("Its deadline is an event.", "Thời hạn là một sự kiện."),
    lead=(), lead_basis="issuer", partners=("các sở, ban, ngành",), due=None, deadline=None,
    deadline_kind="event", deadline_text="ngay sau khi Nghị định có hiệu lực", kind="recommendation",
)  # fmt: skip
ALL = (OVERDUE, EXTENDED, DONE, LATE, RECURRING, UNKNOWN)
LONG = replace(OVERDUE, key="99" + "0" * 30, text="rà soát hồ sơ " * 1000 + "hết.")
"""A task of more than 3,000 words."""
