"""Shares of each month as stacked columns."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished

HEIGHT = 220
PARTS = ("run", "improve", "change", "not known")


def month_frame(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Month, kind of work and share, months without the number left out."""
    known = rows[rows[column].notna()]
    return pd.DataFrame(
        {
            "month": pd.to_datetime(known["period"]).dt.strftime("%Y-%m"),
            "part": known["work"],
            "place": known["work"].map(PARTS.index),
            "share": known[column].astype("float64"),
        }
    ).reset_index(drop=True)


def month_shares(rows: pd.DataFrame, column: str, *, colors: Palette) -> alt.LayerChart:
    """The columns; what is not known stands on top, outlined and empty."""
    frame = month_frame(rows, column)
    shades = [colors.ink, colors.rule, colors.band, colors.ground]
    bars = (
        alt.Chart(frame)
        .mark_bar(stroke=colors.quiet, strokeWidth=0.5)
        .encode(
            x=alt.X(
                "month:O",
                title=None,
                axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=8),
            ),
            y=alt.Y(
                "share:Q",
                stack="zero",
                scale=alt.Scale(domain=[0, 100]),
                title=None,
                axis=alt.Axis(values=[0, 50, 100]),
            ),
            order=alt.Order("place:Q"),
            color=alt.Color(
                "part:N", scale=alt.Scale(domain=list(PARTS), range=shades), legend=None
            ),
        )
    )
    return finished(bars, height=HEIGHT, colors=colors)


def month_subtitle(what: str) -> str:
    """What the columns are made of."""
    return (
        f"Percent of {what} by month, from below: run dark, improve middle, change light; empty: "
        "not known."
    )


def month_alt(rows: pd.DataFrame, column: str) -> str:
    """Alternative text: the first and the latest month."""
    frame = month_frame(rows, column)
    told = []
    for month in dict.fromkeys([frame["month"].min(), frame["month"].max()]):
        parts = frame[frame["month"] == month]
        named = ", ".join(
            f"{part} {share:.0f}%"
            for part, share in zip(parts["part"], parts["share"], strict=True)
        )
        told.append(f"{month} {named}")
    return f"Work by month: {'; '.join(told)}. The table below holds every month."
