"""A table that people keep by hand: edit, save under a name, bring an earlier version back."""

from typing import Any

import pandas as pd
import streamlit as st

from mls_metrics.catalog.load import tables
from mls_metrics.errors import EditConflictError, UserError
from mls_metrics.model.by_hand import HandVersion
from mls_metrics.model.definition import Column
from mls_metrics.narrative.files import template
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import TEMPLATES, say
from mls_metrics.workspace import Workspace
from pages.components import session
from pages.components.downloads import offer_csv
from pages.components.escape import plain
from pages.components.organization import Organized
from pages.components.tables import show_table

AUTHOR = "hand_author"
EXTRA_ROWS = "dynamic"


def hand_form(org: Organized, table: str, *, label: str, columns: list[str] | None = None) -> None:
    """The folded form of one table; viewers see who saved it last, and take it away.

    Parameters
    ----------
    label : str
        What the form does, as its heading.
    columns : list of str, optional
        Canonical columns in the order to fill them; all where left out.
    """
    with st.expander(label):
        if org.is_sample:
            begin_own(table)
            return
        stands = standing(org.workspace, table)
        rows = org.workspace.hand_rows(table)
        st.caption(plain(stands_sentence(stands, len(rows))))
        if org.may_edit:
            editor(org.workspace, table, stands, rows, columns)
        with st.container(horizontal=True):
            offer_csv("Download", lambda: rows, name=f"{table}.csv", key=f"hand_rows_{table}")
            offer_csv(
                "Empty template",
                lambda: template(table),
                name=f"{table}.csv",
                key=f"hand_template_{table}",
            )
        if org.may_edit:
            earlier(org.workspace, table, stands)


def standing(workspace: Workspace, table: str) -> HandVersion:
    """The version that stands."""
    known = workspace.hand_versions(table)
    return known[-1] if known else HandVersion(table=table, version=0)


def stands_sentence(stands: HandVersion, rows: int) -> str:
    """Who saved what stands, or that it came as a file."""
    if stands.version == 0:
        return say("hand_imported", rows=plural(rows, "row")) if rows else TEMPLATES["hand_nothing"]
    return say(
        "hand_stands",
        version=stands.version,
        author=stands.author,
        at=stands.at[:10],
        rows=plural(rows, "row"),
    )


def begin_own(table: str) -> None:
    """On the sample: nothing of it is changed; one's own table begins empty."""
    if not session.can_edit():
        st.caption("This dashboard is for viewing: tables are kept where it was started for work.")
        return
    st.caption(
        "This is the made-up company, which stays as it is. Your own table begins empty, or with "
        "a file of yours on the Data page."
    )
    if session.has_own_data():
        session_button(table, "Back to your own company", lambda: session.look_at_sample(False))
        return
    with st.form(f"own_{table}", border=False):
        author = author_field(table)
        row = {column.name: first_field(table, column) for column in needed(table)}
        if st.form_submit_button("Begin with this row"):
            begin(table, row, author)


def session_button(table: str, label: str, act: Any) -> None:
    """A button that changes what is shown."""
    if st.button(label, key=f"hand_{label}_{table}"):
        act()
        st.rerun()


def needed(table: str) -> list[Column]:
    """The columns that a row cannot do without."""
    return [column for column in tables()[table].columns if column.needed]


def first_field(table: str, column: Column) -> Any:
    """The field of one needed column."""
    label, key = column.name.replace("_", " ").capitalize(), f"first_{table}_{column.name}"
    if column.type == "enum":
        return st.selectbox(label, column.values, key=key)
    if column.type in {"date", "month"}:
        return st.date_input(label, key=key)
    if column.type in {"number", "money", "integer"}:
        return st.number_input(label, value=0.0, key=key)
    return st.text_input(label, key=key)


def begin(table: str, row: dict[str, Any], author: str) -> None:
    """Make the reader's own workspace with this one row in it."""
    workspace = session.own_workspace(create=True)
    assert workspace is not None, "created where there was none"
    keep(workspace, table, [row], author=author, base=standing(workspace, table).version)
    session.look_at_sample(False)
    st.rerun()


def author_field(table: str) -> str:
    """Who saves: asked once a session, wherever it is given first."""
    known = session.state_value(AUTHOR) or ""
    return st.text_input("Your name or initials", value=known, key=f"{AUTHOR}_{table}")


