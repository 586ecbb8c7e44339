from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import DocBin

from pipeline.annotate import GROUP, blank, to_bytes, to_doc

TEXT = (
    "Thực hiện Kế hoạch số 285/KH-UBND ngày 05/12/2020 (thay thế Thông báo 66.4/2025/TB-VP), "
    "theo Nghị quyết số 18-NQ/TW; đạt 78,7%. Sao gửi: 106/QĐ-SNN&PTNT./."
)


def reference(text: str, number: str, symbol: str, **more: str) -> dict[str, Any]:
    start = TEXT.index(text)
    return {
        "text": text,
        "start": start,
        "end": start + len(text),
        "kind": "numbered",
        "number": number,
        "symbol": symbol,
        "relation": "implements",
        **more,
    }


REFERENCES = [
    reference("Kế hoạch số 285/KH-UBND ngày 05/12/2020", "285", "KH-UBND"),
    reference("66.4/2025/TB-VP", "66.4/2025", "TB-VP", kind="short"),
    reference("18-NQ/TW", "18", "NQ/TW"),
    reference("ế hoạch số 285", "285", "KH-UBND"),
]


@pytest.mark.parametrize(
    "whole",
    ["285/KH-UBND", "05/12/2020", "66.4/2025/TB-VP", "18-NQ/TW", "106/QĐ-SNN&PTNT", "hiện", "78,7", "%"],
)
def test_the_tokenizer_keeps_symbols_whole(whole: str) -> None:
    assert whole in [token.text for token in blank().tokenizer(TEXT)]


def test_punctuation_is_apart_from_symbols() -> None:
    tokens = [token.text for token in blank().tokenizer("(số 285/KH-UBND), 12/CV-VP; 7/BC-VP./. 1/QĐ-X.")]
    assert tokens == ["(", "số", "285/KH-UBND", ")", ",", "12/CV-VP", ";", "7/BC-VP", "./.", "1/QĐ-X", "."]


def test_every_reference_becomes_a_span() -> None:
    doc = to_doc(blank(), {"file": "a.txt", "text": TEXT, "references": REFERENCES})
    spans = list(doc.spans[GROUP])
    assert [span.text for span in spans][:3] == [entry["text"] for entry in REFERENCES[:3]]
    assert spans[3].text == "Kế hoạch số 285/KH-UBND"
    assert [span.label_ for span in spans] == ["numbered", "short", "numbered", "numbered"]
    assert spans[2].id_ == "18/NQ/TW"
    assert spans[0].kb_id_ == "implements"


def test_a_span_outside_the_text_is_refused() -> None:
    wrong = {**REFERENCES[0], "start": len(TEXT) + 5, "end": len(TEXT) + 9}
    with pytest.raises(ValueError, match="outside"):
        to_doc(blank(), {"text": TEXT, "references": [wrong]})


def test_a_docbin_keeps_texts_spans_and_records() -> None:
    records = [{"file": f"{n}.txt", "text": TEXT, "references": REFERENCES[:n]} for n in range(3)]
    docs = list(DocBin().from_bytes(to_bytes(records)).get_docs(blank().vocab))
    assert [doc.text for doc in docs] == [TEXT] * 3
    assert [len(doc.spans[GROUP]) for doc in docs] == [0, 1, 2]
    assert [doc.user_data["file"] for doc in docs] == ["0.txt", "1.txt", "2.txt"]
    assert docs[2].user_data["references"][1]["number"] == "66.4/2025"
