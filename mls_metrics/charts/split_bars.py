"""Bars of a hundred percent, a row each, cut into parts; a tick marks a limit."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names

STEP = 46
BAR = 16


def split_parts(frame: pd.DataFrame) -> list[str]:
    """Parts in the order in which they are drawn."""
    return [str(part) for part in dict.fromkeys(frame["part"])]


def split_bars(
    frame: pd.DataFrame, *, colors: Palette, limit: float | None = None
) -> alt.LayerChart:
    """The bars; parts differ in darkness and bear their share where it fits.

    Parameters
    ----------
    frame : DataFrame
        `row`, `name`, `part`, `share` (percent).
    limit : float, optional
        Where the tick stands, in percent.
    """
    parts = split_parts(frame)
    shades = [colors.ink, colors.rule, colors.band][: len(parts)]
    on_top = [colors.ground, colors.ground, colors.ink][: len(parts)]
    placed = frame.assign(
        until=frame.groupby("row")["share"].cumsum(),
        label=[f"{share:.0f}%" if share >= 12 else "" for share in frame["share"]],
    )
    placed["since"] = placed["until"] - placed["share"]
    placed["middle"] = (placed["until"] + placed["since"]) / 2
    x = alt.Scale(domain=[0, 100])
    base = alt.Chart(placed).encode(y=alt.Y("row:O", axis=None))
    bars = base.mark_bar(height=BAR).encode(
        x=alt.X("since:Q", scale=x, title=None, axis=alt.Axis(values=[0, 50, 100], grid=False)),
        x2="until:Q",
        color=alt.Color("part:N", scale=alt.Scale(domain=parts, range=shades), legend=None),
    )
    numbers = [
        base.transform_filter(alt.datum.part == part)
        .mark_text(fontSize=12, color=color)
        .encode(x=alt.X("middle:Q", scale=x), text="label:N")
        for part, color in zip(parts, on_top, strict=True)
    ]
    layers = [bars, *numbers, *row_names(base, colors)]
    if limit is not None:
        tick = alt.Chart(pd.DataFrame({"at": [limit], "row": [0]})).mark_tick(
            thickness=3, height=30, color=colors.quiet
        )
        layers.append(tick.encode(x=alt.X("at:Q", scale=x), y=alt.Y("row:O", axis=None)))
    return finished(*layers, height=alt.Step(STEP), colors=colors)


def split_subtitle(frame: pd.DataFrame, *, limit: float | None = None) -> str:
    """Which shade is which part."""
    shades = ("dark", "middle", "light")
    told = ", ".join(
        f"{shade} {part.lower()}" for shade, part in zip(shades, split_parts(frame), strict=False)
    )
    tick = "" if limit is None else f"; the tick stands at the limit of {limit:g}%"
    return f"Percent: {told}{tick}."


def split_alt(frame: pd.DataFrame) -> str:
    """Alternative text: every part of every row."""
    rows = [
        f"{name} "
        + ", ".join(
            f"{part.lower()} {share:.0f}%"
            for part, share in zip(g["part"], g["share"], strict=True)
        )
        for name, g in frame.groupby("name", sort=False)
    ]
    return f"Bars of a hundred percent: {'; '.join(rows)}. The table below holds the values."
