"""Every import with undo and redo, and open questions with their answers."""

import streamlit as st

from mls_metrics.narrative.files import (
    file_headline,
    option_text,
    question_note,
    rows_sentence,
)
from mls_metrics.workspace import ImportRecord, Workspace
from pages.components import session
from pages.components.escape import plain

AT_A_TIME, MANY = 3, 4


def question_forms(workspace: Workspace) -> None:
    """Questions that no rule can decide; the default holds until one is answered."""
    questions = workspace.questions()
    if not questions:
        return
    st.header("Questions", anchor=False)
    for question in questions[:AT_A_TIME]:
        with st.form(f"question_{question.id}"):
            chosen = st.radio(
                plain(question.text),
                question.options,
                index=question.options.index(question.default),
                format_func=option_text,
                horizontal=len(question.options) < MANY,
            )
            st.caption(plain(question_note(question)))
            if st.form_submit_button("Answer"):
                session.change(
                    lambda id_=question.id, reply=chosen: workspace.answer({id_: reply}),
                    done="Answered; the file was read again.",
                )
                st.rerun()
    if len(questions) > AT_A_TIME:
        st.caption(f"{len(questions) - AT_A_TIME} more after these.")


def history_block(workspace: Workspace) -> None:
    """The imports, newest first; undoing one keeps it here to be brought back."""
    records = [record for record in session.history(workspace) if record.report.table]
    if not records:
        return
    counted = {place_of(record) for record in records if record.active}
    with st.expander("History: undo and redo"):
        for record in sorted(records, key=lambda item: -item.seq):
            if record.active or place_of(record) not in counted:
                history_row(workspace, record)


def place_of(record: ImportRecord) -> tuple[str, str | None, str | None, int]:
    """What an import is of: the same place is never counted twice."""
    report = record.report
    return (report.sha256, report.sheet, report.table, report.header_row)


def history_row(workspace: Workspace, record: ImportRecord) -> None:
    """One import with its button."""
    with st.container(horizontal=True, vertical_alignment="center"):
        when = record.imported_at.strftime("%d %b %Y, %H:%M")
        state = "" if record.active else " · undone"
        st.markdown(
            f"**{plain(file_headline(record.report))}**  \n"
            f"{plain(rows_sentence(record.report))} {plain(when)}{state}",
            width="stretch",
        )
        act = workspace.undo if record.active else workspace.redo
        st.button(
            "Undo" if record.active else "Redo",
            key=f"history_{record.import_id}",
            on_click=lambda: session.change(
                lambda: act(record.import_id),
                done="Undone." if record.active else "Counts again.",
            ),
        )
