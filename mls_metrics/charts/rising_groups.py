"""Share that has used it by day, one rising step line a group, with bands and names at the ends."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mls_metrics.charts.survival_curves import HEIGHT, curve_frame
from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.estimate import Curve

MOST = 4
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3))
APART = 8.0


def rising_groups(curves: Sequence[Curve], *, colors: Palette) -> alt.LayerChart:
    """The chart: at most four lines, each told apart by its dashes and its name, not by color."""
    frame = curve_frame(tuple(curves[:MOST]))
    places = list(range(MOST))
    scale = alt.Scale(domain=[0, 100], nice=False, zero=True)
    last = float(frame["time"].max()) if len(frame) else 90.0
    x = alt.X(
        "time:Q",
        title=None,
        scale=alt.Scale(domain=[0, max(last, 1.0)], nice=False),
        axis=alt.Axis(grid=False, tickMinStep=1, format="d", tickCount=6),
    )
    tones = [colors.ink, colors.quiet, colors.ink, colors.quiet]
    stroke = alt.Color("curve:O", scale=alt.Scale(domain=places, range=tones), legend=None)
    dash = alt.StrokeDash(
        "curve:O",
        scale=alt.Scale(domain=places, range=[list(dash) for dash in DASHES]),
        legend=None,
    )
    base = alt.Chart(frame)
    bands = base.mark_area(interpolate="step-after", opacity=0.14).encode(
        x=x, y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q", color=stroke
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        x=x, y=alt.Y("value:Q", scale=scale, title=None), color=stroke, strokeDash=dash
    )
    names = (
        alt.Chart(name_heights(frame))
        .mark_text(align="right", fontSize=13, fontWeight=600, dx=-4, limit=alt.expr("width * 0.8"))
        .encode(x=x, y=alt.Y("place:Q", scale=scale), text="label:N", color=stroke)
    )
    return finished(bands, lines, names, height=HEIGHT, colors=colors)


def name_heights(frame: pd.DataFrame) -> pd.DataFrame:
    """Where each line's name stands, percent: near its end, apart from the others, inside."""
    ends = frame.groupby("curve").agg(
        label=("label", "first"), time=("time", "max"), end=("value", "max")
    )
    ends = ends.sort_values("end", kind="stable").reset_index()
    heights: list[float] = []
    for end in ends["end"]:
        wanted = float(end) + 5.0
        heights.append(wanted if not heights else max(wanted, heights[-1] + APART))
    over = max(heights, default=0.0) - 96.0
    if over > 0:
        ceiling = 96.0
        for place in range(len(heights) - 1, -1, -1):
            heights[place] = min(heights[place], ceiling)
            ceiling = heights[place] - APART
    ends["place"] = heights
    return pd.DataFrame(ends[["curve", "label", "time", "place"]])


def rising_groups_subtitle(curves: Sequence[Curve]) -> str:
    """What the axes measure, and how many lines are left to the table."""
    more = len(curves) - MOST
    rest = (
        f" The {MOST} largest of {len(curves)} groups; all stand in the table." if more > 0 else ""
    )
    return (
        "Percent of people with access that have used it, by days since access, with 95 % bands; "
        f"whoever has not yet stays in the count.{rest}"
    )


def rising_groups_table(curves: Sequence[Curve], days: Sequence[int]) -> pd.DataFrame:
    """Share, range and people still followed at a few days, where somebody was followed so long."""
    rows = []
    for curve in curves:
        for day in days:
            if not len(curve.time) or (curve.time[-1] < day and curve.value[-1] < 1):
                continue
            place = int((curve.time <= day).sum()) - 1
            shares = [100 * float(part[place]) for part in (curve.value, curve.low, curve.high)]
            rows.append(
                {
                    "Group": curve.label,
                    "Day": day,
                    "Have used it, %": round(shares[0], 1),
                    "Low": round(shares[1], 1),
                    "High": round(shares[2], 1),
                    "People": int(curve.at_risk[0]),
                }
            )
    columns = ["Group", "Day", "Have used it, %", "Low", "High", "People"]
    return pd.DataFrame(rows, columns=columns)


def rising_groups_alt(curves: Sequence[Curve]) -> str:
    """Alternative text: where the lines end."""
    ends = "; ".join(
        f"{curve.label}: {100 * float(curve.value[-1]):.0f} percent after {int(curve.time[-1])} "
        f"{curve.time_unit}"
        for curve in curves[:MOST]
        if len(curve.time)
    )
    return (
        f"Share of people with access that have used it, by day, with bands. {ends}. "
        "The table below holds the values."
    )
