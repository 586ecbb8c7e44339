from __future__ import annotations

import pytest

from extractors.audit.examples import AuditExamples, audit_examples, document_of
from extractors.model import BlockKind
from extractors.rulebook import Rulebook


def test_a_text_with_a_table_becomes_a_document() -> None:
    document = document_of("Trên ⏎ | a | b | ⏎ | c | | ⏎ Dưới")
    assert document.text == "Trên\na\nb\nc\n\nDưới"
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "Trên", "a", "b", "c", "", "Dưới",
    ]  # fmt: skip
    kinds = [block.kind is BlockKind.CELL for block in document.blocks]
    assert kinds == [False, True, True, True, True, False]
    (table,) = document.tables
    assert (table.rows, table.columns) == (2, 2)
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize("text", ["", "Một dòng", "Một ⏎ Hai"])
def test_a_text_without_a_table_has_none(text: str) -> None:
    document = document_of(text)
    assert document.tables == ()
    assert document.text == text.replace(" ⏎ ", "\n")


@pytest.mark.parametrize(
    ("table", "row", "right", "wrong"),
    [
        ("units", {"unit": "ha", "kind": "measure"}, "Rộng 5 ha.", "Rộng 5 km."),
        ("units", {"unit": "tuần", "kind": "time"}, "Trong 5 tuần.", "Trong 5 ha."),
        ("units", {"unit": "triệu", "kind": "scale"}, "Chi 5 triệu đồng.", "Chi lớn."),
        ("hedges", {"qualifier": "over"}, "Có hơn 5 xã.", "Có gần 5 xã."),
        ("part_words", {"kind": "all"}, "Có 9 đơn, gồm: 5 đơn mới, 4 đơn cũ.", "Có 9 đơn, có 5 đơn mới."),
        ("part_words", {"kind": "some"}, "Có 9 đơn, trong đó 5 đơn mới.", "Có 9 đơn."),
        ("figure_labels", {"kind": "label"}, "Tại khoản 5 đơn vị xem.", "Có 5 đơn vị xem."),
        ("audit_rules", {"rule": "ratio"}, "Đã kiểm tra 9/5 hộ.", "Đã kiểm tra 5/9 hộ."),
    ],
)
def test_what_a_row_promises_is_held_against_a_text(
    rules: Rulebook, table: str, row: dict[str, str], right: str, wrong: str
) -> None:
    matches = audit_examples(rules)[table]
    assert matches(row, right)
    assert not matches(row, wrong)


def test_facts_of_an_example(rules: Rulebook) -> None:
    examples = AuditExamples(rules)
    assert [figure.text for figure in examples.figures("Có 5 xã.")] == ["5 xã"]
    assert examples.breaks("malformed_number", "Nộp 1.2345.000 đồng.")
    assert examples.allows("malformed_number", "Nộp 5 đồng.", "đồng")
    assert not examples.allows("malformed_number", "Nộp 5 đồng.", "USD")
