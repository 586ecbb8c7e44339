"""The data dictionary: what every table of the exports and of the registry holds, column by column."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.datasets import DATASETS
from pipeline.datasets.model import Dataset, Kind
from pipeline.datasets.words import described, titled
from pipeline.messages import QUESTIONS, say
from pipeline.registry import Registry

_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("text", "chữ"),
    Kind.CODE: ("code", "mã"),
    Kind.INTEGER: ("whole number", "số nguyên"),
    Kind.NUMBER: ("number", "số"),
    Kind.BOOLEAN: ("true or false", "đúng hoặc sai"),
    Kind.DAY: ("day", "ngày"),
    Kind.ISO: ("date, perhaps shortened", "ngày, có thể chỉ có năm, tháng"),
    Kind.LIST: ("list", "danh sách"),
    Kind.MOMENT: ("time (UTC)", "thời điểm (UTC)"),
}
_TABLES = """SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')
AND name NOT LIKE 'search_index%' AND name NOT LIKE 'sqlite%' ORDER BY type, name"""


def dictionary(registry: Registry, lang: str) -> Iterator[str]:
    """The lines of the dictionary as Markdown, in "vi" or "en".

    Raises:
        KeyError: a column of the registry has no words.
    """
    yield f"# {say('dictionary_title', lang)}\n\n{say('dictionary_intro', lang)}\n\n"
    yield f"## {say('dictionary_exported', lang)}\n\n"
    for dataset in DATASETS:
        yield from _exported(dataset, lang)
    yield f"## {say('dictionary_registry', lang)}\n\n{say('dictionary_sql', lang)}\n\n"
    for name, kind in registry.query(_TABLES):
        yield from _stored(registry, name, kind, lang)


def _exported(dataset: Dataset, lang: str) -> Iterator[str]:
    title = titled(dataset.name)
    yield f"### {dataset.name} – {title.name(lang)}\n\n{title.about(lang)}\n\n{_head(lang)}"
    for column in dataset.columns:
        told = described(dataset.name, column.name)[lang == "vi"]
        if column.kind is Kind.ISO:
            told += " " + say("dictionary_day", lang, name=f"`{column.day_name}`")
        if column.leads_to:
            told += " " + say("dictionary_leads", lang, table=f"`{column.leads_to}`")
        yield _line(column.name, _KINDS[column.kind][lang == "vi"], told)
    yield "\n"


def _stored(registry: Registry, name: str, kind: str, lang: str) -> Iterator[str]:
    about = QUESTIONS[name][lang == "vi"] if kind == "view" else titled(name).about(lang)
    yield f"### {name}\n\n{about}\n\n{_head(lang)}"
    for row in registry.query(f"PRAGMA table_info({name})"):
        yield _line(row["name"], row["type"], described(name, row["name"])[lang == "vi"])
    yield "\n"


def _head(lang: str) -> str:
    names = (say(f"dictionary_{one}", lang) for one in ("column", "type", "holds"))
    return f"| {' | '.join(names)} |\n|---|---|---|\n"


def _line(name: str, kind: str, told: str) -> str:
    return f"| `{name}` | {kind} | {told.replace('|', chr(92) + '|')} |\n"
