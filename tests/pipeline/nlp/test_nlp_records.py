from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.errors import UsageError
from pipeline.extraction import extract_all
from pipeline.nlp import blank, to_doc, to_record
from pipeline.nlp.alignment import MisalignedSpanWarning, UnfitSpanError
from pipeline.nlp.attributes import SPAN, register
from pipeline.nlp.layers import LABELS, empty_fact, fields
from pipeline.nlp.records import from_bytes, packed_docs
from pipeline.walk import walk

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "corpus"
TEXT = "Thực hiện Kế hoạch số 285/KH-UBND ngày 05/12/2020, theo Nghị quyết số 18-NQ/TW; đạt 78,7%."


def entry(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    told = {"text": words, "start": start, "end": start + len(words), "kind": "numbered", "relation": "cites"}
    return empty_fact("references") | told | more


def record(*references: dict[str, Any]) -> dict[str, Any]:
    return {"file": "a.txt", "header": {"type": "Báo cáo"}, "references": list(references), "text": TEXT}


PLAN = entry("Kế hoạch số 285/KH-UBND ngày 05/12/2020", number="285", symbol="KH-UBND", relation="implements")
PARTY = entry("18-NQ/TW", number="18", symbol="NQ/TW")


@pytest.mark.parametrize(
    "folder",
    [ROOT / "corpus", pytest.param(SHARED, marks=pytest.mark.skipif(not SHARED.is_dir(), reason="not here"))],
    ids=["specimens", "shared"],
)
def test_records_come_back_as_they_were(folder: Path, nlp: Language) -> None:
    paths = [Path(found.path) for found in walk([folder]).files]
    records = [one.record for one in extract_all(paths, with_text=True, jobs=1) if one.record]
    spans = wide = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MisalignedSpanWarning)
        for one in records:
            doc = to_doc(nlp, one)
            assert to_record(doc) == one, one["file"]
            assert list(to_record(doc)) == list(one)
            spans += sum(len(doc.spans[layer]) for layer in ("references", "statistics", "tasks"))
            wide += sum(told["layer"] in ("references", "statistics", "tasks") for told in doc._.misaligned)
        assert list(from_bytes(packed_docs(records))) == records
    assert spans > 400
    assert wide <= spans * 0.005


def test_spans_tell_what_the_record_tells(nlp: Language) -> None:
    doc = to_doc(nlp, record(PLAN, PARTY))
    plan, party = doc.spans["references"]
    assert (plan.text, plan.label_, plan.kb_id_) == (PLAN["text"], "numbered", "implements")
    assert (plan._.number, plan._.symbol, party._.symbol) == ("285", "KH-UBND", "NQ/TW")
    assert plan._.value is None
    assert plan._.vanthu == PLAN
    assert doc._.header == {"type": "Báo cáo"}
    assert doc._.misaligned == []


@pytest.mark.parametrize(
    ("words", "widened"),
    [
        ("5/KH-UBND", "285/KH-UBND"),
        ("hoạch số 28", "hoạch số 285/KH-UBND"),
        ("hiện ", "hiện"),
        ("78", "78,7%"),
    ],
)
def test_a_span_inside_a_token_is_widened_and_told(nlp: Language, words: str, widened: str) -> None:
    given_ = record(entry(words))
    with pytest.warns(MisalignedSpanWarning, match="1 span"):
        doc = to_doc(nlp, given_)
    (span,) = doc.spans["references"]
    assert span.text == widened
    (told,) = doc._.misaligned
    assert (told["id"], told["text"], told["widened_text"]) == ("references/0", words, widened)
    assert to_record(doc) == given_


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"start": len(TEXT) + 1, "end": len(TEXT) + 4}, "outside"),
        ({"end": len(TEXT) + 1}, "outside"),
        ({"start": -2}, "outside"),
        ({"start": 9, "end": 3}, "outside"),
        ({"text": "Kế hoạch số 999/KH-UBND"}, "not of one reading"),
    ],
)
def test_a_span_of_another_text_is_refused(nlp: Language, change: dict[str, Any], why: str) -> None:
    with pytest.raises(UnfitSpanError, match=why) as caught:
        to_doc(nlp, record(PLAN | change))
    assert "references[0]" in caught.value.sentence("vi")


