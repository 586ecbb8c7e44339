"""How the relations look and read in a picture: order, colour, short names."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.messages import value

DARK = """
.luoc-do .paper, .luoc-do .badge, .luoc-do .open { fill: #14181E; }
.luoc-do .ink { fill: #E7EAEF; }
.luoc-do .muted { fill: #A9B2BE; }
.luoc-do .card { fill: #1D232C; stroke: #8D98A6; }
.luoc-do .focus { fill: #3A3320; stroke: #E7EAEF; }
.luoc-do .ended { fill: #2B3139; }
.luoc-do .edge, .luoc-do .head, .luoc-do .badge { filter: brightness(1.9); }
.luoc-do .sign { stroke: #A9B2BE; }
"""
"""Style rules of a picture on a dark page."""


@dataclass(frozen=True, slots=True)
class Style:
    """A relation's colour, its short Vietnamese name and its place among the relations of one document."""

    rank: int
    colour: str
    short: str


# What changes a document comes before what carries it out, and that before what merely names it. The hues
# are told apart by the colour-blind (after Okabe & Ito and Tol), families of relations share one; every
# edge bears the relation's name besides, as no seventeen colours can be told apart on paper.
_STYLES = (
    ("replaces", "#C4460A", "thay thế"),
    ("repeals", "#8C1C13", "bãi bỏ"),
    ("suspends", "#A8503C", "đình chỉ"),
    ("amends", "#C77700", "sửa đổi"),
    ("corrects", "#A68A1D", "đính chính"),
    ("extends", "#7D8A2E", "kéo dài"),
    ("consolidates", "#6E5B1E", "hợp nhất"),
    ("guides", "#1B8F8A", "hướng dẫn"),
    ("implements", "#0B7A4B", "thực hiện"),
    ("issues", "#882255", "ban hành"),
    ("promulgates", "#AA4499", "kèm theo"),
    ("approves", "#B84A68", "phê duyệt"),
    ("based_on", "#0067A5", "căn cứ"),
    ("proposed_by", "#5B4FA8", "đề nghị"),
    ("replies_to", "#3D86C6", "trả lời"),
    ("reports_on", "#332288", "báo cáo"),
    ("cites", "#6B7280", "viện dẫn"),
)
_STYLES_BY_NAME = {name: Style(rank, colour, short) for rank, (name, colour, short) in enumerate(_STYLES)}


def style(relation: str) -> Style:
    """How a relation looks; one that only a user's own rules have is drawn like a mere citation."""
    known = _STYLES_BY_NAME.get(relation)
    return known or Style(len(_STYLES), "#6B7280", value(relation, "vi"))


def relation_rules() -> str:
    """Style rules that give `.qh-<relation>` the relation's colour as `--qh`."""
    return "".join(f".qh-{name} {{ --qh: {colour}; }}\n" for name, colour, _ in _STYLES)


def short_name(relation: str, lang: str) -> str:
    """A relation in a word or two, in "vi" or "en"."""
    return style(relation).short if lang == "vi" else value(relation, "en")
