"""Draws which plans reference which decisions: a matrix with a mark for every relation.

python examples/plans_and_decisions.py [FOLDER | --db REGISTRY] [--out FOLDER]
"""

# %% [markdown]
# # Which plans reference which decisions?
#
# Plans (kế hoạch) are the rows, decisions (quyết định) the columns. A mark says what the plan does to the
# decision; its shape and its colour both tell the relation, so that the picture can be printed in black.

# %%
from __future__ import annotations

import sys
from collections.abc import Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from opening import HERE, arguments, citations, parser, registry_of

from pipeline import Registry

NAME = "plans_and_decisions"
MOST = 60
"""Rows, and columns, that still can be read on one page."""
_FAR = 30
"""Rows, and columns, from which labels stand at both ends."""
MARKS = {
    "based_on": ("căn cứ", "o", "#0072B2"),
    "implements": ("thực hiện", "s", "#009E73"),
    "reports_on": ("báo cáo kết quả thực hiện", "D", "#CC79A7"),
    "guides": ("hướng dẫn, quy định chi tiết", "<", "#8C564B"),
    "amends": ("sửa đổi, bổ sung", "^", "#E69F00"),
    "replaces": ("thay thế", "v", "#D55E00"),
    "repeals": ("bãi bỏ", "X", "#B22222"),
    "cites": ("dẫn chiếu", "P", "#555555"),
}
"""Words, shape and colour of a relation; colours that the colour-blind tell apart (Okabe and Ito)."""
OTHER = ("quan hệ khác", "*", "#56B4E9")

# %% [markdown]
# ## The frame
#
# One row is one relation between a plan and a decision. The same relation that several documents tell counts
# once. Labels are the number and symbol, with the year where they do not hold it; where two documents share
# them, the issuer is added.


# %%
def edges(registry: Registry) -> pd.DataFrame:
    """One row a plan, decision and relation, with the labels of both ends."""
    frame = citations(registry, from_type="Kế hoạch", to_type="Quyết định")
    if frame.empty:
        return frame
    frame = frame.sort_values("status").drop_duplicates(["citing_id", "cited_id", "relation"])
    for end in ("citing", "cited"):
        frame[f"{end}_label"] = labels(frame, end)
    return frame


def labels(frame: pd.DataFrame, end: str) -> pd.Series:
    """What the axis calls the documents at one end."""
    sign = frame[end].str.replace("^(Kế hoạch|Quyết định) ", "", regex=True)
    year = frame[f"{end}_date"].str[:4].fillna("không rõ năm")
    short = sign.where(sign.str.contains(r"/\d{4}/"), sign + " (" + year + ")")
    holders = frame[f"{end}_id"].groupby(short).transform("nunique")
    issuer = frame[f"{end}_issuer"].fillna("không rõ cơ quan")
    return short.where(holders == 1, short + ", " + issuer)


# %% [markdown]
# ## What fits into the picture
#
# A picture of more than sixty rows or columns cannot be read. The decisions that most plans reference are
# kept, then the plans that reference most of those; what is left out is said below the picture.


# %%
def kept(frame: pd.DataFrame) -> pd.DataFrame:
    """The part of the frame that is drawn."""
    for end, other in (("cited_id", "citing_id"), ("citing_id", "cited_id")):
        ranked = frame.groupby(end)[other].nunique().sort_index().sort_values(ascending=False, kind="stable")
        frame = frame[frame[end].isin(ranked.index[:MOST])]
    return frame


def left_out(whole: pd.DataFrame, part: pd.DataFrame) -> str:
    """What the picture does not show, in Vietnamese; empty where it shows all."""
    plans = whole["citing_id"].nunique() - part["citing_id"].nunique()
    decisions = whole["cited_id"].nunique() - part["cited_id"].nunique()
    if not plans and not decisions:
        return ""
    return f"Không vẽ {plans} kế hoạch và {decisions} quyết định ({len(whole) - len(part)} quan hệ)."


# %% [markdown]
# ## The picture
#
# Several relations in one cell stand side by side. A hollow mark means that the decision could not be
# identified with certainty: its issuer or its year is not told.


# %%
def draw(frame: pd.DataFrame, note: str) -> Figure:
    """The matrix; rows by the dates of the plans, columns by the dates of the decisions."""
    rows, columns = (ordered(frame, end) for end in ("citing", "cited"))
    width, height = 0.34 * len(columns) + 4.6, 0.3 * len(rows) + 3.4
    figure, axes = plt.subplots(figsize=(max(width, 7.5), max(height, 4.5)), layout="constrained")
    places = marks_in_cells(frame, rows, columns)
    for (relation, sure), at in places.groupby(["mark", "sure"]):
        _, shape, colour = MARKS.get(str(relation), OTHER)
        face = colour if sure else "white"
        drawn = axes.scatter(at["x"], at["y"], marker=shape, s=34, c=face, edgecolors=colour, linewidths=1.2,
                             zorder=3)  # fmt: skip
        drawn.set_gid(f"marks-{relation}-{'sure' if sure else 'unsure'}")
    frame_of(axes, rows, columns)
    legend(figure, places, note)
    figure.suptitle("Kế hoạch nào viện dẫn quyết định nào", x=0.01, ha="left", fontsize=14, fontweight="bold")
    return figure


