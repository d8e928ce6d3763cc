"""Where gaps persist, what each role must learn next, and who will be ready when needed."""

import streamlit as st

from mls_metrics.narrative.skill_plans import planned_title
from mls_metrics.narrative.skills import skills_title
from mls_metrics.narrative.wording import TEMPLATES
from pages.components import session
from pages.components.escape import plain
from pages.components.facts import fact_block
from pages.components.frame import require_frame
from pages.components.hand_form import hand_form
from pages.components.organization import organized
from pages.components.places import page
from pages.components.skill_bench import bench_block, decay_block
from pages.components.skill_families import families_block
from pages.components.skill_gaps import closure_block, map_block, worth_block
from pages.components.skill_ready import ready_block, time_block
from pages.components.skill_steps import FORM, steps_block
from pages.components.states import no_data

require_frame()
org = organized()
shown = org.shown if org is not None else session.current()
if shown is None:
    if org is None:
        no_data()
        st.stop()
    st.title(plain(planned_title(org.rows("headcount_plan"))), anchor=False)
    st.markdown(plain(TEMPLATES["skills_asks"]))
    steps_block(org)
    if not org.fact("headcount_plan").missing:
        st.header("People the plan needs", anchor=False)
        fact_block(org, "headcount_plan", wide=True)
    st.stop()

assessment = shown.assessment
st.title(plain(skills_title(assessment)), anchor=False)
if not assessment.skill_map:
    st.markdown(
        "Add the level each role requires (role_requirements: job_role, skill, required_level) and "
        "dated levels of people (skill_assessments: employee_id, skill, assessed_on, level)."
    )
    st.page_link(page("data"), label="Templates on the Data page")
    if org is not None:
        hand_form(org, "role_requirements", label=FORM)
    st.stop()

map_block(assessment, shown.key)
if org is not None:
    steps_block(org)
    valid_months = ready_block(org)
    time_block(org, valid_months)
    families_block(org, valid_months)
closure_block(assessment)
if org is not None:
    bench_block(org, valid_months)
    decay_block(org)
worth_block(assessment)
