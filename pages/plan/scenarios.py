"""What if we choose otherwise? Weights, limits and assumptions to try, undo, compare and keep."""

import streamlit as st

from mls_metrics.narrative.scenarios import scenario_title
from mls_metrics.narrative.wording import say
from pages.components import desk
from pages.components.escape import plain
from pages.components.frame import require_frame
from pages.components.places import page
from pages.components.scenario_form import locks_block, scenario_form
from pages.components.scenario_steps import (
    history_block,
    notices_block,
    save_block,
    tools_block,
)
from pages.components.scenario_views import (
    assumptions_block,
    compare_block,
    money_block,
    plan_block,
    result_block,
)
from pages.components.states import require_shown

require_frame()
shown = require_shown()
steps = desk.history(shown)
scenario = steps.scenario
outcome = desk.outcome_of(shown, scenario)
base = desk.outcome_of(shown, desk.base_of(shown))

st.title(plain(scenario_title(outcome, base)), anchor=False)
notices_block()
st.page_link(page("workshop"), label="Work on this with a room: Workshop →")
tools_block(shown, steps)
if desk.foreign_name() is not None:
    st.warning(plain(say("scenario_other_data")))
result_block(shown, outcome, base)
scenario_form(shown, scenario)
locks_block(shown, scenario)
history_block(shown, steps)
money_block(shown, outcome)
assumptions_block(shown, outcome)
plan_block(shown, scenario)
compare_block(shown, scenario)
save_block(shown, scenario)
