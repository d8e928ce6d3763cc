"""Can I trust this, and what would more data answer? From files to findings."""

import streamlit as st

from mls_metrics.narrative.titles import data_title
from mls_metrics.narrative.wording import TEMPLATES
from pages.components import session
from pages.components.escape import plain
from pages.components.file_cards import answers_block, file_cards, templates_block
from pages.components.frame import require_frame
from pages.components.intake import bring_files, history_block, source_switch
from pages.components.messages import by_weight, show_finding

require_frame()
shown = session.current()
assessment = shown.assessment if shown else None
st.title(plain(data_title(assessment)), anchor=False)
source_switch(shown)
if session.can_edit():
    bring_files()
else:
    st.info(plain(TEMPLATES["view_only"]))

if assessment is not None:
    if assessment.findings:
        st.subheader("Findings", anchor=False)
        for finding in by_weight(assessment.findings):
            show_finding(finding)
    st.subheader("Files", anchor=False)
    file_cards(assessment.imports)
if session.can_edit():
    history_block()
answers_block(assessment)
templates_block()
