"""A straight line and what it says of a time to come, against textbook and simulation."""

import numpy as np
import pytest
from scipy.stats import linregress, t

from mls_metrics.stats.linear_trend import LinearTrend, linear_trend

TIME = np.arange(8.0)
VALUE = np.array([2.0, 2.5, 2.9, 3.9, 3.8, 4.9, 5.1, 5.4])


def test_line_and_intervals_are_those_of_the_textbook() -> None:
    found = linear_trend(TIME, VALUE)
    known = linregress(TIME, VALUE)
    assert isinstance(found, LinearTrend)
    assert found.slope == pytest.approx(known.slope)
    assert found.value_at(0) == pytest.approx(known.intercept)
    half = t.ppf(0.975, 6) * known.stderr
    assert found.slope_interval() == pytest.approx((known.slope - half, known.slope + half))
    noise = np.sqrt(((VALUE - known.intercept - known.slope * TIME) ** 2).sum() / 6)
    error = noise * np.sqrt(1 + 1 / 8 + (10 - 3.5) ** 2 / 42)
    assert found.error_at(10) == pytest.approx(error)
    low, high = found.interval_at(10)
    assert high - low == pytest.approx(2 * t.ppf(0.975, 6) * error)
    assert found.chance_above(high, 10) == pytest.approx(0.025)
    assert found.chance_above(found.value_at(10), 10) == pytest.approx(0.5)


def test_without_noise_the_chance_is_certain_either_way() -> None:
    found = linear_trend(TIME, 2 * TIME)
    assert found.chance_above(17.9, 9) == 1
    assert found.chance_above(18.1, 9) == 0


def test_chances_come_true_as_often_as_stated() -> None:
    rng, hits, chances = np.random.default_rng(5), [], []
    for _ in range(2_000):
        series = 1 + 0.1 * np.arange(15.0) + rng.normal(0, 0.5, 15)
        chances.append(linear_trend(np.arange(12.0), series[:12]).chance_above(2.5, 14))
        hits.append(series[14] >= 2.5)
    middle = np.abs(np.array(chances) - 0.5) < 0.2
    assert np.mean(np.array(hits)[middle]) == pytest.approx(
        np.mean(np.array(chances)[middle]), abs=0.05
    )


def test_two_points_make_no_line() -> None:
    with pytest.raises(ValueError, match="three points"):
        linear_trend(np.array([1.0, 2.0]), np.array([1.0, 2.0]))
