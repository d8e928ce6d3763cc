"""Scores of 0 to 100 points as bands with a modest dot, the target dashed, a row a name."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names

STEP = 42
TARGET = 60
COLUMNS = ["row", "name", "value", "low", "high"]


def score_bands(rows: list[dict[str, object]], *, colors: Palette) -> alt.LayerChart:
    """The chart.

    Parameters
    ----------
    rows : list of dict
        `name`, and `value`, `low`, `high` in points, None where there is no score.
    """
    numbered = [{"row": row, **entry} for row, entry in enumerate(rows)]
    frame = pd.DataFrame(numbered, columns=COLUMNS).astype(
        {"value": "float64", "low": "float64", "high": "float64"}
    )
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(grid=False, values=[0, 20, 40, 60, 80, 100])
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    target = alt.Chart(pd.DataFrame({"at": [TARGET]})).mark_rule(
        color=colors.rule, strokeDash=[4, 3], strokeWidth=1.5
    )
    return finished(
        base.mark_bar(height=12, color=colors.band, cornerRadius=3).encode(
            x=alt.X("low:Q", scale=scale, title=None, axis=axis), x2="high:Q"
        ),
        target.encode(x=alt.X("at:Q", scale=scale, title=None)),
        base.mark_point(filled=True, size=64, color=colors.ink, opacity=1).encode(
            x=alt.X("value:Q", scale=scale, title=None)
        ),
        *row_names(base, colors),
        height=alt.Step(STEP),
        colors=colors,
    )
