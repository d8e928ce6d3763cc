"""Column headers that are weeks, months, quarters, years or fiscal periods."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mls_metrics.intake.vocabulary import normal

# Month names in English, German, French, Spanish, Portuguese, Italian and Dutch, without accents;
# a header may cut them to three letters or more. Short forms that are no beginnings follow.
MONTHS = {
    1: "january januar janvier enero janeiro gennaio januari",
    2: "february februar fevrier febrero fevereiro febbraio februari",
    3: "march marz mars marzo marco maart mrz mrt maerz",
    4: "april avril abril aprile",
    5: "may mai mayo maio maggio mei",
    6: "june juni juin junio junho giugno",
    7: "july juli juillet julio julho luglio",
    8: "august aout agosto augustus",
    9: "september septembre septiembre setembro settembre",
    10: "october oktober octobre octubre outubro ottobre",
    11: "november novembre noviembre novembro",
    12: "december dezember decembre diciembre dezembro dicembre",
}
NAMES = {
    name[:length]: month
    for month, names in MONTHS.items()
    for name in names.split()
    for length in range(3, len(name) + 1)
}
LONGEST = 10
YEAR, SHORT = r"(?P<year>(?:19|20)\d{2})", r"(?P<year>(?:19|20)?\d{2})"
ISO = re.compile(
    rf"^{YEAR} (?P<month>0?[1-9]|1[0-2])( (0?[1-9]|[12]\d|3[01]))?((t| )00 00( 00)?)?$"
)
MONTH_YEAR = re.compile(rf"^(?P<month>0?[1-9]|1[0-2]) {YEAR}$")
COMPACT = re.compile(r"^(?P<year>20\d{2}) ?m?(?P<month>0[1-9]|1[0-2])$")
COUNTED = re.compile(rf"^m(?P<month>0[1-9]|1[0-2]) {YEAR}$")
NAMED = re.compile(rf"^(?P<name>[^\W\d_]{{3,{LONGEST}}}) ?{SHORT}$")
NAMED_LAST = re.compile(rf"^{YEAR} (?P<name>[^\W\d_]{{3,{LONGEST}}})$")
QUARTER = re.compile(
    r"^(?:q|t|qtr ?|quarter |quartal |trimestre |kwartaal )"
    rf"(?P<quarter>[1-4]) (?P<fy>fy ?)?{SHORT}$"
)
COUNTED_QUARTER = re.compile(
    rf"^(?P<quarter>[1-4])(?:q|t| quartal|(?:er|e|o)? trimestre| kwartaal) ?(?P<fy>fy ?)?{SHORT}$"
)
QUARTER_LAST = re.compile(rf"^(?P<fy>fy ?)?{SHORT} ?(?:q|t|quarter )(?P<quarter>[1-4])$")
# A fiscal year written with both of its calendar years (FY23/24) is named for the second one.
FISCAL_MONTH = re.compile(
    rf"^fy ?(?:(?:20)?\d{{2}} )?{SHORT} ?(?:p|period |m)(?P<period>0?[1-9]|1[0-2])$"
)
FISCAL_MONTH_LAST = re.compile(rf"^(?:p|period )(?P<period>0?[1-9]|1[0-2]) fy ?{SHORT}$")
FISCAL_YEAR = re.compile(rf"^fy ?{SHORT}$")
PLAIN_YEAR = re.compile(rf"^{YEAR}$")
WEEK = re.compile(rf"^(?:w|kw|cw|week|semaine|woche) ?(?P<week>0?[1-9]|[1-4]\d|5[0-3]) {YEAR}$")
WEEK_LAST = re.compile(rf"^{YEAR} ?(?:w|kw|cw|week) ?(?P<week>0?[1-9]|[1-4]\d|5[0-3])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period of time.

    Parameters
    ----------
    start : date
        Its first day.
    months : int
        Its length in months; 0 for a week.
    is_fiscal : bool
        True where the start rests on the month in which the fiscal year begins.
    """

    start: date
    months: int = 1
    is_fiscal: bool = False


@lru_cache(maxsize=4096)
def period_of(header: str, *, fiscal_start: int | None = None) -> Period | None:
    """The period that a header names; None where it names none, such as "Total" or "YTD".

    Parameters
    ----------
    fiscal_start : int, optional
        The month in which the fiscal year begins; January until somebody says so. A fiscal year
        is named for the calendar year in which it ends.
    """
    text = normal(header)
    return (
        of_calendar(text)
        or of_weeks(text)
        or of_fiscal_year(text, fiscal_start or 1)
        or of_quarters(text, fiscal_start or 1)
    )


def of_calendar(text: str) -> Period | None:
    """A month, or a whole calendar year."""
    for pattern in (ISO, MONTH_YEAR, COMPACT, COUNTED):
        if match := pattern.match(text):
            return Period(start=date(int(match["year"]), int(match["month"]), 1))
    for pattern in (NAMED, NAMED_LAST):
        match = pattern.match(text)
        month = month_named(match["name"]) if match else None
        if match and month:
            return Period(start=date(year_of(match["year"]), month, 1))
    if match := PLAIN_YEAR.match(text):
        return Period(start=date(int(match["year"]), 1, 1), months=12)
    return None


def of_weeks(text: str) -> Period | None:
    """An ISO week."""
    for pattern in (WEEK, WEEK_LAST):
        if match := pattern.match(text):
            try:
                start = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
            except ValueError:
                return None
            return Period(start=start, months=0)
    return None


def of_fiscal_year(text: str, first: int) -> Period | None:
    """A period of a fiscal year, or the whole of it."""
    for pattern in (FISCAL_MONTH, FISCAL_MONTH_LAST):
        if match := pattern.match(text):
            start = fiscal_day(year_of(match["year"]), int(match["period"]), first)
            return Period(start=start, is_fiscal=True)
    if match := FISCAL_YEAR.match(text):
        return Period(start=fiscal_day(year_of(match["year"]), 1, first), months=12, is_fiscal=True)
    return None


def of_quarters(text: str, first: int) -> Period | None:
    """A quarter of a calendar or a fiscal year."""
    for pattern in (QUARTER, COUNTED_QUARTER, QUARTER_LAST):
        if match := pattern.match(text):
            year, nth = year_of(match["year"]), 3 * int(match["quarter"]) - 2
            if match["fy"]:
                return Period(start=fiscal_day(year, nth, first), months=3, is_fiscal=True)
            return Period(start=date(year, nth, 1), months=3)
    return None


def month_named(name: str) -> int | None:
    """The month that a word names; None for any other word."""
    return NAMES.get(name)


def year_of(text: str) -> int:
    """A year of two digits or four; two digits are of this century."""
    return int(text) if len(text) == len("2024") else 2000 + int(text)


def fiscal_day(year: int, period: int, first: int) -> date:
    """The first day of the n-th month of the fiscal year that ends in a calendar year."""
    began = year if first == 1 else year - 1
    months = first - 1 + period - 1
    return date(began + months // 12, months % 12 + 1, 1)
