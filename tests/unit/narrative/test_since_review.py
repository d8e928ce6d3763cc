"""Scores against the last review: what moved beyond doubt, and what cannot be told."""

from dataclasses import replace
from datetime import date

import pytest

from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.narrative.since_review import (
    moved,
    points,
    since_review_sentence,
    since_review_table,
    then_and_now,
)
from mls_metrics.warehouse.fact_rows import fact_rows
from tests.pages.made_assessment import make_assessment
from tests.unit.warehouse.landed import company

REFUSED = NotEstimable(reason="No.", needed="More.")
HELD = date(2026, 6, 30)


def score(value: float) -> Estimate:
    return Estimate(
        value=value, low=value - 3, high=value + 4, n=90, unit="points", method="draws", level=0.95
    )


def period(label: str, until: date, overall: float) -> dict[str, object]:
    known = dict.fromkeys(DIMENSIONS, REFUSED) | {DIMENSIONS[0]: score(50)}
    return {"period": label, "until": until, "dimensions": known, "score": score(overall)}


def over(*periods: dict[str, object]):
    made = make_assessment()
    portfolio = replace(made.portfolio, service={"trend": list(periods)})
    return replace(made, portfolio=portfolio)


FIRST = period("2026 Q1", date(2026, 3, 31), 40)
SECOND = period("2026 Q2", date(2026, 6, 30), 44)
THIRD = period("2026 Q3", date(2026, 9, 30), 60)


def test_the_period_over_at_the_review_stands_against_the_last_one() -> None:
    pair = then_and_now(over(FIRST, SECOND, THIRD), HELD)
    assert pair is not None
    assert [entry["period"] for entry in pair] == ["2026 Q2", "2026 Q3"]
    assert then_and_now(over(FIRST, SECOND), HELD) is None
    assert then_and_now(over(THIRD), HELD) is None


def test_what_moved_beyond_doubt_is_named_and_the_rest_is_not() -> None:
    made = over(FIRST, SECOND, THIRD)
    table = since_review_table(made, HELD)
    assert list(table["Beyond doubt"]) == ["yes", "no"]
    said = since_review_sentence(made, HELD, table)
    assert said == "Since the review of 30 Jun 2026 (2026 Q2 against 2026 Q3) moved: Overall."
    still = over(FIRST, SECOND, period("2026 Q3", date(2026, 9, 30), 45))
    assert "no score moved" in since_review_sentence(still, HELD, since_review_table(still, HELD))
    unknown = over(THIRD)
    assert "can be scored yet" in since_review_sentence(
        unknown, HELD, since_review_table(unknown, HELD)
    )


def test_the_range_of_a_difference_holds_both_ranges() -> None:
    assert moved(score(40), score(60)) == pytest.approx((15, 25))
    assert points(score(40.4)) == "40 (37 to 44)"


def test_the_last_review_is_the_one_held_last() -> None:
    rows = fact_rows(
        company(
            {
                "reviews": """
                    subject | due_on     | held_on    | outcome
                    Old     | 2026-01-31 | 2026-01-20 | kept
                    New     | 2026-06-30 | 2026-06-30 | fixed
                    Planned | 2026-12-31 | -          | -
                """
            },
            as_of=date(2026, 10, 31),
        ),
        "last_review",
    ).rows
    assert list(rows["subject"]) == ["New"]
