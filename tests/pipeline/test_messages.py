from __future__ import annotations

import string

import pytest

from pipeline import messages


@pytest.mark.parametrize("key", messages.SENTENCES)
def test_both_languages_take_the_same_values(key: str) -> None:
    english, vietnamese = (
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in messages.SENTENCES[key]
    )
    assert english == vietnamese


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "vi_VN"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "vi", "LANG": "fr_FR"}, "vi"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], lang: str) -> None:
    assert messages.default_language(environment) == lang


@pytest.mark.parametrize(
    ("system", "lang"),
    [(("Vietnamese_Vietnam", "1258"), "vi"), (("vi_VN", "UTF-8"), "vi"), ((None, None), "en")],
)
def test_without_variables_the_system_is_asked(
    system: tuple[str | None, str | None], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages.locale, "getlocale", lambda: system)
    assert messages.default_language({}) == lang


@pytest.mark.parametrize(
    ("code", "lang", "text"),
    [
        ("unresolved", "vi", "chưa xác định"),
        ("implements", "vi", "thực hiện"),
        ("based_on", "en", "based on"),
        ("no_such_code", "vi", "no_such_code"),
    ],
)
def test_codes_are_worded(code: str, lang: str, text: str) -> None:
    assert messages.value(code, lang) == text


def test_every_column_that_a_listing_has_is_worded() -> None:
    from pipeline import citing, doctor, dossier, queries, scanning, scores
    from pipeline.audit import listings, reviews
    from pipeline.listing import Column
    from pipeline.series import figures, series
    from pipeline.tasks import decided

    modules = (citing, doctor, queries, scanning, scores, listings, reviews, figures, series, decided)
    groups = [value for module in modules for value in vars(module).values() if isinstance(value, tuple)]
    names = {item.name for group in (*groups, dossier.SHEET) for item in group if isinstance(item, Column)}
    assert len(names) > 20
    assert names <= set(messages.COLUMNS)


def test_every_relation_has_a_heading_either_way() -> None:
    from extractors.rulebook import load_rules

    assert set(messages.INCOMING) == set(load_rules().relations)
    for relation in load_rules().relations:
        for lang in messages.LANGUAGES:
            out, into = (messages.relation_heading(relation, way, lang) for way in (False, True))
            assert out and into and out != into
            assert out[0] == out[0].upper()


@pytest.mark.parametrize(
    ("relation", "incoming", "lang", "text"),
    [
        ("based_on", False, "vi", "Căn cứ (Văn bản được căn cứ)"),
        ("based_on", False, "en", "Based on (Văn bản được căn cứ)"),
        ("replaces", True, "vi", "Bị thay thế bởi"),
        ("replaces", True, "en", "Replaced by"),
        ("implements", False, "en", "Implements"),
        ("own_relation", True, "en", "Own_relation"),
    ],
)
def test_headings_of_relations(relation: str, incoming: bool, lang: str, text: str) -> None:
    assert messages.relation_heading(relation, incoming, lang) == text


def test_every_state_is_worded() -> None:
    from pipeline.standing import State

    assert {state.value for state in State} <= set(messages.VALUES)


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 files were"), (1, "1 file was"), (2, "2 files were"), (True, "1 file was")]
)
def test_english_words_follow_their_counts(
    count: int, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patched = {"sample": ("{count:d} file{count:s} {count:was/were}", "{count} tệp")}
    monkeypatch.setattr(messages, "SENTENCES", patched)
    assert messages.say("sample", "en", count=count) == text
