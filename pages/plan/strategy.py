"""Strategy."""

import streamlit as st

from pages.components.frame import require_frame
from pages.components.organization import require_organized

require_frame()
org = require_organized()
st.title("Strategy", anchor=False)
