"""Readiness now, by a date, and in the next years, with what is assumed in the open."""

from functools import partial

import pandas as pd
import streamlit as st

from mls_metrics.analysis.skill_outlook import HORIZONS, computed_assumptions, due_skills, outlooks
from mls_metrics.analysis.skill_plans import readiness_parts
from mls_metrics.charts.readiness_fan import readiness_fan, readiness_fan_alt, readiness_fan_table
from mls_metrics.charts.share_rows import part_frame, share_rows, share_rows_alt
from mls_metrics.model.skill_plan import Assumptions, DueSkill
from mls_metrics.narrative.skill_plans import (
    ASSUMED,
    assumption_text,
    coverage_sentence,
    due_sentence,
    due_table,
    new_roles_sentence,
    outlook_sentence,
    outlook_table,
    readiness_sentence,
    readiness_table,
)
from mls_metrics.narrative.wording import TEMPLATES
from pages.components import session
from pages.components.escape import plain
from pages.components.facts import fact_block, needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized
from pages.components.tables import show_table

MOST = 6
VALID = 24


def ready_block(org: Organized) -> int:
    """How ready the workforce is now.

    Returns
    -------
    int
        Months for which the reader lets an assessment count.
    """
    st.header("How ready are we now?", anchor=False)
    asked = st.number_input(
        "An assessment counts for, months", 1, 120, VALID, key="skills_valid_months"
    )
    months = int(asked)
    found = org.fact("readiness", valid_months=months)
    if found.missing:
        needs_card(found)
        return months
    parts = readiness_parts(found.rows, policy=org.policy)
    st.markdown(plain(readiness_sentence(parts)))
    coverage = coverage_sentence(parts)
    if coverage:
        st.caption(plain(coverage))
    roles = [part for part in parts if part.kind == "role"]
    frame = part_frame(roles)
    if not frame.empty:
        show_figure(
            (*org.key, "readiness", months),
            lambda mode: share_rows(frame, colors=mode),
            subtitle="Percent of what the role requires that is met, with ranges, by role.",
            alt=share_rows_alt(frame, "Readiness by role"),
            table=lambda: readiness_table(roles),
        )
    working(org, found, None, {"valid_months": months})
    return months


def time_block(org: Organized, months: int) -> None:
    """Ready in time, and the next years, under assumptions that the reader may change."""
    st.header("Ready in time, and in the next years", anchor=False)
    found = org.fact("readiness_flows", valid_months=months)
    if found.missing:
        needs_card(found)
        return
    flows, plan = found.rows, org.rows("headcount_plan")
    assumed = assumption_fields(org, flows, plan)
    st.caption(plain(TEMPLATES["due_cue"]))
    key = (*org.key, months, assumed)
    due = session.shelf().get(
        "facts",
        (*key, "due"),
        partial(due_skills, flows, plan, as_of=org.as_of, policy=org.policy, assumptions=assumed),
    )
    due_part(org, due, key)
    st.subheader("The next years", anchor=False)
    ahead = session.shelf().get(
        "facts",
        (*key, "outlook"),
        partial(outlooks, flows, plan, policy=org.policy, assumptions=assumed),
    )
    st.markdown(plain(outlook_sentence(ahead, HORIZONS)))
    planned = new_roles_sentence(plan)
    if planned:
        st.markdown(plain(planned))
    st.caption(
        "People lacking at the level: needed less ready, over the roles large enough to show. "
        "In brackets the range."
    )
    show_table(outlook_table(ahead, HORIZONS), alt="People lacking per skill", wide=True)
    working(org, found, None, {"valid_months": months})
    fact_block(org, "headcount_plan", wide=True)
    hand_form(org, "workforce_plan", label="Write down how many people each role will need")


def assumption_fields(org: Organized, flows: pd.DataFrame, plan: pd.DataFrame) -> Assumptions:
    """What is assumed, computed with its range, and the fields that overrule it."""
    computed = computed_assumptions(flows, plan, policy=org.policy)
    st.markdown("**Assumptions**, in percent. Left empty, each role keeps what its own data say.")
    chosen: dict[str, float | None] = {}
    columns = st.columns(2)
    for place, (name, label) in enumerate(ASSUMED.items()):
        said = assumption_text(name, computed[name])
        with columns[place % 2]:
            value = st.number_input(
                f"{label}, %",
                -50.0 if name == "growth" else 0.0,
                100.0,
                None,
                step=1.0,
                key=f"skills_assumed_{name}",
                placeholder="as computed",
            )
            st.caption(plain(f"Computed over all roles: {said}"))
        chosen[name] = None if value is None else value / 100
    unknown = st.number_input(
        "Of those not assessed, at the level, %",
        0.0,
        100.0,
        None,
        step=5.0,
        key="skills_assumed_unknown",
        placeholder="as of those assessed",
    )
    return Assumptions(**chosen, unknown=None if unknown is None else unknown / 100)


def due_part(org: Organized, due: tuple[DueSkill, ...], key: tuple[object, ...]) -> None:
    """Every skill with a date, and one of them as a fan."""
    st.subheader("Ready when needed", anchor=False)
    if not due:
        st.markdown(plain(TEMPLATES["due_none"]))
        return
    for item in due[:MOST]:
        st.markdown(f"- {plain(due_sentence(item))}")
    show_table(due_table(due), alt="Skills with a date, and the chance of being on time", wide=True)
    drawn = [item for item in due if item.forecast is not None]
    if not drawn:
        return
    labels = [f"{item.job_role}: {item.skill}" for item in drawn]
    place = st.selectbox(
        "Show one", range(len(drawn)), format_func=lambda at: labels[at], key="skills_due"
    )
    item = drawn[place]
    show_figure(
        (*key, "fan", item.job_role, item.skill),
        lambda mode: readiness_fan(item, as_of=org.as_of, colors=mode),
        subtitle="People ready, month by month: the line as expected, bands for half and for "
        "nineteen in twenty of the plausible paths.",
        alt=readiness_fan_alt(item),
        table=lambda: readiness_fan_table(item, org.as_of),
    )
