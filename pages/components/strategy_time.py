"""Strategy: what presses, whether learning lands in time, for today or for tomorrow."""

import pandas as pd
import streamlit as st

from mls_metrics.analysis.landing_in_time import landings
from mls_metrics.analysis.strategy import (
    days_measure,
    digital_gap,
    favorable,
    fill_days,
    filled_within,
    serving_shares,
)
from mls_metrics.charts.date_rows import landing_rows, landing_subtitle
from mls_metrics.charts.share_bar import share_bar, share_bar_alt, share_bar_table
from mls_metrics.narrative.strategy_time import (
    ahead_sentence,
    landing_alt,
    landing_headline,
    landing_names,
    landing_sentence,
    landing_table,
    neither_sentence,
    pressure_sentence,
    serves_sentence,
    speed_sentence,
    today_sentence,
    within_sentence,
)
from mls_metrics.warehouse.fact_rows import FactRows
from pages.components import session
from pages.components.escape import plain
from pages.components.facts import fact_block, needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized

HORIZONS = (12, 24, 36)


def folded(rows: pd.DataFrame) -> None:
    """No picture: the rows stand folded below the sentence."""
    del rows


def pressures(org: Organized) -> None:
    """The view: digital skills, positions, expectations; each panel by itself."""
    st.header("Digital skills", anchor=False)
    fact_block(
        org,
        "pressure_digital",
        say=lambda rows: pressure_sentence("strategy_digital", digital_gap(rows)),
    )
    fact_block(org, "pressure_speed", say=digital_speed, draw=folded)
    st.header("Positions and people", anchor=False)
    fact_block(
        org,
        "pressure_vacancies",
        say=lambda rows: " ".join(
            (
                pressure_sentence("strategy_vacancies", fill_days(rows)),
                within_sentence(rows, filled_within(rows)),
            )
        ),
        draw=folded,
    )
    hand_form(org, "vacancies", label="Write down vacancies")
    st.header("Expectations", anchor=False)
    fact_block(
        org,
        "pressure_expectations",
        say=lambda rows: pressure_sentence("strategy_growth", favorable(rows)),
    )


def digital_speed(rows: pd.DataFrame) -> str:
    """Days to the level in digital programs and in others."""
    return speed_sentence(
        days_measure(rows[rows["kind"] == "digital"]), days_measure(rows[rows["kind"] == "other"])
    )


def in_time(org: Organized) -> None:
    """The view: dates of objectives, then today and tomorrow."""
    st.header("Will learning land in time?", anchor=False)
    landing_block(org)
    st.header("Today or tomorrow?", anchor=False)
    months = int(
        st.segmented_control(
            "Horizon, months",
            HORIZONS,
            default=HORIZONS[0],
            required=True,
            key="horizon",
            bind="query-params",
        )
    )
    fact_block(org, "readiness_today", say=said_of_today, draw=folded)
    fact_block(
        org,
        "needs_ahead",
        say=lambda rows: ahead_sentence(rows, months),
        horizon=float(months),
    )
    serving_block(org, months)


def said_of_today(rows: pd.DataFrame) -> str:
    """The half that no horizon changes."""
    return today_sentence(rows) if len(rows) else "Too few people are assessed."


def landing_block(org: Organized) -> None:
    """Each dated objective: the range of dates beside the date wanted."""
    found = org.fact("landing_in_time")
    if found.missing:
        needs_card(found)
        return
    items = session.shelf().get("facts", (*org.key, "landings"), lambda: landings(found.rows))
    st.markdown(plain(landing_headline(items)))
    if items:
        for item in items:
            st.markdown(f"- {plain(landing_sentence(item))}")
        show_figure(
            (org.key, "landing"),
            lambda mode: landing_rows(items, landing_names(items), colors=mode),
            subtitle=landing_subtitle(),
            alt=landing_alt(items),
            table=lambda: landing_table(items),
        )
    working(org, found, None, {})


def serving_block(org: Organized, months: int) -> FactRows:
    """What spend, hours and programs serve, and the list of what serves neither."""

    def say(rows: pd.DataFrame) -> str:
        return serves_sentence(serving_shares(rows), months)

    def draw(rows: pd.DataFrame) -> None:
        shares = serving_shares(rows)
        show_figure(
            (org.key, "serves", months),
            lambda mode: share_bar(shares, colors=mode),
            subtitle="Share of each, %. Programs without known spend or hours count in the last.",
            alt=share_bar_alt(shares),
            table=lambda: share_bar_table(shares),
        )
        neither = neither_sentence(rows)
        if neither:
            st.markdown(plain(neither))

    return fact_block(org, "program_horizon", say=say, draw=draw, horizon=float(months))
