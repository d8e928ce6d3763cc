"""Twenty marks per program: how many of twenty readings favor each action."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import MAX_MARKS, Palette, action_color, action_shape, finished
from mls_metrics.model.decision import Action, Recommendation

Row = tuple[Recommendation, Sequence[Action], str]
COUNT = 20
PITCH = 14
STEP = 56
WIDE = 660
PER_ROW = 22


def action_rows(rows: Sequence[Row], *, colors: Palette) -> alt.LayerChart:
    """The chart.

    Parameters
    ----------
    rows : sequence of (Recommendation, its twenty marks, its phrase)
        In the order shown; at most as many as keep the chart under its limit of marks.
    colors : Palette
    """
    assert len(rows) * PER_ROW <= MAX_MARKS, f"too many rows for one chart: {len(rows)}"
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.1))
    layers = (*label_layers(rows, y, colors), *mark_layers(rows, y, colors))
    return finished(*layers, height=alt.Step(STEP), colors=colors)


def mark_layers(rows: Sequence[Row], y: alt.Y, colors: Palette) -> tuple[alt.Chart, alt.Chart]:
    """The marks, and an open ring where the last one is kept back from certainty."""
    span = alt.Scale(domain=[0, COUNT], range=[8, 8 + COUNT * PITCH], nice=False, zero=False)
    x = alt.X("place:Q", axis=None, scale=span)
    marks = [
        {"row": row, "place": place, "action": action.value}
        for row, (_, actions, _) in enumerate(rows)
        for place, action in enumerate(actions)
    ]
    kept = [
        {"row": row, "place": place}
        for row, (_, actions, _) in enumerate(rows)
        for place in range(len(actions), COUNT)
    ]
    points = (
        alt.Chart(pd.DataFrame(marks, columns=["row", "place", "action"]))
        .mark_point(filled=True, size=88, opacity=1)
        .encode(x=x, y=y, color=action_color("action", colors), shape=action_shape("action"))
    )
    rings = (
        alt.Chart(pd.DataFrame(kept, columns=["row", "place"]))
        .mark_point(filled=False, size=50, color=colors.rule, strokeWidth=1, opacity=1)
        .encode(x=x, y=y)
    )
    return points, rings


def label_layers(rows: Sequence[Row], y: alt.Y, colors: Palette) -> tuple[alt.Chart, alt.Chart]:
    """The name above the marks; the phrase beside them, or below where there is no room."""
    labels = pd.DataFrame(
        [
            {"row": row, "name": item.program_name, "phrase": phrase}
            for row, (item, _, phrase) in enumerate(rows)
        ],
        columns=["row", "name", "phrase"],
    )
    base = alt.Chart(labels).encode(x=alt.value(0), y=y)
    beside = 8 + COUNT * PITCH + 12
    names = base.mark_text(
        align="left", dy=-17, fontSize=14, fontWeight=600, color=colors.ink, limit=alt.expr("width")
    ).encode(text="name:N")
    phrases = base.mark_text(
        align="left",
        baseline="middle",
        dy=alt.expr(f"width > {WIDE} ? 0 : 15"),
        dx=alt.expr(f"width > {WIDE} ? {beside} : 0"),
        fontSize=13,
        color=colors.quiet,
        limit=alt.expr(f"width > {WIDE} ? width - {beside} : width"),
    ).encode(text="phrase:N")
    return names, phrases


def action_rows_table(rows: Sequence[Row]) -> pd.DataFrame:
    """One row per program: phrase, people, and readings in twenty per action."""
    return pd.DataFrame(
        [
            {
                "Program": item.program_name,
                "At first sight": phrase,
                **{
                    action.value.replace("_", " ").capitalize(): list(actions).count(action)
                    for action in Action
                },
            }
            for item, actions, phrase in rows
        ]
    )


def action_rows_alt(rows: Sequence[Row]) -> str:
    """Alternative text: what is shown, the first rows in words, where the table is."""
    first = "; ".join(f"{item.program_name}: {phrase}" for item, _, phrase in rows[:3])
    return (
        f"Rows of twenty marks for {len(rows)} programs, each mark one reading of the data with "
        f"the action it favors. {first}. The table below holds every row."
    )
