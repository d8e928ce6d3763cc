"""What a measurement is worth before a choice, against simulation and at its limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mls_metrics.stats.information import expected_gain, unit_loss


def test_unit_loss_is_the_mean_excess_of_a_standard_normal() -> None:
    assert unit_loss(0) == pytest.approx(0.3989423, abs=1e-6)
    assert unit_loss(1) == pytest.approx(0.0833155, abs=1e-6)
    assert unit_loss(40) == 0.0


@pytest.mark.parametrize(("mean", "doubt", "error"), [(100, 300, 150), (-250, 200, 0), (0, 50, 80)])
def test_gain_is_what_choosing_after_a_measurement_brings(mean, doubt, error) -> None:
    rng = np.random.default_rng(4)
    truth = mean + doubt * rng.standard_normal(400_000)
    seen = truth + error * rng.standard_normal(400_000)
    pull = doubt**2 / (doubt**2 + error**2)
    taken = np.where(mean + pull * (seen - mean) > 0, truth, 0.0).mean()
    gain = taken - max(mean, 0)
    assert expected_gain(mean, doubt=doubt, error=error) == pytest.approx(gain, abs=1.5)


@given(st.floats(-1e5, 1e5), st.one_of(st.just(0.0), st.floats(1e-3, 1e5)), st.floats(0, 1e5))
def test_a_measurement_is_worth_no_more_than_knowing(mean, doubt, error) -> None:
    one = expected_gain(mean, doubt=doubt, error=error)
    assert 0 <= one <= expected_gain(mean, doubt=doubt, error=0) * (1 + 1e-9) + 1e-9
