"""Share with an event by a day, and two of them compared."""

import numpy as np
import pytest

from mls_metrics.stats.intervals import wilson
from mls_metrics.stats.reached_by import ReachedBy, difference_of, reached_by

ONE = np.ones


def test_people_without_the_event_stay_in_the_count() -> None:
    time = np.array([10.0, 20.0, 15.0, 60.0, 60.0])
    event = np.array([1.0, 1.0, 0.0, 0.0, 0.0])
    found = reached_by(time, event, ONE(5), 30)
    assert found is not None
    # 1 - (4/5) * (2/3): one of five by day 10, then one of the three still followed
    assert found.share == pytest.approx(1 - 4 / 5 * 2 / 3)
    assert found.low < found.share < found.high
    assert (found.known, found.people) == (4, 5)


def test_nobody_followed_so_long_is_not_known() -> None:
    assert reached_by(np.array([5.0, 9.0]), np.array([1.0, 0.0]), ONE(2), 30) is None
    everyone = reached_by(np.array([5.0, 9.0]), ONE(2), ONE(2), 30)
    assert everyone is not None
    assert everyone.share == 1


def test_nobody_and_everybody_still_have_a_range() -> None:
    none = reached_by(np.full(20, 60.0), np.zeros(20), ONE(20), 30)
    every = reached_by(np.full(20, 10.0), ONE(20), ONE(20), 30)
    assert none is not None
    assert every is not None
    assert (none.low, none.high) == pytest.approx(wilson(0, 20))
    assert (every.low, every.high) == pytest.approx(wilson(20, 20))


def test_the_difference_is_wider_than_either_side() -> None:
    one = ReachedBy(share=0.6, low=0.5, high=0.7, known=90, people=90)
    two = ReachedBy(share=0.4, low=0.25, high=0.55, known=40, people=40)
    value, low, high = difference_of(one, two)
    assert value == pytest.approx(0.2)
    assert low == pytest.approx(0.2 - np.hypot(0.1, 0.15))
    assert high == pytest.approx(0.2 + np.hypot(0.1, 0.15))
    assert difference_of(two, one) == pytest.approx((-value, -high, -low))


def test_the_range_of_a_difference_covers_the_truth() -> None:
    rng, covered = np.random.default_rng(3), 0
    for _ in range(400):
        sides = []
        for scale in (40.0, 80.0):
            use, stop = rng.exponential(scale, 80), rng.uniform(20, 120, 80)
            found = reached_by(np.minimum(use, stop), use <= stop, ONE(80), 60)
            assert found is not None
            sides.append(found)
        _, low, high = difference_of(sides[0], sides[1])
        covered += low <= np.exp(-60 / 80) - np.exp(-60 / 40) <= high
    assert covered / 400 > 0.92
