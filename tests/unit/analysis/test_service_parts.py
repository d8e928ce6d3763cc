"""The service by region and over time: nobody given away, nothing compared with something else."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.comparable import comparable_score, in_common, same_metrics
from mls_metrics.analysis.periods import (
    Period,
    around,
    choose_periods,
    month_start,
    stretch_of_months,
)
from mls_metrics.analysis.service import (
    BeforeAfter,
    ServiceRows,
    describe_parts,
    difference,
    pooled,
    region_scores,
)
from mls_metrics.assess import score_service
from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.policy import DIMENSIONS

POLICY = replace(load_policy(), draws=400)
LIKED, DONE = "reaction_favourable", "completion_rate"


def score(name: str, measures: dict[str, Measure]):
    return score_service(name, measures, POLICY)


def shares(**programs: tuple[int, int]) -> pd.DataFrame:
    rows = [{"program_id": name, "k": k, "n": n} for name, (k, n) in programs.items()]
    return pd.DataFrame(rows, columns=["program_id", "k", "n"])


def estimate(value: float, low: float, high: float, n: int = 50) -> Estimate:
    return Estimate(value=value, low=low, high=high, n=n, unit="share", method="wilson")


REFUSED = NotEstimable(reason="No rows.", needed="Rows.", n=0)


def regions(learners: dict[str | None, int], **rows: pd.DataFrame) -> ServiceRows:
    return ServiceRows(
        regions={name: {DONE: frame} for name, frame in rows.items()},
        learners=learners,
        periods=(),
        around=None,
        left_out={},
    )


def liking(parts: ServiceRows, whole: pd.DataFrame) -> dict[str, Measure]:
    found = region_scores(parts, {DONE: whole}, metrics=metrics(), score=score, policy=POLICY)
    return {name: entry["dimensions"]["satisfaction_engagement"] for name, entry in found.items()}


def test_regions_are_scored_from_their_own_rows() -> None:
    parts = regions({"N": 40, "S": 40}, N=shares(p=(36, 40)), S=shares(p=(4, 40)))
    found = liking(parts, shares(p=(40, 80)))
    assert isinstance(found["N"], Estimate)
    assert isinstance(found["S"], Estimate)
    assert found["N"].value > found["S"].value + 20


def test_a_small_region_is_hidden_with_the_smallest_other() -> None:
    parts = regions(
        {"E": 7, "N": 30, "S": 40}, E=shares(p=(9, 9)), N=shares(p=(9, 30)), S=shares(p=(9, 40))
    )
    found = liking(parts, shares(p=(27, 79)))
    assert [isinstance(found[name], Estimate) for name in "ENS"] == [False, False, True]
    assert isinstance(found["E"], NotEstimable)
    assert found["E"].n is None


def test_people_of_no_region_are_protected_by_hiding_the_smallest_region() -> None:
    """Three people have no region: the whole minus both regions would be theirs."""
    both = {"N": shares(p=(9, 30)), "S": shares(p=(9, 40))}
    found = liking(regions({"N": 30, "S": 40, None: 3}, **both), shares(p=(20, 73)))
    assert [isinstance(found[name], Estimate) for name in "NS"] == [False, True]
    unseen = liking(regions({"N": 30, "S": 40}, **both), shares(p=(20, 73)))
    assert [isinstance(unseen[name], Estimate) for name in "NS"] == [False, True]
    nobody = liking(regions({"N": 30, "S": 40}, **both), shares(p=(18, 70)))
    assert [isinstance(nobody[name], Estimate) for name in "NS"] == [True, True]


def test_without_regions_there_is_nothing_by_region() -> None:
    assert liking(regions({None: 40}), shares(p=(1, 40))) == {}


def test_a_trend_uses_metrics_that_are_known_throughout() -> None:
    stretches = [
        {LIKED: estimate(0.5, 0.4, 0.6), DONE: estimate(0.5, 0.4, 0.6)},
        {LIKED: estimate(0.6, 0.5, 0.7), DONE: REFUSED},
    ]
    assert same_metrics(stretches, metrics()) == {"satisfaction_engagement": [LIKED]}
    kept = in_common(stretches[0], {"satisfaction_engagement": [LIKED]}, metrics())
    assert set(kept) == {LIKED}


def test_where_no_metric_is_known_throughout_the_gaps_are_refused() -> None:
    stretches = [{LIKED: estimate(0.5, 0.4, 0.6)}, {LIKED: REFUSED}]
    chosen = same_metrics(stretches, metrics())
    assert chosen == {"satisfaction_engagement": [LIKED]}
    gap = comparable_score("late", stretches[1], chosen, metrics(), score)
    refused = gap["dimensions"]["satisfaction_engagement"]
    assert isinstance(refused, NotEstimable)
    assert "is not known here" in refused.reason
    assert isinstance(gap["score"], NotEstimable)
    assert "total would not be the same" in gap["score"].reason
    known = comparable_score("early", stretches[0], chosen, metrics(), score)
    assert isinstance(known["dimensions"]["satisfaction_engagement"], Estimate)


def test_a_metric_known_in_less_than_half_is_of_no_trend() -> None:
    stretches = [{LIKED: estimate(0.5, 0.4, 0.6)}, {}, {}]
    assert same_metrics(stretches, metrics()) == {"satisfaction_engagement": []}
    gap = comparable_score("late", stretches[0], {"satisfaction_engagement": []}, metrics(), score)
    assert isinstance(gap["dimensions"]["satisfaction_engagement"], NotEstimable)


def months(*counts: tuple[int, int, int]) -> pd.DataFrame:
    rows = [{"month": year * 12 + month - 1, "n": n} for year, month, n in counts]
    return pd.DataFrame(rows, columns=["month", "n"])


def test_quarters_that_are_over_and_hold_something() -> None:
    every = months((2023, 2, 50), (2023, 12, 40), (2024, 3, 60), (2024, 4, 99))
    found = choose_periods(every, date(2024, 6, 29))
    assert [(p.label, p.since, p.until) for p in found] == [
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
    ]
    assert choose_periods(every, date(2024, 6, 30))[-1].label == "2024-Q2"


def test_the_last_eight_and_half_years_where_quarters_hold_little() -> None:
    many = months(*((2020 + k // 12, k % 12 + 1, 20) for k in range(48)))
    found = choose_periods(many, date(2023, 12, 31))
    assert [found[0].label, found[-1].label, len(found)] == ["2022-Q1", "2023-Q4", 8]
    few = months(*((2022 + k // 12, k % 12 + 1, 10) for k in range(24)))
    assert [p.label for p in choose_periods(few, date(2023, 12, 31))] == [
        "2022-H1", "2022-H2", "2023-H1", "2023-H2",
    ]  # fmt: skip
    assert choose_periods(months(), date(2023, 12, 31)) == []


def test_before_and_after_are_equally_long_whole_months() -> None:
    found = around(date(2024, 6, 15), date(2024, 11, 29))
    assert found is not None
    before, after = found
    assert (before.since, before.until) == (date(2024, 1, 1), date(2024, 5, 31))
    assert (after.since, after.until) == (date(2024, 6, 1), date(2024, 10, 31))
    longest = around(date(2020, 1, 1), date(2024, 11, 29))
    assert longest is not None
    assert longest[1].until == date(2020, 12, 31)
    assert around(date(2024, 9, 1), date(2024, 11, 29)) is None
    assert month_start(2024 * 12) == date(2024, 1, 1)
    assert stretch_of_months(2024 * 12 + 11, 2, "x").until == date(2025, 1, 31)


def test_a_difference_carries_both_intervals() -> None:
    found = difference(estimate(0.5, 0.4, 0.7), estimate(0.8, 0.5, 0.9))
    assert isinstance(found, Estimate)
    assert (found.value, found.n) == (pytest.approx(0.3), 100)
    assert found.low == pytest.approx(0.3 - np.hypot(0.3, 0.2))
    assert found.high == pytest.approx(0.3 + np.hypot(0.1, 0.1))
    for pair, side in (((REFUSED, found), "before"), ((found, REFUSED), "after")):
        refused = difference(*pair)
        assert isinstance(refused, NotEstimable)
        assert f"Not known {side}" in refused.reason


def test_before_and_after_is_said_to_be_an_association() -> None:
    first = Period(label="before", since=date(2024, 1, 1), until=date(2024, 3, 31))
    then = Period(label="after", since=date(2024, 4, 1), until=date(2024, 6, 30))
    whole = {DONE: shares(p=(50, 80))}
    parts = ServiceRows(
        regions={},
        learners={},
        periods=[(first, {DONE: shares(p=(10, 40))}), (then, {DONE: shares(p=(40, 40))})],
        around=BeforeAfter(
            began_on=date(2024, 4, 1),
            periods=(first, then),
            rows=({DONE: shares(p=(10, 40))}, {DONE: shares(p=(40, 40))}),
            turnover=(estimate(0.2, 0.1, 0.3), estimate(0.1, 0.05, 0.2)),
        ),
        left_out={"trend": {LIKED: "No reason."}},
    )
    found = describe_parts(parts, whole, metrics=metrics(), score=score, policy=POLICY)
    assert "association, not an effect" in found["before_after"]["sentence"]
    gained = found["before_after"]["difference"]["satisfaction_engagement"]
    assert isinstance(gained, Estimate)
    assert gained.low > 0
    assert found["before_after"]["voluntary_turnover"]["difference"].value == pytest.approx(-0.1)
    assert found["before_after"]["metrics"] == {"satisfaction_engagement": [DONE]}
    assert [entry["period"] for entry in found["trend"]] == ["before", "after"]
    speed = found["trend"][0]["dimensions"]["speed_to_competency"]
    assert isinstance(speed, NotEstimable), "a missing dimension is refused and never zero"
    assert set(found["trend"][0]["dimensions"]) == set(DIMENSIONS)
    assert found["left_out"] == {"trend": {LIKED: "No reason."}}
    assert found["trend_metrics"] == {"satisfaction_engagement": [DONE]}


def test_pooling_of_a_part_hides_few_people() -> None:
    found = pooled({DONE: shares(p=(3, 7))}, metrics(), POLICY)[DONE]
    assert isinstance(found, NotEstimable)
    assert found.n is None
