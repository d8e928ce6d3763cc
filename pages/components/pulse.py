"""What the last load or undo changed."""

import streamlit as st

from mls_metrics.model.standing import Pulse
from mls_metrics.narrative.pulse import pulse_lines, pulse_sentence
from pages.components.escape import plain

LINES = 6


def pulse_block(pulse: Pulse | None) -> None:
    """The change in one sentence, its parts below, the long rest folded."""
    if pulse is None:
        return
    st.header("What changed", anchor=False)
    st.markdown(f"**{plain(pulse_sentence(pulse))}**")
    lines = pulse_lines(pulse)
    if lines:
        st.markdown(bullets(lines[:LINES]))
    if len(lines) > LINES:
        with st.expander(f"{len(lines) - LINES} more"):
            st.markdown(bullets(lines[LINES:]))


def bullets(lines: list[str]) -> str:
    """Lines as a list."""
    return "\n".join(f"- {plain(line)}" for line in lines)
