"""Is the service healthy: what the partner is measured by, trust, work, operations, needs."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from mls_metrics.analysis.escalation import judge, with_threshold
from mls_metrics.analysis.kept_shares import kept_shares
from mls_metrics.charts.interval_rows import interval_rows
from mls_metrics.charts.month_shares import month_alt, month_shares, month_subtitle
from mls_metrics.charts.split_bars import split_alt, split_bars, split_subtitle
from mls_metrics.charts.step_rows import step_alt, step_rows
from mls_metrics.model.escalation import Judged
from mls_metrics.narrative.governance import team_sentence, trust_frame, trust_sentence
from mls_metrics.narrative.service import (
    calls_sentence,
    funnel_frame,
    funnel_sentence,
    operations_sentence,
    split_frame,
    split_sentence,
    transactional_frame,
    transactional_sentence,
    work_column,
    work_sentence,
)
from pages.components.escalation_views import rules_in_force
from pages.components.escape import plain
from pages.components.fact_figures import fact_figure
from pages.components.facts import fact_block
from pages.components.hand_form import hand_form
from pages.components.organization import Organized

MEASURE = "transactional_share"
LIMIT = 60.0


def default_limit(org: Organized) -> float:
    """The limit of the rule that watches the share, where there is one."""
    watching = [rule for rule in rules_in_force(org) if rule.measure == MEASURE]
    return watching[0].threshold if watching else LIMIT


def limit_field(org: Organized) -> float:
    """The limit that the reader tries; it stands in the page's address."""
    return float(
        st.number_input(
            "Limit for cost, volume and service level, %",
            min_value=0,
            max_value=100,
            value=round(default_limit(org)),
            step=5,
            key="limit",
            bind="query-params",
        )
    )


def judged_at(org: Organized, rows: pd.DataFrame, limit: float) -> Sequence[Judged]:
    """The rule of the share held against it at the limit tried."""
    if rows.empty or pd.isna(rows.iloc[0]["share"]):
        return ()
    rules = with_threshold(rules_in_force(org), MEASURE, limit)
    return judge(rules, {MEASURE: float(rows.iloc[0]["share"])})


def scorecard_block(org: Organized) -> None:
    """What the partner is measured by: delivery or results, and whether that is a risk."""
    st.header("Delivery or results", anchor=False)
    found = fact_figure(
        org,
        "delivery_split",
        say=split_sentence,
        build=lambda rows, mode: split_bars(split_frame(rows), colors=mode),
        subtitle=lambda rows: split_subtitle(split_frame(rows)),
        alt=lambda rows: split_alt(split_frame(rows)),
        fits=lambda rows: not split_frame(rows).empty,
    )
    if not found.missing:
        limit = limit_field(org)
        risk_block(org, limit)
    hand_form(org, "service", label="Change measures, kinds and weights")


def risk_block(org: Organized, limit: float) -> None:
    """The sentence, the bar with its limit, and whom the rule calls."""
    rows = org.rows(MEASURE, most=limit)
    called = calls_sentence(judged_at(org, rows, limit))
    if called:
        st.warning(f"{plain(transactional_sentence(rows))} {plain(called)}")
    fact_figure(
        org,
        MEASURE,
        say=lambda rows: "" if called else transactional_sentence(rows),
        build=lambda rows, mode: split_bars(transactional_frame(rows), colors=mode, limit=limit),
        subtitle=lambda rows: split_subtitle(transactional_frame(rows), limit=limit),
        alt=lambda rows: split_alt(transactional_frame(rows)),
        fits=lambda rows: not rows.empty and not pd.isna(rows.iloc[0]["share"]),
        most=limit,
    )


def trust_block(org: Organized) -> None:
    """What the partner kept, and whether we work as one team."""
    st.header("Trust in the partner", anchor=False)
    fact_figure(
        org,
        "partner_trust",
        say=trust_sentence,
        build=lambda rows, mode: interval_rows(
            trust_frame(kept_shares(rows)), hollow="none", colors=mode
        ),
        subtitle=lambda _: "Percent kept in twelve months, with the 95% range.",
        alt=lambda rows: f"{trust_sentence(rows)} The table below holds every measure.",
        fits=lambda rows: bool(rows["share"].notna().any()),
    )
    st.header("One team", anchor=False)
    fact_block(org, "one_team", say=team_sentence)


def work_block(org: Organized) -> None:
    """Run, improve and change by month."""
    st.header("Run, improve, change", anchor=False)
    fact_figure(
        org,
        "work_split",
        say=work_sentence,
        build=lambda rows, mode: month_shares(rows, f"{work_column(rows)}_share", colors=mode),
        subtitle=lambda rows: month_subtitle(work_column(rows)),
        alt=lambda rows: month_alt(rows, f"{work_column(rows)}_share"),
    )


def operations_block(org: Organized) -> None:
    """Sessions, vendors and content; then needs on their way to use at work."""
    st.header("Operations", anchor=False)
    fact_block(org, "operations", say=operations_sentence, wide=True)
    st.header("From need to use at work", anchor=False)
    fact_figure(
        org,
        "need_funnel",
        say=funnel_sentence,
        build=lambda rows, mode: step_rows(funnel_frame(rows), colors=mode),
        subtitle=lambda _: "Needs that got to each step; days since the step before, middle half.",
        alt=lambda rows: step_alt(funnel_frame(rows), what="Needs"),
    )
