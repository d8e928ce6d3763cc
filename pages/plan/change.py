"""Change: whether people take it up, whom it touches, what was promised, how we will know."""

import streamlit as st

from mls_metrics.narrative.change import change_title
from mls_metrics.narrative.wording import TEMPLATES
from pages.components.change_adoption import adoption_block
from pages.components.change_found import gathered
from pages.components.change_groups import groups_block, messages_block, why_block
from pages.components.change_promises import contract_block, ledger_block, mix_block
from pages.components.escape import plain
from pages.components.frame import require_frame
from pages.components.hand_form import hand_form
from pages.components.organization import require_organized

require_frame()
org = require_organized()
found = gathered(org)
title = change_title(found.adoption, found.messages, found.ledger, found.contract, found.members)
st.title(plain(title), anchor=False)

if found.is_empty:
    st.markdown(plain(TEMPLATES["change_begin"]))
    st.markdown(plain(TEMPLATES["change_begin_how"]))
    hand_form(org, "audiences", label="Write down the groups")
    if not org.fact("internal_mix").missing:
        st.header("Who does the work?", anchor=False)
        mix_block(org)
    st.stop()

st.header("Do people take it up?", anchor=False)
adoption_block(org, found.adoption)

st.header("Whom does it touch?", anchor=False)
groups_block(org, found)

st.header("Were they told?", anchor=False)
messages_block(org)

st.header("Why is it happening?", anchor=False)
why_block(org, found)

st.header("What will change, and what will not?", anchor=False)
ledger_block(org, found)

st.header("How will we know that it worked?", anchor=False)
contract_block(org, found)

st.header("Who does the work?", anchor=False)
mix_block(org)
