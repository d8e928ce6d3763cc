"""Numbers as people read them: unit, range and n; a true minus sign; no false precision."""

from datetime import date

from mls_metrics.model.estimate import Estimate, Measure

MINUS = "\u2212"
UNKNOWN = "not known"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DIFFERENCES = {"pp"}


def count(number: int | None) -> str:
    """A count with thousands, or the words for one that is hidden or missing."""
    return UNKNOWN if number is None else f"{number:,}"


def people(number: int | None) -> str:
    """A number of people; None means hidden to protect the few it is made of."""
    if number is None:
        return "hidden: too few people"
    return "1 person" if number == 1 else f"{number:,} people"


def plural(number: int, one: str, many: str = "") -> str:
    """``1 program``, ``3 programs``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def rounded(number: float, digits: int = 3) -> float:
    """A number to that many significant digits."""
    return float(f"{number:.{digits}g}")


def plain(number: float, decimals: int) -> str:
    """Fixed decimals with thousands and a true minus; never ``minus zero``."""
    text = f"{abs(number):,.{decimals}f}"
    is_zero = not any(figure in text for figure in "123456789")
    return text if number >= 0 or is_zero else MINUS + text


def signed(number: float, decimals: int) -> str:
    """As `plain`, with a plus sign where the number is positive."""
    text = plain(number, decimals)
    is_positive = number > 0 and any(figure in text for figure in "123456789")
    return "+" + text if is_positive else text


def money(amount: float | None, currency: str) -> str:
    """An amount to two or three significant digits: ``USD 128,000``, ``USD 1.28 million``."""
    if amount is None:
        return UNKNOWN
    size = abs(rounded(amount))
    sign = MINUS if amount < 0 and size else ""
    if size >= 1e6:
        return f"{sign}{currency} {size / 1e6:,.3g} million"
    decimals = 2 if 0 < size < 10 else 0
    return f"{sign}{currency} {size:,.{decimals}f}"


def day(when: date | None) -> str:
    """``31 Oct 2026``."""
    return UNKNOWN if when is None else f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def is_currency(unit: str) -> bool:
    """Three capital letters."""
    return len(unit) == 3 and unit.isalpha() and unit.isupper() and unit != "KPI"


def amount(
    number: float,
    unit: str,
    *,
    with_unit: bool = True,
    as_difference: bool = False,
    decimals: int | None = None,
) -> str:
    """One number in its unit; `decimals` where it stands beside another of its kind."""
    if is_currency(unit):
        return money(number, unit)
    if unit == "share":
        return plain(100 * number, 0) + ("%" if with_unit else "")
    if unit == "points":
        return plain(number, 0) + (" points" if with_unit else "")
    if unit in DIFFERENCES:
        return signed(number, 1) + (f" {unit}" if with_unit else "")
    decimals = decimals_for(number, unit=unit) if decimals is None else decimals
    text = signed(number, decimals) if as_difference else plain(number, decimals)
    return f"{text} {unit}" if with_unit and unit else text


def decimals_for(*numbers: float, unit: str) -> int:
    """Decimals that leave two or three figures of the largest; none where all are whole days."""
    size = max(abs(number) for number in numbers)
    if size >= 100 or size == 0 or (unit == "days" and all(n % 1 == 0 for n in numbers)):
        return 0
    return 1 if size >= 1 else 2 if size >= 0.1 else 3


def between(low: float, high: float, unit: str, *, as_difference: bool = False) -> str:
    """A range, the unit said once: ``+1.2 to +4.0 pp``."""
    if is_currency(unit):
        return f"{money(low, unit)} to {money(high, unit)}"
    decimals = decimals_for(low, high, unit=unit)
    first = amount(
        low, unit, with_unit=unit == "share", as_difference=as_difference, decimals=decimals
    )
    return f"{first} to {amount(high, unit, as_difference=as_difference, decimals=decimals)}"


def interval(measure: Estimate, *, as_difference: bool = False) -> str:
    """The range of an estimate in its unit."""
    return between(measure.low, measure.high, measure.unit, as_difference=as_difference)


def with_range(measure: Measure, *, as_difference: bool = False) -> str:
    """Value, range and n, or the reason there is none."""
    if not isinstance(measure, Estimate):
        return measure.reason
    value = amount(measure.value, measure.unit, as_difference=as_difference)
    return f"{value} ({interval(measure, as_difference=as_difference)}; n {measure.n:,})"
