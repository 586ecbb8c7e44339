"""Draws one indicator over a year of reports, and lists where each of its values is printed.

python examples/indicator_over_a_year.py [FOLDER | --db REGISTRY] [--indicator WORDS] [--unit UNIT]
    [--place WORDS] [--months N] [--year YEAR] [--out FOLDER]
"""

# %% [markdown]
# # One indicator over a year of reports
#
# Every report prints the figure of its own month. The registry has read value, unit and period of each, so
# the year can be put together, with the document and page of every point at hand. By default this reads
# `examples/reports`: eleven invented monthly reports of a commune. The report of May is missing, and
# September's corrects what August's said: the picture must show both.

# %%
from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from opening import HERE, arguments, parser, registry_of, statistics

from pipeline import Registry

NAME = "indicator_over_a_year"

# %% [markdown]
# ## The figures of one indicator
#
# Changes ("tăng 12%") and the ends of ranges are no values of an indicator, and a figure without a period has
# no place in a year. The rest is narrowed by the words of the indicator, the unit and the place.
#
# Nothing is mixed: where several units, places or lengths of period remain, the choice is the reader's.


class UndecidedError(Exception):
    """What was asked for fits nothing, or several things that must not stand in one line."""


# %%
def values(frame: pd.DataFrame) -> pd.DataFrame:
    """The figures that are values of an indicator, with the length and the year of their period."""
    whole_days = frame["period_from"].str.len().eq(10) & frame["period_to"].str.len().eq(10)
    frame = frame[whole_days & frame["indicator"].notna() & frame["change"].isna()].copy()
    frame["first"], frame["last"] = pd.to_datetime(frame["period_from"]), pd.to_datetime(frame["period_to"])
    next_day = frame["last"] + pd.Timedelta(days=1)
    months = (next_day.dt.year - frame["first"].dt.year) * 12 + next_day.dt.month - frame["first"].dt.month
    # "from the 15th to the 14th" is as long as whole months are, but it is no month of the calendar
    frame["months"] = months.where((frame["first"].dt.day == 1) & (next_day.dt.day == 1))
    frame["days"] = (next_day - frame["first"]).dt.days
    frame["year"] = frame["last"].dt.year
    return frame


def holding(frame: pd.DataFrame, column: str, words: str | None) -> pd.DataFrame:
    """The rows whose `column` holds every one of the words."""
    for word in (words or "").casefold().split():
        frame = frame[frame[column].fillna("").str.casefold().str.contains(word, regex=False)]
    return frame


