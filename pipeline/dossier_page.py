"""Writes a document's dossier, for the screen as its standing and its citations by relation (lược đồ)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.audit.screen import checks_line, finding_lines, wrapped
from pipeline.dossier import Dossier, sheet
from pipeline.listing import Format, Value
from pipeline.messages import heading, relation_heading, say, value
from pipeline.output import write, write_chunks
from pipeline.standing import Change, Standing, State
from pipeline.table import WIDTH_WITHOUT_TERMINAL, table
from pipeline.tasks import orders

SHOWN = (
    "type", "number", "symbol", "date", "issuer", "subject", "effective_from", "effective_to", "id", "urn",
)  # fmt: skip
_LEAST_WIDTH = 60
_DATED = {State.NOT_YET_IN_FORCE: "standing_from", State.EXPIRED: "standing_last_day"}


def write_dossier(found: Dossier, format_: Format, output: Path | None, lang: str) -> None:
    """Write a dossier as text, as one JSON object, or as the rows of a sheet."""
    if format_ is Format.TABLE:
        write_chunks(output, [page(found, lang)])
    elif format_ in (Format.JSON, Format.JSONL):
        indent = 1 if format_ is Format.JSON else None
        text = json.dumps(found.as_object(), ensure_ascii=False, indent=indent)
        write_chunks(output, [f"{text}\n"])
    else:
        write(sheet(found), format_, output, lang)


def page(found: Dossier, lang: str) -> str:
    """The dossier for a terminal of the present width."""
    width = max(_LEAST_WIDTH, shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns)
    parts = ["\n".join(_identity(found, lang, width)), "\n".join(_standing(found, lang, width))]
    if found.files.rows:
        parts.append(table(found.files, lang, say("files", lang)).rstrip("\n"))
    else:
        parts.append(say("none_held", lang))
    for direction in ("cites", "cited_by"):
        parts.append("\n".join(_direction(found, direction, lang, width)))
    if found.audited.figures or found.audited.count:
        parts.append("\n".join(_audited(found, lang, width)))
    if found.orders.count:
        parts.append("\n".join(orders.lines(found.orders, lang, width)))
    return "\n\n".join(parts) + "\n"


def _identity(found: Dossier, lang: str, width: int) -> Iterator[str]:
    names = [name for name in SHOWN if found.identity[name]]
    column = max(len(heading(name, lang)) for name in names) + 4
    yield str(found.identity["label"])
    for name in names:
        first = f"  {heading(name, lang)}".ljust(column)
        yield from wrapped(str(found.identity[name]), width, first, " " * column)


def _standing(found: Dossier, lang: str, width: int) -> Iterator[str]:
    standing = found.standing
    yield from wrapped(standing_sentence(standing, lang), width, "", "  ")
    for changes, title in (
        (standing.basis, None),
        (standing.later, "standing_later"),
        (standing.contradictions, "standing_contradictions"),
    ):
        if changes and title:
            yield f"  {say(title, lang)}"
        told = [change for change in changes if change.citation in found.words]
        for change in told:
            yield from _change(change, found.words[change.citation], lang, width)
        if len(told) < len(changes):
            yield f"    {say('and_more', lang, count=len(changes) - len(told))}"


def standing_sentence(standing: Standing, lang: str) -> str:
    """The standing in one sentence: "On 2026-01-01: replaced since 2025-05-12 by Quyết định 634/QĐ-UBND"."""
    parts = [say("standing_on", lang, date=standing.as_of, state=value(standing.state.value, lang))]
    if standing.since:
        parts.append(say(_DATED.get(standing.state, "standing_since"), lang, date=standing.since))
    elif standing.state is State.IN_FORCE:
        parts.append(say("standing_first_day_unknown", lang))
    if standing.by:
        parts.append(say("standing_by", lang, document=standing.by))
        if not standing.since:
            parts.append(say("standing_undated", lang))
    if standing.state in (State.IN_FORCE, State.UNKNOWN, State.CONTRADICTORY) and not standing.by:
        parts.append(say(f"standing_{standing.state.value}", lang))
    return "".join(parts) + "."


def _change(change: Change, said: dict[str, Value], lang: str, width: int) -> Iterator[str]:
    what = [relation_heading(change.relation, True, lang), change.by]
    parts = [" ".join(what), change.since or say("undated", lang)]
    if change.part:
        parts.append(change.part)
    if change.asserted_by:
        parts.append(say("according_to", lang, document=change.asserted_by))
    if change.contradiction:
        parts.append(say(f"why_{change.contradiction}", lang))
    yield from wrapped(" · ".join(parts), width, "    ", "      ")
    yield from _words(said, lang, width, "      ")


def _audited(found: Dossier, lang: str, width: int) -> Iterator[str]:
    """What the audit of its files came to; nothing is said of a document that holds no figure."""
    from extractors.rulebook import load_rules

    audited = found.audited
    yield f"{say('audit_of_document', lang)} ({audited.count})"
    some = any(audited.checks.values())
    tried = checks_line(audited.checks, lang) if some else say("audit_no_checks", lang)
    yield from wrapped(f"{say('audit_figures', lang, count=audited.figures)} {tried}", width, "  ", "  ")
    for one in audited.findings:
        yield ""
        yield from finding_lines(one, load_rules(), lang, width)
    if len(audited.findings) < audited.count:
        yield f"    {say('and_more', lang, count=audited.count - len(audited.findings))}"


def _direction(found: Dossier, direction: str, lang: str, width: int) -> Iterator[str]:
    groups = found.towards(direction)
    contradictions = found.standing.contradictions if direction == "cited_by" else ()
    not_counted = {(change.by_id, change.relation) for change in contradictions}
    joined = sum(group.count for group in groups if group.relation)
    yield f"{say(direction, lang)} ({joined})"
    for group in groups:
        if group.relation is None:
            title = say("not_joined" if direction == "cites" else "may_be_meant", lang)
        else:
            title = relation_heading(group.relation, direction == "cited_by", lang)
        yield ""
        yield f"  {title}: {group.count}"
        for row in group.rows:
            idle = (row["citing_id"], group.relation) in not_counted
            yield from _citation(row, direction, lang, width, idle)
        if len(group.rows) < group.count:
            yield f"    {say('and_more', lang, count=group.count - len(group.rows))}"


def _citation(
    row: dict[str, Value], direction: str, lang: str, width: int, not_counted: bool
) -> Iterator[str]:
    own = "cited" if direction == "cites" else "citing"
    parts = [row[own], row[f"{own}_date"], row[f"{own}_issuer"]]
    if row["asserted_by"]:
        parts.append(say("according_to", lang, document=row["asserted_by"]))
    if not_counted:
        parts.append(say("not_counted", lang))
    if row["status"] != "resolved":
        parts.append(value(str(row["status"]), lang))
    yield from wrapped(" · ".join(str(part) for part in parts if part), width, "    ", "      ")
    yield from _words(row, lang, width, "      ")
    if isinstance(row["candidates"], list) and direction == "cites":
        yield from wrapped(
            f"{heading('candidates', lang)}: {'; '.join(row['candidates'])}", width, "      ", "        "
        )


def _words(row: dict[str, Value], lang: str, width: int, margin: str) -> Iterator[str]:
    place = str(row["file"])
    if row["page"] is not None:
        place += say("on_page", lang, page=row["page"])
    yield from wrapped(f"“{row['clause']}” {place}", width, margin, margin + " ")
