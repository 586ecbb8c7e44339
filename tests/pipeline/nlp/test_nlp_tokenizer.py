from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

from pipeline.errors import UsageError
from pipeline.nlp import blank
from pipeline.nlp.tokenizer import NAME, OfficialTokenizer

TEXT = "Thực hiện Quyết định số 1182 /QĐ- UBND ngày 05/12/2020 tại TP. Hồ Chí Minh; đạt 78,7%./."


def test_a_config_of_spacy_names_the_tokenizer() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": NAME}}})
    words = [token.text for token in nlp(TEXT)]
    assert {"1182 /QĐ- UBND", "05/12/2020", "TP. Hồ Chí Minh", "78,7%", "./."} <= set(words)
    assert nlp.lang == "vi"


@given(st.text())
def test_the_text_of_a_doc_is_the_text(text: str) -> None:
    assert _NLP(text).text == text


_NLP = blank()


def test_half_a_character_is_refused(nlp: Language) -> None:
    with pytest.raises(UsageError, match="half a character"):
        nlp("xã \ud800")


def test_a_saved_pipeline_cuts_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "made")
    tokens = [token.text for token in nlp(TEXT)]
    assert [token.text for token in spacy.load(tmp_path / "made")(TEXT)] == tokens
    assert [token.text for token in pickle.loads(pickle.dumps(nlp.tokenizer))(TEXT)] == tokens
    again = blank().from_bytes(nlp.to_bytes())
    assert [token.text for token in again(TEXT)] == tokens


def test_own_rules_are_kept_by_their_path(nlp: Language, tmp_path: Path) -> None:
    rows = "words\tkind\texample\tcounter_example\nKHX\ttitle\ttại KHX. Sông Mới\t\n"
    (tmp_path / "abbreviations.tsv").write_text(rows, encoding="utf-8")
    own = blank(tmp_path)
    assert [token.text for token in own("tại KHX. Sông")] == ["tại", "KHX.", "Sông"]
    assert [token.text for token in nlp("tại KHX. Sông")] == ["tại", "KHX", ".", "Sông"]
    other = OfficialTokenizer(own.vocab).from_bytes(own.tokenizer.to_bytes())
    assert [token.text for token in other("tại KHX. Sông")] == ["tại", "KHX.", "Sông"]


def test_rules_that_are_not_there_are_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No rules"):
        blank(tmp_path / "none")("xã")


def test_tokens_with_blanks_survive_a_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    (back,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(blank().vocab)
    assert back.text == TEXT
    assert [token.text for token in back] == [token.text for token in doc]
