from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from audit_specimen import HEAD, document_of
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit.papers import paper_audit
from extractors.extract import extract_facts
from extractors.rulebook import load_rules

PIECES = (
    "Quyết định số 9/QĐ-UBND",
    " ngày 31/02/2024",
    " ngày 02/4/2024",
    " của Sở Nội vụ",
    "\n",
    "; ",
    "Sở đã ban hành ",
    "03 quyết định, gồm: ",
    "Nghị định số 9/2022/NĐ-CP",
    "II. ",
    "I. ",
    "1. ",
    " giai đoạn 2021 - 2025",
    "Đề án A B C",
    "Nghị quyết số 9/NQ-TW",
    "Công văn số 9/SYT-NV",
    " ngày 99/99/999999999999",
    "Số:    /BC-SNV",
    "†",
    " năm 2024",
    "9" * 30,
    "/QĐ-UBND ngày ",
    "0/QĐ-UBND",
    "Nơi nhận:\n- Bộ Thông tin và Truyền thông;",
    " tại ",
    "(",
    "đơn vị ",
)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_whatever_stands_there_a_finding_lies_in_the_text(pieces: list[str]) -> None:
    document = document_of([*HEAD, *"".join(pieces).split("\n")])
    facts = extract_facts(document, load_rules())
    for found in facts.findings:
        assert 0 <= found.start < found.end <= len(document.text)
        assert found.other is None or 0 <= found.other[0] < found.other[1] <= len(document.text)


def process_time_of(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.parametrize(
    "line",
    [
        "Theo Công văn số {0}/SYT-NV ngày 0{1}/{1}/2024 của Sở Y tế tỉnh Sơn La.",
        "Theo Quyết định số 9/QĐ-TTg ngày 0{1}/{1}/{2}.",
        "Sở có 02 văn bản, gồm: Kế hoạch số {0}/KH-SNV.",
    ],
)
def test_a_long_text_takes_time_in_proportion(line: str) -> None:
    def seconds(count: int) -> float:
        lines = [line.format(n + 1, n * 7 % 9 + 1, 1900 + n % 120) for n in range(count)]
        document = document_of([*HEAD, *lines])
        facts = extract_facts(document, load_rules())
        audit = paper_audit(load_rules())
        return min(process_time_of(lambda: audit(document, facts)) for _ in range(3))

    assert seconds(3200) < 16 * max(seconds(400), 0.004)
