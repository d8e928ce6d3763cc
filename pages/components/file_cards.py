"""What is known about each file, what is still open, and templates to fill."""

import streamlit as st

from mls_metrics.catalog.load import tables
from mls_metrics.model.source import ImportReport
from mls_metrics.narrative.files import (
    columns_table,
    correction_name,
    file_facts,
    file_headline,
    file_line,
    question_note,
    set_aside_table,
    template,
    template_note,
)
from mls_metrics.narrative.numbers import plural
from pages.components import session
from pages.components.downloads import offer_csv, offer_rows
from pages.components.escape import plain
from pages.components.tables import show_table

FIRST, FEW = 10, 6


def file_cards(shown: session.Shown) -> None:
    """One card per file, sheet and table; where there are many, clean ones are folded."""
    st.header("Files", anchor=False)
    reports = list(enumerate(shown.assessment.imports))
    many = len(reports) > FEW
    open_ones = [entry for entry in reports if not many or is_open(entry[1])]
    if open_ones:
        with st.grid(2, min_column_width=300):
            for number, report in open_ones:
                with st.container(border=True, height="stretch"):
                    file_card(report, shown, key=f"file_{number}")
    for number, report in reports:
        if many and not is_open(report):
            rows = plural(report.rows_kept, "row")
            with st.expander(plain(f"{file_headline(report)} · {rows}, none set aside")):
                file_card(report, shown, key=f"file_{number}")


def is_open(report: ImportReport) -> bool:
    """True where something about the file asks to be looked at."""
    return bool(report.rows_set_aside or report.questions or report.table is None)


def file_card(report: ImportReport, shown: session.Shown, *, key: str) -> None:
    """One file in plain words, with its columns and what was set aside."""
    st.markdown(f"**{plain(file_headline(report))}**")
    st.markdown(plain(file_line(report)))
    st.caption(plain(" · ".join(file_facts(report))))
    for question in report.questions:
        st.markdown(f"**Asked:** {plain(question.text)} {plain(question_note(question))}")
    if st.toggle("Show columns", key=f"{key}_columns"):
        show_table(columns_table(report), alt="Columns of the file and what each is read as")
    if report.rows_set_aside:
        rows = session.rows_set_aside(shown, report)
        with st.expander("Rows set aside"):
            show_table(set_aside_table(rows()).head(FIRST), alt="Rows set aside with their reasons")
            offer_csv(
                "Download the list",
                lambda: set_aside_table(rows()),
                name="set_aside.csv",
                key=f"{key}_aside",
            )
            correction(report, shown, key=key)


def correction(report: ImportReport, shown: session.Shown, *, key: str) -> None:
    """The rows as they came in, to be corrected and brought again."""
    make = session.rows_to_correct(shown, report)
    if make is None:
        return
    offer_rows(
        "Download the rows to correct", make, name=correction_name(report), key=f"{key}_correct"
    )
    st.caption(
        "Correct them in this file and bring it again: its rows are added to the ones in use, "
        "and the last three columns are ignored."
    )


def templates_block() -> None:
    """A header-only CSV per canonical table."""
    st.header("Templates", anchor=False)
    names = list(tables())
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        chosen = st.selectbox("Table", names, key="template", bind="query-params")
    with right:
        offer_csv("Download", lambda: template(chosen), name=f"{chosen}.csv", key="template_file")
    st.caption(plain(template_note(chosen)))
