"""Stretches of time that a trend is told in."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import pandas as pd

SHOWN, ENOUGH_EVENTS = 8, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of whole months; `since` and `until` are its first and last day."""

    label: str
    since: date
    until: date


def month_start(month: int) -> date:
    """The first day of a month given as year x 12 + month - 1."""
    return date(month // 12, month % 12 + 1, 1)


def stretch_of_months(first: int, months: int, label: str) -> Period:
    """The period of so many months from the first one on."""
    until = month_start(first + months) - timedelta(days=1)
    return Period(label=label, since=month_start(first), until=until)


def choose_periods(months: pd.DataFrame, as_of: date) -> list[Period]:
    """The last eight quarters with data that are over; half years where a quarter holds too little.

    Parameters
    ----------
    months : DataFrame
        ``month`` (year x 12 + month - 1) and ``n``, what happened in it.
    as_of : date
        A quarter or half year that ends after it is left out: it would be judged on its beginning.
    """
    for length, sign in ((3, "Q"), (6, "H")):
        counts: dict[int, float] = {}
        for month, n in zip(months["month"].tolist(), months["n"].tolist(), strict=True):
            counts[int(month) // length] = counts.get(int(month) // length, 0.0) + float(n)
        over = [
            (place, count)
            for place, count in sorted(counts.items())
            if stretch_of_months(place * length, length, "").until <= as_of and count > 0
        ][-SHOWN:]
        if length == 6 or (over and median(count for _, count in over) >= ENOUGH_EVENTS):
            per_year = 12 // length
            return [
                stretch_of_months(
                    place * length, length, f"{place // per_year}-{sign}{place % per_year + 1}"
                )
                for place, _ in over
            ]
    raise AssertionError("half years are always given")


def around(began_on: date, as_of: date, longest: int = 12) -> tuple[Period, Period] | None:
    """As many whole months before a month as after it, at most `longest`; None under three."""
    first = began_on.year * 12 + began_on.month - 1
    over = as_of + timedelta(days=1)
    months = min(longest, over.year * 12 + over.month - 1 - first)
    if months < 3:
        return None
    return (
        stretch_of_months(first - months, months, "before"),
        stretch_of_months(first, months, "after"),
    )
