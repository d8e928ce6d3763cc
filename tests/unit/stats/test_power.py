"""How many people a study needs: every formula against numbers worked out by hand."""

import math

import numpy as np
import pytest

from mls_metrics.stats.power import (
    anova_intraclass,
    chance_of_event,
    comparison_for_ratio,
    design_effect,
    events_for_ratio,
    intraclass_of_shares,
    intraclass_of_values,
    needed_for_difference,
    people_for_ratio,
    people_for_shares,
    quantile_sum,
    smallest_detectable,
    units_for_means,
)


def test_two_quantiles_make_two_point_eight() -> None:
    # 1.959964 + 0.841621
    assert quantile_sum(0.95, 0.8) == pytest.approx(2.801585, abs=1e-6)
    assert smallest_detectable(1.5) == pytest.approx(1.5 * 2.801585, abs=1e-5)


def test_events_for_a_halved_rate_are_schoenfelds() -> None:
    # 4 x 2.801585^2 / ln(0.5)^2 = 31.3955 / 0.480453
    assert events_for_ratio(0.5) == pytest.approx(65.35, abs=0.01)
    # one in four treated: 7.84888 / (0.1875 x 0.480453)
    assert events_for_ratio(0.5, share_treated=0.25) == pytest.approx(87.13, abs=0.01)
    with pytest.raises(ValueError, match="not 1"):
        events_for_ratio(1.0)


def test_the_chance_of_leaving_counts_from_the_grace_to_the_horizon() -> None:
    # exp(-.02 x 2) x (1 - exp(-.02 x 10)) = 0.960789 x 0.181269
    assert chance_of_event(0.02, first_month=2, last_month=12) == pytest.approx(0.174162, abs=1e-6)
    # half of the exits are of the other kind: 0.5 x the same at rate .02
    both = chance_of_event(0.01, other_rate=0.01, first_month=2, last_month=12)
    assert both == pytest.approx(0.174162 / 2, abs=1e-6)
    assert chance_of_event(0.0) == 0.0


def test_people_are_events_over_the_chances_of_both_groups() -> None:
    # ln(.8)^2 = 0.0497930; 31.39551 / 0.0497930 = 630.52 events; / (0.15 x 1.8) = 2335.3
    assert people_for_ratio(0.8, 0.15) == 2336
    with pytest.raises(ValueError, match="between 0 and 1"):
        people_for_ratio(0.8, 0.0)


def test_comparison_people_beside_starters_whose_number_is_given() -> None:
    # room: 0.0497930 / 7.848878 = 0.00634396; 1/300 of it goes to the starters
    # 1 / ((0.00634396 - 0.00333333) x 0.15) = 2214.3
    assert comparison_for_ratio(0.8, events=300, chance=0.15) == 2215
    assert comparison_for_ratio(0.8, events=100, chance=0.15) is None
    # as many starters as people_for_ratio asks for need about as many to compare with
    even = people_for_ratio(0.8, 0.15)
    found = comparison_for_ratio(0.8, events=even * 0.15 * 0.8, chance=0.15)
    assert found is not None
    assert found == pytest.approx(even, rel=0.03)


def test_two_shares_by_fleiss() -> None:
    # p = .15 and .12: middle .135; 1.959964 sqrt(.23355) + .841621 sqrt(.2331) = 1.353530
    # (1.353530 / .03)^2 = 2035.6
    assert people_for_shares(0.15, 0.12) == 2036
    # Schoenfeld's count for the same ratio is near it: 0.8 of 0.15
    assert people_for_ratio(0.8, 0.15) == pytest.approx(2036, rel=0.2)


def test_means_by_cohen() -> None:
    # 2 x (2.801585 / 0.2)^2 = 392.44, Cohen's 393 for a small effect
    assert units_for_means(0.2, 1.0) == 393
    assert units_for_means(2.0, 10.0) == 393
    # a half-width of 1.96 standard errors needs n = (1.96 sd)^2 x 4 in total
    assert needed_for_difference(1.0, half_width=0.2) == 385
    with pytest.raises(ValueError, match="positive"):
        units_for_means(0.0, 1.0)


def test_whole_groups_cost_more_people() -> None:
    assert design_effect(21, 0.05) == pytest.approx(2.0)
    assert design_effect(1, 0.5) == 1.0
    assert design_effect(21, -0.1) == 1.0


def test_how_alike_people_of_one_group_are() -> None:
    # two groups of two: 0, 2 and 4, 6. Between: 2 x (4 + 4) / 1 = 16, within: (2 + 2) / 2 = 2
    # (16 - 2) / (16 + 1 x 2) = 7/9
    values, groups = np.array([0.0, 2.0, 4.0, 6.0]), np.array([7, 7, 9, 9])
    assert intraclass_of_values(values, groups) == pytest.approx(7 / 9)
    # groups without any difference in their means are not alike
    assert intraclass_of_values(np.array([0.0, 2.0, 0.0, 2.0]), groups) == 0.0
    # all of one group left, nobody of the other: alike in full
    assert intraclass_of_shares(np.array([5.0, 5.0]), np.array([5.0, 0.0])) == pytest.approx(1.0)
    # 0/1 values and counts of them say the same
    ones = np.array([1.0, 0, 0, 0, 1, 1, 1, 0])
    told = intraclass_of_values(ones, np.repeat([0, 1], 4))
    assert told == pytest.approx(intraclass_of_shares(np.array([4.0, 4.0]), np.array([1.0, 3.0])))
    assert anova_intraclass(np.array([5.0]), np.array([0.3]), 1.0) == 0.0


@pytest.mark.parametrize("ratio", [0.6, 0.8])
def test_a_study_of_that_size_finds_the_effect_in_four_cases_of_five(ratio: float) -> None:
    rng = np.random.default_rng(5)
    n = people_for_ratio(ratio, 0.15)
    with_it = rng.binomial(n, 0.15 * ratio, 4000)
    without = rng.binomial(n, 0.15, 4000)
    gap = np.log(with_it / without) / np.sqrt(1 / with_it + 1 / without)
    assert float((gap < -1.96).mean()) == pytest.approx(0.8, abs=0.04)
    assert math.isfinite(float(gap.mean()))
