"""Placebos on the Method page: those of this run, and people who never took a program."""

import streamlit as st

from mls_metrics.effects import try_stand_ins
from mls_metrics.model.evidence import StandIns
from mls_metrics.narrative.placebos import (
    placebo_sentence,
    placebo_table,
    stand_in_sentence,
    stand_in_table,
)
from pages.components import session
from pages.components.escape import plain
from pages.components.tables import show_table

TIMES = 5


def placebo_block(shown: session.Shown) -> None:
    """What was asked where the answer must be no."""
    table = placebo_table(shown.assessment.recommendations)
    st.markdown(plain(placebo_sentence(table)))
    if not table.empty:
        show_table(table, alt="Every placebo of this run with what it found")
    st.header("People who never took it", anchor=False)
    st.markdown(
        "For each program, as many people like its starters are drawn from those who did not "
        "start, and asked the same question about staying. Nothing is to be found."
    )
    if shown.workspace is None:
        return
    kept = session.shelf()
    found = kept.items["placebos"].get(shown.key)
    if found is None and st.button(f"Draw {TIMES} times for each program"):
        found = kept.get("placebos", shown.key, lambda: drawn(shown))
    if found is not None:
        st.markdown(plain(stand_in_sentence(found)))
        show_table(stand_in_table(found), alt="What was found among people who never took it")


def drawn(shown: session.Shown) -> tuple[StandIns, ...]:
    """Draw anew; the relations are built again, for a kept answer leaves those of another state."""
    workspace, policy = shown.workspace, shown.assessment.policy
    assert workspace is not None, "the button is only shown where there are data"
    place = st.empty()
    # Nobody builds another state meanwhile.
    with session.shelf().locks["assessments"], place.status("Drawing", expanded=False) as status:
        workspace.build(as_of=shown.assessment.provenance.as_of, policy=policy)
        facts = [item.evidence.facts for item in shown.assessment.recommendations]
        found = try_stand_ins(
            workspace.store,
            facts,
            policy,
            times=TIMES,
            progress=lambda step: status.update(label=step),
        )
    place.empty()
    return found