def test_a_record_without_its_text_is_refused(nlp: Language) -> None:
    with pytest.raises(UsageError, match="--with-text"):
        to_doc(nlp, {"file": "a", "references": []})


def test_empty_spans_and_whole_numbers_of_any_size_are_kept(nlp: Language) -> None:
    figure = empty_fact("statistics") | {"text": "78,7%", "start": TEXT.index("78"), "end": len(TEXT) - 1}
    repair = {"text": "", "start": 5, "end": 5, "page": None, "found": "\u200b", "reason": "invisible"}
    given_ = record() | {"statistics": [figure | {"value": 10**30, "source": "text"}], "repairs": [repair]}
    doc = to_doc(nlp, given_)
    assert doc.spans["statistics"][0]._.value == 10**30
    assert to_record(doc) == given_
    assert list(from_bytes(packed_docs([given_]))) == [given_]


def test_an_edited_doc_gives_the_edited_record(nlp: Language) -> None:
    doc = to_doc(nlp, record(PLAN, PARTY))
    plan, party = doc.spans["references"]
    moved = Span(doc, plan.start + 3, plan.start + 4, label="short", kb_id="amends", span_id=plan.id_)
    figure = doc.char_span(TEXT.index("78,7%"), len(TEXT) - 1, label="named")
    doc.spans["references"] = [moved, figure]
    figure._.subject = "tỷ lệ"
    first, second = to_record(doc)["references"]
    told = {"text": "285/KH-UBND", "start": 22, "end": 33, "kind": "short", "relation": "amends"}
    assert first == PLAN | told
    assert second["text"] == "78,7%" and second["kind"] == "named" and second["subject"] == "tỷ lệ"
    assert second.keys() == PLAN.keys()


def test_spans_are_taken_out_one_by_one_or_all(nlp: Language) -> None:
    doc = to_doc(nlp, record(PLAN, PARTY))
    doc.spans["references"] = [doc.spans["references"][1]]
    assert to_record(doc)["references"] == [PARTY]
    del doc.spans["references"]
    assert to_record(doc)["references"] == []


def test_attributes_are_written_through(nlp: Language) -> None:
    doc = to_doc(nlp, record(PLAN))
    doc.spans["references"][0]._.issuer = "Sở Nội vụ"
    doc._.header = {"type": "Tờ trình"}
    back = Doc(blank().vocab).from_bytes(doc.to_bytes())
    made = to_record(back)
    assert made["references"] == [PLAN | {"issuer": "Sở Nội vụ"}]
    assert made["header"] == {"type": "Tờ trình"}
    with pytest.raises(UsageError, match="no attribute"):
        doc.spans["references"][0]._.value = 3


def test_a_doc_that_was_never_a_record_gives_one(nlp: Language) -> None:
    register()
    doc = nlp(TEXT)
    doc.spans["references"] = [doc[5:6]]
    made = to_record(doc)
    assert [one["start"] for one in made["references"]] == [doc[5].idx]
    assert made["text"] == TEXT and made["tasks"] == [] and len(made["sha256"]) == 64


def test_every_attribute_is_a_field_of_its_layers() -> None:
    assert set(LABELS) >= {layer for one in SPAN for layer in one.layers}
    assert [(one.name, layer) for one in SPAN for layer in one.layers if one.name not in fields(layer)] == []


@given(st.data())
def test_any_spans_of_any_text_come_back(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=40))
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    facts = [
        empty_fact("references") | {"kind": "short", "start": start, "end": end, "text": text[start:end]}
        for start, end in map(sorted, spans)
    ]
    given_ = {"references": facts, "text": text}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MisalignedSpanWarning)
        doc = to_doc(_NLP, given_)
    assert to_record(doc) == given_
    assert json.dumps(to_record(doc)) == json.dumps(given_)


_NLP = blank()
