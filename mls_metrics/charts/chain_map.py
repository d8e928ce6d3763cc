"""Objective, program, KPI: lines as wide as the money, broken chains dashed in the accent."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.decision import Action

MOST = 12
BENDS = 25
STEP = 40
COLUMNS = ("objective", "program", "kpi")
NONE = {"objective": "no objective", "program": "no program", "kpi": "no KPI"}


def grouped(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the fact ``chain_links`` with at most twelve names a column, the rest together.

    Names with most spend stay; what is missing is a name of its own.
    """
    shown = rows[["objective", "program", "kpi", "spend", "missing_step"]].copy()
    shown["spend"] = shown["spend"].astype("float64").fillna(0.0)
    for column in COLUMNS:
        shown[column] = shown[column].where(shown[column] != "", NONE[column])
        by_spend = shown.groupby(column)["spend"].sum()
        order = sorted(by_spend.index, key=lambda name: (-by_spend[name], name))
        if len(order) > MOST:
            rest = set(order[MOST - 1 :])
            shown[column] = shown[column].where(~shown[column].isin(rest), f"{len(rest)} others")
    return shown


def places(shown: pd.DataFrame) -> pd.DataFrame:
    """Each name with its column (0 to 2) and its height (0 to 1)."""
    made = []
    for number, column in enumerate(COLUMNS):
        names = list(dict.fromkeys(shown[column]))
        made += [
            {"name": name, "at": number, "height": (place + 0.5) / len(names)}
            for place, name in enumerate(names)
        ]
    return pd.DataFrame(made, columns=["name", "at", "height"])


def links(shown: pd.DataFrame) -> pd.DataFrame:
    """Pairs of neighboring names with their spend; broken where any step between them is."""
    made = []
    for number in range(2):
        left, right = COLUMNS[number], COLUMNS[number + 1]
        pairs = shown.groupby([left, right], sort=False)
        for (start, end), part in pairs:
            broken = bool((part["missing_step"] != "").any())
            made.append((number, start, end, float(part["spend"].sum()), broken))
    return pd.DataFrame(made, columns=["at", "start", "end", "spend", "broken"])


def bent(shown: pd.DataFrame) -> pd.DataFrame:
    """Points of the smooth lines."""
    height = {(row["at"], row["name"]): row["height"] for row in places(shown).to_dict("records")}
    along = np.linspace(0.0, 1.0, BENDS)
    smooth = along**2 * (3 - 2 * along)
    parts = [
        pd.DataFrame(
            {
                "link": number,
                "at": row["at"] + along,
                "height": height[row["at"], row["start"]] * (1 - smooth)
                + height[row["at"] + 1, row["end"]] * smooth,
                "spend": row["spend"],
                "broken": row["broken"],
            }
        )
        for number, row in enumerate(links(shown).to_dict("records"))
    ]
    return pd.concat(parts, ignore_index=True)


def chain_map(rows: pd.DataFrame, *, colors: Palette) -> alt.LayerChart:
    """The chart of the rows of the fact ``chain_links``."""
    shown = grouped(rows)
    nodes = places(shown)
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, 2], padding=6))
    y = alt.Y("height:Q", axis=None, scale=alt.Scale(domain=[1, 0]))
    lines = (
        alt.Chart(bent(shown))
        .mark_line(opacity=0.75, interpolate="linear")
        .encode(
            x=x,
            y=y,
            detail="link:N",
            strokeWidth=alt.StrokeWidth(
                "spend:Q", legend=None, scale=alt.Scale(domainMin=0, range=[1.5, 14])
            ),
            color=alt.condition(
                "datum.broken", alt.value(colors.marks[Action.FIX]), alt.value(colors.band)
            ),
            strokeDash=alt.condition("datum.broken", alt.value([5, 4]), alt.value([1, 0])),
        )
    )
    texts = []
    for number, align in enumerate(("left", "center", "right")):
        part = alt.Chart(nodes[nodes["at"] == number]).encode(x=x, y=y)
        look: dict[str, Any] = {
            "align": align,
            "dy": -10,
            "fontSize": 12,
            "limit": alt.expr("width * 0.32"),
        }
        rim: dict[str, Any] = {"stroke": colors.ground, "strokeWidth": 4, "strokeJoin": "round"}
        texts += [
            part.mark_point(filled=True, size=50, color=colors.ink, opacity=1),
            part.mark_text(color=colors.ground, **look, **rim).encode(text="name:N"),
            part.mark_text(color=colors.ink, **look).encode(text="name:N"),
        ]
    most = max((nodes["at"] == number).sum() for number in range(3))
    return finished(lines, *texts, height=max(int(most), 3) * STEP, colors=colors)


def chain_map_subtitle() -> str:
    """What the three columns and the lines are."""
    return (
        "Objectives at the left, programs, KPIs at the right. Width of a line: spend. Dashed and "
        "colored: a step of the chain is missing. At most twelve names a column."
    )


def chain_map_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Every chain, grouped by objective."""
    table = rows.copy()
    for column in COLUMNS:
        table[column] = table[column].where(table[column] != "", NONE[column])
    table["missing_step"] = table["missing_step"].where(table["missing_step"] != "", "none")
    heads = {
        "objective": "Objective",
        "program": "Program",
        "kpi": "KPI",
        "spend": "Spend",
        "missing_step": "Missing",
    }
    return table[list(heads)].rename(columns=heads)


def chain_map_alt(rows: pd.DataFrame) -> str:
    """Alternative text: how many chains are broken."""
    broken = int((rows["missing_step"] != "").sum())
    return (
        f"Lines from objectives over programs to KPIs, as wide as the spend. {broken} of "
        f"{len(rows)} chains lack a step and are dashed. The table below holds every chain."
    )
