"""What a workshop keeps: decisions agreed on with their evidence, what was parked, the minutes."""

from datetime import UTC, date, datetime

import streamlit as st

from mls_metrics.catalog.load import dimensions
from mls_metrics.errors import UserError
from mls_metrics.model.agreement import DECIDED, PARKED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.model.outcome import Outcome, ScenarioDecision
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.scenario import Scenario
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.overview import data_line
from mls_metrics.narrative.strategy_basis import vision_of
from mls_metrics.narrative.workshop import entry_line, heard_sentence, minutes
from pages.components import desk, session
from pages.components.escape import plain
from pages.components.session import Shown
from pages.components.workshop_steps import ballots, heard

LOG = "workshop_log"
PARK = "workshop_park"


def entries(shown: Shown) -> list[Agreement]:
    """Today's entries, the latest first: kept on disk where work is kept, else in this sitting."""
    mine: list[Agreement] = session.state_value(LOG) or []
    if not session.can_edit() or shown.workspace is None:
        return mine
    data, today = shown.assessment.provenance.data_sha256, f"{datetime.now(UTC):%Y-%m-%d}"
    return [
        entry
        for entry in shown.workspace.decision_log()
        if entry.data_sha256 == data and entry.at.startswith(today)
    ]


def log(shown: Shown, entry: Agreement) -> None:
    """Keep an entry."""
    if not session.can_edit() or shown.workspace is None:
        session.remember(LOG, [entry, *(session.state_value(LOG) or [])])
        return
    try:
        shown.workspace.log_decision(entry)
    except UserError as error:
        session.notices().append(error)


def stamped(shown: Shown, scenario: Scenario) -> dict[str, str]:
    """When, over which data and from which state an entry was made."""
    saved = st.query_params.get(desk.ADDRESS, "")
    return {
        "at": desk.now(),
        "data_sha256": shown.assessment.provenance.data_sha256,
        "state_sha256": scenario.state_sha256,
        "scenario": str(saved),
    }


def park_block(shown: Shown, scenario: Scenario) -> None:
    """Park a question, from any step."""
    with st.form("park", clear_on_submit=True, border=False):
        question = st.text_input("A question for later", key=PARK)
        pressed = st.form_submit_button("Park it")
    if pressed and question.strip():
        log(shown, Agreement(kind=PARKED, decision=question.strip(), **stamped(shown, scenario)))
        st.rerun()


def agree_step(shown: Shown, outcome: Outcome) -> None:
    """Put an agreement into the log with the evidence as it stands now."""
    by_id = {one.program_id: one for one in outcome.decisions}
    reviews = {item.program_id: item.review_on for item in shown.assessment.recommendations}
    program = st.selectbox(
        "Program", list(by_id), format_func=lambda id_: by_id[id_].program_name, key="agree_program"
    )
    said = by_id[program]
    with st.form(f"agree_{program}", clear_on_submit=True):
        action = st.selectbox(
            "Decision",
            list(Action),
            index=list(Action).index(said.action),
            format_func=action_name,
        )
        by = st.text_input("Who agrees (names, or how many)")
        dissent = st.text_input("Dissent, and why")
        review = st.date_input("Review on", value=reviews[program])
        if st.form_submit_button("Agree", type="primary"):
            agreed(shown, outcome.scenario, said, Action(action), by, dissent, review)
            st.rerun()
    kept = entries(shown)
    for entry in kept:
        st.markdown(f"- {plain(entry_line(entry))}")
    if not session.can_edit():
        st.caption("This installation is open for viewing: the minutes are yours to take along.")
    minutes_block(shown, outcome.scenario, kept)


def agreed(
    shown: Shown,
    scenario: Scenario,
    said: ScenarioDecision,
    action: Action,
    by: str,
    dissent: str,
    review: date,
) -> None:
    """Log a decision on a program; the chance is that of the decided action."""
    log(
        shown,
        Agreement(
            kind=DECIDED,
            decision=f"{action_name(action)} {said.program_name}",
            by=by.strip(),
            program_id=said.program_id,
            action=action,
            probability=said.probability[action],
            evidence=said.grade,
            dissent=dissent.strip(),
            review_on=review,
            **stamped(shown, scenario),
        ),
    )


def minutes_block(shown: Shown, scenario: Scenario, kept: list[Agreement]) -> None:
    """The minutes as a file."""
    found, given = heard(shown), ballots()
    weights = ", ".join(
        f"{dimensions()[name].title} {points:g}"
        for name, points in zip(DIMENSIONS, scenario.weights, strict=True)
    )
    id_ = st.query_params.get(desk.ADDRESS)
    base = str(st.context.url or "").split("?")[0].rstrip("/").removesuffix("/workshop")
    text = minutes(
        kept,
        vision=vision_of(shown.assessment.organization),
        data_line=data_line(shown.assessment, is_sample=shown.is_sample),
        voices=heard_sentence(found, len(given)) if found else "",
        weights=f"{weights}.",
        link=f"{base}/scenarios?{desk.ADDRESS}={id_}" if id_ else "",
    )
    st.download_button(
        "Download the minutes",
        data=text,
        file_name=f"minutes-{desk.now()[:10]}.md",
        mime="text/markdown",
        on_click="ignore",
    )
