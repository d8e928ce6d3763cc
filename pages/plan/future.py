"""Future fit: what will be out of date, how fast we adapt, and what growth costs."""

import streamlit as st

from mls_metrics.narrative.future import future_title
from mls_metrics.narrative.wording import TEMPLATES
from pages.components.escape import plain
from pages.components.facts import needs_card
from pages.components.frame import require_frame
from pages.components.future_building import building_view, growth_view
from pages.components.future_outdated import controls, demand_view, outdated_view, portfolio
from pages.components.future_pulse import pulse_view
from pages.components.future_speed import speed_view, teams_view
from pages.components.organization import require_organized

OUT, DEMAND, PARTS, GROWTH, SPEED, TEAMS, CHANGED = (
    "Out of date",
    "Demand",
    "Building",
    "Growth",
    "Speed",
    "Teams and trials",
    "What changed",
)
SPEAKING = (
    "content_fit",
    "needs_spotted",
    "skill_demand",
    "modules",
    "cost_split",
    "lead_times",
    "change_times",
    "team_load",
)

require_frame()
org = require_organized()
head = st.container()
if all(org.fact(name).missing for name in SPEAKING):
    head.title(plain(future_title([], months=12, is_missing=True)), anchor=False)
    st.markdown(plain(TEMPLATES["future_empty"]))
    needs_card(org.fact("content_fit"))
    st.stop()
view = st.segmented_control(
    "Question",
    [OUT, DEMAND, PARTS, GROWTH, SPEED, TEAMS, CHANGED],
    default=OUT,
    required=True,
    wrap=True,
    key="view",
    bind="query-params",
)
settings = controls()
shares = portfolio(org, settings)
head.title(
    plain(future_title(shares, months=settings["horizon_months"], is_missing=not shares)),
    anchor=False,
)
if view == OUT:
    outdated_view(org, settings)
elif view == DEMAND:
    demand_view(org, settings)
elif view == PARTS:
    building_view(org)
elif view == GROWTH:
    growth_view(org)
elif view == SPEED:
    speed_view(org)
elif view == TEAMS:
    teams_view(org)
else:
    pulse_view(org)
