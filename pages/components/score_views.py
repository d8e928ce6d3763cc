"""Parts of the scorecard: who provides it, over time, and cost beside worth."""

import pandas as pd
import streamlit as st

from mls_metrics.catalog.load import dimensions
from mls_metrics.charts.part_bands import part_bands, part_bands_alt, part_bands_table
from mls_metrics.charts.slope import classes, movers, slope, slope_alt, slope_subtitle, slope_table
from mls_metrics.narrative.scorecard import (
    OVERALL,
    company_table,
    known_scores,
    loaded_cost_table,
    mover_sentence,
    part_names,
    part_scores,
    parts_of,
    parts_sentence,
    periods_of,
    trend_scores,
)
from mls_metrics.narrative.since_review import since_review_sentence, since_review_table
from mls_metrics.narrative.wording import say
from pages.components import session
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.organization import organized
from pages.components.tables import show_table, table_under

SUBTITLE = "Points: 0 floor, 60 target (dashed), 100 stretch. Dot: estimate; band: its range."


def pick_score(key: str, known: list[str]) -> str:
    """The score to look at: the total or one of the five, where at least one part has it."""
    names = {OVERALL: "Overall"} | {name: one.title for name, one in dimensions().items()}
    return str(
        st.selectbox(
            "Score", known, format_func=lambda name: names[name], key=key, bind="query-params"
        )
    )


def parts_of_service(shown: session.Shown) -> None:
    """The same scores by party, provider, region or platform."""
    names = part_names(shown.assessment)
    if not names:
        return
    st.header("By part of the service", anchor=False)
    with st.grid(2, min_column_width=150):
        heading = st.selectbox("Divided by", list(names), key="part", bind="query-params")
        known = known_scores([*parts_of(shown.assessment, names[heading]).values()])
        dimension = pick_score("score", known) if known else ""
    if not known:
        st.markdown(plain(say("parts_unscored")))
        return
    scores = part_scores(shown.assessment, names[heading], dimension)
    st.markdown(plain(parts_sentence(scores)))
    show_figure(
        (shown.key, "parts", heading, dimension),
        lambda mode: part_bands(scores, colors=mode),
        subtitle=SUBTITLE,
        alt=part_bands_alt(scores, what=heading),
        table=lambda: part_bands_table(scores, heading=heading),
    )
    st.caption(plain(say("parts_caution")))


def over_time(shown: session.Shown) -> None:
    """The same score in each period, the latest first."""
    known = known_scores([*periods_of(shown.assessment).values()])
    if not known:
        return
    st.header("Over time", anchor=False)
    dimension = pick_score("trend", known)
    scores = trend_scores(shown.assessment, dimension)
    show_figure(
        (shown.key, "trend", dimension),
        lambda mode: part_bands(scores, colors=mode),
        subtitle=SUBTITLE,
        alt=part_bands_alt(scores, what="Periods"),
        table=lambda: part_bands_table(scores, heading="Period"),
    )
    since_last_review(shown)
    st.caption(plain(say("trend_caution")))


def since_last_review(shown: session.Shown) -> None:
    """What moved since learning was last reviewed, where the reviews are known."""
    org = organized()
    if org is None or shown.workspace is None:
        return
    found = org.rows("last_review")
    if found.empty:
        return
    held_on = pd.Timestamp(found["held_on"].iloc[0]).date()
    table = since_review_table(shown.assessment, held_on)
    st.markdown(plain(since_review_sentence(shown.assessment, held_on, table)))
    if not table.empty:
        table_under(table, alt="Scores at the last review and now", label="Then and now")


def company_numbers(shown: session.Shown) -> None:
    """Turnover, bench, alignment, governance and the rest that is of no single program."""
    table = company_table(shown.assessment)
    if table.empty:
        return
    known = int((table["Value"] != "not known").sum())
    st.header("The company in numbers", anchor=False)
    with st.expander(f"{known} of {len(table)} can be given"):
        show_table(table, alt="Numbers of the whole company", wide=True)


def cost_or_value(shown: session.Shown) -> None:
    """The slope of places by cost and by worth, and what the cost is made of."""
    st.header("Cost or value?", anchor=False)
    items = shown.assessment.recommendations
    found = classes(items)
    if found:
        chosen = found[0]
        if len(found) > 1:
            chosen = st.segmented_control(
                "Portfolio class",
                found,
                default=found[0],
                required=True,
                wrap=True,
                key="class",
                bind="query-params",
            )
        for pair in movers(items, chosen):
            st.markdown(f"- {plain(mover_sentence(pair))}")
        show_figure(
            (shown.key, "slope", chosen),
            lambda mode: slope(items, portfolio=chosen, colors=mode),
            subtitle=slope_subtitle(),
            alt=slope_alt(items, portfolio=chosen),
            table=lambda: slope_table(items, portfolio=chosen),
        )
    else:
        st.markdown(plain(say("no_places")))
    with st.expander("Fully loaded cost and what it must bring"):
        policy = shown.assessment.policy
        st.caption(
            plain(
                say(
                    "loaded_cost",
                    hours=f"{policy.work_hours_per_year:,.0f}",
                    low=f"{policy.replacement_cost_share_low:.0%}",
                    high=f"{policy.replacement_cost_share_high:.0%}",
                )
            )
        )
        show_table(loaded_cost_table(shown.assessment), alt="Cost and worth by program", wide=True)
