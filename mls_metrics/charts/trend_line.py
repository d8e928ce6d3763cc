"""One advantage over half-years: a dot and its range each, joined by a line."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.strategy import Tracker

HEIGHT = 220


def factor(tracker: Tracker) -> float:
    """Shares are drawn in percent."""
    return 100.0 if tracker.unit == "share" else 1.0


def trend_frame(tracker: Tracker) -> pd.DataFrame:
    """Rows of the chart."""
    times = factor(tracker)
    return pd.DataFrame(
        [
            {
                "period": item.name,
                "value": times * item.value,
                "low": times * item.low,
                "high": times * item.high,
            }
            for item in tracker.periods
        ],
        columns=["period", "value", "low", "high"],
    )


def trend_line(tracker: Tracker, *, colors: Palette) -> alt.LayerChart:
    """The chart."""
    frame = trend_frame(tracker)
    top = max(float(frame["high"].max()), 1e-9)
    scale = alt.Scale(domain=[0, top * 1.08], nice=True)
    axis = alt.Axis(tickCount=4, grid=True)
    base = alt.Chart(frame).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    )
    y = alt.Y("value:Q", title=None, scale=scale, axis=axis)
    return finished(
        base.mark_rule(color=colors.band, strokeWidth=6).encode(
            y=alt.Y("low:Q", title=None, scale=scale, axis=axis), y2="high:Q"
        ),
        base.mark_line(color=colors.quiet, strokeWidth=1.5).encode(y=y),
        base.mark_point(filled=True, size=70, color=colors.ink, opacity=1).encode(y=y),
        height=HEIGHT,
        colors=colors,
    )


def trend_table(tracker: Tracker) -> pd.DataFrame:
    """The same as numbers, the unit in the heading."""
    unit = "%" if tracker.unit == "share" else tracker.unit
    frame = trend_frame(tracker).round(1)
    return pd.DataFrame(
        {
            "Half-year": frame["period"],
            f"Value ({unit})": frame["value"],
            f"Low ({unit})": frame["low"],
            f"High ({unit})": frame["high"],
            "n": [item.n for item in tracker.periods],
        }
    )


def trend_alt(tracker: Tracker) -> str:
    """Alternative text: first and last."""
    frame = trend_frame(tracker)
    unit = "%" if tracker.unit == "share" else f" {tracker.unit}"
    first, last = frame.iloc[0], frame.iloc[-1]
    return (
        f"{tracker.name} by half-year: {first['value']:.1f}{unit} in {first['period']}, "
        f"{last['value']:.1f}{unit} in {last['period']}. The table below holds every half-year."
    )
