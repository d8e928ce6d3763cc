"""Facts on a page: rows with what they mean and how they come about, or what they need."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from mls_metrics.catalog.facts_of_pages import kept_by_hand
from mls_metrics.catalog.load import tables
from mls_metrics.model.fact import Fact
from mls_metrics.narrative.facts import ask_text, headed, needs_sentence
from mls_metrics.narrative.files import template
from mls_metrics.narrative.wording import TEMPLATES
from mls_metrics.warehouse.fact_rows import FactRows
from pages.components.downloads import offer_csv
from pages.components.escape import plain
from pages.components.organization import Organized
from pages.components.tables import show_table


def fact_block(
    org: Organized,
    id_: str,
    *,
    say: Callable[[pd.DataFrame], str] | None = None,
    draw: Callable[[pd.DataFrame], None] | None = None,
    wide: bool = False,
    **parameters: Any,
) -> FactRows:
    """A fact in full: finding, picture, rows, and how it is counted; or the card of its needs.

    Parameters
    ----------
    say : callable, optional
        Rows to the sentence above them, unescaped.
    draw : callable, optional
        Shows a picture of the rows; the rows then stand folded below.
    wide : bool
        The table as a grid: more columns than a phone carries.
    """
    found = org.fact(id_, **parameters)
    if found.missing:
        needs_card(found)
        return found
    if say is not None:
        st.markdown(plain(say(found.rows)))
    table = headed(found.fact, found.rows)
    if draw is None:
        show_table(table, alt=found.fact.title, wide=wide)
    elif not found.rows.empty:
        draw(found.rows)
    working(org, found, table if draw is not None else None, parameters)
    return found


def working(
    org: Organized, found: FactRows, table: pd.DataFrame | None, parameters: dict[str, Any]
) -> None:
    """Definition, caveat and select, folded."""
    fact = found.fact
    label = "Show as table" if table is not None else "How this is counted"
    with st.expander(label):
        if table is not None:
            show_table(table, alt=fact.title)
        st.markdown(f"**{plain(fact.title)}.** {plain(fact.definition)}")
        if fact.caveat:
            st.caption(plain(fact.caveat))
        query = org.workspace.fact_query(fact.id, **parameters)
        st.code(query, language="sql", wrap_lines=True)
        st.caption(plain(TEMPLATES["fact_working"]))


def needs_card(found: FactRows) -> None:
    """What the question needs: file, column, template, whom to ask."""
    fact = found.fact
    with st.container(border=True):
        st.markdown(f"**{plain(fact.question)}**")
        st.markdown(plain(needs_sentence(fact, found.missing)))
        with st.container(horizontal=True):
            for table in dict.fromkeys(
                n.partition(".")[0] for names in found.missing for n in names
            ):
                offer_csv(
                    f"Template {table}.csv",
                    lambda table=table: template(table),
                    name=f"{table}.csv",
                    key=f"need_{fact.id}_{table}",
                )
        with st.expander("A message to whoever has it"):
            st.code(ask_text(fact, found.missing), language=None, wrap_lines=True)


def is_by_hand(fact: Fact) -> bool:
    """True where every table that a fact needs may be kept by hand."""
    names = {n.partition(".")[0] for entry in fact.needs for n in entry}
    return names <= set(kept_by_hand()) and names <= set(tables())
