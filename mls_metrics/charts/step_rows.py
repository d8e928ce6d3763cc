"""How many got to each step: a bar a step, its words above it."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names

STEP = 42
BAR = 12


def step_rows(frame: pd.DataFrame, *, colors: Palette) -> alt.LayerChart:
    """The bars, light to the number that began.

    Parameters
    ----------
    frame : DataFrame
        `row`, `name`, `value`, `of`.
    """
    scale = alt.Scale(domain=[0, max(1, int(frame["of"].max()))], nice=False)
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    axis = alt.Axis(tickCount=4, grid=False, format="d")
    return finished(
        base.mark_bar(height=BAR, color=colors.band).encode(
            x=alt.X("of:Q", scale=scale, title=None, axis=axis)
        ),
        base.mark_bar(height=BAR, color=colors.ink).encode(x=alt.X("value:Q", scale=scale)),
        *row_names(base, colors),
        height=alt.Step(STEP),
        colors=colors,
    )


def step_alt(frame: pd.DataFrame, *, what: str) -> str:
    """Alternative text: each step in words."""
    return f"{what}, step by step: {'; '.join(frame['name'])}. The table below holds the values."
