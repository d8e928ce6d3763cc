"""Share shown to be at the level by month: rising steps with bands, starters and comparison."""

import altair as alt
import pandas as pd

from mls_metrics.charts.curve_tables import curves_table, starters_table
from mls_metrics.charts.survival_curves import curve_frame, step_lines
from mls_metrics.charts.theme import Palette
from mls_metrics.model.estimate import Curve
from mls_metrics.model.evidence import EffectEstimate


def reaching_curves(effect: EffectEstimate, *, colors: Palette) -> alt.LayerChart:
    """The chart of one effect."""
    return reaching_lines(effect.curves, colors=colors)


def reaching_lines(curves: tuple[Curve, ...], *, colors: Palette) -> alt.LayerChart:
    """The chart, with the labels at the lines' ends and one explicit scale on every layer."""
    frame = curve_frame(curves)
    return step_lines(frame, label_heights(frame), floor=0.0, colors=colors)


def label_heights(frame: pd.DataFrame) -> pd.DataFrame:
    """Where each line's name stands, percent: the upper above its end, the lower below its rise.

    Names stay inside the axis; where there is no room below a low line, its name stands above it.
    """
    late = frame[frame["time"] >= 0.6 * frame["time"].max()]
    ends = late.groupby("curve").agg(
        label=("label", "first"), time=("time", "max"), top=("value", "max"), end=("value", "min")
    )
    ends = ends.sort_values("top", kind="stable").reset_index()
    ends["place"] = (ends["top"] + 6.0).clip(upper=96.0)
    if len(ends) > 1:
        below = float(ends.loc[0, "end"]) - 6.0
        if below >= 4.0:
            ends.loc[0, "place"] = below
        elif float(ends.loc[1, "end"]) < float(ends.loc[0, "place"]) + 6.0:
            ends.loc[1, "place"] = min(float(ends.loc[1, "top"]) + 14.0, 96.0)
    return pd.DataFrame(ends[["curve", "label", "time", "place"]])


def reaching_curves_subtitle() -> str:
    """What the axes measure."""
    return "Percent shown to be at the level by months since the start month, with bands."


def reaching_curves_table(effect: EffectEstimate) -> pd.DataFrame:
    """Share at the level, its range, and people still followed, at a few months."""
    return curves_table(effect, share="At the level, %", people="People followed")


def reaching_table(effect: EffectEstimate) -> pd.DataFrame:
    """Of those who started below the level: reached, expected, not yet, not observed so long."""
    order = ("Reached", "Expected", "Not yet")
    return starters_table(
        effect, waiting="Not yet", happened="Reached", expected="Expected", order=order
    )


def reaching_curves_alt(effect: EffectEstimate) -> str:
    """Alternative text: where both lines end."""
    ends = "; ".join(
        f"{curve.label}: {100 * float(curve.value[-1]):.0f} percent at the level after "
        f"{int(curve.time[-1])} {curve.time_unit}"
        for curve in effect.curves
        if len(curve.time)
    )
    return (
        f"Share of people shown to be at the level by month, with bands. {ends}. "
        "The table below holds the values."
    )
