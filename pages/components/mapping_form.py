"""A table that no layout fits: a plain form to confirm what its columns and their words mean."""

import tomllib
from collections.abc import Mapping

import streamlit as st

from mls_metrics.catalog.load import tables
from mls_metrics.narrative.files import sure_word, template_note
from mls_metrics.narrative.numbers import plural
from mls_metrics.workspace import ColumnProposal, ImportRecord, Proposal, ValueMatch, Workspace
from pages.components import session
from pages.components.escape import plain

AT_A_TIME, WORDS = 3, 12
NOT_USED = "not used"
NOT_SAID = "leave as unknown"
EMPTY = "means nothing (empty)"


def mapping_forms(workspace: Workspace) -> None:
    """The tables that wait, three at a time."""
    waiting = workspace.unrecognised()
    if not waiting:
        return
    st.header("Say what these columns mean", anchor=False)
    for record in waiting[:AT_A_TIME]:
        with st.container(border=True):
            if session.state_value(step_key(record)):
                words_form(workspace, record)
            else:
                mapping_form(workspace, record)
    if len(waiting) > AT_A_TIME:
        st.caption(f"{plural(len(waiting) - AT_A_TIME, 'more table')} after these.")


def step_key(record: ImportRecord) -> str:
    """Where the columns chosen for a table wait until their words are explained too."""
    return f"columns_chosen_{record.import_id}"


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
            columns_chosen(workspace, record, table, mapping)
            st.rerun()


def column_choices(record: ImportRecord, proposal: Proposal, table: str) -> dict[str, str | None]:
    """A select box for each column of the file, with what speaks for the meaning it has."""
    ours = [NOT_USED, *(column.name for column in tables()[table].columns)]
    mapping: dict[str, str | None] = {}
    with st.grid(2, min_column_width=240):
        for number, column in enumerate(proposal.columns):
            with st.container():
                chosen = st.selectbox(
                    plain(column.source),
                    ours,
                    index=ours.index(column.target) if column.target in ours else 0,
                    key=f"column_{record.import_id}_{table}_{number}",
                )
                st.caption(plain(column_note(column)))
            mapping[column.source] = None if chosen == NOT_USED else chosen
    return mapping


def column_note(column: ColumnProposal) -> str:
    """First values of a column, what it may mean, how sure that is and why."""
    seen = f"{', '.join(column.samples)}" if column.samples else "no values"
    if column.guess is None:
        return f"{seen}."
    how = sure_word(column.confidence, column.how)
    why = f": {'; '.join(column.reasons)}" if column.reasons else ""
    shown = column.guess if column.target is None else "this meaning"
    others = ", ".join(other.target for other in column.runners_up[:2])
    rivals = f" Or {others}." if others else ""
    return f"{seen}. {shown[:1].upper() + shown[1:]} is {how}{why}.{rivals}"


def columns_chosen(
    workspace: Workspace, record: ImportRecord, table: str, mapping: Mapping[str, str | None]
) -> None:
    """Read the table so, or ask first what words mean that nobody has explained."""
    open_words = session.unexplained(workspace, record.import_id, table, mapping)
    if open_words:
        session.remember(step_key(record), (table, dict(mapping), open_words))
        return
    confirm(workspace, record, table, mapping, {})


def words_form(workspace: Workspace, record: ImportRecord) -> None:
    """Words of closed lists that nobody has explained, each with its rows."""
    table, mapping, open_words = session.state_value(step_key(record))
    st.markdown(f"**{plain(record.report.file)}** holds words that are not known yet.")
    values: dict[str, dict[str, str]] = {}
    with st.form(f"words_{record.import_id}", border=False):
        for column, matches in open_words.items():
            values[column] = word_choices(record, table, column, matches)
        if st.form_submit_button("Use these meanings", type="primary"):
            session.remember(step_key(record), None)
            confirm(workspace, record, table, mapping, values)
            st.rerun()


def word_choices(
    record: ImportRecord, table: str, column: str, matches: tuple[ValueMatch, ...]
) -> dict[str, str]:
    """A select box for each word of one column."""
    options = [NOT_SAID, EMPTY, *allowed(table, column)]
    found: dict[str, str] = {}
    for number, match in enumerate(matches[:WORDS]):
        chosen = st.selectbox(
            plain(f"{column}: '{match.word}' ({plural(match.rows, 'row')})"),
            options,
            key=f"word_{record.import_id}_{column}_{number}",
        )
        if chosen == EMPTY:
            found[match.word] = ""
        elif chosen != NOT_SAID:
            found[match.word] = chosen
    return found


def allowed(table: str, column: str) -> tuple[str, ...]:
    """What a word of a column may mean."""
    definition = tables()[table].column(column)
    if definition.type == "boolean":
        return ("true", "false")
    return definition.values or tuple(str(level) for level in range(11))


def confirm(
    workspace: Workspace,
    record: ImportRecord,
    table: str,
    mapping: Mapping[str, str | None],
    values: Mapping[str, Mapping[str, str]],
) -> None:
    """Read the table so and remember it."""
    session.change(
        lambda: workspace.confirm(record.import_id, table, mapping, values=values),
        done=f"{record.report.file} is read and its columns are remembered.",
    )


def remembered_block(workspace: Workspace) -> None:
    """The confirmed mappings: to keep, to share, to take over from a colleague, to forget."""
    known = workspace.mappings()
    with st.expander("Remembered layouts: share or forget"):
        if not known:
            st.caption("None yet. A layout that you confirm is remembered for next month.")
        for key, text in known:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(mapping_line(text)), width="stretch")
                st.download_button(
                    "Download",
                    data=text,
                    file_name=f"layout_{key[:8]}.toml",
                    mime="text/plain",
                    key=f"mapping_{key}",
                    on_click="ignore",
                )
                st.button(
                    "Forget",
                    key=f"forget_{key}",
                    on_click=lambda key=key: session.change(
                        lambda: workspace.forget_mapping(key), done="Forgotten."
                    ),
                )
        shared = st.file_uploader("Take over a layout from a colleague", type=["toml"])
        if shared is not None and st.button("Take it over"):
            text = shared.getvalue().decode("utf-8", "replace")
            session.change(
                lambda: workspace.import_mapping(text), done="The layout is known from now on."
            )
            st.rerun()


def mapping_line(text: str) -> str:
    """What a remembered mapping reads, in a line."""
    content = tomllib.loads(text)
    names = ", ".join(content.get("needs", ()))
    return f"{content.get('table', '').replace('_', ' ')}: {names}"
