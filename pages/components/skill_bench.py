"""Skills that hang on few people, and skills that are lost again."""

import streamlit as st

from mls_metrics.analysis.skill_plans import skill_decays
from mls_metrics.narrative.skill_depth import bench_sentence, decay_sentence, decay_table
from pages.components.escape import plain
from pages.components.facts import fact_block, needs_card, working
from pages.components.organization import Organized
from pages.components.tables import show_table


def bench_block(org: Organized, months: int) -> None:
    """On how many people each critical skill hangs; counts only."""
    st.header("Skills that hang on few people", anchor=False)
    fact_block(org, "skill_bench", say=bench_sentence, wide=True, valid_months=months)


def decay_block(org: Organized) -> None:
    """How long a level is kept, beside how long it was planned to last."""
    st.header("How fast are skills lost?", anchor=False)
    found = org.fact("skill_decay")
    if found.missing:
        needs_card(found)
        return
    items = skill_decays(found.rows, policy=org.policy)
    st.markdown(plain(decay_sentence(items)))
    show_table(decay_table(items), alt="Observed and planned half-life of each skill", wide=True)
    working(org, found, None, {})
