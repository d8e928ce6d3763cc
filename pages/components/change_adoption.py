"""Take-up on the page Change: how fast, with and without help, how deep, and when it paid."""

import streamlit as st

from mls_metrics.analysis.adoption import DAYS, depths, with_and_without
from mls_metrics.analysis.time_to_value import times_to_value
from mls_metrics.charts.rising_groups import (
    rising_groups,
    rising_groups_alt,
    rising_groups_subtitle,
    rising_groups_table,
)
from mls_metrics.model.change import Adoption
from mls_metrics.narrative.change import (
    activity_sentence,
    activity_table,
    adoption_sentence,
    depth_sentence,
    depth_table,
    value_sentence,
    waves_table,
)
from pages.components.escape import plain
from pages.components.facts import needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized
from pages.components.tables import show_table

ALL_DAYS = (7, 14, 30, 60, 90, 180, 365)


def adoption_block(org: Organized, adoption: Adoption) -> None:
    """The first block of the page: take-up comes before plans."""
    found = org.fact("adoption_days")
    if found.missing:
        needs_card(found)
    elif not adoption.waves:
        st.markdown(f"No group of {org.policy.minimum_group} people or more has access yet.")
        working(org, found, None, {})
    else:
        st.markdown(plain(adoption_sentence(adoption)))
        program = chosen_program(adoption)
        waves = [wave for wave in adoption.waves if wave.program_id == program]
        curves = tuple(wave.curve for wave in waves)
        show_figure(
            (*org.key, "rising", program),
            lambda colors: rising_groups(curves, colors=colors),
            subtitle=rising_groups_subtitle(curves),
            alt=rising_groups_alt(curves),
            table=lambda: rising_groups_table(curves, ALL_DAYS),
        )
        show_table(waves_table(waves), alt="Groups with access", wide=len(waves) > 1)
        working(org, found, None, {})
        activity_block(org, program)
        depth_block(org, program)
        value_block(org)
    hand_form(org, "rollouts", label="Write down who got what, when, and with which help")


def chosen_program(adoption: Adoption) -> str:
    """The program looked at: the one with most people unless another is chosen."""
    names: dict[str, str] = {}
    people: dict[str, int] = {}
    for wave in adoption.waves:
        names[wave.program_id] = wave.program_name
        people[wave.program_id] = people.get(wave.program_id, 0) + wave.people
    order = sorted(names, key=lambda id_: (-people[id_], names[id_]))
    if len(order) == 1:
        return order[0]
    return str(st.selectbox("Program", order, format_func=names.__getitem__, key="change_program"))


def activity_block(org: Organized, program: str) -> None:
    """Groups with change activity beside groups without."""
    st.subheader("With and without help to change", anchor=False)
    found = with_and_without(org.rows("adoption_days"), program, policy=org.policy)
    st.markdown(plain(activity_sentence(found)))
    if found.refusal:
        return
    show_figure(
        (*org.key, "activity", program),
        lambda colors: rising_groups(found.curves, colors=colors),
        subtitle=rising_groups_subtitle(found.curves),
        alt=rising_groups_alt(found.curves),
        table=lambda: rising_groups_table(found.curves, DAYS),
    )
    show_table(activity_table(found), alt="Difference by day")


def depth_block(org: Organized, program: str) -> None:
    """Use and level beside speed."""
    st.subheader("How many use it, and how well", anchor=False)
    found = org.fact("adoption_depth")
    rows = found.rows[found.rows["program_id"] == program]
    if len(rows):
        st.markdown(plain(depth_sentence(rows)))
        table = depth_table(depths(rows, policy=org.policy))
        show_table(table, alt="Use and level by group", wide=True)
    working(org, found, None, {})


def value_block(org: Organized) -> None:
    """Time to value: when the KPI moved after each launch."""
    st.subheader("How long until the KPI moved", anchor=False)
    found = org.fact("launch_kpis")
    if found.missing:
        needs_card(found)
        return
    entries = times_to_value(found.rows, policy=org.policy)
    for entry in entries:
        st.markdown(f"- {plain(value_sentence(entry))}")
    if not entries:
        st.markdown("No program that was rolled out is linked to a KPI with values.")
    working(org, found, None, {})
