"""The page of one document, held or only cited: header, standing, text with marks, citations, work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline.citing import CITATION_COLUMNS, CitationFilter, citations
from pipeline.listing import Column, Listing
from pipeline.refs import Candidate, candidates, near_ids
from pipeline.registry import Registry
from pipeline.web import document_facts as facts
from pipeline.web.asking import (
    Paging,
    Routes,
    address,
    argument,
    document_address,
    file,
    page,
    page_number,
    wanted_format,
)
from pipeline.web.document_work import Work, work_on
from pipeline.web.held_files import Held, files
from pipeline.web.neighbours import small_drawing
from pipeline.web.places import page_address
from pipeline.web.text_cards import Line
from pipeline.web.text_html import part_html
from pipeline.web.text_marks import KINDS, Marking, marking
from pipeline.web.text_parts import FileText, Part, file_of

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

PART = "trang-van-ban"
_ROWS = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of the text of a file, with its marks, and how many marks of each kind there are in the part."""

    file: Any
    part: Part
    html: Markup
    marking: Marking


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the page of a document shows; what only its first part has is empty on others."""

    known: Mapping[str, Any]
    header: list[Line]
    worth: facts.Worth
    files: list[Held]
    files_total: int
    reading: Reading | None
    relations: Mapping[str, list[tuple[str, str, int]]]
    groups: list[facts.Group]
    called: list[tuple[str, int]]
    drawing: Markup | None
    work: Work

    def count(self, direction: str) -> int:
        """How many citations there are in one direction."""
        return sum(number for name, _, number in self.relations[direction] if name != facts.LOOSE)


async def document(datasette: Site, request: Request) -> Response:
    """The page of a document, or one of its lists; a list of near documents where there is none of the id."""
    typed = unquote(request.url_vars["id"]).strip("/")
    known = await datasette.ask(lambda registry: facts.identity(registry, typed))
    if known is None:
        return await _unknown(datasette, request, typed)
    direction = argument(request, "huong")
    if argument(request, "phan") == "vien-dan" and direction in facts.DIRECTIONS:
        return await _citations(datasette, request, known, direction)
    if format_ := wanted_format(request):
        made = await datasette.ask(lambda registry: _both_ways(registry, typed))
        return await file(made, format_, f"vien-dan-{_file_name(typed)}")
    shown = await datasette.ask(lambda registry: _shown(registry, known, request))
    return await page(
        datasette,
        request,
        "vt_document.html",
        shown=shown,
        path=document_address(typed),
        marks=marks_shown(request),
        arguments=_arguments(request),
        kinds=KINDS,
        directions=facts.DIRECTIONS,
        facts_of=facts.citation_facts,
    )


def _file_name(document: str) -> str:
    return document.replace("/", "-")


def marks_shown(request: Request) -> list[str]:
    """The kinds of marks that are shown: those that the address names, all where it names none."""
    typed = request.args.get("dau")
    return list(KINDS) if typed is None else [kind for kind in KINDS if kind in typed.split(",")]


def _arguments(request: Request) -> dict[str, str]:
    """The arguments that say which text is shown and how, for links that change one of them."""
    given = {name: argument(request, name) for name in ("tep", PART, "vi-tri")}
    return {**given, "dau": str(request.args.get("dau") or "")}


def _shown(registry: Registry, known: Mapping[str, Any], request: Request) -> Shown:
    document = known["id"]
    held = file_of(registry, document, argument(request, "tep")) or file_of(registry, document)
    reading = read(registry, held, request) if held is not None else None
    listed, total = files(registry, document)
    relations = {one: facts.relations(registry, document, one) for one in facts.DIRECTIONS}
    first = reading is None or reading.part.number == 1
    count = sum(number for found in relations.values() for name, _, number in found if name != facts.LOOSE)
    return Shown(
        known,
        facts.header(known, held),
        facts.worth(registry, document),
        listed,
        total,
        reading,
        relations,
        facts.groups(registry, document) if first else [],
        facts.called(registry, document) if held is None else [],
        small_drawing(registry, document, count) if first else None,
        work_on(registry, document),
    )


def read(registry: Registry, held: Any, request: Request) -> Reading:
    """The part of a file's text that the address asks for, by its number or a place in the text."""
    text = FileText(registry, held["id"])
    place, number = argument(request, "vi-tri"), argument(request, PART)
    if place.isdecimal() and not number:
        part = text.part_at(int(place[:12]))
    else:
        part = text.part(int(number[:9]) if number.isdecimal() else 1)
    return reading_of(registry, held, text, part, marks_shown(request))


def reading_of(
    registry: Registry, held: Any, text: FileText, part: Part, kinds: list[str], *, linked: bool = True
) -> Reading:
    """A part of a text with its marks; `linked` leads to the pictures of its pages, where there are any."""
    found = marking(registry, held["id"], part.start, part.end, kinds)
    pictured = linked and held["media_type"] == "application/pdf"
    link = (lambda number: page_address(held["sha256"], number)) if pictured else None
    return Reading(held, part, part_html(text, part, found.marks, link), found)


async def _citations(datasette: Site, request: Request, known: Mapping[str, Any], direction: str) -> Response:
    """The list of the citations of one direction."""
    document, relation, number = known["id"], argument(request, "quan-he"), page_number(request)
    arguments = {"phan": "vien-dan", "huong": direction, "quan-he": relation}
    if format_ := wanted_format(request):
        asked = facts.wanted(document, direction, relation)
        made = await datasette.ask(lambda registry: citations(registry, asked))
        return await file(made, format_, f"vien-dan-{_file_name(document)}")
    found = await datasette.ask(lambda registry: facts.relations(registry, document, direction))
    counts = {name: count for name, _, count in found}
    total = counts.get(relation, 0)
    if not relation:
        total = sum(count for name, count in counts.items() if name != facts.LOOSE)
    skip = (number - 1) * _ROWS
    rows = await datasette.ask(
        lambda registry: facts.citations_from(registry, document, direction, relation, _ROWS, skip, total)
    )
    return await page(
        datasette,
        request,
        "vt_citations.html",
        known=known,
        path=document_address(document),
        direction=direction,
        relation=relation,
        relations=found,
        rows=rows,
        arguments=arguments,
        paging=Paging(document_address(document), arguments, number, total, _ROWS),
        directions=facts.DIRECTIONS,
        facts_of=facts.citation_facts,
    )


def _both_ways(registry: Registry, document: str) -> Listing:
    """All citations of a document, those that it makes first."""
    rows = [
        ("cites" if asked.citing else "cited_by", *row)
        for asked in (CitationFilter(citing=document), CitationFilter(cited=document))
        for row in citations(registry, asked).rows
    ]
    return Listing((Column("direction", coded=True), *CITATION_COLUMNS), rows)


async def _unknown(datasette: Site, request: Request, typed: str) -> Response:
    """Where there is no such id: the one document that is meant, or those that may be."""

    def sought(registry: Registry) -> tuple[list[Candidate], list[Candidate]]:
        found, near = candidates(registry, typed)
        return found, near or ([] if found else near_ids(registry, typed))

    found, near = await datasette.ask(sought)
    if len(found) == 1:
        given = {name: request.args[name] for name in request.args}
        return Response.redirect(address(document_address(found[0].id), given))
    return await page(
        datasette, request, "vt_document_unknown.html", 404, typed=typed, found=found[:30], near=near
    )


ROUTES: Routes = ((r"^/van-ban/(?P<id>.+)$", document),)
