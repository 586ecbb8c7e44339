"""Writes a picture and the edges in it as one HTML page that needs nothing from elsewhere and no script."""

from __future__ import annotations

from pipeline.graph.cards import day, ended_by
from pipeline.graph.layout import draw
from pipeline.graph.model import Edge
from pipeline.graph.neighbourhood import Neighbourhood
from pipeline.graph.palette import DARK, style
from pipeline.graph.svg import INK, MUTED, PAPER, svg
from pipeline.graph.xmltext import escape
from pipeline.messages import heading, say, value

COLUMNS = ("citing", "relation", "cited", "mentions", "words", "file", "page", "asserted_by")
_STYLE = f"""
:root {{ color-scheme: light dark; --ink: {INK}; --muted: {MUTED}; --paper: {PAPER}; --line: #D5DAE1; }}
body {{ margin: 0; background: var(--paper); color: var(--ink); line-height: 1.45;
  font-family: 'Segoe UI', 'Noto Sans', Roboto, Arial, 'Liberation Sans', sans-serif; }}
main {{ padding: 1.2rem 1.6rem; }}
h1 {{ font-size: 1.5rem; margin: 0 0 .3rem; }}
h2 {{ font-size: 1.15rem; margin: 1.6rem 0 .6rem; }}
p {{ margin: .15rem 0; color: var(--muted); }}
figure {{ margin: 1rem 0; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }}
figure svg {{ display: block; margin: 0 auto; max-width: 100%; height: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: .875rem; }}
th, td {{ text-align: left; vertical-align: top; padding: .35rem .6rem;
  border-bottom: 1px solid var(--line); }}
th {{ border-bottom: 2px solid var(--muted); }}
td:nth-child(4), td:nth-child(7) {{ text-align: right; }}
td a {{ color: inherit; }}
g:target rect {{ stroke-width: 3.5px; }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ --ink: #E7EAEF; --muted: #A9B2BE; --paper: #14181E; --line: #343C47; }}
  {DARK}
}}
@media print {{
  @page {{ margin: 12mm; }}
  main {{ padding: 0; }}
  figure {{ border: 0; overflow: visible; }}
  figure svg {{ min-width: 0 !important; width: auto; }}
  h2 {{ break-before: page; }}
  table {{ font-size: 8.5pt; }}
  thead {{ display: table-header-group; }}
  tr {{ break-inside: avoid; }}
}}
"""


# A picture gets no smaller on the screen than can be read, and fits the sheet that suits it on paper.
_FITTED = """
figure svg {{ min-width: {least:.0f}px; }}
@media print {{ @page {{ size: A4 {way}; }} figure svg {{ max-height: {tallest}mm; }} }}
"""


def page(found: Neighbourhood, lang: str) -> str:
    """The page of a neighbourhood with its words in "vi" or "en"."""
    picture = draw(found, lang)
    anchors = {card.document: f"#card-{index}" for index, card in enumerate(picture.cards, 1)}
    document = found.documents[found.focus]
    facts = [day(document.date, lang), document.issuer, document.subject, document.urn, picture.description]
    if ended := found.ended.get(found.focus):
        facts.append(ended_by(ended, lang))
    if found.omitted:
        facts.append(say("graph_left_out", lang, count=sum(found.omitted.values())))
    way, tallest = ("landscape", 120) if picture.width > 1.25 * picture.height else ("portrait", 205)
    fitted = _FITTED.format(least=picture.width * 0.75, way=way, tallest=tallest)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(picture.title)}</title>",
        f"<style>{_STYLE}{fitted}</style>\n</head>\n<body>\n<main>",
        f"<h1>{escape(document.label)}</h1>",
        *(f"<p>{escape(fact)}</p>" for fact in facts if fact),
        f"<figure>\n{svg(picture, lang)}</figure>",
        *(_table(found, anchors, lang) if found.edges else ()),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(parts) + "\n"


def _table(found: Neighbourhood, anchors: dict[str, str], lang: str) -> list[str]:
    heads = "".join(f'<th scope="col">{escape(heading(name, lang))}</th>' for name in COLUMNS)
    edges = sorted(found.edges, key=lambda one: near(one, found))
    rows = [_row(edge, found, anchors, lang) for edge in edges]
    return [
        f"<h2>{escape(say('graph_edges', lang))}</h2>",
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>",
        *rows,
        "</tbody>\n</table>",
    ]


def near(edge: Edge, found: Neighbourhood) -> tuple[bool, bool, int, str, str]:
    """What the document in the middle cites comes first, then what cites it, then the rest."""
    middle = found.focus
    return (middle != edge.source, middle != edge.target, style(edge.relation).rank, edge.source, edge.target)


def _row(edge: Edge, found: Neighbourhood, anchors: dict[str, str], lang: str) -> str:
    def named(document: str) -> str:
        return f'<a href="{anchors[document]}">{escape(found.documents[document].label)}</a>'

    # Who says it may be a document outside the picture: then its file tells.
    by = edge.asserted_by if edge.asserted else ""
    cells = (
        named(edge.source),
        escape(value(edge.relation, lang)),
        named(edge.target),
        str(edge.mentions),
        escape(" ".join(edge.words.split())),
        escape(edge.file),
        "" if edge.page is None else str(edge.page),
        named(by) if by in anchors else escape(by),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
