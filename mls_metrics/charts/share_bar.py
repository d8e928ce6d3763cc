"""What learning serves: one bar of a hundred percent for each measure."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names
from mls_metrics.model.strategy import SERVES

STEP = 56
NARROW = 0.14


def share_frame(shares: pd.DataFrame) -> pd.DataFrame:
    """Segments of the bars, `shares` as measure, serves, share (each measure sums to one)."""
    made = []
    for row, (measure, part) in enumerate(shares.groupby("measure", sort=False)):
        start = 0.0
        for item in part.to_dict("records"):
            end = start + item["share"]
            made.append(
                {
                    "row": row,
                    "name": measure,
                    "serves": item["serves"],
                    "start": start,
                    "end": end,
                    "middle": (start + end) / 2,
                    "label": f"{item['serves']} {100 * item['share']:.0f}%"
                    if item["share"] >= NARROW
                    else "",
                }
            )
            start = end
    columns = ["row", "name", "serves", "start", "end", "middle", "label"]
    return pd.DataFrame(made, columns=columns)


def share_bar(shares: pd.DataFrame, *, colors: Palette) -> alt.LayerChart:
    """The chart; shades tell the parts, and each wide part bears its name."""
    frame = share_frame(shares)
    shades = [colors.ink, colors.quiet, colors.rule, colors.band, colors.ground]
    dark = ["today", "both"]
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, 1]))
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    bars = base.mark_bar(size=20, stroke=colors.rule, strokeWidth=1).encode(
        x=x,
        x2="end:Q",
        color=alt.Color(
            "serves:N", legend=None, scale=alt.Scale(domain=list(SERVES), range=shades)
        ),
    )
    texts = base.mark_text(fontSize=12).encode(
        x=alt.X("middle:Q", axis=None, scale=alt.Scale(domain=[0, 1])),
        text="label:N",
        color=alt.condition(
            alt.FieldOneOfPredicate(field="serves", oneOf=dark),
            alt.value(colors.ground),
            alt.value(colors.ink),
        ),
    )
    first = alt.Chart(frame[frame["start"] == 0.0].drop_duplicates("row")).encode(
        y=alt.Y("row:O", axis=None)
    )
    return finished(bars, texts, *row_names(first, colors), height=alt.Step(STEP), colors=colors)


def share_bar_table(shares: pd.DataFrame) -> pd.DataFrame:
    """Shares in percent, a column for each part."""
    table = shares.assign(share=(100 * shares["share"]).round(1)).pivot_table(
        index="measure", columns="serves", values="share", sort=False
    )
    table = table.reindex(columns=[name for name in SERVES if name in table])
    heads = {name: f"{name.capitalize()} (%)" for name in table.columns}
    return table.rename(columns=heads).rename_axis(None, axis=1).reset_index(names="Measure")


def share_bar_alt(shares: pd.DataFrame) -> str:
    """Alternative text: the first measure in words."""
    first = shares[shares["measure"] == shares["measure"].iloc[0]]
    told = ", ".join(f"{row.serves} {100 * row.share:.0f}%" for row in first.itertuples())
    return (
        f"Bars of a hundred percent: what learning serves. {first['measure'].iloc[0]}: {told}. "
        "The table below holds every share."
    )
