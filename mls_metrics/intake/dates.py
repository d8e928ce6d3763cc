"""Which order the dates of a file are in: by evidence pooled over all its date columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mls_metrics.model.source import ColumnPlan

# What the reader keeps of a cell as evidence: enough for any date, without its time of day.
PREFIX = 12
NUMERIC = re.compile(r"^(\d{1,4})([-/. ]) ?(\d{1,2})\2 ?(\d{2,4})(?!\d)")
WEEKDAY = r"^(?:[^\W\d_]{2,12}\.?(?:, {0,3}| {1,3}))?"
AFTER_DAY = r"(?:st|nd|rd|th|er|º|ª)?[-/., ]{0,3}(?:(?:de|of) )?"
NAMED = re.compile(
    rf"{WEEKDAY}(\d{{1,2}}){AFTER_DAY}[^\W\d_]{{3,12}}\.?[-/., ]{{0,3}}(?:(?:de|del|of) )?\d{{2,4}}"
    rf"|{WEEKDAY}[^\W\d_]{{3,12}}\.?[-/ ]{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?,?[-/ ]{{1,3}}\d{{2,4}}"
)
DAY_FIRST_NAMED = re.compile(rf"{WEEKDAY}\d{{1,2}}{AFTER_DAY}[^\W\d_]{{3}}")
ISO = re.compile(
    r"^\d{4}[-/.年] ?\d{1,2}([-/.月] ?\d{1,2})?(?!\d)|^(19|20)\d{6}(T?\d{4}|T?\d{6})?\D*$"
    r"|^(19|20)\d{4}$|^\\?/Date\(-?\d{1,14}"
)
SERIAL = re.compile(r"^[2-5]\d{4}([.,]\d+)?$")
LATER_THAN = (
    ("completed_on", "enrolled_on"),
    ("completed_on", "started_on"),
    ("completed_on", "assigned_on"),
    ("started_on", "enrolled_on"),
    ("due_on", "assigned_on"),
    ("withdrawn_on", "enrolled_on"),
    ("expires_on", "completed_on"),
    ("termination_date", "hire_date"),
    ("snapshot_date", "hire_date"),
    ("filled_on", "opened_on"),
    ("released_on", "raised_on"),
    ("concluded_on", "raised_on"),
    ("closes_on", "launched_on"),
)
DECISIVE = 3


@dataclass(slots=True)
class Evidence:
    """What distinct dates of one column say: how many only fit one order."""

    ymd: int = 0
    day_first: int = 0
    month_first: int = 0
    ambiguous: int = 0
    named_day_first: int = 0
    named_month_first: int = 0
    dotted: int = 0
    first_parts: set[int] = field(default_factory=set)
    second_parts: set[int] = field(default_factory=set)

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(
            ymd=self.ymd + other.ymd,
            day_first=self.day_first + other.day_first,
            month_first=self.month_first + other.month_first,
            ambiguous=self.ambiguous + other.ambiguous,
            named_day_first=self.named_day_first + other.named_day_first,
            named_month_first=self.named_month_first + other.named_month_first,
            dotted=self.dotted + other.dotted,
            first_parts=self.first_parts | other.first_parts,
            second_parts=self.second_parts | other.second_parts,
        )

    @property
    def is_mixed(self) -> bool:
        """True where some dates only fit one order and some only the other."""
        return self.day_first > 0 and self.month_first > 0

    @property
    def needs_order(self) -> bool:
        """True where the order changes what the dates mean."""
        return self.day_first + self.month_first + self.ambiguous > 0

    def order(self) -> str | None:
        """The order that the dates themselves prove; None where they prove none."""
        if self.is_mixed:
            return "dmy" if self.day_first >= self.month_first else "mdy"
        if self.day_first:
            return "dmy"
        if self.month_first:
            return "mdy"
        if self.ambiguous == 0:
            return self.order_of_the_rest()
        if self.dotted:
            return "dmy"
        return self.order_of_periods()

    def order_of_the_rest(self) -> str | None:
        """The order in files whose dates can be read in one way only."""
        if self.ymd:
            return "ymd"
        if self.named_day_first or self.named_month_first:
            return "dmy" if self.named_day_first >= self.named_month_first else "mdy"
        return None

    def order_of_periods(self) -> str | None:
        """Months' firsts: the part that is always 1 is the day."""
        if self.first_parts == {1} and len(self.second_parts) >= DECISIVE:
            return "dmy"
        if self.second_parts == {1} and len(self.first_parts) >= DECISIVE:
            return "mdy"
        if self.named_day_first or self.named_month_first:
            return "dmy" if self.named_day_first >= self.named_month_first else "mdy"
        return None


def looks_like_date(cell: str) -> bool:
    """True for a cell that can be read as a date in some order (not for bare serial numbers)."""
    return bool(NUMERIC.match(cell) or ISO.match(cell) or NAMED.match(cell))


def weigh(cells: Iterable[str]) -> Evidence:
    """The evidence in the distinct cells of one column."""
    found = Evidence()
    for cell in cells:
        numeric = NUMERIC.match(cell)
        if numeric and len(numeric[1]) <= 2:
            weigh_parts(found, int(numeric[1]), int(numeric[3]), dotted=numeric[2] == ".")
        elif ISO.match(cell):
            found.ymd += 1
        elif NAMED.match(cell) or DAY_FIRST_NAMED.match(cell):  # its year may be cut off
            is_day_first = bool(DAY_FIRST_NAMED.match(cell))
            found.named_day_first += is_day_first
            found.named_month_first += not is_day_first
    return found


def weigh_parts(found: Evidence, first: int, second: int, *, dotted: bool) -> None:
    """Count one numeric date by what its first two parts allow."""
    if second > 12 >= first:
        found.month_first += 1
    elif first > 12 >= second:
        found.day_first += 1
    elif first != second and first <= 12:
        found.ambiguous += 1
    else:
        return
    found.dotted += dotted
    found.first_parts.add(first)
    found.second_parts.add(second)


def ordered_pairs(columns: Sequence[ColumnPlan]) -> list[tuple[str, str]]:
    """Clean-copy columns (later, earlier) whose dates must stand in that order."""
    sources = {plan.target: plan.sources[0] for plan in columns if plan.kind == "copy"}
    return [(sources[b], sources[a]) for b, a in LATER_THAN if b in sources and a in sources]


def order_by_sense(pairs: Iterable[tuple[str, str]]) -> str | None:
    """The order under which what comes later comes later; None where both serve.

    Parameters
    ----------
    pairs : iterable of (str, str)
        Cells (later, earlier) of the same row.
    """
    wrong = {"dmy": 0, "mdy": 0}
    for later, earlier in pairs:
        for order in wrong:
            b, a = as_number(later, order), as_number(earlier, order)
            if b is not None and a is not None and b < a:
                wrong[order] += 1
    if wrong["dmy"] >= DECISIVE and wrong["mdy"] * 10 <= wrong["dmy"]:
        return "mdy"
    if wrong["mdy"] >= DECISIVE and wrong["dmy"] * 10 <= wrong["mdy"]:
        return "dmy"
    return None


def as_number(cell: str, order: str) -> int | None:
    """A numeric date as a number that grows with it."""
    numeric = NUMERIC.match(cell)
    if numeric is None or len(numeric[1]) > 2:
        return None
    first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    year += (2000 if year < 50 else 1900) if year < 100 else 0
    day, month = (first, second) if order == "dmy" else (second, first)
    return year * 372 + month * 31 + day
