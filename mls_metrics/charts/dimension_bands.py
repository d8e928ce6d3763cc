"""The five dimensions of one program as bands with a modest dot; missing ones are named."""

import altair as alt
import pandas as pd

from mls_metrics.catalog.load import dimensions
from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate

STEP = 42
TARGET = 60


def dimension_bands(recommendation: Recommendation, *, colors: Palette) -> alt.LayerChart:
    """The chart, points 0 to 100 with a tick at the target of 60."""
    rows = []
    for row, (name, measure) in enumerate(recommendation.dimensions.items()):
        known = isinstance(measure, Estimate)
        rows.append(
            {
                "row": row,
                "name": dimensions()[name].title + ("" if known else ": not scored"),
                "value": measure.value if known else None,
                "low": measure.low if known else None,
                "high": measure.high if known else None,
            }
        )
    frame = pd.DataFrame(rows, columns=["row", "name", "value", "low", "high"]).astype(
        {"value": "float64", "low": "float64", "high": "float64"}
    )
    scale = alt.Scale(domain=[0, 100], nice=False)
    title = "Points (0 floor, 60 target, 100 stretch)"
    axis = alt.Axis(grid=False, values=[0, 20, 40, 60, 80, 100])
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    target = alt.Chart(pd.DataFrame({"at": [TARGET]})).mark_rule(
        color=colors.rule, strokeDash=[4, 3], strokeWidth=1.5
    )
    layered = alt.layer(
        base.mark_bar(height=12, color=colors.band, cornerRadius=3).encode(
            x=alt.X("low:Q", scale=scale, title=title, axis=axis), x2="high:Q"
        ),
        target.encode(x=alt.X("at:Q", scale=scale, title=title)),
        base.mark_point(filled=True, size=64, color=colors.ink, opacity=1).encode(
            x=alt.X("value:Q", scale=scale, title=title)
        ),
        base.mark_text(
            align="left", dy=-14, fontSize=13, color=colors.ink, limit=alt.expr("width")
        ).encode(x=alt.value(0), text="name:N"),
    ).properties(height=alt.Step(STEP))
    return finished(layered, colors)


def dimension_bands_table(recommendation: Recommendation) -> pd.DataFrame:
    """Points with range and n per dimension, or why there are none."""
    rows = []
    for name, measure in recommendation.dimensions.items():
        known = isinstance(measure, Estimate)
        rows.append(
            {
                "Dimension": dimensions()[name].title,
                "Points": f"{measure.value:.0f}" if known else "not scored",
                "Range": f"{measure.low:.0f} to {measure.high:.0f}" if known else measure.reason,
                "n": measure.n if known else None,
            }
        )
    return pd.DataFrame(rows)


def dimension_bands_alt(recommendation: Recommendation) -> str:
    """Alternative text: points of each dimension."""
    parts = []
    for name, measure in recommendation.dimensions.items():
        title = dimensions()[name].title
        known = isinstance(measure, Estimate)
        parts.append(f"{title} {measure.value:.0f}" if known else f"{title} not scored")
    return f"Five dimensions in points of 100, target 60: {', '.join(parts)}. The table below holds ranges."
