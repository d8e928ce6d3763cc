"""When enough people will be ready: a range of dates a row, and a tick at the date wanted."""

from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names, where_known
from mls_metrics.model.strategy import Landing

STEP = 46
MONTH = 30.4375
ROOM = 24.0


def after(start: date, months: float) -> date:
    """A day that many months later."""
    return start + timedelta(days=round(months * MONTH))


def latest_shown(found: Sequence[Landing]) -> date:
    """Two years past the last date wanted: what lies beyond is drawn to the edge."""
    return max(after(item.due_on, ROOM) for item in found)


def landing_frame(found: Sequence[Landing], names: Sequence[str]) -> pd.DataFrame:
    """Rows of the chart; `names` stand above the ranges."""
    edge = latest_shown(found)

    def at(item: Landing, months: float | None) -> date:
        return edge if months is None else min(edge, after(item.as_of, months))

    return pd.DataFrame(
        [
            {
                "row": place,
                "name": names[place],
                "first": pd.Timestamp(at(item, item.reached_low)),
                "middle": pd.Timestamp(at(item, item.reached)),
                "last": pd.Timestamp(at(item, item.reached_high)),
                "due": pd.Timestamp(item.due_on),
            }
            for place, item in enumerate(found)
        ],
        columns=["row", "name", "first", "middle", "last", "due"],
    )


def landing_rows(
    found: Sequence[Landing], names: Sequence[str], *, colors: Palette
) -> alt.LayerChart:
    """The chart; the name and the chance stand above each range."""
    frame = landing_frame(found, names)
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    axis = alt.Axis(tickCount=5, grid=False, format="%b %Y", labelOverlap=True)
    scale = alt.Scale(padding=8)
    return finished(
        base.mark_rule(color=colors.band, strokeWidth=6).encode(
            x=alt.X("first:T", title=None, axis=axis, scale=scale), x2="last:T"
        ),
        base.mark_point(filled=True, size=80, color=colors.ink, opacity=1).encode(
            x=alt.X("middle:T", title=None, scale=scale)
        ),
        *where_known(
            frame,
            "due",
            base.mark_tick(color=colors.ink, thickness=3, size=22).encode(
                x=alt.X("due:T", title=None, scale=scale)
            ),
        ),
        *row_names(base, colors),
        height=alt.Step(STEP),
        colors=colors,
    )


def landing_subtitle() -> str:
    """What is drawn."""
    return (
        "Band: when enough people are ready, 95 in 100 readings; dot: the middle; tick: the date "
        "wanted. A band that reaches the right edge goes on beyond it."
    )
