"""What the forms of a task ask for: understood, refused in words, or made into a change of the registry."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from pipeline.errors import UsageError
from pipeline.graph.cards import day as day_words
from pipeline.messages import say, value
from pipeline.refs import iso_day
from pipeline.registry import Registry
from pipeline.tasks import corrections
from pipeline.tasks.corrections import Kept
from pipeline.tasks.model import Assigned
from pipeline.tasks.register import called
from pipeline.tasks.status import SETTABLE
from pipeline.web import deciding
from pipeline.web.asking import LANG
from pipeline.web.deciding import NAME, REASON, SEEN, WHAT, Form, RefusedError

Change = Callable[[sqlite3.Connection], None]
FIELDS: Mapping[str, str] = {
    "lead": "Cơ quan chủ trì", "deadline": "Thời hạn", "status": "Tình trạng",
    "not_a_task": "Không phải nhiệm vụ", "link": "Liên kết",
}  # fmt: skip
DONE: Mapping[str, str] = {
    "chu-tri": "Đã ghi cơ quan chủ trì.", "thoi-han": "Đã ghi thời hạn.", "tinh-trang": "Đã ghi tình trạng.",
    "khong-phai": "Đã ghi: không phải nhiệm vụ.", "xac-nhan": "Đã xác nhận đề xuất.",
    "bac": "Đã bác liên kết.", "hoan-tac": "Đã hoàn tác.",
}  # fmt: skip
"""What is said after each thing that a form does."""
_MOST_BODIES = 20


def seen(kept: Iterable[Kept]) -> str:
    """The mark of what is decided about a task now."""
    return deciding.state((one.key, one.field, one.value, one.date, one.reviewer, one.made) for one in kept)


def told(made: Kept) -> str:
    """What was set or decided, in words: "Thời hạn: 30/09/2026"."""
    name = FIELDS[made.field]
    if made.field == "link":
        return f"{value(made.value or '', LANG)}: {made.other_words or ''}"
    if made.field == "lead":
        return f"{name}: {'; '.join(json.loads(made.value or '[]'))}"
    if made.field == "deadline":
        set_to = day_words(made.value, LANG) if made.value else say("task_no_deadline", LANG)
        return f"{name}: {set_to}"
    if made.field == "status":
        state = say("task_set_done" if made.value == "done" else f"task_{made.value}", LANG)
        return f"{name}: {state}{f', ngày {day_words(made.date, LANG)}' if made.date else ''}"
    return name


def change(registry: Registry, task: Assigned | None, key: str, form: Form, day: date) -> Change:
    """What a form asks for, as a change to make inside a transaction.

    Raises:
        RefusedError: it makes no sense, or lacks something.
    """
    what = form[WHAT]
    if what not in DONE:
        raise RefusedError(400, "Biểu mẫu không nêu việc cần làm; hãy tải lại trang rồi làm lại.")
    try:
        made = _undoing(key, form) if what == "hoan-tac" else _setting(registry, task, form, day)
    except UsageError as error:
        raise RefusedError(400, error.sentence(LANG)) from error

    def checked(connection: sqlite3.Connection) -> None:
        if form[SEEN] and form[SEEN] != seen(corrections.kept_about(connection, key)):
            raise RefusedError(409, _OVERTAKEN)
        made(connection)

    return checked


_OVERTAKEN = (
    "Trong lúc bạn xem, người khác đã sửa hoặc quyết định về nhiệm vụ này; những gì hiện có ghi dưới đây. "
    "Những gì bạn đã gõ vẫn còn: hãy gửi lại nếu muốn thay."
)


def _undoing(key: str, form: Form) -> Change:
    field, link = form.given("truong"), form.given("lien-ket")
    if field is not None and field not in FIELDS:
        raise RefusedError(400, "Không có mục nào như vậy để hoàn tác.")

    def undo(connection: sqlite3.Connection) -> None:
        if link is not None and link not in {one.key for one in corrections.kept_about(connection, key)}:
            raise RefusedError(409, "Quyết định về liên kết này không còn; có thể đã được hoàn tác.")
        corrections.take_back(connection, link or key, field)

    return undo


def _setting(registry: Registry, task: Assigned | None, form: Form, day: date) -> Change:
    """A correction or a decision about a task that is there.

    Raises:
        UsageError: a day or a body makes no sense.
    """
    if task is None:
        raise RefusedError(409, "Chỗ này đã được ghi không phải nhiệm vụ; hãy hoàn tác điều đó trước.")
    what, reason, by = form[WHAT], form.given(REASON), form.given(NAME)
    if what in ("khong-phai", "tinh-trang") and not reason:
        raise RefusedError(400, "Phải ghi lý do; những gì đã gõ vẫn còn dưới đây.")
    if what in ("xac-nhan", "bac"):
        decision = "confirmed" if what == "xac-nhan" else "rejected"
        return lambda connection: corrections.decide(
            connection, task, form["lien-ket"], decision, reason=reason, reviewer=by
        )
    settings = {
        "chu-tri": lambda: corrections.led_by(_bodies(registry, form["chu-tri"])),
        "thoi-han": lambda: corrections.by_when(_deadline(form)),
        "tinh-trang": lambda: _status(form, day),
        "khong-phai": lambda: corrections.NOT_A_TASK,
    }
    setting = settings[what]()
    return lambda connection: corrections.put(connection, task.key, setting, reason, by)


def _bodies(registry: Registry, typed: str) -> list[str]:
    """The bodies of a text field, one a line or between semicolons, by their whole names where known."""
    names = [name.strip() for name in re.split(r"[;\n]", typed) if name.strip()]
    if len(names) > _MOST_BODIES or any(len(name) > 300 for name in names):
        raise RefusedError(400, f"Hãy nêu không quá {_MOST_BODIES} cơ quan, mỗi tên không quá 300 ký tự.")
    return [called(registry, name)[0] for name in names]


def _deadline(form: Form) -> str | None:
    if form["khong-thoi-han"]:
        return None
    if not form["thoi-han"]:
        raise RefusedError(400, "Hãy ghi thời hạn, hoặc chọn “không có thời hạn”.")
    return form["thoi-han"]


def _status(form: Form, day: date) -> corrections.Setting:
    state = form["tinh-trang"]
    if state not in SETTABLE:
        raise RefusedError(400, "Hãy chọn tình trạng.")
    done = iso_day(form["ngay-xong"], "Ngày hoàn thành") if form["ngay-xong"] else None
    if done and date.fromisoformat(done) > day:
        raise RefusedError(400, f"Ngày hoàn thành {day_words(done, LANG)} sau ngày xét; chưa thể hoàn thành.")
    return corrections.standing(state, done)
