from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language
from typer.testing import CliRunner

from extractors.rulebook import load_rules
from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.nlp import blank
from pipeline.nlp.patterns import patterns_of, read_patterns

TEXT = "KẾ HOẠCH\nSở Tài chính có 12 phòng.\nTỔ CHỨC THỰC HIỆN\n1. Giao Sở Nội vụ chủ trì rà soát 12 hồ sơ.\n"


def piped(**config: object) -> Language:
    nlp = blank()
    nlp.add_pipe("vanthu_phrases", config=config)
    return nlp


def test_bodies_and_cues_are_found_where_tasks_stand() -> None:
    doc = piped()(TEXT)
    assert [(span.text, span.label_) for span in doc.spans["bodies"]] == [("Sở Nội vụ", "body")]
    assert [(span.text, span.id_) for span in doc.spans["cues"]] == [("Giao", "assign")]
    doc = piped(everywhere=True)(TEXT)
    assert [span.text for span in doc.spans["bodies"]] == ["Sở Tài chính", "Sở Nội vụ"]


def test_patterns_are_written_edited_and_read(tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    assert CliRunner().invoke(app, ["rules", "patterns", "--output", str(file)]).exit_code == 0
    assert read_patterns(file) == list(patterns_of(load_rules()))
    own = [
        {"label": "body", "pattern": "12 phòng", "id": "P12"},
        {"label": "cue", "pattern": [{"LOWER": "chủ"}, {"LOWER": "trì"}]},
    ]
    file.write_text("\n".join(json.dumps(one) for one in own) + "\n\n", encoding="utf-8")
    doc = piped(patterns=str(file), everywhere=True)(TEXT)
    assert [(span.text, span.id_) for span in doc.spans["bodies"]] == [("12 phòng", "P12")]
    assert [span.text for span in doc.spans["cues"]] == ["chủ trì"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"label": "body", "pattern": "Sở"', "line 2: no JSON"),
        ("[1]", "no JSON object"),
        ('{"label": "place", "pattern": "Sở"}', "`label` must be body / cue"),
        ('{"label": "body"}', "`pattern` must be"),
        ('{"label": "body", "pattern": " "}', "`pattern` must be"),
        ('{"label": "body", "pattern": []}', "`pattern` must be"),
        ('{"label": "body", "pattern": ["Sở"]}', "`pattern` must be"),
        ('{"label": "body", "pattern": "Sở", "id": 3}', "`id` must be"),
        ('{"label": "body", "pattern": "Sở", "text": "x"}', "`text` is not known"),
    ],
)
def test_a_line_that_is_no_pattern_is_refused_with_its_reason(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text('{"label": "cue", "pattern": "Giao"}\n' + line, encoding="utf-8")
    with pytest.raises(UsageError, match="line 2") as caught:
        piped(patterns=str(file))(TEXT)
    assert why in caught.value.english and "dòng 2" in caught.value.vietnamese


@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_file_without_patterns_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "own.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match="own.jsonl"):
        read_patterns(file)


def test_a_token_pattern_that_spacy_does_not_take_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text('{"label": "cue", "pattern": [{"NOTHING": 1}]}', encoding="utf-8")
    with pytest.raises(UsageError, match="spaCy does not take"):
        piped(patterns=str(file))(TEXT)
