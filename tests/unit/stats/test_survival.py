"""Kaplan-Meier by hand, its band, and what censoring does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from mls_metrics.stats.survival import kaplan_meier

# Times and outcomes of six people; the curve is worked out below by hand.
TIME = np.array([2.0, 3.0, 3.0, 5.0, 8.0, 9.0])
EVENT = np.array([True, True, False, True, False, True])


def test_the_curve_by_hand() -> None:
    curve = kaplan_meier(TIME, EVENT)
    assert list(curve.time) == [2, 3, 5, 9]
    assert list(curve.at_risk) == [6, 5, 3, 1]
    assert curve.survival == pytest.approx([5 / 6, 5 / 6 * 4 / 5, 5 / 6 * 4 / 5 * 2 / 3, 0])
    assert curve.first_below(0.5) == 5
    assert curve.at(4) == pytest.approx((2 / 3, *curve.at(3)[1:]))
    assert curve.at(1) == (1.0, 1.0, 1.0)


def test_the_band_is_greenwood_on_the_log_log_scale() -> None:
    curve = kaplan_meier(TIME, EVENT)
    survival = 2 / 3
    variance = 1 / (6 * 5) + 1 / (5 * 4)
    spread = 1.959963984540054 * np.sqrt(variance) / abs(np.log(survival))
    assert curve.at(3)[1] == pytest.approx(survival ** np.exp(spread))
    assert curve.at(3)[2] == pytest.approx(survival ** np.exp(-spread))


def test_weights_stand_for_people() -> None:
    one = kaplan_meier(np.repeat(TIME, 3), np.repeat(EVENT, 3))
    other = kaplan_meier(TIME, EVENT, np.full(6, 3.0))
    for name in ("time", "survival", "low", "high", "at_risk", "events"):
        assert getattr(one, name) == pytest.approx(getattr(other, name))


@pytest.mark.ledger("48a")
def test_leaving_out_the_unfinished_would_look_faster() -> None:
    curve = kaplan_meier(TIME, EVENT)
    only_finished = kaplan_meier(TIME[EVENT], EVENT[EVENT])
    kept, dropped = curve.first_below(0.5), only_finished.first_below(0.5)
    assert kept is not None
    assert dropped is not None
    assert dropped < kept


def test_no_event_gives_a_flat_curve() -> None:
    curve = kaplan_meier(np.array([1.0, 2.0]), np.array([False, False]))
    assert curve.first_below(0.5) is None
    assert curve.at(2) == (1.0, 1.0, 1.0)


def test_one_event_among_many_keeps_a_finite_band() -> None:
    curve = kaplan_meier(np.arange(1.0, 200_001), np.arange(200_000) == 5)
    _, low, high = curve.at(10)
    assert 0 <= low < high <= 1


@given(
    some.lists(some.tuples(some.integers(0, 50), some.booleans(), some.integers(1, 9)), min_size=1)
)
def test_the_curve_falls_inside_its_band(rows: list[tuple[int, bool, int]]) -> None:
    time, event, weight = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    curve = kaplan_meier(time, event.astype(bool), weight)
    assert (np.diff(curve.survival) <= 1e-12).all()
    assert (curve.low <= curve.survival + 1e-12).all()
    assert (curve.survival <= curve.high + 1e-12).all()
    assert ((curve.survival >= 0) & (curve.survival <= 1)).all()
