"""What a page shows before it has an answer: where to go, and what is needed at least."""

import streamlit as st

from mls_metrics.narrative.wording import TEMPLATES
from pages.components import session
from pages.components.escape import plain
from pages.components.places import page


def require_shown() -> session.Shown:
    """What to render; where there is nothing yet, the page says so and ends here."""
    shown = session.current()
    if shown is None:
        no_data()
        st.stop()
    return shown


def no_data() -> None:
    """The empty state."""
    st.title(plain(TEMPLATES["title_no_data"]), anchor=False)
    st.markdown(
        "One export from your learning system is enough to begin; a roster with hire and leaving "
        "dates says whether people stay, a KPI table whether work improves."
    )
    st.page_link(page("data"), label="Go to Data")
