from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extractors.rulebook import load_rules
from extractors.tokens import token_grammar
from pipeline.errors import UsageError
from pipeline.nlp import blank
from pipeline.nlp.sentences import clause_spans, sentence_spans


@pytest.fixture(scope="module")
def cutter() -> Language:
    nlp = blank()
    nlp.add_pipe("vanthu_sentences")
    return nlp


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Đã xong việc. Còn lại hai việc.", ["Đã xong việc.", "Còn lại hai việc."]),
        ("Phòng theo dõi./. Nơi nhận: Như trên.", ["Phòng theo dõi./.", "Nơi nhận: Như trên."]),
        ("Do TS. Phan Thu Lan chủ trì.", ["Do TS. Phan Thu Lan chủ trì."]),
        ("Họp tại TP. Cao Lãnh. Sau đó nghỉ.", ["Họp tại TP. Cao Lãnh.", "Sau đó nghỉ."]),
        ("Do Nguyễn V. An ký.", ["Do Nguyễn V. An ký."]),
        ("Đạt 1.234,5 tỷ. Tăng 2,5%.", ["Đạt 1.234,5 tỷ.", "Tăng 2,5%."]),
        ("1. Rà soát hồ sơ.\n2. Báo cáo.", ["1. Rà soát hồ sơ.", "2. Báo cáo."]),
        ("Điều 3. Hiệu lực\na) Từ ngày ký;\n- Của Sở;", ["Điều 3. Hiệu lực", "a) Từ ngày ký;", "- Của Sở;"]),
        ("Chợ, cầu v.v. Sau đó nghỉ.", ["Chợ, cầu v.v.", "Sau đó nghỉ."]),
    ],
)
def test_sentences_end_where_official_text_ends_them(
    cutter: Language, text: str, sentences: list[str]
) -> None:
    assert [sentence.text.strip() for sentence in cutter(text).sents] == sentences


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Rà soát hồ sơ; báo cáo kết quả.", ["Rà soát hồ sơ;", "báo cáo kết quả."]),
        ("Gồm: a) chợ; b) cầu.", ["Gồm:", "a) chợ;", "b) cầu."]),
        ("Rà soát (hồ sơ; sổ) ngay.", ["Rà soát (hồ sơ; sổ) ngay."]),
    ],
)
def test_clauses_end_at_semicolons_and_labels(cutter: Language, text: str, clauses: list[str]) -> None:
    doc = cutter(text)
    assert [clause.text for clause in doc.spans["clauses"]] == clauses


@given(st.text(alphabet=st.sampled_from("Ab .;:/\n()a1-đTS,"), max_size=60))
def test_every_word_stands_in_one_sentence_and_one_clause(text: str) -> None:
    try:
        found = list(sentence_spans(text, token_grammar(load_rules())))
    except UsageError:
        return
    parts = [clause for span in found for clause in clause_spans(text, *span)]
    for spans in (found, parts):
        assert spans == sorted(spans)
        assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))
        assert "".join("".join(text[slice(*span)].split()) for span in spans) == "".join(text.split())
