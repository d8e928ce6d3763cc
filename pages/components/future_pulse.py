"""What changed since the last load and since the last meeting, the newest change first."""

from datetime import date

import streamlit as st

from mls_metrics.model.standing import Pulse
from mls_metrics.narrative.pulse import meeting_sentence, pulse_lines, pulse_sentence
from mls_metrics.narrative.wording import TEMPLATES
from mls_metrics.workspace.pulse import last_meeting
from pages.components.escape import plain
from pages.components.organization import Organized
from pages.components.pulse import bullets

CHANGES = 6


def pulse_view(org: Organized) -> None:
    """Two sentences, and the changes behind each of them folded."""
    st.header("What changed", anchor=False)
    if org.shown is None or org.is_sample:
        key = "pulse_sample" if org.is_sample else "pulse_books_alone"
        st.markdown(plain(TEMPLATES[key]))
        return
    assessment = org.shown.assessment
    steps = org.workspace.pulses(assessment)
    told(pulse_sentence(steps[0]) if steps else TEMPLATES["pulse_nothing_yet"], steps[:1])
    when = last_meeting(meeting_days(org), assessment)
    met = org.workspace.pulse_since(assessment, when) if when else None
    told(meeting_sentence(met, when), [met] if met else [])
    earlier = steps[1:CHANGES]
    if earlier:
        with st.expander("Earlier changes"):
            for step in earlier:
                st.markdown(f"**{plain(pulse_sentence(step))}**")
                st.markdown(bullets(pulse_lines(step)))


def told(sentence: str, steps: list[Pulse]) -> None:
    """A sentence, and what it is made of."""
    st.markdown(f"**{plain(sentence)}**")
    lines = [line for step in steps for line in pulse_lines(step)]
    if lines:
        with st.expander(f"The changes ({len(lines)})"):
            st.markdown(bullets(lines))


def meeting_days(org: Organized) -> list[date]:
    """Days of reviews and decisions, of the tables and of the log kept here."""
    held = org.rows("meetings")["held_on"]
    logged = [date.fromisoformat(entry.at[:10]) for entry in org.workspace.decision_log()]
    return [*(day.date() for day in held), *logged]
