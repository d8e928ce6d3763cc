"""A KPI around completion: dots with ranges by month, and a band for all months at once."""

import altair as alt
import pandas as pd

from mls_metrics.charts.survival_curves import curve_frame
from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.estimate import Curve
from mls_metrics.model.evidence import EffectEstimate

HEIGHT = 300
RANGES = ("low", "high", "uniform_low", "uniform_high")


def event_study(effect: EffectEstimate, *, colors: Palette) -> alt.LayerChart:
    """The chart: difference against the comparison by month since completion."""
    frame = curve_frame(effect.curves)
    ends = [0.0, *(end for name in RANGES if name in frame for end in frame[name])]
    scale = alt.Scale(domain=[min(ends), max(ends)], nice=True, zero=True)
    x = alt.X(
        "time:Q",
        title=None,
        scale=alt.Scale(nice=False, padding=12),
        axis=alt.Axis(grid=False, tickMinStep=1, format="d"),
    )
    several = frame["curve"].nunique() > 1
    color = (
        alt.Color("curve:O", scale=alt.Scale(range=[colors.ink, colors.rule]), legend=None)
        if several
        else alt.value(colors.ink)
    )
    lines = pd.DataFrame({"zero": [0.0], "event": [-0.5]})
    base = alt.Chart(frame)
    return finished(
        *band_layers(frame, x, scale, colors),
        alt.Chart(lines)
        .mark_rule(color=colors.rule, strokeWidth=1.5)
        .encode(y=alt.Y("zero:Q", scale=scale, title=None)),
        alt.Chart(lines)
        .mark_rule(color=colors.rule, strokeWidth=1, strokeDash=[4, 3])
        .encode(x=alt.X("event:Q", title=None)),
        base.mark_rule(strokeWidth=2.5, opacity=0.75).encode(
            x=x, y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q", color=color
        ),
        base.mark_point(filled=True, size=60, opacity=1).encode(
            x=x, y=alt.Y("value:Q", scale=scale, title=None), color=color
        ),
        height=HEIGHT,
        colors=colors,
    )


def band_layers(
    frame: pd.DataFrame, x: alt.X, scale: alt.Scale, colors: Palette
) -> list[alt.Chart]:
    """The pale band that holds all months of the first curve at once, where there is one."""
    if "uniform_low" not in frame:
        return []
    held = frame[(frame["curve"] == 0) & frame["uniform_low"].notna()]
    y = alt.Y("uniform_low:Q", scale=scale, title=None)
    return [
        alt.Chart(held)
        .mark_area(color=colors.band, opacity=0.45)
        .encode(x=x, y=y, y2="uniform_high:Q")
    ]


def event_study_subtitle(effect: EffectEstimate) -> str:
    """What the axes and the ranges measure."""
    unit = effect.kpi_unit or "its own unit"
    sentence = (
        f"Difference against the comparison, {unit}, by months since completion; "
        "left of the dashed line is before."
    )
    if any(curve.uniform_low is not None for curve in effect.curves[:1]):
        sentence += " A line holds its month alone, the pale band all months at once."
    return sentence


def event_study_table(effect: EffectEstimate) -> pd.DataFrame:
    """Every dot with its range and the units behind it."""
    rows = [
        {
            "Group": curve.label,
            "Month": int(curve.time[place]),
            "Difference": float(curve.value[place]),
            "Low": float(curve.low[place]),
            "High": float(curve.high[place]),
            **all_months(curve, place),
            "Units": round(float(curve.at_risk[place])),
        }
        for curve in effect.curves
        for place in range(len(curve.time))
    ]
    return pd.DataFrame(rows)


def all_months(curve: Curve, place: int) -> dict[str, float]:
    """The ends of the band for all months, where there is one."""
    if curve.uniform_low is None or curve.uniform_high is None:
        return {}
    return {
        "Low, all months": float(curve.uniform_low[place]),
        "High, all months": float(curve.uniform_high[place]),
    }


def event_study_alt(effect: EffectEstimate) -> str:
    """Alternative text: the mean before and after."""
    frame = curve_frame(effect.curves[:1])
    before = frame.loc[frame["time"] < 0, "value"].mean()
    after = frame.loc[frame["time"] >= 0, "value"].mean()
    kpi = (effect.kpi or "The KPI").replace("_", " ")
    return (
        f"{kpi} by month around completion, difference against the comparison: "
        f"{before:.3g} on average before and {after:.3g} after. The table below holds the values."
    )
