"""Sufficient statistics to estimates: values, refusals, pooling, and nobody revealed."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.metrics import estimate_metric
from mls_metrics.analysis.pooling import pool
from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.model.definition import Metric
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable

POLICY = load_policy()


def metric(id_: str, **changes: object) -> Metric:
    return replace(metrics()[id_], **changes)  # type: ignore[arg-type]


def known(measure: Measure) -> Estimate:
    assert isinstance(measure, Estimate), measure
    return measure


def refused(measure: Measure) -> NotEstimable:
    assert isinstance(measure, NotEstimable), measure
    return measure


def shares(*counts: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(counts, columns=["program_id", "k", "n"])


def test_a_share_with_its_wilson_interval() -> None:
    found = known(estimate_metric(metric("pass_rate"), shares(("p", 81, 263)), policy=POLICY)["p"])
    assert (found.value, found.low, found.high) == pytest.approx(
        (81 / 263, 0.2553, 0.3662), abs=5e-5
    )
    assert (found.n, found.unit, found.method) == (263, "share", "wilson")


@pytest.mark.parametrize("n", [1, 7])
def test_fewer_than_the_minimum_group_are_hidden_with_their_number(n: int) -> None:
    found = refused(estimate_metric(metric("pass_rate"), shares(("p", 1, n)), policy=POLICY)["p"])
    assert found.n is None
    assert str(n) not in found.reason.replace(str(POLICY.minimum_group), "")


def test_fewer_than_a_metric_needs_are_refused_with_their_number() -> None:
    found = refused(
        estimate_metric(metric("target_achievement"), shares(("p", 9, 12)), policy=POLICY)["p"]
    )
    assert found.n == 12
    assert "8 more" in found.needed


def test_nobody_to_count_is_a_refusal_not_a_zero() -> None:
    found = refused(estimate_metric(metric("pass_rate"), shares(("p", 0, 0)), policy=POLICY)["p"])
    assert found.n == 0


def test_counts_of_things_reveal_nobody() -> None:
    found = estimate_metric(metric("ideas_implemented"), shares(("p", 1, 4)), policy=POLICY)["p"]
    assert known(found).n == 4


def test_a_mean_stays_within_what_is_possible() -> None:
    rows = pd.DataFrame({"program_id": ["p"], "mean": [0.01], "sd": [0.2], "n": [25]})
    found = known(estimate_metric(metric("average_skill_gap"), rows, policy=POLICY)["p"])
    assert found.low == 0
    assert found.high == pytest.approx(0.01 + 2.063899 * 0.2 / 5, abs=1e-6)


def test_net_share_is_in_points() -> None:
    rows = pd.DataFrame({"program_id": ["p"], "k_plus": [30], "k_minus": [10], "n": [50]})
    found = known(estimate_metric(metric("learner_nps"), rows, policy=POLICY)["p"])
    assert found.value == pytest.approx(40)
    assert -100 <= found.low < 40 < found.high <= 100


TIMES = pd.DataFrame(
    {
        "program_id": "p",
        "days": [10, 20, 30, 40, 100],
        "is_event": [True, True, True, True, False],
        "n": [10, 10, 10, 10, 60],
        "naive": 25.0,
    }
)


@pytest.mark.ledger("48a")
def test_a_median_keeps_the_unfinished_in_the_count() -> None:
    slow = refused(estimate_metric(metric("time_to_complete"), TIMES, policy=POLICY)["p"])
    assert slow.n == 100
    half = TIMES.assign(n=[30, 10, 10, 10, 40])
    found = known(estimate_metric(metric("time_to_complete"), half, policy=POLICY)["p"])
    assert (found.value, found.naive, found.n) == (30, 25.0, 100)
    assert found.low <= 30 <= found.high


def test_a_share_by_a_day_counts_events_up_to_it() -> None:
    found = known(
        estimate_metric(
            metric("competent_by_day_90", parameters={"day": 35.0, "complement": 1.0}),
            TIMES,
            policy=POLICY,
        )["p"]
    )
    assert found.value == pytest.approx(0.3)
    stays = metric("persistence_day_180", parameters={"day": 35.0, "complement": 0.0})
    assert known(estimate_metric(stays, TIMES, policy=POLICY)["p"]).value == pytest.approx(0.7)


def test_a_day_nobody_was_followed_to_is_refused() -> None:
    assert refused(estimate_metric(metric("persistence_day_180"), TIMES, policy=POLICY)["p"])


def test_programs_do_not_touch_each_other() -> None:
    alone = estimate_metric(metric("pass_rate"), shares(("p", 30, 40)), policy=POLICY)
    both = estimate_metric(metric("pass_rate"), shares(("p", 30, 40), ("q", 1, 400)), policy=POLICY)
    assert alone["p"] == both["p"]


def test_pooling_adds_counts() -> None:
    found = known(pool(metric("pass_rate"), shares(("p", 30, 40), ("q", 10, 60)), policy=POLICY))
    assert (found.value, found.n) == (0.4, 100)


def test_pooled_means_are_those_of_all_values_together() -> None:
    first, second = pd.Series([0.1, 0.2, 0.3] * 5), pd.Series([0.5, 0.9] * 10)
    rows = pd.DataFrame(
        {
            "program_id": ["p", "q"],
            "mean": [first.mean(), second.mean()],
            "sd": [first.std(), second.std()],
            "n": [len(first), len(second)],
        }
    )
    every = pd.concat([first, second])
    whole = rows.assign(mean=every.mean(), sd=every.std(), n=len(every))[:1]
    pooled = known(pool(metric("average_skill_gap"), rows, policy=POLICY))
    alone = known(estimate_metric(metric("average_skill_gap"), whole, policy=POLICY)["p"])
    assert (pooled.value, pooled.low, pooled.high) == pytest.approx(
        (alone.value, alone.low, alone.high)
    )


def test_a_total_does_not_give_a_hidden_program_away() -> None:
    rate = metric("pass_rate")
    visible = pool(rate, shares(("p", 30, 40), ("q", 10, 60)), policy=POLICY)
    assert pool(rate, shares(("p", 30, 40), ("q", 10, 60), ("r", 5, 5)), policy=POLICY) == visible
    several = shares(("p", 30, 40), ("r", 5, 5), ("s", 1, 6))
    assert known(pool(rate, several, policy=POLICY)).n == 51


def test_pooled_times_are_those_of_all_people_together() -> None:
    half = TIMES.assign(n=[30, 10, 10, 10, 40])
    twice = pd.concat([half, half.assign(program_id="q")])
    one = known(estimate_metric(metric("time_to_complete"), half, policy=POLICY)["p"])
    both = known(pool(metric("time_to_complete"), twice, policy=POLICY))
    assert (both.value, both.n) == (one.value, 200)
    assert both.high - both.low <= one.high - one.low


def test_nothing_to_pool_names_what_would_help() -> None:
    found = refused(pool(metric("pass_rate"), shares(), policy=POLICY))
    assert "enrollments.status" in found.needed


def totals(xs: list[float], ys: list[float], **more: object) -> pd.DataFrame:
    """The sums that a metric of the statistic ratio gives for one program."""
    pairs = list(zip(xs, ys, strict=True))
    row = {
        "program_id": "p",
        "x": sum(xs),
        "y": sum(ys),
        "xx": sum(x * x for x in xs),
        "xy": sum(x * y for x, y in pairs),
        "yy": sum(y * y for y in ys),
        "n": len(xs),
    }
    return pd.DataFrame([row | more])


def test_a_ratio_of_totals_with_even_bases_is_the_mean() -> None:
    gains = [float(i % 5) for i in range(40)]
    found = known(
        estimate_metric(metric("hours_per_employee"), totals(gains, [1.0] * 40), policy=POLICY)["p"]
    )
    sample = pd.Series(gains)
    half = 2.0227 * sample.std() / 40**0.5  # Student, 39 degrees of freedom
    assert found.value == pytest.approx(2.0)
    assert found.high - found.value == pytest.approx(half, rel=1e-4)
    assert found.method == "ratio_of_totals"


def test_a_ratio_agrees_with_a_bootstrap_over_people() -> None:
    rng = np.random.default_rng(3)
    base = rng.uniform(1, 9, 300)
    gain = 0.4 * base + rng.normal(0, 1, 300)
    found = known(
        estimate_metric(
            metric("learning_velocity", parameters={}),
            totals(list(gain), list(base)),
            policy=POLICY,
        )["p"]
    )
    drawn = rng.integers(0, 300, (2000, 300))
    ratios = gain[drawn].sum(axis=1) / base[drawn].sum(axis=1)
    low, high = np.quantile(ratios, [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.01)


def test_a_ratio_without_a_base_is_refused() -> None:
    rows = totals([0.0] * 30, [0.0] * 30)
    found = refused(estimate_metric(metric("normalized_gain"), rows, policy=POLICY)["p"])
    assert found.n == 30


def test_many_pairs_of_few_people_are_hidden() -> None:
    rows = shares(("p", 20, 40))
    assert known(estimate_metric(metric("skill_decay"), rows, policy=POLICY)["p"]).n == 40
    few = rows.assign(people=7)
    assert refused(estimate_metric(metric("skill_decay"), few, policy=POLICY)["p"]).n is None
    assert refused(pool(metric("skill_decay"), few, policy=POLICY)).n in {None, 0}


def test_what_is_of_one_program_is_not_added_up() -> None:
    rows = totals([1.0] * 40, [1.0] * 40)
    assert "one program" in refused(pool(metric("hours_per_employee"), rows, policy=POLICY)).reason
    assert known(pool(metric("normalized_gain"), rows, policy=POLICY)).value == 1.0
