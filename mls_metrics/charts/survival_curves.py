"""Share still here by month: steps with bands, starters against comparison people."""

import altair as alt
import pandas as pd

from mls_metrics.charts.curve_tables import curves_table, starters_table
from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.estimate import Curve, FloatArray
from mls_metrics.model.evidence import EffectEstimate

HEIGHT = 320


def curve_frame(curves: tuple[Curve, ...]) -> pd.DataFrame:
    """Curves as one tidy table, shares as percent."""
    frames = [
        pd.DataFrame(
            {
                "curve": position,
                "label": curve.label,
                "time": curve.time,
                "value": percent(curve, curve.value),
                "low": percent(curve, curve.low),
                "high": percent(curve, curve.high),
                "at_risk": curve.at_risk,
                **uniform_band(curve),
            }
        )
        for position, curve in enumerate(curves)
    ]
    columns = ["curve", "label", "time", "value", "low", "high", "at_risk"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def uniform_band(curve: Curve) -> dict[str, FloatArray]:
    """The band that holds the whole curve, where there is one."""
    if curve.uniform_low is None or curve.uniform_high is None:
        return {}
    return {
        "uniform_low": percent(curve, curve.uniform_low),
        "uniform_high": percent(curve, curve.uniform_high),
    }


def percent(curve: Curve, values: FloatArray) -> FloatArray:
    """Shares times one hundred; other units as they are."""
    return values * 100 if curve.unit == "share" else values


def survival_curves(effect: EffectEstimate, *, colors: Palette) -> alt.LayerChart:
    """The chart, with the labels at the lines' ends and one explicit scale on every layer."""
    frame = curve_frame(effect.curves)
    floor = axis_floor(frame)
    return step_lines(frame, label_places(frame, span=100 - floor), floor=floor, colors=colors)


def step_lines(
    frame: pd.DataFrame, labels: pd.DataFrame, *, floor: float, colors: Palette
) -> alt.LayerChart:
    """Two curves as steps with their bands, from `floor` to 100 percent, each named at its end.

    Parameters
    ----------
    frame : DataFrame
        Of `curve_frame`.
    labels : DataFrame
        ``curve``, ``label``, ``time`` and ``place``: what is written where.
    """
    scale = alt.Scale(domain=[floor, 100], nice=False, zero=floor == 0)
    ends = [float(frame["time"].min()), float(frame["time"].max())] if len(frame) else [0.0, 12.0]
    x = alt.X(
        "time:Q",
        title=None,
        scale=alt.Scale(domain=ends, nice=False),
        axis=alt.Axis(grid=False, tickMinStep=1, format="d"),
    )
    stroke = alt.Color(
        "curve:O", scale=alt.Scale(domain=[0, 1], range=[colors.ink, colors.rule]), legend=None
    )
    dash = alt.StrokeDash(
        "curve:O", scale=alt.Scale(domain=[0, 1], range=[[1, 0], [5, 3]]), legend=None
    )
    base = alt.Chart(frame)
    bands = base.mark_area(interpolate="step-after", opacity=0.18).encode(
        x=x, y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q", color=stroke
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        x=x, y=alt.Y("value:Q", scale=scale, title=None), color=stroke, strokeDash=dash
    )
    names = (
        alt.Chart(labels)
        .mark_text(align="right", fontSize=13, fontWeight=600, dx=-4, limit=alt.expr("width * 0.8"))
        .encode(x=x, y=alt.Y("place:Q", scale=scale), text="label:N", color=stroke)
    )
    return finished(bands, lines, names, height=HEIGHT, colors=colors)


def axis_floor(frame: pd.DataFrame) -> float:
    """Where the share axis begins, percent: a round step below the lowest band."""
    return max(0.0, 5 * ((float(frame["low"].min()) - 2) // 5)) if len(frame) else 0.0


def survival_curves_subtitle(effect: EffectEstimate) -> str:
    """What the axes measure and where they begin."""
    floor = axis_floor(curve_frame(effect.curves))
    return (
        "Percent still here by months since the start month, with bands; "
        f"the axis begins at {floor:.0f}."
    )


def label_places(frame: pd.DataFrame, *, span: float) -> pd.DataFrame:
    """Where each line's name stands: clear above the upper line, below the lower one's end."""
    late = frame[frame["time"] >= 0.6 * frame["time"].max()]
    ends = late.groupby("curve").agg(
        label=("label", "first"), time=("time", "max"), top=("value", "max"), end=("value", "min")
    )
    ends = ends.sort_values("end", kind="stable").reset_index()
    gap = 0.05 * span
    ends["place"] = ends["top"] + gap
    if len(ends) > 1:
        ends.loc[0, "place"] = ends.loc[0, "end"] - gap
    return pd.DataFrame(ends[["curve", "label", "time", "place"]])


def survival_curves_table(effect: EffectEstimate) -> pd.DataFrame:
    """The extended table: still here, range, and people still observed, at a few months."""
    return curves_table(effect, share="Still here, %", people="People observed")


def staying_table(effect: EffectEstimate) -> pd.DataFrame:
    """Of those who started: still here, left, expected to have left, not observed so long."""
    order = ("Still here", "Left", "Expected to have left")
    return starters_table(
        effect,
        waiting="Still here",
        happened="Left",
        expected="Expected to have left",
        order=order,
    )


def survival_curves_alt(effect: EffectEstimate) -> str:
    """Alternative text: where both lines end."""
    ends = "; ".join(
        f"{curve.label}: {100 * float(curve.value[-1]):.0f} percent still here after "
        f"{int(curve.time[-1])} {curve.time_unit}"
        for curve in effect.curves
        if len(curve.time)
    )
    return (
        f"Share of people still here by month, with bands. {ends}. "
        "The table below holds the values."
    )
