"""Durations: the unit that a header names, and whether cells hold times rather than numbers.

The warehouse reads them to hours. A workday is 8 hours where a header or a cell counts in days;
the days of ``P1DT2H`` and of ``1 day, 2:03:04`` are written by programs and have 24.
"""

import re
from collections.abc import Iterable
from statistics import median

from mls_metrics.model.time_units import HOURS_BY_WORD

DAY_OF_24 = 24.0
LETTERS = re.compile(r"[^\W\d_]+")
CLOCK = re.compile(r"^\d{1,6}:[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?$")
WITH_DAYS = re.compile(r"^-?\d{1,6} days?,? [+]?\d{1,2}:\d{2}:\d{2}(\.\d{1,9})?$")
ISO = re.compile(
    r"^p(?=\d|t\d)(\d{1,6}d)?(t(\d{1,6}([.,]\d{1,9})?h)?(\d{1,6}([.,]\d{1,9})?m)?"
    r"(\d{1,9}([.,]\d{1,9})?s)?)?$"
)
PIECE = re.compile(r"(\d[\d.,]*)\s?([^\W\d_]*)\.?")
BETWEEN = {"", ",", ";", "and", "und", "et", "e", "y", "en", "i"}
LONGEST = 60
FRACTION = re.compile(r"^0?[.,]\d{3,}$|^0$")
ENOUGH, LONG_COURSE = 3, 200.0
NUMBER = re.compile(r"^\d{1,9}([.,]\d{1,9})?$")


def unit_of_header(header: str) -> float | None:
    """Hours per unit that a header names: minutes 1/60, days 8; None where it names none or two.

    A single letter is a unit only in brackets: ``Time (h)``. Of ``hh:mm`` the cells say it all.
    """
    folded = header.casefold()
    bracketed = re.findall(r"[(\[](\w)[)\]]", folded)
    words = [word for word in LETTERS.findall(folded) if len(word) > 1]
    found = {HOURS_BY_WORD[word] for word in (*bracketed, *words) if word in HOURS_BY_WORD}
    return found.pop() if len(found) == 1 else None


def unit_of_cells(cells: Iterable[str]) -> float | None:
    """24 where numbers are fractions of a day, as a spreadsheet keeps 1:23 (0.0576); else None."""
    filled = [cell for cell in cells if cell]
    small = sum(bool(FRACTION.match(cell)) for cell in filled)
    if len(filled) < ENOUGH or small < len(filled) or set(filled) == {"0"}:
        return None
    return DAY_OF_24


def unit_doubt(header: str, cells: Iterable[str]) -> str | None:
    """What is assumed about a column's unit, in words; None where the header says it."""
    unit = unit_of_header(header)
    if unit is not None:
        return f"counts in days; each was read as {unit:g} hours" if unit > 1 else None
    filled = [cell for cell in cells if cell]
    if unit_of_cells(filled):
        return "names no unit and holds only small fractions; they were read as parts of a day"
    numbers = [float(cell.replace(",", ".")) for cell in filled if NUMBER.match(cell)]
    if numbers and median(numbers) > LONG_COURSE:
        return f"names no unit; its numbers, as large as {max(numbers):g}, were read as hours"
    return None


def looks_like_duration(cell: str) -> bool:
    """True for ``1h 23m``, ``1:23``, ``01:23:45``, ``PT1H23M``, ``83 min``; not for a number."""
    folded = " ".join(cell.casefold().split())
    if not folded or len(folded) > LONGEST:
        return False
    if CLOCK.match(folded) or WITH_DAYS.match(folded) or ISO.match(folded):
        return True
    pieces = list(PIECE.finditer(folded))
    rest = PIECE.sub("|", folded).split("|")
    units = [piece[2] for piece in pieces]
    if not pieces or any(part.strip() not in BETWEEN for part in rest):
        return False
    last_is_bare = len(units) > 1 and not units[-1]
    return all(unit in HOURS_BY_WORD for unit in (units[:-1] if last_is_bare else units))
