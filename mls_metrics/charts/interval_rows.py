"""Rows of ranges beside a zero line, each name above its mark, so that a phone can show them."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names, where_known

STEP = 44


def interval_rows(frame: pd.DataFrame, *, hollow: str, colors: Palette) -> alt.LayerChart:
    """A line and a dot a row, and a hollow dot for another reading of the same.

    Parameters
    ----------
    frame : DataFrame
        `row`, `name`, `value`, `low`, `high`, and the column `hollow`, empty where there is none.
    """
    ends = [0.0, *frame["low"], *frame["high"], *frame[hollow].dropna()]
    scale = alt.Scale(domain=[min(ends), max(ends)], nice=True, zero=True, padding=8)
    x = alt.X("value:Q", scale=scale, title=None, axis=alt.Axis(tickCount=5, grid=False))
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=colors.rule, strokeWidth=1.5)
    return finished(
        zero.encode(x=alt.X("at:Q", scale=scale)),
        base.mark_rule(color=colors.quiet, strokeWidth=3).encode(
            x=alt.X("low:Q", scale=scale, title=None), x2="high:Q"
        ),
        *where_known(
            frame,
            hollow,
            base.mark_point(filled=False, size=70, color=colors.rule, strokeWidth=1.5).encode(
                x=alt.X(f"{hollow}:Q", scale=scale)
            ),
        ),
        base.mark_point(filled=True, size=80, color=colors.ink, opacity=1).encode(x=x),
        *row_names(base, colors),
        height=alt.Step(STEP),
        colors=colors,
    )
