"""Do people stay, work better, get able sooner? What a comparison group says, by program."""

import streamlit as st

from mls_metrics.charts.effect_rows import (
    effect_rows,
    effect_rows_alt,
    effect_rows_subtitle,
    effect_rows_table,
)
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.refusals import EFFECT_QUESTIONS
from mls_metrics.narrative.titles import productivity_title, retention_title, speed_title
from mls_metrics.narrative.wording import say
from pages.components.effect_views import productivity_view, retention_view, speed_view
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.frame import require_frame
from pages.components.pickers import pick_program
from pages.components.states import require_shown

EFFECTS = {words: name for name, words in EFFECT_QUESTIONS.items()}
TITLES = {
    "retention_12m": retention_title,
    "productivity": productivity_title,
    "speed": speed_title,
}
VIEWS = {"retention_12m": retention_view, "productivity": productivity_view, "speed": speed_view}

require_frame()
shown = require_shown()
head = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    question = st.segmented_control(
        "Question",
        list(EFFECTS),
        default=next(iter(EFFECTS)),
        required=True,
        wrap=True,
        key="question",
        bind="query-params",
    )
    name = EFFECTS[question]
    item = pick_program(shown, name)

effect = item.evidence.effects[name]
with head:
    st.title(plain(TITLES[name](item.program_name, effect)), anchor=False)
VIEWS[name](item, effect, shown)

st.header("All programs", anchor=False)
everyone = shown.assessment.recommendations
if any(isinstance(one.evidence.effects[name].measure, Estimate) for one in everyone):
    show_figure(
        (shown.key, "effect_rows", name),
        lambda mode: effect_rows(everyone, effect_name=name, colors=mode),
        subtitle=effect_rows_subtitle(name),
        alt=effect_rows_alt(everyone, effect_name=name),
        table=lambda: effect_rows_table(everyone, effect_name=name),
    )
else:
    st.markdown(say("no_estimates"))
