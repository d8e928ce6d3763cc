"""How fast a need finds its learners and a finding its change, and whom that burdens."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from mls_metrics.analysis.future import change_times, lead_times, share_of
from mls_metrics.charts.limit_rows import limit_alt, limit_rows
from mls_metrics.model.future import Waiting
from mls_metrics.narrative.future_pace import (
    change_sentence,
    experiments_sentence,
    lead_sentences,
    load_sentences,
    met_sentence,
    quarters_sentence,
    wait_rows,
    wait_table,
)
from pages.components.figures import show_figure
from pages.components.future_outdated import section
from pages.components.hand_form import hand_form
from pages.components.organization import Organized


def speed_view(org: Organized) -> None:
    """From need to first learner, from finding to change, programs changed per quarter."""
    st.header("From need to first learner", anchor=False)
    section(
        org,
        "lead_times",
        say=lambda rows: lead_sentences(lead_times(rows)),
        draw=lambda rows: waits_figure(org, "lead_times", lead_times(rows), first="Step"),
    )
    section(org, "needs_met", say=met_words)
    hand_form(org, "needs", label="Needs")
    st.header("From finding to change", anchor=False)
    section(
        org,
        "change_times",
        say=lambda rows: [change_sentence(change_times(rows))] if len(rows) else [],
        draw=lambda rows: waits_figure(org, "change_times", change_times(rows), first="Kind"),
    )
    section(org, "changes_by_quarter", say=quarter_words)
    hand_form(org, "improvements", label="Improvements")


def waits_figure(org: Organized, id_: str, waits: Sequence[Waiting], *, first: str) -> None:
    """Median days with their ranges, a row each."""
    drawn = wait_rows(waits)
    if drawn.empty:
        return
    show_figure(
        (*org.key, id_),
        lambda mode: limit_rows(drawn, colors=mode),
        subtitle="Days: median (dot) with its 95% range.",
        alt=limit_alt(drawn, what="median waiting time", unit="days"),
        table=lambda: wait_table(waits, first=first),
    )


def met_words(rows: pd.DataFrame) -> list[str]:
    """Urgent needs met by their date, of those whose date has passed or that were met."""
    urgent = rows[rows["urgency"] == "urgent"]
    met, late = int(urgent["met"].sum()), int(urgent["late"].sum())
    return [met_sentence(rows, share_of(met, met + late))]


def quarter_words(rows: pd.DataFrame) -> list[str]:
    """Programs changed in the latest complete quarter."""
    last = rows.tail(1)
    return [quarters_sentence(rows, share_of(last["changed"].sum(), last["programs"].sum()))]


def teams_view(org: Organized) -> None:
    """Load of internal teams, and what is being tried."""
    st.header("Load of internal teams", anchor=False)
    section(org, "team_load", say=load_sentences)
    hand_form(org, "capacity", label="Hours of internal teams")
    st.header("Experiments", anchor=False)
    section(org, "experiments", say=experiment_words)
    hand_form(org, "improvements", label="Improvements")


def experiment_words(rows: pd.DataFrame) -> list[str]:
    """Started, running, and concluded with a result."""
    done, without = int(rows["with_result"].sum()), int(rows["without_result"].sum())
    return [experiments_sentence(rows, share_of(done, done + without))]
