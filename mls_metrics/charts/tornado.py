"""How much each assumption matters: bars from the base, the longest on top."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names
from mls_metrics.model.outcome import Swing

STEP = 46


def tornado_frame(swings: Sequence[Swing]) -> pd.DataFrame:
    """One row per assumption: its name with its bounds, and the net value at both."""
    return pd.DataFrame(
        [
            {
                "row": row,
                "name": f"{label_of(swing)}, {swing.low:,.4g} to {swing.high:,.4g}",
                "from": min(swing.at_low, swing.at_high),
                "to": max(swing.at_low, swing.at_high),
            }
            for row, swing in enumerate(swings)
        ]
    )


def label_of(swing: Swing) -> str:
    """The assumption in plain words."""
    return LABELS[swing.assumption]


def tornado(swings: Sequence[Swing], *, base: float, colors: Palette) -> alt.LayerChart:
    """The chart; the line is the net value as assumed."""
    frame = tornado_frame(swings)
    ends = [base, *frame["from"], *frame["to"]]
    scale = alt.Scale(domain=[min(ends), max(ends)], nice=True)
    axis = alt.Axis(grid=False, tickCount=4, format="~s")
    rows = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    bars = rows.mark_bar(height=12, cornerRadius=3, color=colors.band).encode(
        x=alt.X("from:Q", scale=scale, title=None, axis=axis), x2="to:Q"
    )
    line = (
        alt.Chart(pd.DataFrame({"at": [base]}))
        .mark_rule(color=colors.ink, strokeWidth=2)
        .encode(x=alt.X("at:Q", scale=scale, title=None))
    )
    return finished(bars, line, *row_names(rows, colors), height=alt.Step(STEP), colors=colors)


def tornado_table(swings: Sequence[Swing], *, currency: str) -> pd.DataFrame:
    """The same numbers."""
    return pd.DataFrame(
        [
            {
                "Assumption": label_of(swing),
                "Lowest": swing.low,
                "Highest": swing.high,
                f"Net value at the lowest, {currency} a year": round(swing.at_low),
                f"Net value at the highest, {currency} a year": round(swing.at_high),
            }
            for swing in swings
        ]
    )


def tornado_alt(swings: Sequence[Swing]) -> str:
    """Alternative text: what matters most, where the table is."""
    first = label_of(swings[0]) if swings else "none"
    return (
        f"Net value with one assumption at a time at its bounds; most matters: {first}. "
        "The table below holds the same numbers."
    )


LABELS = {
    "replacement_cost_share": "Replacing a leaver, annual salaries",
    "work_hours_per_year": "Paid hours a year",
    "paid_cost_factor": "Price of programs, against what was paid",
    "growth_share": "Growth of a scaled program, share of learners",
}