def editor(
    workspace: Workspace,
    table: str,
    stands: HandVersion,
    rows: pd.DataFrame,
    columns: list[str] | None,
) -> None:
    """The rows to edit and the button that saves them; a conflict shows both sides."""
    turn = session.turn(f"hand_{table}")
    opened_key = f"hand_opened_{table}_{turn}"
    opened = session.state_value(opened_key)
    if opened is None:
        opened = (stands.version, rows)
        session.remember(opened_key, opened)
    base, start = opened
    order = columns or [column.name for column in tables()[table].columns]
    edited = st.data_editor(
        ready(start, table)[order],
        num_rows="dynamic",
        hide_index=True,
        column_config={name: column_of(table, name) for name in order},
        key=f"hand_editor_{table}_{turn}",
    )
    author = author_field(table)
    note = st.text_input("Why (optional)", key=f"hand_note_{table}_{turn}")
    records = edited.to_dict("records")
    if base != stands.version:
        conflict(workspace, table, stands, rows, edited)
        if st.button("Keep theirs", key=f"hand_theirs_{table}"):
            session.next_turn(f"hand_{table}")
            st.rerun()
        base, label = stands.version, "Save mine on top"
    else:
        label = "Save"
    if st.button(label, key=f"hand_save_{table}_{turn}", type="primary"):
        keep(workspace, table, records, author=author, base=base, note=note)
        st.rerun()


def ready(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """Rows with the types that the editor's cells have."""
    shown = rows.copy()
    for column in tables()[table].columns:
        cells = shown[column.name]
        if column.type in {"date", "month"}:
            shown[column.name] = pd.to_datetime(cells)
        elif column.type in {"number", "money", "integer"}:
            shown[column.name] = cells.astype("float64")
        elif column.type == "boolean":
            shown[column.name] = cells.astype("boolean")
        else:
            shown[column.name] = cells.astype("object").where(cells.notna(), None).astype("string")
    return shown


def column_of(table: str, name: str) -> Any:
    """How one column is edited."""
    column = tables()[table].column(name)
    label = name.replace("_", " ").capitalize()
    if column.type in {"date", "month"}:
        return st.column_config.DateColumn(label, required=column.needed, format="YYYY-MM-DD")
    if column.type == "enum":
        return st.column_config.SelectboxColumn(
            label, options=list(column.values), required=column.needed
        )
    if column.type in {"number", "money", "integer"}:
        return st.column_config.NumberColumn(label, required=column.needed)
    if column.type == "boolean":
        return st.column_config.CheckboxColumn(label, required=column.needed)
    return st.column_config.TextColumn(label, required=column.needed)


def keep(
    workspace: Workspace,
    table: str,
    rows: list[dict[Any, Any]],
    *,
    author: str,
    base: int,
    note: str = "",
) -> None:
    """Save; what came of it is said on the next page run."""
    session.remember(AUTHOR, author)
    try:
        version = workspace.keep_by_hand(table, rows, author=author, base=base, note=note)
    except EditConflictError:
        session.shelf().version += 1  # the next run shows both sides
    except UserError as error:
        session.notices().append(error)
    else:
        session.notices().append(
            say("hand_saved", table=table.replace("_", " "), version=version.version)
        )
        session.shelf().version += 1
        session.next_turn(f"hand_{table}")


def conflict(
    workspace: Workspace,
    table: str,
    theirs: HandVersion,
    rows: pd.DataFrame,
    mine: pd.DataFrame,
) -> None:
    """What somebody else saved meanwhile, beside what stands in the editor."""
    del workspace
    kept, own = as_lines(ready(rows, table)[list(mine.columns)]), as_lines(mine)
    st.warning(
        plain(
            say(
                "hand_conflict",
                author=theirs.author,
                version=theirs.version,
                theirs=len(kept - own),
                mine=len(own - kept),
            )
        )
    )
    show_table(rows[list(mine.columns)], alt="What stands now", wide=True)


def as_lines(rows: pd.DataFrame) -> set[str]:
    """Rows as texts to compare."""
    return {"|".join(map(str, row)) for row in rows.itertuples(index=False)}


def earlier(workspace: Workspace, table: str, stands: HandVersion) -> None:
    """Earlier versions, any of which can stand again."""
    known = workspace.hand_versions(table)
    if not known:
        return
    show_table(
        pd.DataFrame(
            [
                {
                    "Version": item.version,
                    "By": item.author,
                    "On": item.at[:16].replace("T", " "),
                    "Rows": item.rows,
                    "Why": item.note,
                }
                for item in reversed(known)
            ]
        ),
        alt="Every version of this table",
    )
    choices = [0, *(item.version for item in known if item.version != stands.version)]
    chosen = st.selectbox(
        "Bring back",
        choices,
        format_func=lambda number: f"version {number}" if number else "what was imported",
        key=f"hand_back_{table}_{stands.version}",
    )
    if st.button("Let it stand again", key=f"hand_again_{table}"):
        name = session.state_value(AUTHOR) or ""
        session.change(
            lambda: workspace.put_back(table, chosen, author=name, base=stands.version),
            done=say("hand_saved", table=table.replace("_", " "), version=stands.version + 1),
        )
        session.next_turn(f"hand_{table}")
        st.rerun()