def best_indicator(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the indicator with the most periods in one year; of those alike, the first by name."""
    periods = frame.groupby(["indicator", "year"])["last"].nunique().groupby("indicator").max()
    best = periods.sort_index().sort_values(ascending=False, kind="stable").index[0]
    others = [name for name in periods.index if name != best]
    if others:
        print(f"{len(periods)} indicators hold these words. Drawn: {best!r}; not drawn: "
              f"{'; '.join(others[:5])}{' …' if len(others) > 5 else ''}")  # fmt: skip
    return frame[frame["indicator"] == best]


def only_one(frame: pd.DataFrame, column: str, option: str) -> pd.DataFrame:
    """The frame, where `column` has one value in it.

    Raises:
        UndecidedError: it has several; they must not stand in one line.
    """
    found = frame[column].fillna("(none)").value_counts()
    if len(found) > 1:
        told = "; ".join(f"{value} ({count} figures)" for value, count in found.items())
        raise UndecidedError(f"These must not be mixed ({column}): {told}. Choose by {option}.")
    return frame


def chosen(frame: pd.DataFrame, given: argparse.Namespace) -> pd.DataFrame:
    """The figures to draw: one indicator, unit, place, length of period and year.

    Raises:
        UndecidedError: there are none, or they are of several kinds.
    """
    frame = holding(values(frame), "indicator", given.indicator)
    frame = frame if given.unit is None else frame[frame["unit"] == given.unit]
    frame = holding(frame, "place", given.place)
    if frame.empty:
        raise UndecidedError("No figure with a period fits. See: vanthu statistics --indicator WORDS")
    frame = best_indicator(frame)
    frame = only_one(only_one(frame, "unit", "--unit"), "place", "--place")
    year = given.year or int(frame.groupby("year")["last"].nunique().sort_index().idxmax())
    frame = frame[frame["year"] == year]
    if given.months is not None:
        frame = frame[frame["months"] == given.months]
    if frame.empty:
        raise UndecidedError(f"No figure of such a period in {year}.")
    pairs = zip(frame["months"], frame["days"], strict=True)
    length = [f"{days} days" if pd.isna(months) else f"{months:.0f} months" for months, days in pairs]
    frame = only_one(frame.assign(period_length=length), "period_length", "--months N")
    return frame.sort_values(["last", "date", "file", "page"])


# %% [markdown]
# ## Gaps stay gaps
#
# A period without a report is no zero and is not bridged: the line breaks there, and the table says so. Two
# values of one period are both drawn, and no mean is made of them; the line takes neither.


# %%
def periods(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a period of the year from the first to the last told: its one value, or none."""
    value = frame.groupby("first")["value"].agg(lambda told: told.iloc[0] if told.nunique() == 1 else None)
    months = frame["months"].iloc[0]
    if pd.isna(months):
        return value.to_frame()
    every = pd.date_range(frame["first"].min(), frame["first"].max(), freq=f"{int(months)}MS")
    # periods that overlap, as "6 months" of any start may, keep their own places
    return value.reindex(every.union(value.index)).to_frame()


def name_of(first: pd.Timestamp, months: float) -> str:
    """What the axis calls a period."""
    if pd.isna(months):
        return f"từ {first:%d/%m/%Y}"
    if months == 1:
        return f"{first.month}/{first.year}"
    last = first + pd.DateOffset(months=int(months) - 1)
    return str(first.year) if months == 12 else f"{first.month}–{last.month}/{last.year}"


def number(value: float) -> str:
    """A number as it is printed in Vietnamese: 1.240,5."""
    return f"{value:,.10g}".translate(str.maketrans(",.", ".,"))


# %%
def draw(frame: pd.DataFrame) -> Figure:
    """The values over the year, each labelled; hollow where a period has several."""
    line, months = periods(frame), frame["months"].iloc[0]
    figure, axes = plt.subplots(figsize=(max(7.5, 0.75 * len(line) + 2), 4.6), layout="constrained")
    place = {first: at for at, first in enumerate(line.index)}
    axes.plot(range(len(line)), line["value"], color="#0072B2", linewidth=1.8, zorder=2, gid="line")
    several = frame.groupby("first")["value"].transform("nunique") > 1
    for sure, told in frame.groupby(~several):
        colour = "#0072B2" if sure else "#D55E00"
        marks = told.drop_duplicates(["first", "value"])
        drawn = axes.scatter(marks["first"].map(place), marks["value"], s=44, zorder=3, edgecolors=colour,
                             c=colour if sure else "white", linewidths=1.6)  # fmt: skip
        drawn.set_gid("values" if sure else "values-that-differ")
        for first, value in zip(marks["first"], marks["value"], strict=True):
            label(axes, number(value), (place[first], value), colour, beside_of(line["value"], place[first]))
    for first, at in place.items():
        if first not in set(frame["first"]):
            axes.axvspan(at - 0.5, at + 0.5, color="#eeeeee", zorder=0)
            axes.annotate("không có\nsố liệu", (at, 0.5), xycoords=("data", "axes fraction"), ha="center",
                          va="center", fontsize=8, color="#666666")  # fmt: skip
    axes.set_xticks(range(len(line)), [name_of(first, months) for first in line.index])
    axes.set_xlim(-0.6, len(line) - 0.4)
    axes.set_ylim(bottom=min(0, frame["value"].min()), top=frame["value"].max() * 1.15 or 1)
    axes.set_ylabel(frame["unit"].iloc[0] or "")
    axes.yaxis.set_major_formatter(lambda value, _: number(value))
    axes.spines[["top", "right"]].set_visible(False)
    place_name = frame["place"].iloc[0]
    title = frame["indicator"].iloc[0] + (f", {place_name}" if place_name else "")
    axes.set_title(title, loc="left", fontsize=13, fontweight="bold")
    if several.any():
        axes.set_title("màu cam, rỗng: các văn bản ghi khác nhau", loc="right", fontsize=9, color="#D55E00")
    return figure


def beside_of(line: pd.Series, at: int) -> str:
    """Where the label of a point stands so that the line does not cross it."""
    if pd.isna(line.iloc[at]):
        return "right"
    beside = [line.iloc[n] for n in (at - 1, at + 1) if 0 <= n < len(line)]
    return "below" if all(pd.isna(other) or other > line.iloc[at] for other in beside) else "above"


def label(axes: Axes, words: str, at: tuple[int, float], colour: str, where: str) -> None:
    """The value of a point beside it."""
    shift, across, up = {
        "above": ((0, 8), "center", "bottom"), "below": ((0, -8), "center", "top"),
        "right": ((8, 0), "left", "center"),
    }[where]  # fmt: skip
    axes.annotate(words, at, shift, textcoords="offset points", ha=across, va=up, fontsize=9, color=colour)


def sources(frame: pd.DataFrame) -> str:
    """Where each value is printed, one line a value, and the periods that nobody reports."""
    months = frame["months"].iloc[0]
    lines = []
    for first in periods(frame).index:
        told = frame[frame["first"] == first]
        if told.empty:
            lines.append(f"{name_of(first, months):>10}  no figure")
        for row in told.itertuples():
            page = f", page {row.page:.0f}" if pd.notna(row.page) else ""
            mark = " ≠" if told["value"].nunique() > 1 else ""
            lines.append(f"{name_of(first, months):>10}  {number(row.value):>12}{mark}  "
                         f"{row.document} ({row.file}{page}): “{row.words}”")  # fmt: skip
    return "\n".join(lines)


# %% [markdown]
# ## Run it


# %%
def main(typed: Sequence[str]) -> None:
    """Read, choose, draw, list the sources, and say what was written."""
    options = parser(__doc__.splitlines()[0], HERE / "reports")
    options.add_argument("--indicator", default="tiếp nhận", help="Words that the indicator holds.")
    options.add_argument("--unit", help="Its unit, as printed.")
    options.add_argument("--place", help="Words of the place it is about.")
    options.add_argument("--months", type=int, help="How many months its periods have.")
    options.add_argument("--year", type=int, help="The year; by default that with the most figures.")
    given = options.parse_args(typed)
    with Registry(registry_of(given, NAME)) as registry:
        frame = statistics(registry)
    try:
        frame = chosen(frame, given)
    except UndecidedError as error:
        options.exit(2, f"{error}\n")
    print(f"{frame['indicator'].iloc[0]}, in {frame['unit'].iloc[0]}:")
    print(sources(frame))
    figure = draw(frame)
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
