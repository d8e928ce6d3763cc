"""People ready month by month as a fan, with the line of those needed and the date."""

from datetime import date

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.skill_plan import DueSkill, ReadinessForecast

HEIGHT = 280
INNER = 0.5


def fan_frame(forecast: ReadinessForecast, as_of: date) -> pd.DataFrame:
    """One row per month: expected, and the ends of both bands."""
    low, high = forecast.band()
    inner_low, inner_high = forecast.band(INNER)
    months = range(forecast.months + 1)
    return pd.DataFrame(
        {
            "month": pd.to_datetime(
                [pd.Timestamp(as_of) + pd.DateOffset(months=m) for m in months]
            ),
            "expected": forecast.expected,
            "low": low,
            "high": high,
            "inner_low": inner_low,
            "inner_high": inner_high,
        }
    )


def readiness_fan(item: DueSkill, *, as_of: date, colors: Palette) -> alt.LayerChart:
    """The chart; every layer has the same explicit scales."""
    assert item.forecast is not None, "drawn only where there is a forecast"
    frame = fan_frame(item.forecast, as_of)
    top = max(float(frame["high"].max()), item.needed or 0.0) * 1.12 + 1
    scale = alt.Scale(domain=[0, top], nice=False, zero=True)
    x = alt.X("month:T", title=None, axis=alt.Axis(grid=False, format="%b %Y", tickCount=4))
    base = alt.Chart(frame)

    def band(low: str, high: str, opacity: float) -> alt.Chart:
        drawn: alt.Chart = base.mark_area(color=colors.quiet, opacity=opacity).encode(
            x=x, y=alt.Y(f"{low}:Q", scale=scale, title=None), y2=f"{high}:Q"
        )
        return drawn

    due = pd.DataFrame(
        {"month": [pd.Timestamp(item.needed_by)], "top": [top], "label": ["needed by"]}
    )
    layers = [
        band("low", "high", 0.18),
        band("inner_low", "inner_high", 0.28),
        base.mark_line(color=colors.ink, strokeWidth=2).encode(
            x=x, y=alt.Y("expected:Q", scale=scale, title=None)
        ),
        alt.Chart(due).mark_rule(color=colors.rule, strokeDash=[4, 3]).encode(x=x),
        alt.Chart(due)
        .mark_text(align="left", dx=4, dy=8, fontSize=12, color=colors.quiet)
        .encode(x=x, y=alt.Y("top:Q", scale=scale), text="label:N"),
    ]
    if item.needed is not None:
        need = pd.DataFrame(
            {
                "month": [frame["month"].iloc[0]],
                "needed": [item.needed],
                "label": [f"{item.needed:,.0f} needed"],
            }
        )
        y = alt.Y("needed:Q", scale=scale, title=None)
        layers += [
            alt.Chart(need).mark_rule(color=colors.ink, strokeWidth=1.5).encode(y=y),
            alt.Chart(need)
            .mark_text(align="left", dx=4, dy=-8, fontSize=13, color=colors.ink)
            .encode(x=x, y=y, text="label:N"),
        ]
    return finished(*layers, height=HEIGHT, colors=colors)


def readiness_fan_table(item: DueSkill, as_of: date) -> pd.DataFrame:
    """The same by quarter."""
    assert item.forecast is not None, "drawn only where there is a forecast"
    frame = fan_frame(item.forecast, as_of).iloc[::3]
    return pd.DataFrame(
        {
            "Month": frame["month"].dt.strftime("%b %Y"),
            "People ready, expected": frame["expected"].round().astype(int),
            "Low": frame["low"].round().astype(int),
            "High": frame["high"].round().astype(int),
        }
    )


def readiness_fan_alt(item: DueSkill) -> str:
    """Alternative text: now, on the date, needed."""
    assert item.forecast is not None, "drawn only where there is a forecast"
    now, then = item.forecast.ready_at(0), item.forecast.ready_at(item.due_month)
    need = "" if item.needed is None else f" {item.needed:,.0f} are needed."
    return (
        f"People of the role {item.job_role} ready in {item.skill}: {now.value:.0f} now, "
        f"{then.low:.0f} to {then.high:.0f} on {item.needed_by:%d %b %Y}.{need} The table below "
        "holds every quarter."
    )
