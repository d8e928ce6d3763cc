"""Bringing files: whose data are shown, upload, and what the last change came to."""

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.narrative.numbers import plural
from pages.components import session
from pages.components.escape import plain
from pages.components.folder import folder_block, limit_note
from pages.components.messages import show_error

KINDS = [
    "csv", "tsv", "txt", "tab", "xlsx", "xlsm", "xls", "parquet", "json", "jsonl", "ndjson", "zip",
    "gz",
]  # fmt: skip


def source_switch(shown: session.Shown | None) -> None:
    """One click between the sample and own data; they are never mixed."""
    if not session.has_own_data() or not session.sample_allowed() or shown is None:
        return
    label = "Back to your data" if shown.is_sample else "Look at the sample company"
    st.button(label, type="tertiary", on_click=session.look_at_sample, args=(not shown.is_sample,))


def bring_files() -> None:
    """The uploader; files go to disk at once and are read together."""
    for notice in session.take_notices():
        if isinstance(notice, UserError):
            show_error(notice)
        else:
            st.success(plain(notice))
    uploads = st.file_uploader(
        "Bring your files: learning system, roster, surveys, KPIs, costs; as many as you have",
        type=KINDS,
        accept_multiple_files=True,
        key=f"files_{session.turn('upload')}",
    )
    st.caption("They stay on this machine. The sample company is not touched by them.")
    limit_note()
    if uploads and st.button(f"Read {plural(len(uploads), 'file')}", type="primary"):
        st.button("Call it off", on_click=session.called_off)
        session.add_files(uploads)
        st.rerun()
    folder_block()
