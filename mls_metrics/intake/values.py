"""Whether a column's values can be what its name says: what they are, and what that speaks for."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mls_metrics.intake.dates import SERIAL, looks_like_date
from mls_metrics.intake.numbers import decimal_of
from mls_metrics.intake.vocabulary import fold, meaning, nulls
from mls_metrics.model.definition import Column

NUMBER = re.compile(r"^[(+-]?\s*[$€£¥]?\s*[+-]?\d[\d.,\s'’]*\s*([$€£¥%]|[A-Z]{3})?\)?$")
MONTH = re.compile(r"^\d{4}-\d{2}$|^\d{1,2}/\d{4}$|^[^\W\d_]{3,9}\.?[- ]\d{2,4}$")
PERIOD = re.compile(
    r"^(19|20)\d{2}$|^(Q[1-4]|FY)[ -]?\d{2,4}|^\d{4}[ -]?Q[1-4]$|^\d{1,2}[ -]\d{4}$", re.IGNORECASE
)
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
DURATION = re.compile(r"^(PT)?\d[\d.,:]*\s*[a-zA-Z]*(\s*\d+\s*[a-zA-Z]+)*\.?$")
UNIX_TIME = re.compile(r"^1\d{9}(\d{3})?(\.0)?$")
FITTING, SHAPED, PRESENT, STRANGERS = 0.8, 0.9, 0.5, 0.05
ENOUGH, MANY = 3, 20
BROKEN, FLAGGED, DOUBTFUL, LONG = 0.5, 0.6, 0.85, 60.0
FLAG = Column(name="flag", type="boolean", values=("true", "false"))
FREE_TEXT = {
    "comment", "question", "answer", "message", "text", "evidence", "objective", "program_name",
    "process_step", "subject", "decision", "change_activity", "action", "outcome", "purpose",
    "audience", "regulation", "source_status", "rule",
}  # fmt: skip
MAY_BE_NUMBERS = {"job_level", "performance_rating", "version", "answer", "department", "text"}
PEOPLE = {"employee_id", "email", "username"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What the filled cells of one column are: shares of them, numbers and lengths.

    `on_roster` is the share of distinct values that are ids or e-mails of the roster; None where
    no roster is known.
    """

    counts: Mapping[str, int]
    filled: int = 0
    dates: float = 0.0
    months: float = 0.0
    numbers: float = 0.0
    durations: float = 0.0
    emails: float = 0.0
    id_like: float = 0.0
    length: float = 0.0
    numeric: tuple[float, ...] = ()
    on_roster: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What values do to the confidence of a meaning, and why."""

    factor: float
    reason: str


def look_at(cells: Sequence[str], *, known_ids: Set[str] = frozenset()) -> Values:
    """What the values of one column are.

    Parameters
    ----------
    cells : sequence of str
        Its cells, blank ones left out.
    known_ids : set of str
        Ids and e-mails of the roster, as `bare` writes them.
    """
    filled = [cell for cell in cells if fold(cell) not in nulls("id")]
    n = len(filled)
    if n == 0:
        return Values(counts={})
    distinct = {bare(cell) for cell in filled}
    numbers = [cell for cell in filled if NUMBER.match(cell)]
    return Values(
        counts=Counter(filled),
        filled=n,
        dates=sum(is_date(cell) for cell in filled) / n,
        months=sum(is_date(cell) or is_month(cell) for cell in filled) / n,
        numbers=len(numbers) / n,
        durations=sum(bool(DURATION.match(cell)) for cell in filled) / n,
        emails=sum(bool(EMAIL.match(cell)) for cell in filled) / n,
        id_like=sum(is_id_like(cell) for cell in filled) / n,
        length=sum(map(len, filled)) / n,
        numeric=tuple(sorted(as_numbers(numbers))),
        on_roster=len(distinct & known_ids) / len(distinct) if known_ids else None,
    )


def bare(cell: str) -> str:
    """An id as it is compared with the roster's."""
    return fold(cell).removesuffix(".0").strip("='\"").lstrip("0")


def is_date(cell: str) -> bool:
    """True for a date, an Excel serial or a unix time."""
    return looks_like_date(cell) or bool(SERIAL.match(cell) or UNIX_TIME.match(cell))


def is_month(cell: str) -> bool:
    """True for a month, a quarter or a year."""
    return bool(MONTH.match(cell) or PERIOD.match(cell))


def is_id_like(cell: str) -> bool:
    """True for what an id looks like: one word, or one with a digit; no date, no fraction."""
    if looks_like_date(cell) and not cell.isdigit():
        return False
    if re.fullmatch(r"\d+[.,]\d*[1-9]\d*", cell):
        return False
    return " " not in cell or (len(cell) <= 24 and any(sign.isdigit() for sign in cell))


def as_numbers(cells: Sequence[str]) -> list[float]:
    """The numbers that cells hold, by the column's own decimal sign."""
    sign = decimal_of(cells) or "."
    found: list[float] = []
    for cell in cells:
        digits = re.sub(r"[^\d.,+-]", "", cell)
        digits = digits.replace("." if sign == "," else ",", "").replace(",", ".")
        try:
            found.append(float(digits))
        except ValueError:
            continue
    return found


