"""Files to take away, with cells that a spreadsheet would run as formulas made harmless."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> object:
    """A text that begins like a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The table as UTF-8 CSV that opens in a spreadsheet without running anything."""
    safe = frame.astype(object).map(harmless)
    safe.columns = [harmless(name) for name in frame.columns]
    return safe.to_csv(index=False).encode("utf-8-sig")


def offer_csv(label: str, make: Callable[[], pd.DataFrame], *, name: str, key: str) -> None:
    """A button that makes the file only when it is asked for."""
    st.download_button(
        label,
        data=lambda: csv_bytes(make()),
        file_name=name,
        mime="text/csv",
        key=key,
        on_click="ignore",
        type="tertiary",
    )
