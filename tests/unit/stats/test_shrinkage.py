"""Levels drawn towards the whole: by hand, and whether the ranges hold what they say."""

import numpy as np
import pytest

from mls_metrics.stats.shrinkage import (
    cochran_q,
    holm,
    paule_mandel,
    shrink_levels,
    spread_about_mean,
    spread_of_tau,
)


def test_two_levels_by_hand() -> None:
    # Errors of 1 about a mean of 2: Q = 4 + 4 = 8; (4 + 4) / (1 + tau2) = 1, so tau2 = 7.
    values, errors = np.array([0.0, 4.0]), np.ones(2)
    statistic, chance = cochran_q(values, errors)
    assert statistic == pytest.approx(8)
    assert chance == pytest.approx(0.004678, abs=1e-6)
    assert paule_mandel(values, errors) == pytest.approx(7)
    found = shrink_levels(values, errors, center=2.0, center_error=0.7)
    # An eighth of the way to the center.
    assert found.values == pytest.approx([0.25, 3.75])
    assert found.between == pytest.approx(7)
    assert found.high - found.values == pytest.approx(found.values - found.low)


def test_paule_mandel_with_uneven_errors_solves_its_equation() -> None:
    values, errors = np.array([-3.0, 1.0, 2.5, 6.0]), np.array([0.5, 1.0, 2.0, 1.5])
    between = paule_mandel(values, errors)
    assert spread_about_mean(values, errors**2 + between) == pytest.approx(3)


def test_levels_as_alike_as_chance_allows_become_the_whole() -> None:
    values, errors = np.array([1.0, 1.5, 0.8]), np.array([1.0, 2.0, 1.0])
    found = shrink_levels(values, errors, center=1.0, center_error=0.6)
    assert found.between == 0
    assert found.values == pytest.approx([1.0, 1.0, 1.0])
    # Still some doubt whether the groups are alike: wider than the whole, narrower than alone.
    assert (found.errors > 0.6).all()
    assert (found.errors < errors).all()


def test_the_weights_of_tau_are_a_distribution_and_follow_the_data() -> None:
    alike, weights = spread_of_tau(np.array([1.0, 1.1, 0.9]), np.ones(3))
    assert weights.sum() == pytest.approx(1)
    apart, other = spread_of_tau(np.array([-8.0, 1.0, 9.0]), np.ones(3))
    assert other @ apart > 3 * (weights @ alike)


def test_errors_of_zero_and_lone_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="two levels"):
        shrink_levels(np.array([1.0]), np.array([1.0]), center=0.0, center_error=1.0)
    with pytest.raises(ValueError, match="above 0"):
        shrink_levels(np.array([1.0, 2.0]), np.array([1.0, 0.0]), center=0.0, center_error=1.0)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.6, 0.5]) == pytest.approx((1.0, 1.0))
    assert holm([]) == ()


@pytest.mark.parametrize("levels", [2, 3, 6])
@pytest.mark.parametrize("tau", [0.0, 0.5, 1.0, 3.0])
def test_ranges_hold_the_truth_and_values_are_nearer_to_it(levels: int, tau: float) -> None:
    rng = np.random.default_rng([levels, int(10 * tau)])
    held, drawn, raw = [], [], []
    for _ in range(400):
        errors = rng.uniform(0.6, 1.6, levels)
        truth = 2.0 + tau * rng.standard_normal(levels)
        values = truth + errors * rng.standard_normal(levels)
        weights = 1 / errors**2
        center = float(weights @ values / weights.sum())
        found = shrink_levels(values, errors, center=center, center_error=weights.sum() ** -0.5)
        held.append((found.low <= truth) & (truth <= found.high))
        drawn.append((found.values - truth) ** 2)
        raw.append((values - truth) ** 2)
    # Near what they say; measured with many draws: 92 to 99 of 100, least between one and three.
    assert 0.91 < np.mean(held) < 0.997
    if tau <= 1:
        assert np.mean(drawn) < (0.75 if tau < 1 else 0.95) * np.mean(raw)
    else:
        assert np.mean(drawn) < 1.15 * np.mean(raw)


def test_alike_levels_are_rarely_said_to_differ() -> None:
    rng = np.random.default_rng(5)
    errors = np.array([0.8, 1.0, 1.4])
    chances = [cochran_q(errors * rng.standard_normal(3), errors)[1] for _ in range(2000)]
    assert 0.035 < np.mean(np.array(chances) < 0.05) < 0.065
