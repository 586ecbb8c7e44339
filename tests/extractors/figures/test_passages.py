from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit.examples import document_of
from extractors.figures.passages import Passage, items_after, style_of
from extractors.model import Block, BlockKind


@pytest.mark.parametrize(
    ("line", "style", "words"),
    [
        ("- Đã xong", "dash", "Đã xong"),
        ("– Đã xong", "dash", "Đã xong"),
        ("+ Đã xong", "plus", "Đã xong"),
        ("• Đã xong", "dot", "Đã xong"),
        ("a) Đã xong", "letter", "Đã xong"),
        ("đ. Đã xong", "letter", "Đã xong"),
        ("1. Đã xong", "number", "Đã xong"),
        ("12) Đã xong", "number", "Đã xong"),
        ("2.1. Đã xong", "deep", "Đã xong"),
        ("2.1.3 Đã xong", "deep", "Đã xong"),
        ("(1) Đã xong", "bracketed", "Đã xong"),
        ("IV. Đã xong", "roman", "Đã xong"),
        ("Đã xong", "", "Đã xong"),
        ("12 hồ sơ", "", "12 hồ sơ"),
        ("-", "", "-"),
    ],
)
def test_the_label_of_a_block(line: str, style: str, words: str) -> None:
    block = Block(BlockKind.PARAGRAPH, 0, len(line))
    found, start = style_of(line, block)
    assert (found, line[start:]) == (style, words)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Gồm: ⏎ - Một ⏎ - Hai ⏎ Hết", ["Một", "Hai"]),
        ("Gồm: ⏎ a) Một ⏎ - nhỏ ⏎ b) Hai ⏎ 1. Khác", ["Một", "Hai"]),
        ("1. Gồm: ⏎ a) Một ⏎ b) Hai ⏎ 2. Khác ⏎ a) Ba", ["Một", "Hai"]),
        ("- Gồm: ⏎ + Một ⏎ + Hai ⏎ - Khác ⏎ + Ba", ["Một", "Hai"]),
        # another label of the same rank, a table, no label at all
        ("Gồm: ⏎ + Một ⏎ • Hai", ["Một"]),
        ("Gồm: ⏎ - Một ⏎ | x | y | ⏎ - Hai", ["Một"]),
        ("Gồm: ⏎ Một ⏎ - Hai", []),
        ("- Gồm: ⏎ - Một", []),
        ("Gồm:", []),
    ],
)
def test_the_list_under_a_line(text: str, items: list[str]) -> None:
    document = document_of(text)
    assert [document.text[item.start : item.end] for item in items_after(document, 0)] == items


def test_a_list_is_not_followed_without_end() -> None:
    document = document_of(" ⏎ ".join(["Gồm:", *(f"- Việc {n}" for n in range(300))]))
    assert 60 < len(items_after(document, 0)) < 100


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Đã xong. Còn lại", ["Đã xong.", " Còn lại"]),
        ("Đã xong. còn lại", ["Đã xong. còn lại"]),
        ("Đạt 1.500 ha. Còn lại", ["Đạt 1.500 ha.", " Còn lại"]),
        ("Tại TP. Hạ Long đã xong", ["Tại TP. Hạ Long đã xong"]),
        ("Có 5 đơn (2 đơn. Một đơn) và thôi", ["Có 5 đơn (2 đơn. Một đơn) và thôi"]),
        ("Xong chưa? Rồi! Tốt", ["Xong chưa?", " Rồi!", " Tốt"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    passage = Passage(text, 0, len(text))
    spans = {passage.sentence(offset) for offset in range(len(text))}
    assert [text[start:end] for start, end in sorted(spans)] == sentences


def test_the_sentence_before_another() -> None:
    text = "Một. Hai. Ba"
    passage = Passage(text, 0, len(text))
    start = passage.sentence(len(text) - 1)[0]
    before = passage.previous(start)
    assert before is not None and text[slice(*before)] == " Hai."
    assert passage.previous(0) is None


@pytest.mark.parametrize(
    ("text", "at", "inside"),
    [
        ("a (b) c", "b", "(b)"),
        ("a (b (c) d) e", "c", "(c)"),
        ("a (b (c) d) e", "d", "(b (c) d)"),
        ("a (b) c", "c", None),
        ("a) b (c", "a", None),
        # one that is never closed reaches to the end
        ("a (b, c", "c", "(b, c"),
    ],
)
def test_brackets(text: str, at: str, inside: str | None) -> None:
    span = Passage(text, 0, len(text)).bracket_at(text.index(at))
    assert (text[span[0] : span[1] + 1] if span else None) == inside


@given(st.text(alphabet="ab .()\nĐ?", max_size=60))
def test_sentences_cover_a_passage(text: str) -> None:
    passage = Passage(text, 0, len(text))
    for offset in range(len(text)):
        start, end = passage.sentence(offset)
        assert 0 <= start <= offset < end <= len(text)
