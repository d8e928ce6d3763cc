from datetime import date

import pytest

from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.narrative.numbers import (
    amount,
    between,
    count,
    day,
    interval,
    money,
    people,
    plural,
    signed,
    with_range,
)


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (0.123, "share", "12%"),
        (61.6, "points", "62 points"),
        (3.24, "pp", "+3.2 pp"),
        (-3.24, "pp", "\u22123.2 pp"),
        (-0.01, "pp", "0.0 pp"),
        (128_400, "USD", "USD 128,000"),
        (-1_284_000, "EUR", "\u2212EUR 1.28 million"),
        (58.4, "days", "58.4 days"),
        (1234.5, "days", "1,234 days"),
        (0.0421, "", "0.042"),
    ],
)
def test_one_number_in_its_unit(number: float, unit: str, text: str) -> None:
    assert amount(number, unit) == text


def test_ranges_name_the_unit_once_with_equal_decimals() -> None:
    assert between(-1.24, 12.0, "deals", as_difference=True) == "\u22121.2 to +12.0 deals"
    assert between(0.12, 0.4, "share") == "12% to 40%"
    assert between(-400, 90_000, "USD") == "\u2212USD 400 to USD 90,000"


def test_estimates_carry_range_and_n_and_refusals_their_reason() -> None:
    known = Estimate(value=3, low=1, high=5, n=1200, unit="pp", method="m")
    assert interval(known) == "+1.0 to +5.0 pp"
    assert with_range(known) == "+3.0 pp (+1.0 to +5.0 pp; n 1,200)"
    assert with_range(NotEstimable(reason="Too few.", needed="More.")) == "Too few."


def test_missing_and_hidden_are_words() -> None:
    assert count(None) == "not known"
    assert people(None) == "hidden: too few people"
    assert people(1) == "1 person"
    assert money(None, "USD") == "not known"
    assert money(0.0, "USD") == "USD 0"
    assert day(None) == "not known"
    assert day(date(2026, 10, 31)) == "31 Oct 2026"
    assert plural(1, "program") == "1 program"
    assert plural(2, "program") == "2 programs"
    assert signed(-0.0, 1) == "0.0"
