from __future__ import annotations

import subprocess
import sys
import unicodedata
import warnings
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

from pipeline.errors import UsageError
from pipeline.nlp import blank, to_doc, to_record
from pipeline.nlp import shared as shared_module
from pipeline.nlp.alignment import MisalignedSpanWarning, UnplacedSpanWarning
from pipeline.nlp.factories import EXTRA
from pipeline.nlp.reading import document_of

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HẠ SƠN
Số: 12/KH-UBND
Hạ Sơn, ngày 20 tháng 02 năm 2025

KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2025

Thực hiện Quyết định số 48/QĐ-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Hạ Sơn, các đơn vị
triển khai. Đạt 78,7% kế hoạch do TS. Phan Thu Lan chủ trì.
III. TỔ CHỨC THỰC HIỆN
1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính: a) rà soát 12 hồ sơ; b) báo cáo trước ngày 30/6/2025.
2. Văn phòng theo dõi./. Nơi nhận: Như trên.
"""
PARTS = ("sentences", "header", "references", "statistics", "tasks", "phrases")
NAMES = tuple(f"vanthu_{part}" for part in PARTS)
OLD = "Uû ban nh©n d©n tØnh ®· ban hµnh QuyÕt ®Þnh sè 48/Q§-UB; c¸c ®¬n vÞ " * 9
SPLIT = """Số: 14/KH-SNV                        Độc lập
V/v thực hiện Quyết định             Hạ Sơn, ngày 20 tháng 02
số 31/QĐ-UBND                   """
COLUMNS = """SỞ NỘI VỤ                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 14/KH-SNV                        Độc lập - Tự do - Hạnh phúc

