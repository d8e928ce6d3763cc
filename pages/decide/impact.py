"""Do people stay? Do they work better? What a comparison group says, program by program."""

import streamlit as st

from mls_metrics.charts.effect_rows import (
    effect_rows,
    effect_rows_alt,
    effect_rows_subtitle,
    effect_rows_table,
)
from mls_metrics.narrative.titles import productivity_title, retention_title
from pages.components.effect_views import productivity_view, retention_view
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.frame import require_frame
from pages.components.pickers import pick_program
from pages.components.states import require_shown

STAY, WORK = "Do people stay?", "Does work improve?"
EFFECTS = {STAY: "retention_12m", WORK: "productivity"}

require_frame()
shown = require_shown()
head = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    question = st.segmented_control(
        "Question", list(EFFECTS), default=STAY, required=True, key="question", bind="query-params"
    )
    item = pick_program(shown, EFFECTS[question])

effect = item.evidence.effects[EFFECTS[question]]
title = retention_title if question == STAY else productivity_title
with head:
    st.title(plain(title(item.program_name, effect)), anchor=False)
view = retention_view if question == STAY else productivity_view
view(item, effect, shown)

st.header("All programs", anchor=False)
everyone = shown.assessment.recommendations
name = EFFECTS[question]
show_figure(
    (shown.key, "effect_rows", name),
    lambda mode: effect_rows(everyone, effect_name=name, colors=mode),
    subtitle=effect_rows_subtitle(name),
    alt=effect_rows_alt(everyone, effect_name=name),
    table=lambda: effect_rows_table(everyone, effect_name=name),
)
