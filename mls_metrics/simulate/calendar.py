"""The months the company is watched for, and days within them."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]

FIRST_MONTH = np.datetime64("2023-05", "M")
MONTHS = 42
AHEAD = 12  # the truth follows late starters for a year beyond the last month
SPAN = MONTHS + AHEAD
AS_OF = np.datetime64("2026-10-31", "D")
NEVER = 999
NO_DAY = np.datetime64("NaT", "D")


def month_index(text: str) -> int:
    """Months since the first one, of a text such as ``2024-03``."""
    return int((np.datetime64(text[:7], "M") - FIRST_MONTH).astype(np.int64))


def month_of_year(month: Ints) -> Ints:
    """1 to 12, of months since the first one."""
    return (month + int(FIRST_MONTH.astype(np.int64))) % 12 + 1


def day_in(month: Ints, day: Ints | int) -> Days:
    """Dates from months since the first one and day of the month (1 to 28)."""
    first = np.asarray(FIRST_MONTH + month, dtype="datetime64[D]")
    return np.asarray(first + (day - 1), dtype="datetime64[D]")


def month_of(days: Days) -> Ints:
    """Months since the first one, of dates; `NEVER` where there is none."""
    months = (days.astype("datetime64[M]") - FIRST_MONTH).astype(np.int64)
    return np.asarray(np.where(np.isnat(days), NEVER, months), dtype=np.int64)


def text_of(days: Days) -> NDArray[np.object_]:
    """ISO dates as text, empty where there is none."""
    texts = np.datetime_as_string(days.astype("datetime64[D]"), unit="D").astype(object)
    return np.asarray(np.where(np.isnat(days), "", texts), dtype=object)


def month_text(month: int) -> str:
    """YYYY-MM of a month since the first one."""
    return str(FIRST_MONTH + month)
