"""Rows of a length (age, days) with its range and a limit as a tick, each name above its mark."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names, where_known

STEP = 44
COLUMNS = ["row", "name", "value", "low", "high", "limit"]


def limit_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the chart: `name`, `value`, and where known `low`, `high` and `limit`."""
    found = rows.reindex(columns=COLUMNS[1:]).reset_index(drop=True)
    found = found.astype(dict.fromkeys(COLUMNS[2:], "float64"))
    found.insert(0, "row", range(len(found)))
    return found[found["value"].notna()]


def limit_rows(rows: pd.DataFrame, *, colors: Palette, top: float | None = None) -> alt.LayerChart:
    """A line for the range, a dot for the value, a tick for the limit.

    Parameters
    ----------
    rows : DataFrame
        `name`, `value`, and where known `low`, `high` and `limit`.
    top : float, optional
        Where the axis ends; what lies beyond is drawn at the end of it.
    """
    frame = limit_frame(rows)
    end = top or max([1.0, *frame[["value", "high", "limit"]].max().dropna()])
    for name in ("value", "low", "high", "limit"):
        frame[name] = frame[name].clip(upper=end)
    scale = alt.Scale(domain=[0, end], nice=top is None, padding=8)
    return range_rows(frame, tick="limit", scale=scale, colors=colors)


def range_rows(
    frame: pd.DataFrame, *, tick: str, scale: alt.Scale, colors: Palette
) -> alt.LayerChart:
    """A line from `low` to `high`, a dot at `value`, and a tick where there is one, in each row."""
    x = alt.X("value:Q", scale=scale, title=None, axis=alt.Axis(tickCount=5, grid=False))
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    line = base.mark_rule(color=colors.quiet, strokeWidth=3).encode(
        x=alt.X("low:Q", scale=scale, title=None), x2="high:Q"
    )
    ticks = base.mark_tick(color=colors.ink, thickness=2, size=18).encode(
        x=alt.X(f"{tick}:Q", scale=scale)
    )
    return finished(
        *where_known(frame, "low", line),
        *where_known(frame, tick, ticks),
        base.mark_point(filled=True, size=80, color=colors.ink, opacity=1).encode(x=x),
        *row_names(base, colors),
        height=alt.Step(STEP),
        colors=colors,
    )


def limit_alt(rows: pd.DataFrame, *, what: str, unit: str) -> str:
    """Alternative text: how many rows, the longest, how many pass their limit."""
    frame = limit_frame(rows)
    if frame.empty:
        return f"No {what} is known. The table below says why."
    longest = frame.sort_values("value").iloc[-1]
    limited = frame[frame["limit"].notna()]
    over = int((limited["value"] > limited["limit"]).sum())
    passed = f" {over} of {len(limited)} lie past their limit." if len(limited) else ""
    return (
        f"{what.capitalize()} in {unit} of {len(frame)} rows. The longest is {longest['name']} "
        f"with {longest['value']:.0f}.{passed} The table below holds every row."
    )
