"""Decisions on record: the evidence as it was frozen, what became of them, the track record."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from mls_metrics.analysis.decision_log import follow_through, joined_log
from mls_metrics.analysis.track_record import track_record
from mls_metrics.charts.interval_rows import interval_rows
from mls_metrics.model.decision import Action
from mls_metrics.model.follow_up import CAME_TRUE, CARRIED_OUT, NOT_TRUE, SECOND_REVIEW, FollowUp
from mls_metrics.narrative.decision_log import (
    followed_sentence,
    log_table,
    track_frame,
    track_sentence,
    track_table,
)
from mls_metrics.narrative.governance import team_sentence
from pages.components import session
from pages.components.escape import plain
from pages.components.facts import fact_block, working
from pages.components.figures import show_figure
from pages.components.hand_form import AUTHOR, author_field, hand_form
from pages.components.organization import Organized
from pages.components.review_calendar import attempt
from pages.components.tables import show_table

HAPPENED = {
    CAME_TRUE: "What was expected came true",
    NOT_TRUE: "What was expected did not come true",
    CARRIED_OUT: "It was carried out",
    SECOND_REVIEW: "Somebody else looked at it again and agrees",
}


def whole_log(org: Organized) -> pd.DataFrame:
    """Decisions of the table and of workshops here, with what became of them."""
    return joined_log(
        org.rows("decision_book"), org.workspace.decision_log(), org.workspace.follow_ups()
    )


def decision_block(org: Organized) -> None:
    """The log and what became of it."""
    st.header("Decisions", anchor=False)
    log = whole_log(org)
    st.markdown(plain(followed_sentence(follow_through(log, org.as_of))))
    if not log.empty:
        show_table(log_table(log), alt="Every decision, as it was said that day", wide=True)
    book = org.fact("decision_book")
    if not book.missing:
        working(org, book, None, {})
    if org.may_edit and not log.empty:
        outcome_form(org, log)
    hand_form(org, "decisions", label="Keep the decisions by hand")
    if not org.fact("follow_through").missing:
        fact_block(org, "follow_through", say=team_sentence)


def track_block(org: Organized) -> None:
    """How often what was called likely came true."""
    st.header("Track record", anchor=False)
    record = track_record(whole_log(org))
    st.markdown(plain(track_sentence(record)))
    if record.total is None:
        return
    sentence = track_sentence(record)
    show_figure(
        (*org.key, "track", sentence),
        lambda mode: interval_rows(track_frame(record), hollow="expected", colors=mode),
        subtitle="Percent that came true, with the 95% range; hollow: percent expected.",
        alt=f"{sentence} The table below holds each word.",
        table=lambda: track_table(record),
    )


def outcome_form(org: Organized, log: pd.DataFrame) -> None:
    """Write down what became of a decision; the log only grows."""
    with st.form("outcome", clear_on_submit=True):
        chosen = st.selectbox(
            "What became of",
            range(len(log)),
            format_func=lambda place: f"{log['decision'][place]} ({log['decided_on'][place]})",
        )
        kind = st.selectbox("What happened", list(HAPPENED), format_func=HAPPENED.__getitem__)
        when = st.date_input("On", value=org.as_of)
        note = st.text_input("In a few words")
        author = author_field("outcome")
        if st.form_submit_button("Add to the log") and isinstance(when, date):
            session.remember(AUTHOR, author)
            row = log.iloc[chosen]
            attempt(lambda: write(org, row, str(kind), when, author, note), "Added to the log.")
            st.rerun()


def write(org: Organized, row: pd.Series, kind: str, when: date, author: str, note: str) -> None:
    """Add the line."""
    known = {action.value: action for action in Action}
    org.workspace.follow_up(
        FollowUp(
            decision=str(row["decision"]),
            decided_on=str(row["decided_on"]),
            kind=kind,
            by=author,
            on=when.isoformat(),
            at=datetime.now(UTC).isoformat(timespec="microseconds"),
            note=note.strip(),
        ),
        action=known.get(row["decided_action"] or ""),
        decided_by=row["decided_by"] or "",
    )
