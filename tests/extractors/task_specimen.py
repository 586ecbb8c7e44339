"""Short documents for the tests of tasks: a head, then lines in Markdown, read as files are."""

from __future__ import annotations

from extractors.extract import extract_facts
from extractors.model import Document, Facts
from extractors.rulebook import load_rules
from extractors.task_facts import Task
from pipeline.readers import read_bytes

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH HÒA AN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 77/{letters}-UBND\n\nHòa An, ngày 05 tháng 3 năm 2026\n\n{title}\n\nVề phòng cháy rừng mùa khô\n\n"
)
LETTERS = {"KẾ HOẠCH": "KH", "CHỈ THỊ": "CT", "THÔNG BÁO": "TB", "BÁO CÁO": "BC", "QUYẾT ĐỊNH": "QĐ"}


def document_with(body: str, title: str = "KẾ HOẠCH") -> Document:
    """A document of the People's Committee of Hòa An of 5 March 2026 with these lines."""
    text = HEAD.format(letters=LETTERS[title], title=title) + body.replace("⏎", "\n\n")
    return read_bytes(text.encode(), "van-ban.md")


def facts_with(body: str, title: str = "KẾ HOẠCH") -> Facts:
    return extract_facts(document_with(body, title), load_rules())


def tasks_with(body: str, title: str = "KẾ HOẠCH") -> tuple[Task, ...]:
    return facts_with(body, title).tasks


def told(body: str, title: str = "KẾ HOẠCH") -> list[tuple[str, tuple[str, ...]]]:
    """The first four words and the lead of each task, the province's name left out."""
    return [
        (" ".join(task.text.split()[:4]), tuple(name.replace(" tỉnh Hòa An", "") for name in task.lead))
        for task in tasks_with(body, title)
    ]
