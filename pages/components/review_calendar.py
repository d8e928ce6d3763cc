"""Reviews: what is overdue, what comes next, frozen numbers, minutes, the calendar file."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.errors import UserError
from mls_metrics.narrative.governance import calendar_sentence
from mls_metrics.narrative.numbers import day
from mls_metrics.report.review_snapshot import review_snapshot
from mls_metrics.workspace.reviews import Snapshot
from pages.components import session
from pages.components.escape import plain
from pages.components.facts import fact_block
from pages.components.hand_form import author_field, hand_form, keep, standing
from pages.components.organization import Organized
from pages.components.tables import show_table

TABLE = "reviews"
SHOWN = "escalation_measures"


def review_block(org: Organized) -> None:
    """The calendar, and what can be done with it."""
    st.header("Reviews", anchor=False)
    fact_block(org, "review_calendar", say=calendar_sentence, wide=True)
    if not org.fact("reviews_due").missing:
        fact_block(org, "reviews_due", draw=lambda _: None)
    dates = review_dates(org)
    if dates:
        st.download_button(
            "Put the dates into a calendar (.ics)",
            data=lambda: calendar_bytes(dates, org.as_of),
            file_name="learning-reviews.ics",
            mime="text/calendar",
            key="calendar_file",
            on_click="ignore",
        )
    if org.may_edit:
        start_form(org)
    frozen_block(org)
    hand_form(org, TABLE, label="Plan reviews by hand")


def review_dates(org: Organized) -> list[tuple[str, date, str]]:
    """Subject, day and note of what is still to be reviewed: the calendar's, and programs'."""
    calendar = org.rows("review_calendar")
    known = calendar[calendar["next_on"].notna()] if not calendar.empty else calendar
    found = [
        (str(row["subject"]), pd.Timestamp(row["next_on"]).date(), "")
        for row in known.to_dict("records")
    ]
    if org.shown is not None:
        found += [
            (item.program_name, item.review_on, f"Program; owner: {item.owner}")
            for item in org.shown.assessment.recommendations
            if item.review_on >= org.as_of
        ]
    return sorted(found, key=lambda entry: (entry[1], entry[0]))


def calendar_bytes(dates: list[tuple[str, date, str]], as_of: date) -> bytes:
    """The calendar file; its library is loaded only when somebody asks for it."""
    from mls_metrics.report.calendar_file import ReviewDate, calendar_file

    entries = [ReviewDate(subject=name, due_on=when, note=note) for name, when, note in dates]
    return calendar_file(entries, as_of=as_of)


def start_form(org: Organized) -> None:
    """Begin a review: what is known now is frozen, and the minutes open."""
    rows = org.rows("reviews_due")
    due = rows[rows["held_on"].isna()].to_dict("records") if not rows.empty else []
    if not due:
        return
    with st.form("start_review", border=True):
        chosen = st.selectbox(
            "Start a review",
            range(len(due)),
            format_func=lambda place: f"{due[place]['subject']}, {due[place]['due_on']:%Y-%m-%d}",
        )
        author = author_field("start")
        if st.form_submit_button("Freeze today's numbers and open the minutes"):
            one = due[chosen]
            begin(org, str(one["subject"]), f"{one['due_on']:%Y-%m-%d}", author)
            st.rerun()


def begin(org: Organized, subject: str, due_on: str, author: str) -> None:
    """Freeze the assessment and every fact that has rows."""
    known = {id_: org.fact(id_) for id_ in facts()}
    content = review_snapshot(
        org.shown.assessment if org.shown is not None else None,
        {id_: found.rows for id_, found in known.items() if not found.missing},
        as_of=org.as_of.isoformat(),
    )
    content["data_sha256"] = org.workspace.data_sha256()
    content["books_sha256"] = org.workspace.books_sha256()
    attempt(
        lambda: org.workspace.start_review(
            subject=subject, due_on=due_on, by=author, content=content
        ),
        f"The numbers of {org.as_of:%Y-%m-%d} are frozen; the minutes are open.",
    )


def attempt(act: Any, done: str) -> None:
    """Do it; what came of it is said on the next page run."""
    try:
        act()
    except UserError as error:
        session.notices().append(error)
    else:
        session.notices().append(done)


def frozen_block(org: Organized) -> None:
    """Reviews begun here: their numbers as they were, and the minutes."""
    begun = org.workspace.reviews()
    if not begun:
        return
    by_id = {item.id: item for item in begun}
    chosen = st.selectbox(
        "Reviews begun here",
        list(by_id),
        format_func=lambda id_: f"{by_id[id_].subject}, begun {by_id[id_].at[:10]}",
        key="frozen_review",
    )
    one = by_id[chosen]
    st.markdown(plain(frozen_sentence(one)))
    rows = one.content["facts"].get(SHOWN, [])
    if rows:
        show_table(
            pd.DataFrame(rows).rename(columns=dict(facts()[SHOWN].columns)),
            alt="Numbers as they were frozen",
        )
    for entry in org.workspace.minutes(one.id):
        st.markdown(f"- {plain(entry['at'][:10])} {plain(entry['by'])}: {plain(entry['text'])}")
    if org.may_edit:
        minutes_form(org, one)
        held_form(org, one)


def frozen_sentence(one: Snapshot) -> str:
    """Who froze what, and over which data."""
    content = one.content
    programs = (content["assessment"] or {}).get("programs", [])
    return (
        f"Frozen by {one.by} with data to {day(date.fromisoformat(content['as_of']))}: "
        f"{len(content['facts'])} facts and {len(programs)} programs, data "
        f"{content['data_sha256'][:10]}. These numbers never change."
    )


def minutes_form(org: Organized, one: Snapshot) -> None:
    """Add a note."""
    with st.form(f"minutes_{one.id}", clear_on_submit=True, border=False):
        text = st.text_area("Minutes")
        author = author_field("minutes")
        if st.form_submit_button("Add to the minutes"):
            attempt(lambda: org.workspace.add_minutes(one.id, text=text, by=author), "Note added.")
            st.rerun()


def held_form(org: Organized, one: Snapshot) -> None:
    """Say that the review was held; the calendar takes it."""
    rows = org.workspace.hand_rows(TABLE)
    place = [
        number
        for number, row in enumerate(rows.to_dict("records"))
        if row["subject"] == one.subject
        and f"{row['due_on']:%Y-%m-%d}" == one.due_on
        and pd.isna(row["held_on"])
    ]
    if not place:
        return
    with st.form(f"held_{one.id}", border=False):
        when = st.date_input("Held on", value=org.as_of)
        outcome = st.text_input("What came of it")
        author = author_field("held")
        if st.form_submit_button("The review was held"):
            records = rows.to_dict("records")
            records[place[0]] |= {"held_on": when, "outcome": outcome}
            base = standing(org.workspace, TABLE).version
            keep(org.workspace, TABLE, records, author=author, base=base)
            st.rerun()
