"""Which file and column would answer which question, and whom to ask for what is missing."""

import pandas as pd
import streamlit as st

from mls_metrics.catalog.unlocks import inputs
from mls_metrics.model.decision import Assessment
from mls_metrics.model.unlock import UnlockRow
from mls_metrics.narrative.asking import Ask, asks
from mls_metrics.narrative.files import template
from mls_metrics.narrative.unlocks import cell_words, unlocks
from pages.components.downloads import offer_csv
from pages.components.escape import plain
from pages.components.tables import show_table


def unlocks_block(assessment: Assessment | None) -> None:
    """Every question with how far it is answered, what each input gives, and whom to ask."""
    rows = unlocks(assessment)
    st.header("What each file would answer", anchor=False)
    show_table(now_table(rows), alt="Questions, whether they are answered, and what is missing")
    with st.expander("Question by input, as one table"):
        show_table(matrix(rows), alt="For each question, which inputs it uses and what is there")
    asks_block(rows)


def now_table(rows: tuple[UnlockRow, ...]) -> pd.DataFrame:
    """Each question with its status in words."""
    return pd.DataFrame([{"Question": row.asked.question, "Now": row.sentence} for row in rows])


def matrix(rows: tuple[UnlockRow, ...]) -> pd.DataFrame:
    """Questions by inputs, a word in each cell."""
    return pd.DataFrame(
        [
            {"Question": row.asked.question}
            | {inputs()[cell.input].title: cell_words(cell) for cell in row.cells}
            for row in rows
        ]
    )


def asks_block(rows: tuple[UnlockRow, ...]) -> None:
    """Per input that something is missing of: its templates, and a message to copy."""
    missing = asks(rows)
    if not missing:
        return
    st.subheader("Whom to ask for what is missing", anchor=False)
    for ask in missing:
        with st.expander(plain(ask.headline)):
            ask_form(ask)


def ask_form(ask: Ask) -> None:
    """The templates to send along and the message."""
    with st.container(horizontal=True):
        for table in ask.tables:
            offer_csv(
                f"Template {table}.csv",
                lambda table=table: template(table),
                name=f"{table}.csv",
                key=f"ask_{ask.input.id}_{table}",
            )
    st.code(ask.text, language=None, wrap_lines=True)
