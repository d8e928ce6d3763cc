"""How far apart a room's voices are: a row a dimension, the middle half as a line."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from mls_metrics.catalog.load import dimensions
from mls_metrics.charts.interval_rows import interval_rows
from mls_metrics.charts.theme import Palette
from mls_metrics.model.voices import Spread


def voice_rows(
    spreads: Sequence[Spread], *, agreed: Mapping[str, float], colors: Palette
) -> alt.LayerChart:
    """The chart.

    Parameters
    ----------
    agreed : mapping of dimension id to float
        Points of the base, drawn hollow.
    """
    rows = [
        {
            "row": row,
            "name": dimensions()[one.dimension].title,
            "value": one.middle,
            "low": one.quarter,
            "high": one.three_quarters,
            "agreed": agreed[one.dimension],
        }
        for row, one in enumerate(spreads)
    ]
    return interval_rows(pd.DataFrame(rows), hollow="agreed", colors=colors)


def voice_rows_subtitle() -> str:
    """What the marks are."""
    return "Points of weight. Dot: middle voice; line: the middle half; hollow: as agreed so far."


def voice_rows_table(spreads: Sequence[Spread]) -> pd.DataFrame:
    """Lowest, middle half and highest points of each dimension."""
    return pd.DataFrame(
        [
            {
                "Dimension": dimensions()[one.dimension].title,
                "Lowest": f"{one.low:g}",
                "Middle half": f"{one.quarter:g} to {one.three_quarters:g}",
                "Middle": f"{one.middle:g}",
                "Highest": f"{one.high:g}",
            }
            for one in spreads
        ]
    )


def voice_rows_alt(spreads: Sequence[Spread]) -> str:
    """Alternative text: the middle voice of each dimension."""
    told = ", ".join(f"{dimensions()[one.dimension].title} {one.middle:g}" for one in spreads)
    return f"Points of the middle voice: {told}. The table below holds the spread."
