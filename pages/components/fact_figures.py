"""A fact as a picture: the finding, the chart with its table, and how it is counted."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st
from altair import LayerChart

from mls_metrics.charts.theme import Palette
from mls_metrics.narrative.facts import headed
from mls_metrics.warehouse.fact_rows import FactRows
from pages.components.escape import plain
from pages.components.facts import needs_card, working
from pages.components.figures import show_figure
from pages.components.organization import Organized


def fact_figure(
    org: Organized,
    id_: str,
    *,
    say: Callable[[pd.DataFrame], str],
    build: Callable[[pd.DataFrame, Palette], LayerChart],
    subtitle: Callable[[pd.DataFrame], str],
    alt: Callable[[pd.DataFrame], str],
    fits: Callable[[pd.DataFrame], bool] = lambda rows: not rows.empty,
    **parameters: Any,
) -> FactRows:
    """The finding, the picture and its table; or the card of what it needs.

    Parameters
    ----------
    say, subtitle, alt : callable
        Rows to the sentence, to what the axes measure, to the alternative text; unescaped.
    build : callable
        Rows and palette to the chart.
    fits : callable
        Whether the rows make a picture; the sentence and the working stand anyway.
    """
    found = org.fact(id_, **parameters)
    if found.missing:
        needs_card(found)
        return found
    rows = found.rows
    sentence = say(rows)
    if sentence:
        st.markdown(plain(sentence))
    if fits(rows):
        show_figure(
            (*org.key, id_, tuple(sorted(parameters.items()))),
            lambda mode: build(rows, mode),
            subtitle=subtitle(rows),
            alt=alt(rows),
            table=lambda: headed(found.fact, rows),
        )
    working(org, found, None, parameters)
    return found
