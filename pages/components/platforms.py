"""Which platforms reach which regions, on the Data page."""

import streamlit as st

from mls_metrics.narrative.data_coverage import coverage_map, coverage_sentence
from pages.components import session
from pages.components.escape import plain
from pages.components.facts import working
from pages.components.organization import organized
from pages.components.tables import show_table


def platforms_block(shown: session.Shown | None) -> None:
    """The map of platforms and regions, once there are enrollments."""
    org = organized() if shown is not None and shown.workspace is not None else None
    if org is None:
        return
    found = org.fact("platform_regions")
    if found.missing or found.rows.empty:
        return
    st.header("Platforms and regions", anchor=False)
    st.markdown(plain(coverage_sentence(found.rows)))
    show_table(coverage_map(found.rows), alt="People by platform and region", wide=True)
    working(org, found, None, {})
