"""Charts on a page: theme of the reader, alternative text always, the table folded below."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from altair import LayerChart

from mls_metrics.charts.theme import Palette, palette
from pages.components.escape import plain
from pages.components.session import kept_figure
from pages.components.tables import table_under


def colors() -> Palette:
    """The palette of the mode the reader's browser shows."""
    return palette(st.context.theme.type)


def show_figure(
    key: tuple[object, ...],
    build: Callable[[Palette], LayerChart],
    *,
    subtitle: str = "",
    alt: str,
    table: Callable[[], pd.DataFrame],
) -> None:
    """A chart with its table.

    Parameters
    ----------
    key : tuple
        What the chart shows (result and settings); the same key is drawn from its kept form.
    build : callable
        Palette to chart, called only where the key is new.
    subtitle : str
        What the axes measure, in words above the chart, where a phone can wrap them.
    alt : str
        Alternative text: what it shows, the finding, where the table is.
    table : callable
        The same values as a table.
    """
    if subtitle:
        st.caption(plain(subtitle))
    mode = colors()
    spec = kept_figure((*key, mode.name), lambda: build(mode).to_dict())
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=alt)
    table_under(table(), alt=alt)
