"""Files to take away, with cells that a spreadsheet would run as formulas made harmless."""

import csv
import io
import re
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

NUMBER = re.compile(r"^[+-]\d[\d.,]*$")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> object:
    """A text that begins like a formula gets an apostrophe in front; numbers stay numbers."""
    if not isinstance(value, str) or not value.startswith(RISKY) or NUMBER.match(value):
        return value
    return f"'{value}"


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The table as UTF-8 CSV that opens in a spreadsheet without running anything."""
    safe = frame.astype(object).map(harmless)
    safe.columns = [harmless(name) for name in frame.columns]
    return safe.to_csv(index=False).encode("utf-8-sig")


def rows_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Records as UTF-8 CSV that opens in a spreadsheet without running anything."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[str(harmless(cell)) for cell in row] for row in rows])
    return stream.getvalue().encode("utf-8-sig")


def offer_rows(
    label: str, make: Callable[[], Sequence[Sequence[str]]], *, name: str, key: str
) -> None:
    """A button for records as they are, headers included, made only when it is asked for."""
    st.download_button(
        label,
        data=lambda: rows_bytes(make()),
        file_name=name,
        mime="text/csv",
        key=key,
        on_click="ignore",
        type="tertiary",
    )


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
