"""What a learner costs at more or fewer learners a year: a falling line, today on it."""

import altair as alt
import numpy as np
import pandas as pd

from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.future import NextLearners

POINTS, MORE, HEIGHT = 40, 100, 240


def curve_frame(item: NextLearners) -> pd.DataFrame:
    """Cost of a learner by learners a year, from a tenth of today's pace to twice as many."""
    first, last = max(item.pace / 4, 1.0), max(2.0 * item.pace, item.pace + 2.0 * MORE)
    at = np.unique(np.append(np.linspace(first, last, POINTS), [item.pace, item.pace + MORE]))
    rows = [(float(learners), *item.each_of(float(learners))) for learners in at]
    return pd.DataFrame(rows, columns=["learners", "each", "low", "high"])


def cost_curve(item: NextLearners, *, colors: Palette) -> alt.LayerChart:
    """The line with its band; a filled dot for today's pace, a hollow one for a hundred more."""
    frame = curve_frame(item)
    x = alt.X("learners:Q", title=None, axis=alt.Axis(tickCount=5, grid=False))
    scale = alt.Scale(domain=[0, float(frame["high"].max())], nice=True)
    y = alt.Y("each:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5))
    base = alt.Chart(frame).encode(x=x)

    def dot(learners: float, *, filled: bool, label: str) -> list[alt.Chart]:
        here = frame[frame["learners"] == learners].assign(label=label)
        point = alt.Chart(here).encode(x=x, y=y)
        return [
            point.mark_point(
                filled=filled, size=90, color=colors.ink, fill=None if filled else colors.ground
            ),
            point.mark_text(dy=-14, align="left", fontSize=12, color=colors.ink).encode(
                text="label:N"
            ),
        ]

    return finished(
        base.mark_area(color=colors.band, opacity=0.5).encode(
            y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q"
        ),
        base.mark_line(color=colors.ink, strokeWidth=2).encode(y=y),
        *dot(item.pace, filled=True, label="today"),
        *dot(item.pace + MORE, filled=False, label=f"{MORE} more"),
        height=HEIGHT,
        colors=colors,
    )


def cost_curve_subtitle(item: NextLearners) -> str:
    """What the axes measure."""
    return f"Right: learners a year. Up: {item.each.unit} for each of them, with its range."


def cost_curve_alt(item: NextLearners) -> str:
    """Alternative text: cost today, and with a hundred more."""
    today, then = item.each_of(item.pace)[0], item.each_of(item.pace + MORE)[0]
    return (
        f"Cost of a learner of {item.program}: {today:,.0f} {item.each.unit} at {item.pace} a "
        f"year, {then:,.0f} with {MORE} more. The table below holds the line."
    )


def cost_curve_table(item: NextLearners) -> pd.DataFrame:
    """The line at a few paces, today's and a hundred more among them."""
    frame = curve_frame(item)
    marked = frame["learners"].isin([item.pace, item.pace + MORE])
    shown = frame[marked | (frame.index % 8 == 0)].round(2)
    unit = item.each.unit
    return shown.set_axis(
        ["Learners a year", f"{unit} each", f"{unit} each, low", f"{unit} each, high"], axis=1
    ).reset_index(drop=True)
