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
        known = measure if isinstance(measure, Estimate) else None
        rows.append(
            {
                "row": row,
                "name": dimensions()[name].title + ("" if known else ": not scored"),
                "value": known.value if known else None,
                "low": known.low if known else None,
                "high": known.high if known else None,
            }
        )
    frame = pd.DataFrame(rows, columns=["row", "name", "value", "low", "high"]).astype(
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
        base.mark_text(
            align="left", dy=-14, fontSize=13, color=colors.ink, limit=alt.expr("width")
        ).encode(x=alt.value(0), text="name:N"),
        height=alt.Step(STEP),
        colors=colors,
    )


def dimension_bands_subtitle() -> str:
    """What the axis measures and what the marks are."""
    return "Points: 0 floor, 60 target (dashed), 100 stretch. Dot: estimate; band: its range."


def dimension_bands_table(recommendation: Recommendation) -> pd.DataFrame:
    """Points with range and n per dimension, or why there are none."""
    rows = []
    for name, measure in recommendation.dimensions.items():
        if isinstance(measure, Estimate):
            points, span = f"{measure.value:.0f}", f"{measure.low:.0f} to {measure.high:.0f}"
        else:
            points, span = "not scored", measure.reason
        rows.append(
            {
                "Dimension": dimensions()[name].title,
                "Points": points,
                "Range": span,
                "n": measure.n,
            }
        )
    return pd.DataFrame(rows)


def dimension_bands_alt(recommendation: Recommendation) -> str:
    """Alternative text: points of each dimension."""
    parts = []
    for name, measure in recommendation.dimensions.items():
        title = dimensions()[name].title
        scored = f"{measure.value:.0f}" if isinstance(measure, Estimate) else "not scored"
        parts.append(f"{title} {scored}")
    return (
        f"Five dimensions in points of 100, target 60: {', '.join(parts)}. "
        "The table below holds ranges."
    )
