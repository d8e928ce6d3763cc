"""Is it working, in the round? Five dimensions beyond cost, and cost beside what it brings."""

import streamlit as st

from mls_metrics.catalog.load import dimensions
from mls_metrics.charts.dimension_bands import (
    dimension_bands,
    dimension_bands_alt,
    dimension_bands_subtitle,
    dimension_bands_table,
)
from mls_metrics.narrative.actions import overall_line
from mls_metrics.narrative.scorecard import (
    scorecard_title,
    service_scores,
    service_total,
    weight_line,
)
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.frame import require_frame
from pages.components.score_views import company_numbers, cost_or_value, over_time, parts_of_service
from pages.components.states import require_shown

require_frame()
shown = require_shown()
assessment = shown.assessment
st.title(plain(scorecard_title(assessment)), anchor=False)

scores, total = service_scores(assessment), service_total(assessment)
if scores and total is not None:
    show_figure(
        (shown.key, "service"),
        lambda mode: dimension_bands(scores, colors=mode),
        subtitle=dimension_bands_subtitle(),
        alt=dimension_bands_alt(scores),
        table=lambda: dimension_bands_table(scores),
    )
    st.markdown(f"**{plain(overall_line(total, scores))}**")
    missing = weight_line(scores, total, assessment.policy)
    if missing:
        st.markdown(plain(missing))
    with st.expander("What each dimension asks"):
        for dimension in dimensions().values():
            st.markdown(f"- **{plain(dimension.title)}**: {plain(dimension.question)}")
    parts_of_service(shown)
    over_time(shown)
cost_or_value(shown)
company_numbers(shown)
