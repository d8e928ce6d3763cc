"""Strategy: what learning serves, what stands alone, and whether the money follows."""

import pandas as pd
import streamlit as st

from mls_metrics.charts.chain_map import (
    chain_map,
    chain_map_alt,
    chain_map_subtitle,
    chain_map_table,
)
from mls_metrics.narrative.goals import in_goal_order
from mls_metrics.narrative.strategy import (
    bare_sentence,
    baseline_sentence,
    categories_sentence,
    chain_sentence,
    effect_sentences,
    guard_sentence,
    orphans_sentence,
    pace_sentence,
    priority_sentence,
    reasons_sentence,
    role_sentences,
)
from pages.components.escape import plain
from pages.components.facts import fact_block, needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized
from pages.components.places import page

ALL = "all"


def aligned(org: Organized) -> None:
    """The view: map, chain, each objective, what stands alone, priorities, categories."""
    category = pick_category(org)
    st.header("Does learning serve the strategy?", anchor=False)
    fact_block(org, "chain_completeness", say=chain_sentence)
    the_map(org, category)
    what_role(org, category)
    keeping_pace(org)
    st.header("What stands alone", anchor=False)
    fact_block(org, "orphans", say=orphans_sentence)
    fact_block(org, "program_reasons", say=reasons_sentence, wide=True)
    st.header("Does the money follow?", anchor=False)
    fact_block(org, "priority_fit", say=priority_sentence, wide=True)
    fact_block(org, "category_totals", say=categories_sentence, wide=True)
    guarded(org)
    st.header("Measured before it began?", anchor=False)
    fact_block(org, "baseline_timing", say=timing_sentence, wide=True)
    hand_form(org, "objectives", label="Write down the objectives")
    hand_form(org, "objective_links", label="Link programs to objectives")


def pick_category(org: Organized) -> str:
    """Which category of goals to look at; all of them where there are not two."""
    order = in_goal_order(org.rows("objective_support")["category"])
    if len(order) < 2:
        return ALL
    picked = st.segmented_control(
        "Goals",
        [ALL, *order],
        default=ALL,
        required=True,
        wrap=True,
        key="category",
        bind="query-params",
    )
    return str(picked)


def only(rows: pd.DataFrame, category: str) -> pd.DataFrame:
    """Rows of a category."""
    return rows if category == ALL else rows[rows["category"] == category]


def the_map(org: Organized, category: str) -> None:
    """Objectives, programs and KPIs, the broken chains marked."""
    found = org.fact("chain_links")
    rows = only(found.rows, category)
    if found.missing:
        needs_card(found)
    elif not rows.empty:
        show_figure(
            (org.key, "chain_map", category),
            lambda mode: chain_map(rows, colors=mode),
            subtitle=chain_map_subtitle(),
            alt=chain_map_alt(rows),
            table=lambda: chain_map_table(rows),
        )


def what_role(org: Organized, category: str) -> None:
    """Each objective: what stands behind it, where its KPI went, what of it learning did."""
    st.header("What role does learning play?", anchor=False)
    found = org.fact("objective_support")
    if found.missing:
        needs_card(found)
        return
    rows = only(found.rows, category)
    assessment = org.shown.assessment if org.shown is not None else None
    for sentence in role_sentences(rows, org.policy.currency):
        st.markdown(f"- {plain(sentence)}")
    st.markdown(plain(bare_sentence(rows)))
    st.markdown("**What of this can be put down to learning**")
    for sentence in effect_sentences(rows, assessment):
        st.markdown(f"- {plain(sentence)}")
    working(org, found, None, {})


def keeping_pace(org: Organized) -> None:
    """The third question, short: the page Future fit has the rest."""
    st.header("How will learning keep pace?", anchor=False)
    st.markdown(plain(pace_sentence(org.rows("vision_evidence"))))
    st.page_link(page("future"), label="Go to Future fit")


def guarded(org: Organized) -> None:
    """Programs that a rule demands, with the verdict on each where there is one."""
    if org.rows("guarded_programs").empty:
        return
    fact_block(org, "guarded_programs", say=guard_sentence, wide=True)


def timing_sentence(rows: pd.DataFrame) -> str:
    """The sentence on baselines, over the programs of the register."""
    return baseline_sentence(rows)
