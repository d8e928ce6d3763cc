"""Intervals for shares and means: published figures, bounds and coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from mls_metrics.stats.intervals import (
    count_ratio_interval,
    mean_difference_interval,
    mean_interval,
    net_share_interval,
    rate_interval,
    share_difference_interval,
    wilson,
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@given(some.integers(1, 400), some.floats(0, 1))
def test_wilson_holds_the_share_and_stays_inside(n: int, part: float) -> None:
    k = round(part * n)
    low, high = wilson(k, n)
    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1


@pytest.mark.parametrize(("k", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="share"):
        wilson(k, n)


def test_the_mean_of_four_by_hand() -> None:
    low, high = mean_interval(10.0, 2.0, 4)
    assert (low, high) == pytest.approx((10 - 3.182446, 10 + 3.182446), abs=1e-5)


def test_net_share_covers_nine_to_five_in_a_hundred() -> None:
    rng = np.random.default_rng(7)
    plus, minus, n = 0.45, 0.2, 40
    draws = rng.multinomial(n, [plus, minus, 1 - plus - minus], size=4000)
    inside = [
        low <= plus - minus <= high
        for low, high in (net_share_interval(up, down, n) for up, down, _ in draws)
    ]
    assert 0.93 <= np.mean(inside) <= 0.97


@given(some.integers(0, 30), some.integers(0, 30), some.integers(1, 30))
def test_net_share_stays_between_minus_one_and_one(plus: int, minus: int, rest: int) -> None:
    low, high = net_share_interval(plus, minus, plus + minus + rest)
    assert -1 <= low < high <= 1


def test_rates_have_the_exact_interval_of_a_poisson_count() -> None:
    assert rate_interval(0, 10) == pytest.approx((0.0, 0.36889), abs=1e-5)
    assert rate_interval(10, 5) == pytest.approx((0.95908, 3.67808), abs=1e-5)
    with pytest.raises(ValueError, match="exposure"):
        rate_interval(1, 0)


def test_people_who_count_for_several_widen_a_ratio_of_counts() -> None:
    low, high = count_ratio_interval(12, 12, 12, 12)
    assert low * high == pytest.approx(1.0)
    assert high == pytest.approx(2.2259, abs=1e-4)  # exp(1.95996 sqrt(1/6))
    assert count_ratio_interval(12, 48, 12, 12)[1] > high
    with pytest.raises(ValueError, match="above zero"):
        count_ratio_interval(0, 0, 1, 1)


def test_a_difference_of_shares_is_newcombes() -> None:
    low, high = share_difference_interval(56, 70, 48, 80)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    # nobody on both sides: the published limits for 0 of 10 less 0 of 20
    low, high = share_difference_interval(0, 10, 0, 20)
    assert (round(low, 4), round(high, 4)) == (-0.1611, 0.2775)


def test_a_difference_of_means_is_welchs() -> None:
    one, other = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0, 8.0])
    low, high = mean_difference_interval(one, other)
    # 3 less 5, and 2.7563 (t at 4.0755 degrees of freedom) standard errors of sqrt(1/3 + 5/3)
    assert (low + high) / 2 == pytest.approx(-3)
    assert (high - low) / 2 == pytest.approx(2.7563 * 2**0.5, rel=1e-4)
    assert mean_difference_interval(one * 0, other * 0) == (0.0, 0.0)
