"""Who decides: the grid of letters, the reins, what has no owner, and what that costs in days."""

import streamlit as st

from mls_metrics.analysis.ownership_time import ownership_times
from mls_metrics.charts.interval_rows import interval_rows
from mls_metrics.charts.raci_grid import (
    raci_alt,
    raci_grid,
    raci_subtitle,
    raci_table,
)
from mls_metrics.narrative.governance import (
    gaps_sentence,
    owners_sentence,
    reins_sentence,
    speed_frame,
    speed_sentence,
)
from mls_metrics.narrative.service import strategy_sentence
from pages.components.escape import plain
from pages.components.fact_figures import fact_figure
from pages.components.facts import fact_block, needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized


def who_decides(org: Organized) -> None:
    """The grid with its faults, and the form that changes it."""
    st.header("Who decides", anchor=False)
    found = org.fact("ownership_faults")
    if found.missing:
        needs_card(found)
    else:
        owners, rights = found.rows, org.rows("rights")
        st.markdown(plain(owners_sentence(owners)))
        show_figure(
            (*org.key, "raci"),
            lambda mode: raci_grid(rights, owners, colors=mode),
            subtitle=raci_subtitle(rights),
            alt=raci_alt(owners),
            table=lambda: raci_table(rights),
        )
        working(org, found, None, {})
    hand_form(org, "decision_rights", label="Write down who decides")


def reins_block(org: Organized) -> None:
    """Whether strategy lies with us, and how much of the time goes into it."""
    st.header("Who holds the reins", anchor=False)
    fact_block(org, "reins", say=reins_sentence)
    trend = strategy_sentence(org.rows("work_split"))
    if trend:
        st.markdown(plain(trend))


def ownership_block(org: Organized) -> None:
    """What has nobody or several people, and whether needs are decided sooner with one owner."""
    st.header("What has no single owner", anchor=False)
    fact_block(org, "ownership_gaps", say=gaps_sentence)
    fact_figure(
        org,
        "decision_speed",
        say=lambda rows: speed_sentence(ownership_times(rows)),
        build=lambda rows, mode: interval_rows(
            speed_frame(ownership_times(rows)), hollow="none", colors=mode
        ),
        subtitle=lambda _: "Days until half of the needs are decided, with the 95% range.",
        alt=lambda rows: (
            f"{speed_sentence(ownership_times(rows))} The table below holds each need."
        ),
        fits=lambda rows: not speed_frame(ownership_times(rows)).empty,
    )
