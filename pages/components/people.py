"""People across systems: match rates, ids that stand open, and corrections."""

from collections.abc import Sequence

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.model.people import PersonMatch
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.people import (
    correction_rows,
    match_sentence,
    open_matches,
    open_table,
)
from mls_metrics.workspace import Workspace
from pages.components import session
from pages.components.downloads import offer_rows
from pages.components.escape import plain
from pages.components.tables import show_table

SHOWN = 50


def people_block(workspace: Workspace) -> None:
    """Whom the files name, table by table; what stands open can be corrected."""
    try:
        rates, matches = session.people_of(workspace)
    except UserError:
        return  # nothing is built yet, and the page says why
    if not rates:
        return
    st.header("People", anchor=False)
    st.markdown("\n".join(f"- {sentence_of(match_sentence(rate))}" for rate in rates))
    waiting = open_matches(matches)
    if waiting:
        with st.expander(f"{plural(len(waiting), 'id')} without a person: say whom they mean"):
            open_ids(workspace, waiting)
    corrected = [match for match in matches if match.how == "corrected"]
    if corrected:
        with st.expander(f"Your corrections ({len(corrected)})"):
            for match in corrected[:SHOWN]:
                correction(workspace, match)


def sentence_of(text: str) -> str:
    """A sentence whose first words, between stars, stay bold."""
    _, name, rest = text.split("**", 2)
    return f"**{plain(name)}**{plain(rest)}"


def open_ids(workspace: Workspace, waiting: Sequence[PersonMatch]) -> None:
    """The open ids, one to correct at once, and the whole list to fill in and bring back."""
    show_table(open_table(waiting[:SHOWN]), alt="Ids without a person, with the reason")
    if len(waiting) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(waiting):,}; the list holds all.")
    with st.form("correct_person", clear_on_submit=True):
        chosen = st.selectbox("Id in the files", [match.external_id for match in waiting[:SHOWN]])
        own = st.text_input("Id in the roster", help="As it stands there, leading zeros included")
        if st.form_submit_button("Join") and own.strip():
            session.change(
                lambda: workspace.correct_people({chosen: own.strip()}),
                done=f"{chosen} now counts as {own.strip()}.",
            )
            st.rerun()
    offer_rows(
        "Download the list to fill in",
        lambda: correction_rows(waiting),
        name="people_to_correct.csv",
        key="people_to_correct",
    )
    filled = st.file_uploader("Bring the filled-in list back", type="csv", key="people_list")
    if filled is not None and st.button("Take over the list"):
        text = filled.getvalue().decode("utf-8-sig", "replace")
        session.change(lambda: workspace.correct_people_by_list(text), done="List taken over.")
        st.rerun()


def correction(workspace: Workspace, match: PersonMatch) -> None:
    """One correction with its way back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        whom = match.employee_id or "nobody of the roster"
        st.markdown(f"{plain(match.external_id)} counts as {plain(whom)}", width="stretch")
        st.button(
            "Forget",
            key=f"forget_{match.external_id}",
            on_click=lambda: session.change(
                lambda: workspace.forget_corrections(match.external_id),
                done="Forgotten: the rule holds again.",
            ),
        )
