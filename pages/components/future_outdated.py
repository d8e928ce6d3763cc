"""What will be out of date, what to refresh first, what is asked for and who saw it first."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from mls_metrics.analysis.future import WEIGHTS, outdated_share, refresh_pace, share_of
from mls_metrics.charts.limit_rows import limit_alt, limit_rows
from mls_metrics.model.future import Outdated
from mls_metrics.narrative.facts import headed
from mls_metrics.narrative.future import (
    demand_sentences,
    fit_rows,
    outdated_sentences,
    plan_sentence,
    queue_sentences,
    spotted_sentences,
)
from mls_metrics.warehouse.fact_rows import FactRows
from pages.components.escape import plain
from pages.components.facts import needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized
from pages.components.tables import show_table

HORIZONS = (6, 12, 24)
ROWS = 30


def section(
    org: Organized,
    id_: str,
    *,
    say: Callable[[pd.DataFrame], list[str]],
    draw: Callable[[pd.DataFrame], None] | None = None,
    **parameters: Any,
) -> FactRows:
    """Sentences of a fact, its picture where it has one, and how it is counted; or its needs."""
    found = org.fact(id_, **parameters)
    if found.missing:
        needs_card(found)
        return found
    for sentence in say(found.rows):
        st.markdown(plain(sentence))
    if draw is not None and not found.rows.empty:
        draw(found.rows)
        working(org, found, None, parameters)
    else:
        working(org, found, headed(found.fact, found.rows), parameters)
    return found


def controls() -> dict[str, float]:
    """How far ahead, and how much half-lives are doubted; kept in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        months = st.segmented_control(
            "Months ahead",
            HORIZONS,
            default=12,
            required=True,
            key="ahead",
            bind="query-params",
        )
        doubt = st.number_input(
            "Half-lives may be off by a factor of",
            min_value=1.0,
            max_value=3.0,
            value=1.4,
            step=0.1,
            key="doubt",
            bind="query-params",
            width=260,
        )
    return {"horizon_months": float(months), "doubt": float(doubt)}


def portfolio(org: Organized, settings: dict[str, float]) -> list[Outdated]:
    """How much is out of date by the horizon, by each weight; none where the fact is missing."""
    found = org.fact("content_fit", **settings)
    return [] if found.missing else [outdated_share(found.rows, by) for by in WEIGHTS]


def outdated_view(org: Organized, settings: dict[str, float]) -> None:
    """The hero: the share with its range and causes, age against half-life, the queue."""
    months = settings["horizon_months"]
    shares = portfolio(org, settings)
    section(
        org,
        "content_fit",
        say=lambda _: outdated_sentences(shares, months=months, doubt=settings["doubt"]),
        draw=lambda rows: ages_figure(org, rows, settings),
        **settings,
    )
    st.header("What to refresh first", anchor=False)
    queue_block(org, months)
    hand_form(org, "skills", label="Half-lives of skills")


def ages_figure(org: Organized, rows: pd.DataFrame, settings: dict[str, float]) -> None:
    """Age of each program's content, its half-life as a tick."""
    drawn = fit_rows(rows).head(ROWS)
    found = org.fact("content_fit", **settings)
    show_figure(
        (*org.key, "future_ages", tuple(settings.values())),
        lambda mode: limit_rows(drawn, colors=mode, top=longest(drawn)),
        subtitle="Months since the last review (dot); half-life of what it teaches (tick).",
        alt=limit_alt(drawn, what="content age", unit="months"),
        table=lambda: headed(found.fact, rows),
    )


def longest(drawn: pd.DataFrame) -> float:
    """Where the axis ends: half-lives far beyond every age stand at its end."""
    ages = float(drawn["value"].max()) if len(drawn) else 1.0
    limits = drawn["limit"].dropna()
    return max(1.0, 1.1 * ages, min(float(limits.max()) if len(limits) else 0.0, 3 * ages))


def queue_block(org: Organized, months: float) -> None:
    """The refresh queue, and how long it takes at the pace of the log."""
    usual = st.number_input(
        "Half-life where a skill has none, months",
        min_value=1,
        max_value=240,
        value=36,
        key="usual",
        bind="query-params",
        width=260,
    )
    settings = {"horizon_months": months, "usual_half_life": float(usual)}
    found = org.fact("refresh_queue", **settings)
    if found.missing:
        needs_card(found)
        return
    for sentence in queue_sentences(found.rows, months=months, usual=float(usual), as_of=org.as_of):
        st.markdown(plain(sentence))
    quarters = org.fact("changes_by_quarter")
    if len(found.rows) and not quarters.missing and len(quarters.rows):
        st.markdown(
            plain(plan_sentence(refresh_pace(quarters.rows, len(found.rows)), len(found.rows)))
        )
    show_table(headed(found.fact, found.rows), alt=found.fact.title, wide=True)
    working(org, found, None, settings)


def demand_view(org: Organized, settings: dict[str, float]) -> None:
    """Skills asked for more and less, and whether needs were seen before the business asked."""
    st.header("Needs seen first", anchor=False)
    section(org, "needs_spotted", say=spotted_words)
    st.header("Skills in demand", anchor=False)
    section(org, "skill_demand", say=demand_sentences, horizon_months=settings["horizon_months"])
    for table, label in (
        ("needs", "Needs"),
        ("vacancies", "Vacancies"),
        ("workforce_plan", "Workforce plan"),
    ):
        hand_form(org, table, label=label)


def spotted_words(needs: pd.DataFrame) -> list[str]:
    """The lead measure with its range."""
    known = needs[needs["spotted"] != "not known"]
    first = int((known["spotted"] == "before the business asked").sum())
    return spotted_sentences(needs, share_of(first, len(known)))
