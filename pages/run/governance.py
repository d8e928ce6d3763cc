"""Governance and service: who decides, what is overdue, is the service healthy."""

import streamlit as st

from mls_metrics.narrative.governance import governance_title, owners_sentence
from pages.components.escape import plain
from pages.components.facts import fact_block
from pages.components.frame import require_frame
from pages.components.hand_form import hand_form
from pages.components.organization import require_organized

require_frame()
org = require_organized()
st.title(plain(governance_title(org.rows("ownership_faults"))), anchor=False)

st.header("Who decides", anchor=False)
fact_block(org, "ownership_faults", say=owners_sentence)
hand_form(org, "decision_rights", label="Write down who decides")
