from __future__ import annotations

import pytest

from extractors.header_words import header_words
from extractors.rulebook import load_rules

RULES = load_rules()
WORDS = header_words(RULES)
STARTS = {
    "body": WORDS.body,
    "stamp": WORDS.stamp,
    "agency": WORDS.agency,
    "text_start": WORDS.text_start,
    "prose_start": WORDS.prose_start,
    "aside": WORDS.aside,
    "annex": WORDS.annex,
    "incoming": WORDS.incoming,
    "copy": WORDS.copy,
}
LASTS = {"unfinished": WORDS.unfinished, "alone": WORDS.alone, "linking": WORDS.linking}


def rows(table: str) -> list[dict[str, str]]:
    return [dict(row) for row in RULES.tables[table]]


def known(kind: str, words: str) -> bool:
    if kind in STARTS:
        return STARTS[kind].match(words) is not None
    if kind in LASTS:
        return words in LASTS[kind] or words.rpartition(" ")[2] in LASTS[kind]
    if kind == "child":
        return WORDS.child.search(words) is not None
    return (WORDS.agency if kind == "not_agency" else WORDS.body).match(words) is None


@pytest.mark.parametrize("row", rows("letterhead"), ids=lambda row: f"{row['kind']} {row['words']}")
def test_letterhead_words(row: dict[str, str]) -> None:
    assert known(row["kind"], row["example"])
    assert not row["counter_example"] or not known(row["kind"], row["counter_example"])


@pytest.mark.parametrize("row", rows("signer_titles"), ids=lambda row: row["title"])
def test_signer_titles(row: dict[str, str]) -> None:
    assert row["title"] in [match.group() for match in WORDS.title.finditer(row["example"])]
    assert not row["counter_example"] or WORDS.title.search(row["counter_example"]) is None


@pytest.mark.parametrize("row", rows("authority_marks"), ids=lambda row: row["mark"])
def test_authority_marks(row: dict[str, str]) -> None:
    assert WORDS.mark.match(row["example"])
    assert not row["counter_example"] or WORDS.mark.match(row["counter_example"]) is None


@pytest.mark.parametrize("row", rows("surnames"), ids=lambda row: row["surname"])
def test_surnames(row: dict[str, str]) -> None:
    assert row["example"].split()[0] in WORDS.surnames
