"""A workshop, one question a view: guess first, weights, result, draw again, agree."""

from collections.abc import Callable, Mapping

import streamlit as st

from mls_metrics.model.outcome import Outcome
from mls_metrics.narrative.workshop import workshop_title
from pages.components import desk, session
from pages.components.escape import plain
from pages.components.frame import PRESENT, require_frame
from pages.components.places import page
from pages.components.scenario_steps import notices_block, tools_block
from pages.components.session import Shown
from pages.components.states import require_shown
from pages.components.workshop_log import agree_step, park_block
from pages.components.workshop_steps import (
    draw_step,
    guess_step,
    heard,
    result_step,
    weights_step,
)

STEPS: Mapping[str, Callable[[Shown, Outcome], None]] = {
    "Guess first": guess_step,
    "Weights": weights_step,
    "Result": result_step,
    "Draw again": draw_step,
    "Agree": agree_step,
}
STEP = "step"


def move(by: int) -> None:
    """Go to the next step or the one before."""
    names = list(STEPS)
    here = names.index(session.state_value(STEP) or names[0])
    session.remember(STEP, names[min(max(here + by, 0), len(names) - 1)])


require_frame()
shown = require_shown()
steps = desk.history(shown)
scenario = steps.scenario
outcome = desk.outcome_of(shown, scenario)
st.title(plain(workshop_title(outcome, heard(shown))), anchor=False)
notices_block()
name = st.segmented_control(
    "Step",
    list(STEPS),
    default=next(iter(STEPS)),
    required=True,
    wrap=True,
    key=STEP,
    bind="query-params",
)
STEPS[name](shown, outcome)
st.divider()
with st.container(horizontal=True):
    st.button("Previous", on_click=move, args=(-1,), shortcut="Alt+P")
    st.button("Next", on_click=move, args=(1,), shortcut="Alt+N")
    st.toggle("Present", key=PRESENT, bind="query-params", help="Large type, no menu")
tools_block(shown, steps)
park_block(shown, scenario)
st.page_link(page("scenarios"), label="Limits, locks and assumptions on Scenarios")
