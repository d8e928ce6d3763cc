"""Strategy: what learning serves, in time or not, today or tomorrow, and on what basis."""

import streamlit as st

from mls_metrics.narrative.strategy import strategy_title
from mls_metrics.narrative.strategy_basis import vision_line
from pages.components import strategy_aligned, strategy_basis, strategy_time
from pages.components.escape import plain
from pages.components.frame import require_frame
from pages.components.organization import require_organized
from pages.components.vision_form import vision_canvas

VIEWS = {
    "Aligned": strategy_aligned.aligned,
    "Pressures": strategy_time.pressures,
    "In time": strategy_time.in_time,
    "Foundations": strategy_basis.foundations_view,
    "Advantage": strategy_basis.advantage,
    "Vision": vision_canvas,
}

require_frame()
org = require_organized()
support, written = org.rows("objective_support"), org.rows("vision_now")
st.title(plain(strategy_title(org.rows("chain_completeness"), support, written)), anchor=False)
if support.empty and written.empty:
    st.markdown(
        "This page answers whether learning serves the strategy, in time, and for tomorrow. It "
        "needs the objectives of the business; begin with one sentence."
    )
else:
    st.markdown(plain(vision_line(written)))
view = st.segmented_control(
    "View",
    list(VIEWS),
    default="Vision" if support.empty else "Aligned",
    required=True,
    wrap=True,
    key="view",
    bind="query-params",
)
VIEWS[view](org)
