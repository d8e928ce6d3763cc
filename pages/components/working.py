"""The working behind one number of a program: definition, formula, the select, its rows, n."""

import streamlit as st

from mls_metrics.catalog.load import metrics
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.metrics import catalogue_facts, metric_title
from mls_metrics.narrative.numbers import with_range
from mls_metrics.narrative.wording import say
from pages.components.escape import plain
from pages.components.session import Shown
from pages.components.tables import show_table


def working_block(item: Recommendation, shown: Shown) -> None:
    """Pick a metric of the program and see how its number comes about."""
    measured = item.evidence.metrics
    chosen = st.selectbox(
        "See the working of",
        list(measured),
        index=None,
        format_func=metric_title,
        placeholder="Choose a metric",
        key=f"working_{item.program_id}",
    )
    if chosen is None:
        return
    measure, metric = measured[chosen], metrics()[chosen]
    st.markdown(f"**{plain(metric.title)}:** {plain(with_range(measure))}")
    for name, text in catalogue_facts(metric):
        if text and name in {"Definition", "Formula", "Small programs", "Caution"}:
            st.markdown(f"**{name}:** {plain(text)}")
    if isinstance(measure, Estimate):
        st.caption(plain(say("working_method", method=measure.method, id=chosen)))
    if metric.has_select and measure.n is not None and shown.workspace is not None:
        query, rows = shown.workspace.metric_working(chosen, item.program_id)
        st.code(query, language="sql", wrap_lines=True)
        st.caption(plain(say("working_rows")))
        show_table(rows, alt=f"Rows behind {metric.title}", wide=True)
    elif not metric.has_select:
        st.caption(plain(say("working_elsewhere")))
