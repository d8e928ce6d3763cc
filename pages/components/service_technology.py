"""What the service is seen by: feeds and platforms, how far programs are measured, where to go."""

import pandas as pd
import streamlit as st

from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.catalog.load import metrics
from mls_metrics.narrative.coverage_matrix import (
    coverage_matrix,
    matrix_sentence,
    planning_sentence,
)
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.service import feeds_sentence, platforms_sentence
from pages.components.escape import plain
from pages.components.facts import fact_block
from pages.components.organization import Organized
from pages.components.places import page
from pages.components.tables import show_table, table_under


def technology_block(org: Organized) -> None:
    """Feeds by table and system, files with what was set aside, and platforms."""
    st.header("Learning technology", anchor=False)
    fact_block(org, "feeds", say=feeds_sentence, wide=True)
    read = files_table(org)
    table_under(read, alt="Every file with the rows set aside", label="Files and rows set aside")
    fact_block(org, "platforms", say=platforms_sentence, wide=True)


def files_table(org: Organized) -> pd.DataFrame:
    """Rows read and set aside of every table that counts."""
    return pd.DataFrame(
        [
            {
                "File": report.file,
                "System": report.system,
                "Table": report.table,
                "Rows": report.rows_read,
                "Set aside": report.rows_set_aside,
                "Set aside, %": round(100 * report.rows_set_aside / report.rows_read, 1)
                if report.rows_read
                else None,
            }
            for report in org.workspace.imports()
            if report.table
        ]
    )


def measured_block(org: Organized) -> None:
    """How far each program is measured, which takes an assessment."""
    st.header("What is measured", anchor=False)
    if org.shown is None:
        st.markdown("Programs are not judged yet: bring in enrollments to see how far each is.")
    else:
        matrix = coverage_matrix(org.shown.assessment.recommendations)
        st.markdown(plain(matrix_sentence(matrix)))
        show_table(matrix, alt="Programs by what is measured of them")
        st.caption(
            "A letter is the grade of the evidence, as on Method; counted: from records. "
            "Proficiency counts assessed levels, application what people say of themselves."
        )


def transparency_block(org: Organized) -> None:
    """Where each number of the page is defined."""
    del org
    st.header("Where the numbers come from", anchor=False)
    known = [fact for fact in facts().values() if fact.page == "governance"]
    st.markdown(
        f"Each number here is one of {plural(len(known), 'fact')} with its definition and its "
        f"select under 'How this is counted', or one of {len(metrics())} metrics of the catalogue."
    )
    st.page_link(page("method"), label="Every metric on Method")


def planning_block(org: Organized) -> None:
    """Whether skills will be there: in short, with the way to the page that says more."""
    st.header("Workforce capability", anchor=False)
    if org.shown is not None:
        st.markdown(plain(planning_sentence(org.shown.assessment.skill_gaps)))
    else:
        st.markdown("Skills by role are not known yet.")
    st.page_link(page("skills"), label="Gaps and readiness on Skills")
