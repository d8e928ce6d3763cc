"""Closed forms of the smaller methods."""

import numpy as np
import pytest

from mls_metrics.stats.composite import goalpost_points, power_mean, weights_within
from mls_metrics.stats.hazard import pooled_logistic
from mls_metrics.stats.posterior import kpi_posterior, retention_posterior
from mls_metrics.stats.sensitivity import e_value

PRIOR = {"narrow": 0.05, "wide": 0.35, "pseudo_count": 8.0, "draws": 4000, "seed": 1}


@pytest.mark.parametrize(("ratio", "value"), [(0.9, 1.46), (0.8, 1.81), (0.7, 2.21), (0.5, 3.41)])
def test_e_value_as_published(ratio: float, value: float) -> None:
    assert e_value(ratio) == pytest.approx(value, abs=0.005)


def test_pooled_logistic_on_a_two_by_two_table_is_the_log_odds_ratio() -> None:
    model = pooled_logistic(
        [np.array([0, 0])],
        np.array([0, 1]),
        exposures=1,
        people=np.array([1000.0, 500.0]),
        events=np.array([100.0, 25.0]),
    )
    odds_ratio = (25 / 475) / (100 / 900)
    assert model.exposures[0] == pytest.approx(np.log(odds_ratio), abs=1e-6)
    error = np.sqrt(1 / 25 + 1 / 475 + 1 / 100 + 1 / 900)
    assert model.exposure_errors[0] == pytest.approx(error, rel=1e-4)


@pytest.mark.ledger("48 all")
def test_geometric_mean_does_not_buy_back_a_dark_dimension() -> None:
    bright = np.array([90.0, 90, 90, 90, 10])
    even = np.full(5, 66.0)
    weights = np.full(5, 0.2)
    assert power_mean(bright, weights, power=1) > power_mean(even, weights, power=1)
    assert power_mean(bright, weights, power=0) == pytest.approx(58, abs=0.5)
    assert power_mean(even, weights, power=0) == pytest.approx(66)


def test_goalposts_where_less_is_better() -> None:
    points = goalpost_points(np.array([400.0, 365, 120, 30, 0]), floor=365, target=120, stretch=30)
    assert points == pytest.approx([0, 0, 60, 100, 100])


@pytest.mark.ledger("48 all")
def test_weights_stay_within_their_bounds() -> None:
    rng = np.random.default_rng(1)
    weights = weights_within(0.05, 0.5, size=5, count=300, rng=rng)
    assert weights.sum(axis=1) == pytest.approx(np.ones(300))
    assert weights.min() >= 0.05
    assert weights.max() <= 0.5 + 1e-12
    with pytest.raises(ValueError, match="sum to 1"):
        weights_within(0.3, 0.5, size=5, count=3, rng=rng)


def test_retention_posterior_is_drawn_towards_nothing_and_keeps_doubt_where_unknown() -> None:
    observed, expected = np.array([50.0, 3.0, np.nan]), np.array([100.0, 6.0, np.nan])
    survival = np.array([0.85, 0.85, np.nan])
    found = retention_posterior(observed, expected, survival, streams=[1, 2, 3], **PRIOR)
    plain = 0.85**0.5 - 0.85
    assert 0.03 < found.mean[0] < plain
    assert abs(found.mean[1]) < found.mean[0]
    assert found.sd[0] < found.sd[1] <= found.prior_sd[1] * 1.3
    assert found.sd[2] == pytest.approx(found.prior_sd[2])
    assert found.draws.mean(axis=1)[0] == pytest.approx(found.mean[0], abs=0.003)


def test_kpi_posterior_gives_way_to_a_large_effect_that_is_well_measured() -> None:
    found = kpi_posterior(
        np.array([13.0, np.nan]),
        np.array([1.0, np.nan]),
        np.array([10.0, np.nan]),
        streams=[1, 2],
        narrow=0.03,
        wide=0.2,
        pseudo_count=8.0,
        draws=4000,
        seed=1,
    )
    assert found.mean[0] > 10
    assert not found.draws[1].any()
