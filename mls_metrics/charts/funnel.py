"""Sites against what chance alone would give: a funnel of limits that narrows with the count."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, where_known
from mls_metrics.model.decision import Action
from mls_metrics.model.estimate import normal_quantile
from mls_metrics.model.strategy import Site

HEIGHT = 280


def center_of(found: Sequence[Site]) -> float:
    """Where the funnel narrows to."""
    return (found[0].low + found[0].high) / 2


def limit_frame(found: Sequence[Site]) -> pd.DataFrame:
    """The two limits over the range of counts."""
    center = center_of(found)
    weights = [item.weight for item in found]
    at = np.geomspace(min(weights) * 0.8, max(weights) * 1.25, 60)
    half = normal_quantile(0.95) * np.sqrt(center * (1 - center) / at)
    low, high = np.maximum(center - half, 0.0), np.minimum(center + half, 1.0)
    return pd.DataFrame({"weight": at, "low": 100 * low, "high": 100 * high})


def site_frame(found: Sequence[Site]) -> pd.DataFrame:
    """One point a site."""
    return pd.DataFrame(
        [
            {
                "name": item.name,
                "weight": item.weight,
                "share": 100 * item.share,
                "label": item.name,
                "outside": item.is_outside,
            }
            for item in found
        ]
    )


def funnel(found: Sequence[Site], *, colors: Palette) -> alt.LayerChart:
    """The chart; a site outside is a filled diamond with its name, others are hollow dots."""
    limits, points = limit_frame(found), site_frame(found)
    x = alt.X("weight:Q", title="Enrollments it counts as", scale=alt.Scale(type="log", nice=False))
    lowest = min(limits["low"].min(), points["share"].min())
    highest = max(limits["high"].max(), points["share"].max())
    scale = alt.Scale(domain=[max(0, lowest - 2), min(100, highest + 4)], nice=False)
    edges = alt.Chart(limits).encode(x=x)
    dots = alt.Chart(points).encode(
        x=x, y=alt.Y("share:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5, grid=False))
    )
    out, inside = "datum.outside", "!datum.outside"
    middle = alt.Chart(pd.DataFrame({"at": [100 * center_of(found)]})).mark_rule(color=colors.rule)
    text: dict[str, Any] = {"dy": -12, "fontSize": 12, "limit": 130, "color": colors.ink}
    return finished(
        edges.mark_area(color=colors.band, opacity=0.45).encode(
            y=alt.Y("low:Q", title=None, scale=scale), y2="high:Q"
        ),
        middle.encode(y=alt.Y("at:Q", title=None, scale=scale)),
        *where_known(
            points.assign(inside=~points["outside"]),
            "inside",
            dots.transform_filter(inside).mark_point(size=70, color=colors.ink, opacity=1),
        ),
        *where_known(
            points,
            "outside",
            dots.transform_filter(out).mark_point(
                filled=True, shape="diamond", size=120, color=colors.marks[Action.FIX], opacity=1
            ),
        ),
        dots.mark_text(**text).encode(text="label:N"),
        height=HEIGHT,
        colors=colors,
    )


def funnel_subtitle(kind: str) -> str:
    """What the axes measure."""
    what = "with the mix of programs taken out" if kind == "region" else "as it is"
    return (
        f"Completed of ended enrollments, %, by {kind}, {what}. Band: where 95 in 100 sites lie "
        "if nothing differs but chance. Diamond: outside."
    )


def funnel_table(found: Sequence[Site]) -> pd.DataFrame:
    """The same as numbers."""
    return pd.DataFrame(
        [
            {
                "Site": item.name,
                "Completed (%)": round(100 * item.share, 1),
                "Limits (%)": f"{100 * item.low:.1f} to {100 * item.high:.1f}",
                "Ended": item.ended,
                "Beyond chance": item.is_outside,
            }
            for item in found
        ]
    )


def funnel_alt(found: Sequence[Site]) -> str:
    """Alternative text: who lies outside."""
    names = ", ".join(item.name for item in found if item.is_outside) or "none"
    return (
        f"{len(found)} sites against limits of chance that narrow with their count. Outside: "
        f"{names}. The table below holds every site."
    )
