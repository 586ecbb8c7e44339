"""Names a period of time as people do: năm 2025, quý II/2025, 6 tháng đầu năm 2025."""

from __future__ import annotations

from calendar import monthrange

from pipeline.graph.cards import day
from pipeline.messages import say

_QUARTERS = ("I", "II", "III", "IV")


def period_name(first: str | None, last: str | None, lang: str) -> str:
    """The name of the window from `first` to `last` (ISO days, both included) in "vi" or "en"."""
    if not first or not last:
        return say("series_no_period", lang)
    year, last_year = first[:4], last[:4]
    if first[5:] == "01-01" and last[5:] == "12-31":
        key = "period_year" if year == last_year else "period_years"
        return say(key, lang, **({"year": year} if year == last_year else {"year": year, "last": last_year}))
    months = _whole_months(first, last)
    if months is None:
        return day(first, lang) if first == last else f"{day(first, lang)} – {day(last, lang)}"
    begin, end = months
    if begin == end:
        return say("period_month", lang, part=f"{begin:02}", year=year)
    if end - begin == 2 and end % 3 == 0:
        return say("period_quarter", lang, part=_QUARTERS[end // 3 - 1], year=year)
    if begin == 1:
        return say("period_first_months", lang, part=end, year=year)
    if end == 12:
        return say("period_last_months", lang, part=13 - begin, year=year)
    return f"{day(first, lang)} – {day(last, lang)}"


def _whole_months(first: str, last: str) -> tuple[int, int] | None:
    """The first and last month of a window of whole months within one year."""
    if len(first) != 10 or len(last) != 10 or first[:4] != last[:4]:
        return None
    begin, end = int(first[5:7]), int(last[5:7])
    whole = first[8:] == "01" and 1 <= end <= 12 and int(last[8:]) == monthrange(int(last[:4]), end)[1]
    return (begin, end) if whole and begin <= end else None
