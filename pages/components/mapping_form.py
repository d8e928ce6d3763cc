"""A table that no layout fits: a plain form to confirm what its columns mean."""

import streamlit as st

from mls_metrics.catalog.load import tables
from mls_metrics.narrative.files import template_note
from mls_metrics.workspace import ImportRecord, Proposal, Workspace
from pages.components import session
from pages.components.escape import plain

AT_A_TIME = 3
NOT_USED = "not used"


def mapping_forms(workspace: Workspace) -> None:
    """The tables that wait, three at a time."""
    waiting = workspace.unrecognised()
    if not waiting:
        return
    st.header("Say what these columns mean", anchor=False)
    for record in waiting[:AT_A_TIME]:
        with st.container(border=True):
            mapping_form(workspace, record)
    if len(waiting) > AT_A_TIME:
        st.caption(f"{len(waiting) - AT_A_TIME} more tables after these.")


def mapping_form(workspace: Workspace, record: ImportRecord) -> None:
    """One table: what its rows are, then each column with its proposal chosen beforehand."""
    sheet = f", sheet {record.report.sheet}" if record.report.sheet else ""
    st.markdown(f"**{plain(record.report.file + sheet)}** is not a layout we know yet.")
    best = session.proposal(workspace, record.import_id, None)
    table = st.selectbox("Its rows are", best.tables, index=0, key=f"table_{record.import_id}")
    proposal = best if table == best.table else session.proposal(workspace, record.import_id, table)
    st.caption(plain(template_note(table)))
    with st.form(f"columns_{record.import_id}_{table}", border=False):
        mapping = column_choices(record, proposal, table)
        if st.form_submit_button("Use these columns", type="primary"):
            session.change(
                lambda: workspace.confirm(record.import_id, table, mapping),
                done=f"{record.report.file} is read and its columns are remembered.",
            )
            st.rerun()


def column_choices(record: ImportRecord, proposal: Proposal, table: str) -> dict[str, str | None]:
    """A select box for each column of the file."""
    ours = [NOT_USED, *(column.name for column in tables()[table].columns)]
    mapping: dict[str, str | None] = {}
    with st.grid(2, min_column_width=240):
        for number, match in enumerate(proposal.columns):
            seen = ", ".join(proposal.samples.get(match.source, ())[:3])
            chosen = st.selectbox(
                plain(match.source),
                ours,
                index=ours.index(match.target) if match.target in ours else 0,
                key=f"column_{record.import_id}_{table}_{number}",
                help=plain(f"First values: {seen}") if seen else None,
            )
            mapping[match.source] = None if chosen == NOT_USED else chosen
    return mapping
