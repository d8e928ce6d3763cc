"""Brief: what to decide and how sure we are."""

import streamlit as st

from mls_metrics.charts.action_rows import action_rows, action_rows_alt, action_rows_table
from mls_metrics.narrative.brief import cheapest_step, decisions, in_order, rows_of
from mls_metrics.narrative.pulse import pulse_sentence
from mls_metrics.narrative.refusals import leading_needs
from mls_metrics.narrative.titles import brief_title
from pages.components import session
from pages.components.cards import decision_card, legend, need_card
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.frame import require_frame
from pages.components.messages import by_weight, show_finding
from pages.components.places import page
from pages.components.states import require_shown

CARDS, ROWS, NEEDS, FINDINGS = 3, 60, 3, 3

require_frame()
shown = require_shown()
assessment = shown.assessment
st.title(plain(brief_title(assessment)), anchor=False)
pulse = session.pulse_of(shown)
if pulse is not None:
    st.page_link(page("data"), label=f"{plain(pulse_sentence(pulse))} →")

cards = decisions(assessment, limit=CARDS)
if cards:
    with st.grid(3, min_column_width=270):
        for item in cards:
            decision_card(item)
else:
    st.markdown(plain(cheapest_step(assessment)))

st.header("All programs", anchor=False)
legend()
rows = rows_of(in_order(assessment)[:ROWS])
show_figure(
    (shown.key, "action_rows", "brief"),
    lambda mode: action_rows(rows, colors=mode),
    alt=action_rows_alt(rows),
    table=lambda: action_rows_table(rows),
)
if len(assessment.recommendations) > ROWS:
    st.caption(f"The first {ROWS} of {len(assessment.recommendations)}; Programs lists all.")

st.page_link(page("programs"), label="Reasons for each program →")

missing = leading_needs(assessment)[:NEEDS]
if missing:
    st.header("What is still missing", anchor=False)
    with st.grid(3, min_column_width=270):
        for need in missing:
            need_card(need)

findings = by_weight(assessment.findings)[:FINDINGS]
if findings:
    st.header("Doubts about the data", anchor=False)
    for finding in findings:
        show_finding(finding)
    st.page_link(page("data"), label=f"All {len(assessment.findings)} findings →")
