"""Every document of the specimen registry has a URN:LEX of the form that RFC 9676 lays down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.graph import exports, model
from pipeline.ingest import ingest
from pipeline.registry import Registry

CORPUS = Path(__file__).parents[3] / "corpus"
# jurisdiction ":" work, work = authority ":" measure ":" details *(":" annex),
# measure = type *(";" specification), details = (dates / period) ";" numbers
_WORDS = r"[a-z0-9]+(?:\.[a-z0-9]+)*"
_DATE = r"\d{4}-\d\d-\d\d"
_NUMBER = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
URN_LEX = re.compile(
    rf"urn:lex:(?P<jurisdiction>vn):(?P<authority>{_WORDS}):(?P<measure>{_WORDS}(?:;{_WORDS})*)"
    rf":(?P<date>{_DATE}|{_WORDS});(?P<numbers>{_NUMBER})(?::{_WORDS})*"
)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    db = tmp_path_factory.mktemp("urn") / "r.db"
    ingest([CORPUS], db, jobs=1)
    with Registry(db) as opened:
        yield opened


@pytest.mark.parametrize(
    "urn",
    [
        "urn:lex:vn:quoc.hoi:luat:2020-11-17;72/qh14",
        "urn:lex:vn:quoc.hoi:luat:khong-ro;72-qh14",
        "urn:lex:vn:quoc.hoi:luat:2020-11;72-qh14",
        "urn:lex:vn:Quốc hội:luat:2020;72-qh14",
        "urn:lex:vn:quoc.hoi:luat:2020;72-snv&tcbc",
        "urn:lex:vn:quoc.hoi::2020;72",
    ],
)
def test_the_grammar_refuses_what_is_none(urn: str) -> None:
    assert not URN_LEX.fullmatch(urn)


def test_every_document_has_one(registry: Registry) -> None:
    documents = list(model.documents(registry))
    assert len(documents) > 100
    for document in documents:
        assert URN_LEX.fullmatch(document.urn), document.urn


def test_the_date_is_that_of_the_document(registry: Registry) -> None:
    dated = [document for document in model.documents(registry) if document.date and len(document.date) == 10]
    assert len(dated) > 50
    for document in dated:
        found = URN_LEX.fullmatch(document.urn)
        assert found and found["date"] == document.date


def test_documents_that_are_known_share_none(registry: Registry) -> None:
    urns = [document.urn for document in model.documents(registry) if document.identity != "weak"]
    assert len(urns) == len(set(urns)) > 50


@pytest.mark.parametrize("name", list(exports.WRITERS))
def test_every_export_has_them_all(registry: Registry, name: str) -> None:
    text = "".join(exports.WRITERS[name](model.documents(registry), model.edges(registry)))
    assert all(document.urn in text for document in model.documents(registry))
