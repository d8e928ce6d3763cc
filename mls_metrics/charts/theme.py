"""The look: one palette for light and one for dark; colour carries the action and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from mls_metrics.model.decision import Action

FONT = "Source Sans, Source Sans 3, system-ui, sans-serif"
MAX_MARKS = 2000

SHAPES: Mapping[Action, str] = {
    Action.SCALE: "triangle-up",
    Action.KEEP: "circle",
    Action.FIX: "diamond",
    Action.RETIRE: "triangle-down",
    Action.FIND_OUT: "cross",
}
SYMBOLS: Mapping[Action, str] = {
    Action.SCALE: "▲",
    Action.KEEP: "●",
    Action.FIX: "◆",
    Action.RETIRE: "▼",
    Action.FIND_OUT: "✚",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one mode; `marks` and `words` differ where text needs more contrast."""

    name: str
    ground: str
    ink: str
    quiet: str
    rule: str
    band: str
    marks: Mapping[Action, str]
    words: Mapping[Action, str]


LIGHT = Palette(
    name="light",
    ground="#FFFFFF",
    ink="#0F1720",
    quiet="#5B6573",
    rule="#8A9099",
    band="#C3CAD3",
    marks={
        Action.SCALE: "#00507F",
        Action.KEEP: "#4C95C8",
        Action.FIX: "#D07A00",
        Action.RETIRE: "#8A1538",
        Action.FIND_OUT: "#76797F",
    },
    words={
        Action.SCALE: "#00507F",
        Action.KEEP: "#2B6A99",
        Action.FIX: "#8F5200",
        Action.RETIRE: "#8A1538",
        Action.FIND_OUT: "#5B6573",
    },
)
DARK_MARKS: Mapping[Action, str] = {
    Action.SCALE: "#7CC4FF",
    Action.KEEP: "#3D86C6",
    Action.FIX: "#FFC24B",
    Action.RETIRE: "#E0557A",
    Action.FIND_OUT: "#A3A9B2",
}
DARK = Palette(
    name="dark",
    ground="#0F1419",
    ink="#E8ECF1",
    quiet="#A3A9B2",
    rule="#7D858F",
    band="#3F4955",
    marks=DARK_MARKS,
    words=DARK_MARKS,
)


def palette(mode: str | None) -> Palette:
    """The palette of a mode; light where the mode is not known."""
    return DARK if mode == "dark" else LIGHT


def action_color(field: str, colors: Palette) -> alt.Color:
    """Colour by action; the legend stands as text beside the chart."""
    scale = alt.Scale(
        domain=[action.value for action in Action],
        range=[colors.marks[action] for action in Action],
    )
    return alt.Color(f"{field}:N", scale=scale, legend=None)


def action_shape(field: str) -> alt.Shape:
    """Shape by action, so that colour is never alone."""
    scale = alt.Scale(
        domain=[action.value for action in Action], range=[SHAPES[action] for action in Action]
    )
    return alt.Shape(f"{field}:N", scale=scale, legend=None)


def row_names(base: alt.Chart, colors: Palette) -> tuple[alt.Chart, alt.Chart]:
    """Names above the marks of their rows, on a rim of the ground's colour: rules pass behind.

    Parameters
    ----------
    base : Chart
        With a column `name` and a row encoding.
    """

    def names(**look: Any) -> alt.Chart:
        text = base.mark_text(align="left", dy=-14, fontSize=13, limit=alt.expr("width"), **look)
        drawn: alt.Chart = text.encode(x=alt.value(0), text="name:N")
        return drawn

    rim = names(color=colors.ground, stroke=colors.ground, strokeWidth=4, strokeJoin="round")
    return rim, names(color=colors.ink)


def where_known(frame: pd.DataFrame, column: str, layer: alt.Chart) -> tuple[alt.Chart, ...]:
    """The layer where anything of it is drawn: an empty one is a graphic without a name."""
    is_there = frame[column].any() if frame[column].dtype == bool else frame[column].notna().any()
    return (layer,) if is_there else ()


def finished(*layers: alt.Chart, height: int | alt.Step, colors: Palette) -> alt.LayerChart:
    """One layered view: full width, transparent ground, our font, no frame."""
    chart: alt.LayerChart = (
        alt.LayerChart(layer=list(layers))
        .properties(height=height)
        .properties(width="container", padding={"left": 2, "right": 8, "top": 4, "bottom": 4})
        .configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colors.quiet,
            titleColor=colors.quiet,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            domainColor=colors.rule,
            tickColor=colors.rule,
            gridColor=colors.band,
            gridOpacity=0.5,
        )
    )
    return chart
