"""Governance and service: who decides, what is overdue, is the service healthy."""

import streamlit as st

from mls_metrics.narrative.governance import governance_title
from mls_metrics.narrative.service import service_title
from pages.components import session
from pages.components.escalation_views import escalation_block
from pages.components.escape import plain
from pages.components.facts import needs_card
from pages.components.frame import require_frame
from pages.components.hand_form import hand_form
from pages.components.organization import require_organized
from pages.components.raci import ownership_block, reins_block, who_decides
from pages.components.review_calendar import review_block
from pages.components.service_panels import (
    default_limit,
    operations_block,
    scorecard_block,
    trust_block,
    work_block,
)
from pages.components.service_technology import (
    measured_block,
    planning_block,
    technology_block,
    transparency_block,
)
from pages.components.track_record import decision_block, track_block, whole_log

PARTS = ("Governance", "Service")
STEERED = ("ownership_faults", "review_calendar", "escalation_log", "decision_book")
SERVED = ("delivery_split", "work_split", "operations", "need_funnel", "feeds")

require_frame()
org = require_organized()
heading = st.container()
part = st.segmented_control(
    "Part", PARTS, default=PARTS[0], required=True, key="part", bind="query-params"
)

if part == "Governance" and all(org.fact(id_).missing for id_ in STEERED):
    heading.title(plain(governance_title(org.rows("ownership_faults"))), anchor=False)
    if whole_log(org).empty:
        st.markdown(
            "Here stands who decides what, and which reviews and escalations are late. It begins "
            "with one question: who is accountable for the decision you took last?"
        )
        needs_card(org.fact("ownership_faults"))
        hand_form(org, "decision_rights", label="Write down who decides")
        st.stop()
elif part == "Service" and all(org.fact(id_).missing for id_ in SERVED):
    heading.title(plain(service_title(org.rows("transactional_share"), org.rows("feeds"))))
    st.markdown(
        "Here stands whether the service delivers results, on time, and from fresh data. It begins "
        "with one question: which numbers is your learning partner measured by?"
    )
    needs_card(org.fact("delivery_split"))
    hand_form(org, "service", label="Write down what the partner is measured by")
    st.stop()

if part == "Governance":
    title = governance_title(
        org.rows("ownership_faults"), org.rows("review_calendar"), org.rows("escalation_log")
    )
    blocks = (who_decides, reins_block, escalation_block, review_block, decision_block)
    blocks = (*blocks, track_block, ownership_block)
else:
    tried = session.state_value("limit") or st.query_params.get("limit")
    limit = float(tried or default_limit(org))
    title = service_title(org.rows("transactional_share"), org.rows("feeds"), limit=limit)
    blocks = (scorecard_block, trust_block, work_block, operations_block, technology_block)
    blocks = (*blocks, measured_block, planning_block)
heading.title(plain(title), anchor=False)
for block in (*blocks, transparency_block):
    block(org)
