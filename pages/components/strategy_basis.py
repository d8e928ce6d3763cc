"""Strategy: the four foundations, alignment step by step, and the advantages over time."""

import streamlit as st

from mls_metrics.analysis.advantages import slope_of, trackers, urgent_met
from mls_metrics.analysis.site_spread import sites
from mls_metrics.analysis.strategy import foundations, promises
from mls_metrics.charts.foundation_rows import (
    foundation_alt,
    foundation_rows,
    foundation_table,
)
from mls_metrics.charts.funnel import funnel, funnel_alt, funnel_subtitle, funnel_table
from mls_metrics.charts.trend_line import trend_alt, trend_line, trend_table
from mls_metrics.model.strategy import FOUNDATIONS
from mls_metrics.narrative.strategy_basis import (
    checklist_sentence,
    foundations_sentence,
    promises_sentence,
    promises_table,
    rating_sentences,
    sites_sentence,
    tracker_sentence,
    urgent_sentence,
)
from pages.components.escape import plain
from pages.components.facts import fact_block, needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized
from pages.components.tables import show_table

PROMISES = (
    "alignment_by_period",
    "site_outcomes",
    "foundation_data",
    "readiness_today",
    "standard_process",
    "kpi_direction",
    "cost_per_ready",
    "engagement_by_year",
)
TRENDS = ("needs_answered", "site_outcomes", "alignment_by_period", "future_ready")


def foundations_view(org: Organized) -> None:
    """The view: four foundations, the checklist, what a strategy is said to give."""
    st.header("Four foundations", anchor=False)
    facts = {name: org.fact(f"foundation_{name}") for name in FOUNDATIONS}
    found = foundations({name: fact.rows for name, fact in facts.items()}, org.rows("self_ratings"))
    st.markdown(plain(foundations_sentence(found)))
    for sentence in rating_sentences(found):
        st.markdown(f"- {plain(sentence)}")
    if any(item.points is not None for item in found):
        show_figure(
            (org.key, "foundations"),
            lambda mode: foundation_rows(found, colors=mode),
            subtitle="Points out of 100, computed from data: mean of the measures below. Hollow: "
            "what people rate themselves, which enters nothing.",
            alt=foundation_alt(found),
            table=lambda: foundation_table(found),
        )
    for fact in facts.values():
        if fact.missing:
            needs_card(fact)
        else:
            working(org, fact, None, {})
    hand_form(org, "self_ratings", label="Rate the foundations yourselves")
    st.header("Alignment, step by step", anchor=False)
    fact_block(org, "alignment_checklist", say=checklist_sentence, wide=True)
    st.header("Does the strategy pay?", anchor=False)
    rows = promises({name: org.rows(name) for name in PROMISES})
    st.markdown(plain(promises_sentence(rows)))
    show_table(
        promises_table(rows, org.policy.currency), alt="What a strategy is said to give", wide=True
    )
    for name in ("cost_per_ready", "engagement_by_year", "standard_process", "kpi_direction"):
        fact = org.fact(name)
        if not fact.missing:
            working(org, fact, None, {})


def advantage(org: Organized) -> None:
    """The view: four advantages over half-years, then sites against chance."""
    st.header("Four advantages over time", anchor=False)
    needs = org.rows("needs_answered")
    found = {item.name: item for item in trackers(*(org.rows(name) for name in TRENDS))}
    for tracker in found.values():
        st.markdown(f"- {plain(tracker_sentence(tracker, slope_of(tracker)))}")
    if not needs.empty:
        st.markdown(plain(urgent_sentence(urgent_met(needs))))
    whole = [name for name, tracker in found.items() if not tracker.missing]
    if whole:
        name = st.segmented_control(
            "Advantage", whole, default=whole[0], required=True, wrap=True, key="advantage"
        )
        tracker = found[name]
        show_figure(
            (org.key, "tracker", name),
            lambda mode: trend_line(tracker, colors=mode),
            subtitle=f"{name} by half-year, "
            f"{'%' if tracker.unit == 'share' else tracker.unit}; bar: 95 % range.",
            alt=trend_alt(tracker),
            table=lambda: trend_table(tracker),
        )
    for name in TRENDS:
        fact = org.fact(name)
        if fact.missing:
            needs_card(fact)
        elif name != "site_outcomes":
            working(org, fact, None, {})
    hand_form(org, "needs", label="Write down needs")
    same_everywhere(org)


def same_everywhere(org: Organized) -> None:
    """Sites against the limits of chance."""
    st.header("Is it the same everywhere?", anchor=False)
    fact = org.fact("site_outcomes")
    if fact.missing:
        return
    kind = st.segmented_control(
        "Sites", ["region", "provider"], default="region", required=True, key="site"
    )
    found = sites(fact.rows, kind)
    st.markdown(plain(sites_sentence(found, kind)))
    if found:
        show_figure(
            (org.key, "funnel", kind),
            lambda mode: funnel(found, colors=mode),
            subtitle=funnel_subtitle(kind),
            alt=funnel_alt(found),
            table=lambda: funnel_table(found),
        )
    working(org, fact, None, {})
