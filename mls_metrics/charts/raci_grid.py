"""Who decides: a letter for each decision and role, faults outlined."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names, where_known

STEP = 46
MOST_DECISIONS = 14
MOST_ROLES = 9


def raci_roles(rights: pd.DataFrame) -> list[str]:
    """Roles in the order of their numbers: those accountable most often first."""
    accountable = rights["letter"] == "A"
    order = rights.assign(accountable=accountable).groupby("role")["accountable"].sum()
    return [str(role) for role in order.sort_values(ascending=False, kind="stable").index]


def raci_frame(rights: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """One row per letter drawn: faulty decisions first, as many as a page carries."""
    faults = dict(zip(owners["decision"], owners["fault"], strict=True))
    decisions = [*owners["decision"]][:MOST_DECISIONS]
    roles = raci_roles(rights)[:MOST_ROLES]
    found = rights[rights["decision"].isin(decisions) & rights["role"].isin(roles)]
    fault = found["decision"].map(faults).fillna("")
    named = found["decision"] + fault.map(lambda text: f": {text}" if text else "")
    return pd.DataFrame(
        {
            "row": found["decision"].map(decisions.index),
            "name": named,
            "column": found["role"].map(lambda role: roles.index(role) + 1),
            "role": found["role"],
            "letter": found["letter"],
            "is_faulty": (fault != "") & (found["letter"] == "A"),
            "is_partner": found["party"] == "partner",
        }
    ).reset_index(drop=True)


def raci_subtitle(rights: pd.DataFrame) -> str:
    """What the columns and letters mean."""
    named = dict(zip(rights["role"], rights["party"], strict=True))
    roles = [
        f"{number} {role}{' (partner)' if named[role] == 'partner' else ''}"
        for number, role in enumerate(raci_roles(rights)[:MOST_ROLES], start=1)
    ]
    return (
        f"Columns: {', '.join(roles)}. A accountable, R responsible, C consulted, I informed; a "
        "box marks a letter A that breaks a rule."
    )


def raci_grid(rights: pd.DataFrame, owners: pd.DataFrame, *, colors: Palette) -> alt.LayerChart:
    """The grid; the decision stands above its letters, so that a phone can show it."""
    frame = raci_frame(rights, owners)
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    x = alt.X("column:O", title=None, axis=alt.Axis(orient="top", labelAngle=0, domain=False))
    boxes = base.transform_filter(alt.datum.is_faulty).mark_point(
        shape="square", size=420, filled=False, strokeWidth=2.5, color=colors.ink
    )
    letters = base.mark_text(fontSize=15, dy=1).encode(
        x=x,
        text="letter:N",
        color=alt.condition(
            alt.datum.letter == "A", alt.value(colors.ink), alt.value(colors.quiet)
        ),
    )
    return finished(
        *where_known(frame, "is_faulty", boxes.encode(x=x)),
        letters,
        *row_names(base, colors),
        height=alt.Step(STEP),
        colors=colors,
    )


def raci_alt(owners: pd.DataFrame) -> str:
    """Alternative text: how many decisions, and the first fault."""
    broken = owners[owners["fault"] != ""]
    told = "every one with one accountable role"
    if not broken.empty:
        first = broken.iloc[0]
        told = f"{len(broken)} break a rule, first {first['decision']} ({first['fault']})"
    return (
        f"A grid of {len(owners)} decisions by role with the letters A, R, C and I: {told}. The "
        "table below holds every letter."
    )


def raci_table(rights: pd.DataFrame) -> pd.DataFrame:
    """Decisions by role, a letter a cell, with the spend limit of whoever is accountable."""
    grid = rights.pivot_table(
        index="decision",
        columns="role",
        values="letter",
        aggfunc=lambda letters: " ".join(sorted(set(letters))),
        fill_value="",
        observed=True,
    )
    limits = rights.groupby("decision")["spend_limit"].max()
    table = grid.assign(**{"Spend limit": limits}).reset_index()
    return table.rename(columns={"decision": "Decision"})
