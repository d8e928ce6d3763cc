"""Data: what was read, what to doubt, and what more files would answer."""

import streamlit as st

from mls_metrics.narrative.titles import data_title
from mls_metrics.narrative.wording import TEMPLATES
from pages.components import session
from pages.components.escape import plain
from pages.components.file_cards import file_cards, templates_block
from pages.components.frame import require_frame
from pages.components.history import history_block, question_forms
from pages.components.intake import bring_files, source_switch
from pages.components.mapping_form import mapping_forms, remembered_block
from pages.components.messages import findings_block
from pages.components.people import people_block
from pages.components.platforms import platforms_block
from pages.components.pulse import pulse_block
from pages.components.unlocks import unlocks_block

require_frame()
shown = session.current()
assessment = shown.assessment if shown else None
st.title(plain(data_title(assessment)), anchor=False)
source_switch(shown)
if session.can_edit():
    bring_files()
    own = session.own_workspace()
    if own is not None:
        mapping_forms(own)
        question_forms(own)
else:
    st.info(plain(TEMPLATES["view_only"]))

if shown is not None:
    pulse_block(session.pulse_of(shown))
    file_cards(shown)
    platforms_block(shown)
findings_block(session.findings(shown), assessment)
if session.can_edit() and (own := session.own_workspace()) is not None:
    if shown is not None and not shown.is_sample:
        people_block(own)
    history_block(own)
    remembered_block(own)
unlocks_block(assessment)
templates_block()
