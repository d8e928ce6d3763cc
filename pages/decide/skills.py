"""Where gaps persist, what closes them, and what the assessments themselves are worth."""

import streamlit as st

from mls_metrics.charts.gap_map import gap_map, gap_map_alt, gap_map_subtitle, gap_map_table
from mls_metrics.narrative.skills import (
    closure_table,
    gap_sentence,
    lasting_gaps,
    lasting_table,
    skills_title,
    standing_table,
)
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.frame import require_frame
from pages.components.places import page
from pages.components.states import require_shown
from pages.components.tables import show_table

MOST = 8

require_frame()
shown = require_shown()
assessment = shown.assessment
st.title(plain(skills_title(assessment)), anchor=False)
cells = assessment.skill_map
if not cells:
    st.markdown(
        "Add the level each role requires (role_requirements: job_role, skill, required_level) and "
        "dated levels of people (skill_assessments: employee_id, skill, assessed_on, level)."
    )
    st.page_link(page("data"), label="Templates on the Data page")
    st.stop()

show_figure(
    (shown.key, "gap_map"),
    lambda mode: gap_map(cells, colors=mode),
    subtitle=gap_map_subtitle(cells),
    alt=gap_map_alt(cells),
    table=lambda: gap_map_table(cells),
)

st.header("Gaps that last", anchor=False)
lasting = lasting_gaps(assessment)
names = {item.program_id: item.program_name for item in assessment.recommendations}
if lasting:
    st.caption("Four quarters or more below the level, those that nothing teaches first.")
    for gap in lasting[:MOST]:
        st.markdown(f"- {plain(gap_sentence(gap, names))}")
    with st.expander(f"All {len(lasting)} gaps that last, as a table"):
        show_table(lasting_table(lasting, names), alt="Every gap that has lasted", wide=True)
else:
    st.markdown("No gap has lasted four quarters.")

st.header("Do programs close the gap?", anchor=False)
closed = closure_table(assessment.recommendations)
if closed.empty:
    st.markdown("Nobody was assessed by the same kind of rater before and after a program.")
else:
    st.caption(
        "Share of the gap before the start that is gone at the latest assessment, the same people "
        "and the same kind of rater. Nobody untrained stands beside them, so other causes count "
        "in: evidence D."
    )
    show_table(closed, alt="Share of the gap closed by program")

st.header("What the assessments are worth", anchor=False)
st.caption(
    "Who is not assessed is unknown, never below. Ranges: people below the level at their last "
    "three assessments by one kind of rater, of those who have three (stays below); at the level "
    "and below it at the next assessment (lost again); levels by which people rate themselves "
    "above a manager's or a test's rating of the half year before (self)."
)
show_table(standing_table(assessment.skills), alt="What is known of each required skill", wide=True)
