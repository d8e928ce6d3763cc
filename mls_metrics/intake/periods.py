"""Column headers that are months, quarters or fiscal periods."""

import re
from dataclasses import dataclass
from datetime import date

NAMES = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
ISO = re.compile(r"^(20\d{2})-(\d{2})(-\d{2})?( 00:00:00)?$")
NAMED = re.compile(r"^([a-z]{3})[a-z]*\.?[- ](\d{2}|\d{4})$", re.IGNORECASE)
FISCAL = re.compile(r"^FY(\d{2}|\d{4})[ -]P(\d{1,2})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period: its first day, its months, and whether that rests on a fiscal year."""

    start: date
    months: int = 1
    is_fiscal: bool = False


def period_of(header: str, *, fiscal_start: int | None = None) -> Period | None:
    """The period that a header names; None where it names none."""
    match = ISO.match(header)
    if match:
        return Period(start=date(int(match[1]), int(match[2]), 1))
    match = NAMED.match(header)
    if match and match[1].lower() in NAMES:
        return Period(start=date(int(match[2]) % 100 + 2000, NAMES[match[1].lower()], 1))
    match = FISCAL.match(header)
    if match:
        return Period(start=date(int(match[1]) % 100 + 2000, int(match[2]), 1), is_fiscal=True)
    return None
