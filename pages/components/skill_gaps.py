"""Skills in an assessment: the map, gaps that last, closure, what the ratings are worth."""

import streamlit as st

from mls_metrics.charts.gap_map import gap_map, gap_map_alt, gap_map_subtitle, gap_map_table
from mls_metrics.model.decision import Assessment
from mls_metrics.narrative.skills import (
    closure_table,
    gap_sentence,
    lasting_gaps,
    lasting_table,
    standing_table,
)
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.tables import show_table

MOST = 8


def map_block(assessment: Assessment, key: object) -> None:
    """Where gaps are, and which of them last."""
    cells = assessment.skill_map
    show_figure(
        (key, "gap_map"),
        lambda mode: gap_map(cells, colors=mode),
        subtitle=gap_map_subtitle(cells),
        alt=gap_map_alt(cells),
        table=lambda: gap_map_table(cells),
    )
    st.header("Gaps that last", anchor=False)
    lasting = lasting_gaps(assessment)
    names = {item.program_id: item.program_name for item in assessment.recommendations}
    if not lasting:
        st.markdown("No gap has lasted four quarters.")
        return
    st.caption("Four quarters or more below the level, those that nothing teaches first.")
    for gap in lasting[:MOST]:
        st.markdown(f"- {plain(gap_sentence(gap, names))}")
    with st.expander(f"All {len(lasting)} gaps that last, as a table"):
        show_table(lasting_table(lasting, names), alt="Every gap that has lasted", wide=True)


def closure_block(assessment: Assessment) -> None:
    """Whether programs close the gap, as before and after."""
    st.header("Do programs close the gap?", anchor=False)
    closed = closure_table(assessment.recommendations)
    if closed.empty:
        st.markdown("Nobody was assessed by the same kind of rater before and after a program.")
        return
    st.caption(
        "Share of the gap before the start that is gone at the latest assessment, the same people "
        "and the same kind of rater. Nobody untrained stands beside them, so other causes count "
        "in: evidence D."
    )
    show_table(closed, alt="Share of the gap closed by program")


def worth_block(assessment: Assessment) -> None:
    """What the assessments themselves are worth."""
    st.header("What the assessments are worth", anchor=False)
    st.caption(
        "Who is not assessed is unknown, never below. Ranges: people below the level at their last "
        "three assessments by one kind of rater, of those who have three (stays below); at the "
        "level and below it at the next assessment (lost again); levels by which people rate "
        "themselves above a manager's or a test's rating of the half year before (self)."
    )
    table = standing_table(assessment.skills)
    show_table(table, alt="What is known of each required skill", wide=True)
