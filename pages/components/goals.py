"""Programs by the goals they serve: a filter, and the totals of each category."""

from collections.abc import Mapping

import streamlit as st

from mls_metrics.model.decision import Action
from mls_metrics.narrative.goals import goals_table, programs_by_goal
from pages.components.session import Shown
from pages.components.tables import show_table

Goals = Mapping[str, frozenset[str]]


def known_goals(shown: Shown) -> Goals:
    """Program ids by category of goal; empty where no objective is served."""
    ids = [item.program_id for item in shown.assessment.recommendations]
    return programs_by_goal(shown.assessment.organization, ids)


def pick_goals(goals: Goals) -> frozenset[str] | None:
    """The programs that serve the goals picked; None for all of them."""
    if not goals:
        return None
    picked = st.multiselect(
        "Goals they serve",
        list(goals),
        format_func=str.capitalize,
        placeholder="All goals",
        key="goals",
        bind="query-params",
    )
    return frozenset().union(*(goals[name] for name in picked)) if picked else None


def by_goal(shown: Shown, goals: Goals, actions: Mapping[str, Action]) -> None:
    """Totals by category of goal, folded; nothing where no objective is served."""
    if not goals:
        return
    with st.expander("By the goals they serve"):
        show_table(
            goals_table(shown.assessment, goals, actions),
            alt="Programs, money and actions by category of business goal",
            wide=True,
        )
        st.caption(
            "A program that serves goals of two categories counts in both. What a rule requires is "
            "never retired."
        )
