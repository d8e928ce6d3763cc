"""Digital, data and AI skills beside the rest, and what the future needs."""

import streamlit as st

from mls_metrics.analysis.skill_plans import family_times, readiness_parts
from mls_metrics.charts.reaching_curves import reaching_lines
from mls_metrics.narrative.skill_plans import (
    family_sentence,
    family_table,
    hours_sentence,
    parts_sentence,
)
from pages.components.escape import plain
from pages.components.facts import fact_block, needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized


def families_block(org: Organized, months: int) -> None:
    """Time to competency and readiness of the tagged family, beside everything else."""
    st.header("Digital, data and AI skills", anchor=False)
    parts = readiness_parts(org.rows("readiness", valid_months=months), policy=org.policy)
    found = org.fact("family_times")
    if found.missing:
        needs_card(found)
    else:
        items = family_times(found.rows, policy=org.policy)
        st.markdown(plain(family_sentence(items)))
        ready = parts_sentence(parts, "family")
        if ready:
            st.markdown(plain(ready))
        curves = tuple(item.curve for item in items if item.curve is not None)
        if curves:
            show_figure(
                (*org.key, "families"),
                lambda mode: reaching_lines(curves, colors=mode),
                subtitle="Percent shown to be at the level by months since the start, with bands; "
                "who has not reached it stays in the count.",
                alt="Share of learners at the level by month, by family. The table below holds "
                "medians and shares.",
                table=lambda: family_table(items),
            )
        working(org, found, None, {})
    st.header("Skills that the future needs", anchor=False)
    future = parts_sentence(parts, "tag")
    if future:
        st.markdown(plain(future))
    fact_block(org, "future_hours", say=hours_sentence)
    hand_form(org, "skills", label="Tag the families and the future-critical skills")
