"""How much drift an effect survives, by hand."""

import numpy as np
import pytest

from mls_metrics.stats.breakdown import Drift, breakdown, drift_needed, pace_beyond_chance

LEAD = Drift(size=0.5, error=0.3, months=4)  # 0.25 - 0.09 = 0.4 squared, over four months: 0.1
DIP = Drift(size=-0.2, error=0.4, months=5)  # no larger than chance makes it


def test_pace_is_the_fastest_once_chance_is_taken_off() -> None:
    assert pace_beyond_chance([LEAD, DIP]) == pytest.approx(0.1)
    assert pace_beyond_chance([DIP]) == 0.0
    fast = Drift(size=-5.0, error=3.0, months=8)  # 4 over 8 months, whatever its direction
    assert pace_beyond_chance([LEAD, fast]) == pytest.approx(0.5)


def test_breakdown_is_the_drift_needed_over_the_pace() -> None:
    assert drift_needed(3.0, months=15) == pytest.approx(0.2)
    assert breakdown(3.0, [LEAD, DIP], months=15) == pytest.approx(2.0)
    assert breakdown(0.75, [LEAD, DIP], months=15) == pytest.approx(0.5)
    assert breakdown(-0.1, [LEAD], months=15) == 0.0


def test_no_multiple_of_nothing() -> None:
    assert breakdown(3.0, [DIP], months=15) is None
    assert breakdown(3.0, [], months=15) is None
    unseen = Drift(size=float("nan"), error=0.0, months=6)
    assert breakdown(3.0, [unseen, LEAD], months=15) == pytest.approx(2.0)


def test_chance_alone_adds_nothing_to_the_squared_pace_on_average() -> None:
    rng = np.random.default_rng(5)
    squares = [
        pace_beyond_chance([Drift(size=one, error=1.0, months=1)]) ** 2
        for one in 2.0 + rng.normal(0, 1, 4000)
    ]
    assert np.mean(squares) == pytest.approx(4.0, abs=0.25)