Thực hiện Quyết định số 48/QĐ-UBND.
"""


def made(lang: str, *names: str, **config: Any) -> Language:
    nlp = blank() if lang == "vanthu" else spacy.blank(lang)
    for name in names:
        nlp.add_pipe(name, config=config)
    return nlp


@pytest.mark.parametrize("lang", ["vanthu", "xx", "en"])
def test_components_find_the_same_in_any_pipeline(lang: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MisalignedSpanWarning)
        doc = made(lang, *NAMES)(PLAN)
    assert doc.text == PLAN
    assert (doc._.header["type"], doc._.header["number"]) == ("Kế hoạch", "12")
    (cited,) = doc.spans["references"]
    assert (cited._.symbol, cited._.date, cited._.relation, cited._.kind) == (
        "QĐ-UBND", "2025-02-03", "implements", "numbered",
    )  # fmt: skip
    figures = [(span._.value, span._.unit, span._.indicator) for span in doc.spans["statistics"]]
    assert [figure[:2] for figure in figures] == [(78.7, "%"), (12, "hồ sơ")]
    task = doc.spans["tasks"][0]
    assert (task._.lead, task._.partners, task._.due) == (
        ["Sở Nội vụ tỉnh Hạ Sơn"], ["Sở Tài chính tỉnh Hạ Sơn"], "2025-06-30",
    )  # fmt: skip
    assert set(doc.spans) == {"clauses", "references", "statistics", "tasks", "bodies", "cues"}


def test_the_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = shared_module.extract_facts
    monkeypatch.setattr(
        shared_module, "extract_facts", lambda document, rules: read.append("once") or real(document, rules)
    )
    made("vanthu", *NAMES)(PLAN)
    assert read == ["once"]


def test_a_doc_with_a_record_is_not_read_again() -> None:
    nlp = made("vanthu", "vanthu_tasks")
    record = to_record(nlp(PLAN))
    record["header"]["type"] = "Chương trình"
    assert nlp(to_doc(nlp, record))._.header["type"] == "Chương trình"


@pytest.mark.parametrize("layer", EXTRA)
def test_other_layers_are_shown_where_they_are_asked_for(layer: str) -> None:
    doc = made("vanthu", "vanthu_header", also=[layer])(PLAN)
    assert set(doc.spans) == {layer}
    with pytest.raises(UsageError, match="no layer nothing"):
        made("vanthu", "vanthu_header", also=["nothing"])


def test_pipes_and_processes_give_the_same() -> None:
    nlp = made("vanthu", *NAMES)
    texts = [PLAN, PLAN.replace("48", "49"), ""]
    alone = [to_record(nlp(text)) for text in texts]
    assert [to_record(doc) for doc in nlp.pipe(texts)] == alone
    assert [to_record(doc) for doc in nlp.pipe(texts, n_process=2)] == alone


def test_a_pipeline_with_all_components_is_saved(tmp_path: Path) -> None:
    nlp = made("vanthu", *NAMES)
    nlp.to_disk(tmp_path / "made")
    loaded = spacy.load(tmp_path / "made")
    assert loaded.pipe_names == list(NAMES)
    assert to_record(loaded(PLAN)) == to_record(nlp(PLAN))
    assert to_record(blank().from_bytes(blank().to_bytes())(PLAN))["text"] == PLAN


def test_docs_of_components_survive_a_docbin() -> None:
    doc = made("vanthu", *NAMES)(PLAN)
    (back,) = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(blank().vocab)
    assert to_record(back) == to_record(doc)
    assert back.spans["references"][0]._.symbol == "QĐ-UBND"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("48/QĐ-UBND", "48/QĐ–UBND"),
        lambda text: text.replace("Quyết định số", "Quyết \u200b định   số"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("Đ", "Ð"),
        lambda text: "\n\n  " + text.replace("Quyết định số", "Quyết định\nsố"),
    ],
)
def test_offsets_come_back_to_a_text_that_the_reader_mends(change: Any) -> None:
    text = change(PLAN)
    doc = made("vanthu", "vanthu_references", "vanthu_tasks")(text)
    assert doc.text == text
    (cited,) = doc.spans["references"]
    assert (cited._.number, cited._.symbol, cited._.date) == ("48", "QĐ-UBND", "2025-02-03")
    words = unicodedata.normalize("NFC", cited.text)
    assert words.startswith("Quyết") and words.endswith("03/02/2025")


def test_two_columns_keep_their_places() -> None:
    nlp = made("vanthu", "vanthu_references")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnplacedSpanWarning)
        doc = nlp(COLUMNS)
    assert [span._.number for span in doc.spans["references"]] == ["48"]
    assert (doc._.header["number"], doc._.header["symbol"]) == ("14", "KH-SNV")


def test_a_fact_that_runs_over_lines_of_a_column_is_told_and_kept() -> None:
    nlp = made("vanthu", "vanthu_references")
    with pytest.warns(UnplacedSpanWarning, match="1 fact"):
        doc = nlp(COLUMNS.replace("Số: 14/KH-SNV                   ", SPLIT))
    assert [span._.number for span in doc.spans["references"]] == ["48"]
    kept = [(one["number"], one["start"]) for one in to_record(doc)["references"]]
    assert sorted(kept)[0] == ("31", None) and len(kept) == 2


def test_old_letters_and_missing_rules_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="TCVN3"):
        made("vanthu", "vanthu_references")(OLD)
    with pytest.raises(UsageError, match="No rules"):
        made("vanthu", "vanthu_references", rules=str(tmp_path / "none"))(PLAN)


@given(st.one_of(st.text(), st.lists(st.sampled_from(PLAN.splitlines() + ["\f", "  ", "12"])).map("\n".join)))
def test_offsets_back_are_of_the_same_words(text: str) -> None:
    try:
        document, offsets = document_of(text)
    except UsageError:
        return
    for block in document.blocks:
        there = offsets.back(block.start, block.end)
        if there is None:
            continue
        assert 0 <= there[0] <= there[1] <= len(text)
        first = document.text[block.start]
        assert first in unicodedata.normalize("NFC", text[there[0] : there[1]]) or not first.isascii()


@pytest.mark.parametrize(
    "code",
    ["import pipeline", "from pipeline import extract, ingest, Registry; extract, ingest, Registry",
     "import pipeline.nlp, pipeline.nlp.patterns", "import pipeline.cli"],
)  # fmt: skip
def test_nothing_of_spacy_is_imported_unless_it_is_used(code: str) -> None:
    asked = f"{code}; import sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_commands_import_no_spacy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    run = "import sys; from pipeline.cli import app\ntry: app(sys.argv[1:])\nexcept SystemExit: pass\n"
    code = run + "sys.exit('spacy' in sys.modules)"
    for asked in (["--help"], ["ingest", tmp_path, "--db", tmp_path / "r.db"], ["rules", "patterns"]):
        command = [sys.executable, "-c", code, *map(str, asked)]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0, asked


def test_the_factories_load_nothing_of_vanthu_before_they_are_used() -> None:
    code = "import spacy, sys; spacy.blank('xx'); sys.exit('extractors.rulebook' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
