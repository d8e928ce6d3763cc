"""Shares of people as ranges in rows from none to all, with a tick where they should be."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mls_metrics.charts.limit_rows import range_rows
from mls_metrics.charts.theme import Palette
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.skill_plan import ReadinessPart, RoleStep

COLUMNS = ["row", "name", "value", "low", "high", "tick"]


def step_frame(steps: Sequence[RoleStep]) -> pd.DataFrame:
    """One row per skill of a role that is known; the tick is the share of people needed."""
    rows = [
        (
            f"{step.skill}: level {step.required_level:g}"
            + ("" if step.needed_by is None else f" by {step.needed_by:%b %Y}"),
            step.share,
            min(step.people_needed / step.people, 1.0)
            if step.people_needed and step.people
            else 1.0,
        )
        for step in steps
    ]
    return share_frame(rows)


def part_frame(parts: Sequence[ReadinessPart]) -> pd.DataFrame:
    """One row per part that is known, without a tick."""
    return share_frame([(part.part, part.share, None) for part in parts])


def share_frame(rows: Sequence[tuple[str, object, float | None]]) -> pd.DataFrame:
    """Names, shares and ticks as percent."""
    known = [(name, share, tick) for name, share, tick in rows if isinstance(share, Estimate)]
    found = [
        (
            place,
            name,
            100 * share.value,
            100 * share.low,
            100 * share.high,
            None if tick is None else 100 * tick,
        )
        for place, (name, share, tick) in enumerate(known)
    ]
    return pd.DataFrame(found, columns=COLUMNS).astype({"tick": "float64"})


def share_rows(frame: pd.DataFrame, *, colors: Palette) -> alt.LayerChart:
    """A line and a dot a row, and a tick where people are needed."""
    scale = alt.Scale(domain=[0, 100], nice=False)
    return range_rows(frame, tick="tick", scale=scale, colors=colors)


def share_rows_alt(frame: pd.DataFrame, what: str) -> str:
    """Alternative text: the lowest row."""
    if frame.empty:
        return f"{what}: nothing is known. The table below lists every row."
    lowest = frame.sort_values("value").iloc[0]
    return (
        f"{what}: {len(frame)} rows as ranges from 0 to 100 percent; lowest {lowest['value']:.0f}% "
        f"in {lowest['name']}. The table below holds every row."
    )
