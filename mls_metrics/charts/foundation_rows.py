"""The four foundations: computed points, and what people rate themselves as a hollow dot."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names, where_known
from mls_metrics.model.strategy import Foundation

STEP = 46


def foundation_frame(found: Sequence[Foundation]) -> pd.DataFrame:
    """Rows of the chart: foundations of which anything is known."""
    return pd.DataFrame(
        [
            {
                "row": place,
                "name": f"{item.name.capitalize()}: {item.points:.0f}",
                "value": item.points,
                "rating": item.rating,
            }
            for place, item in enumerate(one for one in found if one.points is not None)
        ],
        columns=["row", "name", "value", "rating"],
    ).astype({"rating": "float64", "value": "float64"})


def foundation_rows(found: Sequence[Foundation], *, colors: Palette) -> alt.LayerChart:
    """The chart."""
    frame = foundation_frame(found)
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    scale = alt.Scale(domain=[0, 100])
    x = alt.X("value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5, grid=False))
    return finished(
        base.mark_bar(size=8, color=colors.band).encode(x=x),
        base.mark_point(filled=True, size=90, color=colors.ink, opacity=1).encode(x=x),
        *where_known(
            frame,
            "rating",
            base.mark_point(filled=False, size=90, color=colors.quiet, strokeWidth=2).encode(
                x=alt.X("rating:Q", title=None, scale=scale)
            ),
        ),
        *row_names(base, colors),
        height=alt.Step(STEP),
        colors=colors,
    )


def foundation_table(found: Sequence[Foundation]) -> pd.DataFrame:
    """Every part with where it is counted."""
    return pd.DataFrame(
        [
            {
                "Foundation": item.name.capitalize(),
                "Measure": part.name,
                "Points (0-100)": round(part.points, 1),
                "n": part.n,
                "Counted in": part.source,
            }
            for item in found
            for part in item.measures
        ],
        columns=["Foundation", "Measure", "Points (0-100)", "n", "Counted in"],
    )


def foundation_alt(found: Sequence[Foundation]) -> str:
    """Alternative text: the four in words."""
    told = ", ".join(
        f"{item.name} {'not known' if item.points is None else round(item.points)}"
        for item in found
    )
    return (
        f"Points out of a hundred: {told}. Hollow dots are what people rate themselves. The table "
        "below holds every measure."
    )
