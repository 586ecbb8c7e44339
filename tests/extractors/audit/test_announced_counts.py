from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Document, Facts, Verdict

A, B, C = (f"Quyết định số {n}/QĐ-SNV ngày 0{n}/3/2024" for n in (2, 5, 7))
NOTES = f"†{A}.\n†{B}."


@pytest.mark.parametrize(
    ("words", "verdict", "listed"),
    [
        (f"Sở đã ban hành 03 quyết định, gồm: {A}, {B} và {C}.", Verdict.HOLDS, 3),
        (f"Sở đã ban hành 02 quyết định, gồm: {A}, {B} và {C}.", Verdict.FAILS, 3),
        (f"Sở đã ban hành hai quyết định về nhân sự, cụ thể: {A}; {B}.", Verdict.HOLDS, 2),
        (f"Sở đã ban hành 04 quyết định: {A}; {B}.", Verdict.FAILS, 2),
        # a document in the title of another is not listed itself
        (f"Sở đã ban hành 02 quyết định, gồm: {A} và {B} sửa đổi {C}.", Verdict.HOLDS, 2),
        (f"Sở đã ban hành 01 quyết định, gồm: {A} và {B} sửa đổi {C}.", Verdict.CANNOT_TELL, 2),
        # one of those listed has no number
        (
            f"Sở đã ban hành 03 quyết định, gồm: {A}, {B} và Quyết định về khen thưởng.",
            Verdict.CANNOT_TELL,
            2,
        ),
        # "văn bản" counts whatever follows
        (f"Sở đã ban hành 02 văn bản, gồm: {A} và Kế hoạch số 9/KH-SNV ngày 08/3/2024.", Verdict.HOLDS, 2),
        (f"Sở đã ban hành 01 quyết định về chế độ.\n{NOTES}", Verdict.FAILS, 2),
        (f"Sở đã ban hành 02 quyết định về chế độ.\n{NOTES}", Verdict.HOLDS, 2),
        (f"Sở đã ban hành 05 quyết định về chế độ.\n{NOTES}", Verdict.CANNOT_TELL, 2),
    ],
)
def test_a_number_is_held_against_its_list(
    read: Callable[..., tuple[Document, Facts]], words: str, verdict: Verdict, listed: int
) -> None:
    facts = read(words)[1]
    (check,) = [check for check in facts.checks if check.rule == "announced_count"]
    assert (check.verdict, check.values["listed"]) == (verdict, listed)
    found = [found for found in facts.findings if found.rule == "announced_count"]
    assert bool(found) is (verdict is Verdict.FAILS)
    assert all(one.check is check for one in found)


@pytest.mark.parametrize(
    "words",
    [
        f"Sở đã ban hành 03 quyết định, trong đó có {A}.",
        f"Sở đã ban hành 03 quyết định như: {A}, {B}.",
        f"Sở đã ban hành 03 quyết định. Thực hiện {A}, đã làm xong.",
        "Sở đã ban hành 03 quyết định và 02 kế hoạch.",
        f"Sở có 03 phòng, gồm: phòng theo {A}.",
        f"Đã làm xong việc (ban hành 03 quyết định).\n{NOTES}",
        f"Sở đã ban hành 03 quyết định. Sau đó đã công khai.\n{NOTES}",
    ],
)
def test_without_a_clear_list_nothing_is_tried(
    read: Callable[..., tuple[Document, Facts]], words: str
) -> None:
    assert [check for check in read(words)[1].checks if check.rule == "announced_count"] == []