def ordered(frame: pd.DataFrame, end: str) -> pd.Series:
    """The labels of one end by their ids, the earliest document first, those without a date last."""
    known = frame.drop_duplicates(f"{end}_id").sort_values([f"{end}_date", f"{end}_id"], na_position="last")
    return pd.Series(known[f"{end}_label"].to_numpy(), index=known[f"{end}_id"])


def marks_in_cells(frame: pd.DataFrame, rows: pd.Series, columns: pd.Series) -> pd.DataFrame:
    """The place of every mark; those of one cell share its width."""
    order = {relation: place for place, relation in enumerate(MARKS)}
    made = frame.assign(
        row=rows.index.get_indexer(frame["citing_id"]),
        column=columns.index.get_indexer(frame["cited_id"]),
        sure=frame["status"] != "unresolved",
        mark=frame["relation"].where(frame["relation"].isin(list(MARKS)), "other"),
    )
    made = made.sort_values(["row", "column", "mark"], key=lambda c: c.map(order) if c.name == "mark" else c)
    cell = made.groupby(["row", "column"])
    place, count = cell.cumcount(), cell["mark"].transform("size")
    return made.assign(x=made["column"] + (place - (count - 1) / 2) * 0.8 / count, y=made["row"])


def frame_of(axes: Axes, rows: pd.Series, columns: pd.Series) -> None:
    """Labels and lines of the grid."""
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks(range(len(columns)), list(columns), rotation=55, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(rows)), list(rows))
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=8)
    # in a large picture the eye needs help to follow a row or a column
    axes.tick_params(labelright=len(columns) > _FAR, labelbottom=len(rows) > _FAR)
    for tick in axes.xaxis.get_major_ticks():
        tick.label1.set(ha="right", va="top")  # below the grid labels end at their column
    for row in range(1, len(rows), 2):
        axes.axhspan(row - 0.5, row + 0.5, color="#f5f5f5", zorder=0)
    axes.set_xticks([place - 0.5 for place in range(1, len(columns))], minor=True)
    axes.set_yticks([place - 0.5 for place in range(1, len(rows))], minor=True)
    axes.tick_params(which="minor", length=0)
    axes.grid(which="minor", color="#dddddd", linewidth=0.7)
    axes.spines[:].set_color("#bbbbbb")


def legend(figure: Figure, places: pd.DataFrame, note: str) -> None:
    """The relations that there are, the hollow mark where there is one, and what is left out."""
    there = set(places["mark"])
    shown = [told for relation, told in (*MARKS.items(), ("other", OTHER)) if relation in there]
    handles = [
        Line2D([], [], linestyle="", marker=shape, color=colour, label=words)
        for words, shape, colour in shown
    ]
    if not places["sure"].all():
        hollow = {"markerfacecolor": "white", "markeredgecolor": "#333333"}
        words = "rỗng: chưa rõ cơ quan hoặc năm của quyết định"
        handles.append(Line2D([], [], linestyle="", marker="o", label=words, **hollow))
    figure.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False, fontsize=9,
                  title=note or None, alignment="left")  # fmt: skip


# %% [markdown]
# ## Run it


# %%
def main(typed: Sequence[str]) -> None:
    """Read, draw, and say what was written."""
    given = parser(__doc__.splitlines()[0], HERE.parent / "corpus").parse_args(typed)
    with Registry(registry_of(given, NAME)) as registry:
        frame = edges(registry)
    if frame.empty:
        print("No plan references a decision in this registry; no picture was written.")
        return
    part = kept(frame)
    note = left_out(frame, part)
    print(f"{frame['citing_id'].nunique()} plans reference {frame['cited_id'].nunique()} decisions.")
    for relation, count in frame["relation"].value_counts().items():
        print(f"  {relation:<12} {MARKS.get(str(relation), OTHER)[0]:<28} {count:>5}")
    if note:
        print(f"Not drawn, as more than {MOST} rows or columns cannot be read: {note}")
    figure = draw(part, note)
    files = [given.out / f"{NAME}.{suffix}" for suffix in ("png", "svg")]
    # the same registry gives the same bytes
    with mpl.rc_context({"svg.hashsalt": NAME}):
        figure.savefig(files[0], dpi=150)
        figure.savefig(files[1], metadata={"Date": None})
    plt.close(figure)
    print(f"Wrote {files[0]} and {files[1]}.")


if __name__ == "__main__":
    mpl.use("agg") if "ipykernel" not in sys.modules else None
    main(arguments())
