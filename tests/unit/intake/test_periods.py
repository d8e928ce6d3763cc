"""Headers that are periods, and headers that only look like them."""

from datetime import date

import pytest

from mls_metrics.intake.periods import period_of


@pytest.mark.parametrize(
    ("header", "start", "months"),
    [
        ("Jan-24", (2024, 1, 1), 1),
        ("January 2024", (2024, 1, 1), 1),
        ("2024-03", (2024, 3, 1), 1),
        ("2024-03-01", (2024, 3, 1), 1),
        ("2024-03-01 00:00:00", (2024, 3, 1), 1),
        ("03/2024", (2024, 3, 1), 1),
        ("202403", (2024, 3, 1), 1),
        ("janv.-24", (2024, 1, 1), 1),
        ("févr.-24", (2024, 2, 1), 1),
        ("août 2024", (2024, 8, 1), 1),
        ("Mrz 24", (2024, 3, 1), 1),
        ("Dez 2023", (2023, 12, 1), 1),
        ("ene-24", (2024, 1, 1), 1),
        ("gennaio 2024", (2024, 1, 1), 1),
        ("fev/24", (2024, 2, 1), 1),
        ("mei 2024", (2024, 5, 1), 1),
        ("Q1 2024", (2024, 1, 1), 3),
        ("2024 Q3", (2024, 7, 1), 3),
        ("2024", (2024, 1, 1), 12),
        ("W12 2024", (2024, 3, 18), 0),
        ("2024-W01", (2024, 1, 1), 0),
        ("KW 12/2024", (2024, 3, 18), 0),
        ("2024-03-01T00:00:00", (2024, 3, 1), 1),
        ("2024M03", (2024, 3, 1), 1),
        ("M03 2024", (2024, 3, 1), 1),
        ("sept. 2024", (2024, 9, 1), 1),
        ("dicembre 2024", (2024, 12, 1), 1),
        ("1Q24", (2024, 1, 1), 3),
        ("4T23", (2023, 10, 1), 3),
        ("2024Q3", (2024, 7, 1), 3),
        ("Qtr 2 2024", (2024, 4, 1), 3),
        ("1. Quartal 2024", (2024, 1, 1), 3),
        ("2e trimestre 2024", (2024, 4, 1), 3),
        ("Kwartaal 3 2024", (2024, 7, 1), 3),
    ],
)
def test_calendar_periods(header: str, start: tuple[int, int, int], months: int) -> None:
    period = period_of(header)
    assert period is not None
    assert (period.start, period.months, period.is_fiscal) == (date(*start), months, False)


@pytest.mark.parametrize(
    ("header", "first", "start", "months"),
    [
        ("FY24 P03", 1, (2024, 3, 1), 1),
        ("FY2024-P03", 4, (2023, 6, 1), 1),
        ("FY24 P12", 4, (2024, 3, 1), 1),
        ("P01 FY24", 10, (2023, 10, 1), 1),
        ("Q1 FY24", 7, (2023, 7, 1), 3),
        ("FY24 Q4", 7, (2024, 4, 1), 3),
        ("FY24", 10, (2023, 10, 1), 12),
        ("FY23/24 P03", 4, (2023, 6, 1), 1),
        ("1Q FY24", 7, (2023, 7, 1), 3),
    ],
)
def test_fiscal_periods(header: str, first: int, start: tuple[int, int, int], months: int) -> None:
    period = period_of(header, fiscal_start=first)
    assert period is not None
    assert (period.start, period.months, period.is_fiscal) == (date(*start), months, True)


@pytest.mark.parametrize(
    "header",
    [
        "Total",
        "YTD",
        "2024 YTD",
        "YTD 2024",
        "Target",
        "Reference",
        "KPI",
        "Employee ID",
        "Level 2024",
        "",
        "Market 24",
        "Margin 24",
        "Julia 24",
        "P3",
        "Jan",
        "Q1",
        "W12",
        "24-Jan",
        "13/2024",
        "01/31/2024",
        "FY24 P13",
        "W60 2024",
        "W53 2024",
        "2024 Q1 Total",
    ],
)
def test_other_headers_are_no_periods(header: str) -> None:
    assert period_of(header) is None
