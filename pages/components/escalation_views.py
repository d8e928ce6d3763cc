"""Rules held against the numbers of today: who is called now, what is open, and the forms."""

from datetime import date

import streamlit as st

from mls_metrics.analysis.escalation import judge, numbers_of, rule_rows, rules_of
from mls_metrics.catalog.escalations import starting_rules, watched
from mls_metrics.errors import UserError
from mls_metrics.model.escalation import EscalationRule, Judged
from mls_metrics.narrative.governance import (
    escalations_sentence,
    judged_sentence,
    judged_table,
)
from pages.components import session
from pages.components.escape import plain
from pages.components.facts import fact_block, working
from pages.components.hand_form import author_field, hand_form, keep, standing
from pages.components.organization import Organized
from pages.components.tables import table_under

TABLE, RULES = "escalations", "escalation_rules"


def rules_in_force(org: Organized) -> tuple[EscalationRule, ...]:
    """The workspace's own rules, else those to start with."""
    return rules_of(org.rows("rules_kept")) or starting_rules()


def numbers_now(org: Organized) -> dict[str, float]:
    """The numbers that rules watch; gaps only where there is an assessment."""
    gaps = org.shown.assessment.skill_gaps if org.shown is not None else None
    return numbers_of(org.rows("escalation_measures"), gaps)


def judged_now(org: Organized) -> tuple[Judged, ...]:
    """Every rule in force against its number."""
    return judge(rules_in_force(org), numbers_now(org))


def escalation_block(org: Organized) -> None:
    """Who is called now, what is open or late, and what a person can do about it."""
    st.header("Escalations", anchor=False)
    judged = judged_now(org)
    if org.may_edit:
        fire(org, judged)
    st.markdown(plain(judged_sentence(judged, watched())))
    table_under(
        judged_table(judged, watched()),
        alt="Every rule with its number, its limit and whom it calls",
        label="Every rule and its number",
    )
    measures = org.fact("escalation_measures")
    if not measures.missing:
        working(org, measures, None, {})
    if not org.fact("escalation_log").missing:
        fact_block(org, "escalation_log", say=escalations_sentence, wide=True)
        if org.may_edit:
            answer_form(org)
    rules_form(org)
    hand_form(org, TABLE, label="Keep the escalations by hand")


def fire(org: Organized, judged: tuple[Judged, ...]) -> None:
    """Raise what is newly triggered, once; the page then shows it."""
    try:
        fired = org.workspace.fire(judged, as_of=org.as_of)
    except UserError as error:
        session.notices().append(error)
        return
    if fired:
        session.notices().append(f"Escalated: {'; '.join(fired)}.")
        session.shelf().version += 1
        st.rerun()


def answer_form(org: Organized) -> None:
    """Acknowledge or close an open escalation."""
    rows = org.workspace.hand_rows(TABLE)
    still_open = rows[rows["closed_on"].isna()]
    if still_open.empty:
        return
    names = {
        place: f"{row['rule']} ({row['role']}, {row['raised_on']:%Y-%m-%d})"
        for place, row in still_open.iterrows()
    }
    chosen = st.selectbox(
        "Answer an escalation", list(names), format_func=names.__getitem__, key="answer_escalation"
    )
    author = author_field("answer")
    day = st.date_input("On", value=org.as_of, key="answer_day")
    with st.container(horizontal=True):
        pressed = [
            column
            for column, label in (("acknowledged_on", "Acknowledge"), ("closed_on", "Close"))
            if st.button(label, key=f"answer_{column}")
        ]
    if pressed and isinstance(day, date):
        records = rows.to_dict("records")
        records[chosen][pressed[0]] = day
        if records[chosen]["acknowledged_on"] != records[chosen]["acknowledged_on"]:
            records[chosen]["acknowledged_on"] = day
        stands = standing(org.workspace, TABLE)
        keep(org.workspace, TABLE, records, author=author, base=stands.version)
        st.rerun()


def rules_form(org: Organized) -> None:
    """The rules to edit; the starting rules become the workspace's own at a press."""
    if org.may_edit and org.fact("rules_kept").missing:
        st.caption("The starting rules are in force. Make them yours to change limits and roles.")
        author = author_field("begin_rules")
        if st.button("Keep the starting rules as a table", key="begin_rules"):
            rows = rule_rows(starting_rules())
            stands = standing(org.workspace, RULES)
            keep(org.workspace, RULES, list(rows), author=author, base=stands.version)
            st.rerun()
    hand_form(org, RULES, label="Change the rules")
