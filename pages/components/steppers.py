"""Five weights to try, as points, each with the range it is about."""

import streamlit as st

from mls_metrics.catalog.load import dimensions
from mls_metrics.model.decision import Assessment
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.narrative.changes import changes_sentence, dimension_span
from pages.components import session
from pages.components.escape import plain


def weight_steppers(shown: session.Shown) -> Assessment:
    """The steppers; gives the assessment under the weights tried."""
    agreed = session.agreed_points(shown.assessment)
    with st.expander("Try other weights", expanded=session.weights_named()):
        st.caption(
            "Points say how much each range below matters to you; only their proportions count. "
            "Cost is not among them: it is weighed against the value."
        )
        with st.grid(5, min_column_width=170):
            points = [
                stepper(name, agreed[name], dimension_span(shown.assessment, name))
                for name in DIMENSIONS
            ]
        if not any(points):
            st.warning("At least one weight must be above zero; the agreed weights are used.")
            return shown.assessment
        if points == [agreed[name] for name in DIMENSIONS]:
            st.caption("These are the agreed weights.")
            return shown.assessment
        after = session.weighed(shown, tuple(float(point) for point in points))
        st.markdown(f"**{plain(changes_sentence(shown.assessment, after))}**")
        st.button("Reset weights", on_click=session.reset_weights, args=(agreed,))
        return after


def stepper(dimension: str, agreed: int, span: str) -> int:
    """One weight with the range it is about."""
    with st.container():
        value = st.number_input(
            plain(dimensions()[dimension].title),
            min_value=0,
            max_value=100,
            value=agreed,
            step=5,
            key=session.weight_key(dimension),
            bind="query-params",
        )
        st.caption(plain(span))
    return int(value or 0)
