"""Who does the work, one bar of three parts a row: own experts, partner, not known."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names

STEP, MOST = 44, 12
PARTS = {
    "internal_percent": "Own experts",
    "partner_percent": "Partner",
    "unknown_percent": "Not known",
}


def mix_bars(rows: pd.DataFrame, *, colors: Palette) -> alt.LayerChart:
    """The chart of the fact ``internal_mix``; each part bears its percent where there is room."""
    frame = mix_frame(rows)
    scale = alt.Scale(domain=[0, 100], nice=False)
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    tones = alt.Scale(domain=list(PARTS), range=[colors.ink, colors.rule, colors.band])
    inks = alt.Scale(domain=list(PARTS), range=[colors.ground, colors.ground, colors.ink])
    bars = base.mark_bar(height=16).encode(
        x=alt.X("from:Q", scale=scale, title=None, axis=alt.Axis(grid=False, tickCount=5)),
        x2="to:Q",
        color=alt.Color("part:N", scale=tones, legend=None),
    )
    numbers = (
        base.transform_filter(alt.datum.percent >= 12)
        .mark_text(fontSize=12, fontWeight=600)
        .encode(
            x=alt.X("middle:Q", scale=scale),
            text="text:N",
            color=alt.Color("part:N", scale=inks, legend=None),
        )
    )
    names = row_names(alt.Chart(frame.drop_duplicates("row")).encode(y="row:O"), colors)
    chart = finished(bars, numbers, *names, height=alt.Step(STEP), colors=colors)
    resolved: alt.LayerChart = chart.resolve_scale(color="independent")
    return resolved


def mix_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Where each part begins and ends; the rows of most items."""
    found = []
    largest = rows.sort_values("n", ascending=False, kind="stable").head(MOST).sort_index()
    for place, row in enumerate(largest.to_dict("records")):
        start = 0.0
        for part in PARTS:
            percent = float(row[part])
            found.append(
                {
                    "row": place,
                    "name": f"{row['work']}: {row['skill']} (n {int(row['n'])})",
                    "part": part,
                    "percent": percent,
                    "from": start,
                    "to": start + percent,
                    "middle": start + percent / 2,
                    "text": f"{percent:.0f} %",
                }
            )
            start += percent
    return pd.DataFrame(found)


def mix_subtitle(rows: pd.DataFrame) -> str:
    """What the parts are, and how many rows are left to the table."""
    more = f" The {MOST} largest of {len(rows)} rows." if len(rows) > MOST else ""
    return f"Percent. Dark: own experts; gray: partner; light: not known.{more}"


def mix_alt(rows: pd.DataFrame) -> str:
    """Alternative text: how many rows, and in how many own experts do most."""
    most = int((rows["internal_percent"] > 50).sum())
    return (
        f"Who does the work, {len(rows)} kinds of work by skill as bars of three parts. Own "
        f"experts do more than half in {most}. The table below holds every row."
    )