@cache
def ranges() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """What numbers can be, by table and column."""
    text = (files("mls_metrics.intake") / "ranges.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def judge(values: Values, column: Column, table: str, *, is_open: bool = False) -> Judged:
    """What the values of a column say about one meaning of it.

    Parameters
    ----------
    is_open : bool
        The column's name has several meanings, so that values have to say more.
    """
    if values.filled == 0:
        return Judged(factor=1.0, reason="no values to check")
    if column.type in ("date", "month"):
        return judge_dates(values, column)
    if column.type in ("enum", "boolean"):
        return judge_words(values, column, is_open=is_open)
    if column.type == "id":
        return judge_ids(values, column)
    if column.type in ("number", "money", "integer"):
        return judge_numbers(values, column, table)
    return judge_text(values, column)


def judge_dates(values: Values, column: Column) -> Judged:
    """Dates, or months where a column holds periods."""
    share = values.dates if column.type == "date" else values.months
    what = "dates" if column.type == "date" else "periods"
    if share >= FITTING:
        return Judged(factor=1.0, reason=f"values are {what}")
    return Judged(factor=share, reason=f"{percent(1 - share)} of its values are no {what}")


def judge_words(values: Values, column: Column, *, is_open: bool) -> Judged:
    """Words of a closed list, or yes and no.

    A name with one meaning stands with half of its words known: the others are told row by row.
    """
    share = hit_rate(values, column)
    if column.name == "status" and share < FITTING and hit_rate(values, FLAG) >= SHAPED:
        return Judged(factor=FLAGGED, reason="values are yes or no: say what each means")
    what = "status words" if column.name == "status" else "words of the list"
    what = "yes or no" if column.type == "boolean" else what
    if share >= (FITTING if is_open else BROKEN):
        rest = f", {percent(1 - share)} of them unknown" if share < 1 else ""
        return Judged(factor=1.0, reason=f"values are {what}{rest}")
    return Judged(factor=share, reason=f"{percent(1 - share)} of its values are no known {what}")


def hit_rate(values: Values, column: Column) -> float:
    """Share of the values that mean something in a closed list."""
    hits = sum(n for word, n in values.counts.items() if meaning(word, column))
    return hits / values.filled if values.filled else 0.0


def judge_ids(values: Values, column: Column) -> Judged:
    """Ids and e-mails, by their shape and by the roster."""
    if column.name == "email":
        if values.emails >= FITTING:
            return on_roster(values) or Judged(factor=1.0, reason="values are e-mail addresses")
        said = f"{percent(1 - values.emails)} of its values are no e-mail addresses"
        return Judged(factor=values.emails, reason=said)
    if values.emails >= BROKEN and column.name != "username":
        return Judged(factor=BROKEN, reason="values are e-mail addresses")
    if values.dates >= FITTING and values.id_like < FITTING:
        return Judged(factor=0.0, reason="values are dates")
    if values.id_like < FITTING:
        said = f"{percent(1 - values.id_like)} of its values do not look like ids"
        return Judged(factor=min(values.id_like, DOUBTFUL), reason=said)
    if column.name in PEOPLE and values.on_roster is not None:
        seen = on_roster(values)
        if seen is not None:
            return seen
        if values.on_roster < STRANGERS and len(values.counts) >= ENOUGH:
            return Judged(factor=FITTING, reason="none of its ids are on the roster")
    return Judged(factor=1.0, reason="values look like ids")


def on_roster(values: Values) -> Judged | None:
    """What the roster says for a column of people."""
    if values.on_roster is None or values.on_roster < PRESENT:
        return None
    return Judged(factor=1.0, reason=f"{percent(values.on_roster)} of its ids are on the roster")


def judge_numbers(values: Values, column: Column, table: str) -> Judged:
    """Numbers, and whether they lie where such numbers lie."""
    is_time = column.name in ("hours", "minutes", "planned_hours")
    share = max(values.numbers, values.durations) if is_time else values.numbers
    if share < FITTING:
        if table == "surveys" and values.numbers < BROKEN:
            return Judged(factor=1.0, reason="answers in words")
        said = f"{percent(1 - share)} of its values are no numbers"
        return Judged(factor=share, reason=said)
    if values.dates >= FITTING and any(sign in cell for cell in values.counts for sign in "/:-"):
        return Judged(factor=0.0, reason="values are dates")
    bounds = ranges().get(table, {}).get(column.name)
    if not bounds or not values.numeric:
        return Judged(factor=1.0, reason="values are numbers")
    return judge_range(values.numeric, bounds)


def judge_range(numeric: Sequence[float], bounds: Mapping[str, float]) -> Judged:
    """Numbers against the range of such numbers."""
    low, high = bounds["low"], bounds["high"]
    inside = sum(low <= value <= high for value in numeric) / len(numeric)
    shown = f"{numeric[0]:g} to {numeric[-1]:g}"
    if inside < SHAPED:
        said = f"values run from {shown}, not {low:g} to {high:g}"
        return Judged(factor=min(inside, DOUBTFUL), reason=said)
    if "beyond" in bounds and 1 < numeric[-1] <= bounds["beyond"]:
        said = f"values run from {shown}: their scale is not plain"
        return Judged(factor=DOUBTFUL, reason=said)
    return Judged(factor=1.0, reason=f"values run from {shown}")


def judge_text(values: Values, column: Column) -> Judged:
    """Words: neither dates nor e-mails, and no long sentences where names are expected."""
    if values.dates >= FITTING and values.numbers < FITTING:
        return Judged(factor=BROKEN, reason="values are dates")
    if values.emails >= BROKEN:
        return Judged(factor=BROKEN, reason="values are e-mail addresses")
    if values.numbers >= FITTING and column.name not in MAY_BE_NUMBERS:
        return Judged(factor=DOUBTFUL, reason="values are numbers")
    if values.length > LONG and column.name not in FREE_TEXT:
        return Judged(factor=BROKEN, reason="values are long texts")
    return Judged(factor=1.0, reason="values are words")


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{share:.0%}".replace("%", " %")
