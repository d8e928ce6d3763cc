"""Each measure of success on its way from baseline to target: now, and where its months point."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names, where_known
from mls_metrics.model.change import SuccessMeasure

STEP = 44
ENDS = (-50.0, 200.0)


def target_rows(measures: Sequence[SuccessMeasure], *, colors: Palette) -> alt.LayerChart:
    """The chart: a dot for now, a line for the forecast's range, ticks at baseline and target."""
    frame = target_frame(measures)
    ends = [0.0, 100.0, *frame["now"], *frame["low"].dropna(), *frame["high"].dropna()]
    scale = alt.Scale(domain=[min(ends), max(ends)], nice=True)
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    axis = alt.Axis(tickCount=5, grid=False)
    marks = alt.Chart(pd.DataFrame({"at": [0.0, 100.0], "dash": ["from", "to"]}))
    return finished(
        marks.mark_rule(color=colors.rule, strokeWidth=1.5).encode(
            x=alt.X("at:Q", scale=scale, title=None, axis=axis),
            strokeDash=alt.StrokeDash(
                "dash:N",
                scale=alt.Scale(domain=["from", "to"], range=[[1, 0], [4, 3]]),
                legend=None,
            ),
        ),
        *where_known(
            frame,
            "low",
            base.mark_rule(color=colors.quiet, strokeWidth=3).encode(
                x=alt.X("low:Q", scale=scale, title=None), x2="high:Q"
            ),
        ),
        base.mark_point(filled=True, size=80, color=colors.ink, opacity=1).encode(
            x=alt.X("now:Q", scale=scale, title=None)
        ),
        *row_names(base, colors),
        height=alt.Step(STEP),
        colors=colors,
    )


def target_frame(measures: Sequence[SuccessMeasure]) -> pd.DataFrame:
    """Percent of the way; only measures with baseline, target and a value."""
    rows: list[dict[str, object]] = []
    for item in measures:
        if item.baseline is None or item.target is None or item.current is None:
            continue
        if item.target == item.baseline:
            continue
        ahead = item.forecast
        ends = sorted(way(item, end) for end in ahead[1:]) if ahead else [None, None]
        rows.append(
            {
                "row": len(rows),
                "name": item.measure,
                "now": way(item, item.current),
                "low": ends[0],
                "high": ends[1],
            }
        )
    columns = ["row", "name", "now", "low", "high"]
    return pd.DataFrame(rows, columns=columns).astype({"low": "float64", "high": "float64"})


def way(item: SuccessMeasure, value: float) -> float:
    """Percent of the way from baseline to target, cut where it would push the rest aside."""
    assert item.baseline is not None, "asked for measures with a baseline only"
    assert item.target is not None, "asked for measures with a target only"
    share = 100 * (value - item.baseline) / (item.target - item.baseline)
    return min(max(share, ENDS[0]), ENDS[1])


def target_table(measures: Sequence[SuccessMeasure]) -> pd.DataFrame:
    """The same values under headings."""
    headings = {
        "name": "Measure",
        "now": "Now, % of the way",
        "low": "Forecast, low",
        "high": "Forecast, high",
    }
    return target_frame(measures).rename(columns=headings)[list(headings.values())]


def target_rows_subtitle() -> str:
    """What the marks are."""
    return (
        "Percent of the way from baseline (0, solid) to target (100, dashed). Dot: now. Line: "
        "where its months point on the agreed day, 95 % range; cut at "
        f"{ENDS[0]:.0f} and {ENDS[1]:.0f}."
    )


def target_rows_alt(measures: Sequence[SuccessMeasure]) -> str:
    """Alternative text: how many are past the target now."""
    frame = target_frame(measures)
    there = int((frame["now"] >= 100).sum())
    return (
        f"{len(frame)} measures of success on their way from baseline to target; {there} are "
        "there. The table below holds every value."
    )
