"""Tables: small ones as real HTML tables with their text escaped, larger ones as grids."""

import pandas as pd
import streamlit as st

from pages.components.escape import plain

SMALL, NARROW = 24, 4


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers to three figures or whole thousands; what is missing as a dash."""
    return frame.map(cell)


def cell(value: object) -> str:
    """One value as text."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        whole = value.is_integer() or abs(value) >= 1000
        return (f"{value:,.0f}" if whole else f"{value:,.3g}").replace("-", "\u2212")
    return str(value)


def show_table(frame: pd.DataFrame, *, alt: str, wide: bool = False) -> None:
    """The table; user text in it is shown as it is.

    Many rows, many columns, or `wide` (columns that a phone is too narrow for): as a grid, which a
    keyboard can scroll.
    """
    if frame.empty:
        st.caption("Nothing to list.")
        return
    shown = readable(frame)
    if len(frame) <= SMALL and len(frame.columns) <= NARROW and not wide:
        safe = shown.map(plain)
        safe.columns = [plain(name) for name in frame.columns]
        st.table(safe, border="horizontal", hide_index=True, alt=alt)
    else:
        st.dataframe(shown, hide_index=True, alt=alt)


def table_under(frame: pd.DataFrame, *, alt: str, label: str = "Show as table") -> None:
    """The same values as a table, folded under their chart."""
    with st.expander(label):
        show_table(frame, alt=alt)
