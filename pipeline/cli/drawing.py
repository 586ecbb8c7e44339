"""The command that draws and exports the citation graph."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.asking import opened
from pipeline.cli.options import DEFAULT_DB, Database, Output, whole_text, whole_words
from pipeline.cli.shell import language, note
from pipeline.errors import UsageError
from pipeline.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.registry import Registry

_DEPTH, _LIMIT = 1, 40


class GraphFormat(StrEnum):
    """How the graph is written."""

    SVG = "svg"
    HTML = "html"
    GRAPHML = "graphml"
    GEXF = "gexf"
    DOT = "dot"
    JSON = "json"


_PICTURES = (GraphFormat.SVG, GraphFormat.HTML)
_SUFFIXES = {"htm": GraphFormat.HTML, "gv": GraphFormat.DOT} | {one.value: one for one in GraphFormat}

_NOT_DRAWN = frozenset({"png", "jpg", "jpeg", "gif", "webp", "bmp", "pdf", "eps", "emf"})


def graph(
    context: typer.Context,
    middle: Annotated[
        str | None,
        typer.Argument(
            metavar="REF",
            callback=whole_text,
            help="The document in the middle, given as for `show`; without it the whole graph is exported.",
        ),
    ] = None,
    format_: Annotated[
        GraphFormat | None,
        typer.Option("--format", help="A picture (svg, html) or a file for graph programs; by default svg."),
    ] = None,
    depth: Annotated[
        int | None, typer.Option(min=1, help="How many steps to go from the document; by default 1.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--relation",
            help="Only this relation; may be given several times: implements, “thực hiện” …",
        ),
    ] = None,
    most: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many documents; by default 40.")
    ] = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
) -> None:
    """Draw what cites a document and what it cites, or export the citation graph for other programs.

    What leads to the document by citing stands left, what it leads to right. GraphML, GEXF, DOT and JSON
    open in Gephi, yEd, Graphviz and networkx; without REF they hold the whole graph.
    """
    from pipeline.output import write_chunks
    from pipeline.refs import find_document, relation_name

    chosen = _format(format_, output)
    _check_whole(middle, chosen, depth, most)
    lang = language(context)
    relations = [relation_name(one) for one in whole_words(only or [])]
    with opened(db, lang) as registry:
        if not registry.query("SELECT 1 FROM documents LIMIT 1"):
            note(say("graph_no_documents", lang))
        if middle is None:
            write_chunks(output, _whole(registry, chosen, relations))
            return
        around = (depth or _DEPTH, most or _LIMIT)
        pieces, left_out = _around(registry, find_document(registry, middle), chosen, relations, around, lang)
    write_chunks(output, pieces)
    if left_out:
        note(say("graph_left_out", lang, count=left_out))


def _format(format_: GraphFormat | None, output: Path | None) -> GraphFormat:
    """The format asked for, else the one that the output's suffix names, else a picture."""
    from pipeline.output import unknown_suffix

    suffix = output.suffix[1:].casefold() if output else ""
    if suffix in _NOT_DRAWN and format_ is None:
        raise UsageError(
            f"No .{suffix} is written; a picture is .svg or .html, which a browser opens and prints.",
            f"Không ghi được .{suffix}; hình vẽ là .svg hoặc .html, mở và in bằng trình duyệt.",
        )
    if suffix and suffix not in _SUFFIXES and format_ is None:
        raise unknown_suffix(suffix, _SUFFIXES)
    return format_ or _SUFFIXES.get(suffix, GraphFormat.SVG)


def _check_whole(ref: str | None, chosen: GraphFormat, depth: int | None, limit: int | None) -> None:
    if ref is not None:
        return
    if chosen in _PICTURES:
        raise UsageError(
            "A picture shows one document and what is around it: name it (vanthu graph REF). The whole graph "
            "is for graph programs: --format graphml, gexf, dot or json.",
            "Hình vẽ thể hiện một văn bản và các văn bản quanh nó: hãy cho biết văn bản (vanthu graph REF). "
            "Toàn bộ đồ thị dành cho phần mềm đồ thị: --format graphml, gexf, dot hoặc json.",
        )
    if depth is not None or limit is not None:
        raise UsageError(
            "--depth and --limit count from a document: name it (vanthu graph REF).",
            "--depth và --limit tính từ một văn bản: hãy cho biết văn bản (vanthu graph REF).",
        )


def _whole(registry: Registry, chosen: GraphFormat, relations: list[str]) -> Iterable[str]:
    """The whole graph; with `relations` only the documents that have one of them."""
    from pipeline.graph import exports, model

    documents = model.documents(registry, model.joined_by(registry, relations) if relations else None)
    edges = model.edges(registry, relations=relations)
    return exports.in_batches(exports.WRITERS[chosen.value](documents, edges))


def _around(
    registry: Registry,
    document: str,
    chosen: GraphFormat,
    relations: list[str],
    around: tuple[int, int],
    lang: str,
) -> tuple[Iterable[str], int]:
    """What is around a document, and how many documents the limit left out."""
    from pipeline.graph import exports
    from pipeline.graph.layout import draw
    from pipeline.graph.neighbourhood import neighbourhood
    from pipeline.graph.page import page
    from pipeline.graph.svg import svg

    depth, limit = around
    found = neighbourhood(registry, document, depth=depth, relations=relations, limit=limit)
    left_out = sum(found.omitted.values())
    if chosen is GraphFormat.SVG:
        return [svg(draw(found, lang), lang)], left_out
    if chosen is GraphFormat.HTML:
        return [page(found, lang)], left_out
    inside = [found.documents[one] for one in sorted(found.documents)]
    return exports.in_batches(exports.WRITERS[chosen.value](inside, found.edges)), left_out
