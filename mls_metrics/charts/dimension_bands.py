"""The five dimensions of a program or of the service as bands; missing ones are named."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from mls_metrics.catalog.load import dimensions
from mls_metrics.charts.score_bands import score_bands
from mls_metrics.charts.theme import Palette
from mls_metrics.model.estimate import Estimate, Measure

Scores = Mapping[str, Measure]


def dimension_bands(scores: Scores, *, colors: Palette) -> alt.LayerChart:
    """The chart, points 0 to 100 with a tick at the target of 60."""
    rows: list[dict[str, object]] = []
    for name, measure in scores.items():
        known = measure if isinstance(measure, Estimate) else None
        rows.append(
            {
                "name": dimensions()[name].title + ("" if known else ": not scored"),
                "value": known.value if known else None,
                "low": known.low if known else None,
                "high": known.high if known else None,
            }
        )
    return score_bands(rows, colors=colors)


def dimension_bands_subtitle() -> str:
    """What the axis measures and what the marks are."""
    return "Points: 0 floor, 60 target (dashed), 100 stretch. Dot: estimate; band: its range."


def dimension_bands_table(scores: Scores) -> pd.DataFrame:
    """Points with range and n per dimension, or why there are none."""
    rows = []
    for name, measure in scores.items():
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


def dimension_bands_alt(scores: Scores) -> str:
    """Alternative text: points of each dimension."""
    parts = []
    for name, measure in scores.items():
        title = dimensions()[name].title
        scored = f"{measure.value:.0f}" if isinstance(measure, Estimate) else "not scored"
        parts.append(f"{title} {scored}")
    return (
        f"Five dimensions in points of 100, target 60: {', '.join(parts)}. "
        "The table below holds ranges."
    )
