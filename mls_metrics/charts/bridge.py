"""From what is paid now to what would be paid: horizontal steps, with the cap as a line."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names
from mls_metrics.model.decision import Action
from mls_metrics.model.outcome import Bridge

STEP = 44
NOW, FREED, ADDED, TOTAL = "now", "freed", "added", "total"
LABELS = {
    NOW: "Paid now",
    FREED: "Freed by stopping",
    ADDED: "Added by growing",
    TOTAL: "Paid then",
}


def bridge_chart(bridge: Bridge, *, colors: Palette) -> alt.LayerChart:
    """The chart: four bars from left to right, the range of the total, the cap if there is one."""
    frame = bridge_frame(bridge)
    ends = [0.0, *frame["from"], *frame["to"], bridge.high, bridge.cap or 0.0]
    scale = alt.Scale(domain=[0, max(ends) or 1.0], nice=True)
    axis = alt.Axis(grid=False, tickCount=4, format="~s")
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    kinds = alt.Scale(
        domain=list(LABELS),
        range=[colors.band, colors.marks[Action.RETIRE], colors.marks[Action.SCALE], colors.quiet],
    )
    layers = [
        base.mark_bar(height=12, cornerRadius=3).encode(
            x=alt.X("from:Q", scale=scale, title=None, axis=axis),
            x2="to:Q",
            color=alt.Color("kind:N", scale=kinds, legend=None),
        ),
        base.transform_filter(alt.datum.kind == TOTAL)
        .mark_rule(color=colors.ink, strokeWidth=3)
        .encode(x=alt.X("low:Q", scale=scale, title=None), x2="high:Q"),
    ]
    if bridge.cap is not None:
        layers.append(
            alt.Chart(pd.DataFrame({"at": [bridge.cap]}))
            .mark_rule(color=colors.ink, strokeDash=[4, 3], strokeWidth=1.5)
            .encode(x=alt.X("at:Q", scale=scale, title=None))
        )
    return finished(*layers, *row_names(base, colors), height=alt.Step(STEP), colors=colors)


def bridge_frame(bridge: Bridge) -> pd.DataFrame:
    """Where each bar begins and ends; `low` and `high` belong to the total."""
    left = bridge.now - bridge.freed
    spans = {
        NOW: (0.0, bridge.now),
        FREED: (left, bridge.now),
        ADDED: (left, bridge.total),
        TOTAL: (0.0, bridge.total),
    }
    return pd.DataFrame(
        [
            {
                "row": row,
                "kind": kind,
                "name": LABELS[kind],
                "from": start,
                "to": end,
                "low": bridge.low,
                "high": bridge.high,
            }
            for row, (kind, (start, end)) in enumerate(spans.items())
        ]
    )


def bridge_subtitle(bridge: Bridge) -> str:
    """What the axis measures and what the marks are."""
    cap = " Dashed: the cap." if bridge.cap is not None else ""
    return f"{bridge.currency} a year. Thin line: range of what is paid then.{cap}"


def bridge_table(bridge: Bridge) -> pd.DataFrame:
    """The same numbers, the cap and what is over it included."""
    rows = [
        (LABELS[NOW], bridge.now),
        (LABELS[FREED], -bridge.freed),
        (LABELS[ADDED], bridge.added),
        (LABELS[TOTAL], bridge.total),
        ("At the lowest assumptions", bridge.low),
        ("At the highest assumptions", bridge.high),
    ]
    if bridge.cap is not None:
        rows += [("Cap", bridge.cap), ("Over the cap", bridge.over)]
    return pd.DataFrame(
        [{"Step": name, f"{bridge.currency} a year": round(amount)} for name, amount in rows]
    )


def bridge_alt(bridge: Bridge) -> str:
    """Alternative text: the four numbers, the cap, where the table is."""
    cap = f", cap {bridge.cap:,.0f}" if bridge.cap is not None else ""
    return (
        f"Money a year in {bridge.currency}: now {bridge.now:,.0f}, freed {bridge.freed:,.0f}, "
        f"added {bridge.added:,.0f}, then {bridge.total:,.0f}{cap}. "
        "The table below holds the same numbers."
    )
